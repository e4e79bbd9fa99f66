"""Who is said to have received or handled what a number counts: the report's own body, or another that is named.

The reader knows words for other bodies (各乡镇, 县级部门), but no names: 瑞安市收到申请100件 in a report of 永嘉县. A
number whose nearest named subject is not the report's own body contradicts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from checks.narrative.language.vocabulary import pattern
from parsing.report import Report

_NAMED = pattern("named_subject")
_OWN = pattern("own_subject")
_UNNAMED_OTHER = pattern("unnamed_other")
_JOINT = pattern("joint_office")
_DIVISION = frozenset("省市县区州盟旗镇乡道")
_GOVERNMENT = re.compile(r"(?:人民)?政府$")
_SENTENCE_END = re.compile(r"[。！？!?]")
# How far before a number its subject may be, and how long a name is
_REACH, _LONGEST = 200, 16
# So many characters make a name; the kind of body that a name ends in is among its last
_MIN_NAME, _KIND = 2, 3


def is_of_another(report: Report, at: int) -> bool:
    """Whether the number at this offset of a report's prose is said to be another body's, or of several bodies."""
    prose = report.prose
    before = prose[max(0, at - _REACH) : at]
    before = before[max((match.end() for match in _SENTENCE_END.finditer(before)), default=0) :]
    if _JOINT.search(before):
        return True
    subject = max(_NAMED.finditer(before), key=re.Match.start, default=None)
    if subject is None or _OWN.search(before, subject.end()):
        return False
    name = _name(before, subject.start(), subject.end("kind"))
    if _OWN.search(name):
        return False
    return _UNNAMED_OTHER.search(name) is not None or _is_another(name, _own_names(report))


def _name(text: str, start: int, end: int) -> str:
    """The characters up to the end of a name that no punctuation, digit or blank parts."""
    first = start
    while first > max(0, end - _LONGEST) and "一" <= text[first - 1] <= "鿿":
        first -= 1
    return text[first:end]


def _own_names(report: Report) -> set[str]:
    """The body's name and, of a government, that of its region; none where the body is not known."""
    agency = report.agency or ""
    names = {agency, _GOVERNMENT.sub("", agency)} if report.level != "department" else {agency}
    if report.level != "department":
        names.update(report.region.path[-1:])
    return names - {""}


def _is_another(name: str, own: Collection[str]) -> bool:
    """Whether no end of a name is one of a body's own names, or what is left of one (县水利局 of 永嘉县水利局)."""
    if len(name) <= _MIN_NAME or not own:
        return False
    return not any(
        _is_short_for(name[start:], full)
        for start in range(len(name) - _MIN_NAME)
        if not start or name[start - 1] not in _DIVISION
        for full in own
    )


def _is_short_for(name: str, full: str) -> bool:
    """Whether all characters of a name are in another, in their order, and it ends in the same kind of body."""
    last = full.rfind(name[-1])
    if last < len(full) - _KIND:
        return False
    rest = iter(reversed(full[: last + 1]))
    return all(character in rest for character in reversed(name))
