"""What a browser shows of a page: everything else is taken out of its tree before the page is read.

Hidden are whole elements (``display: none``, ``<template>``, struck-out text), or their text alone, whose place stays
blank (``visibility: hidden``, ``font-size: 0``). Raised and lowered text is the number of a note, and no digit of the
figure beside it. Selectors in ``<style>`` count as far as they are names, classes, ids and descendants of those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple, cast

from lxml import etree

from parsing.loaders import cell_text

_Declared = Mapping[str, str]

# Never shown, or struck out
_GONE = (
    "template",
    "noscript",
    "noframes",
    "datalist",
    "del",
    "s",
    "strike",
    "rt",
    "rp",
    "audio",
    "video",
    "progress",
    "meter",
    "dialog",
)
_RAISED = ("sup", "sub")
# What may hold the number of a note
_NOTES = ("small", "a")
# A page that hides more has one of the words in it, and there what is searched for; words are found fastest
_ZERO = rb"\s{0,9}:\s{0,9}(?:0(?!\.?[0-9]{0,3}[1-9])|\.0)"
_SIGNS = {
    b"display": (rb"display\s{0,9}:\s{0,9}none",),
    b"hid": (
        rb"visibility\s{0,9}:\s{0,9}hidden",
        rb"hidden[\s=/>](?<=\shidden.)",
        rb"mso-hide",
        rb"height" + _ZERO,
        rb"width" + _ZERO,
    ),
    b"line-through": (rb"line-through",),
    b"vertical-align": (rb"vertical-align\s{0,9}:\s{0,9}(?:su[pb]|-?[1-9][\d.]{0,9}(?:p|e|%))",),
    b"font-size": (rb"font-size" + _ZERO, rb"font-size\s{0,9}:\s{0,9}1(?:\.0{0,3})?p"),
    b"-9": (rb"(?:left|top|indent)\s{0,9}:\s{0,9}-9\d{2}",),
    b"transparent": (rb"(?<![-\w])color\s{0,9}:\s{0,9}transparent",),
    # white text
    b"color": (
        rb"(?<![-\w])color\s{0,9}:\s{0,9}(?:white|#fff|rgba?\(\s{0,9}255)",
        rb"\scolor\s{0,9}=[\s'\"]{0,9}(?:white|#?fff)",
    ),
    b"clip": (rb"clip\s{0,9}:\s{0,9}rect\(\s{0,9}[01]", rb"clip-path\s{0,9}:\s{0,9}inset\((?:50|100)%"),
    b"scale": (rb"scale[xy3d]{0,2}\(\s{0,9}0\s{0,9}[,)]",),
    b"table-": (rb"display\s{0,9}:\s{0,9}table-(?:row|cell)",),
    b"sr-only": (rb"sr-only",),
    b"visually": (rb"visually-?hidden",),
    b"screen-reader": (rb"screen-reader",),
    b"d-none": (rb"d-none",),
    # of opacity and visibility
    b"ity": (rb"opacity" + _ZERO, rb"visibility\s{0,9}:\s{0,9}collapse"),
}
_SEARCHED = [(word, tuple(map(re.compile, patterns))) for word, patterns in _SIGNS.items()]
# Text in a line is shown as a block by the style of its own element
_AS_BLOCK = re.compile(rb"display\s{0,9}:\s{0,9}(?:block|list-item|table|flex|grid)")
_INLINE_TAG = re.compile(rb"(?:span|a|b|i|u|em|strong|font|label|small|big)\s[^<>]*\Z")
_MAX_TAG = 300
_DECLARATION = re.compile(r"(?<![\w-])([a-z-]{4,24})\s{0,9}:\s{0,9}([^;:]{1,80})")
_IMPORTANT = re.compile(r"\s{0,9}!\s{0,9}important")
_LENGTHS = ("height", "max-height", "width", "max-width")
_PROPERTIES = {"display", "visibility", "text-decoration", "text-decoration-line", "vertical-align", "font-size"}
_AWAY = ("left", "top", "margin-left", "margin-top", "text-indent")
_PROPERTIES |= {"color", "opacity", "mso-hide", "overflow", "clip", "clip-path", "transform", *_LENGTHS, *_AWAY}
_BACKGROUNDS = frozenset(("background", "background-color", "background-image"))
_PROPERTIES |= _BACKGROUNDS
_WHITE = re.compile(r"white|#f{3}(?:f{3})?|rgba?\(255, ?255, ?255.{0,9}")
_CLIPPED = re.compile(
    r"rect\([01](?:px)?[, ]{1,9}[01](?:px)?[, ]{1,9}[01](?:px)?[, ]{1,9}[01](?:px)?\)|inset\((?:50|100)%.{0,20}"
)
_NO_SCALE = re.compile(r".{0,40}scale[xy3d]{0,2}\(0[,)].{0,40}")
# Classes of widespread style sheets for what only a screen reader is to find
_USUAL_RULES = ".sr-only,.visually-hidden,.visuallyhidden,.screen-reader-text,.d-none{display:none}"
_CONDITION = r"\[[\w-]{1,40}(?:[~^$*|]?=['\"]?[^\]'\"]{0,80}['\"]?)?\]|:(?:first|last|only)-child|:nth-child\(\d{1,2}\)"
_SELECTOR = re.compile(rf"(?:([a-z][a-z0-9]{{0,20}})|\*)?((?:[.#][\w-]{{1,80}}|{_CONDITION}){{0,6}})")
_PARTS = re.compile(rf"[.#][\w-]+|{_CONDITION}")
_ATTRIBUTE = re.compile(r"\[([\w-]+)(?:([~^$*|]?=)['\"]?([^\]'\"]*)['\"]?)?\]")
# No size, or one that nobody sees
_NO_SIZE = re.compile(r"(?:0+(?:\.0*)?|\.0+)(?:px|pt|em|rem|%|cm|mm|in)?|1(?:\.0*)?(?:px|pt)")
# So far away that it is outside every window
_FAR = re.compile(r"-\d{3,6}(?:\.\d{0,3})?(?:px|pt|em|rem|%|cm)?")
# Above or below the line
_RAISING = re.compile(r"super|sub|-?[1-9]\d{0,3}(?:\.\d{1,3})?(?:px|pt|em|ex|%)")
_NO_LENGTH = re.compile(r"0+(?:\.0*)?(?:px|pt|em|rem|%|cm|mm|in)?|\.0+")
_ROWS = frozenset(("tr", "tbody", "thead", "tfoot"))
_INLINE = frozenset(("span", "a", "b", "i", "u", "em", "strong", "font", "label", "small", "big"))
_BLOCK = frozenset(("block", "list-item", "table", "flex", "grid"))
# Elements that are shown as parts of a table
_AS_TABLE = {"table-row": "tr", "table-cell": "td"}
_MAY_BE_TABLE = frozenset(("div", "span", "section", "article", "ul", "ol", "dl", "p"))
_FIELDS = frozenset(("input", "textarea", "select"))
_CELLS = frozenset(("td", "th"))
_PARAGRAPHS = frozenset(("p", "div", "li", "body", "caption", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt", "center"))
# No page's own style sheet has more rules that hide, or selectors as deep
_MAX_RULES = 100
_MAX_COMPOUNDS = 4
# A background is declared no further out
_MAX_AROUND = 12


class _Compound(NamedTuple):
    """``td.a.b#c[d]:first-child``; no name is any. ``conditions`` are attributes and places among siblings."""

    name: str
    classes: frozenset[str]
    id: str
    conditions: tuple[str, ...] = ()

    def may_match(self, element: etree._Element) -> bool:
        """Whether the element has this name, these classes and this id."""
        return (
            self.name in ("", element.tag)
            and (not self.id or (element.get("id") or "").lower() == self.id)
            and (not self.classes or self.classes.issubset((element.get("class") or "").lower().split()))
        )

    def matches(self, element: etree._Element) -> bool:
        """Whether the element has these, and meets all conditions."""
        return self.may_match(element) and all(_meets(element, condition) for condition in self.conditions)


