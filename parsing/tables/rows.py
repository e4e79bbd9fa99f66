"""Lines of the document → printed rows: the label texts and the cells that follow them, up to the next label.

This is the one place that knows how the same row looks in different layouts. A row of a grid is a line; in text with
a cell a line, a run of labels followed by a run of figures is a row.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count, pairwise, takewhile
from operator import itemgetter
from typing import NamedTuple

from parsing.document import Cell, Document, Line
from parsing.wording.labels import key, label_keys, row_keys, widths
from parsing.wording.values import PRINTED, Kind, kind
from parsing.wording.words import parted

# A line longer than this is prose, whatever stands around it (the form's longest label has 38 characters)
LONG = 70
# A line of so many cells may be the end of a row with a cell a line, with padding
_PADDED = 3
# A line of so many blank cells under heads is the row of reviews and lawsuits, left blank
_BLANK_ROW = 15
# So many cells that count 1, 2, 3 … number the columns, and fewer under one of these labels
_MIN_COUNTED = 5
# Columns may be lettered, and what is an O among letters is none among figures
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Words in a figure's place are no more than this
_FEW_WORDS = 8
# What browsers print at the edges of pages, and the number of the page close to it
_PRINTED_BY = re.compile(r"https?://[^\s]{3,300}|20\d\d[/-]\d{1,2}[/-]\d{1,2},? \d{1,2}:\d\d(?::\d\d)?")
_PAGE_OF = re.compile(r"\d{1,3} ?/ ?\d{1,3}")
_EDGE = 2
_NUMBERING = frozenset({"栏次", "序号", "行次", "列次", "列号", "栏目", "编号", "甲", "乙", "丙", "A", "B", "C"})
# Heads of columns in which no figures stand
_ASIDES = frozenset({"备注", "说明", "备 注", "说 明", "备注说明"})
# How many label texts before a row may belong to it: its own, split in two, and its groups'
_LABEL_TEXTS = 6
# How many texts before a row may be a table's heads
_HEAD_TEXTS = 60


@dataclass(slots=True)
class PrintedRow:
    """A row as it stands: its labels (oldest first), the cells behind them, and the lines they come from.

    ``own`` counts the last labels that stand in the same line as the figures. ``grid`` is the table's number where
    cells have columns. ``texts`` are all texts since the row before, a table's heads among them, ``after`` is the first
    one behind the row.
    """

    labels: list[Cell] = field(default_factory=list)
    texts: list[Cell] = field(default_factory=list)
    own: int = 0
    cells: list[Cell] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    first_line: int = 0
    last_line: int = 0
    grid: int | None = None
    after: Cell | None = None

    @property
    def figures(self) -> int:
        """How many cells are not blank."""
        return len(self.kinds) - self.kinds.count(Kind.BLANK)


def printed_rows(document: Document) -> list[PrintedRow]:
    """Every run of labels with figures behind it, in reading order."""
    rows = _Segmenter().read(document)
    asides = {(row.grid, text.place.column) for row in rows for text in row.texts if text.text in _ASIDES}
    if asides:
        _leave_out(rows, asides)
    return rows


def _leave_out(rows: Iterable[PrintedRow], columns: Container[tuple[int | None, int | None]]) -> None:
    """Without the cells in these columns of tables, which are for remarks: no text in them is a figure's."""
    for row in rows:
        kept = [i for i, cell in enumerate(row.cells) if (row.grid, cell.place.column) not in columns]
        if row.grid is not None and len(kept) < len(row.cells):
            row.cells = [row.cells[i] for i in kept]
            row.kinds = [row.kinds[i] for i in kept]


class _Shape(NamedTuple):
    """What the kinds of a line's cells say of it: which cells are texts, which of them stand before the first figure,
    where the cells behind those begin, and whether there is no figure at all."""

    texts: tuple[int, ...]
    lead: tuple[int, ...]
    start: int
    unfilled: bool


def _shape(kinds: tuple[Kind, ...]) -> _Shape:
    texts = tuple([i for i, found in enumerate(kinds) if found is Kind.TEXT])
    first = next((i for i, found in enumerate(kinds) if found in PRINTED), len(kinds))
    lead = tuple([i for i in texts if i < first])
    return _Shape(texts, lead, lead[-1] + 1 if lead else 0, first == len(kinds))


# Lines of the form look alike, in one report and from report to report
_usual_shape = lru_cache(maxsize=1024)(_shape)
_text = itemgetter(0)


