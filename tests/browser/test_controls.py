"""What Streamlit would show by itself and we do not want shown, and ways that need no mouse."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import TimeoutError as NotYetError
from playwright.sync_api import expect

from tests.browser.views import VIEWS
from tests.sizes import sized
from ui.texts import catalogue

# Where a table has rows of reports, and what opens it: nothing, or the fold that it stands in
TABLES = {
    "/data": None,
    "/zero": None,
    "/?province=江苏省": "data.view",
    "/regions?year=2023": "data.view",
}


def test_a_table_hands_out_nothing_by_itself(new_page, settled):
    page = new_page("/data", locale="en-GB")
    table = page.get_by_test_id("stDataFrame")
    table.hover()
    tools = page.get_by_test_id("stElementToolbar")
    expect(tools.get_by_role("button", name=re.compile("Search"))).to_have_count(1)
    expect(tools.get_by_role("button", name=re.compile("Fullscreen"))).to_have_count(1)
    expect(page.get_by_role("button", name=re.compile("Download as CSV"))).to_have_count(0)
    expect(page.get_by_role("button", name=catalogue("en")["data.as_csv"], exact=True)).to_be_visible()


@pytest.mark.parametrize("locale", sized(["zh-CN"], ["zh-CN", "en-GB"]))
def test_the_uploader_says_what_holds_in_the_visitors_language(new_page, settled, tmp_path, locale):
    words = catalogue(locale[:2])
    page = new_page("/add", locale=locale)
    uploader = page.get_by_test_id("stFileUploader")
    zone = uploader.get_by_test_id("stFileUploaderDropzone")
    assert zone.inner_text().split() == ["upload"]  # the name of an icon, drawn as one
    snapshot = uploader.aria_snapshot()
    assert f'button "{words["builtin.upload"]}"' in snapshot
    assert words["builtin.drop"] in snapshot
    assert "20 MB" in words["builtin.drop"]
    assert "64" not in snapshot
    too_large = tmp_path / "large.pdf"
    with too_large.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    page.locator("input[type=file]").set_input_files(too_large)
    settled(page)
    said = uploader.get_by_test_id("stFileChip").evaluate("chip => getComputedStyle(chip, '::after').content")
    assert said == f'"{words["builtin.not_uploaded"]}"'


@pytest.mark.parametrize("path", sized(("/regions?year=2023",), tuple(TABLES)))
def test_a_report_is_opened_from_a_table_without_a_mouse(new_page, settled, path):
    words = catalogue("zh")
    page = new_page(path)
    if TABLES[path]:
        page.locator("summary").filter(has_text=words[TABLES[path]]).first.focus()
        page.keyboard.press("Enter")
        settled(page)
    box = page.get_by_role("combobox", name=re.compile(words["column.open_report"])).first
    # others stand in folds that are closed
    page.locator("[data-testid=stDataFrame]:visible canvas").first.focus()
    tab_to(page, box)
    name = unfold(page, box)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/report\?.*report=[0-9a-f]{12}"))
    settled(page)
    title = page.get_by_test_id("stMain").get_by_role("heading", level=1).inner_text()
    assert title == name


def test_the_list_of_findings_needs_no_mouse(new_page, settled):
    page = new_page("/inconsistencies?data=demo", locale="en-GB")
    lines = page.locator("li[data-report]")
    for key in ("j", "j", "j", "k"):
        page.keyboard.press(key)
    wanted = lines.nth(1).get_attribute("data-report")
    page.keyboard.press("Enter")
    settled(page)
    assert f"open={wanted}" in page.url
    assert page.locator("li.nb-line-open").get_attribute("data-report") == wanted
    assert page.locator(".st-key-inbox_open .nb-item").count() >= 1
    page.keyboard.press("x")
    settled(page)
    assert lines.nth(1).locator("input").is_checked()
    assert page.locator(".st-key-inbox_bar").is_visible()
    # the line has kept the focus, and closes again
    page.keyboard.press("Enter")
    settled(page)
    assert "open=" not in page.url
    assert page.locator(".st-key-inbox_open").count() == 0
    with page.expect_download() as waited:
        page.get_by_role("button", name=catalogue("en")["data.as_xlsx"], exact=True).click()
    assert waited.value.suggested_filename.endswith(".xlsx")


def tab_to(page, wanted, most=25):
    """Press Tab until the wanted element has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail("not reached by the keyboard")


def unfold(page, box) -> str:
    """Press Arrow Down until this list has opened: the first name in it. A press while the page is still being drawn
    opens nothing, and may lose the focus."""
    option = page.get_by_role("option").first
    for _ in range(5):
        page.keyboard.press("ArrowDown")
        try:
            option.wait_for(timeout=10_000)
        except NotYetError:
            box.focus()
            continue
        return option.inner_text()
    pytest.fail("the list does not open")


@pytest.mark.parametrize("locale", sized(["en-GB"], ["zh-CN", "en-GB"]))
def test_the_form_is_whole_and_its_side_wide_enough(new_page, settled, locale):
    page = new_page(f"/{VIEWS['report']}", locale=locale)
    for width in (1024, 1280, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        settled(page)
        form = page.locator(".nb-scroll:has(.nb-form)").first
        assert form.evaluate("view => view.scrollWidth <= view.clientWidth")
        side = page.locator(".st-key-report_side").bounding_box()
        assert side["width"] >= 260
        assert side["x"] + side["width"] <= width


def test_filters_say_what_is_set_and_stay_open_while_more_are_chosen(new_page, settled):
    page = new_page("/data?year=2022", locale="en-GB")
    fold = page.locator(".st-key-filters details")
    # it takes a moment to close
    expect(fold).not_to_have_attribute("open", "")
    assert "2022" in fold.locator("summary").inner_text()
    fold.locator("summary").click()
    page.get_by_role("button", name=catalogue("en")["lacks.blank"]).click()
    settled(page)
    assert catalogue("en")["lacks.blank"] in fold.locator("summary").inner_text()
    expect(fold).to_have_attribute("open", "")


@pytest.mark.full_size
def test_what_is_compared_is_folded_away_on_a_telephone(new_page, settled):
    page = new_page("/regions?year=2023", width=390, locale="en-GB")
    fold = page.locator(".st-key-choices details")
    # it takes a moment to close
    expect(fold).not_to_have_attribute("open", "")
    page.locator(".js-plotly-plot").first.wait_for()
    assert page.locator(".js-plotly-plot").first.bounding_box()["y"] < 900
    fold.locator("summary").click()
    page.get_by_text(catalogue("en")["order.lowest"], exact=True).click()
    settled(page)
    assert "order=lowest" in page.url
    expect(fold).to_have_attribute("open", "")
    expect(new_page("/regions?year=2023").locator(".st-key-choices details")).to_have_attribute("open", "")