def _meets(element: etree._Element, condition: str) -> bool:
    """Whether an element has an attribute, ``[data-x^=a]``, or its place among its siblings, ``:nth-child(2)``."""
    attribute = _ATTRIBUTE.fullmatch(condition)
    if attribute is None:
        first, last = element.getprevious() is None, element.getnext() is None
        if "nth" in condition:
            return _number_among(element) == int(condition.partition("(")[2][:-1])
        return (
            (first or "first" not in condition)
            and (last or "last" not in condition)
            and ((first and last) or "only" not in condition)
        )
    name, sign, wanted = attribute.groups()
    value = element.get(name)
    if value is None or sign is None:
        return value is not None
    value = value.lower()
    return {
        "=": value == wanted,
        "~=": wanted in value.split(),
        "^=": value.startswith(wanted),
        "$=": value.endswith(wanted),
        "*=": wanted in value,
        "|=": value.partition("-")[0] == wanted.partition("-")[0],
    }[sign]


def _number_among(element: etree._Element) -> int:
    """An element's number among its siblings, counted from 1, as far as selectors go."""
    return 1 + sum(1 for _ in islice(element.itersiblings(preceding=True), 100))


class _Rule(NamedTuple):
    """A selector as compounds, the innermost first, its specificity and what it declares."""

    compounds: tuple[_Compound, ...]
    weight: tuple[int, int, int]
    declared: _Declared

    @property
    def depends(self) -> bool:
        """Whether what is matched depends on more than an element's name, classes and id."""
        return len(self.compounds) > 1 or bool(self.compounds[0].conditions)

    def matches(self, element: etree._Element) -> bool:
        """Whether the element and some of those around it, in their order, match the compounds."""
        first, *more = self.compounds
        if not first.matches(element):
            return False
        around = element.iterancestors()
        return all(any(compound.matches(ancestor) for ancestor in around) for compound in more)