class _Segmenter:
    def __init__(self) -> None:
        self.rows: list[PrintedRow] = []
        self.row = PrintedRow()
        # Whether the open row's figures stand in one line, so that figures of the next line are another row's
        self.closed = False
        # The last line that a browser printed at the edge of a page
        self.printer = -_EDGE - 1

    def read(self, document: Document) -> list[PrintedRow]:
        for number, line in enumerate(document.lines):
            cells = line.cells if len(line.texts) > 1 else split(line)
            if len(cells) > 1:
                self._tabular(number, line, cells)
            elif cells:
                self._single(number, cells[0])
        self._close()
        return self.rows

    def _single(self, number: int, cell: Cell) -> None:
        """A line of one cell: a label, a figure of the open row, or prose."""
        if self._is_of_printer(number, cell.text):
            return
        found = kind(cell.text)
        if found is Kind.BLANK and cell.text:
            return
        if found is Kind.TEXT and self._lacks_figures() and len(cell.text) <= _FEW_WORDS:
            found = Kind.TEXT if key(cell.text) in label_keys() else Kind.WORDS
        if found is Kind.TEXT:
            self._close()
            self._labels([cell])
            return
        if self.closed:
            self._close()
        if self.row.cells or self.row.texts:
            self._add(number, cell, found)

    def _is_of_printer(self, number: int, text: str) -> bool:
        """Whether a browser has put a line at the edge of a page that it printed: its address, the hour, the page."""
        if _PRINTED_BY.fullmatch(text):
            self.printer = number
            return True
        return number - self.printer <= _EDGE and _PAGE_OF.fullmatch(text) is not None

    def _tabular(self, number: int, line: Line, cells: tuple[Cell, ...]) -> None:
        if "\n" in cells[-1].text and (stacked := _stacked(cells)):
            for each in stacked:
                self._tabular(number, line, each)
            return
        kinds = tuple(map(kind, map(_text, cells)))
        if kinds[0] is not Kind.TEXT and kinds[-1] is Kind.TEXT:
            cells, kinds = self._label_first(cells, kinds)
        if _numbers_columns(cells, kinds):
            return
        shape = (_usual_shape if len(kinds) <= LONG else _shape)(kinds)
        if self._goes_on(kinds, shape):
            for cell, found in zip(cells, kinds, strict=True):
                self._add(number, cell, found)
        elif shape.unfilled and (shape.texts or self.row.grid is None):
            self._unfilled(number, line, cells, kinds, shape.texts)
        elif line.table is not None:
            if _is_numbered(cells, kinds):
                # the row's number is no figure
                kinds = (Kind.BLANK, *kinds[1:])
                shape = _shape(kinds)
            self._parted(number, line, cells, kinds, _rows_beside(cells, kinds, shape))
        else:
            self._parted(number, line, cells, kinds, _parts(kinds))

    def _parted(
        self,
        number: int,
        line: Line,
        cells: tuple[Cell, ...],
        kinds: tuple[Kind, ...],
        spans: Iterable[tuple[int, int]],
    ) -> None:
        """The rows of a line, each in its span of cells."""
        for start, stop in spans:
            self._part(number, line, cells[start:stop], kinds[start:stop], _shape(kinds[start:stop]))

    def _label_first(
        self, cells: tuple[Cell, ...], kinds: tuple[Kind, ...]
    ) -> tuple[tuple[Cell, ...], tuple[Kind, ...]]:
        """A line whose label stands behind its figures, label first; any other line, and one whose figures another
        label waits for, as it is."""
        start = next(i for i in range(len(kinds), 0, -1) if kinds[i - 1] is not Kind.TEXT)
        waiting = self.row.texts and not self.row.cells and key(self.row.texts[-1].text) in row_keys()
        if (
            waiting
            or Kind.TEXT in kinds[:start]
            or {*kinds[:start]} == {Kind.BLANK}
            or start not in widths().get(key(cells[start].text), ())
        ):
            return cells, kinds
        return (*cells[start : start + 1], *cells[:start]), (Kind.TEXT, *kinds[:start])

    def _lacks_figures(self) -> bool:
        """Whether the open row has a cell a line, a label of the form and fewer cells than its columns."""
        return bool(self.row.cells) and not self.closed and len(self.row.cells) < self._due()

    def _due(self) -> int:
        """How many figures the open row has at least, by its label."""
        texts = self.row.texts
        return min(widths().get(key(texts[-1].text), (0,))) if texts else 0

    def _goes_on(self, kinds: tuple[Kind, ...], shape: _Shape) -> bool:
        """Whether a line without labels goes on with a row that has a cell a line: padding stands behind the last."""
        row = self.row
        due = self._due() - len(row.cells)
        short = len(kinds) <= max(_PADDED, due)
        return bool(row.cells) and row.grid is None and not self.closed and not shape.texts and short

    def _unfilled(
        self, number: int, line: Line, cells: tuple[Cell, ...], kinds: tuple[Kind, ...], texts: tuple[int, ...]
    ) -> None:
        """A line without any figure: heads, or a row of blanks."""
        if not texts:
            if len(cells) >= _BLANK_ROW and self.row.texts:
                self._part(number, line, cells, kinds, _shape(kinds))
            return
        label = _label_before_words(cells, kinds) if line.table is not None else None
        if label is not None:
            words = [Kind.WORDS if found is Kind.TEXT else found for found in kinds[label + 1 :]]
            kinds = (*kinds[: label + 1], *words)
            self._part(number, line, cells, kinds, _shape(kinds))
            return
        self._close()
        self._labels([cells[index] for index in texts])
        if _may_be_blank_row(kinds, texts):
            self._blank_row(number, line, cells, kinds, texts[-1] + 1)

    def _part(self, number: int, line: Line, cells: tuple[Cell, ...], kinds: tuple[Kind, ...], shape: _Shape) -> None:
        """One label run and the figures behind it, all in one line."""
        self._close()
        self._labels([cells[index] for index in shape.lead])
        row = self.row
        row.own = len(shape.lead)
        row.grid = line.table
        row.cells = list(cells[shape.start :])
        row.kinds = list(kinds[shape.start :])
        row.first_line = row.last_line = number
        # figures below their label may go on in the next lines
        self.closed = len(row.cells) > 1 and (row.own > 0 or line.table is not None or len(row.cells) >= self._due())

    def _blank_row(self, number: int, line: Line, cells: tuple[Cell, ...], kinds: tuple[Kind, ...], start: int) -> None:
        self.row.own = 1
        self.row.grid = line.table
        for cell, found in zip(cells[start:], kinds[start:], strict=True):
            self._add(number, cell, found)
        self.closed = True

    def _labels(self, cells: Iterable[Cell]) -> None:
        texts = self.row.texts
        for cell in cells:
            if self.rows and not texts and self.rows[-1].after is None:
                self.rows[-1].after = cell
            if len(cell.text) <= LONG:
                texts.append(cell)
            elif labels := _labels_in(cell):
                texts += labels
            else:
                texts.clear()

    def _add(self, number: int, cell: Cell, found: Kind) -> None:
        row = self.row
        if not row.cells:
            row.first_line = number
        row.last_line = number
        row.cells.append(cell)
        row.kinds.append(found)

    def _close(self) -> None:
        """Keep the open row, if there is one, and begin another."""
        row = self.row
        if row.cells and not row.own:
            _drop_numbering(row)
        if row.cells:
            row.texts = row.texts[-_HEAD_TEXTS:]
            row.labels = row.texts[-_LABEL_TEXTS:]
            self.rows.append(row)
            self.row, self.closed = PrintedRow(), False


