"""HTML: rowspan and colspan, Word markup, layout tables, navigation. Places are table, row and column."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from lxml import etree

from parsing.document import MAX_CELLS, Document, RawLine, build, raw_line
from parsing.errors import EmptyError, TooManyCellsError
from parsing.loaders import cell_text
from parsing.loaders.charset import in_utf8
from parsing.loaders.plain import text
from parsing.loaders.web import visible
from parsing.loaders.web.framed import unframed
from parsing.report import Place, place_in_table, place_of_line

# Spans beyond the form's width come from broken markup and would only cost time
_MAX_SPAN = 64
_USUAL_CELLS = 1_000  # a table with more rows and cells is no site's usual one
# A table cell longer than this is a page's layout, not a figure or a label of the form
_PROSE = 120

_SIGNS = re.compile(rb"<(?:!doctype html|html|head|body|table|div|p|meta|tr|td|span|title|h1)[\s>/]", re.IGNORECASE)
_STYLESHEET = Path(__file__).with_suffix(".xsl")
# The marks that the stylesheet writes, for which a page has no use
_MARKS = "\ue000\ue001\ue002\ue003\ue004" + cell_text.BREAK
_TABLE, _END, _ROW, _CELL, _SPANS, _BREAK = tuple(_MARKS)
# A tag that may have thousands of attributes
_OVERFULL = re.compile(rb"(<[A-Za-z][A-Za-z0-9]{0,20})[^<>]{10000,}")
_LONG = 10_000
# A row whose beginning is left out, as the standard allows
_ROW_BEGUN = re.compile(rb"</tr\s{0,9}>(?=\s{0,99}<t[dh][\s>])")
_MAX_ATTRIBUTES = 2_000
_REFERENCES = re.compile(
    rb"&#(?:[xX]0{0,9}[eE]00[0-6]|0{0,9}573(?:4[4-9]|50));?"
    # controls
    rb"|&#(?:[xX]0{0,9}(?:[1-8bceBCE]|1[0-9a-fA-F])|0{0,9}(?:[1-8]|1[1245-9]|2\d|3[01]));"
)
_MARK_LEAD = b"\xee"
# What is there for a character that nobody can show
_LOST = "\ufffd".encode()
_MARKED = re.compile(_MARK_LEAD + b"\x80[\x80-\x86]")
_METADATA = re.compile(
    r"^(?:pubdate|publishdate|publish_?time|date|articletitle|contentsource|sitename)$", re.IGNORECASE
)


def accepts(data: bytes) -> bool:
    """Whether tags are in the first 200 KB."""
    head = data[:200_000]
    return bool(_SIGNS.search(head)) or (head[:2] in (b"\xff\xfe", b"\xfe\xff") and b"<\x00" in head)


def is_metadata(name: str) -> bool:
    """Whether a page says of itself under this name when or by whom it was published."""
    return _METADATA.match(name) is not None


def load(data: bytes) -> Document:
    """HTML bytes → Document. Raises EmptyError, NotTextError or TooManyCellsError.

    Where a page hides all that belongs to the form, its script is what shows it: then everything is read, with doubt.
    """
    page = _without_marks(unframed(in_utf8(data)))
    if _has_long_tag(page):
        page = _OVERFULL.sub(_bare, page)
    if _ROW_BEGUN.search(page) and page.count(b"<tr") < page.count(b"</tr"):
        page = _ROW_BEGUN.sub(b"</tr><tr>", page)
    root = _tree(page)
    metadata = _metadata(root)
    hidden = visible.prune(root, page)
    lines = _read(root)
    if hidden and not cell_text.has_form(lines):
        everything = _read(_tree(page))
        if not lines or cell_text.has_form(everything):
            doubts = frozenset(place for line in everything for place in line.places)
            return replace(build(everything, metadata), doubts=doubts)
    return build(lines, metadata)


def _tree(page: bytes) -> etree._Element:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        root = etree.fromstring(page, parser)
    finally:
        # it quotes the page, and the next ones would add to it
        etree.clear_error_log()
    if root is None:
        raise EmptyError
    return root


def _read(root: etree._Element) -> list[RawLine]:
    written = str(_writer()(root))
    lines = _Lines().read(written)
    return text.piped(lines) if any(upright in written for upright in text.UPRIGHTS) else lines


def _has_long_tag(page: bytes) -> bool:
    """Whether so much is between two angle brackets; most pages are asked in a few steps."""
    at = 0
    while len(page) - at >= _LONG:
        last = max(page.rfind(b"<", at, at + _LONG), page.rfind(b">", at, at + _LONG))
        if last < 0:
            return True
        at = last + 1
    return False


def _bare(tag: re.Match[bytes]) -> bytes:
    """A tag without its attributes, where they are so many that the parser would look for each among all others."""
    written = tag[0]
    return tag[1] if written.count(b"=") > _MAX_ATTRIBUTES or len(written.split()) > _MAX_ATTRIBUTES else written


def _without_marks(page: bytes) -> bytes:
    """A page in UTF-8 without what would pass for marks of the stylesheet, and without NUL, where it would end."""
    page = _REFERENCES.sub(_LOST, page.replace(b"\x00", b""))
    return _MARKED.sub(_LOST, page) if _MARK_LEAD in page else page


_local = threading.local()


def _writer() -> etree.XSLT:
    """The stylesheet, compiled once a thread: lxml would copy one of another thread at every use."""
    if not hasattr(_local, "writer"):
        _local.writer = etree.XSLT(etree.parse(_STYLESHEET))
    writer: etree.XSLT = _local.writer
    return writer


def _metadata(root: etree._Element) -> dict[str, str]:
    """What the page says of itself in its head, or anywhere where it has lost that."""
    metadata: dict[str, str] = {}
    head = root.find("head")
    for element in (root if head is None or head.find("title") is None else head).iter("title", "meta"):
        if element.tag == "title":
            if element.text and element.text.strip():
                metadata.setdefault("title", " ".join(element.text.split()))
            continue
        name, content = element.get("name") or element.get("property") or "", element.get("content") or ""
        if content and _METADATA.match(name):
            metadata[name.lower()] = content
    return metadata


class _Lines:
    """Splits what the stylesheet wrote into lines: paragraphs outside tables, rows inside."""

    def __init__(self) -> None:
        self.lines: list[RawLine] = []
        self.paragraphs = 0
        self.tables = 0
        self.cells = 0

    def read(self, text: str) -> list[RawLine]:
        before, *rest = text.split(_TABLE)
        self._prose(before)
        for part in rest:
            table, _, behind = part.partition(_END)
            self._table(table)
            self._prose(behind)
        return self.lines

    def _prose(self, text: str) -> None:
        for line in map(str.strip, " ".join(text.split()).split(_BREAK)):
            if line:
                self.paragraphs += 1
                self.lines.append(raw_line(((line,), (place_of_line(self.paragraphs),), None)))

    def _table(self, written: str) -> None:
        """The rows of a table; blanks and line ends in all its cells are set right in one pass."""
        self.tables += 1
        cells = written.count(_CELL)
        self._count(cells)
        rows = cell_text.of_marked(written).split(_ROW)
        texts = [tuple(row.split(_CELL)[1:]) for row in rows]
        extents: list[tuple[_Extent, ...]] = [(_SINGLE,) * len(row) for row in texts]
        for number, row in enumerate(rows):
            if _SPANS in row:
                texts[number], extents[number] = _parted(texts[number])
                if max(extents[number])[0] >= cell_text.MANY_COLUMNS:
                    self._count(-len(texts[number]))
                    texts[number], extents[number] = _written_out(texts[number], extents[number])
                    self._count(len(texts[number]))
        usual = cells + len(rows) <= _USUAL_CELLS
        places = (_usual_places if usual else _places)(self.tables, tuple(extents))
        as_written: list[str] = []
        for number, row in enumerate(rows):
            if len(row) > _PROSE and _has_prose(texts[number]):
                as_written = as_written or written.split(_ROW)
                self._layout(as_written[number])
            elif texts[number]:
                self.lines.append(raw_line((texts[number], places[number], self.tables)))

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > MAX_CELLS:
            raise TooManyCellsError(limit=MAX_CELLS)

    def _layout(self, row: str) -> None:
        """A row, as written, with a text too long for any cell of the form: the paragraphs in it."""
        for cell in row.split(_CELL)[1:]:
            self._prose(cell.rpartition(_SPANS)[2])


def _has_prose(texts: tuple[str, ...]) -> bool:
    longest = max(texts, key=len, default="")
    return len(longest) > _PROSE and max(map(len, map(str.strip, texts))) > _PROSE


# How many columns and rows a cell spans
_Extent = tuple[int, int]
_SINGLE: _Extent = (1, 1)
# Runs of columns that rowspans above cover, from left to right: the first, the one behind the last, and the last row
_Covered = list[tuple[int, int, int]]


def _places(table: int, extents: tuple[tuple[_Extent, ...], ...]) -> list[tuple[Place, ...]]:
    """The places of a table's cells, row by row."""
    covered: _Covered = []
    places = []
    for number, row in enumerate(extents):
        columns, below = _columns(number, row, covered)
        places.append(tuple([place_in_table(table, number, column) for column in columns]))
        covered = sorted([run for run in [*covered, *below] if run[2] > number]) if covered or below else covered
    return places


