"""What the engine says is there in both languages, with the same places to be filled in."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest
import yaml

import checks.words
from checks.words.phrases import spoken

FOLDER = Path(checks.words.__file__).parent
PARTS = tuple(yaml.load((FOLDER / "phrases.yaml").read_text("utf-8"), yaml.CSafeLoader))


def places(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("part", PARTS)
def test_both_languages_fill_in_the_same(part):
    chinese, english = spoken(part, "zh"), spoken(part, "en")
    assert list(chinese) == list(english)
    assert {name: places(text) for name, text in chinese.items()} == {
        name: places(text) for name, text in english.items()
    }