def _stacked(cells: Sequence[Cell]) -> list[tuple[Cell, ...]]:
    """The rows of a line whose cells have a row's label or figure in each of their own lines; [] for any other line."""
    labels = cells[0].text.split()
    if len(labels) == 1 or any(key(label) not in row_keys() for label in labels):
        return []
    figures = [cell.text.split("\n") for cell in cells[1:]]
    if any(len(each) != len(labels) for each in figures):
        return []
    return [
        (
            cells[0]._replace(text=label, raw=label),
            *(cell._replace(text=t, raw=t) for cell, t in zip(cells[1:], texts, strict=True)),
        )
        for label, *texts in zip(labels, *figures, strict=True)
    ]


def _labels_in(cell: Cell) -> list[Cell]:
    """The labels in a long text: many in one line, or one with an explanation in brackets behind it; [] for prose."""
    words = cell.text.split()
    if len(words) <= _HEAD_TEXTS and 2 * sum(key(word) in label_keys() for word in words) > len(words):
        return [cell._replace(text=word) for word in words]
    label, _, explanation = cell.text.partition("(")
    return [cell._replace(text=label)] if label and explanation.endswith(")") and len(label) <= LONG else []


def _counted(cells: Sequence[Cell]) -> int:
    """How many cells count 1, 2, 3 … from the first on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0].text == str(pair[1]), zip(cells, count(1))))


def _numbers_columns(cells: Sequence[Cell], kinds: Sequence[Kind]) -> bool:
    """Whether a line numbers the columns (``栏次 | 1 | 2 | 3``): it counts, under no label of the form."""
    first = next((i for i, found in enumerate(kinds) if found is Kind.NUMBER), len(kinds))
    least = 2 if any(cell.text in _NUMBERING for cell in cells[:first]) else _MIN_COUNTED
    labelled = any(cell.text and cell.text not in _NUMBERING for cell in cells[:first])
    return not labelled and len(cells) - first >= least and _counted(cells[first:]) == len(cells) - first


def _drop_numbering(row: PrintedRow) -> None:
    """Without the columns' numbers that stand before a row's figures, or in their place."""
    letters = (row.texts[-1].text if row.texts else "") + row.cells[0].text
    if len(letters) == 2 and letters in _LETTERS and len(row.cells) > 1:  # noqa: PLR2004 the last letter and the first cell
        del row.cells[:1], row.kinds[:1]
    counted = _counted(row.cells)
    if counted >= _MIN_COUNTED and (counted == len(row.cells) or len(row.cells) >= 2 * counted):
        del row.cells[:counted], row.kinds[:counted]


def _is_numbered(cells: tuple[Cell, ...], kinds: tuple[Kind, ...]) -> bool:
    """Whether a row begins with its number in the table (``3 | （一）予以公开 | 0 | …``)."""
    if kinds[0] is not Kind.NUMBER or kinds[1] is not Kind.TEXT:
        return False
    label = key(cells[1].text)
    # no label is so short
    return len(label) > 1 and not label.isdecimal() and any(kind in PRINTED for kind in kinds[2:])


def _may_be_blank_row(kinds: Sequence[Kind], texts: Sequence[int]) -> bool:
    """A label with only blank cells behind it is a row whose figures are all blank; heads have texts up to the end."""
    return texts[-1] < len(kinds) - 1 and len(texts) <= 3  # noqa: PLR2004 三、… / （三）… / 1.…


def _parts(kinds: Sequence[Kind]) -> list[tuple[int, int]]:
    """Where a line holds several rows (the whole report on one line), the span of each."""
    spans = []
    start = 0
    for index in range(1, len(kinds)):
        if kinds[index] is Kind.TEXT and kinds[index - 1] is not Kind.TEXT:
            spans.append((start, index))
            start = index
    return [*spans, (start, len(kinds))]


def _label_before_words(cells: Sequence[Cell], kinds: Sequence[Kind]) -> int | None:
    """Where a line without figures has a row's label with as many cells behind it as the row has columns, words in some
    of them that are no labels: 行政许可 | 详见附件."""
    names = [key(cell.text) for cell in cells]
    label = next((i for i in range(len(names) - 1, -1, -1) if names[i] in row_keys()), None)
    if label is None or len(names) - label - 1 not in widths()[names[label]]:
        return None
    words = [name for name, found in zip(names[label + 1 :], kinds[label + 1 :], strict=True) if found is Kind.TEXT]
    return label if words and label_keys().isdisjoint(words) else None


def _rows_beside(cells: Sequence[Cell], kinds: Sequence[Kind], shape: _Shape) -> list[tuple[int, int]]:
    """The spans of a table's line: one, unless the form's labels stand behind figures, of rows beside each other."""
    starts: list[int] = []
    first = 0
    for i in (i for i in shape.texts if i > shape.start):
        if kinds[i - 1] is not Kind.TEXT:
            first = i
        if key(cells[i].text) in row_keys() and first not in starts:
            starts.append(first)
    return list(pairwise([0, *starts, len(kinds)]))


def _unglued(texts: list[str]) -> list[str]:
    """A row whose label has taken in its first figure, where the others are one too few: ``规章3 0 5``."""
    label = texts[0].rstrip("0123456789")
    if len(texts) == 1 or label == texts[0] or len(texts) not in widths().get(key(label), ()):
        return texts
    return [label, texts[0][len(label) :], *texts[1:]]


def split(line: Line) -> tuple[Cell, ...]:
    """A paragraph whose blanks part cells: ``行政许可 61 +119 180``. Prose and labels with blanks stay whole."""
    (text,) = line.texts
    texts = _unglued(parted(text))
    if len(texts) == 1:
        return (line.only,)
    raws = line.raws[0].split()
    if len(raws) != len(texts):
        raws = texts
    return tuple([Cell(text, raw, line.places[0]) for text, raw in zip(texts, raws, strict=True)])
