"""The five-minute tour, gone step by step; the pictures of ``docs/`` are made on the way (``make pictures``)."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from PIL import Image

from tests.browser import hands
from tests.browser.views import VIEWS
from ui.texts import catalogue

pytestmark = pytest.mark.full_size
LOCALES = {"zh-CN": "zh", "en-GB": "en"}
YEAR = 2023
COUNTIES = f"/regions?data=demo&year={YEAR}&metric=refused_rate&level=county"
# A picture of a page has few colours; with more than these it would only be heavier.
COLOURS = 160
HEAVIEST = 200 * 1024


@pytest.fixture
def keep(settled):
    """Keep a picture of what the window shows, small enough for a document, where pictures are asked for."""
    folder = os.environ.get("NIANBAO_PICTURES")

    def _keep(page, name, height=820):
        if folder is None:
            return
        page.set_viewport_size({"width": 1280, "height": height})
        # from the top, where the banner stands that says what is made up
        page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 0)")
        page.mouse.move(1270, 10)
        settled(page)
        path = Path(folder) / f"{name}.png"
        page.screenshot(path=path)
        with Image.open(path) as picture:
            small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(path, optimize=True)
        assert path.stat().st_size <= HEAVIEST

    return _keep


@pytest.mark.parametrize("locale", LOCALES)
def test_the_tour(new_page, settled, keep, locale):
    lang = LOCALES[locale]
    words = catalogue(lang)
    page = new_page("/?data=demo", locale=locale)
    assert words["dataset.banner"].strip("*")[:6] in page.get_by_test_id("stAlert").first.inner_text()
    keep(page, f"tour-1-overview.{lang}")

    page.goto(COUNTIES)
    page.locator(hands.MARKS).first.wait_for()
    settled(page)
    keep(page, f"tour-2-ranking.{lang}", 1000)
    hands.press_mark(page, flagged_row(page))
    settled(page)
    row = page.get_by_test_id("stDataFrame").first
    keep(page, f"tour-3-selected.{lang}", 1640)

    hands.press_row_button(row)
    page.wait_for_url(re.compile(r"/report\?"))
    settled(page)
    assert page.locator("article.nb-error").count() > 0
    keep(page, f"tour-4-report.{lang}", 1150)
    page.locator("td[class*=nb-is-]").first.click()
    settled(page)
    try_out(page, words)
    settled(page)
    assert page.locator("article.nb-error .nb-held").count() > 0
    keep(page, f"tour-5-explained.{lang}", 1700)
    page.get_by_role("radio", name=words["side.source"], exact=True).click()
    settled(page)
    assert page.locator(".nb-doc-whole .nb-selected").count() == 1
    keep(page, f"tour-6-source.{lang}", 1000)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name=words["link.copy"]).click()
    page.get_by_role("button", name=words["link.done"]).wait_for()
    link = new_page(page.evaluate("navigator.clipboard.readText()"))
    assert link.locator("td.nb-selected").get_attribute("data-cell") in page.url.replace("%2F", "/")

    page.goto(f"/inconsistencies?data=demo&year={YEAR}&view=places")
    page.get_by_role("heading", name=words["inconsistencies.title"], level=1).wait_for()
    settled(page)
    keep(page, f"tour-7-board.{lang}", 1000)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_pictures_of_the_first_page_to_read(new_page, keep, locale):
    lang = LOCALES[locale]
    page = new_page("/", locale=locale)
    page.get_by_test_id("stMetric").nth(3).wait_for()
    keep(page, f"overview.{lang}")
    page = new_page(f"/{VIEWS['report']}", locale=locale)
    assert page.locator("td.nb-implied").count() > 0
    keep(page, f"report.{lang}", 1150)


def try_out(page, words):
    """Try the first way to mend the first cause out in the table."""
    ways = page.get_by_test_id("stRadio").filter(has_text=words["explanation.off"])
    only = page.get_by_role("button", name=words["cause.try"])
    (only.first if only.count() else ways.first.locator("label:has(input)").nth(1)).click()


def flagged_row(page):
    """The first row whose name carries the mark of a failed check, be it of this figure or of another."""
    labels = page.locator(".yaxislayer-above text, .ytick text").all()
    rows = sorted({round(label.bounding_box()["y"]): label.text_content() for label in labels}.items())
    return next(n for n, (_, name) in enumerate(rows) if name.startswith(("!", "(!)")))
