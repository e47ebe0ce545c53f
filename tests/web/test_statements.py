"""The intake page: what software proposes in a pasted text, beside the text."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from tests.missions_made import shipped

from aselepo.run.clock import now
from aselepo.run.serve import FolderMissions
from aselepo.web import make_app

TEXT = 'Anna Hill said that North could send 500 soldiers after a ceasefire. <script>x</script> & "so".'


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = make_app(FolderMissions([shipped("paris-2026")]), now=now, hosts=None)
    return TestClient(app)


def test_the_box_is_there_before_anything_is_pasted(client: TestClient) -> None:
    page = client.get("/m/paris-2026/statements?lang=fi")
    assert page.status_code == 200
    assert "<textarea" in page.text
    assert "<mark>" not in page.text


def test_candidates_stand_beside_the_marked_text(client: TestClient) -> None:
    page = client.post(
        "/m/paris-2026/statements?lang=en", content=urlencode({"text": TEXT, "lang": "en"})
    )
    assert page.status_code == 200
    assert "<mark>North could send 500 soldiers after a ceasefire" in page.text
    assert "Anna Hill" in page.text
    assert "<script>x" not in page.text


def test_nothing_is_recorded(client: TestClient) -> None:
    size = shipped("paris-2026").log().size
    client.post("/m/paris-2026/statements", content=urlencode({"text": TEXT, "lang": "en"}))
    assert shipped("paris-2026").log().size == size


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        (urlencode({"text": "x", "lang": "xx"}), 400, "ASL-WEB-002"),
        (b"\xff\xfe", 400, "ASL-WEB-002"),
        (b"text=" + b"a" * 2_100_000, 400, "ASL-WEB-010"),
    ],
)
def test_what_cannot_be_read_is_said(client: TestClient, body, status: int, says: str) -> None:
    page = client.post("/m/paris-2026/statements", content=body)
    assert page.status_code == status
    assert says in page.text


@pytest.mark.parametrize("lang", ["en", "fi", "fr", "ru", "uk"])
def test_guarantees_have_a_page_in_every_language(client: TestClient, lang: str) -> None:
    page = client.get(f"/m/paris-2026/guarantees?lang={lang}")
    assert page.status_code == 200
    assert "useita tuhansia" in page.text
    assert "guarantees_2026" in page.text
