"""The reports that are held in a visit: what the visitor has brought, the newest first, and those of a link that he has
opened."""

from __future__ import annotations

import streamlit as st

import settings
from checks import run_checks
from parsing import parse_report
from ui.visitor import dataset, own, shared
from ui.visitor.entry import Entry
from ui.visitor.store import published

_MINE = "_mine"


def read(data: bytes, name: str, *, mine: bool) -> Entry:
    """Read and check one document; raises UnreadableError."""
    report = parse_report(data, name)
    return Entry(report, run_checks(report), data, mine)


def mine() -> list[Entry]:
    """The visitor's own reports, the newest first, held against all that the visit holds, the dataset and what is
    published beside it; never against made-up ones."""
    return [entry for entry in held() if not entry.link]


def of_link() -> list[Entry]:
    """The reports of a link that the visitor has opened, but those that are his own too; held against the same."""
    return [entry for entry in held() if entry.link]


def held() -> list[Entry]:
    """Both together, each once."""
    brought_here = brought()
    every = [*reversed(brought_here.values()), *(entry for entry in shared.entries() if entry.id not in brought_here)]
    if not every:
        return []
    real = dataset.real()
    public = published.beside(real) if real else None
    return own.compared(every, real, tuple(public.reports.values()) if public else (), public.own.key if public else "")


def brought() -> dict[str, Entry]:
    """The visitor's own reports by id, the oldest first, each as it was read: held against no other."""
    mine: dict[str, Entry] = st.session_state.get(_MINE, {})
    return mine


def add(entry: Entry) -> None:
    """Keep a report of the visitor's for this session."""
    known = dict(brought())
    known.pop(entry.id, None)
    st.session_state[_MINE] = {**known, entry.id: entry}


def put(entry: Entry) -> None:
    """Keep a report of the visitor's in the place of the one with its id."""
    st.session_state[_MINE] = {**brought(), entry.id: entry}


def most_documents() -> int:
    """How many reports a visit may keep."""
    return settings.count("NIANBAO_VISIT_DOCUMENTS")


def most_bytes() -> int:
    """How many bytes a visit may keep."""
    return settings.count("NIANBAO_VISIT_MB") * 1024 * 1024


def has_room(size: int) -> bool:
    """Whether one more report and so many bytes fit into the visit beside what it keeps."""
    known = brought()
    kept = sum(entry.size for entry in known.values())
    return len(known) < most_documents() and kept + size <= most_bytes()


def remove(entry_id: str) -> None:
    """Forget a report of the visitor's."""
    st.session_state[_MINE] = {i: e for i, e in brought().items() if i != entry_id}
