"""Which tests run: those that this machine can run, in groups that processes share; see left_out.py and sizes.py."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from parsing.loaders import ocr
from tests import chromium, left_out
from tests.sizes import FULL, sized

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Marker → whether the machine has it, and what a person can do
_NEEDS = {
    "soffice": (shutil.which("soffice") is not None, "LibreOffice is needed: apt-get install libreoffice-writer"),
    "postgresql": (
        "TEST_DATABASE_URL" in os.environ,
        "TEST_DATABASE_URL has to name an empty PostgreSQL database (postgresql://user:password@host/name)",
    ),
    "ocr": (ocr.is_installed(), "text recognition is needed: pip install -r requirements-ocr.txt"),
    "buildah": (
        shutil.which("buildah") is not None and "TEST_IMAGE_BASE" in os.environ,
        "buildah is needed, and TEST_IMAGE_BASE has to name an image to build on (docs/hosting.md)",
    ),
    "linux": (sys.platform == "linux", "they ask the Linux kernel for limits"),
    "full_size": (FULL, "they take long, and parts of what they do are in others; make test-full runs them"),
}
# Tests that share what there is one of, or what is dear to start, run one after the other in one process; what a browser
# shows takes longest, and comes in two parts at full size
_GROUPS = {
    **sized({}, {"looks": ("tests/browser/test_pages.py", "tests/browser/test_tour.py")}),
    "browser": ("tests/browser/",),
    "servers": ("tests/server/", "tests/visitors/"),
    "database": ("tests/storage/",),
    "programs": ("tests/pdf/", "tests/loaders/test_legacy.py"),
}


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(left_out.Summary())


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log):
    """Hand out tests by group, which is by default the file; ``--dist loadgroup`` of xdist 3.8 groups nothing with
    pytest 9.2, whose ids of tests cannot be written to."""
    from xdist.scheduler import LoadScopeScheduling  # noqa: PLC0415 - only where xdist asks for it

    class ByGroup(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return _group(nodeid)

    return ByGroup(config, log)


def _group(nodeid: str) -> str:
    file = nodeid.split("::", maxsplit=1)[0]
    return next((name for name, paths in _GROUPS.items() if file.startswith(paths)), file)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # what takes longest begins first, so that no process is left with it at the end
    items.sort(key=lambda item: _group(item.nodeid) not in _GROUPS)
    for marker, (there, needed) in _NEEDS.items():
        if not there:
            gone = [item for item in items if item.get_closest_marker(marker)]
            left_out.leave_out(config, items, gone, needed)
    if chromium.path() is None:
        gone = [item for item in items if "browser" in getattr(item, "fixturenames", ())]
        left_out.leave_out(config, items, gone, chromium.NEEDED)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one Chromium of this process."""
    with chromium.launched() as browser:
        yield browser
