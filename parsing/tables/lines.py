"""What a line of cells is before anyone knows whose: several rows, numbers of columns, a label and its first figure."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from itertools import count, pairwise, takewhile
from typing import NamedTuple

from parsing.document import Cell, Document, Line
from parsing.tables.printed import PrintedRow
from parsing.wording.labels import key, label_keys, row_keys, widths
from parsing.wording.listed import FEW, listed, one_row
from parsing.wording.values import PRINTED, Kind, kind
from parsing.wording.words import parted

# A line longer than this is prose, whatever is around it (the form's longest label has 38 characters)
LONG = 70
# So many cells that count 1, 2, 3 … number the columns, and fewer under one of these labels
_MIN_COUNTED = 5
# Columns may be lettered, and what is an O among letters is none among figures
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NUMBERING = frozenset({"栏次", "序号", "行次", "列次", "列号", "栏目", "编号", "甲", "乙", "丙", "A", "B", "C"})
# A document in which a column's name occurs no more often lists no rows by it
_NAME, _MIN_NAMED = "自然人", 3
# A document with so many figures in lines of their own has a cell a line
_MIN_ALONE = 20
_NUMERAL = re.compile(r"[一二两三四五六七八九十百千]{1,7}[件项条]?")
_EXPLANATION = re.compile(r"[(（][^()（）]*[)）]\Z")
# No merged head is shorter
_SHORTEST_HEAD = 4
# How many texts before a row may be a table's heads
HEAD_TEXTS = 60


class Shape(NamedTuple):
    """What the kinds of a line's cells say of it: which cells are texts, which of them are before the first figure,
    where the cells behind those begin, and whether there is no figure at all."""

    texts: tuple[int, ...]
    lead: tuple[int, ...]
    start: int
    unfilled: bool


def shape_of(kinds: tuple[Kind, ...]) -> Shape:
    """The shape of a line whose cells are of these kinds."""
    texts = tuple([i for i, cell_kind in enumerate(kinds) if cell_kind is Kind.TEXT])
    first = next((i for i, cell_kind in enumerate(kinds) if cell_kind in PRINTED), len(kinds))
    lead = tuple([i for i in texts if i < first])
    return Shape(texts, lead, lead[-1] + 1 if lead else 0, first == len(kinds))


# Lines of the form look alike, in one report and from report to report
usual_shape = lru_cache(maxsize=1024)(shape_of)


def rows_of_lines(cells: Sequence[Cell]) -> list[tuple[Cell, ...]]:
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


def labels_in(cell: Cell) -> list[Cell]:
    """The labels in a long text: many in one line, or one with an explanation in brackets behind it; [] for prose."""
    words = cell.text.split()
    if len(words) <= HEAD_TEXTS and 2 * sum(key(word) in label_keys() for word in words) > len(words):
        return [cell._replace(text=word) for word in words]
    label, _, explanation = cell.text.partition("(")
    return [cell._replace(text=label)] if label and explanation.endswith(")") and len(label) <= LONG else []


def _counted(cells: Sequence[Cell]) -> int:
    """How many cells count 1, 2, 3 … from the first on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0].text == str(pair[1]), zip(cells, count(1))))


def numbers_columns(cells: Sequence[Cell], kinds: Sequence[Kind]) -> bool:
    """Whether a line numbers the columns (``栏次 | 1 | 2 | 3``): it counts, under no label of the form."""
    if kinds[0] is Kind.TEXT and cells[0].text not in _NUMBERING:
        return False
    first = next((i for i, cell_kind in enumerate(kinds) if cell_kind is Kind.NUMBER), len(kinds))
    least = 2 if any(cell.text in _NUMBERING for cell in cells[:first]) else _MIN_COUNTED
    labelled = any(cell.text and cell.text not in _NUMBERING for cell in cells[:first])
    return not labelled and len(cells) - first >= least and _counted(cells[first:]) == len(cells) - first


def drop_numbering(row: PrintedRow) -> None:
    """Without the columns' numbers that are before a row's figures, or in their place."""
    letters = (row.texts[-1].text if row.texts else "") + row.cells[0].text
    if len(letters) == 2 and letters in _LETTERS and len(row.cells) > 1:  # noqa: PLR2004 the last letter and the first cell
        del row.cells[:1], row.kinds[:1]
    counted = _counted(row.cells)
    if counted >= _MIN_COUNTED and (counted == len(row.cells) or len(row.cells) >= 2 * counted):
        del row.cells[:counted], row.kinds[:counted]


def is_numbered(cells: tuple[Cell, ...], kinds: tuple[Kind, ...]) -> bool:
    """Whether a row begins with its number in the table (``3 | （一）予以公开 | 0 | …``), blanks behind it or not."""
    at = next((at for at in range(1, len(kinds)) if kinds[at] is not Kind.BLANK), 0)
    if kinds[0] is not Kind.NUMBER or kinds[at] is not Kind.TEXT:
        return False
    label = key(cells[at].text)
    # no label is so short
    return len(label) > 1 and not label.isdecimal() and any(kind in PRINTED for kind in kinds[at + 1 :])


def may_be_blank_row(kinds: Sequence[Kind], texts: Sequence[int]) -> bool:
    """A label with only blank cells behind it is a row whose figures are all blank; heads have texts up to the end."""
    return texts[-1] < len(kinds) - 1 and len(texts) <= 3  # noqa: PLR2004 三、… / （三）… / 1.…


