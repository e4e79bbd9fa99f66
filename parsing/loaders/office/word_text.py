"""The text of a Word paragraph as Word shows it: runs, symbols, fields and text boxes."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from parsing.errors import UnreadableError
from parsing.loaders import cell_text, symbols
from parsing.loaders.office import package
from parsing.loaders.office.word_cells import first_of, is_on, number_of, properties_of
from parsing.loaders.office.word_names import ALTERNATE, BASED_ON, BOX, DELETED, MC, PARAGRAPH_STYLE, STYLE, VALUE, W

# So much of a field's instruction says what it is; no document has so many open at once
_MAX_INSTRUCTION = 200
_MAX_FIELDS = 16
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RUN, _FIELD, _INSTRUCTION, _SYMBOL = f"{W}r", f"{W}fldChar", f"{W}instrText", f"{W}sym"
# Deleted and moved-away text, properties, and pinyin above a character
_SKIPPED = frozenset(
    f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "rt", "instrText", "delText", "tblPr", "sdtPr")
)
_TEXTS = frozenset((f"{W}t", f"{_MATH}t"))
_RAISED_IN_MATH = frozenset((f"{_MATH}sup", f"{_MATH}sub"))
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_RUN_PROPERTIES, _PARAGRAPH_PROPERTIES = f"{W}rPr", f"{W}pPr"
# What hides a run or strikes it out, and what raises it
_HIDING = (f"{W}vanish", f"{W}strike", f"{W}dstrike")
_ALIGNED, _SIZE = f"{W}vertAlign", f"{W}sz"
_RAISED = frozenset(("superscript", "subscript"))
# The same by half points, and white text where nothing is behind it
_POSITION, _COLOUR = f"{W}position", f"{W}color"
_RAISED_BY = 4
_BACKGROUNDS = (f"{W}shd", f"{W}highlight")
_LOOKS = (*_HIDING, _ALIGNED, _POSITION, _COLOUR, *_BACKGROUNDS)
_LOOKS_IN_STYLES = (b":vanish", b"strike", b":dstrike", b":vertAlign", b":position", b'"FFFFFF"', b'"ffffff"')
# Half points of a size that nobody sees, twentieths of a point of a row that nobody sees
_NO_SIZE = 2
_MAX_BASES = 16


class Inline:
    """A paragraph's text as Word shows it, with line ends for its breaks, and the text boxes anchored in it.

    ``fields`` are the instructions of the fields that are open; a table of contents is open over many paragraphs.
    """

    def __init__(self, fields: list[str], styles: Styles) -> None:
        self.fields = fields
        self.styles = styles
        self.style: _Look = {}
        self.font = ""
        self.symbolic = False
        self.parts: list[str] = []
        self.boxes: list[etree._Element] = []

    @property
    def text(self) -> str:
        """What has been read so far."""
        return "".join(self.parts)

    def read(self, paragraph: etree._Element) -> Inline:
        """Read a paragraph; gives itself."""
        if self.styles:
            properties = properties_of(first_of(paragraph, _PARAGRAPH_PROPERTIES))
            self.style = _of_style(self.styles, properties.get(PARAGRAPH_STYLE))
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
            elif tag == BOX:
                self.boxes.append(child)
            elif tag == ALTERNATE:
                self._gather(chosen(child))
            elif tag in _RAISED_IN_MATH:
                self._gather_raised(child)
            elif tag not in _SKIPPED:
                self._gather(child)

    def _run(self, run: etree._Element) -> None:
        """A run's text, unless it is hidden; raised text is marked."""
        properties = first_of(run, _RUN_PROPERTIES)
        if properties is None and not self.style:
            self._gather(run)
            return
        declared = properties_of(properties)
        look = declared
        if self.styles:
            look = {**self.style, **_of_style(self.styles, declared.get(STYLE)), **declared}
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
        kind = character.get(f"{W}fldCharType")
        if kind == "begin":
            self.fields.append("")
            # what is chosen in a form is nowhere else
            self._add(_chosen_in_form(character))
        elif kind == "end" and self.fields:
            self.fields.pop()


def chosen(alternate: etree._Element) -> etree._Element:
    """Of the two ways in which a text box is written, the newer one; never both."""
    choice = alternate.find(f"{MC}Choice")
    if choice is not None and (next(choice.iter(BOX), None) is not None or alternate.find(f"{MC}Fallback") is None):
        return choice
    fallback = alternate.find(f"{MC}Fallback")
    return alternate if fallback is None else fallback


