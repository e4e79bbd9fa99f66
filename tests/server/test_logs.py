"""What is logged: a line a request with its id, and nothing that a visitor wrote."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

import pytest

from server import logs
from server.requests import HEADER, Requests
from tests.server.visit import ask

WRITTEN = "某某县的报告"


@pytest.fixture(autouse=True)
def outside():
    """No request is being answered."""
    token = logs._REQUEST.set("")
    yield
    logs._REQUEST.reset(token)


def answered(app, path="/report", **scope) -> list[dict]:
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    asked = {"type": "http", "method": "GET", "path": path, "query_string": WRITTEN.encode(), "headers": [], **scope}
    # a browser of other tests may have left a loop in this thread
    here = copy_context()
    with ThreadPoolExecutor(1) as own:
        own.submit(here.run, asyncio.run, Requests(app)(asked, receive, send)).result()
    return sent


def failing(scope, receive, send):
    raise ValueError(WRITTEN)


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/report", "/report"),
        ("/", "/"),
        ("/api/v1/documents", "/api/v1/documents"),
        ("/_stcore/upload_file/3f2a/77", "/_stcore/upload_file/…"),
        ("/api/v1/shared/q8Zk", "/api/v1/shared/…"),
        (f"/{WRITTEN}", "/…"),
        ("/report/static", "/report/static"),
    ],
)
def test_of_a_path_only_names_of_our_own_are_logged(path, logged):
    assert logs.shown(path) == logged


def test_a_fault_is_answered_with_the_id_under_which_it_is_logged(caplog):
    caplog.set_level(logging.INFO)
    start, body = answered(failing)
    number = dict(start["headers"])[HEADER.encode()].decode()
    assert start["status"] == 500
    assert number in body["body"].decode()
    written = [logs._Json().format(record) for record in caplog.records if record.name == "server.logs"]
    fault, request = map(json.loads, written)
    assert fault["error"] == "ValueError" and fault["where"][-1].endswith(" failing")
    assert (request["method"], request["path"], request["status"]) == ("GET", "/report", 500)
    assert request["ms"] >= 0
    assert WRITTEN not in "".join(written)


@pytest.mark.parametrize("kind", [logs._Json, logs._Plain])
def test_the_message_of_a_fault_is_not_logged(kind):
    with pytest.raises(KeyError) as fault:
        {}[WRITTEN]
    record = logging.LogRecord("x", logging.ERROR, "", 0, "fault", None, (fault.type, fault.value, fault.tb))
    record.request = "0123456789ab"
    line = kind().format(record)
    assert WRITTEN not in line
    assert "KeyError" in line and "0123456789ab" in line and "test_logs.py" in line


def test_every_answer_has_an_id_of_its_own(plain):
    ids = {ask(plain, "GET", path)[1][HEADER] for path in ("/", "/healthz", "/_stcore/metrics", "/none.js")}
    assert len(ids) == 4
    assert all(re.fullmatch("[0-9a-f]{12}", number) for number in ids)