def parts(kinds: Sequence[Kind]) -> list[tuple[int, int]]:
    """Where a line holds several rows (the whole report on one line), the span of each."""
    spans = []
    start = 0
    for index in range(1, len(kinds)):
        if kinds[index] is Kind.TEXT and kinds[index - 1] is not Kind.TEXT:
            spans.append((start, index))
            start = index
    return [*spans, (start, len(kinds))]


def numerals_among(cells: Sequence[Cell], kinds: tuple[Kind, ...]) -> tuple[Kind, ...]:
    """The kinds of a line's cells where numerals behind a figure are no labels: 0 | 一 | 3."""
    first = next(at for at, cell_kind in enumerate(kinds) if cell_kind is not Kind.TEXT)
    return tuple(
        [
            Kind.WORDS if at > first and cell_kind is Kind.TEXT and _NUMERAL.fullmatch(cells[at].text) else cell_kind
            for at, cell_kind in enumerate(kinds)
        ]
    )


def label_before_words(cells: Sequence[Cell], kinds: Sequence[Kind]) -> int | None:
    """Where a line without figures has a row's label with as many cells behind it as the row has columns, words in some
    of them that are no labels: 行政许可 | 详见附件."""
    names = [key(cell.text) for cell in cells]
    label = next((i for i in range(len(names) - 1, -1, -1) if names[i] in row_keys()), None)
    if label is None or len(names) - label - 1 not in widths()[names[label]]:
        return None
    words = [
        name for name, cell_kind in zip(names[label + 1 :], kinds[label + 1 :], strict=True) if cell_kind is Kind.TEXT
    ]
    return label if words and label_keys().isdisjoint(words) else None


def rows_beside(cells: Sequence[Cell], kinds: Sequence[Kind], shape: Shape) -> list[tuple[int, int]]:
    """The spans of a table's line: one, unless the form's labels are behind figures, of rows beside each other."""
    if len(shape.texts) == len(shape.lead):
        return [(0, len(kinds))]
    starts: list[int] = []
    first = 0
    for i in (i for i in shape.texts if i > shape.start):
        if kinds[i - 1] is not Kind.TEXT:
            first = i
        if _is_row(cells[i].text) and first not in starts:
            starts.append(first)
    return list(pairwise([0, *starts, len(kinds)]))


def _is_row(text: str) -> bool:
    """Whether a text is the label of a row of the form, with or without an explanation in brackets."""
    return key(text) in row_keys() or key(_EXPLANATION.sub("", text)) in row_keys()


def repeated_heads(line: Line, cells: Sequence[Cell]) -> frozenset[tuple[int | None, int | None]]:
    """The columns of a table, by its number, that share one merged head which a program has written into each: all
    of this line's behind its first two, or none."""
    if line.table is None or len(set(line.texts[1:])) > 1 or len(cells[-1].text) < _SHORTEST_HEAD:
        return frozenset()
    return frozenset((line.table, cell.place.column) for cell in cells[2:])


def without_repeated(line: Line, cells: Sequence[Cell], columns: Container[tuple[int | None, int | None]]) -> list[int]:
    """Which cells of a line to keep where a merged figure is written into each of these columns."""
    return [
        at
        for at, cell in enumerate(cells)
        if not at or cell.text != cells[at - 1].text or (line.table, cell.place.column) not in columns
    ]


def has_cell_a_line(document: Document) -> bool:
    """Whether a document's figures are in lines of their own, but for a few."""
    return sum(1 for line in document.lines if len(line.texts) == 1 and kind(line.texts[0]) in PRINTED) >= _MIN_ALONE


def with_lists(document: Document) -> Iterator[tuple[int, Line]]:
    """The lines of a document with their numbers; those that list a row are one, with the number of the first."""
    lines = document.lines
    if document.text.count(_NAME) < _MIN_NAMED:
        yield from enumerate(lines)
        return
    at = 0
    while at < len(lines):
        line = lines[at]
        below = _below(lines, at) if len(line.texts) == 1 else []
        texts = tuple(below or (one_row(line.texts[0], line.texts[1:]) if len(line.texts) > FEW else []))
        if texts:
            places = [place for each in lines[at : at + max(len(below), 1)] for place in each.places]
            line = Line(texts, texts, tuple(places), line.table)
        yield at, line
        at += max(len(below), 1)


def _below(lines: Sequence[Line], at: int) -> list[str]:
    """A label and the figures in the lines below it, a line each; [] where those are no row's."""
    label = lines[at].texts[0].rstrip("：:")
    for width in widths().get(key(label), ()):
        following = lines[at + 1 : at + 1 + width]
        if all(len(line.texts) == 1 for line in following) and (
            row := one_row(label, [line.texts[0] for line in following])
        ):
            return row
    return []


def _unglued(texts: list[str]) -> list[str]:
    """A row whose label has taken in its first figure, where the others are one too few: ``规章3 0 5``."""
    label = texts[0].rstrip("0123456789")
    if len(texts) == 1 or label == texts[0] or len(texts) not in widths().get(key(label), ()):
        return texts
    return [label, texts[0][len(label) :], *texts[1:]]


def split(line: Line) -> tuple[Cell, ...]:
    """A paragraph whose blanks part cells: ``行政许可 61 +119 180``. Prose and labels with blanks stay whole."""
    (text,) = line.texts
    texts = (listed(text) if "：" in text else []) or _unglued(parted(text))
    if len(texts) == 1:
        return (line.only,)
    raws = line.raws[0].split()
    if len(raws) != len(texts):
        raws = texts
    return tuple([Cell(text, raw, line.places[0]) for text, raw in zip(texts, raws, strict=True)])
