"""A real Chromium, for tests that look at pages and for those that print them.

``NIANBAO_CHROMIUM`` names a Chromium in another place.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NEEDED = "Chromium with Chinese fonts is needed: apt-get install chromium fonts-noto-cjk"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# the shell draws the same without a window, for a fifth less work
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def path() -> str | None:
    """The path of a Chromium, None where there is none."""
    named = os.environ.get("NIANBAO_CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


@contextmanager
def launched() -> Iterator[Browser]:
    """A Chromium that runs; Playwright allows one of its own in a process."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where a Chromium is there

    executable = path()
    if executable is None:
        raise RuntimeError(NEEDED)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()
