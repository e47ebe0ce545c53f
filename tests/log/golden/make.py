"""Made the golden log of edition 1, once: `python tests/log/golden/make.py FOLDER`.

It is never made again: later versions must read the very bytes that are stored.
"""

from __future__ import annotations

import json
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aselepo.core.records import Draft
from aselepo.core.tables import COVERAGE, OBSERVATIONS, table
from aselepo.log import Log
from aselepo.log.erasing import erase
from aselepo.log.keys import give_role
from aselepo.log.showing import plain

START = datetime(2026, 3, 1, 8, tzinfo=UTC)


def main(folder: Path) -> None:
    log = Log.create(folder / "log", origin="golden.example/edition-1")
    clock = iter(START + timedelta(minutes=number) for number in range(1000))
    ring = log.keyring
    log.append([ring.make("patrol 3")], at=next(clock), signer=ring.sign_new)
    ring.activate("patrol 3")
    log.append([give_role("patrol 3", "key_keeper", author="patrol 3")], at=next(clock))
    rows = table(
        OBSERVATIONS,
        [
            {"id": "o-1", "rev": 0, "source": "patrol 3", "time": START, "time_sigma_s": 60.0,
             "lon": 37.8, "lat": 48.1, "sigma_major_m": 500.0, "sigma_minor_m": 500.0,
             "class": "explosion", "p_party": [("UA", 0.25)], "text": "розрив, гул"},
            {"id": "o-2", "rev": 0, "source": "patrol 3", "class": "shelling", "count_lo": 3},
        ],
    )  # fmt: skip
    watch = {"source": "patrol 3", "area": "north", "time_lo": START,
             "time_hi": START + timedelta(hours=8), "status": "observed",
             "p_detect": [("explosion", 0.9)]}  # fmt: skip
    log.append(
        [
            Draft(kind="agreement", body={"name": "truce.txt", "text": "Article 1. – Härmä\n"}),
            Draft(kind="observation", body={"feed": "hand"}, table=rows, author="patrol 3",
                  files={"photo.txt": b"light and dark"}),
            Draft(kind="coverage", body={}, table=table(COVERAGE, [watch]), author="patrol 3"),
        ],
        at=next(clock),
    )  # fmt: skip
    log.append(
        [
            Draft(kind="claim", body={"count": 12.5, "by": "RU", "none": None, "yes": True},
                  known_at=START - timedelta(days=30), grounds="a press page"),
            Draft(kind="statement", body={"text": "to be erased"}),
        ],
        at=next(clock),
    )  # fmt: skip
    erase(log, 7, why="names a witness", author="registrar", at=next(clock))
    correct = Draft(kind="correction", body={"observations": {"o-2": {"count_lo": 4}}, "why": "x"})
    log.append([correct], at=next(clock))
    log.append([Draft(kind="act", body={"number": n}) for n in range(250)], at=next(clock))
    log.append([Draft(kind="act", body={"last": "ä" * 3})], at=next(clock))
    told = {
        "root": log.view().checkpoint.root,
        "entries": [plain(entry) for entry in (*log.stream(1, 10), *log.stream(260, 260))],
    }
    log.close()
    for name in ("private", "log.sqlite", "log.sqlite-wal", "log.sqlite-shm"):
        path = folder / "log" / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    text = json.dumps(told, indent=1, ensure_ascii=False, sort_keys=True)
    (folder / "told.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
