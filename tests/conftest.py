"""Which tests run: those that this machine can run, in groups that processes share; see left_out.py and sizes.py."""

from __future__ import annotations

import os
import shutil
import sys

import pytest

from parsing.loaders import ocr
from tests import left_out

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
# Tests that share what there is one of, or that is dear to start, run one after the other in one process
_GROUPS = {
    "browser": lambda item: "browser" in item.path.parts,
    "postgresql": lambda item: item.get_closest_marker("postgresql"),
    "programs": lambda item: "pdf" in item.path.parts or any(map(item.get_closest_marker, ("soffice", "ocr"))),
}


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(left_out.Summary())


# before xdist reads the groups
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for marker, (there, needed) in _NEEDS.items():
        if not there:
            gone = [item for item in items if item.get_closest_marker(marker)]
            left_out.leave_out(config, items, gone, needed)
    if config.pluginmanager.hasplugin("xdist"):
        for item in items:
            group = next((name for name, belongs in _GROUPS.items() if belongs(item)), item.path.stem)
            item.add_marker(pytest.mark.xdist_group(group))
