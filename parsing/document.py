"""What every loader yields: the document's lines in reading order, each a row of cells with its place in the source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from typing import NamedTuple

from parsing.normalise import normalise
from parsing.report import Place

# A document with more cells than this is refused; a report has some hundred
MAX_CELLS = 100_000
# Stand between lines and cells while the whole document is normalised in one pass; normalisation keeps them.
_LINE = "\x1e"
_CELL = "\x1f"


class Cell(NamedTuple):
    """A cell or a paragraph: normalised text, the text as printed, and its place."""

    text: str
    raw: str
    place: Place


class Line(NamedTuple):
    """A row of a table, or a paragraph (one cell, ``table`` None)."""

    cells: tuple[Cell, ...]
    table: int | None


class RawLine(NamedTuple):
    """A line as a loader finds it: printed texts and the place of each."""

    texts: tuple[str, ...]
    places: tuple[Place, ...]
    table: int | None


@dataclass(frozen=True, slots=True)
class Document:
    """Lines in reading order, their text, what the format says of itself (title, PubDate), and which steps of
    normalisation found something to do. ``text`` parts lines by line ends and cells by blanks.

    ``recognised`` are the pages whose text was recognised in a picture; at the places in ``doubts`` it may be another.
    """

    lines: tuple[Line, ...]
    text: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    applied: tuple[str, ...] = ()
    recognised: frozenset[int] = frozenset()
    doubts: frozenset[Place] = frozenset()


def build(raw_lines: Iterable[RawLine], metadata: Mapping[str, str] | None = None) -> Document:
    """Normalise all cells in one pass and lay them out again."""
    raw_lines = list(raw_lines)
    joined = _LINE.join([_CELL.join(line.texts) for line in raw_lines])
    if joined.count(_LINE) >= max(len(raw_lines), 1) or joined.count(_CELL) > sum(
        len(line.texts) - 1 for line in raw_lines
    ):
        raw_lines = [_without_separators(line) for line in raw_lines]
        joined = _LINE.join([_CELL.join(line.texts) for line in raw_lines])
    text, applied = normalise(joined)
    lines = _laid_out(text, raw_lines) if raw_lines else ()
    clean = {key: normalise(value).text.strip() for key, value in (metadata or {}).items()}
    return Document(lines, text.replace(_CELL, " ").replace(_LINE, "\n"), clean, applied)


# A document has hundreds of cells: these make them without a call of Python's each
_cell = partial(tuple.__new__, Cell)
_line = partial(tuple.__new__, Line)


def _laid_out(text: str, raw_lines: list[RawLine]) -> tuple[Line, ...]:
    """The normalised text of all cells, parted and given back to their lines."""
    texts, places, tables = zip(*raw_lines, strict=True)
    normalised = map(str.strip, text.replace(_LINE, _CELL).split(_CELL))
    raws = map(str.strip, chain.from_iterable(texts))
    cells = map(_cell, zip(normalised, raws, chain.from_iterable(places), strict=True))
    return tuple([_line((tuple(islice(cells, len(line))), table)) for line, table in zip(texts, tables, strict=True)])


def _without_separators(line: RawLine) -> RawLine:
    return line._replace(texts=tuple([text.replace(_LINE, "").replace(_CELL, "") for text in line.texts]))
