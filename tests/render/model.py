"""What a rendered document is: the sheet of cells it prints, and the right reading beside every cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from parsing.report import Status

Number = int | float
Answer = tuple[Number | None, Status]
Role = Literal["title", "head", "check", "group", "label", "figure", "other"]
Kind = Literal["title", "meta", "heading", "prose", "footer"]
Unread = Literal["hidden", "struck", "deleted", "superscript"]
Carrier = Literal["text", "input", "select", "symbol"]

LEVELS = ("province", "prefecture", "county", "township")


@dataclass(frozen=True, slots=True)
class Printed:
    """One cell of the form: its printed text, the right reading of it, and readings that are as good."""

    text: str
    value: Number | None
    status: Status
    accepts: frozenset[Answer] = frozenset()

    @property
    def answers(self) -> frozenset[Answer]:
        """Every acceptable (value, status)."""
        return self.accepts | {(self.value, self.status)}

    @property
    def printed_value(self) -> Number | None:
        """The number that stands in the document for this cell, also where nobody can tell that it does."""
        if self.value is not None:
            return self.value
        return max((value for value, _ in self.accepts if value is not None), default=None)

    def doubtful(self) -> Printed:
        """The same figure in a row whose columns can't be told: unclear, with or without its value."""
        unclear: set[Answer] = {(self.printed_value, Status.UNCLEAR), (None, Status.UNCLEAR)}
        if self.printed_value is None:
            unclear |= {(None, self.status), (None, Status.MISSING)}
        return Printed(self.text, None, Status.UNCLEAR, frozenset(unclear))

    def unsure(self) -> Printed:
        """The same figure where a careful reader may also call it unclear, with or without its value."""
        return replace(self, accepts=self.answers | {(self.printed_value, Status.UNCLEAR), (None, Status.UNCLEAR)})

    def lenient(self) -> Printed:
        """The same figure where a careful reader may also decline: as printed, unclear or missing."""
        return replace(self, accepts=self.answers | self.doubtful().answers | {(None, Status.MISSING)})


def number(value: Number, text: str | None = None) -> Printed:
    """A printed number."""
    return Printed(plain(value) if text is None else text, value, Status.REPORTED)


def blank() -> Printed:
    """A cell with nothing in it."""
    return Printed("", None, Status.BLANK)


def lost_blank() -> Printed:
    """A blank cell that leaves no trace in the document, or a figure that is gone from its row."""
    doubts = (Status.BLANK, Status.UNCLEAR, Status.MISSING)
    return Printed("", None, Status.UNCLEAR, frozenset((None, status) for status in doubts))


def gone(value: Number | None) -> Printed:
    """A figure cut out of its row: the rules of the form may tell its value, the document does not."""
    return Printed("", None, Status.UNCLEAR, frozenset({(None, Status.MISSING), (value, Status.UNCLEAR)}))


def missing() -> Printed:
    """A cell that the document does not have."""
    return Printed("", None, Status.MISSING)


def unclear(text: str, *likely: Number | None) -> Printed:
    """A cell with something that is no plain number, whatever likely value a reader sets beside it."""
    return Printed(text, None, Status.UNCLEAR, frozenset((value, Status.UNCLEAR) for value in likely))


def plain(value: Number) -> str:
    """A number as the form prints it."""
    return str(value) if isinstance(value, int) else f"{value:.6f}".rstrip("0").rstrip(".")


@dataclass(slots=True)
class Cell:
    """A cell of a printed table; ``id`` names the form's cell whose figure it holds.

    ``aside`` stands in the source behind the text and is no part of it: hidden, struck out, a note's number. ``carrier``
    is what holds the text: a field of an input form or symbols of a font in place of characters.
    """

    text: str
    role: Role
    id: str | None = None
    colspan: int = 1
    rowspan: int = 1
    aside: tuple[Unread, str] | None = None
    carrier: Carrier = "text"


