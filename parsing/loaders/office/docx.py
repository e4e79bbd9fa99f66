"""DOCX: paragraphs and tables in reading order. Places are table, row and column, or the paragraph's number.

What Word does not show is not read: tracked deletions, hidden text, prompts of empty fields, tables of contents,
headers and footers; nor what it strikes out, nor the raised numbers of notes. What the file says of itself (title,
date) is left alone: bodies reuse last year's file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from lxml import etree

from parsing.document import FILE_TITLE, MAX_CELLS, Document, RawLine, build
from parsing.errors import EmptyError, TooManyCellsError, UnreadableError
from parsing.loaders import cell_text, symbols
from parsing.loaders.office import package
from parsing.loaders.plain import text
from parsing.loaders.web import html, mhtml
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
_RUN, _FIELD, _INSTRUCTION, _SYMBOL = f"{_W}r", f"{_W}fldChar", f"{_W}instrText", f"{_W}sym"
# Elements around blocks, rows, cells and runs that change nothing about their text
_WRAPPERS = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
# Deleted and moved-away text, properties, and pinyin above a character
_SKIPPED = frozenset(
    f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "rt", "instrText", "delText", "tblPr", "sdtPr")
)
_TEXTS = frozenset((f"{_W}t", f"{_MATH}t"))
_RAISED_IN_MATH = frozenset((f"{_MATH}sup", f"{_MATH}sub"))
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_VALUE, _DELETED, _SPAN, _MERGED = f"{_W}val", f"{_W}del", f"{_W}gridSpan", f"{_W}vMerge"
_RUN_PROPERTIES, _PARAGRAPH_PROPERTIES = f"{_W}rPr", f"{_W}pPr"
_STYLE, _PARAGRAPH_STYLE, _BASED_ON = f"{_W}rStyle", f"{_W}pStyle", f"{_W}basedOn"
# What hides a run or strikes it out, and what raises it
_HIDING = (f"{_W}vanish", f"{_W}strike", f"{_W}dstrike")
_ALIGNED, _SIZE = f"{_W}vertAlign", f"{_W}sz"
_RAISED = frozenset(("superscript", "subscript"))
# The same by half points, and white text where nothing is behind it
_POSITION, _COLOUR = f"{_W}position", f"{_W}color"
_RAISED_BY = 4
_BACKGROUNDS = (f"{_W}shd", f"{_W}highlight")
_LOOKS = (*_HIDING, _ALIGNED, _POSITION, _COLOUR, *_BACKGROUNDS)
_LOOKS_IN_STYLES = (b":vanish", b"strike", b":dstrike", b":vertAlign", b":position", b'"FFFFFF"', b'"ffffff"')
# Half points of a size that nobody sees, twentieths of a point of a row that nobody sees
_NO_SIZE = 2
_NO_HEIGHT = 20
_MAX_BASES = 16
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
    _without_prompts(body)
    styled = next(body.iter(_STYLE, _PARAGRAPH_STYLE), None) is not None
    flow = _Flow(_styles(parts, main) if styled else {})
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

    def __init__(self, styles: _Styles) -> None:
        self.styles = styles
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
        inline = _Inline(self.fields, self.styles).read(paragraph)
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
        """A cell's text; its paragraphs are lines of it, its runs are not."""
        return cell_text.of_lines(cell_text.without_raised(self._written(cell)))

    def _written(self, cell: etree._Element) -> str:
        parts = []
        for paragraph in _inside(cell, _PARAGRAPH):
            inline = _Inline(self.fields, self.styles).read(paragraph)
            parts += [inline.text, "" if _mark_deleted(paragraph) else "\n"]
            parts += [f"\n{self._written(box)}\n" for box in inline.boxes]
        return "".join(parts)


