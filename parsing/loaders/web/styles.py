"""What the style of a page declares: rules of its sheets that hide or raise, with the order of the cascade.

Selectors count as far as they are names, classes, ids, attributes, places among siblings, and descendants of those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from lxml import etree

Declared = Mapping[str, str]
_DECLARATION = re.compile(r"(?<![\w-])([a-z-]{4,24})\s{0,9}:\s{0,9}([^;:]{1,80})")
_IMPORTANT = re.compile(r"\s{0,9}!\s{0,9}important")
_LENGTHS = ("height", "max-height", "width", "max-width")
_PROPERTIES = {"display", "visibility", "text-decoration", "text-decoration-line", "vertical-align", "font-size"}
_AWAY = ("left", "top", "margin-left", "margin-top", "text-indent")
_PROPERTIES |= {"color", "opacity", "mso-hide", "overflow", "clip", "clip-path", "transform", *_LENGTHS, *_AWAY}
BACKGROUNDS = frozenset(("background", "background-color", "background-image"))
_PROPERTIES |= BACKGROUNDS | {"content-visibility", "-webkit-text-fill-color", "filter"}
# Boxes whose children have an order of their own, and what declares it
BOXES = frozenset(("flex", "inline-flex", "grid", "inline-grid"))
ARRANGING = frozenset(("display", "order", "flex-direction", "flex-flow", "direction"))
_PROPERTIES |= ARRANGING
WHITE = re.compile(r"white|#f{3}(?:f{3})?|rgba?\(255, ?255, ?255.{0,9}")
_CLIPPED = re.compile(
    r"rect\([01](?:px)?[, ]{1,9}[01](?:px)?[, ]{1,9}[01](?:px)?[, ]{1,9}[01](?:px)?\)|inset\((?:50|100)%.{0,20}"
)
_NO_SCALE = re.compile(r".{0,40}(?:scale[xy3d]{0,2}\(0[,)]|translate[xy3d]{0,2}\((?:0(?:px)?, ?)?-9\d{2}).{0,40}")
_NO_OPACITY = re.compile(r"opacity\(0(?:\.0{0,3})?%?\)")
_NTH = r"\d{1,2}|odd|even|\d{0,2}n(?:\+\d{1,2})?"
_CONDITION = (
    r"\[[\w-]{1,40}(?:[~^$*|]?=['\"]?[^\]'\"]{0,80}['\"]?)?\]"
    rf"|:(?:first|last|only)-(?:child|of-type)|:nth-(?:child|of-type)\((?:{_NTH})\)|:not\([.#]?[\w-]{{1,80}}\)"
)
_SELECTOR = re.compile(rf"(?:([a-z][a-z0-9]{{0,20}})|\*)?((?:[.#][\w-]{{1,80}}|{_CONDITION}){{0,6}})")
_PARTS = re.compile(rf"[.#][\w-]+|{_CONDITION}")
_ATTRIBUTE = re.compile(r"\[([\w-]+)(?:([~^$*|]?=)['\"]?([^\]'\"]*)['\"]?)?\]")
# No size, or one that nobody sees
_NO_SIZE = re.compile(r"(?:0+(?:\.0*)?|\.0+)(?:px|pt|em|rem|%|cm|mm|in)?|1(?:\.0*)?(?:px|pt)")
# So far away that it is outside every window
_FAR = re.compile(r"-\d{3,6}(?:\.\d{0,3})?(?:px|pt|em|rem|%|cm)?")
# Above or below the line
RAISING = re.compile(r"super|sub|-?[1-9]\d{0,3}(?:\.\d{1,3})?(?:px|pt|em|ex|%)")
_NO_LENGTH = re.compile(r"0+(?:\.0*)?(?:px|pt|em|rem|%|cm|mm|in)?|\.0+")
_ROWS = frozenset(("tr", "tbody", "thead", "tfoot"))
# Elements that are shown as parts of a table
AS_TABLE = {"table-row": "tr", "table-cell": "td"}
# No page's own style sheet has more rules that hide, or selectors as deep
_MAX_RULES = 100
_MAX_COMPOUNDS = 4


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
        if condition.startswith(":not"):
            inner = _compound(condition[5:-1])
            return inner is not None and not inner.matches(element)
        return _stands_among_siblings(element, condition)
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


def _stands_among_siblings(element: etree._Element, condition: str) -> bool:
    """Whether an element has this place among its siblings, or among those of its name: ``:nth-of-type(2n+1)``."""
    like = str(element.tag) if "of-type" in condition else None
    if "nth" in condition:
        return _is_nth(_number_among(element, like), condition.partition("(")[2][:-1])
    first = next(element.itersiblings(like, preceding=True), None) is None
    last = next(element.itersiblings(like), None) is None
    return (
        (first or "first" not in condition)
        and (last or "last" not in condition)
        and ((first and last) or "only" not in condition)
    )


def _is_nth(number: int, formula: str) -> bool:
    """Whether a number, counted from 1, is among those of ``2``, ``odd``, ``even``, ``3n`` or ``2n+1``."""
    step, sign, first = {"odd": "2n+1", "even": "2n"}.get(formula, formula).partition("n")
    if not sign:
        return number == int(step)
    behind, every = number - int(first or 0), int(step or 1)
    return behind >= 0 and (behind % every == 0 if every else behind == 0)


def _number_among(element: etree._Element, like: str | None) -> int:
    """An element's number among its siblings of a name, counted from 1, as far as selectors go."""
    return 1 + sum(1 for _ in islice(element.itersiblings(like, preceding=True), 100))