@dataclass(slots=True)
class Line:
    """A row of a printed table with its own cells only (spans of earlier rows left out).

    ``extra`` counts figures too many (or, negative, too few); ``cut`` is the text of a cut between two rows
    (a page number, or nothing but blank lines), and such a line has no cells. A ``hidden`` line is in the source and
    not on the page; a ``joined`` one goes on in the line of text before it.
    """

    cells: list[Cell]
    extra: int = 0
    cut: str | None = None
    hidden: bool = False
    joined: bool = False

    @property
    def figures(self) -> list[Cell]:
        """The cells that hold figures of the form."""
        return [cell for cell in self.cells if cell.id is not None]

    @property
    def ids(self) -> list[str]:
        """Ids of the figures in the line."""
        return [cell.id for cell in self.cells if cell.id is not None]

    @property
    def label(self) -> Cell | None:
        """The row's own label."""
        return next((cell for cell in self.cells if cell.role == "label"), None)


@dataclass(slots=True)
class Grid:
    """A printed table, ``width`` columns wide; ``tables`` names the form's tables in it."""

    tables: tuple[str, ...]
    width: int
    lines: list[Line]


@dataclass(slots=True)
class Para:
    """A paragraph; ``section`` is the number of the section that a heading opens or a text stands in."""

    text: str
    kind: Kind
    section: int = 0


Block = Para | Grid


@dataclass(slots=True)
class Body:
    """The body that reports: its names, its place and every name of it that a reader may give."""

    name: str
    full_name: str
    we: str
    region: dict[str, str]
    agencies: frozenset[str | None]


@dataclass(slots=True)
class Spec:
    """What is to be printed, before a word of it is: layout, year, editions, size of the figures, defects."""

    layout: str
    year: int
    editions: dict[str, str]
    scale: str
    defects: tuple[str, ...]


@dataclass(slots=True)
class Draft:
    """A document before its layout: blocks in order, and the truth of every cell so far.

    ``vague`` names tables that have too little left to tell their edition.
    """

    spec: Spec
    body: Body
    values: dict[str, Number]
    printed: dict[str, Printed]
    title: str
    blocks: list[Block]
    published: str | None = None
    year_in_title: bool = True
    years: set[int | None] = field(default_factory=set)
    lenient_identity: bool = False
    indent: str = ""
    gap: bool = False
    half_width: bool = False
    fill_spans: bool = False
    push_left: bool = False
    pad_to: int = 0
    vague: set[str] = field(default_factory=set)

    @property
    def grids(self) -> list[Grid]:
        """The printed tables."""
        return [block for block in self.blocks if isinstance(block, Grid)]

    @property
    def paras(self) -> list[Para]:
        """The paragraphs."""
        return [block for block in self.blocks if isinstance(block, Para)]

    def lines(self) -> Iterator[Line]:
        """Every line of every table."""
        for grid in self.grids:
            yield from grid.lines

    def cells(self) -> Iterator[Cell]:
        """Every cell of every table."""
        for line in self.lines():
            yield from line.cells

    def reprint(self, cell: Cell, printed: Printed) -> None:
        """Prints a figure anew and notes its truth."""
        if cell.id is None:
            raise ValueError("the cell holds no figure of the form")
        cell.text = printed.text
        self.printed[cell.id] = printed


@dataclass(frozen=True, slots=True)
class Case:
    """A rendered document with the truth beside it.

    ``years`` and ``agencies`` hold every acceptable reading; ``region_certain`` is False where the document has
    lost the body's name, so that no place at all is acceptable as well.
    """

    seed: int
    layout: str
    defects: tuple[str, ...]
    name: str
    data: bytes
    encoding: str
    editions: Mapping[str, str | None]
    title: str | None
    year: int
    years: frozenset[int | None]
    agency: str
    agencies: frozenset[str | None]
    region: Mapping[str, str]
    region_certain: bool
    published: str | None
    cells: Mapping[str, Printed]

    def truth(self) -> dict[str, Answer]:
        """The right reading of every cell of the form, (value, status) by ``table/row/column``."""
        return {cell: (printed.value, printed.status) for cell, printed in self.cells.items()}

    def accepts(self, cell: str, value: Number | None, status: Status) -> bool:
        """Whether this reading of a cell is acceptable; amounts are compared to a millionth."""
        return any(status == right and same(value, wanted) for wanted, right in self.cells[cell].answers)

    @property
    def text(self) -> str:
        """The document as text; UnicodeDecodeError or LookupError where it is none."""
        return self.data.decode(self.encoding)


def same(left: Number | None, right: Number | None) -> bool:
    """Whether two values are equal, amounts to a millionth."""
    if left is None or right is None:
        return left is right
    return abs(left - right) < 1e-6
