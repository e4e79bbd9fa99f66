"""Whether what is around the form's tables bears on them: by a figure, a label, another year, or a unit."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from parsing.document import Line
from parsing.tables.heads import states_unit
from parsing.tables.lines import LONG, labels_in, split
from parsing.tables.years import opens_other_report, speaks_of_others
from parsing.wording.labels import column_keys, column_names, head_keys, key, label_keys
from parsing.wording.values import Kind, kind

# Heads of columns in which no figures are
ASIDES = frozenset({"备注", "说明", "备 注", "说 明", "备注说明"})
# No shorter text is a column's label abridged
_SHORTEST = 3
# What a line that is no single text has in it
_BLANK, _COLON = " ", "："


def bears_on_tables(lines: Iterable[Line], year: int | None, *, above: bool) -> bool:
    """Whether any of these lines, which are in none of the form's tables, does: in a report of this year, where rows
    of the form are ``above`` them."""
    return any(not _is_apart(line, year, above=above) for line in lines)


def _is_apart(line: Line, year: int | None, *, above: bool) -> bool:
    """Whether a line has nothing but texts, none of them a label of the form, a unit, or of another year or body."""
    if len(line.texts) > 1:
        texts = line.texts
        return all(kind(text) is Kind.TEXT and len(text) <= LONG for text in texts) and _say_nothing(texts, year, above)
    (text,) = line.texts
    if kind(text) is not Kind.TEXT:
        return False
    if (_BLANK in text or _COLON in text or text[-1].isdigit()) and len(split(line)) > 1:
        return False
    return _say_nothing([text] if len(text) <= LONG else [label.text for label in labels_in(line.only)], year, above)


def _say_nothing(texts: Iterable[str], year: int | None, above: bool) -> bool:  # noqa: FBT001
    for text in texts:
        if "\n" in text or text in ASIDES or states_unit(text) or _names_any(text):
            return False
        if year is not None and (speaks_of_others(text, year) or (above and opens_other_report(text, year))):
            return False
    return True


def _names_any(text: str) -> bool:
    """Whether a text or a word of it is a label of the form, or may be a part of a column's."""
    name = key(text)
    if name in _names() or (_SHORTEST <= len(name) < _longest() and _letters().issuperset(name)):
        return True
    return _BLANK in text and any(key(word) in _names() for word in text.split())


@cache
def _names() -> frozenset[str]:
    return label_keys() | head_keys() | frozenset(column_names())


@cache
def _longest() -> int:
    return max(map(len, column_keys()))


@cache
def _letters() -> frozenset[str]:
    """All characters of the columns' labels."""
    return frozenset("".join(column_keys()))
