"""Programs that print PDF files: LibreOffice, and the Chromium that browser tests have.

Tests that need one that is not there are left out, and said to be. ``NIANBAO_SOFFICE`` names a LibreOffice in another
place.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import left_out

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NEEDED = "LibreOffice with Chinese fonts is needed: apt-get install libreoffice-writer fonts-noto-cjk"
_HERE = Path(__file__).parent

Print = Callable[..., bytes]


def libreoffice() -> str | None:
    """The path of LibreOffice, None where there is none."""
    named = os.environ.get("NIANBAO_SOFFICE")
    if named:
        return named if Path(named).exists() else None
    return shutil.which("soffice") or shutil.which("libreoffice")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if libreoffice() is None:
        gone = [i for i in items if _HERE in i.path.parents and "soffice" in getattr(i, "fixturenames", ())]
        left_out.leave_out(config, items, gone, NEEDED)


@pytest.fixture(scope="session")
def soffice() -> str:
    path = libreoffice()
    assert path is not None, NEEDED
    return path


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Iterator[Page]:
    """A tab to print from."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture(scope="session")
def print_page(tab: Page) -> Print:
    """Print HTML as PDF, as somebody's browser does: with its date, title, address and page numbers, or ``bare``."""

    def _print(html: str, *, bare: bool = False) -> bytes:
        tab.set_content(html)
        return tab.pdf(prefer_css_page_size=True, print_background=True, display_header_footer=not bare)

    return _print
