"""What is printed is what is seen, without the sidebar and with every row of its tables."""

from __future__ import annotations

import logging
import unicodedata
from io import BytesIO

import pdfplumber
import pytest

from tests.browser.views import MADE_UP, VIEWS
from tests.sizes import sized
from ui.texts import catalogue

# A table that is painted, lists that are markup, a form beside a document; at full size every view
PRINTED = sized(
    {"data": MADE_UP["data"], "report": VIEWS["report"]},
    {**{name: MADE_UP[name] for name in ("data", "zero", "inconsistencies", "regions", "overview")}, **VIEWS},
)
_LAST_ROWS = """() => {
  window.dispatchEvent(new Event("beforeprint"));
  const rows = [...document.querySelectorAll(".nb-paper, .nb-form, .nb-data, .nb-inbox")]
    .filter((table) => table.offsetParent || table.classList.contains("nb-paper"))
    .filter((table) => !table.closest("details:not([open])") && !table.closest("[hidden]"))
    .map((table) => [...table.querySelectorAll("tr, li")].at(-1))
    .map((row) => {
      // what is for screen readers alone is not on paper
      const unseen = [...(row?.querySelectorAll(".nb-hidden") ?? [])];
      unseen.forEach((each) => { each.style.display = "none"; });
      const said = [...(row?.cells ?? [])].map((cell) => cell.innerText).join("\t") || (row?.innerText ?? "");
      unseen.forEach((each) => { each.style.display = ""; });
      return said;
    });
  window.dispatchEvent(new Event("afterprint"));
  return rows;
}"""


# Characters that fonts share with radicals of the same look, which is what is read out of the paper
_RADICALS = str.maketrans("⺠⻅⻆⻓⻔⻚⻛⻜⻢⻥⻦⻩⻬⻰⻋⻉⻘⻝⻁", "民见角长门页风飞马鱼鸟黄齐龙车贝青食虎")


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).translate(_RADICALS).split())


@pytest.mark.parametrize("name", PRINTED)
def test_the_last_row_of_each_table_is_printed_and_the_sidebar_is_not(new_page, name):
    page = new_page(f"/{PRINTED[name]}")
    rows = page.evaluate(_LAST_ROWS)
    content = page.pdf(format="A4", prefer_css_page_size=True)
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    with pdfplumber.open(BytesIO(content)) as paper:
        sheets = [sheet.extract_text() or "" for sheet in paper.pages]
        assert {(round(sheet.width), round(sheet.height)) for sheet in paper.pages} == {(595, 842)}
        beyond = [char for sheet in paper.pages for char in sheet.chars if char["x1"] > sheet.width]
    assert beyond == []
    text = squeezed("".join(sheets))
    assert squeezed(page.get_by_role("heading", level=1).first.inner_text()) in text
    assert squeezed(catalogue("zh")["sidebar.search"]) not in text
    # charts have their table folded away
    assert len(rows) >= page.locator('[data-testid="stDataFrame"]:visible').count()
    for row in rows:
        cells = [squeezed(cell) for cell in row.split("\t") if cell.strip(" –\n")]
        # a cell that is broken over lines is read line by line, between those beside it
        assert all(cell[:3] in text for cell in cells), row
    assert page.locator(".nb-paper").count() == 0
