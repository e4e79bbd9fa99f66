"""The main ways through the app, as a person goes them."""

from __future__ import annotations

import re

import pytest

from tests.browser.views import SAMPLES, id_of
from tests.sizes import sized
from ui.texts import catalogue

# Findings that are no errors for sure: what was read with doubt is a warning
UNDECIDED = "li.nb-warning, li.nb-uncertain"


@pytest.fixture
def panshan() -> str:
    return (SAMPLES / "panshan_2022.txt").read_text("utf-8")


def test_a_pasted_report_from_its_findings_to_a_link(new_page, settled, panshan):
    page = new_page("/add")
    page.locator("textarea").fill(panshan)
    page.get_by_role("button", name="读入", exact=True).click()
    flagged = page.locator("td.nb-is-possible").filter(has_text="14").first
    flagged.wait_for()
    assert "14" in flagged.inner_text()
    assert "印有数字" in flagged.get_attribute("title")

    page.get_by_role("link", name="打开报告页").click()
    page.get_by_role("heading", name=re.compile("盘山县人民政府办公室 · 2022")).wait_for()
    settled(page)
    assert re.search(r"report=[0-9a-f]{12}", page.url)
    assert page.locator("article.nb-error").count() == 2

    page.get_by_test_id("stRadio").get_by_text("（七）总计").first.click()
    settled(page)
    assert re.search(r"try=[1-9]", page.url)
    assert page.locator("td.nb-implied ins").all_inner_texts() == ["2", "2", "16", "16"]
    assert page.locator("article.nb-error .nb-held").count() == 2

    page.get_by_test_id("stSidebarNav").get_by_role("link", name="勾稽检查").click()
    page.get_by_role("heading", name="勾稽检查").wait_for()
    settled(page)
    page.get_by_test_id("stMain").get_by_role("radio", name=re.compile("^待定")).click()
    settled(page)
    assert "show=undecided" in page.url
    assert page.locator(UNDECIDED).count() > 0
    assert page.locator("li.nb-error").count() == 0

    # what only this visit has is not there for somebody else, and nothing else is shown for it
    assert "scope=mine" in page.url
    link = new_page(page.url)
    link.get_by_text(catalogue("zh")["empty.not_here.title"]).wait_for()
    assert link.locator("li[data-report]").count() == 0
    link = new_page(page.url.replace("scope=mine", "scope=public"))
    link.locator(UNDECIDED).first.wait_for()
    settled(link)
    assert link.locator("li.nb-error").count() == 0


RICH = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office'><body><!--StartFragment--><p class=MsoNormal>某县商务局"
    "2021年政府信息公开工作年度报告<o:p></o:p></p><table class=MsoTableGrid><tr><td>信息内容</td><td>本年制发件数</td>"
    "<td>本年废止件数</td><td>现行有效件数</td></tr><tr><td><p>规章<o:p></o:p></p></td><td><p>14</p></td><td>"
    "<p><o:p>&nbsp;</o:p></p></td><td><p>37</p></td></tr></table><img src=x onerror='window.hit=1'><!--EndFragment-->"
    "</body></html>"
)
PASTE = """(box, [kind, content]) => {
  const data = new DataTransfer()
  if (kind) data.setData(kind, content)
  box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}))
}"""


def test_rich_text_is_pasted_with_its_tables(new_page, settled):
    page = new_page("/add")
    box = page.get_by_role("textbox", name=re.compile("Ctrl"))
    box.evaluate(PASTE, ["", ""])
    page.get_by_text("剪贴板里没有文字").wait_for()
    box.evaluate(PASTE, ["text/html", RICH])
    page.get_by_text("某县商务局 · 2021").wait_for()
    settled(page)
    page.get_by_role("cell", name="37", exact=True).first.wait_for()
    assert page.get_by_text("正在读取").count() == 0
    assert page.evaluate("window.hit") is None
    assert box.inner_text().strip() == ""
    box.evaluate(PASTE, ["text/plain", "某县商务局2020年政府信息公开工作年度报告\n规章 | 1 | 2 | 5 |"])
    page.get_by_text("某县商务局 · 2020").wait_for()
    box.evaluate(PASTE, ["text/plain", "床前明月光"])
    page.get_by_test_id("stAlert").get_by_text("没有找到").wait_for()


def test_a_real_paste_by_the_keyboard(new_page, settled):
    page = new_page("/add")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(
        "html => navigator.clipboard.write([new ClipboardItem({'text/html': new Blob([html], {type: 'text/html'})})])",
        RICH,
    )
    box = page.get_by_role("textbox", name=re.compile("Ctrl"))
    box.focus()
    page.keyboard.type("x")
    assert box.inner_text().strip() == ""
    page.keyboard.press("Control+V")
    page.get_by_text("某县商务局 · 2021").wait_for()


def test_a_link_to_a_report_of_somebody_else_says_so(new_page):
    page = new_page("/report?report=ffffffffffff")
    assert "ffffffffffff" in page.get_by_test_id("stAlert").first.inner_text()


def test_a_square_of_the_matrix_opens_its_report(new_page, settled):
    page = new_page("/")
    square = page.locator(".scatterlayer .trace:has(.point) .point").first
    square.wait_for()
    box = square.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(re.compile(r"/report\?.*report="))
    settled(page)
    assert page.locator("table.nb-form").count() == 1


