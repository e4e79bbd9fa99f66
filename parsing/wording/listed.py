"""Rows written as lists: ``一、本年新收…：41，7，2 …``, or with a column's name before each figure, in one line or in a
line each (``自然人41件，商业企业7件 …``).

Each is read as a row, label first and figures in the form's order. Lists that leave columns out are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from parsing import form
from parsing.wording.labels import column_names, key, labels, widths
from parsing.wording.values import PRINTED, kind

# A row's label and its only figure
FEW = 2
_PARTS = re.compile(r"[，、；;,]")
_NAMED = re.compile(r"([^\d：:，、；;,/—-]{2,12})[：: ]{0,2}([\d.,]{1,12} ?[件项]?|/|—)")
# No list of a row is longer
_LONGEST = 200


def listed(text: str) -> list[str]:
    """The label and figures of a row that a paragraph lists; [] for any other."""
    label, colon, rest = text.partition("：")
    if not colon or len(text) > _LONGEST:
        return []
    wide = widths().get(key(label))
    parts = _PARTS.split(rest.strip("。；;")) if wide else []
    if len(parts) <= FEW or len(parts) not in (wide or ()):
        return []
    parts = [part.strip() for part in parts]
    return [label, *parts] if all(kind(part) in PRINTED for part in parts) else one_row(label, parts)


def one_row(label: str, parts: Sequence[str]) -> list[str]:
    """A row of these texts, each a column's name and its figure, in the form's order; [] where a column has none."""
    columns = _columns().get(key(label), {})
    if len(parts) not in columns:
        return []
    figures: dict[str, str] = {}
    for part in parts:
        match = _NAMED.fullmatch(part.strip("，、；;。"))
        name = column_names().get(key(match[1])) if match else None
        if match is None or name is None:
            return []
        figures[name] = match[2]
    names = columns[len(parts)]
    return [label, *map(figures.get, names, names)] if figures.keys() == {*names} else []


@cache
def _columns() -> dict[str, dict[int, tuple[str, ...]]]:
    """The names of a row's columns by each key of its label and by how many they are."""
    names_of: dict[str, dict[int, tuple[str, ...]]] = {}
    for (edition, name), table in form.tables().items():
        names = [tuple(map(key, row.column_labels)) for row in table.rows]
        for text, rows in labels(edition, name).exact.items():
            names_of.setdefault(text, {}).update((len(names[index]), names[index]) for index, _ in rows)
    return names_of
