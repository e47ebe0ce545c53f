"""Logs of every edition since 1 stay readable: the stored bytes are never made again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aselepo.core.problem import ConfigError
from aselepo.log import Log
from aselepo.log.audit import audit
from aselepo.log.operations import restore
from aselepo.log.showing import plain

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("edition", ["edition-1"])
def test_an_old_log_reads_as_it_did(tmp_path: Path, edition: str) -> None:
    told = json.loads((GOLDEN / edition / "told.json").read_text(encoding="utf-8"))
    restore(GOLDEN / edition / "log", tmp_path)
    log = Log.open(tmp_path)
    assert audit(log).problems == ()
    view = log.view()
    assert view.checkpoint.root == told["root"]
    assert log.size == 260
    for entry in told["entries"]:
        assert plain(log.entries(260)[entry["number"] - 1]) == entry
    rows, problems = view.observations()
    assert problems == ()
    assert rows["id"].to_pylist() == ["o-1", "o-2"]
    assert rows["count_lo"].to_pylist() == [None, 4]
    assert rows["text"].to_pylist() == ["розрив, гул", None]
    assert view.coverage()["p_detect"].to_pylist() == [[("explosion", 0.9)]]
    assert [entry.number for entry in view.gone] == [7]


def test_edition_0_is_refused_with_a_reason(tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "log.sqlite") as database:
        database.execute("CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
        database.execute("INSERT INTO about VALUES ('edition', '0'), ('origin', 'x')")
    database.close()
    with pytest.raises(ConfigError, match="ASL-LOG-008"):
        Log.open(tmp_path)