def test_cells_are_reached_without_a_mouse(new_page, settled):
    page = new_page("/report?tab=requests")
    settled(page)
    stops = page.locator("table.nb-form td[tabindex='0']")
    stops.first.wait_for()
    assert stops.count() == 1
    stops.focus()
    for key in ("ArrowDown", "ArrowRight", "End"):
        page.keyboard.press(key)
    focused = "document.activeElement.dataset.cell"
    assert page.evaluate(focused) == "requests/carried_in/total"
    assert "第" in page.locator(".nb-status").inner_text()
    page.keyboard.press("Enter")
    settled(page)
    assert "cell=requests%2Fcarried_in%2Ftotal" in page.url
    assert page.evaluate(focused) == "requests/carried_in/total"
    page.get_by_role("tab", name="逐格明细").click()
    page.get_by_test_id("stDataFrame").wait_for()
    assert "tab=cells" in page.url


@pytest.mark.parametrize("name", sized(["panshan_2022.txt"], ["panshan_2022.txt", "shanghai_office_2019.html"]))
def test_from_a_figure_to_its_place_in_the_source_and_back(new_page, settled, name):
    page = new_page(f"/report?report={id_of(name)}&tab=requests&side=source")
    page.locator("td[data-cell='requests/received/total']").click()
    settled(page)
    assert page.locator(".nb-cell-card").count() == 1
    inside = page.locator(".nb-doc-whole")
    selected = inside.locator(".nb-selected")
    assert selected.get_attribute("data-cell") == "requests/received/total"
    view, mark = inside.bounding_box(), selected.bounding_box()
    assert view["y"] <= mark["y"] <= view["y"] + view["height"]

    inside.locator("[data-cell='disputes/review/total']").click()
    settled(page)
    assert "tab=disputes" in page.url
    assert page.locator("td.nb-selected").get_attribute("data-cell") == "disputes/review/total"

    link = new_page(page.url)
    settled(link)
    assert link.locator("td.nb-selected").get_attribute("data-cell") == "disputes/review/total"
    assert link.locator(".nb-doc-whole .nb-selected").count() == 1


def test_a_stated_number_leads_to_its_cell(new_page, settled):
    page = new_page(f"/report?report={id_of('datonghu_2019.txt')}&tab=prose")
    page.locator(".nb-stated.nb-differs").click()
    settled(page)
    assert page.locator("td.nb-selected").get_attribute("data-cell") == "requests/received/total"


def test_the_link_is_copied_and_opens_the_same_view(new_page, settled):
    page = new_page(f"/report?report={id_of('panshan_2022.txt')}&tab=requests&cell=requests/granted/total&finding=1")
    settled(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制链接").click()
    page.get_by_role("button", name="已复制").wait_for()
    copied = new_page(page.evaluate("navigator.clipboard.readText()"), locale="en-GB")
    settled(copied)
    assert copied.locator("td.nb-selected").get_attribute("data-cell") == "requests/granted/total"
    assert copied.locator("article.nb-error").count() == 1
    assert copied.get_by_role("button", name="复制链接").count() == 1


def test_a_report_is_taken_away(new_page, settled, tmp_path):
    page = new_page(f"/report?report={id_of('panshan_2022.txt')}", locale="en-GB")
    page.get_by_role("button", name="Download").click()
    page.get_by_role("button", name="To print (HTML)").wait_for()
    settled(page)
    with page.expect_download() as waited:
        page.get_by_role("button", name="To print (HTML)").click()
    paper = tmp_path / "report.html"
    waited.value.save_as(paper)
    assert '<html lang="en">' in paper.read_text("utf-8")
    page.goto(paper.as_uri())
    assert page.locator("table.nb-form").count() == 3
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")


def behind(page, lang):
    """Open the checks behind the first item."""
    page.locator("summary").filter(has_text=catalogue(lang)["diagnosis.findings"].format(n=2)).first.click()


def test_a_verdict_with_its_note_is_there_for_the_next_visitor(new_page, settled):
    path = f"/report?report={id_of('panshan_2022.txt')}&tab=requests"
    page = new_page(path)
    first = page.locator("article.nb-card.nb-error").first
    # drawn last: a click while the page is still being drawn may come to nothing
    page.locator(".nb-doc").wait_for()
    settled(page)
    main = page.get_by_test_id("stMain")
    behind(page, "zh")
    settled(page)
    page.locator("[class*=st-key-of_]").first.get_by_role("button", name="确认", exact=True).first.click()
    first.get_by_text("已确认").wait_for()
    main.get_by_role("button", name="加备注").first.click()
    note = page.get_by_role("textbox", name=re.compile("备注"))
    note.fill("原网页如此<img src=x onerror='window.hit=1'>")
    page.get_by_role("button", name="保存").click()
    first.get_by_text("原网页如此<img").wait_for()
    note.wait_for(state="hidden")
    settled(page)

    other = new_page(f"{path}&lang=en", width=390, scheme="dark")
    behind(other, "en")
    card = other.locator("article.nb-confirmed")
    assert "Confirmed" in card.inner_text()
    assert "原网页如此<img" in card.inner_text()
    assert other.evaluate("window.hit") is None
    other.get_by_role("button", name="Withdraw").click()
    card.wait_for(state="detached")

    page.reload()
    first.wait_for(state="attached")
    settled(page)
    assert page.locator("article.nb-confirmed").count() == 0
