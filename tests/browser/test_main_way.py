"""The way that the app is made for, in both languages: a report is pasted, a mistake explained, bodies compared, a link sent."""

from __future__ import annotations

import re

import pytest

from parsing import form
from tests.browser import hands
from tests.browser.views import SAMPLES
from tests.sizes import sized
from ui.texts import catalogue

LOCALES = {"zh-CN": "zh", "en-GB": "en"}
IMPLIED = ["2", "2", "16", "16"]


def figures(page):
    return page.locator("table.nb-form td").all_inner_texts()


def heading(page):
    return page.get_by_test_id("stMain").get_by_role("heading", level=1).inner_text()


@pytest.mark.parametrize("locale", sized(("en-GB",), tuple(LOCALES)))
def test_from_a_pasted_report_to_a_link(new_page, settled, locale):
    words = catalogue(LOCALES[locale])
    page = new_page("/add", locale=locale)
    page.locator("textarea").fill((SAMPLES / "panshan_2022.txt").read_text("utf-8"))
    page.get_by_role("button", name=words["add.read"], exact=True).click()
    flagged = page.locator("td.nb-is-possible").filter(has_text="14").first
    flagged.wait_for()
    assert "14" in flagged.inner_text()
    page.get_by_role("link", name=words["add.open"]).click()
    page.wait_for_url(re.compile(r"/report\?"))
    settled(page)

    # a flagged cell, what is known of it, and the smallest change that would mend the sums
    page.locator("td.nb-is-possible").filter(has_text="14").first.click()
    settled(page)
    assert page.locator(".nb-cell-card .nb-value").inner_text().startswith("14")
    assert page.locator("article.nb-error").count() == 2
    total = form.row_label("requests", "total", LOCALES[locale])
    page.get_by_test_id("stRadio").filter(has_text=words["explanation.off"]).get_by_text(total).first.click()
    settled(page)
    assert page.locator("td.nb-implied ins").all_inner_texts() == IMPLIED
    assert page.locator("article.nb-error .nb-held").count() == 2

    # the same kind of bodies, one of them selected in the chart, found again in the table, opened
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=words["regions.nav"]).click()
    page.get_by_role("heading", name=words["regions.title"], level=1).wait_for()
    settled(page)
    hands.choose(page, words["filter.one_year"], "2022")
    settled(page)
    assert "year=2022" in page.url
    hands.press_mark(page)
    hands.press_row_button(page.get_by_test_id("stDataFrame").first)
    page.wait_for_url(re.compile(r"/report\?"))
    settled(page)
    page.locator("td.nb-is-possible").last.click()
    settled(page)
    selected = page.locator("td.nb-selected").get_attribute("data-cell")

    # the link, opened by somebody else with another browser
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name=words["link.copy"]).click()
    page.get_by_role("button", name=words["link.done"]).wait_for()
    link = new_page(
        page.evaluate("navigator.clipboard.readText()"), locale=next(other for other in LOCALES if other != locale)
    )
    link.locator("td.nb-selected").wait_for()
    assert heading(link) == heading(page)
    assert link.locator("td.nb-selected").get_attribute("data-cell") == selected
    assert figures(link) == figures(page)
    assert link.locator(".nb-item h2").all_inner_texts() == page.locator(".nb-item h2").all_inner_texts() != []


@pytest.mark.parametrize("locale", sized(("zh-CN",), tuple(LOCALES)))
def test_the_language_switch_keeps_the_view(new_page, settled, locale):
    here, there = catalogue(LOCALES[locale]), catalogue({"zh": "en", "en": "zh"}[LOCALES[locale]])
    page = new_page("/regions?year=2023&view=mix&metric=refused_rate&level=county", locale=locale)
    assert heading(page).startswith(here["regions.title"])
    assert page.evaluate("document.documentElement.lang") == locale.removesuffix("-GB")
    page.get_by_test_id("stSidebar").get_by_text("English" if locale == "zh-CN" else "中文", exact=True).click()
    page.get_by_role("heading", name=there["regions.title"], level=1).wait_for()
    settled(page)
    for part in ("year=2023", "view=mix", "metric=refused_rate", "level=county"):
        assert part in page.url
    assert page.get_by_role("tab", name=there["regions.view_mix"]).get_attribute("aria-selected") == "true"
    # the page says its language, and so do its address and those of other pages
    other = {"zh-CN": "en", "en-GB": "zh-CN"}[locale]
    assert page.evaluate("document.documentElement.lang") == other
    assert f"lang={other[:2]}" in page.url
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=there["zero.nav"]).click()
    page.get_by_role("heading", name=there["zero.title"], exact=True).wait_for()
    settled(page)
    assert f"lang={other[:2]}" in page.url
