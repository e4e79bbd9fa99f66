"""A report of a dataset as an entry; its document is fetched when it is asked for."""

from __future__ import annotations

import streamlit as st

from checks import Findings
from parsing.report import Report
from queries import Asked
from ui.visitor.entry import Entry
from ui.visitor.samples import NOTE

# Reports that were opened last; a page shows a dozen, a visitor looks at one body's years at a time
_OPEN = 128


class Kept(Entry):
    """An entry of a dataset."""

    __slots__ = ("_asked",)

    def __init__(self, report: Report, findings: Findings, asked: Asked) -> None:
        """``asked`` is the dataset that it is of."""
        given = {"report": report, "findings": findings, "mine": False, "compared": asked.manifest.version}
        rest = {"document": b"", "link": "", "is_published": False, "_asked": asked}
        for name, value in {**given, **rest}.items():
            object.__setattr__(self, name, value)

    @property
    def data(self) -> bytes:
        """The document."""
        return self._asked.document(self.id)  # type: ignore[attr-defined, no-any-return]

    @property
    def is_made_up(self) -> bool:
        """Whether its dataset is invented."""
        return self._asked.manifest.made_up  # type: ignore[attr-defined, no-any-return]

    @property
    def is_sample(self) -> bool:
        """Whether it is of a folder of samples."""
        return self._asked.manifest.note == NOTE  # type: ignore[attr-defined, no-any-return]

    @property
    def dataset(self) -> str:
        """What its dataset says of itself, or where it lies."""
        asked: Asked = self._asked  # type: ignore[attr-defined]
        return asked.manifest.note or asked.store.address.rpartition("/")[2]

    def __hash__(self) -> int:
        """By the report's id: what is inherited would fetch the document."""
        return hash(self.id)

    def __eq__(self, other: object) -> bool:
        """The same report of a dataset."""
        return isinstance(other, Kept) and other.id == self.id


def entry(asked: Asked, report_id: str) -> Kept | None:
    """A report of a dataset; None where it has no such report."""
    manifest = asked.manifest
    return _entry(asked.store.address, manifest.version, manifest.note, report_id, asked)


# What is kept is frozen and only read, so it is shared and not copied for every run. The version is that of the
# content: a copy of a dataset elsewhere, or under another note, has the same.
@st.cache_resource(max_entries=_OPEN, show_spinner=False)
def _entry(address: str, version: str, note: str, report_id: str, _asked: Asked) -> Kept | None:  # noqa: ARG001 - the cache's key
    report = _asked.report(report_id)
    return Kept(*report, _asked) if report else None
