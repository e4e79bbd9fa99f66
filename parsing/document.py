"""What every loader yields: the document's lines in reading order, each a row of cells with its place in the source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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
    lines = tuple(
        [_line(texts, raw) for texts, raw in zip(text.split(_LINE), raw_lines, strict=True)] if raw_lines else []
    )
    clean = {key: normalise(value).text.strip() for key, value in (metadata or {}).items()}
    return Document(lines, text.replace(_CELL, " ").replace(_LINE, "\n"), clean, applied)


def _line(text: str, raw: RawLine) -> Line:
    texts = map(str.strip, text.split(_CELL))
    return Line(tuple(map(Cell, texts, map(str.strip, raw.texts), raw.places)), raw.table)


def _without_separators(line: RawLine) -> RawLine:
    return line._replace(texts=tuple([text.replace(_LINE, "").replace(_CELL, "") for text in line.texts]))
