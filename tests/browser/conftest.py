"""A running app and a real Chromium.

The tests are left out, and said to be, where no Chromium is found; asked for by name they fail with what to do.
``NIANBAO_CHROMIUM`` names a Chromium in another place.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests import left_out
from tests.browser.settled import settle, watch
from tests.browser.views import VIEWS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
LOCALES = ("zh-CN", "en-GB")
NEEDED = "Chromium is needed: apt-get install chromium"
# The first script of a tab: what other tabs have stored is taken away
_FORGET = "sessionStorage.length || (localStorage.clear(), sessionStorage.setItem('visit', '1'))"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """The path of a Chromium, None where there is none."""
    named = os.environ.get("NIANBAO_CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    own = [item for item in items if HERE in item.path.parents]
    for item in own:
        item.add_marker(pytest.mark.browser)
    if own and not chromium():
        if _asked_for(config):
            raise pytest.UsageError(NEEDED)
        left_out.leave_out(config, items, own, NEEDED)


def _asked_for(config: pytest.Config) -> bool:
    paths = [Path(argument.split("::")[0]).absolute() for argument in config.invocation_params.args]
    named = any(path == HERE or HERE in path.parents for path in paths)
    marked = config.getoption("markexpr", "")
    return named or ("browser" in marked and "not browser" not in marked)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, served for this test run with a database of its own."""
    with _serving(tmp_path_factory.mktemp("verdicts")) as address:
        yield address


@pytest.fixture
def fresh_server(tmp_path: Path) -> Iterator[str]:
    """The address of the app, served for this test only: nobody has been there yet."""
    with _serving(tmp_path) as address:
        yield address


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--server.headless=true", "--server.fileWatcherType=none", "--server.address=127.0.0.1"]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}", *options]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NIANBAO_")}
    environment["DATABASE_URL"] = f"sqlite:///{folder}/verdicts.sqlite3"
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(f"{address}/_stcore/health", process)
            yield address
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where a Chromium is there

    path = chromium()
    if path is None:
        pytest.fail(NEEDED)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def context_of(browser: Browser, server: str) -> Iterator[Callable[[str], BrowserContext]]:
    """A context for each locale. It keeps the app's scripts, which take longer to load than a page; a page that is
    opened is a visit of its own all the same, and finds nothing that another has stored."""
    contexts = []

    @cache
    def _context(locale: str) -> BrowserContext:
        context = browser.new_context(locale=locale, base_url=server)
        context.add_init_script(_FORGET)
        contexts.append(context)
        return context

    yield _context
    for context in contexts:
        context.close()


@pytest.fixture
def new_page(context_of: Callable[[str], BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Open a path of the app as a new visitor; asks nothing of any other host and nothing that the policy forbids, or
    the test fails."""
    with _opening(context_of) as opened:
        yield opened


@pytest.fixture(scope="session", params=product(LOCALES, VIEWS), ids="-".join)
def viewed(request: pytest.FixtureRequest, context_of: Callable[[str], BrowserContext]) -> Iterator[tuple[Page, str]]:
    """Each view of the samples in both languages, opened once for the tests that look at it, and its locale."""
    locale, view = request.param
    with _opening(context_of) as opened:
        yield opened(f"/{VIEWS[view]}", locale=locale), locale


@contextmanager
def _opening(context_of: Callable[[str], BrowserContext]) -> Iterator[Callable[..., Page]]:
    pages: list[Page] = []
    foreign: list[str] = []
    forbidden: list[str] = []

    def _watch(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            foreign.append(url)

    def _listen(said: str) -> None:
        # a handler in a text that a test pastes is stopped as it should be; the app itself has none
        if "Content Security Policy" in said and "inline event handler" not in said:
            forbidden.append(said)

    def _open(path: str = "/", *, width: int = 1440, scheme: str = "light", locale: str = "zh-CN") -> Page:
        page = context_of(locale).new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        watch(page)
        page.on("request", lambda request: _watch(request.url))
        page.on("websocket", lambda socket: _watch(socket.url))
        page.on("console", lambda said: _listen(said.text))
        page.goto(path)
        page.get_by_test_id("stMain").get_by_role("heading", level=1).first.wait_for(timeout=60_000)
        settle(page)
        return page

    yield _open
    for page in pages:
        page.close()
    assert foreign == []
    assert forbidden == []


@pytest.fixture
def settled() -> Callable[[Page], None]:
    return settle


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        if process.poll() is not None:
            pytest.fail("the app did not start")
        try:
            with urllib.request.urlopen(url, timeout=1):  # noqa: S310 - an address of our own
                return
        except OSError:
            time.sleep(0.25)
    pytest.fail("the app did not answer")
