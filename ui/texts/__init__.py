"""The catalogue of visible texts in Chinese and English, one YAML file a language."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
import yaml

LANGUAGES = ("zh", "en")
# Half of the last decimal that is shown of a share
_LEAST = 0.0005
FOLDER = Path(__file__).parent
_SPOKEN: ContextVar[str | None] = ContextVar("spoken", default=None)


@cache
def catalogue(language: str) -> dict[str, str]:
    """Every text of a language by its dotted key, such as ``report.title``."""
    return dict(_flat(yaml.load((FOLDER / f"{language}.yaml").read_text("utf-8"), yaml.CSafeLoader)))


def language() -> str:
    """The visitor's language, ``zh`` or ``en``."""
    spoken = _SPOKEN.get()
    chosen: str = spoken or st.session_state.get("lang", LANGUAGES[0])
    return chosen


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """A language for what is made outside a page's run, as a download is: there the visitor's is not known."""
    token = _SPOKEN.set(chosen)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def t(key: str, **values: Any) -> str:
    """The text of this key in the visitor's language, its placeholders filled; KeyError if there is none."""
    text = catalogue(language())[key]
    return text.format(**values) if values else text


def number(value: float | None, unit: str = "cases") -> str:
    """A figure for people: thousands separated, a rate in per cent, a dash where there is none."""
    if value is None or math.isnan(value):
        return "–"
    if unit == "rate":
        return _per_cent(value)
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def years(values: Iterable[int]) -> str:
    """Years for people, each run of them by its ends: ``2019–2021, 2023``; one alone by itself."""
    runs: list[list[int]] = []
    for year in sorted({int(value) for value in values}):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    said = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return t("filter.joiner").join(said) if said else "–"


def _per_cent(share: float) -> str:
    """With one decimal; little is not said to be nothing, nor almost all to be all."""
    if 0 < share < _LEAST:
        return f"<{2 * _LEAST:.1%}"
    return f">{1 - 2 * _LEAST:.1%}" if 1 - _LEAST <= share < 1 else f"{share:.1%}"


def _flat(tree: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in tree.items():
        if isinstance(value, dict):
            pairs += _flat(value, f"{prefix}{key}.")
        else:
            pairs.append((f"{prefix}{key}", str(value)))
    return pairs
