"""Every page and view as a picture, at two widths, in two themes and two languages, and what must hold in each."""

from __future__ import annotations

import pytest

from tests.browser import accessibility
from tests.browser.views import MADE_UP, VIEWS

WIDE, NARROW = 1440, 390
LOOKS = [(width, scheme) for width in (WIDE, NARROW) for scheme in ("light", "dark")]
# The checks for accessibility are slow; every theme and every width comes twice.
CHECKED = {"zh-CN": {(WIDE, "light"), (NARROW, "dark")}, "en-GB": {(WIDE, "dark"), (NARROW, "light")}}
HIGHEST = 3200


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("locale", CHECKED)
def test_a_view_of_the_samples(new_page, screenshots, locale, view):
    page = new_page(f"/{VIEWS[view]}", locale=locale)
    assert_whole(page)
    for width, scheme in LOOKS:
        look(page, width, scheme)
        assert_no_sideways_scroll(page)
        if (width, scheme) in CHECKED[locale]:
            assert accessibility.violations(page) == []
        picture(page, screenshots / f"{view}-{width}-{scheme}-{locale[:2]}.png")


@pytest.mark.parametrize("view", MADE_UP)
def test_a_view_of_the_made_up_dataset(new_page, screenshots, view):
    page = new_page(f"/{MADE_UP[view]}")
    assert_whole(page)
    assert page.get_by_test_id("stAlert").get_by_text("虚构").count() == 1
    for width, scheme in ((WIDE, "light"), (NARROW, "dark")):
        look(page, width, scheme)
        assert_no_sideways_scroll(page)
        picture(page, screenshots / f"{view}-{width}-{scheme}-demo.png")


def assert_whole(page):
    """Nothing has failed, and under the title stands a sentence."""
    assert page.get_by_test_id("stException").count() == 0
    assert page.get_by_test_id("stMain").get_by_role("heading", level=1).count() == 1
    sentence = page.locator("[data-testid=stMain] h1").locator("xpath=following::p[normalize-space()][1]")
    assert len(sentence.inner_text()) > 12
    assert "{" not in sentence.inner_text()


def look(page, width, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_timeout(400)


def assert_no_sideways_scroll(page):
    for element in ("document.documentElement", "document.querySelector('[data-testid=stMain]')"):
        assert page.evaluate(f"{element}.scrollWidth <= {element}.clientWidth"), element


def picture(page, path):
    """The whole page, which scrolls inside the window, as one picture."""
    size = page.viewport_size
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": min(max(height, 600), HIGHEST)})
    page.wait_for_timeout(200)
    page.screenshot(path=path)
    page.set_viewport_size(size)
