"""The data dictionary: what each column of the frames is called and what it holds, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from ui.texts import language

FRAMES = ("reports", "figures", "findings", "metrics")
_SOURCE = Path(__file__).parent / "columns.yaml"


class Word(NamedTuple):
    """A column: its name for people and what it holds."""

    name: str
    about: str


def described(frame: str, columns: Iterable[str]) -> dict[str, Word]:
    """The words of these columns of a frame in the visitor's language; KeyError for one without a description."""
    own, shared = _dictionary()[frame], _dictionary()["shared"]
    return {column: Word(**(own.get(column) or shared[column])[language()]) for column in columns}


@cache
def _dictionary() -> dict[str, dict[str, dict[str, dict[str, str]]]]:
    words: dict[str, dict[str, dict[str, dict[str, str]]]] = yaml.load(_SOURCE.read_text("utf-8"), yaml.CSafeLoader)
    return words
