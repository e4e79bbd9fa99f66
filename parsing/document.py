"""What every loader yields: the document's lines in reading order, each a row of cells with its place in the source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import NamedTuple

from parsing.errors import TooMuchTextError
from parsing.normalise import normalise
from parsing.report import Place

# A document with more cells than this is refused; a report has some hundred
MAX_CELLS = 100_000
# Nor has a report a fraction of so many characters
MAX_TEXT = 2_000_000
# Stand between lines and cells while the whole document is normalised in one pass; normalisation keeps them.
_LINE = "\x1e"
_CELL = "\x1f"
# What is between these two is shown from right to left
_RIGHT_TO_LEFT = "\u202e"
_TURNED = re.compile("\u202e([^\u202a-\u202e\x1e\x1f\n]{1,99})")
# In place of a character that cannot be shown
LOST = "\ufffd"


class Cell(NamedTuple):
    """A cell or a paragraph: normalised text, the text as printed, and its place."""

    text: str
    raw: str
    place: Place


# A document has hundreds of cells and lines: these make them without a call of Python's each
_cell = partial(tuple.__new__, Cell)


class Line(NamedTuple):
    """A row of a table, or a paragraph (one cell, ``table`` None): its cells' normalised texts, the texts as the loader
    gave them, and their places."""

    texts: tuple[str, ...]
    loaded: tuple[str, ...]
    places: tuple[Place, ...]
    table: int | None

    @property
    def raws(self) -> tuple[str, ...]:
        """The texts as printed, without blanks around them."""
        return tuple(map(str.strip, self.loaded))

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Its cells; made anew at each call, for most readers ask for one of the three only."""
        return tuple(map(_cell, zip(self.texts, self.raws, self.places, strict=True)))

    @property
    def only(self) -> Cell:
        """The first cell of those, which is a paragraph's only one."""
        return _cell((self.texts[0], self.loaded[0].strip(), self.places[0]))


_line = partial(tuple.__new__, Line)


class RawLine(NamedTuple):
    """A line as a loader finds it: printed texts and the place of each."""

    texts: tuple[str, ...]
    places: tuple[Place, ...]
    table: int | None


raw_line = partial(tuple.__new__, RawLine)


# The title in a file's properties, which is often its template's; no report's is longer
FILE_TITLE, MAX_FILE_TITLE = "filetitle", 400


@dataclass(frozen=True, slots=True)
class Document:
    """Lines in reading order, their text, what the format says of itself (title, PubDate), and which steps of
    normalisation found something to do. ``text`` parts lines by line ends and cells by blanks.

    ``recognised`` are the pages whose text was recognised in a picture; at the places in ``doubts`` it may be another.
    Those in ``rounded`` show another number than the file holds, in thousands or without its decimals.
    """

    lines: tuple[Line, ...]
    text: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    applied: tuple[str, ...] = ()
    recognised: frozenset[int] = frozenset()
    doubts: frozenset[Place] = frozenset()
    rounded: frozenset[Place] = frozenset()


def build(raw_lines: Iterable[RawLine], metadata: Mapping[str, str] | None = None) -> Document:
    """Normalise all cells in one pass and lay them out again. Raises TooMuchTextError."""
    raw_lines = list(raw_lines)
    clean = {key: normalise(value).text.strip() for key, value in (metadata or {}).items()}
    if not raw_lines:
        return Document((), "", clean)
    texts, places, tables = zip(*raw_lines, strict=True)
    joined = _joined(texts)
    if len(joined) > MAX_TEXT:
        raise TooMuchTextError(limit_millions=MAX_TEXT // 1_000_000)
    if joined.count(_LINE) + joined.count(_CELL) >= sum(map(len, texts)):
        texts = tuple([tuple(map(_without_separators, line)) for line in texts])
        joined = _joined(texts)
    text, applied = normalise(_TURNED.sub(_turned, joined) if _RIGHT_TO_LEFT in joined else joined)
    lines = _laid_out(text, texts, places, tables)
    return Document(lines, text.replace(_CELL, " ").replace(_LINE, "\n"), clean, applied)


def _turned(match: re.Match[str]) -> str:
    return match[1][::-1]


def _joined(texts: Iterable[tuple[str, ...]]) -> str:
    return _LINE.join(map(_CELL.join, texts))


def _laid_out(
    text: str,
    texts: Sequence[tuple[str, ...]],
    places: Iterable[tuple[Place, ...]],
    tables: Iterable[int | None],
) -> tuple[Line, ...]:
    """The normalised text of all cells, parted and given back to their lines."""
    normalised = map(str.strip, text.replace(_LINE, _CELL).split(_CELL))
    rows = [tuple(islice(normalised, length)) for length in map(len, texts)]
    return tuple(map(_line, zip(rows, texts, places, tables, strict=True)))


def _without_separators(text: str) -> str:
    return text.replace(_LINE, LOST).replace(_CELL, LOST)
