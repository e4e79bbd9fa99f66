"""The phrases of ``phrases.yaml``, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml


@cache
def phrases(part: str) -> Mapping[str, Mapping[str, str]]:
    """The phrases of a part by id, then language."""
    loaded: dict[str, dict[str, dict[str, str]]] = yaml.load(
        Path(__file__).with_suffix(".yaml").read_text("utf-8"), yaml.CSafeLoader
    )
    return loaded[part]


@cache
def spoken(part: str, language: str) -> Mapping[str, str]:
    """The phrases of a part in one language, by id."""
    return {name: text[language] for name, text in phrases(part).items()}
