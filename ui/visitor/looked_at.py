"""What the page that runs looks at."""

from __future__ import annotations

import streamlit as st

from queries import Own
from ui.visitor import dataset, own, scope
from ui.visitor.entry import Entry
from ui.visitor.shown import Shown
from ui.visitor.store import published
from ui.visitor.store.published import Published

_SHOWN = "_shown"


def with_report(report_id: str) -> Shown:
    """As ``shown``, but all that there is where a link names a report of a set that is not chosen: it is the same
    document wherever it is."""
    chosen = shown()
    if not report_id or chosen.entry(report_id) is not None:
        return chosen
    every = _of(list({one.id: one for name in scope.HELD for one in scope.HELD[name]()}.values()), is_public=True)
    return every if every.entry(report_id) is not None else chosen


def shown() -> Shown:
    """The reports of the chosen sets; the same object until something about them changes."""
    return _of(scope.held(), is_public=scope.PUBLIC in scope.chosen())


def _of(entries: list[Entry], *, is_public: bool) -> Shown:
    held = {entry.id: entry for entry in entries}
    public = published.found() if is_public else None
    asked = dataset.asked()
    tables = own.tables(list(held.values()), alone=not is_public) if held or not is_public else None
    keys = (tables.key if tables else "", public.own.key if public else "")
    state = (id(asked), asked.manifest.version, is_public, *keys)
    kept: tuple[object, Shown] | None = st.session_state.get(_SHOWN)
    if kept is None or kept[0] != state:
        kept = state, Shown(asked, held, _both(tables, public), is_public=is_public, published=public)
        st.session_state[_SHOWN] = kept
    return kept[1]


def _both(tables: Own | None, public: Published | None) -> Own | None:
    """The tables beside the dataset: of the visit, and of what is published."""
    if public is None:
        return tables
    return own.joined(tables, public.own) if tables else public.own
