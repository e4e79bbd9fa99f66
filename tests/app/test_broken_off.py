"""Streamlit breaks off a run wherever it touches the session's state: nothing that was brought gets lost so."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import streamlit as st

import workers
from checks import run_checks
from parsing import parse_report
from tests.drafts import draft
from ui.visitor import data, reading
from workers.batch import Answer, Batch, Job, ReadDocument

FILES = 3


class BrokenOffError(Exception):
    """In the place of Streamlit's own exception."""


class State(dict):
    """A session's state that breaks off at a touch of it."""

    left = -1

    def _touched(self):
        self.left -= 1
        if self.left == 0:
            raise BrokenOffError

    def get(self, key, default=None):
        self._touched()
        return super().get(key, default)

    def setdefault(self, key, default=None):
        self._touched()
        return super().setdefault(key, default)

    def __getitem__(self, key):
        self._touched()
        return super().__getitem__(key)

    def __setitem__(self, key, value):
        self._touched()
        super().__setitem__(key, value)


class AtOncePool:
    """Reads at once."""

    def __init__(self, read):
        self._read = read

    def submit(self, visitor, documents, is_here):
        batch = Batch(visitor, is_here)
        jobs = [Job(batch, document.key, document.name, document.data) for document in documents]
        batch.add(jobs)
        for job in jobs:
            batch.end(job, Answer(job.key, job.name, self._read[job.data.decode()]))
        return batch


@pytest.fixture(scope="module")
def documents():
    read = {}
    for text in (draft(year=2015 + n) for n in range(FILES)):
        report = parse_report(text.encode(), "a.txt")
        read[text] = ReadDocument(report, run_checks(report), b"", text.encode())
    return read


def test_what_a_broken_run_has_left_the_next_one_takes_up(documents, monkeypatch):
    monkeypatch.setattr(workers, "server_pool", lambda: AtOncePool(documents))
    assert sum(is_broken_off(documents, monkeypatch, touches) for touches in range(1, 50)) > FILES * 5


def is_broken_off(documents, monkeypatch, touches) -> bool:
    """Whether a run that reads these files is broken off at so many touches; all of them are there afterwards."""
    state = State(files=[SimpleNamespace(file_id=text, name="a.txt", getvalue=text.encode) for text in documents])
    monkeypatch.setattr(st, "session_state", state)
    state.left = touches
    try:
        reading.read_files()
    except BrokenOffError:
        # the next run collects first, and the page looks for files after that
        reading.collect()
        reading.read_files()
    was_broken_off, state.left = state.left < 0, -1
    assert len(reading.outcomes()) == len(data.brought()) == FILES
    assert all(outcome.entry_id for outcome in reading.outcomes().values())
    assert reading.state() is None
    assert reading.unread_files() == []
    return was_broken_off
