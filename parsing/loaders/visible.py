"""What a browser shows of a page: everything else is taken out of its tree before the page is read.

Hidden are whole elements (``display: none``, ``<template>``, struck-out text), or their text alone, whose place stays
blank (``visibility: hidden``, ``font-size: 0``). Raised and lowered text is the number of a note, and no digit of the
figure beside it. Selectors in ``<style>`` count as far as they are names, classes, ids and descendants of those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    "canvas",
    "dialog",
)
_RAISED = ("sup", "sub")
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
    b"vertical-align": (rb"vertical-align\s{0,9}:\s{0,9}su[pb]",),
    b"font-size": (rb"font-size" + _ZERO, rb"font-size\s{0,9}:\s{0,9}1(?:\.0{0,3})?p"),
    b"-9": (rb"(?:left|top|indent)\s{0,9}:\s{0,9}-9\d{2}",),
    b"transparent": (rb"(?<![-\w])color\s{0,9}:\s{0,9}transparent",),
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
_PROPERTIES |= {"color", "opacity", "mso-hide", "overflow", *_LENGTHS, *_AWAY}
_SELECTOR = re.compile(r"(?:([a-z][a-z0-9]{0,20})|\*)?((?:[.#][\w-]{1,80}){0,6})")
# No size, or one that nobody sees
_NO_SIZE = re.compile(r"(?:0+(?:\.0*)?|\.0+)(?:px|pt|em|rem|%|cm|mm|in)?|1(?:\.0*)?(?:px|pt)")
# So far away that it is outside every window
_FAR = re.compile(r"-\d{3,6}(?:\.\d{0,3})?(?:px|pt|em|rem|%|cm)?")
_NO_LENGTH = re.compile(r"0+(?:\.0*)?(?:px|pt|em|rem|%|cm|mm|in)?|\.0+")
_ROWS = frozenset(("tr", "tbody", "thead", "tfoot"))
_INLINE = frozenset(("span", "a", "b", "i", "u", "em", "strong", "font", "label", "small", "big"))
_BLOCK = frozenset(("block", "list-item", "table", "flex", "grid"))
_FIELDS = frozenset(("input", "textarea", "select"))
_CELLS = frozenset(("td", "th"))
_PARAGRAPHS = frozenset(("p", "div", "li", "body", "caption", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt", "center"))
# No page's own style sheet has more rules that hide, or selectors as deep
_MAX_RULES = 100
_MAX_COMPOUNDS = 4


class _Compound(NamedTuple):
    """``td.a.b#c``; no name is any."""

    name: str
    classes: frozenset[str]
    id: str

    def matches(self, element: etree._Element) -> bool:
        """Whether the element has this name, these classes and this id."""
        return (
            self.name in ("", element.tag)
            and (not self.id or (element.get("id") or "").lower() == self.id)
            and (not self.classes or self.classes.issubset((element.get("class") or "").lower().split()))
        )


class _Rule(NamedTuple):
    """A selector as compounds, the innermost first, its specificity and what it declares."""

    compounds: tuple[_Compound, ...]
    weight: tuple[int, int, int]
    declared: _Declared

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
_STYLED = etree.XPath("//*[@style or @hidden or @class or @id]")


def prune(root: etree._Element, page: bytes) -> bool:
    """Take out of the tree what a browser does not show of this page; whether its style hides anything."""
    hidden = _may_hide(page.lower()) and _Style(root).hide()
    marked = list(root.iter(*_GONE, *_RAISED))
    for element in marked:
        if element.tag not in _RAISED and (element.tag != "dialog" or element.get("open") is None):
            _remove(element)
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
        self.rules = _rules([element.text or "" for element in root.iter("style")])
        styled = cast("list[etree._Element]", _STYLED(root))  # noqa: SLF001 its type has no public name
        if any(not (rule.compounds[0].classes or rule.compounds[0].id) for rule in self.rules):
            styled = list(root.iter(etree.Element))
        self.elements = styled
        self.known: dict[tuple[str | None, ...], _Declared] = {}
        self.done: set[etree._Element] = set()
        self.gone: list[etree._Element] = []
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
        return bool(self.gone or self.unseen)

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
            if state != _SEEN:
                self.unseen.append(element)
            if state != _SEEN or element is not outermost:
                self.done.add(element)
                waiting += [(child, state) for child in element]

    def _declared(self, element: etree._Element) -> _Declared:
        """The properties of an element that count here, by the order of the cascade."""
        get = element.get
        key: tuple[str | None, ...] = (get("style"), get("hidden"))
        if self.rules:
            key = (*key, element.tag, get("class"), get("id"))
        declared = self.known.get(key)
        if declared is None:
            found = [rule.declared for rule in self.rules if rule.matches(element)]
            shown = [] if key[1] is None else [{"display": "none"}]
            declared = _cascade([*shown, *found, _declarations((key[0] or "").lower())])
            if not any(len(rule.compounds) > 1 and rule.compounds[0].matches(element) for rule in self.rules):
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
        or _NO_LENGTH.fullmatch(declared.get("opacity", "")) is not None,
    )


def _rename(element: etree._Element, declared: _Declared) -> None:
    """Raised text is that of ``<sup>``; what is shown as a block is one."""
    if declared.get("vertical-align", "").startswith(("super", "sub")) and element.tag in _INLINE:
        element.tag = "sup"
    elif element.tag in _INLINE and declared.get("display") in _BLOCK:
        element.tag = "div"


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
    found = [rule for rule in found if counting.intersection(rule.declared)]
    return sorted(found[:_MAX_RULES], key=lambda rule: rule.weight)


def _hides(declared: _Declared) -> bool:
    plain = _cascade([declared])
    return (
        _is_gone("tr", plain)
        or _state(plain, _SEEN) != _SEEN
        or plain.get("vertical-align", "").startswith(("super", "sub"))
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
    marked = re.findall(r"[.#][\w-]+", match[2])
    ids = [mark[1:] for mark in marked if mark[0] == "#"]
    return _Compound(match[1] or "", frozenset(mark[1:] for mark in marked if mark[0] == "."), ids[0] if ids else "")


def _weight(compounds: Iterable[_Compound]) -> tuple[int, int, int]:
    ids, classes, names = zip(*[(bool(c.id), len(c.classes), bool(c.name)) for c in compounds], strict=True)
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
