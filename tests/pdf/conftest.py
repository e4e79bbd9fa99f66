"""Programs that print PDF files: LibreOffice and Chromium.

Tests that need one that is not there are left out, and said to be. ``NIANBAO_CHROMIUM`` names a Chromium in another
place, ``NIANBAO_SOFFICE`` a LibreOffice.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests import left_out

NEEDED = {
    "chromium": "Chromium with Chinese fonts is needed: apt-get install chromium fonts-noto-cjk",
    "soffice": "LibreOffice with Chinese fonts is needed: apt-get install libreoffice-writer fonts-noto-cjk",
}
_NAMES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "soffice": ("soffice", "libreoffice"),
}
_HERE = Path(__file__).parent


def program(name: str) -> str | None:
    """The path of ``chromium`` or ``soffice``, None where there is none."""
    named = os.environ.get(f"NIANBAO_{name.upper()}")
    if named:
        return named if Path(named).exists() else None
    return next((path for candidate in _NAMES[name] if (path := shutil.which(candidate))), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for name, needed in NEEDED.items():
        if program(name) is None:
            gone = [i for i in items if _HERE in i.path.parents and name in getattr(i, "fixturenames", ())]
            left_out.leave_out(config, items, gone, needed)


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
