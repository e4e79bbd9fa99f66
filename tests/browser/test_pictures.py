"""A chart is saved as it is seen, with what the page says of it and whether its reports are made up."""

from __future__ import annotations

import struct
from xml.etree import ElementTree as ET

from ui.texts import catalogue

PLOT = ".st-key-ranking_granted_rate .js-plotly-plot"


def test_a_ranking_is_saved_as_svg_and_as_png(new_page):
    words = catalogue("en")
    page = new_page("/regions?data=demo&year=2022&level=county&metric=granted_rate", locale="en-GB")
    page.locator(PLOT).wait_for()
    names = page.locator(f"{PLOT} .ytick text").all_text_contents()
    drawing = ET.fromstring(saved(page, "SVG").decode())
    said = ["".join(text.itertext()) for text in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert len(names) > 1
    assert set(names) <= set(said)
    assert said.count(next(name for name in names if name.startswith("! "))) == 1
    whole = " ".join(said)
    assert words["regions.apart"][:20] in whole
    assert words["dataset.note"][:20] in whole
    picture = saved(page, "PNG")
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", picture[16:24]) == tuple(int(2 * float(drawing.get(n))) for n in ("width", "height"))


def saved(page, kind: str) -> bytes:
    with page.expect_download() as waited:
        page.get_by_role("button", name=catalogue("en")["data.as_picture"].format(kind=kind)).click()
    assert waited.value.suggested_filename == f"granted_rate.{kind.lower()}"
    return waited.value.path().read_bytes()
