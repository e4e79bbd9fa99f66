"""Programs that print PDF files: LibreOffice and Chromium.

Tests that need one that is not there are left out, and said to be. ``NIANBAO_CHROMIUM`` names a Chromium in another
place, ``NIANBAO_SOFFICE`` a LibreOffice.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

NEEDED = {
    "chromium": "Chromium with Chinese fonts is needed: apt-get install chromium fonts-noto-cjk",
    "soffice": "LibreOffice with Chinese fonts is needed: apt-get install libreoffice-writer fonts-noto-cjk",
}
_NAMES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "soffice": ("soffice", "libreoffice"),
}
_LEFT_OUT = pytest.StashKey[dict[str, int]]()


def program(name: str) -> str | None:
    """The path of ``chromium`` or ``soffice``, None where there is none."""
    named = os.environ.get(f"NIANBAO_{name.upper()}")
    if named:
        return named if Path(named).exists() else None
    return next((path for candidate in _NAMES[name] if (path := shutil.which(candidate))), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    own = [item for item in items if Path(__file__).parent in item.path.parents]
    missing = [name for name in NEEDED if program(name) is None]
    left_out = {name: [item for item in own if name in getattr(item, "fixturenames", ())] for name in missing}
    gone = {id(item) for found in left_out.values() for item in found}
    config.stash[_LEFT_OUT] = {name: len(found) for name, found in left_out.items() if found}
    if gone:
        config.hook.pytest_deselected(items=[item for item in items if id(item) in gone])
        items[:] = [item for item in items if id(item) not in gone]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for name, count in config.stash.get(_LEFT_OUT, {}).items():
        terminalreporter.write_line(f"{count} PDF tests were left out. {NEEDED[name]}", yellow=True)


@pytest.fixture(scope="session")
def chromium() -> str:
    path = program("chromium")
    assert path is not None, NEEDED["chromium"]
    return path


@pytest.fixture(scope="session")
def soffice() -> str:
    path = program("soffice")
    assert path is not None, NEEDED["soffice"]
    return path
