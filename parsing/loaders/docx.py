"""DOCX: paragraphs and tables in reading order. Places are table, row and column, or the paragraph's number.

What Word does not show is not read: tracked deletions, hidden text, tables of contents, headers and footers. What the
file says of itself (title, date) is left alone: bodies reuse last year's file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from lxml import etree

from parsing.document import MAX_CELLS, Document, RawLine, build
from parsing.errors import EmptyError, TooManyCellsError
from parsing.loaders import html, mhtml, package, text
from parsing.report import Place

# A table cell longer than this is a page's layout, not a figure or a label of the form
_PROSE = 120
# Spans beyond the form's width come from broken markup
_MAX_SPAN = 64
# Cells, and the paragraphs that stand in them and outside
_MAX_NODES = 3 * MAX_CELLS
# So much of a field's instruction tells what it is; and so many are open at once in no document
_MAX_INSTRUCTION = 200
_MAX_FIELDS = 16

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

_PARAGRAPH, _TABLE, _ROW, _CELL = f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc"
_BOX, _CHUNK, _ALTERNATE = f"{_W}txbxContent", f"{_W}altChunk", f"{_MC}AlternateContent"
_RUN, _FIELD, _INSTRUCTION = f"{_W}r", f"{_W}fldChar", f"{_W}instrText"
# Elements around blocks, rows, cells and runs that change nothing about their text
_WRAPPERS = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
# Deleted and moved-away text, properties, and pinyin above a character
_SKIPPED = frozenset(
    f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "rt", "instrText", "delText", "tblPr", "sdtPr")
)
_TEXTS = frozenset((f"{_W}t", f"{_MATH}t"))
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_VALUE, _DELETED, _SPAN, _MERGED = f"{_W}val", f"{_W}del", f"{_W}gridSpan", f"{_W}vMerge"
_RUN_PROPERTIES, _PARAGRAPH_PROPERTIES = f"{_W}rPr", f"{_W}pPr"
_ON_GOING = "continue"
_OFF = frozenset({"0", "false", "off", "none"})


def accepts(data: bytes) -> bool:
    """Whether the bytes are a container with a Word document in it."""
    return package.kind(data) == "docx"


def load(data: bytes) -> Document:
    """DOCX bytes → Document. Raises DamagedFileError, EncryptedError, TooMuchUnpackedError or TooManyCellsError."""
    parts = package.open_package(data, " Word 文档（DOCX）", "a Word document (DOCX)")
    main = parts.main("docx")
    body = parts.xml(main).find(f"{_W}body")
    if body is None:
        raise parts.damaged()
    # empty paragraphs yield no line, but cost time
    if sum(1 for _ in islice(body.iter(_PARAGRAPH, _CELL), _MAX_NODES + 1)) > _MAX_NODES:
        raise TooManyCellsError(limit=MAX_CELLS)
    flow = _Flow()
    flow.read(body)
    if not flow.lines and flow.chunks:
        return _chunk(parts, main, flow.chunks[0])
    if not flow.lines:
        raise EmptyError
    return build(text.piped(flow.lines))


def _chunk(parts: package.Package, main: str, relation: str) -> Document:
    """The web page that some sites put into an empty document for Word to import."""
    target = parts.relations(main).get(relation)
    if target is None:
        raise EmptyError
    data = parts.read(target)
    return mhtml.load(data) if mhtml.accepts(data) else html.load(data)


class _Flow:
    """Walks the body in reading order and collects lines: paragraphs outside tables, rows inside."""

    def __init__(self) -> None:
        self.lines: list[RawLine] = []
        self.chunks: list[str] = []
        self.fields: list[str] = []
        self.begun: list[str] = []
        self.paragraphs = 0
        self.tables = 0
        self.cells = 0

    def read(self, body: etree._Element) -> None:
        self._blocks(body)
        self._paragraph("")

    def _blocks(self, node: etree._Element) -> None:
        for child in node:
            tag = child.tag
            if tag == _PARAGRAPH:
                self._flow_paragraph(child)
            elif tag == _TABLE:
                self._table(child)
            elif tag in _WRAPPERS:
                self._blocks(child)
            elif tag == _ALTERNATE:
                self._blocks(_chosen(child))
            elif tag == _CHUNK:
                self.chunks.append(child.get(_RELATION, ""))

    def _flow_paragraph(self, paragraph: etree._Element) -> None:
        inline = _Inline(self.fields).read(paragraph)
        # a paragraph whose mark was deleted goes on in the next one
        if _mark_deleted(paragraph):
            self.begun.append(inline.text)
        else:
            self._paragraph(inline.text)
        for box in inline.boxes:
            self._blocks(box)

    def _paragraph(self, text: str) -> None:
        if self.begun:
            text, self.begun = "".join([*self.begun, text]), []
        for line in text.split("\n"):
            # tabs part columns, so they are kept
            kept = "\t".join([" ".join(part.split()) for part in line.split("\t")]).strip()
            if kept:
                self.paragraphs += 1
                self.lines.append(RawLine((kept,), (Place(line=self.paragraphs),), None))

    def _table(self, table: etree._Element) -> None:
        merged: set[int] = set()
        number: int | None = None
        layout = next(table.iterdescendants(_TABLE), None) is not None
        for row, tr in enumerate(_rows(table), 1):
            cells = _cells(tr, merged)
            self.cells += len(cells)
            if self.cells > MAX_CELLS:
                raise TooManyCellsError(limit=MAX_CELLS)
            texts = None if layout and any(map(_holds_table, cells)) else [self._text(cell) for cell, _ in cells]
            if texts is None or max(map(len, texts), default=0) > _PROSE:
                for cell, _ in cells:
                    self._blocks(cell)
            elif texts:
                if number is None:
                    self.tables = number = self.tables + 1
                places = tuple([Place(None, number, row, column) for _, column in cells])
                self.lines.append(RawLine(tuple(texts), places, number))

    def _text(self, cell: etree._Element) -> str:
        """A cell's text; its paragraphs are parted by a blank, its runs are not."""
        text = ""
        for paragraph in _inside(cell, _PARAGRAPH):
            inline = _Inline(self.fields).read(paragraph)
            text += inline.text if _mark_deleted(paragraph) else inline.text + " "
            for box in inline.boxes:
                text += " " + self._text(box)
        return " ".join(text.split())


