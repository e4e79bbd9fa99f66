"""What a browser shows of a page: everything else is taken out of its tree before the page is read.

Hidden are whole elements (``display: none``, ``<template>``, struck-out text), or their text alone, whose place stays
blank (``visibility: hidden``, ``font-size: 0``). Raised and lowered text is the number of a note, and no digit of the
figure beside it. Which selectors in ``<style>`` count: ``styles``.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import cast

from lxml import etree

from parsing.loaders.web.arranged import arrange
from parsing.loaders.web.cells import FIELDS, close, lower, mark_note, show_pictures, sign_drawn, take_out
from parsing.loaders.web.generated import has_signs, write
from parsing.loaders.web.styles import (
    AS_TABLE,
    BACKGROUNDS,
    BOXES,
    RAISING,
    SEEN,
    WHITE,
    Declared,
    Unseen,
    cascade,
    declarations,
    is_gone,
    rules_of,
    unseen_in,
)

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
# What may write or draw a cell's figure, which the page's text does not have
_WRITING, _DRAWN = ("script",), ("noscript", "progress", "meter")
_RAISED = ("sup", "sub")
# What may hold the number of a note
_NOTES = ("small", "a")
# A page that hides more has one of the words in it, and there what is searched for; words are found fastest
_NOTHING = rb"0(?!\.?[0-9]{0,3}[1-9])|\.0"
_ZERO = rb"\s{0,9}:\s{0,9}(?:" + _NOTHING + rb")"
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
    b"font-size": (rb"font-size\s{0,9}:\s{0,9}(?:" + _NOTHING + rb"|1(?:\.0{0,3})?p)",),
    b"-9": (rb"(?:left|top|indent)\s{0,9}:\s{0,9}-9\d{2}",),
    b"transparent": (rb"(?<![-\w])(?:-webkit-text-fill-)?color\s{0,9}:\s{0,9}transparent",),
    # white text
    b"color": (
        rb"(?<![-\w])color\s{0,9}:\s{0,9}(?:white|#fff|rgba?\(\s{0,9}255)",
        rb"\scolor\s{0,9}=[\s'\"]{0,9}(?:white|#?fff)",
    ),
    b"clip": (rb"clip\s{0,9}:\s{0,9}rect\(\s{0,9}[01]", rb"clip-path\s{0,9}:\s{0,9}inset\((?:50|100)%"),
    b"scale": (rb"scale[xy3d]{0,2}\(\s{0,9}0\s{0,9}[,)]",),
    b"table-": (rb"display\s{0,9}:\s{0,9}table-(?:row|cell)",),
    b"flex": (rb"style\s{0,9}=[^<>]{0,99}display\s{0,9}:\s{0,9}(?:inline-)?flex",),
    b"grid": (rb"style\s{0,9}=[^<>]{0,99}display\s{0,9}:\s{0,9}(?:inline-)?grid",),
    b"sr-only": (rb"sr-only",),
    b"visually": (rb"visually-?hidden",),
    b"screen-reader": (rb"screen-reader",),
    b"d-none": (rb"d-none",),
    b"hidden": (rb"class\s{0,3}=[^<>=]{0,99}[\s'\"=]hidden[\s'\">]",),
    # of opacity and visibility
    b"ity": (
        rb"opacity(?:\s{0,9}:\s{0,9}|\(\s{0,9})(?:" + _NOTHING + rb")",
        rb"visibility\s{0,9}:\s{0,9}(?:collapse|hidden)",
    ),
    b"translate": (rb"translate[xy3d]{0,2}\(\s{0,9}(?:0[px]{0,2}\s{0,9},\s{0,9})?-9\d{2}",),
}
_SEARCHED = [(word, tuple(map(re.compile, patterns))) for word, patterns in _SIGNS.items()]
# What may be in a cell in place of its figure
_PICTURED = (b"<img", b"<svg", b"<canvas", b"url(", b"data-")
# Text in a line is shown as a block by the style of its own element
_AS_BLOCK = re.compile(rb"display\s{0,9}:\s{0,9}(?:block|list-item|table|flex|grid)")
_INLINE_TAG = re.compile(rb"(?:span|a|b|i|u|em|strong|font|label|small|big)\s[^<>]*\Z")
_MAX_TAG = 300
# No sign is written in other characters, which are most of a page
_NOT_ASCII = bytes(range(128, 256))
# No page has more tags that are worth the memory of being distinguished
_MOST_TAGS = 100_000
# Classes of widespread style sheets for what only a screen reader is to find
_USUAL_RULES = ".sr-only,.visually-hidden,.visuallyhidden,.screen-reader-text,.d-none,.hidden{display:none}"
_INLINE = frozenset(("span", "a", "b", "i", "u", "em", "strong", "font", "label", "small", "big"))
_BLOCK = frozenset(("block", "list-item", "table", "flex", "grid"))
# Parts of a table by the role that they have for a screen reader
_ROLES = {"row": "tr", "cell": "td", "gridcell": "td", "columnheader": "td", "rowheader": "td"}
_WITH_ROLE = etree.XPath("//*[@role]")
_MAY_BE_TABLE = frozenset(("div", "span", "section", "article", "ul", "ol", "dl", "p"))
# A background is declared no further out
_MAX_AROUND = 12
_STYLED = etree.XPath("//*[@style or @hidden or @class or @id or @color]")


def prune(root: etree._Element, page: bytes) -> bool:
    """Take out of the tree what a browser does not show of this page; whether its style hides anything."""
    # tags, attributes and styles may be in capitals
    page = page.lower()
    if b"role" in page:
        _as_table(root)
    hidden = False
    arrange(root, page)
    if _is_styled(page):
        page = _distinct(page)
        hidden = _may_hide(page.translate(None, _NOT_ASCII)) and _Style(root).hide()
    marked = list(root.iter(*_GONE, *_RAISED, *_NOTES, *_WRITING))
    sign_drawn([element for element in marked if element.tag in _WRITING or element.tag in _DRAWN])
    if b"<details" in page:
        close(root)
    for element in marked:
        if element.tag in _GONE and (element.tag != "dialog" or element.get("open") is None):
            take_out(element)
    write(root, page)
    if any(sign in page for sign in _PICTURED) or has_signs(page):
        show_pictures(root)
    for element in marked:
        if element.tag in _NOTES:
            mark_note(element)
    raised = [element for element in marked if element.tag in _RAISED]
    if raised:
        lower(raised)
    return hidden


def _is_styled(page: bytes) -> bool:
    """Whether a page in small letters has a style sheet, or elements with a style, a class or another attribute of
    those that hide."""
    return any(word in page for word in (b"style", b"class", b"hid", b"color"))


def _distinct(page: bytes) -> bytes:
    """The tags of a page, each with the text behind it, once: an editor writes the same ones hundreds of times, and
    what is searched for is within one of them."""
    return b"<" + b"<".join(set(page.split(b"<", _MOST_TAGS)))


def _may_hide(page: bytes) -> bool:
    """Whether a page in small letters hides something, or shows as a block what is in a line."""
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
        self.rules = rules_of([_USUAL_RULES, *(element.text or "" for element in root.iter("style"))])
        styled = cast("list[etree._Element]", _STYLED(root))  # noqa: SLF001 its type has no public name
        if any(not (rule.compounds[0].classes or rule.compounds[0].id) for rule in self.rules):
            styled = list(root.iter(etree.Element))
        self.elements = styled
        self.known: dict[tuple[str | None, ...], Declared] = {}
        self.done: set[etree._Element] = set()
        self.gone: list[etree._Element] = []
        self.pale: list[etree._Element] = []
        self.unseen: list[etree._Element] = []

    def hide(self) -> bool:
        """Take out of the tree, or blank, what is hidden; whether anything is."""
        for element in self.elements:
            if element not in self.done:
                self._look(element, SEEN)
        for element in self.unseen:
            _blank(element)
        for element in self.gone:
            take_out(element)
        for element in self.pale:
            # white text beside other text is not seen; alone it may be on a colour that another file gives
            if element.tag in _INLINE:
                element.tag = "sup"
        return bool(self.gone or self.unseen)

    def _is_on_colour(self, element: etree._Element) -> bool:
        """Whether a background other than white is given for an element or what it is in."""
        around = (element, *islice(element.iterancestors(), _MAX_AROUND))
        return any(self._has_ground(each) for each in around)

    def _has_ground(self, element: etree._Element) -> bool:
        """Whether a background other than white is given for an element."""
        declared = self._declared(element)
        given = [element.get("bgcolor"), element.get("background"), *map(declared.get, BACKGROUNDS)]
        return any(ground and not WHITE.fullmatch(ground.strip().lower()) for ground in given)

    def _look(self, outermost: etree._Element, around: Unseen) -> None:
        """Note an element that is hidden, and what is in it."""
        waiting = [(outermost, around)]
        while waiting:
            element, state = waiting.pop()
            declared = self._declared(element)
            if declared:
                if is_gone(element.tag, declared):
                    self.gone.append(element)
                    self.done.update(element.iter())
                    continue
                state = unseen_in(declared, state)
                _rename(element, declared)
                if WHITE.fullmatch(declared.get("color", "")) and not self._is_on_colour(element):
                    self.pale.append(element)
            if state != SEEN:
                self.unseen.append(element)
            if state != SEEN or element is not outermost:
                self.done.add(element)
                waiting += [(child, state) for child in element]

    def _declared(self, element: etree._Element) -> Declared:
        """The properties of an element that count here, by the order of the cascade."""
        get = element.get
        key: tuple[str | None, ...] = (get("style"), get("hidden"), get("color"))
        if self.rules:
            key = (*key, element.tag, get("class"), get("id"))
        declared = self.known.get(key)
        if declared is None:
            matching = [rule.declared for rule in self.rules if rule.matches(element)]
            shown = [] if key[1] is None else [{"display": "none"}]
            if key[2] is not None:
                shown.append({"color": key[2].strip().lower()})
            declared = cascade([*shown, *matching, declarations((key[0] or "").lower())])
            if not any(rule.depends and rule.compounds[0].may_match(element) for rule in self.rules):
                self.known[key] = declared
        return declared


def _rename(element: etree._Element, declared: Declared) -> None:
    """Raised text is that of ``<sup>``; what is shown as a block is one."""
    if element.tag in _INLINE and RAISING.match(declared.get("vertical-align", "")):
        element.tag = "sup"
    elif declared.get("display") in AS_TABLE:
        _make_part_of_table(element, AS_TABLE[declared["display"]])
    elif element.tag in _INLINE and declared.get("display") in _BLOCK:
        element.tag = "div"
    if declared.get("display") in BOXES:
        for child in element.iterchildren(*_INLINE):
            child.tag = "div"


def _as_table(root: etree._Element) -> None:
    """What screen readers read as rows and cells of a table is written as such."""
    for element in cast("list[etree._Element]", _WITH_ROLE(root)):  # noqa: SLF001 its type has no public name
        tag = _ROLES.get((element.get("role") or "").strip().lower())
        if tag and element.tag in _MAY_BE_TABLE:
            _make_part_of_table(element, tag)


def _make_part_of_table(element: etree._Element, tag: str) -> None:
    """What is shown as a row or a cell is one; what holds rows is their table, if they have none."""
    parent = element.getparent()
    element.tag = tag
    if tag == "tr" and parent is not None and parent.tag in _MAY_BE_TABLE:
        parent.tag = "table"


def _blank(element: etree._Element) -> None:
    """Take out an element's own text, which is between its children too, and what it shows as a field."""
    if element.tag in FIELDS:
        take_out(element)
        return
    element.text = None
    for child in element:
        child.tail = None