class _Unseen(NamedTuple):
    """Why the text of an element is not seen: what it inherits and may declare otherwise, and what it may not."""

    invisible: bool = False
    tiny: bool = False
    clipped: bool = False


_SEEN = _Unseen()
_STYLED = etree.XPath("//*[@style or @hidden or @class or @id or @color]")


def prune(root: etree._Element, page: bytes) -> bool:
    """Take out of the tree what a browser does not show of this page; whether its style hides anything."""
    hidden = _may_hide(page.lower()) and _Style(root).hide()
    marked = list(root.iter(*_GONE, *_RAISED))
    if b"<details" in page:
        _close(root)
    for element in marked:
        if element.tag not in _RAISED and (element.tag != "dialog" or element.get("open") is None):
            _remove(element)
    if b"<img" in page or b"<svg" in page or b"<canvas" in page or b"url(" in page or b"data-" in page:
        _show_pictures(root)
    for element in root.iter(*_NOTES):
        _mark_note(element)
    raised = [element for element in marked if element.tag in _RAISED]
    if raised:
        _lower(raised)
    return hidden


def _may_hide(page: bytes) -> bool:
    """Whether a page in small letters hides something, or shows as a block what stands in a line."""
    return any(word in page and any(sign.search(page) for sign in signs) for word, signs in _SEARCHED) or (
        b"display" in page
        and any(
            _INLINE_TAG.match(page[max(shown.start() - _MAX_TAG, 0) : shown.start()].rpartition(b"<")[2])
            for shown in _AS_BLOCK.finditer(page)
        )
    )