class _Inline:
    """A paragraph's text as Word shows it, with line ends for its breaks, and the text boxes anchored in it.

    ``fields`` are the instructions of the fields that are open; a table of contents is open over many paragraphs.
    """

    def __init__(self, fields: list[str], styles: _Styles) -> None:
        self.fields = fields
        self.styles = styles
        self.style: _Look = {}
        self.font = ""
        self.symbolic = False
        self.parts: list[str] = []
        self.boxes: list[etree._Element] = []

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def read(self, paragraph: etree._Element) -> _Inline:
        if self.styles:
            properties = _properties(_first(paragraph, _PARAGRAPH_PROPERTIES))
            self.style = _of_style(self.styles, properties.get(_PARAGRAPH_STYLE))
        self._gather(paragraph)
        return self

    def _gather(self, node: etree._Element) -> None:  # noqa: C901 - one branch an element of the format
        for child in node:
            tag = child.tag
            if tag in _TEXTS:
                text = child.text or ""
                self._add(symbols.shown(text, self.font) if self.symbolic or symbols.has_symbols(text) else text)
            elif tag in _SIGNS:
                self._add(_SIGNS[tag])
            elif tag == _RUN:
                self._run(child)
            elif tag == _SYMBOL:
                self._add(_symbol(child))
            elif tag == _FIELD:
                self._field(child)
            elif tag == _INSTRUCTION:
                if self.fields and len(self.fields[-1]) < _MAX_INSTRUCTION:
                    self.fields[-1] += (child.text or "")[:_MAX_INSTRUCTION]
            elif tag == _BOX:
                self.boxes.append(child)
            elif tag == _ALTERNATE:
                self._gather(_chosen(child))
            elif tag in _RAISED_IN_MATH:
                self._gather_raised(child)
            elif tag not in _SKIPPED:
                self._gather(child)

    def _run(self, run: etree._Element) -> None:
        """A run's text, unless it is hidden; raised text is marked."""
        properties = _first(run, _RUN_PROPERTIES)
        if properties is None and not self.style:
            self._gather(run)
            return
        declared = _properties(properties)
        look = declared
        if self.styles:
            look = {**self.style, **_of_style(self.styles, declared.get(_STYLE)), **declared}
        if _hidden(look):
            return
        self.font = _font(declared)
        self.symbolic = symbols.is_symbolic(self.font)
        if _is_set_apart(look):
            self._gather_raised(run)
        else:
            self._gather(run)
        self.font, self.symbolic = "", False

    def _gather_raised(self, node: etree._Element) -> None:
        begun = len(self.parts)
        self._gather(node)
        self.parts[begun:] = [cell_text.mark_raised("".join(self.parts[begun:]))]

    def _add(self, text: str) -> None:
        if not any(field.lstrip().startswith("TOC") for field in self.fields[:_MAX_FIELDS]):
            self.parts.append(text)

    def _field(self, character: etree._Element) -> None:
        kind = character.get(f"{_W}fldCharType")
        if kind == "begin":
            self.fields.append("")
            # what is chosen in a form stands nowhere else
            self._add(_chosen_in_form(character))
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


def _hidden(look: Mapping[str, etree._Element]) -> bool:
    if any(name in look and _on(look[name]) for name in _HIDING):
        return True
    return _SIZE in look and _number(look[_SIZE], _NO_SIZE + 1, least=0) <= _NO_SIZE


def _is_set_apart(look: Mapping[str, etree._Element]) -> bool:
    """Whether a run is raised or lowered, or white on white: beside other text it is none of it."""
    aligned, position, colour = look.get(_ALIGNED), look.get(_POSITION), look.get(_COLOUR)
    if aligned is not None and aligned.get(_VALUE) in _RAISED:
        return True
    if position is not None and abs(_signed(position.get(_VALUE, ""))) >= _RAISED_BY:
        return True
    white = colour is not None and colour.get(_VALUE, "").upper() == "FFFFFF"
    return white and not any(name in look for name in _BACKGROUNDS)


def _signed(value: str) -> int:
    digits = value.removeprefix("-")
    return int(value) if digits.isdecimal() and len(digits) <= 9 else 0  # noqa: PLR2004 int() of a longer one is an attack


def _font(properties: Mapping[str, etree._Element]) -> str:
    fonts = properties.get(f"{_W}rFonts")
    return "" if fonts is None else fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") or ""


