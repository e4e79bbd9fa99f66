"""The data dictionary: what each column of the frames is called and what it holds, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from metrics import metric
from ui.texts import language, t

FRAMES = ("reports", "figures", "findings", "metrics", "panel", "bodies", "gaps")
# Columns of the panel that are values of metrics, and why there is none
VALUE, REASON = "metric/", "/reason"
_SOURCE = Path(__file__).parent / "columns.yaml"


class Word(NamedTuple):
    """A column: its name for people and what it holds."""

    name: str
    about: str


def described(frame: str, columns: Iterable[str]) -> dict[str, Word]:
    """The words of these columns of a frame in the visitor's language; KeyError for one without a description."""
    own, shared = _dictionary()[frame], _dictionary()["shared"]
    return {
        column: _of_metric(column)
        if column.startswith(VALUE)
        else Word(**(own.get(column) or shared[column])[language()])
        for column in columns
    }


def _of_metric(column: str) -> Word:
    """The words of a metric's column, or of that with the reasons why it has no value."""
    described = metric(column.removeprefix(VALUE).removesuffix(REASON))
    spoken = language()
    if column.endswith(REASON):
        return Word(
            t("data.why_not", metric=described.name[spoken]), _dictionary()["metrics"]["reason"][spoken]["about"]
        )
    words = {"formula": described.formula(spoken), "note": described.caveat[spoken]}
    return Word(described.name[spoken], t("data.metric_about", **words))


@cache
def _dictionary() -> dict[str, dict[str, dict[str, dict[str, str]]]]:
    words: dict[str, dict[str, dict[str, dict[str, str]]]] = yaml.load(_SOURCE.read_text("utf-8"), yaml.CSafeLoader)
    return words