class _Inline:
    """A paragraph's text as Word shows it, with line ends for its breaks, and the text boxes anchored in it.

    ``fields`` are the instructions of the fields that are open; a table of contents is open over many paragraphs.
    """

    def __init__(self, fields: list[str]) -> None:
        self.fields = fields
        self.parts: list[str] = []
        self.boxes: list[etree._Element] = []

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def read(self, node: etree._Element) -> _Inline:
        self._gather(node)
        return self

    def _gather(self, node: etree._Element) -> None:
        for child in node:
            tag = child.tag
            if tag in _TEXTS:
                self._add(child.text or "")
            elif tag in _SIGNS:
                self._add(_SIGNS[tag])
            elif tag == _FIELD:
                self._field(child.get(f"{_W}fldCharType"))
            elif tag == _INSTRUCTION:
                if self.fields and len(self.fields[-1]) < _MAX_INSTRUCTION:
                    self.fields[-1] += (child.text or "")[:_MAX_INSTRUCTION]
            elif tag == _BOX:
                self.boxes.append(child)
            elif tag == _ALTERNATE:
                self._gather(_chosen(child))
            elif tag not in _SKIPPED and not (tag == _RUN and _hidden(child)):
                self._gather(child)

    def _add(self, text: str) -> None:
        if not any(field.lstrip().startswith("TOC") for field in self.fields[:_MAX_FIELDS]):
            self.parts.append(text)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self.fields.append("")
        elif kind == "end" and self.fields:
            self.fields.pop()


