"""A running app and a real Chromium.

The tests are left out, and said to be, where no Chromium is found; asked for by name they fail with what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import chromium, left_out
from tests.browser.settled import settle
from tests.browser.tabs import Tabs, Visits
from tests.browser.views import VIEWS
from tests.served import served
from tests.sizes import combined, sized

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent
LOCALES = ("zh-CN", "en-GB")
# Every view in both languages at full size, else pages of every kind, in one and the other by turns
_PART = ("overview", "add", "report", "regions", "years", "inconsistencies", "about-rules")
LOOKED_AT = [(locale, view) for view, locale in combined(sized(_PART, tuple(VIEWS)), LOCALES)]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    own = [item for item in items if HERE in item.path.parents]
    for item in own:
        item.add_marker(pytest.mark.browser)
    if own and not chromium.path():
        if _asked_for(config):
            raise pytest.UsageError(chromium.NEEDED)
        left_out.leave_out(config, items, own, chromium.NEEDED)


def _asked_for(config: pytest.Config) -> bool:
    paths = [Path(argument.split("::")[0]).absolute() for argument in config.invocation_params.args]
    named = any(path == HERE or HERE in path.parents for path in paths)
    marked = config.getoption("markexpr", "")
    return named or ("browser" in marked and "not browser" not in marked)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, served for this test run with a database of its own."""
    with served(tmp_path_factory.mktemp("verdicts")) as app:
        yield app.url


@pytest.fixture(scope="session")
def tabs(browser: Browser, server: str) -> Iterator[Tabs]:
    """Tabs that show the app, kept from test to test."""
    kept = Tabs(browser, server)
    yield kept
    kept.close()


@pytest.fixture
def new_page(tabs: Tabs) -> Iterator[Visits]:
    """Open a path of the app as a new visitor; asks nothing of any other host and nothing that the policy forbids, or
    the test fails."""
    visits = Visits(tabs)
    yield visits
    visits.end()


@pytest.fixture(scope="session", params=LOOKED_AT, ids="-".join)
def viewed(request: pytest.FixtureRequest, tabs: Tabs) -> Iterator[tuple[Page, str]]:
    """Each view of the samples, opened once for the tests that look at it, and its locale."""
    locale, view = request.param
    visits = Visits(tabs)
    yield visits(f"/{VIEWS[view]}", locale=locale), locale
    visits.end()


@pytest.fixture
def settled() -> Callable[[Page], None]:
    return settle
