"""The form's labels as reports print them: with and without their number, their group's label and their explanation."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from parsing.form import DATA, Row, table, tables
from parsing.wording.remembered import of_wording

_NON_WORD = re.compile(r"[\W_]+")
# What the ways to print a row's label are worth as evidence of the row
WHOLE = 1.0
SHORT = 0.95
NUMBERED_OTHERWISE = 0.9
GROUP_ONLY = 0.55
_RESULTS = "三本年度办理结果"
# Heads above several columns
_GROUPS = frozenset({"申请人情况", "法人或其他组织", "行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉"})
# The explanation in brackets behind a label: 部分公开（区分处理的，只计这一情形，不计其他情形）
_EXPLANATION = re.compile(r"[（(][^（()）]*[)）]\Z")
_NUMBER = re.compile(r"\A(?:[一二三四五六七八九十]{1,2}|\d{1,2})")
# A shorter label without its number (其他, 总计) is a column's as well
_MIN_BARE = 4


@of_wording
def key(text: str) -> str:
    """A label without blanks and punctuation: ``（三） 不予公开`` → ``三不予公开``."""
    return _NON_WORD.sub("", text)


class Labels(NamedTuple):
    """Every way the labels of a table's rows may be printed: rows and worth by ``key``, and the same as lists."""

    exact: dict[str, list[tuple[int, float]]]
    bare: dict[str, list[tuple[int, float]]]
    keys: list[str]
    rows: list[int]
    worth: list[float]


def bare(printed: str) -> str:
    """A label's key without its number: ``二部分公开`` → ``部分公开``."""
    return _NUMBER.sub("", printed)


def ordinal(printed: str) -> str:
    """The number that a label's key begins with, "" for none."""
    match = _NUMBER.match(printed)
    return match[0] if match else ""


@cache
def labels(edition: str, table_id: str) -> Labels:
    """Of one table in one edition."""
    of_form = Labels({}, {}, [], [], [])
    seen_groups: set[str] = set()
    for index, row in enumerate(table(edition, table_id).rows):
        for text, value in _variants(row, seen_groups).items():
            of_form.exact.setdefault(text, []).append((index, value))
            of_form.keys.append(text)
            of_form.rows.append(index)
            of_form.worth.append(value)
        for text in {bare(key(row.label)), bare(key(_EXPLANATION.sub("", row.label)))}:
            if len(text) >= _MIN_BARE:
                of_form.bare.setdefault(text, []).append((index, NUMBERED_OTHERWISE))
    return of_form


def _variants(row: Row, seen_groups: set[str]) -> dict[str, float]:
    own, short = key(row.label), key(_EXPLANATION.sub("", row.label))
    variants = {own: WHOLE, _RESULTS + own: WHOLE}
    if short:
        variants.setdefault(short, SHORT)
        variants.setdefault(_RESULTS + short, SHORT)
    if row.group:
        group = key(row.group)
        variants |= {group + own: WHOLE, _RESULTS + group + own: WHOLE}
        if group not in seen_groups:
            variants |= {group: GROUP_ONLY, _RESULTS + group: GROUP_ONLY}
            seen_groups.add(group)
    return variants


@cache
def row_keys() -> frozenset[str]:
    """Keys of all rows' labels, of all tables and editions."""
    return frozenset(text for edition, name in tables() for text in labels(edition, name).exact)


@cache
def widths() -> dict[str, frozenset[int]]:
    """How many columns the rows have whose label has this key."""
    counts: dict[str, set[int]] = {}
    for edition, name in tables():
        form = tables()[edition, name]
        for text, rows in labels(edition, name).exact.items():
            counts.setdefault(text, set()).update(len(form.rows[index].columns) for index, _ in rows)
    return {text: frozenset(each) for text, each in counts.items()}


@cache
def column_keys() -> frozenset[str]:
    """Keys of all columns' labels."""
    return frozenset(key(label) for form in tables().values() for row in form.rows for label in row.column_labels)


@cache
def column_names() -> dict[str, str]:
    """The key of a column's label by each wording that sites put in its place, ``data/columns.csv``, and by itself."""
    with (DATA / "columns.csv").open(encoding="utf-8", newline="") as file:
        also = {key(row["also"]): key(row["label"]) for row in csv.DictReader(file)}
    return also | {name: name for name in column_keys()}


@cache
def head_keys() -> frozenset[str]:
    """Keys of all heads: the columns' labels in any wording, and what is above several columns."""
    return frozenset(column_names()) | _GROUPS


def likeness(name: str, keys: Iterable[str]) -> float:
    """How much of a text is in the one of these keys that has most of its characters, 0 to 1."""
    counted = Counter(name).items()
    return max(sum([min(n, label.count(c)) for c, n in counted]) for label in keys) / len(name) if name else 0.0


@cache
def label_keys() -> frozenset[str]:
    """Keys of all labels of rows and columns."""
    return row_keys() | column_keys()