class _Style:
    """What the style of a page hides: its ``<style>`` blocks, and the attributes of its elements."""

    def __init__(self, root: etree._Element) -> None:
        self.rules = _rules([_USUAL_RULES, *(element.text or "" for element in root.iter("style"))])
        styled = cast("list[etree._Element]", _STYLED(root))  # noqa: SLF001 its type has no public name
        if any(not (rule.compounds[0].classes or rule.compounds[0].id) for rule in self.rules):
            styled = list(root.iter(etree.Element))
        self.elements = styled
        self.known: dict[tuple[str | None, ...], _Declared] = {}
        self.done: set[etree._Element] = set()
        self.gone: list[etree._Element] = []
        self.pale: list[etree._Element] = []
        self.unseen: list[etree._Element] = []

    def hide(self) -> bool:
        """Take out of the tree, or blank, what is hidden; whether anything is."""
        for element in self.elements:
            if element not in self.done:
                self._look(element, _SEEN)
        for element in self.unseen:
            _blank(element)
        for element in self.gone:
            _remove(element)
        for element in self.pale:
            # white text beside other text is not seen; alone it may be on a colour that another file gives
            if element.tag in _INLINE:
                element.tag = "sup"
        return bool(self.gone or self.unseen)

    def _is_on_colour(self, element: etree._Element) -> bool:
        """Whether a background is given for an element or what it is in."""
        around = (element, *islice(element.iterancestors(), _MAX_AROUND))
        return any(
            each.get("bgcolor") or each.get("background") or not _BACKGROUNDS.isdisjoint(self._declared(each))
            for each in around
        )

    def _look(self, outermost: etree._Element, around: _Unseen) -> None:
        """Note an element that is hidden, and what is in it."""
        waiting = [(outermost, around)]
        while waiting:
            element, state = waiting.pop()
            declared = self._declared(element)
            if declared:
                if _is_gone(element.tag, declared):
                    self.gone.append(element)
                    self.done.update(element.iter())
                    continue
                state = _state(declared, state)
                _rename(element, declared)
                if _WHITE.fullmatch(declared.get("color", "")) and not self._is_on_colour(element):
                    self.pale.append(element)
            if state != _SEEN:
                self.unseen.append(element)
            if state != _SEEN or element is not outermost:
                self.done.add(element)
                waiting += [(child, state) for child in element]

    def _declared(self, element: etree._Element) -> _Declared:
        """The properties of an element that count here, by the order of the cascade."""
        get = element.get
        key: tuple[str | None, ...] = (get("style"), get("hidden"), get("color"))
        if self.rules:
            key = (*key, element.tag, get("class"), get("id"))
        declared = self.known.get(key)
        if declared is None:
            found = [rule.declared for rule in self.rules if rule.matches(element)]
            shown = [] if key[1] is None else [{"display": "none"}]
            if key[2] is not None:
                shown.append({"color": key[2].strip().lower()})
            declared = _cascade([*shown, *found, _declarations((key[0] or "").lower())])
            if not any(rule.depends and rule.compounds[0].may_match(element) for rule in self.rules):
                self.known[key] = declared
        return declared


def _is_gone(name: str, declared: _Declared) -> bool:
    return (
        declared.get("display") == "none"
        or declared.get("mso-hide") == "all"
        or "line-through" in declared.get("text-decoration", "") + declared.get("text-decoration-line", "")
        or (name in _ROWS and declared.get("visibility") == "collapse")
    )


def _state(declared: _Declared, around: _Unseen) -> _Unseen:
    visibility, size = declared.get("visibility"), declared.get("font-size")
    clips = declared.get("overflow") in ("hidden", "clip") and any(
        _NO_LENGTH.fullmatch(declared.get(side, "")) for side in _LENGTHS
    )
    away = any(_FAR.fullmatch(declared.get(side, "")) for side in _AWAY)
    return _Unseen(
        around.invisible if visibility in (None, "inherit") else visibility in ("hidden", "collapse"),
        around.tiny if size in (None, "inherit") else _NO_SIZE.fullmatch(size or "") is not None,
        around.clipped
        or clips
        or away
        or declared.get("color") == "transparent"
        or _CLIPPED.fullmatch(declared.get("clip", declared.get("clip-path", ""))) is not None
        or _NO_SCALE.fullmatch(declared.get("transform", "")) is not None
        or _NO_LENGTH.fullmatch(declared.get("opacity", "")) is not None,
    )


