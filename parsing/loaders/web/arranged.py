"""The order in which a page's style shows boxes and columns, where it is another one than the source's: ``order`` and
``row-reverse`` of flexible boxes, and tables whose columns go from right to left.

The tree is put into the order that is seen, before it is read. What a linked style sheet makes of a box is not known:
there ``order`` is taken to be meant.
"""

from __future__ import annotations

import re

from lxml import etree

from parsing.loaders.web.styles import ARRANGING, BOXES, Declared, StyleRule, cascade, declarations, rules_declaring

# Each begins with its word: words are found fastest
_SIGNS = (
    (b"order", re.compile(rb"order(?<![-\w]order)\s{0,9}:")),
    (b"-reverse", re.compile(rb"-reverse")),
    (b"rtl", re.compile(rb"rtl(?<=[\s:='\"]rtl)")),
)
_NUMBER = re.compile(r"-?\d{1,6}")
_FLEXIBLE = frozenset(("flex", "inline-flex"))


def arrange(root: etree._Element, page: bytes) -> None:
    """Put the elements of a tree into the order in which this page, in small letters, shows them."""
    if any(word in page and sign.search(page) for word, sign in _SIGNS):
        _Arrangement(root).apply(root)


class _Arrangement:
    """What is declared of order in a page's sheets and its elements."""

    def __init__(self, root: etree._Element) -> None:
        self.rules: list[StyleRule] = rules_declaring([element.text or "" for element in root.iter("style")], ARRANGING)
        self.known: dict[tuple[str | None, ...], Declared] = {}
        self.is_linked = any("stylesheet" in (link.get("rel") or "").lower() for link in root.iter("link"))

    def apply(self, root: etree._Element) -> None:
        """Arrange the children of every element, the outermost first."""
        waiting = [(root, False)]
        while waiting:
            element, from_right = waiting.pop()
            declared = self._declared(element)
            direction = declared.get("direction") or (element.get("dir") or "").lower()
            from_right = direction == "rtl" if direction in ("rtl", "ltr") else from_right
            if len(element) > 1:
                self._arrange(element, declared, from_right=from_right)
            waiting += [(child, from_right) for child in element if isinstance(child.tag, str)]

    def _arrange(self, element: etree._Element, declared: Declared, *, from_right: bool) -> None:
        children = list(element)
        display = declared.get("display")
        flow = f"{declared.get('flex-direction', '')} {declared.get('flex-flow', '')}"
        is_row = element.tag == "tr" or display == "table-row" or (display in _FLEXIBLE and "column" not in flow)
        arranged = children
        if display in BOXES or (display is None and self.is_linked):
            arranged = sorted(children, key=self._order)
        # each of the two turns a row round
        if (display in _FLEXIBLE and "-reverse" in flow) != (from_right and is_row):
            arranged = arranged[::-1]
        if arranged is not children:
            for child in arranged:
                element.append(child)

    def _order(self, element: etree._Element) -> int:
        if not isinstance(element.tag, str):
            return 0
        order = self._declared(element).get("order", "")
        return int(order) if _NUMBER.fullmatch(order) else 0

    def _declared(self, element: etree._Element) -> Declared:
        get = element.get
        key = (str(element.tag), get("style"), get("class"), get("id"))
        declared = self.known.get(key)
        if declared is None:
            matching = [rule.declared for rule in self.rules if rule.matches(element)]
            declared = cascade([*matching, declarations((key[1] or "").lower())])
            if not any(rule.depends and rule.compounds[0].may_match(element) for rule in self.rules):
                self.known[key] = declared
        return declared
