"""Pages whose tables came as text: every text layout reads the same in paragraphs, behind line breaks and set as it is."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import pytest

from parsing import parse_report
from tests.render import render
from tests.render.score import score

HEAD = "<html><head><meta charset='utf-8'><title>公开年报</title></head><body>"
PAGES = {
    "paragraphs": lambda lines: "".join(f"<p><span>{line}</span></p>\n" for line in lines),
    "breaks": lambda lines: "<div>" + "<br>\n".join(lines) + "</div>",
    "set as it is": lambda lines: "<pre>" + "\n".join(lines) + "</pre>",
}
LAYOUTS = ("lines", "pipes_trailing", "pipes_next_line", "pipes_unpadded", "pipes_padded", "markdown", "tabs_own")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_tables_that_came_as_text(layout, page):
    def wrapped(seed):
        case = render(seed, layout=layout, defects=())
        lines = [escape(line) for line in case.data.decode(case.encoding).split("\n")]
        data = (HEAD + PAGES[page](lines) + "</body></html>").encode()
        return replace(case, data=data, name=f"{seed}.html")

    result = score((wrapped(seed) for seed in range(4)), parse_report)
    assert (result.total.perfect, result.misses, result.crashes) == (4, [], [])