def _rename(element: etree._Element, declared: _Declared) -> None:
    """Raised text is that of ``<sup>``; what is shown as a block is one."""
    if element.tag in _INLINE and _RAISING.match(declared.get("vertical-align", "")):
        element.tag = "sup"
    elif declared.get("display") in _AS_TABLE:
        _make_part_of_table(element, _AS_TABLE[declared["display"]])
    elif element.tag in _INLINE and declared.get("display") in _BLOCK:
        element.tag = "div"


def _make_part_of_table(element: etree._Element, tag: str) -> None:
    """What is shown as a row or a cell is one; what holds rows is their table, if they have none."""
    parent = element.getparent()
    element.tag = tag
    if tag == "tr" and parent is not None and parent.tag in _MAY_BE_TABLE:
        parent.tag = "table"


def _blank(element: etree._Element) -> None:
    """Take out an element's own text, which stands between its children too, and what it shows as a field."""
    if element.tag in _FIELDS:
        _remove(element)
        return
    element.text = None
    for child in element:
        child.tail = None


def _remove(element: etree._Element) -> None:
    """Take an element out of its tree, but not the text behind it."""
    parent = element.getparent()
    if parent is None:
        element.clear()
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _lower(raised: Iterable[etree._Element]) -> None:
    """Take out what stands raised beside other text; where it is all that a cell or paragraph has, it stays."""
    by_block: dict[etree._Element, list[etree._Element]] = {}
    for element in raised:
        by_block.setdefault(_block(element), []).append(element)
    for block, elements in by_block.items():
        if _has_more(block, set(elements)):
            for element in elements:
                _remove(element)
        elif block.tag in _CELLS:
            for element in elements:
                for node in element.iter():
                    node.text = cell_text.raised(node.text or "")


def _close(root: etree._Element) -> None:
    """Leave of what is folded in a cell only its summary; whole tables are folded to be opened."""
    for element in root.iter("details"):
        if element.get("open") is None and _block(element).tag in _CELLS:
            element.text = None
            for child in list(element):
                child.tail = None
                if child.tag != "summary":
                    element.remove(child)


_PICTURES = ("img", "svg", "canvas", "object", "embed", "picture")
_PICTURE, _LOST = "[图]", "□"
_FIGURE = re.compile(r"[\d.,+\-\s\xa0]{0,40}")
_MAX_CELL = 40


def _show_pictures(root: etree._Element) -> None:
    """Write a sign into the cells of tables whose figure, or a part of it, is a picture or is put in by a script."""
    for cell in root.iter(*_CELLS):
        written = "".join(map(str, islice(cell.itertext(), _MAX_CELL)))
        if len(written) > _MAX_CELL or not _FIGURE.fullmatch(written):
            continue
        inside = list(islice(cell.iter(), _MAX_CELL))
        if any(_is_picture(element) for element in inside):
            cell.text = _PICTURE + (cell.text or "")
        elif not written.strip() and any(_is_filled_later(element) for element in inside):
            cell.text = _LOST


def _is_picture(element: etree._Element) -> bool:
    """Whether an element is a picture, and larger than what only keeps a place."""
    sizes = (element.get("width", ""), element.get("height", ""))
    return (element.tag in _PICTURES and not any(size in ("0", "1", "1px") for size in sizes)) or "url(" in (
        element.get("style") or ""
    ).lower()


def _is_filled_later(element: etree._Element) -> bool:
    return any(str(name).startswith("data-") and str(value).strip().isdecimal() for name, value in element.items())


def _mark_note(element: etree._Element) -> None:
    """Raise digits that are set apart right behind the digits of a cell: they may be a note's number or the figure's
    last ones."""
    if not str(element.text or "").strip().isdecimal() or len(element):
        return
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    written = str((parent.text if before is None else before.tail) or "")
    if written[-1:].isdecimal() and _block(element).tag in _CELLS:
        element.text = cell_text.raised(str(element.text))


def _block(element: etree._Element) -> etree._Element:
    """The cell that an element stands in; the paragraph where it stands in no cell."""
    paragraph = None
    around = element
    for around in element.iterancestors():
        if around.tag in _CELLS:
            return around
        if paragraph is None and around.tag in _PARAGRAPHS:
            paragraph = around
    return around if paragraph is None else paragraph


