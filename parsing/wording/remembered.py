"""What is remembered from document to document: answers about texts that the form prints, and about no others.

Reports have the form's labels, heads and headings in common, so what the reader works out about them is kept. Every
other text belongs to whoever brought the document, and is in no cache.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar, TypeVarTuple, cast

from parsing import form
from parsing.normalise import normalise_text

T = TypeVar("T")
_More = TypeVarTuple("_More")
_Texts = tuple[str, ...]


# Nothing, the commonest dashes and the commonest figures are in every table
_FIGURES = 100
_NOTHING = ("", "/", "-", "—", "——")


def _wordings() -> frozenset[str]:
    """The form's labels, normalised, the wordings of ``data/wordings.txt``, and what is in every table."""
    rows = [row for table in form.tables().values() for row in table.rows]
    labels = {normalise_text(label) for row in rows for label in (row.label, row.group or "", *row.column_labels)}
    listed = (form.DATA / "wordings.txt").read_text("utf-8").split("\n")
    return frozenset(labels.union(listed, map(str, range(_FIGURES)), _NOTHING))


WORDINGS = _wordings()


class _Kept(dict[str, T]):
    """Answers by text. A dictionary's own look-up is much faster than a function that looks into one."""

    def __init__(self, function: Callable[[str], T]) -> None:
        super().__init__()
        self.function = function

    def __missing__(self, text: str) -> T:
        answer = self.function(text)
        if text in WORDINGS:
            self[text] = answer
        return answer


def of_wording(function: Callable[[str], T]) -> Callable[[str], T]:
    """Keep what a pure function gives for each wording of the form; for any other text it is called."""
    return _Kept(function).__getitem__


def of_wordings(maxsize: int) -> Callable[[Callable[[_Texts, *_More], T]], Callable[[_Texts, *_More], T]]:
    """Keep what a pure function gives for the last ``maxsize`` sets of texts that are all wordings of the form."""

    def decorate(function: Callable[[_Texts, *_More], T]) -> Callable[[_Texts, *_More], T]:
        kept = cast("Callable[[_Texts, *_More], T]", lru_cache(maxsize)(function))

        def ask(texts: _Texts, *more: *_More) -> T:
            return (kept if WORDINGS.issuperset(texts) else function)(texts, *more)

        return ask

    return decorate