def _chosen(alternate: etree._Element) -> etree._Element:
    """Of the two ways in which a text box is written, the newer one; never both."""
    choice = alternate.find(f"{_MC}Choice")
    if choice is not None and (next(choice.iter(_BOX), None) is not None or alternate.find(f"{_MC}Fallback") is None):
        return choice
    fallback = alternate.find(f"{_MC}Fallback")
    return alternate if fallback is None else fallback


# Asked of every run, cell and row: children are walked, for lxml's own search by path takes ten times as long


def _first(node: etree._Element, name: str) -> etree._Element | None:
    """A node's properties, which stand before everything else in it."""
    return node[0] if len(node) and node[0].tag == name else None


def _properties(node: etree._Element | None) -> dict[str, etree._Element]:
    """Properties by tag; of several of a kind the last."""
    return {} if node is None else {child.tag: child for child in node}


def _holds_table(cell: tuple[etree._Element, int]) -> bool:
    return next(cell[0].iter(_TABLE), None) is not None


def _on(element: etree._Element | None) -> bool:
    """Whether a property is set: ``<w:vanish/>``, but not ``<w:vanish w:val="0"/>``."""
    return element is not None and element.get(_VALUE, "1") not in _OFF


def _hidden(run: etree._Element) -> bool:
    properties = _first(run, _RUN_PROPERTIES)
    return properties is not None and len(properties) > 0 and _on(_properties(properties).get(f"{_W}vanish"))


def _mark_deleted(paragraph: etree._Element) -> bool:
    properties = _properties(_first(paragraph, _PARAGRAPH_PROPERTIES))
    return _DELETED in _properties(properties.get(_RUN_PROPERTIES))


def _inside(node: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The rows of a table, the cells of a row or the paragraphs of a cell, also where something is wrapped around."""
    for child in node:
        if child.tag == wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, wanted)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for row in _inside(table, _ROW):
        properties = _row_properties(row)
        if _DELETED not in properties and not _on(properties.get(f"{_W}hidden")):
            yield row


def _row_properties(row: etree._Element) -> dict[str, etree._Element]:
    # properties that except a table's own may stand before them
    return _properties(next((child for child in row if child.tag == f"{_W}trPr"), None))


def _cells(row: etree._Element, merged: set[int]) -> list[tuple[etree._Element, int]]:
    """The row's own cells, each with its column counted from 1; what a merged cell covers is no cell.

    ``merged`` holds the columns that a cell merged downwards covers so far; it is brought up to date.
    """
    found = []
    column = 1 + _number(_row_properties(row).get(f"{_W}gridBefore"), 0)
    for cell in _inside(row, _CELL):
        properties = _properties(_first(cell, f"{_W}tcPr"))
        span = _number(properties.get(_SPAN), 1)
        if not _covered(properties, column, merged):
            merged.difference_update(range(column, column + span))
            if _MERGED in properties:
                merged.add(column)
            found.append((cell, column))
        column += span
    return found


def _covered(properties: Mapping[str, etree._Element], column: int, merged: set[int]) -> bool:
    """Whether a merged cell above or to the left covers this one, or a tracked change has deleted it."""
    across, down = properties.get(f"{_W}hMerge"), properties.get(_MERGED)
    if f"{_W}cellDel" in properties or (across is not None and across.get(_VALUE, _ON_GOING) == _ON_GOING):
        return True
    # one that goes on where nothing began is a cell: Word shows it
    return down is not None and down.get(_VALUE, _ON_GOING) == _ON_GOING and column in merged


def _number(element: etree._Element | None, otherwise: int) -> int:
    value = "" if element is None else element.get(_VALUE, "")
    if not value.isdecimal() or len(value) > 9:  # noqa: PLR2004 int() of a longer one is an attack
        return otherwise
    return min(max(int(value), otherwise), _MAX_SPAN)