def _hidden(look: Mapping[str, etree._Element]) -> bool:
    if any(name in look and is_on(look[name]) for name in _HIDING):
        return True
    return _SIZE in look and number_of(look[_SIZE], _NO_SIZE + 1, least=0) <= _NO_SIZE


def _is_set_apart(look: Mapping[str, etree._Element]) -> bool:
    """Whether a run is raised or lowered, or white on white: beside other text it is no part of it."""
    aligned, position, colour = look.get(_ALIGNED), look.get(_POSITION), look.get(_COLOUR)
    if aligned is not None and aligned.get(VALUE) in _RAISED:
        return True
    if position is not None and abs(_signed(position.get(VALUE, ""))) >= _RAISED_BY:
        return True
    white = colour is not None and colour.get(VALUE, "").upper() == "FFFFFF"
    return white and not any(name in look for name in _BACKGROUNDS)


def _signed(value: str) -> int:
    digits = value.removeprefix("-")
    return int(value) if digits.isdecimal() and len(digits) <= 9 else 0  # noqa: PLR2004 int() of a longer one is an attack


def _font(properties: Mapping[str, etree._Element]) -> str:
    fonts = properties.get(f"{W}rFonts")
    return "" if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""


def _symbol(symbol: etree._Element) -> str:
    """What a character of a symbol font shows: ``<w:sym w:font="Symbol" w:char="F033"/>`` is a 3."""
    try:
        code = int(symbol.get(f"{W}char", "")[:4], 16)
    except ValueError:
        return symbols.UNKNOWN
    return symbols.shown(chr(code), symbol.get(f"{W}font", ""))


def _chosen_in_form(character: etree._Element) -> str:
    """The entry that a list of a form shows, or the mark in its box; "" for any other field."""
    for form in character:
        for field in form:
            properties = properties_of(field)
            if field.tag == f"{W}ddList":
                entries = [entry for entry in field if entry.tag == f"{W}listEntry"]
                at = properties.get(f"{W}result", properties.get(f"{W}default"))
                place = number_of(at, 0, least=0)
                return entries[place].get(VALUE, "") if place < len(entries) else ""
            if field.tag == f"{W}checkBox":
                return "√" if is_on(properties.get(f"{W}checked", properties.get(f"{W}default"))) else ""
    return ""


# What a style declares of the look of a run, and of each style with those it is based on
_Look = dict[str, etree._Element]  # noqa: SLF001 its type has no public name
Styles = Mapping[str, _Look]


def styles_of(parts: package.Package, main: str) -> Styles:
    """The styles that hide, strike out or raise; a document whose styles cannot be read has none."""
    try:
        part = next((target for target in parts.relations(main).values() if target.endswith("/styles.xml")), "")
        data = parts.read(part) if part else b""
        root = parts.xml(part) if any(sign in data for sign in _LOOKS_IN_STYLES) else None
    except UnreadableError:
        return {}
    own: dict[str, _Look] = {}
    for mark in () if root is None else root.iter(*_LOOKS):
        style = next(mark.iterancestors(f"{W}style"), None)
        if style is not None:
            own.setdefault(style.get(f"{W}styleId", ""), {})[mark.tag] = mark
    if root is None or not own:
        return {}
    bases = {}
    for base in root.iter(BASED_ON):
        style = base.getparent()
        if style is not None:
            bases[style.get(f"{W}styleId", "")] = base.get(VALUE, "")
    return {name: look for name in {**own, **bases} if (look := _inherited(own, bases, name))}


def _inherited(own: Mapping[str, _Look], bases: Mapping[str, str], name: str) -> _Look:
    look: _Look = {}
    for _ in range(_MAX_BASES):
        look = {**own.get(name, {}), **look}
        if name not in bases:
            break
        name = bases[name]
    return look


def _of_style(styles: Styles, named: etree._Element | None) -> _Look:
    return {} if named is None else styles.get(named.get(VALUE, ""), {})


def mark_deleted(paragraph: etree._Element) -> bool:
    """Whether a tracked change has deleted the paragraph's end."""
    properties = properties_of(first_of(paragraph, _PARAGRAPH_PROPERTIES))
    return DELETED in properties_of(properties.get(_RUN_PROPERTIES))