def _has_more(block: etree._Element, raised: set[etree._Element]) -> bool:
    """Whether any text stands in the block and in none of these."""
    waiting = [block]
    while waiting:
        element = waiting.pop()
        if element not in raised:
            if (element.text or "").strip() or element.tag in _FIELDS:
                return True
            waiting += element
        if element is not block and (element.tail or "").strip():
            return True
    return False


def _rules(sheets: Sequence[str]) -> list[_Rule]:
    """The rules that hide and those that may undo it, the weightier later; [] where none hides."""
    found = [rule for sheet in sheets for rule in _parsed(sheet.lower())]
    counting = {name for rule in found if _hides(rule.declared) for name in rule.declared}
    counting |= _BACKGROUNDS if "color" in counting else frozenset()
    found = [rule for rule in found if counting.intersection(rule.declared)]
    return sorted(found[:_MAX_RULES], key=lambda rule: rule.weight)


def _hides(declared: _Declared) -> bool:
    plain = _cascade([declared])
    return (
        _is_gone("tr", plain)
        or _state(plain, _SEEN) != _SEEN
        or _RAISING.match(plain.get("vertical-align", "")) is not None
        or _WHITE.fullmatch(plain.get("color", "")) is not None
        or plain.get("display") in _AS_TABLE
    )


def _parsed(sheet: str) -> Iterator[_Rule]:
    for selectors, body in _blocks(sheet):
        declared = _declarations(body)
        if not declared:
            continue
        for selector in selectors.split(","):
            compounds = [_compound(part) for part in selector.replace(">", " ").split()]
            known = [compound for compound in compounds if compound is not None]
            if known and len(known) == len(compounds) <= _MAX_COMPOUNDS:
                yield _Rule(tuple(known[::-1]), _weight(known), declared)


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations, of media also where they are for any screen."""
    before, *comments = sheet.replace("<!--", " ").replace("-->", " ").split("/*")
    text = before + "".join(comment.partition("*/")[2] for comment in comments)
    depth = skipped = 0
    selectors = ""
    for part in re.split(r"(?<=[{}])", text):
        content, mark = part[:-1], part[-1:]
        if mark == "{":
            depth += 1
            selectors = content.rpartition(";")[2].strip()
            if selectors.startswith("@") and not skipped and not re.fullmatch(r"@media\s+(?:all|screen)", selectors):
                skipped = depth
        elif mark == "}":
            if selectors and not skipped and not selectors.startswith("@"):
                yield selectors, content
            selectors = ""
            skipped = 0 if depth == skipped else skipped
            depth = max(depth - 1, 0)


def _compound(text: str) -> _Compound | None:
    match = _SELECTOR.fullmatch(text)
    if match is None:
        return None
    marked = _PARTS.findall(match[2])
    ids = [mark[1:] for mark in marked if mark[0] == "#"]
    return _Compound(
        match[1] or "",
        frozenset(mark[1:] for mark in marked if mark[0] == "."),
        ids[0] if ids else "",
        tuple([mark for mark in marked if mark[0] in "[:"]),
    )


def _weight(compounds: Iterable[_Compound]) -> tuple[int, int, int]:
    ids, classes, names = zip(
        *[(bool(c.id), len(c.classes) + len(c.conditions), bool(c.name)) for c in compounds], strict=True
    )
    return sum(ids), sum(classes), sum(names)


def _declarations(style: str) -> _Declared:
    """The properties that count here, in small letters; ``!important`` stays behind a value."""
    if ":" not in style:
        return {}
    return {name: value.strip() for name, value in _DECLARATION.findall(style) if name in _PROPERTIES}


def _cascade(all_declared: Iterable[_Declared]) -> _Declared:
    """What holds of several declarations, the weightier later: what is important, then what comes last."""
    usual: dict[str, str] = {}
    important: dict[str, str] = {}
    for declared in all_declared:
        for name, value in declared.items():
            plain = _IMPORTANT.sub("", value)
            (usual if plain == value else important)[name] = plain
    return {**usual, **important}
