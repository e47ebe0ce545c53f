"""Open data: missions, situations, proofs; the same value gives the same bytes."""

from __future__ import annotations

import threading
from typing import Any

from fastapi.testclient import TestClient
from tests.missions_made import known, shipped
from tests.web.site import NAMES, NOW, three

from aselepo.run.serve import FolderMissions
from aselepo.seal import verify_inclusion
from aselepo.situation import Situation, plain
from aselepo.web import make_app
from aselepo.web.views import Cache


def test_the_missions_and_how_far_they_reach() -> None:
    found = three().get("/api/missions").json()["missions"]
    assert [each["name"] for each in found] == list(NAMES)
    assert found[0]["known"][0] == "2025-04-19T15:00:00Z"
    assert found[0]["labels"]["fi"] == "Pääsiäisen aselepo 2025"


def test_a_situation_is_the_one_of_the_pipeline() -> None:
    answer = three().get("/api/missions/easter-2025/situation").json()
    expected = plain(known("easter-2025"))
    for key in ("checkpoint", "claims", "incidents", "coverage"):
        assert answer[key] == expected[key], key
    assert {row["verdict"] for row in answer["summaries"]} >= {"cannot tell", "undetermined"}


def test_a_view_is_marked_by_its_content() -> None:
    address = "/api/missions/easter-2025/situation?as_of=2025-04-20T12:00:00Z"
    one, two = (three().get(address) for _ in range(2))
    assert one.content == two.content
    same = three().get(address, headers={"If-None-Match": one.headers["ETag"]})
    assert same.status_code == 304
    assert three().get(address[:-9] + "13:00:00Z").headers["ETag"] != one.headers["ETag"]


def test_the_proof_of_an_entry_verifies_with_the_seal_alone() -> None:
    size = three().get("/api/missions").json()["missions"][0]["size"]
    for number in (1, 2, size // 2, size):
        proof = three().get(f"/api/missions/easter-2025/proof?entry={number}").json()
        path = [bytes.fromhex(each) for each in proof["path"]]
        leaf, root = bytes.fromhex(proof["leaf"]), bytes.fromhex(proof["root"])
        assert root.hex() == known("easter-2025").checkpoint.root
        assert verify_inclusion(leaf, proof["index"], proof["size"], path, root)
        assert not verify_inclusion(leaf[::-1], proof["index"], proof["size"], path, root)


def test_the_description_needs_no_other_host() -> None:
    described = three().get("/api/openapi.json").json()
    assert "/api/missions/{mission}/situation" in described["paths"]
    assert three().get("/docs").status_code == 404


class Counting(FolderMissions):
    """Counts how often a situation is computed."""

    computed = 0

    def situation(self, name: str, **view: Any) -> Situation:
        self.computed += 1
        return super().situation(name, **view)


def test_a_view_is_computed_once_however_many_ask() -> None:
    missions = Counting([shipped("pause-2023")])
    pages = TestClient(make_app(missions, now=lambda: NOW), base_url="http://localhost")
    last = pages.get("/api/missions").json()["missions"][0]["known"][1]
    for page in ("", "/map", "/incidents", "/log", f"?as_of={last}", "?n=7", "?lang=fi"):
        assert pages.get(f"/m/pause-2023{page}").status_code == 200
    assert missions.computed == 1, "the same prefix and moment, under whatever name"
    pages.get("/m/pause-2023?as_of=2023-11-26T00:00:00Z")
    assert missions.computed == 2


def test_the_cache_makes_once_and_keeps_a_bounded_number() -> None:
    cache = Cache(size=2)
    made: list[str] = []
    start = threading.Barrier(6)

    def ask() -> None:
        start.wait(timeout=10)
        assert cache.get("a", lambda: made.append("a") or "value") == "value"

    readers = [threading.Thread(target=ask) for _ in range(6)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(timeout=10)
    assert made == ["a"]
    for key in ("b", "c", "a"):
        cache.get(key, lambda key=key: made.append(key) or "value")
    assert made == ["a", "b", "c", "a"], "the oldest went"