def _symbol(symbol: etree._Element) -> str:
    """What a character of a symbol font shows: ``<w:sym w:font="Symbol" w:char="F033"/>`` is a 3."""
    try:
        code = int(symbol.get(f"{_W}char", "")[:4], 16)
    except ValueError:
        return symbols.UNKNOWN
    return symbols.shown(chr(code), symbol.get(f"{_W}font", ""))


def _chosen_in_form(character: etree._Element) -> str:
    """The entry that a list of a form shows, or the mark in its box; "" for any other field."""
    for form in character:
        for field in form:
            properties = _properties(field)
            if field.tag == f"{_W}ddList":
                entries = [entry for entry in field if entry.tag == f"{_W}listEntry"]
                at = properties.get(f"{_W}result", properties.get(f"{_W}default"))
                place = _number(at, 0, least=0)
                return entries[place].get(_VALUE, "") if place < len(entries) else ""
            if field.tag == f"{_W}checkBox":
                return "√" if _on(properties.get(f"{_W}checked", properties.get(f"{_W}default"))) else ""
    return ""


def _without_prompts(body: etree._Element) -> None:
    """Empty the content controls that show what to write in them; one with digits in it may have been filled in."""
    for mark in body.iter(f"{_W}showingPlcHdr"):
        properties = mark.getparent()
        control = None if properties is None else properties.getparent()
        texts = [] if control is None else list(control.iter(f"{_W}t"))
        if _on(mark) and not any(character.isdecimal() for node in texts for character in node.text or ""):
            for node in texts:
                node.text = None


# What a style declares of the look of a run, and of each style with those it is based on
_Look = dict[str, etree._Element]  # noqa: SLF001 its type has no public name
_Styles = Mapping[str, _Look]


def _styles(parts: package.Package, main: str) -> _Styles:
    """The styles that hide, strike out or raise; a document whose styles cannot be read has none."""
    try:
        part = next((target for target in parts.relations(main).values() if target.endswith("/styles.xml")), "")
        data = parts.read(part) if part else b""
        root = parts.xml(part) if any(sign in data for sign in _LOOKS_IN_STYLES) else None
    except UnreadableError:
        return {}
    own: dict[str, _Look] = {}
    for found in () if root is None else root.iter(*_LOOKS):
        style = next(found.iterancestors(f"{_W}style"), None)
        if style is not None:
            own.setdefault(style.get(f"{_W}styleId", ""), {})[found.tag] = found
    if root is None or not own:
        return {}
    bases = {}
    for base in root.iter(_BASED_ON):
        style = base.getparent()
        if style is not None:
            bases[style.get(f"{_W}styleId", "")] = base.get(_VALUE, "")
    return {name: look for name in {**own, **bases} if (look := _inherited(own, bases, name))}


def _inherited(own: Mapping[str, _Look], bases: Mapping[str, str], name: str) -> _Look:
    look: _Look = {}
    for _ in range(_MAX_BASES):
        look = {**own.get(name, {}), **look}
        if name not in bases:
            break
        name = bases[name]
    return look


def _of_style(styles: _Styles, named: etree._Element | None) -> _Look:
    return {} if named is None else styles.get(named.get(_VALUE, ""), {})


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
        if _DELETED not in properties and not _on(properties.get(f"{_W}hidden")) and not _flat(properties):
            yield row


def _flat(properties: Mapping[str, etree._Element]) -> bool:
    """Whether a row is exactly as high as nothing that anybody sees."""
    height = properties.get(f"{_W}trHeight")
    return (
        height is not None
        and height.get(f"{_W}hRule") == "exact"
        and _number(height, _NO_HEIGHT + 1, least=0) <= _NO_HEIGHT
    )


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


def _number(element: etree._Element | None, otherwise: int, *, least: int | None = None) -> int:
    value = "" if element is None else element.get(_VALUE, "")
    if not value.isdecimal() or len(value) > 9:  # noqa: PLR2004 int() of a longer one is an attack
        return otherwise
    return min(max(int(value), otherwise if least is None else least), _MAX_SPAN)
