"""What settings there are: the entries of ``settings.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml


class Setting(NamedTuple):
    """An environment variable: its kind, its default as one would write it, and what it does (in zh and en).

    ``choices`` holds the words of a choice; ``least`` and ``most`` bound a count.
    """

    name: str
    kind: str
    default: str
    zh: str
    en: str
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 0


@cache
def catalogue() -> dict[str, Setting]:
    """Every setting by its name, in the order in which the README lists them."""
    entries = yaml.load(Path(__file__).with_name("settings.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return {name: _setting(name, entry) for name, entry in entries.items()}


def _setting(name: str, entry: dict[str, object]) -> Setting:
    given = {**entry, "name": name, "default": str(entry["default"]), "choices": tuple(entry.get("choices", ()))}  # type: ignore[arg-type]
    return Setting(**given)  # type: ignore[arg-type]
