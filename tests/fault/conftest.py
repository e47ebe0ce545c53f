"""The cluster of the server store, for faults."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.log.cluster import Cluster, started


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    server = started()
    yield server
    server.remove()
