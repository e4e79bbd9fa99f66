"""The tabs of a browser that tests share.

A tab that has shown the app once shows it again for half the work, since the scripts are compiled. So tabs are kept and
handed out again; each time they open an address as a new visitor, who finds nothing that another has stored.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.browser.settled import settle, watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

# The first script of a visit: what other tabs have stored is taken away
_FORGET = "sessionStorage.length || (localStorage.clear(), sessionStorage.setItem('visit', '1'))"
_HEIGHT = 900
# Milliseconds: a busy machine makes a test slow, never red
_PATIENCE = 120_000


class Visits:
    """The visits of one test: opens tabs, and notes what they ask of other hosts and what the policy forbids."""

    def __init__(self, tabs: Tabs) -> None:
        self._tabs = tabs
        self._open: list[tuple[str, Page]] = []
        self.foreign: list[str] = []
        self.forbidden: list[str] = []

    def __call__(self, path: str = "/", *, width: int = 1440, scheme: str = "light", locale: str = "zh-CN") -> Page:
        """Open a path of the app as a new visitor, and wait until the page stands still."""
        page = self._tabs.take(locale)
        self._open.append((locale, page))
        self._tabs.visits[page] = self
        page.set_viewport_size({"width": width, "height": _HEIGHT})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(path)
        page.get_by_test_id("stMain").get_by_role("heading", level=1).first.wait_for(timeout=60_000)
        settle(page)
        return page

    def asks(self, url: str) -> None:
        """Note an address that is no other than the app's own."""
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            self.foreign.append(url)

    def says(self, message: str) -> None:
        """Note a message of the console that tells of something forbidden."""
        # a handler in a text that a test pastes is stopped as it should be; the app itself has none
        if "Content Security Policy" in message and "inline event handler" not in message:
            self.forbidden.append(message)

    def end(self) -> None:
        """Give the tabs back; fails where something foreign was asked for or something forbidden tried."""
        for locale, page in self._open:
            self._tabs.give_back(locale, page)
        assert self.foreign == []
        assert self.forbidden == []


class Tabs:
    """Idle tabs by locale, and the visits that the others are open for."""

    def __init__(self, browser: Browser, address: str) -> None:
        from playwright.sync_api import expect  # noqa: PLC0415 - the browser's tests alone need it

        expect.set_options(timeout=_PATIENCE)
        self._browser = browser
        self._address = address
        self._contexts: dict[str, BrowserContext] = {}
        self._idle: defaultdict[str, list[Page]] = defaultdict(list)
        self.visits: dict[Page, Visits] = {}

    def take(self, locale: str) -> Page:
        """A tab in which nothing is stored."""
        if not self._idle[locale]:
            return self._new(locale)
        page = self._idle[locale].pop()
        page.evaluate("sessionStorage.clear()")
        return page

    def give_back(self, locale: str, page: Page) -> None:
        """Keep the tab for the next visit, unless it shows anything but the app."""
        del self.visits[page]
        if not page.is_closed() and page.url.startswith(self._address):
            self._idle[locale].append(page)
        else:
            page.close()

    def close(self) -> None:
        """Close all tabs."""
        for context in self._contexts.values():
            context.close()

    def _new(self, locale: str) -> Page:
        page = self._context(locale).new_page()
        watch(page)
        page.on("request", lambda request: self._visit(page, "asks", request.url))
        page.on("websocket", lambda socket: self._visit(page, "asks", socket.url))
        page.on("console", lambda message: self._visit(page, "says", message.text))
        return page

    def _visit(self, page: Page, heard: str, text: str) -> None:
        if page in self.visits:
            getattr(self.visits[page], heard)(text)

    def _context(self, locale: str) -> BrowserContext:
        if locale not in self._contexts:
            self._contexts[locale] = self._browser.new_context(locale=locale, base_url=self._address)
            self._contexts[locale].add_init_script(_FORGET)
            self._contexts[locale].set_default_timeout(_PATIENCE)
        return self._contexts[locale]
