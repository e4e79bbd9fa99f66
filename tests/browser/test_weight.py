"""What a page sends over its connection, and of it a chart; and a page without charts loads nothing to draw them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks import weight
from tests.browser.views import MADE_UP
from tests.sizes import sized

MORE = {
    "data-findings": "data?data=demo&frame=findings",
    "data-figures": "data?data=demo&frame=figures",
}
# The heaviest, or every view
WEIGHED = sized(("zero", "report", "about-rules", "regions-lines", "years", "data-findings"), (*MADE_UP, *MORE))


@pytest.fixture(scope="module")
def weighed(server):
    addresses = {name: {**MADE_UP, **MORE}[name].partition("?") for name in WEIGHED}
    views = {name: (page, query) for name, (page, _, query) in addresses.items()}
    # a browser is driven by a loop of this thread's own
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(weight.pages, server, views).result()


@pytest.mark.parametrize("name", WEIGHED)
def test_a_page_sends_little(weighed, name):
    found = weighed[name]
    assert 10_000 < found.raw <= weight.PAGE * 1000, found.kinds
    assert found.sent < found.raw / 2
    assert found.chart <= weight.CHART * 1000


def test_a_page_without_charts_loads_nothing_that_draws_them(new_page):
    page = new_page("/about")
    scripts = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert any("/static/js/" in name for name in scripts)
    assert not [name for name in scripts if "Plotly" in name]
