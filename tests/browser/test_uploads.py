"""What a visitor brings, good and bad, one after the other in one visit: what is already there stays."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from PIL import Image

from tests.browser.views import SAMPLES
from tests.loaders import office
from ui.texts import catalogue

PAGE = (SAMPLES / "hongze_2023.html").read_bytes()
OTHER = (SAMPLES / "panshan_2022.txt").read_bytes()
BODY = "洪泽区人民政府 · 2023"


def archive() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("2023/hongze.html", PAGE)
        made.writestr("2022/panshan.txt", OTHER)
    return stream.getvalue()


def picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(stream, "PNG")
    return stream.getvalue()


def upload(page, settled, name, content):
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "", "buffer": content})
    settled(page)


def printed(browser) -> bytes:
    """The sample as a PDF, printed by the browser."""
    page = browser.new_page()
    page.set_content(PAGE.decode("utf-8"))
    content = page.pdf(format="A4")
    page.close()
    return content


def test_a_web_page_and_its_printed_pdf_give_the_same(new_page, settled, browser):
    for name, content in {"report.html": PAGE, "report.pdf": printed(browser)}.items():
        page = new_page("/add")
        upload(page, settled, name, content)
        page.get_by_role("heading", name=BODY).wait_for()
        assert page.locator("article.nb-error").count() >= 1
        page.get_by_role("tab", name=catalogue("zh")["tab.disputes"]).click()
        settled(page)
        assert page.locator("table.nb-disputes td").first.inner_text().endswith("10")


def test_a_word_document_with_its_merged_cells(new_page, settled):
    document = office.case(5, "docx")
    wanted = document.cells["requests/received/total"].value
    page = new_page("/add")
    upload(page, settled, document.name, document.data)
    page.get_by_role("link", name=catalogue("zh")["add.open"]).click()
    page.wait_for_url(re.compile("report="))
    page.get_by_role("tab", name=catalogue("zh")["tab.requests"]).click()
    cell = page.locator("td[data-cell='requests/received/total']")
    cell.wait_for()
    assert cell.inner_text().replace(",", "").endswith(str(wanted))


@pytest.mark.full_size
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_what_cannot_be_read_harms_nothing_that_could(new_page, settled, tmp_path, locale):
    words = catalogue(locale[:2])
    page = new_page("/add", locale=locale)
    upload(page, settled, "both.zip", archive())
    page.get_by_role("link", name=words["add.open"]).nth(1).wait_for()

    upload(page, settled, "picture.png", picture())
    refused(page, words, "picture.png")
    big = tmp_path / "big.html"
    big.write_bytes(b"<p>0</p>" * 7_500_000)
    page.locator("input[type=file]").set_input_files(big)
    refused(page, words, "big.html", "20 MB")
    upload(page, settled, "nonsense.txt", "床前明月光，疑是地上霜。".encode())
    refused(page, words, "nonsense.txt")
    page.get_by_role("button", name=words["add.read"], exact=True).click()
    settled(page)
    refused(page, words, words["add.pasted_name"])

    # six documents are a table, from which both reports can be opened
    assert page.get_by_test_id("stDataFrame").count() == 1
    assert page.get_by_role("combobox", name=re.compile(words["column.open_report"])).count() == 1
    assert page.locator("article").count() == 0
    assert page.get_by_test_id("stException").count() == 0
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=words["overview.nav"]).click()
    settled(page)
    kept = words["sidebar.scope"].format(name=words["dataset.samples"], shared=10, mine=2)
    assert kept in page.get_by_test_id("stSidebar").inner_text()


def refused(page, words, name, reason=""):
    """A message names the document and says why it was not read."""
    title = words["add.failed"].format(name=name)
    message = page.get_by_test_id("stAlert").filter(has_text=title)
    message.wait_for(timeout=90_000)
    assert reason in message.inner_text()
    assert len(message.inner_text()) > len(title) + 10
