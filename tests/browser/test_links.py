"""A link shows the same view to somebody else; an embedded view has nothing around it, and its way back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.views import id_of
from tests.pages import PAGES
from tests.sizes import sized

# A view of each page that differs from what the page shows by itself.
CHOSEN = {
    "overview": "?data=demo&province=云汐省&rates=department",
    "add": "add?data=demo",
    "report": f"report?report={id_of('datonghu_2019.txt')}&tab=requests&finding=1&cell=requests/received/total",
    "regions": "regions?year=2023&metric=refused_rate&level=county&view=mix&order=lowest",
    "years": "years?data=demo&metric=granted_rate&view=metrics",
    "zero": "zero?data=demo&by=county&page=1",
    "inconsistencies": "inconsistencies?severity=error&outcome=failed&year=2022",
    "data": "data?data=demo&frame=figures&province=云汐省&row=received&column=total&q=2020&page=2",
    "about": "about?view=rules&rule=requests.outcome_sum",
}
NARROW, MIDDLE = 390, 720
# One of the pages is embedded, unless all are
EMBEDDED = sized(("regions",), tuple(CHOSEN))


def words(page):
    """Everything that stands on the page, its sidebar left out."""
    return page.get_by_test_id("stMain").inner_text()


def test_each_page_has_a_view_here():
    assert set(CHOSEN) == set(PAGES)


@pytest.mark.full_size
@pytest.mark.parametrize("name", CHOSEN)
def test_a_copied_link_shows_the_same_to_somebody_else(new_page, settled, name):
    page = new_page(f"/{CHOSEN[name]}", locale="en-GB")
    settled(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="Copy link").wait_for()
    # the page by itself shows something else
    assert words(new_page(f"/{'' if name == 'overview' else name}", locale="en-GB")) != words(page)
    link = new_page(copied, locale="zh-CN")
    settled(link)
    assert link.evaluate("document.documentElement.lang") == "en"
    expect(link.get_by_test_id("stMain")).to_have_text(words(page), use_inner_text=True)
    assert link.url == copied


@pytest.mark.parametrize("name", EMBEDDED)
def test_an_embedded_page_leads_to_the_whole_one(new_page, settled, name):
    address = CHOSEN[name]
    page = new_page(f"/{address}{'&' if '?' in address else '?'}embed=true", width=NARROW)
    settled(page)
    assert page.get_by_test_id("stSidebar").count() == 0
    assert page.get_by_test_id("stSidebarNav").count() == 0
    assert page.get_by_test_id("stToolbar").count() == 0
    assert "embed=true" in page.url
    assert page.get_by_role("button", name="复制链接").count() == 0
    assert page.get_by_test_id("stAlert").get_by_text("虚构").count() == ("data=demo" in address)
    for width in (NARROW, MIDDLE):
        page.set_viewport_size({"width": width, "height": 800})
        settled(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    if name == "regions":
        page.locator(".js-plotly-plot").first.wait_for()
    whole = page.get_by_role("link", name="在年报镜打开")
    whole.hover()
    link = new_page(whole.get_attribute("href"), locale="en-GB")
    settled(link)
    assert "embed" not in link.url
    assert link.get_by_test_id("stSidebarNav").count() == 1
    assert link.get_by_test_id("stMain").get_by_role("heading", level=1).inner_text() == (
        page.get_by_test_id("stMain").get_by_role("heading", level=1).inner_text()
    )
