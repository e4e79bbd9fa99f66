"""The catalogue of visible texts in Chinese and English, one YAML file a language."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
import yaml

LANGUAGES = ("zh", "en")
FOLDER = Path(__file__).parent


@cache
def catalogue(language: str) -> dict[str, str]:
    """Every text of a language by its dotted key, such as ``report.title``."""
    return dict(_flat(yaml.safe_load((FOLDER / f"{language}.yaml").read_text("utf-8"))))


def language() -> str:
    """The visitor's language, ``zh`` or ``en``."""
    chosen: str = st.session_state.get("lang", LANGUAGES[0])
    return chosen


def t(key: str, **values: Any) -> str:
    """The text of this key in the visitor's language, its placeholders filled; KeyError if there is none."""
    text = catalogue(language())[key]
    return text.format(**values) if values else text


def number(value: float | None, unit: str = "cases") -> str:
    """A figure for people: thousands separated, a rate in per cent, a dash where there is none."""
    if value is None or math.isnan(value):
        return "–"
    if unit == "rate":
        return f"{value:.1%}"
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def _flat(tree: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in tree.items():
        if isinstance(value, dict):
            pairs += _flat(value, f"{prefix}{key}.")
        else:
            pairs.append((f"{prefix}{key}", str(value)))
    return pairs
