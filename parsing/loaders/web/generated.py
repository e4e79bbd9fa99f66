"""What a page's style writes or draws into cells: digits by ``content``, parts of a picture, text turned round.

What is written in plain digits is put into the tree, as a browser shows it; of what is drawn a sign stays in the cell,
for nobody knows what it shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from lxml import etree

from parsing.loaders.web.styles import blocks

# .n5::before { content: "5" }, also as "\\35"; td::after { content: attr(data-n) }
_CONTENT = re.compile(r"content\s{0,9}:\s{0,9}(?:\"([^\"]{1,60})\"|'([^']{1,60})'|attr\(([\w-]{1,60})\))")
_SELECTOR = re.compile(r"([a-z]{0,10})((?:\.[\w-]{1,60}){0,3})::?(before|after)")
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6})\s?")
_SHOWN = re.compile(r"[0-9.,]{1,20}")
# An empty element with a class is a picture where it is one that marks text, or where its class counts: <i class="d-5">
_EMPTY = re.compile(
    rb"<(?:(?:i|em|b|u|s|var)\s[^<>]{0,99}class\s{0,3}=[^<>]{1,99}"
    rb"|(?:span|font|label)\s[^<>]{0,99}class\s{0,3}=[^<>]{0,99}\d['\"]?\s{0,3})><",
    re.IGNORECASE,
)
_MARKING = frozenset(("i", "em", "b", "u", "s", "var"))
_COUNTING = re.compile(r"\d\Z")
_TURNED = re.compile(r"unicode-bidi\s{0,9}:\s{0,9}(?:bidi-override|isolate-override)")
_RIGHT_TO_LEFT = re.compile(r"direction\s{0,9}:\s{0,9}rtl")
_FORMATTED = frozenset(("span", "b", "font", "strong", "em", "i"))
# No page has more rules of this kind
_MAX_RULES = 300


class _Written(NamedTuple):
    """What is written before or behind the elements of a name (any for "") with these classes: a text, or
    what an attribute holds."""

    name: str
    classes: frozenset[str]
    before: bool
    text: str
    attribute: str


def has_signs(page: bytes) -> bool:
    """Whether elements of a page in small letters, of its tags with the text behind them, may have glyphs that no text
    has."""
    if b"class" not in page:
        return False
    tags = [tag for tag in page.split(b"<") if b"class" in tag]
    return any(_EMPTY.match(b"<" + tag + b"<") for tag in tags)


def write(root: etree._Element, page: bytes) -> None:
    """Put into the tree what its style sheets write into cells, and turn round what is shown from right to left."""
    if b"content" in page and (b":before" in page or b":after" in page):
        rules = list(islice(_rules(element.text or "" for element in root.iter("style")), _MAX_RULES))
        for element in root.iter(etree.Element) if rules else ():
            _write_into(element, rules)
    if b"<bdo" in page or b"-override" in page:
        for element in root.iter("bdo", *_FORMATTED):
            if element.text and not len(element) and _is_turned(element):
                element.text = element.text[::-1]


def is_drawn(element: etree._Element) -> bool:
    """Whether an element without text shows a glyph that its class gives it."""
    if len(element) or (element.text or "").strip() or not element.get("class"):
        return False
    return element.tag in _MARKING or (
        element.tag in ("span", "font", "label") and _COUNTING.search(element.get("class") or "") is not None
    )


def _rules(sheets: Iterable[str]) -> Iterator[_Written]:
    for sheet in sheets:
        for selectors, body in blocks(sheet.lower()):
            content = _CONTENT.search(body) if ":before" in selectors or ":after" in selectors else None
            if content is None:
                continue
            text = _ESCAPE.sub(lambda escape: chr(min(int(escape[1], 16), 0xFFFF)), content[1] or content[2] or "")
            if not content[3] and not _SHOWN.fullmatch(text):
                continue
            for selector in selectors.split(","):
                match = _SELECTOR.fullmatch(selector.split()[-1]) if selector.strip() else None
                if match and (match[1] or match[2]):
                    classes = frozenset(match[2].split(".")) - {""}
                    yield _Written(match[1], classes, match[3] == "before", text, content[3] or "")


def _write_into(element: etree._Element, rules: Iterable[_Written]) -> None:
    own = (element.get("class") or "").lower().split()
    for rule in rules:
        if rule.name in ("", element.tag) and rule.classes.issubset(own):
            text = (element.get(rule.attribute) or "") if rule.attribute else rule.text
            if not _SHOWN.fullmatch(text):
                continue
            if rule.before:
                element.text = text + (element.text or "")
            elif len(element):
                element[-1].tail = (element[-1].tail or "") + text
            else:
                element.text = (element.text or "") + text


def _is_turned(element: etree._Element) -> bool:
    style = (element.get("style") or "").lower()
    right_to_left = (element.get("dir") or "").lower() == "rtl" or _RIGHT_TO_LEFT.search(style) is not None
    return right_to_left and (element.tag == "bdo" or _TURNED.search(style) is not None)
