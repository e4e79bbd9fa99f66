"""A report is pasted, kept and shared, opened by somebody else, and deleted by its key."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tests.browser.views import SAMPLES
from ui.texts import catalogue

# Cells that a broken sum has marked
MARKED = 'table.nb-form td[class*="nb-is-"]'
ZH, EN = catalogue("zh"), catalogue("en")


def form(page):
    return [text for text in page.locator("table.nb-form td").all_inner_texts() if text.isdigit()]


def test_from_a_pasted_report_to_a_link_that_is_deleted(new_page, settled):
    page = new_page("/add")
    # made up: the same form, of another year
    text = (SAMPLES / "panshan_2022.txt").read_text("utf-8").replace("2022", "2024")
    page.locator("textarea").first.fill(text)
    page.get_by_role("button", name=ZH["add.read"], exact=True).click()
    page.locator("table.nb-form").first.wait_for()
    page.get_by_role("button", name=ZH["keep.action"]).click()
    page.get_by_role("button", name=ZH["keep.save"].format(n=1)).click()
    page.get_by_text(ZH["keep.key"]).wait_for()
    settled(page)
    assert not page.get_by_role("button", name=ZH["keep.save"].format(n=1)).is_visible()
    link, key = page.locator("code").all_inner_texts()[-2:]
    # a box that is open does not keep the visitor on the page
    page.get_by_role("button", name=ZH["keep.action"]).click()
    page.get_by_role("button", name=ZH["keep.save"].format(n=1)).wait_for()
    page.get_by_role("link", name=ZH["add.open"]).click()
    page.wait_for_url(re.compile(r"/report\?"), timeout=120_000)
    settled(page)
    assert page.url.partition("?")[0].endswith("/report")

    # another profile, another language, a phone
    theirs = new_page(link.removeprefix("http://" + urlsplit(link).netloc), width=390, locale="en-GB")
    theirs.locator(MARKED).first.wait_for()
    assert form(theirs) == form(page)
    assert (
        theirs.get_by_role("heading", level=1).all_inner_texts()
        == page.get_by_role("heading", level=1).all_inner_texts()
    )
    assert theirs.locator(MARKED).count() == page.locator(MARKED).count()
    assert theirs.get_by_text(EN["shared.may_read"]).count() == 1
    assert theirs.evaluate("document.documentElement.scrollWidth") <= 390

    theirs.get_by_role("button", name=EN["shared.manage"]).click()
    theirs.get_by_label(EN["shared.key"], exact=True).fill(key)
    theirs.get_by_role("button", name=EN["shared.delete"]).click()
    theirs.get_by_text(EN["shared.why_deleted"]).wait_for()
    settled(theirs)
    assert theirs.locator("table.nb-form").count() == 0
