"""The made-up dataset as entries and frames: heads at once, everything else when a page asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pandas as pd

from checks import Findings
from demo import shelf
from ui.visitor.entry import Entry
from ui.visitor.frames import Frames


class Filed(Entry):
    """An entry of the made-up dataset; its report knows its head and reads the rest from the document."""

    __slots__ = ("_body",)

    def __init__(self, report: shelf.FiledReport, body: str) -> None:
        """``body`` is the id of the reporting body, as in the frames."""
        for name, value in (
            ("report", report),
            ("mine", False),
            ("compared", "demo"),
            ("document", b""),
            ("link", ""),
            ("_body", body),
        ):
            object.__setattr__(self, name, value)

    @property
    def findings(self) -> Findings:
        """What was found in the report, and across the dataset."""
        return shelf.findings(self.id)

    @property
    def data(self) -> bytes:
        """The document."""
        return shelf.document(self.id)

    @property
    def body(self) -> str:
        """An id of the reporting body."""
        return self._body  # type: ignore[attr-defined, no-any-return]

    @property
    def is_made_up(self) -> bool:
        """It is."""
        return True

    def __hash__(self) -> int:
        """By the report's id: what is inherited would read the whole document."""
        return hash(self.id)

    def __eq__(self, other: object) -> bool:
        """The same report of the dataset."""
        return isinstance(other, Filed) and other.id == self.id


@cache
def entries() -> tuple[Filed, ...]:
    """Every report of the dataset, in the order of its frame."""
    bodies = shelf.frame("reports")["body"]
    return tuple(Filed(report, body) for report, body in zip(shelf.reports(), bodies, strict=True))


@cache
def _all_frames() -> Frames:
    return Frames(shelf.frame)


def frames(shown: Sequence[Entry]) -> Frames:
    """The frames of these entries of the dataset: whole, or the rows of some of its reports."""
    if len(shown) == len(entries()):
        return _all_frames()
    ids = {entry.id for entry in shown}
    every = _all_frames()

    def some(name: str) -> pd.DataFrame:
        whole: pd.DataFrame = getattr(every, name)
        return whole[whole["report"].isin(ids)]

    return Frames(some)
