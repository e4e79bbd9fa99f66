"""What a printed report consists of: paragraphs, and tables of cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Number = int | float
Role = Literal["title", "head", "check", "group", "label", "figure", "other"]
ParaKind = Literal["title", "meta", "heading", "prose", "picture", "footer"]
Unread = Literal["hidden", "struck", "deleted", "superscript"]
Carrier = Literal["text", "input", "select", "symbol"]


@dataclass(slots=True)
class PrintedCell:
    """A cell of a printed table; ``id`` names the form's cell whose figure it holds.

    ``aside`` follows the text in the source and is no part of it: hidden, struck out, a note's number. ``carrier`` is
    what holds the text: a field of an input form, or symbols of a font in place of characters.
    """

    text: str
    role: Role
    id: str | None = None
    colspan: int = 1
    rowspan: int = 1
    aside: tuple[Unread, str] | None = None
    carrier: Carrier = "text"


@dataclass(slots=True)
class PrintedLine:
    """A row of a printed table with its own cells only (spans of earlier rows left out).

    ``extra`` counts figures too many (or, negative, too few); ``cut`` is the text of a cut between two rows
    (a page number, or nothing but blank lines), and such a line has no cells. A ``hidden`` line is in the source and
    not on the page; a ``joined`` one goes on in the line of text before it.
    """

    cells: list[PrintedCell]
    extra: int = 0
    cut: str | None = None
    hidden: bool = False
    joined: bool = False

    @property
    def figures(self) -> list[PrintedCell]:
        """The cells that hold figures of the form."""
        return [cell for cell in self.cells if cell.id is not None]

    @property
    def ids(self) -> list[str]:
        """Ids of the figures in the line."""
        return [cell.id for cell in self.cells if cell.id is not None]

    @property
    def label(self) -> PrintedCell | None:
        """The row's own label."""
        return next((cell for cell in self.cells if cell.role == "label"), None)


@dataclass(slots=True)
class Grid:
    """A printed table, ``width`` columns wide; ``tables`` names the form's tables in it."""

    tables: tuple[str, ...]
    width: int
    lines: list[PrintedLine]


@dataclass(slots=True)
class Para:
    """A paragraph; ``section`` is the number of the section that a heading opens or a text belongs to."""

    text: str
    kind: ParaKind
    section: int = 0


Block = Para | Grid


def plain(value: Number) -> str:
    """A number as the form prints it."""
    return str(value) if isinstance(value, int) else f"{value:.6f}".rstrip("0").rstrip(".")
