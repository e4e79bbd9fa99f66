"""One server for all visitors, and its store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks.visitors.serving import Server, serving
from storage import Store
from storage.database import connect, parsed


@pytest.fixture(scope="session")
def address(tmp_path_factory) -> str:
    """That of the store's database."""
    return f"sqlite:///{tmp_path_factory.mktemp('visited')}/store.sqlite3"


@pytest.fixture(scope="session")
def store(address) -> Iterator[Store]:
    opened = Store(connect(parsed(address)))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def server(address) -> Iterator[Server]:
    with serving(1, {"DATABASE_URL": address}) as running:
        yield running
