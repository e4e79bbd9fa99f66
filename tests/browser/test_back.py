"""What the Back button does, page by page: it takes back the last choice and stays on the page; Forward makes it again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.views import id_of
from tests.sizes import sized

# Address, the control that is pressed, and what the URL says of that choice
CHOICES = {
    "overview": ("", ("radio", "Departments"), "rates=department"),
    "report": (f"report?report={id_of('panshan_2022.txt')}", ("tab", "II. Disclosure"), "tab=disclosure"),
    "regions": ("regions", ("tab", "Provinces"), "view=map"),
    "years": ("years", ("tab", "All metrics"), "view=metrics"),
    "zero": ("zero", ("radio", "County"), "by=county"),
    "inconsistencies": ("inconsistencies", ("radio", "Notes"), "show=remark"),
    "data": ("data", ("radio", "Metrics"), "frame=metrics"),
    "about": ("about?view=metrics", ("radio", "Counties"), "level=county"),
}


@pytest.mark.parametrize("name", sized(("report", "zero"), tuple(CHOICES)))
def test_back_takes_back_a_choice_and_forward_makes_it_again(new_page, settled, name):
    address, (role, label), said = CHOICES[name]
    page = new_page(f"/{address}", locale="en-GB")
    before = page.url
    control = page.get_by_role(role, name=label).first
    chosen = "aria-selected" if role == "tab" else "aria-checked"
    was_chosen = control.get_attribute(chosen)
    control.click()
    settled(page)
    assert said in page.url
    page.go_back()
    settled(page)
    assert page.url == before
    assert control.get_attribute(chosen) == was_chosen
    page.go_forward()
    settled(page)
    assert said in page.url
    assert control.get_attribute(chosen) == "true"


# A page with what it is filtered by
FILTERED = {"regions": "regions?year=2023&metric=refused_rate&level=county", "data": "data?frame=panel&year=2022"}


@pytest.mark.full_size
@pytest.mark.parametrize("name", FILTERED)
def test_another_page_is_one_entry_and_back_shows_the_one_before_with_its_filters(new_page, settled, name):
    page = new_page(f"/{FILTERED[name]}", locale="en-GB")
    before, shown = page.url, page.get_by_test_id("stMain").inner_text()
    for target in ("Zero-filled", "Inconsistencies"):
        page.get_by_test_id("stSidebarNav").get_by_role("link", name=target).click()
        settled(page)
    # inconsistencies say in their address what they show by themselves
    for _ in range(2):
        page.go_back()
        settled(page)
    assert page.url == before
    expect(page.get_by_test_id("stMain")).to_have_text(shown, use_inner_text=True)
