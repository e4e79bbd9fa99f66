"""HTML: rowspan and colspan, Word markup, layout tables, navigation. Places are table, row and column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from parsing.document import Document, RawLine, build
from parsing.errors import EmptyError, TooManyCellsError
from parsing.loaders.charset import decode
from parsing.report import Place

MAX_CELLS = 100_000
# Spans beyond the form's width come from broken markup and would only cost time
_MAX_SPAN = 64
# A table cell longer than this is a page's layout, not a figure or a label of the form
_PROSE = 120

_SIGNS = re.compile(rb"<(?:!doctype html|html|head|body|table|div|p|meta|tr|td|span|title|h1)[\s>/]", re.IGNORECASE)
_SKIPPED = frozenset(
    ("head", "script", "style", "noscript", "template", "iframe", "object", "svg", "select", "textarea", "button")
)
_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "div",
            "dl",
            "dt",
            "fieldset",
        ),
        *("figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li"),
        *("main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
_METADATA = re.compile(
    r"^(?:pubdate|publishdate|publish_?time|date|articletitle|contentsource|sitename)$", re.IGNORECASE
)


def accepts(data: bytes) -> bool:
    """Whether tags stand in the first 200 KB."""
    head = data[:200_000]
    return bool(_SIGNS.search(head)) or (head[:2] in (b"\xff\xfe", b"\xfe\xff") and b"<\x00" in head)


def load(data: bytes) -> Document:
    """HTML bytes → Document. Raises EmptyError, NotTextError or TooManyCellsError."""
    text = decode(data).replace("\x00", "")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None:
        raise EmptyError
    body = root.find("body")
    return build(_Flow().read(root if body is None else body), _metadata(root))


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


class _Flow:
    """Walks the tree in reading order and collects lines: paragraphs outside tables, rows inside."""

    def __init__(self) -> None:
        self.lines: list[RawLine] = []
        self.inline: list[str] = []
        self.paragraphs = 0
        self.tables = 0
        self.cells = 0

    def read(self, root: etree._Element) -> list[RawLine]:
        self._walk(root)
        self._flush()
        return self.lines

    def _flush(self) -> None:
        if not self.inline:
            return
        text = " ".join("".join(self.inline).split())
        self.inline.clear()
        if text:
            self.paragraphs += 1
            self.lines.append(RawLine((text,), (Place(line=self.paragraphs),), None))

    def _walk(self, node: etree._Element) -> None:
        if node.text:
            self.inline.append(node.text)
        for child in node:
            tag = child.tag
            if tag == "table":
                self._flush()
                self._table(child)
            elif tag == "br":
                self._flush()
            elif tag in _BLOCKS:
                self._flush()
                self._walk(child)
                self._flush()
            elif tag not in _SKIPPED:
                self._walk(child)
            if child.tail:
                self.inline.append(child.tail)

    def _table(self, table: etree._Element) -> None:
        if table.find(".//table") is not None:
            self._walk(table)
            self._flush()
            return
        self.tables += 1
        covered: dict[int, int] = {}
        for number, tr in enumerate(table.iter("tr"), 1):
            cells = list(tr)
            columns, below = _columns(cells, covered)
            self.cells += len(cells)
            if self.cells > MAX_CELLS:
                raise TooManyCellsError(limit=MAX_CELLS)
            self._row(number, columns, cells)
            if covered or below:
                covered = {column: left - 1 for column, left in (covered | below).items() if left > 1}

    def _row(self, row: int, columns: Sequence[int], cells: Sequence[etree._Element]) -> None:
        texts = [_cell_text(cell) for cell in cells]
        if max(map(len, texts), default=0) > _PROSE:
            for cell in cells:
                self._walk(cell)
                self._flush()
        elif texts:
            table = self.tables
            places = tuple([Place(None, table, row, column) for column in columns])
            self.lines.append(RawLine(tuple(texts), places, table))


def _columns(cells: Sequence[etree._Element], covered: Mapping[int, int]) -> tuple[Sequence[int], dict[int, int]]:
    """The column of each cell, counted from 1 over what rowspans above cover, and what the row covers below it."""
    columns = []
    below: dict[int, int] = {}
    column = 1
    for cell in cells:
        while column in covered:
            column += 1
        columns.append(column)
        width, height = cell.get("colspan"), cell.get("rowspan")
        if width is None and height is None:
            column += 1
            continue
        after = column + _span(width)
        if height is not None and (rows := _span(height)) > 1:
            below.update(dict.fromkeys(range(column, after), rows))
        column = after
    return columns, below


def _span(value: str | None) -> int:
    if value is None or not value.strip().isdecimal() or len(value) > 9:  # noqa: PLR2004 int() of a longer one is an attack
        return 1
    return min(max(int(value), 1), _MAX_SPAN)


def _cell_text(cell: etree._Element) -> str:
    """The cell's text; paragraphs and line breaks in it are parted by a blank, spans are not."""
    node = _innermost(cell)
    text = node.text or ""
    if len(node):
        parts = [text]
        _gather(node, parts)
        text = "".join(parts)
    return text if text.isdecimal() else " ".join(text.split())


def _innermost(node: etree._Element) -> etree._Element:
    """The element that holds all of a cell's text: Word wraps nearly every figure in a paragraph and a span."""
    while len(node) == 1 and not (node.text and not node.text.isspace()):
        (child,) = node
        if child.tag in _SKIPPED or (child.tail and not child.tail.isspace()):
            break
        node = child
    return node


def _gather(node: etree._Element, parts: list[str]) -> None:
    for child in node:
        tag = child.tag
        block = tag in _BLOCKS or tag == "br"
        if block:
            parts.append(" ")
        if tag not in _SKIPPED:
            if child.text:
                parts.append(child.text)
            if len(child):
                _gather(child, parts)
        if block:
            parts.append(" ")
        if child.tail:
            parts.append(child.tail)
