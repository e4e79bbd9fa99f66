"""One server for all tests of the address for programs, with little room and a log that is read."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.served import Served, served
from tests.server.visit import ask

_ADDRESSES = (f"198.51.{high}.{low}" for high, low in itertools.product(range(100, 200), range(1, 250)))


# The first document waits for a worker to start
_PATIENCE = 240


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        assert self.headers["content-type"] == "application/problem+json"
        assert self.said["request_id"] == self.headers["x-request-id"]
        assert self.said["status"] == self.status
        return self.said["code"]


class Place(NamedTuple):
    server: Served
    folder: Path

    @property
    def log(self) -> Path:
        return self.folder / "log"


Send = Callable[..., Answer]


@pytest.fixture(scope="session")
def place(tmp_path_factory) -> Place:
    folder = tmp_path_factory.mktemp("api")
    room = {"NIANBAO_VISIT_MB": "4", "NIANBAO_DOCUMENTS": "8", "NIANBAO_PROXIES": "127.0.0.0/8", "NIANBAO_LOG": "json"}
    # while one reads something hostile, another reads for somebody else
    room["NIANBAO_WORKERS"] = "2"
    with served(folder, log=folder / "log", **room) as server:
        yield Place(server, folder)


@pytest.fixture
def send(place) -> Send:
    """Asks as a visitor of an address of its own."""
    own = next(_ADDRESSES)

    def _send(method: str, path: str, body: bytes | None = None, language: str = "en", **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        known = {"X-Forwarded-For": own, "Accept-Language": language}
        return Answer(*ask(place.server, method, f"/api/v1{path}", body=body, headers=known | named, timeout=_PATIENCE))

    return _send
