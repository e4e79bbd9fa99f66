"""The texts by which a table prints the form's own labels, heads and groups, to the letter but for blanks and marks.

Only the form's wordings (``parsing/wording/remembered.py``) are among them, so each is known before a document is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from parsing.form import table, tables
from parsing.tables.disputes import LAWSUITS, PROCEDURE_KEYS
from parsing.tables.heads import columns_named
from parsing.wording.labels import column_names, key, label_keys, row_keys
from parsing.wording.remembered import WORDINGS
from parsing.wording.values import Kind, kind

_RESULTS = "三本年度办理结果"


@cache
def _by_key() -> dict[str, frozenset[str]]:
    """The wordings that look like labels, by their keys."""
    by_key: dict[str, set[str]] = {}
    for text in WORDINGS:
        if kind(text) is Kind.TEXT:
            by_key.setdefault(key(text), set()).add(text)
    return {name: frozenset(texts) for name, texts in by_key.items()}


def _all_of(names: Iterable[str]) -> frozenset[str]:
    return frozenset(text for name in names for text in _by_key().get(key(name), ()))


@cache
def label_texts(edition: str, table_id: str) -> tuple[frozenset[str], ...]:
    """The texts of the label of each of a table's rows."""
    return tuple(_all_of([row.label]) for row in table(edition, table_id).rows)


@cache
def group_texts(edition: str, table_id: str) -> frozenset[str]:
    """The texts before the labels of a table's rows, of their groups."""
    rows = table(edition, table_id).rows
    return _all_of([_RESULTS, *(row.group for row in rows if row.group)])


@cache
def column_texts(labels: tuple[str, ...]) -> dict[str, int]:
    """The number of each of these columns of a row by the texts of its head."""
    return {text: at for at, label in enumerate(labels) for text in _all_of([label])}


@cache
def procedure_texts() -> dict[str, int]:
    """The heads above the outcomes of reviews and lawsuits, by text, in the order in which the form prints them."""
    review, *lawsuits = PROCEDURE_KEYS
    return {text: at for at, name in enumerate((review, LAWSUITS, *lawsuits)) for text in _all_of([name])}


@cache
def naming_nothing() -> frozenset[str]:
    """Heads of the form that name no row and no column: its clauses, its corners, and what is above several columns."""
    columns = {row.column_labels for form in tables().values() for row in form.rows}
    return frozenset(
        text
        for name, texts in _by_key().items()
        for text in texts
        if name not in row_keys() | column_names().keys() | label_keys()
        and not any(columns_named(text, labels) for labels in columns)
    )