# Sites print the same table time and again; what is kept are numbers
_usual_places = lru_cache(maxsize=64)(_places)


def _columns(row: int, extents: tuple[_Extent, ...], covered: _Covered) -> tuple[list[int], _Covered]:
    """The first column of each of a row's cells, and the columns that those of several rows cover below."""
    columns, below = [], []
    column, at = 1, 0
    for width, rows in extents:
        while at < len(covered) and covered[at][0] <= column:
            column = max(column, covered[at][1])
            at += 1
        columns.append(column)
        if rows > 1:
            below.append((column, column + width, row + rows - 1))
        column += width
    return columns, below


def _parted(written: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[_Extent, ...]]:
    """The texts of a row's cells, and their extents."""
    texts, extents = list(written), [_SINGLE] * len(written)
    for at, cell in enumerate(written):
        if _SPANS in cell:
            spans, _, texts[at] = cell.rpartition(_SPANS)
            extents[at] = _extent(spans)
    return tuple(texts), tuple(extents)


def _written_out(texts: tuple[str, ...], extents: tuple[_Extent, ...]) -> tuple[tuple[str, ...], tuple[_Extent, ...]]:
    """A row's cells, a zero or dash that is merged over many columns in each of them."""
    cells: list[tuple[str, _Extent]] = []
    for printed, (width, height) in zip(texts, extents, strict=True):
        cells += (
            [(printed, (1, height))] * width
            if cell_text.stands_in_all(printed, width)
            else [(printed, (width, height))]
        )
    all_texts, all_extents = zip(*cells, strict=True)
    return all_texts, all_extents


def _extent(written: str) -> _Extent:
    """How many columns and rows a cell spans, by its spans as written."""
    width = height = 1
    for value in written.split(_SPANS):
        if value[:1] == ",":
            height = _span(value[1:])
        else:
            width = _span(value)
    return width, height


# Spans as nearly all pages write them
_SPANS_WRITTEN = {str(span): span for span in range(1, _MAX_SPAN + 1)}


def _span(value: str) -> int:
    if value in _SPANS_WRITTEN:
        return _SPANS_WRITTEN[value]
    if not value.strip().isdecimal() or len(value) > 9:  # noqa: PLR2004 int() of a longer one is an attack
        return 1
    return min(max(int(value), 1), _MAX_SPAN)
