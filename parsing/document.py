"""What every loader yields: the document's lines in reading order, each a row of cells with its place in the source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from parsing.normalise import normalise
from parsing.report import Place

# Stands between cells while the whole document is normalised in one pass; normalisation keeps it.
_SEPARATOR = "\x1e"


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
    """Lines in reading order, what the format says of itself (title, PubDate), and which normalisation steps applied."""

    lines: tuple[Line, ...]
    metadata: Mapping[str, str] = field(default_factory=dict)
    applied: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All lines as normalised text, cells parted by a blank."""
        return "\n".join(" ".join(cell.text for cell in line.cells) for line in self.lines)


def build(raw_lines: Iterable[RawLine], metadata: Mapping[str, str] | None = None) -> Document:
    """Normalise all cells in one pass and lay them out again."""
    raw_lines = list(raw_lines)
    printed = [text for line in raw_lines for text in line.texts]
    joined = _SEPARATOR.join(printed)
    if joined.count(_SEPARATOR) != len(printed) - 1:
        printed = [text.replace(_SEPARATOR, "") for text in printed]
        joined = _SEPARATOR.join(printed)
    text, applied = normalise(joined)
    texts = iter(text.split(_SEPARATOR))
    raws = iter(printed)
    lines = tuple(
        Line(tuple(Cell(next(texts).strip(), next(raws).strip(), place) for place in line.places), line.table)
        for line in raw_lines
    )
    clean = {key: normalise(value).text.strip() for key, value in (metadata or {}).items()}
    return Document(lines, clean, applied)
