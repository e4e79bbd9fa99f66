"""Seven things that people come for, each as they would go about it, in both languages, wide and narrow."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest

from checks import run_checks
from checks.words.causes import said
from parsing import parse_report
from tests.browser.views import SAMPLES, id_of
from tests.drafts import draft, draft_with_a_slip
from tests.sizes import sized
from ui.texts import catalogue

LOCALES = {"zh-CN": "zh", "en-GB": "en"}
WIDTHS = (1440, 390)
EVERY = tuple((locale, width) for locale in LOCALES for width in WIDTHS)
MANY = sized(12, 200)


def ways(at: int) -> pytest.MarkDecorator:
    """Every language and width at full size, else one of each by turns."""
    return pytest.mark.parametrize(("locale", "width"), sized((EVERY[at % len(EVERY)],), EVERY))


def go_to(page, width, label):
    """By the navigation, which a narrow page has folded away."""
    if width < WIDTHS[0]:
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=label).click()
    if width < WIDTHS[0]:
        page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()


def files(count):
    years = [2000 + n for n in range(count)]
    made = [draft(year=year) if year % 2 else draft({"requests/total/total": 96}, year=year) for year in years]
    return [
        {"name": f"{year}.txt", "mimeType": "text/plain", "buffer": text.encode()}
        for year, text in zip(years, made, strict=True)
    ]


@ways(0)
def test_what_is_wrong_in_a_real_report_is_said_first(new_page, locale, width):
    page = new_page(f"/report?report={id_of('panshan_2022.txt')}", locale=locale, width=width)
    report = parse_report((SAMPLES / "panshan_2022.txt").read_bytes(), "panshan_2022.txt")
    first = page.locator(".nb-item h2").first
    assert first.inner_text() == said(run_checks(report).causes[0], LOCALES[locale])
    assert first.bounding_box()["y"] < page.locator("table.nb-form").first.bounding_box()["y"]
    assert page.locator("td.nb-is-possible").count() >= 1


@ways(3)
def test_the_sentence_on_a_draft_with_one_slip_names_cell_and_value(new_page, settled, locale, width):
    words = catalogue(LOCALES[locale])
    page = new_page("/add", locale=locale, width=width)
    page.locator("textarea").first.fill(draft_with_a_slip())
    page.get_by_role("button", name=words["add.read"], exact=True).click()
    page.locator(".nb-item h2").first.wait_for()
    settled(page)
    sentence = page.locator(".nb-item h2").first.inner_text()
    assert page.locator(".nb-item").count() == 1
    # thirteen instead of thirty-one
    assert re.search(r"\b13\b.*\b31\b", sentence)
    assert {"zh": "总计", "en": "Total"}[LOCALES[locale]] in sentence


@ways(1)
def test_several_files_at_once_are_one_table_and_all_of_them_a_download(new_page, settled, locale, width):
    words = catalogue(LOCALES[locale])
    page = new_page("/add", locale=locale, width=width)
    page.locator("input[type=file]").set_input_files(files(3))
    page.get_by_test_id("stDataFrame").first.wait_for()
    settled(page)
    before = page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
    page.locator("input[type=file]").set_input_files(files(MANY)[3:])
    # the sidebar counts them once all are read
    count = re.compile(rf"(?<!\d){MANY}(?!\d)")
    page.get_by_test_id("stSidebar").get_by_text(count).first.wait_for(state="attached", timeout=300_000)
    settled(page)
    # more of them make no longer page
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollHeight") < before + 900
    go_to(page, width, words["data.nav"])
    page.get_by_role("heading", name=words["data.title"], level=1).wait_for()
    settled(page)
    assert re.search(rf"\b{MANY}\b", page.get_by_test_id("stMain").inner_text())
    with page.expect_download() as waited:
        page.get_by_role("button", name=words["data.as_csv"], exact=True).first.click()
    with zipfile.ZipFile(waited.value.path()) as archive:
        rows = archive.read("nianbao_reports.csv").decode("utf-8-sig").splitlines()
    assert len(rows) == MANY + 1


@ways(2)
def test_counties_that_refuse_most_by_name_as_a_link(new_page, settled, locale, width):
    words = catalogue(LOCALES[locale])
    query = "data=demo&year=2022&level=county&metric=refused_rate"
    page = new_page(f"/regions?{query}", locale=locale, width=width)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    names = page.locator(".js-plotly-plot .ytick text").all_text_contents()
    assert len(names) > 1
    # those whose figures are contradicted carry a sign, which the note explains
    assert any(name.startswith("! ") for name in names)
    assert page.get_by_text(words["regions.marked"]).count() == 1
    # each with the reason, and the rank that every mend would give
    page.get_by_text(words["regions.against"].partition("{n}")[0]).first.click()
    assert page.get_by_role("columnheader", name=words["column.mended_rank"]).count() == 1
    page.get_by_role("button", name=words["link.copy"]).click()
    page.get_by_role("button", name=words["link.done"]).wait_for()
    link = new_page(
        page.evaluate("navigator.clipboard.readText()"),
        locale=next(other for other in LOCALES if other != locale),
        width=width,
    )
    settled(link)
    assert link.locator(".js-plotly-plot .ytick text").all_text_contents() == names


@ways(3)
def test_the_years_of_one_body(new_page, locale, width):
    words = catalogue(LOCALES[locale])
    page = new_page("/years", locale=locale, width=width)
    main = page.get_by_test_id("stMain")
    page.locator(".js-plotly-plot").first.wait_for()
    # each year with its state leads to its report; what changed is said before any chart
    strip = page.locator("[class*=st-key-strip_]").first
    assert strip.get_by_role("link").count() == 2
    assert words["state.consistent"] in strip.inner_text()
    said = words["years.prose_changed"].format(old=2023, new=2024, parts="|").partition("|")[0]
    assert main.get_by_text(re.compile(re.escape(said))).count() == 1
    table = page.locator("table.nb-data").last
    assert {"2023", "2024"} <= set(table.locator("tbody th").all_inner_texts())
    assert words["column.change"] in main.inner_text()


@ways(0)
def test_zeros_that_the_prose_contradicts(new_page, locale, width):
    words = catalogue(LOCALES[locale])
    page = new_page("/zero?data=demo&list=contradicted", locale=locale, width=width)
    said = page.get_by_text(re.compile(words["zero.listed"].partition("{n}")[0] + r"\s*\d")).first.inner_text()
    assert int(re.search(r"\d[\d,]*", said)[0]) > 0
    assert page.get_by_test_id("stDataFrame").count() >= 1


@ways(1)
def test_findings_are_in_excel_after_two_clicks(new_page, settled, locale, width):
    words = catalogue(LOCALES[locale])
    page = new_page("/?data=demo", locale=locale, width=width)
    go_to(page, width, words["inconsistencies.nav"])
    page.get_by_role("heading", name=words["inconsistencies.title"], level=1).wait_for()
    settled(page)
    with page.expect_download() as waited:
        page.get_by_role("button", name=words["data.as_xlsx"], exact=True).click()
    sheet = openpyxl.load_workbook(io.BytesIO(waited.value.path().read_bytes())).worksheets[0]
    shown = page.locator("li[data-report] .nb-line-body strong").all_inner_texts()
    assert [row[0].value for row in sheet.iter_rows(min_row=2, max_row=1 + len(shown))] == shown
    assert f"{sheet.max_row - 1}" in page.get_by_role("radio", name=words["sort.failed"]).first.inner_text()
