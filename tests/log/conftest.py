"""Both stores, for the tests of their common contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.log.cluster import Cluster, started

from aselepo.log import Log

Make = Callable[[Path], Log]


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    server = started()
    yield server
    server.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def make(request: pytest.FixtureRequest) -> Iterator[Make]:
    """Makes empty logs in the store of the run."""
    made: list[Log] = []

    def new(folder: Path) -> Log:
        if request.param == "sqlite":
            log = Log.create(folder, origin="test")
        else:
            server = request.getfixturevalue("cluster")
            log = Log.create(folder, origin="test", dsn=server.dsn, schema=server.schema())
        made.append(log)
        return log

    yield new
    for log in made:
        log.close()