class StyleRule(NamedTuple):
    """A selector as compounds, the innermost first, its specificity and what it declares."""

    compounds: tuple[_Compound, ...]
    weight: tuple[int, int, int]
    declared: Declared

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


class Unseen(NamedTuple):
    """Why the text of an element is not seen: what it inherits and may declare otherwise, and what it may not."""

    invisible: bool = False
    tiny: bool = False
    clipped: bool = False


SEEN = Unseen()


def is_gone(name: str, declared: Declared) -> bool:
    """Whether an element of this name, with all that is in it, is not shown, or struck out."""
    return (
        declared.get("display") == "none"
        or declared.get("mso-hide") == "all"
        or declared.get("content-visibility") == "hidden"
        or "line-through" in declared.get("text-decoration", "") + declared.get("text-decoration-line", "")
        or (name in _ROWS and declared.get("visibility") == "collapse")
    )


def unseen_in(declared: Declared, around: Unseen) -> Unseen:
    """Why the text of an element is not seen, by what is declared for it and by what is around it."""
    visibility, size = declared.get("visibility"), declared.get("font-size")
    clips = declared.get("overflow") in ("hidden", "clip") and any(
        _NO_LENGTH.fullmatch(declared.get(side, "")) for side in _LENGTHS
    )
    away = any(_FAR.fullmatch(declared.get(side, "")) for side in _AWAY)
    return Unseen(
        around.invisible if visibility in (None, "inherit") else visibility in ("hidden", "collapse"),
        around.tiny if size in (None, "inherit") else _NO_SIZE.fullmatch(size or "") is not None,
        around.clipped
        or clips
        or away
        or "transparent" in (declared.get("color"), declared.get("-webkit-text-fill-color"))
        or _CLIPPED.fullmatch(declared.get("clip", declared.get("clip-path", ""))) is not None
        or _NO_SCALE.fullmatch(declared.get("transform", "")) is not None
        or _NO_OPACITY.fullmatch(declared.get("filter", "")) is not None
        or _NO_LENGTH.fullmatch(declared.get("opacity", "")) is not None,
    )


def rules_of(sheets: Sequence[str]) -> list[StyleRule]:
    """The rules that hide and those that may undo it, the weightier later; [] where none hides."""
    rules = [rule for sheet in sheets for rule in _parsed(sheet.lower())]
    counting = {name for rule in rules if _hides(rule.declared) for name in rule.declared}
    counting |= BACKGROUNDS if "color" in counting else frozenset()
    rules = [rule for rule in rules if counting.intersection(rule.declared)]
    return sorted(rules[:_MAX_RULES], key=lambda rule: rule.weight)


def rules_declaring(sheets: Sequence[str], names: frozenset[str]) -> list[StyleRule]:
    """The rules that declare a property of these names, the weightier later."""
    rules = [rule for sheet in sheets for rule in _parsed(sheet.lower()) if not names.isdisjoint(rule.declared)]
    return sorted(rules[:_MAX_RULES], key=lambda rule: rule.weight)


def _hides(declared: Declared) -> bool:
    plain = cascade([declared])
    return (
        is_gone("tr", plain)
        or unseen_in(plain, SEEN) != SEEN
        or RAISING.match(plain.get("vertical-align", "")) is not None
        or WHITE.fullmatch(plain.get("color", "")) is not None
        or plain.get("display") in AS_TABLE
    )


def _parsed(sheet: str) -> Iterator[StyleRule]:
    for selectors, body in blocks(sheet):
        declared = declarations(body)
        if not declared:
            continue
        for selector in selectors.split(","):
            compounds = [_compound(part) for part in selector.replace(">", " ").split()]
            known = [compound for compound in compounds if compound is not None]
            if known and len(known) == len(compounds) <= _MAX_COMPOUNDS:
                yield StyleRule(tuple(known[::-1]), _weight(known), declared)


def blocks(sheet: str) -> Iterator[tuple[str, str]]:
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


def declarations(style: str) -> Declared:
    """The properties that count here, in small letters; ``!important`` stays behind a value."""
    if ":" not in style:
        return {}
    return {name: value.strip() for name, value in _DECLARATION.findall(style) if name in _PROPERTIES}


def cascade(all_declared: Iterable[Declared]) -> Declared:
    """What holds of several declarations, the weightier later: what is important, then what comes last."""
    usual: dict[str, str] = {}
    important: dict[str, str] = {}
    for declared in all_declared:
        for name, value in declared.items():
            plain = _IMPORTANT.sub("", value)
            (usual if plain == value else important)[name] = plain
    return {**usual, **important}
