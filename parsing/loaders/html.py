"""HTML: rowspan and colspan, Word markup, layout tables, navigation. Places are table, row and column."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path

from lxml import etree

from parsing.document import MAX_CELLS, Document, RawLine, build
from parsing.errors import EmptyError, TooManyCellsError
from parsing.loaders import text
from parsing.loaders.charset import decode
from parsing.report import Place, place_in_table

# Spans beyond the form's width come from broken markup and would only cost time
_MAX_SPAN = 64
# A table cell longer than this is a page's layout, not a figure or a label of the form
_PROSE = 120

_SIGNS = re.compile(rb"<(?:!doctype html|html|head|body|table|div|p|meta|tr|td|span|title|h1)[\s>/]", re.IGNORECASE)
_STYLESHEET = Path(__file__).with_suffix(".xsl")
# The marks that the stylesheet writes; a page has no use for them, as characters or as references
_MARKS = "\ue000\ue001\ue002\ue003\ue004\ue005"
_TABLE, _END, _ROW, _CELL, _SPANS, _BREAK = tuple(_MARKS)
_REFERENCES = re.compile("&#(?:[xX]0*[eE]00[0-5]|0*5734[4-9]);?")
_METADATA = re.compile(
    r"^(?:pubdate|publishdate|publish_?time|date|articletitle|contentsource|sitename)$", re.IGNORECASE
)


def accepts(data: bytes) -> bool:
    """Whether tags stand in the first 200 KB."""
    head = data[:200_000]
    return bool(_SIGNS.search(head)) or (head[:2] in (b"\xff\xfe", b"\xfe\xff") and b"<\x00" in head)


def load(data: bytes) -> Document:
    """HTML bytes → Document. Raises EmptyError, NotTextError or TooManyCellsError."""
    page = _REFERENCES.sub("", decode(data).replace("\x00", ""))
    for mark in _MARKS:
        page = page.replace(mark, "")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(page.encode("utf-8", "replace"), parser)
    if root is None:
        raise EmptyError
    return build(text.piped(_Lines().read(str(_writer()(root)))), _metadata(root))


_local = threading.local()


def _writer() -> etree.XSLT:
    """The stylesheet, compiled once a thread: lxml would copy one of another thread at every use."""
    if not hasattr(_local, "writer"):
        _local.writer = etree.XSLT(etree.parse(_STYLESHEET))
    writer: etree.XSLT = _local.writer
    return writer


def _metadata(root: etree._Element) -> dict[str, str]:
    found = {}
    title = root.findtext(".//head/title") or root.findtext(".//title")
    if title and title.strip():
        found["title"] = " ".join(title.split())
    for meta in root.iter("meta"):
        name, content = meta.get("name") or meta.get("property") or "", meta.get("content") or ""
        if content and _METADATA.match(name):
            found[name.lower()] = content
    return found


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
            self._table(table.split(_ROW)[1:])
            self._prose(behind)
        return self.lines

    def _prose(self, text: str) -> None:
        for paragraph in text.split(_BREAK):
            line = " ".join(paragraph.split())
            if line:
                self.paragraphs += 1
                self.lines.append(RawLine((line,), (Place(line=self.paragraphs),), None))

    def _table(self, rows: list[str]) -> None:
        self.tables += 1
        covered: dict[int, int] = {}
        columns: Sequence[int]
        for number, row in enumerate(rows, 1):
            cells = row.replace(_BREAK, " ").split(_CELL)[1:]
            self.cells += len(cells)
            if self.cells > MAX_CELLS:
                raise TooManyCellsError(limit=MAX_CELLS)
            if _SPANS in row:
                columns, below = _spanning(cells, covered)
                covered = {column: left - 1 for column, left in (covered | below).items() if left > 1}
            elif covered:
                free = (column for column in count(1) if column not in covered)
                columns = [column for column, _ in zip(free, cells, strict=False)]
                covered = {column: left - 1 for column, left in covered.items() if left > 1}
            else:
                columns = range(1, len(cells) + 1)
            self._row(number, columns, [" ".join(cell.split()) for cell in cells], row)

    def _row(self, number: int, columns: Sequence[int], texts: list[str], row: str) -> None:
        """A row of the table, or the paragraphs in it where a cell's text is too long for any of the form's."""
        if max(map(len, texts), default=0) > _PROSE:
            for cell in row.split(_CELL)[1:]:
                self._prose(cell.rpartition(_SPANS)[2])
        elif texts:
            table = self.tables
            places = [place_in_table(table, number, column) for column in columns]
            self.lines.append(RawLine(tuple(texts), tuple(places), table))


def _spanning(cells: list[str], covered: Mapping[int, int]) -> tuple[list[int], dict[int, int]]:
    """The column of each cell, counted from 1 over what rowspans above cover, and what the row covers below it, as rows
    by column. The spans before the cells' texts are cut off in place."""
    columns = []
    below: dict[int, int] = {}
    column = 1
    for number, cell in enumerate(cells):
        while column in covered:
            column += 1
        columns.append(column)
        span, _, cells[number] = cell.rpartition(_SPANS)
        width, _, height = span.partition(",")
        after = column + _span(width)
        if height and (rows := _span(height)) > 1:
            below.update(dict.fromkeys(range(column, after), rows))
        column = after
    return columns, below


def _span(value: str) -> int:
    if not value or not value.strip().isdecimal() or len(value) > 9:  # noqa: PLR2004 int() of a longer one is an attack
        return 1
    return min(max(int(value), 1), _MAX_SPAN)
