"""What beside its text a cell of a page shows: pictures, notes, raised digits, what is folded or put in by a script."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from lxml import etree

from parsing.loaders import cell_text
from parsing.loaders.web.generated import is_drawn

FIELDS = frozenset(("input", "textarea", "select"))
_CELLS = frozenset(("td", "th"))
_PARAGRAPHS = frozenset(("p", "div", "li", "body", "caption", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt", "center"))


def take_out(element: etree._Element) -> None:
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


def lower(raised: Iterable[etree._Element]) -> None:
    """Take out what is raised beside other text; where it is all that a cell or paragraph has, it stays."""
    by_block: dict[etree._Element, list[etree._Element]] = {}
    for element in raised:
        by_block.setdefault(_block(element), []).append(element)
    for block, elements in by_block.items():
        if _has_more(block, set(elements)):
            for element in elements:
                take_out(element)
        elif block.tag in _CELLS:
            for element in elements:
                for node in element.iter():
                    node.text = cell_text.raised(node.text or "")


def close(root: etree._Element) -> None:
    """Leave of what is folded in a cell only its summary; whole tables are folded to be opened."""
    for element in root.iter("details"):
        if element.get("open") is None and _block(element).tag in _CELLS:
            element.text = None
            for child in list(element):
                child.tail = None
                if child.tag != "summary":
                    element.remove(child)


_PICTURES = ("img", "svg", "canvas", "object", "embed", "picture")
_LOST = "□"
_FIGURE = re.compile(r"[\d.,+\-\s\xa0]{0,40}")
_MAX_CELL = 40


def show_pictures(root: etree._Element) -> None:
    """Write a sign into the cells of tables whose figure, or a part of it, is a picture or is put in by a script."""
    for cell in root.iter(*_CELLS):
        written = "".join(map(str, islice(cell.itertext(), _MAX_CELL)))
        if len(written) > _MAX_CELL or not _FIGURE.fullmatch(written):
            continue
        inside = list(islice(cell.iter(), _MAX_CELL))
        if any(_is_picture(element) or is_drawn(element) for element in inside):
            cell.text = cell_text.PICTURE + (cell.text or "")
        elif not written.strip() and any(_is_filled_later(element) for element in inside):
            cell.text = _LOST


def _is_picture(element: etree._Element) -> bool:
    """Whether an element is a picture, and larger than what only keeps a place."""
    sizes = (element.get("width", ""), element.get("height", ""))
    return (element.tag in _PICTURES and not any(size in ("0", "1", "1px") for size in sizes)) or "url(" in (
        element.get("style") or ""
    ).lower()


def sign_drawn(elements: Iterable[etree._Element]) -> None:
    """Write a sign into the cells of tables that have nothing but a script, or an element that draws a figure."""
    drawn = set(elements)
    for element in drawn:
        parent = element.getparent()
        if parent is None or parent.tag in ("head", "body"):
            continue
        cell = _block(element)
        if cell.tag in _CELLS and not _has_more(cell, drawn):
            cell.text = _LOST


def _is_filled_later(element: etree._Element) -> bool:
    return any(str(name).startswith("data-") and str(value).strip().isdecimal() for name, value in element.items())


def mark_note(element: etree._Element) -> None:
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
    """The cell that an element is in; the paragraph where it is in no cell."""
    paragraph = None
    around = element
    for around in element.iterancestors():
        if around.tag in _CELLS:
            return around
        if paragraph is None and around.tag in _PARAGRAPHS:
            paragraph = around
    return around if paragraph is None else paragraph


def _has_more(block: etree._Element, raised: set[etree._Element]) -> bool:
    """Whether there is any text in the block and in none of these."""
    waiting = [block]
    while waiting:
        element = waiting.pop()
        if element not in raised:
            if (element.text or "").strip() or element.tag in FIELDS:
                return True
            waiting += element
        if element is not block and (element.tail or "").strip():
            return True
    return False
