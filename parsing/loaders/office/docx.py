"""DOCX: paragraphs and tables in reading order. Places are table, row and column, or the paragraph's number.

What Word does not show is not read: tracked deletions, hidden text, prompts of empty fields, tables of contents,
headers and footers; nor what it strikes out, nor the raised numbers of notes. What the file says of itself (title,
date) is left alone: bodies reuse last year's file.
"""

from __future__ import annotations

from itertools import islice

from lxml import etree

from parsing.document import FILE_TITLE, MAX_CELLS, Document, RawLine, build
from parsing.errors import EmptyError, TooManyCellsError
from parsing.loaders import cell_text
from parsing.loaders.office import package
from parsing.loaders.office.word_cells import cells_of, is_on, rows_of, written_out
from parsing.loaders.office.word_names import (
    ALTERNATE,
    BOX,
    CELL,
    CHUNK,
    PARAGRAPH,
    PARAGRAPH_STYLE,
    PICTURES,
    STYLE,
    TABLE,
    WRAPPERS,
    W,
)
from parsing.loaders.office.word_text import Inline, Styles, chosen, mark_deleted, styles_of
from parsing.loaders.plain import text
from parsing.loaders.web import html, mhtml
from parsing.report import Place

# A table cell longer than this is a page's layout, not a figure or a label of the form
_PROSE = 120
# Cells, and the paragraphs in them and outside
_MAX_NODES = 3 * MAX_CELLS
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def accepts(data: bytes) -> bool:
    """Whether the bytes are a container with a Word document in it."""
    return package.kind(data) == "docx"


def load(data: bytes) -> Document:
    """DOCX bytes → Document. Raises DamagedFileError, EncryptedError, TooMuchUnpackedError or TooManyCellsError."""
    parts = package.open_package(data, " Word 文档（DOCX）", "a Word document (DOCX)")
    main = parts.main("docx")
    body = parts.xml(main).find(f"{W}body")
    if body is None:
        raise parts.damaged()
    # empty paragraphs yield no line, but cost time
    if sum(1 for _ in islice(body.iter(PARAGRAPH, CELL), _MAX_NODES + 1)) > _MAX_NODES:
        raise TooManyCellsError(limit=MAX_CELLS)
    _without_prompts(body)
    styled = next(body.iter(STYLE, PARAGRAPH_STYLE), None) is not None
    flow = _Flow(styles_of(parts, main) if styled else {})
    flow.pictured = next(body.iter(*PICTURES), None) is not None
    flow.read(body)
    if not flow.lines and flow.chunks:
        return _chunk(parts, main, flow.chunks[0])
    if not flow.lines:
        raise EmptyError
    return build(text.piped(flow.lines), {FILE_TITLE: parts.title()})


def _chunk(parts: package.Package, main: str, relation: str) -> Document:
    """The web page that some sites put into an empty document for Word to import."""
    target = parts.relations(main).get(relation)
    if target is None:
        raise EmptyError
    data = parts.read(target)
    return mhtml.load(data) if mhtml.accepts(data) else html.load(data)


class _Flow:
    """Walks the body in reading order and collects lines: paragraphs outside tables, rows inside."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.lines: list[RawLine] = []
        self.chunks: list[str] = []
        self.fields: list[str] = []
        self.begun: list[str] = []
        self.pictured = False
        self.paragraphs = 0
        self.tables = 0
        self.cells = 0

    def read(self, body: etree._Element) -> None:
        self._blocks(body)
        self._paragraph("")

    def _blocks(self, node: etree._Element) -> None:
        for child in node:
            tag = child.tag
            if tag == PARAGRAPH:
                self._flow_paragraph(child)
            elif tag == TABLE:
                self._table(child)
            elif tag in WRAPPERS:
                self._blocks(child)
            elif tag == ALTERNATE:
                self._blocks(chosen(child))
            elif tag == CHUNK:
                self.chunks.append(child.get(_RELATION, ""))

    def _flow_paragraph(self, paragraph: etree._Element) -> None:
        inline = Inline(self.fields, self.styles).read(paragraph)
        # a paragraph whose mark was deleted goes on in the next one
        if mark_deleted(paragraph):
            self.begun.append(inline.text)
        else:
            self._paragraph(inline.text)
        for box in inline.boxes:
            self._blocks(box)

    def _paragraph(self, text: str) -> None:
        if self.begun:
            text, self.begun = "".join([*self.begun, text]), []
        text = cell_text.without_raised(text)
        for line in text.split("\n"):
            # tabs part columns, so they are kept
            kept = "\t".join([" ".join(part.split()) for part in line.split("\t")]).strip()
            if kept:
                self.paragraphs += 1
                self.lines.append(RawLine((kept,), (Place(line=self.paragraphs),), None))

    def _table(self, table: etree._Element) -> None:
        merged: set[int] = set()
        number: int | None = None
        layout = next(table.iterdescendants(TABLE), None) is not None
        for row, tr in enumerate(rows_of(table), 1):
            cells = cells_of(tr, merged)
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
                texts, columns = written_out(texts, cells)
                self.cells += len(texts) - len(cells)
                places = tuple([Place(None, number, row, column) for column in columns])
                self.lines.append(RawLine(tuple(texts), places, number))

    def _text(self, cell: etree._Element) -> str:
        """A cell's text; its paragraphs are lines of it, its runs are not."""
        text = cell_text.of_lines(cell_text.without_raised(self._written(cell)))
        return cell_text.with_picture(text) if self.pictured and _holds_picture(cell) else text

    def _written(self, cell: etree._Element) -> str:
        parts = []
        for paragraph in package.inside(cell, PARAGRAPH, WRAPPERS):
            inline = Inline(self.fields, self.styles).read(paragraph)
            parts += [inline.text, "" if mark_deleted(paragraph) else "\n"]
            parts += [f"\n{self._written(box)}\n" for box in inline.boxes]
        return "".join(parts)


def _holds_picture(cell: etree._Element) -> bool:
    """Whether there is a picture or an object in a cell, and no text box, which is written in the same way."""
    return next(cell.iter(*PICTURES), None) is not None and next(cell.iter(BOX), None) is None


def _holds_table(cell: tuple[etree._Element, int]) -> bool:
    return next(cell[0].iter(TABLE), None) is not None


def _without_prompts(body: etree._Element) -> None:
    """Empty the content controls that show what to write in them; one with digits in it may have been filled in."""
    for mark in body.iter(f"{W}showingPlcHdr"):
        properties = mark.getparent()
        control = None if properties is None else properties.getparent()
        texts = [] if control is None else list(control.iter(f"{W}t"))
        if is_on(mark) and not any(character.isdecimal() for node in texts for character in node.text or ""):
            for node in texts:
                node.text = None
