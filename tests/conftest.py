"""Tests that need what this machine lacks are left out, and the summary says which and what to install."""

from __future__ import annotations

import os
import shutil
import sys

import pytest

from parsing.loaders import ocr

# Marker → whether the machine has it, and what a person can do
_NEEDS = {
    "soffice": (shutil.which("soffice") is not None, "LibreOffice is needed: apt-get install libreoffice-writer"),
    "postgresql": (
        "TEST_DATABASE_URL" in os.environ,
        "TEST_DATABASE_URL has to name an empty PostgreSQL database (postgresql://user:password@host/name)",
    ),
    "ocr": (ocr.is_installed(), "text recognition is needed: pip install -r requirements-ocr.txt"),
    "linux": (sys.platform == "linux", "they ask the Linux kernel for limits"),
}
_LEFT_OUT = pytest.StashKey[dict[str, int]]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    missing = [marker for marker, (there, _) in _NEEDS.items() if not there]
    gone = {marker: [item for item in items if item.get_closest_marker(marker)] for marker in missing}
    left_out = [item for found in gone.values() for item in found]
    config.stash[_LEFT_OUT] = {marker: len(found) for marker, found in gone.items() if found}
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for marker, count in config.stash.get(_LEFT_OUT, {}).items():
        terminalreporter.write_line(f"{count} tests were left out: {_NEEDS[marker][1]}", yellow=True)
