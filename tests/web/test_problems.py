"""What cannot be shown is said with what, where, why, mend, and the status that fits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.web.site import client, three

from aselepo.core.problem import InputError
from aselepo.run.mission import make_mission
from aselepo.web.asked import Asked, read_asked

BAD = [
    ("/m/nowhere", 404, "ASL-WEB-001"),
    ("/m/easter-2025/nowhere", 404, "ASL-WEB-005"),
    ("/m/easter-2025/incidents/i-nowhere", 404, "ASL-WEB-006"),
    ("/m/easter-2025/report.exe", 404, "ASL-WEB-005"),
    ("/m/easter-2025/figure/none.svg", 404, "ASL-WEB-005"),
    ("/nowhere", 404, "ASL-WEB-005"),
    ("/m/easter-2025?n=100000", 400, "ASL-WEB-003"),
    ("/m/easter-2025?n=0", 400, "ASL-WEB-002"),
    ("/m/easter-2025?n=-1", 400, "ASL-WEB-002"),
    ("/m/easter-2025?n=9999999999999999999999", 400, "ASL-WEB-002"),
    ("/m/easter-2025?n=%D9%A1", 400, "ASL-WEB-002"),
    ("/m/easter-2025?as_of=yesterday", 400, "ASL-WEB-002"),
    ("/m/easter-2025?as_of=2025-04-20T12:00", 400, "ASL-WEB-002"),
    ("/m/easter-2025?as_of=2025-04-20T12:00&clock=Europe/Atlantis", 400, "ASL-WEB-002"),
    ("/m/easter-2025?as_of=2025-04-20T12:00&clock=../../etc/passwd", 400, "ASL-WEB-002"),
    ("/m/easter-2025?as_of=2025-03-30T03:30&clock=Europe/Kyiv", 400, "ASL-WEB-002"),
    ("/m/easter-2025?as_of=2025-04-01T00:00Z", 400, "ASL-WEB-004"),
    ("/m/easter-2025?as_of=0001-01-01T00:00%2B14:00", 400, "ASL-WEB-002"),
    ("/m/easter-2025?day=20.4.2025", 400, "ASL-WEB-002"),
    ("/m/easter-2025?from=2025-04-20T12:00Z", 400, "ASL-WEB-002"),
    ("/m/easter-2025?from=2025-04-20T12:00Z&to=2025-04-20T11:00Z", 400, "ASL-WEB-002"),
    ("/m/easter-2025?lang=tlh", 400, "ASL-WEB-002"),
    ("/m/easter-2025/incidents?page=x", 400, "ASL-WEB-002"),
]


@pytest.mark.parametrize(("address", "status", "code"), BAD)
def test_a_page_that_cannot_be_shown(address: str, status: int, code: str) -> None:
    answer = three().get(address)
    assert answer.status_code == status
    assert code in answer.text
    assert answer.text.count("<dt") == 4
    assert 'href="/?lang=en"' in answer.text


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/missions/nowhere/situation", 404, "ASL-WEB-001"),
        ("/api/missions/easter-2025/situation?n=100000", 400, "ASL-WEB-003"),
        ("/api/missions/easter-2025/situation?as_of=2025-04-20T12:00", 400, "ASL-WEB-002"),
        ("/api/missions/easter-2025/map?as_of=2025-04-01T00:00Z", 400, "ASL-WEB-004"),
        ("/api/missions/easter-2025/proof?entry=0", 400, "ASL-WEB-007"),
        ("/api/missions/easter-2025/proof?entry=100000", 400, "ASL-WEB-007"),
        ("/api/nowhere", 404, "ASL-WEB-005"),
    ],
)
def test_json_gives_the_same_four_fields(address: str, status: int, code: str) -> None:
    answer = three().get(address)
    assert answer.status_code == status
    (problem,) = answer.json()["problems"]
    assert problem["code"] == code
    assert all(problem[field] for field in ("what", "where", "why", "mend"))


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(InputError) as wrong:
        read_asked({"n": "x", "as_of": "y", "day": "z", "lang": "q"})
    assert [each.where for each in wrong.value.problems] == ["?n=", "?as_of=", "?day=", "?lang="]


def test_a_mission_without_an_agreement_says_how_to_give_it_one(tmp_path: Path) -> None:
    answer = client(make_mission(tmp_path / "empty")).get("/m/empty?lang=en")
    assert answer.status_code == 409
    assert "ASL-RUN-010" in answer.text
    assert "aselepo record agreement FILE" in answer.text


def test_the_problem_page_speaks_the_reader_s_language() -> None:
    assert "Tätä ei voi näyttää" in three().get("/m/nowhere?lang=fi").text


def test_what_an_address_asks_comes_back_from_its_query() -> None:
    given = {
        "n": "12",
        "as_of": "2025-04-20T12:00:00Z",
        "day": "2025-04-20",
        "from": "2025-04-13T00:00:00Z",
        "to": "2025-04-14T00:00:00Z",
        "at": "2025-04-20T10:15:00Z",
        "since": "2025-04-19T18:00:00Z",
        "lang": "fi",
    }
    asked = read_asked(given)
    query = asked.query()
    pairs = dict(re.findall(r"([a-z_]+)=([^&]+)", query.replace("%3A", ":")))
    assert pairs == given
    assert read_asked(pairs) == asked
    assert Asked().query() == ""


def test_an_offset_s_plus_sign_survives_an_address() -> None:
    """A browser sends `+` unescaped, which forms read as a blank."""
    assert (
        read_asked({"as_of": "2025-04-20T12:00 03:00"}).as_of
        == read_asked({"as_of": "2025-04-20T09:00Z"}).as_of
    )
