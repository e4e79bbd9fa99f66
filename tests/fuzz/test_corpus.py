"""What the fuzzer has kept is read again: its seeds, and whatever once broke a loader."""

from __future__ import annotations

import pytest

from tests.fuzz.targets import CORPUS, TARGETS

FILES = sorted(path for path in CORPUS.glob("*/*") if path.is_file())


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_kept_input(path):
    TARGETS[path.parent.name](path.read_bytes())


def test_every_target_has_a_seed():
    assert {path.parent.name for path in FILES} == set(TARGETS)
