"""Every page and view at two widths, in two themes and two languages, and what must hold in each."""

from __future__ import annotations

import re

import pytest

from checks.judgement.states import STATES
from tests.browser import accessibility, words
from tests.browser.views import MADE_UP, PAGES
from tests.sizes import sized
from ui.texts import catalogue

WIDE, NARROW = 1440, 390
LOOKS = sized(
    [(WIDE, "light"), (NARROW, "dark")], [(width, scheme) for width in (WIDE, NARROW) for scheme in ("light", "dark")]
)
# The checks for accessibility are slow; at full size every theme and every width comes twice.
CHECKED = sized(
    {"zh-CN": {(WIDE, "light")}, "en-GB": {(NARROW, "dark")}},
    {"zh-CN": {(WIDE, "light"), (NARROW, "dark")}, "en-GB": {(WIDE, "dark"), (NARROW, "light")}},
)


# first of the two: the next one makes the window narrow
def test_controls_are_named_in_the_visitors_language(viewed):
    page, locale = viewed
    names = words.named(page)
    assert names
    assert words.foreign(names, locale) == set()
    # on a first visit the language is the browser's
    assert page.evaluate("document.documentElement.lang") == locale.removesuffix("-GB")


def test_a_view_of_the_samples(viewed, settled):
    page, locale = viewed
    assert_whole(page)
    # a link into the app is served with all of it
    assert page.get_by_test_id("stSidebarNav").get_by_role("link").count() == len(PAGES)
    assert_titled(page, locale)
    for width, scheme in LOOKS:
        look(page, settled, width, scheme)
        assert_no_sideways_scroll(page)
        assert accessibility.hard_to_read(page) == []
        if (width, scheme) in CHECKED[locale]:
            assert accessibility.violations(page) == []


def assert_titled(page, locale):
    """The tab says where one is: of a report its body, year and state."""
    title, app = page.title(), catalogue(locale[:2])["app.name"]
    assert title.endswith(f" · {app}")
    if "report=" in page.url:
        body = page.get_by_test_id("stMain").get_by_role("heading", level=1).inner_text()
        states = [catalogue(locale[:2])[f"state.{state}"] for state in STATES]
        assert title in [f"{body} · {state} · {app}" for state in states]
        assert re.search(r" · 20\d\d$", body)


@pytest.mark.parametrize("view", sized(("regions-lines",), tuple(MADE_UP)))
def test_a_view_of_the_made_up_dataset(new_page, settled, view):
    page = new_page(f"/{MADE_UP[view]}")
    assert_whole(page)
    assert page.get_by_test_id("stAlert").get_by_text("虚构").count() == 1
    for width, scheme in ((WIDE, "light"), (NARROW, "dark")):
        look(page, settled, width, scheme)
        assert_no_sideways_scroll(page)


def assert_whole(page):
    """Nothing has failed, and under the title stands a sentence."""
    assert page.get_by_test_id("stException").count() == 0
    assert page.get_by_test_id("stMain").get_by_role("heading", level=1).count() == 1
    after = "xpath=following::p[normalize-space()][not(ancestor::button)][1]"
    sentence = page.locator("[data-testid=stMain] h1").locator(after)
    assert len(sentence.inner_text()) > 12
    assert "{" not in sentence.inner_text()


def look(page, settled, width, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    settled(page)


def assert_no_sideways_scroll(page):
    for element in ("document.documentElement", "document.querySelector('[data-testid=stMain]')"):
        assert page.evaluate(f"{element}.scrollWidth <= {element}.clientWidth"), element
