"""What a rendered document is: the sheet of cells it prints, and the right reading beside every cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from demo.printing.model import Block, Grid, Number, Para, PrintedCell, PrintedLine, plain
from parsing.report import Status

Answer = tuple[Number | None, Status]

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


def texts(printed: Mapping[str, Printed]) -> dict[str, str]:
    """What stands in each cell."""
    return {cell: one.text for cell, one in printed.items()}


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

    def lines(self) -> Iterator[PrintedLine]:
        """Every line of every table."""
        for grid in self.grids:
            yield from grid.lines

    def cells(self) -> Iterator[PrintedCell]:
        """Every cell of every table."""
        for line in self.lines():
            yield from line.cells

    def reprint(self, cell: PrintedCell, printed: Printed) -> None:
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
