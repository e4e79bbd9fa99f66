"""The source document as it was read, and the lines of it around given figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from parsing import UnreadableError, loaders
from parsing.document import Document, Line
from parsing.report import Place
from ui.visitor.entry import Entry
from workers import wire

# How far up the words may be that a number belongs to, where every cell has a line of its own.
FAR = 30
# More lines than this are no excerpt any more.
MOST = 40
_KEPT = 8


def document(entry: Entry) -> Document | None:
    """The entry's document as the loader reads it; None where it cannot be read again.

    The last ones are kept for their visitor alone, and go with the visit.
    """
    kept: dict[str, Document | None] = st.session_state.setdefault("_documents", {})
    sha256 = entry.report.sha256
    if sha256 not in kept:
        if len(kept) >= _KEPT:
            del kept[next(iter(kept))]
        kept[sha256] = _load(entry)
    return kept[sha256]


def around(lines: Sequence[Line], places: Iterable[Place]) -> list[int]:
    """Indices of the lines at these places, with a neighbour on each side and the words above; at most 40."""
    wanted = set(places)
    lit = [n for n, line in enumerate(lines) if any(cell.place in wanted for cell in line.cells)]
    near: dict[int, None] = {}
    for n in lit:
        words = _words_above(lines, n)
        near |= dict.fromkeys(m for m in (words, n - 1, n, n + 1) if m is not None and 0 <= m < len(lines))
        if len(near) > MOST:
            break
    return sorted(near)[:MOST]


def _load(entry: Entry) -> Document | None:
    try:
        return wire.decode_document(entry.document) if entry.document else loaders.load(entry.data)
    except UnreadableError:
        return None


def _words_above(lines: Sequence[Line], n: int) -> int | None:
    """The index of the line at or above ``n`` that has words and not only figures."""
    for m in range(n, max(-1, n - FAR), -1):
        if any(character.isalpha() for cell in lines[m].cells for character in cell.raw):
            return m
    return None
