"""Printed reports, scanned: askew, blurred, noisy and compressed, they come back without a wrong figure that is certain.

The documents are printed by LibreOffice, so that their figures are known; pages become pictures as a scanner makes them.
"""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Mapping

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageFilter

from checks import run_checks
from parsing import loaders, parse_report
from parsing.errors import (
    DamagedFileError,
    EmptyError,
    NoTextLayerError,
    TooManyPixelsError,
    TooManyScannedPagesError,
)
from parsing.loaders import ocr
from parsing.loaders.ocr import limits
from parsing.report import Report, Status
from tests.pdf.paper import Page, pdf
from tests.pdf.test_printed import styled
from tests.pdf.word import document
from tests.render import Case, render
from tests.render.score import compare_cells, compare_facts
from tests.sizes import sized

# A clean form, and one with dashes and blanks, which are easily taken for figures; a PDF has all pages, a picture one
SCANS = sized([("JPEG", 1)], [("JPEG", 1), ("PDF", 21)])
PRINTED = {1: (), 21: ("cells_blank", "cells_dashed")}
PATIENCE = 300
DPI = 200


def case(seed: int) -> Case:
    return render(seed, "html_word", PRINTED[seed])


@pytest.fixture(scope="session")
def printed(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Mapping[int, bytes]:
    folder = tmp_path_factory.mktemp("scan")
    for seed in {seed for _, seed in SCANS}:
        (folder / f"{seed}.docx").write_bytes(document(case(seed).text, "政府信息公开年报", ("- ", " -")))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, folder.glob("*.docx"))], check=True, capture_output=True, timeout=PATIENCE)
    return {int(file.stem): file.read_bytes() for file in folder.glob("*.pdf")}


def scanned(data: bytes, seed: int) -> list[Image.Image]:
    """The pages as a scanner makes them: grey, turned by half a degree, blurred, with noise."""
    rng = np.random.default_rng(seed)
    pages = []
    with pypdfium2.PdfDocument(data) as file:
        for number, page in enumerate(file):
            picture = page.render(scale=DPI / 72).to_pil().convert("L")
            picture = picture.rotate((-1) ** number * 0.5, Image.Resampling.BICUBIC, fillcolor=255)
            grey = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.7)), np.float32)
            grey = 238 - (255 - grey) * 0.85 + rng.normal(0, 6, grey.shape)
            pages.append(Image.fromarray(grey.clip(0, 255).astype(np.uint8)))
    return pages


def saved(pages: list[Image.Image], kind: str, **options) -> bytes:
    out = io.BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if len(pages) > 1 else {}
    pages[0].save(out, kind, **more, **options)
    return out.getvalue()


@pytest.mark.ocr
@pytest.mark.parametrize(("kind", "seed"), SCANS)
def test_a_scan_is_read_without_a_wrong_figure_that_is_certain(printed, kind, seed):
    pages = scanned(printed[seed], seed)
    if kind == "PDF":
        report = parse_report(saved(pages, kind, resolution=DPI, quality=75), "scan.pdf")
        assert_whole(case(seed), report)
    else:
        report = parse_report(saved(pages[:1], kind), "page.docx")
        assert_first_page(case(seed), report)
    remark = next(remark for remark in report.remarks if remark.kind == "ocr")
    assert len(remark.details["pages"]) == (len(pages) if kind == "PDF" else 1)
    finding = next(found for found in run_checks(report).flagged if found.rule == "report.recognised")
    assert finding.severity == "info"


def assert_whole(original: Case, report: Report) -> None:
    """Nearly everything is right, and nothing is wrong."""
    outcomes, misses = compare_cells(original, report)
    assert misses == []
    assert outcomes["right"] >= 0.95 * outcomes.total(), dict(outcomes)
    assert {name: facts for name, facts in compare_facts(original, report).items() if not facts[0]} == {}
    assert len(report.figures) > 100


def assert_first_page(original: Case, report: Report) -> None:
    """Of the first table what the page has of it, of the others nothing."""
    figures = report.by_id()
    truths = {name: truth for name, truth in original.cells.items() if name.startswith("disclosure/")}
    found = [name for name in truths if figures[name].status is not Status.MISSING]
    assert len(found) >= 6
    assert all(figures[name].value == truths[name].value for name in found)
    assert all(f.status is not Status.REPORTED for f in report.figures if f.table != "disclosure")
    assert report.year == original.year


@pytest.mark.ocr
@pytest.mark.parametrize(
    ("kind", "options"),
    [("PNG", {}), ("JPEG", {}), ("TIFF", {}), ("TIFF", {"compression": "tiff_lzw"}), ("WEBP", {}), ("BMP", {})],
)
def test_pictures_of_every_kind_are_opened(kind, options):
    from parsing.loaders.ocr.pictures import pictures  # noqa: PLC0415 - only where its packages are

    page = Image.new("RGB", (300, 424), "white")
    data = saved([page, page] if kind == "TIFF" else [page], kind, **options)
    assert ocr.accepts(data)
    found = list(pictures(data, kind))
    assert [one.shape for one in found] == [(1754, 1241, 3)] * (2 if kind == "TIFF" else 1)
    assert all(one.min() == 255 for one in found)


@pytest.mark.ocr
def test_what_is_transparent_is_paper():
    from parsing.loaders.ocr.pictures import pictures  # noqa: PLC0415 - only where its packages are

    assert next(pictures(saved([Image.new("RGBA", (30, 40))], "PNG"), "PNG")).min() == 255


SHOWN = ("disclosure/", "disputes/")
# As wide as a browser's window, and much longer than any page
STRIP = (
    "<meta charset=utf-8><style>body{font-family:'Noto Sans CJK SC';width:1000px;margin:0 auto!important;line-height:1.8}"
    "table{border-collapse:collapse;width:100%!important;line-height:1.4}td{border:1px solid #999}"
    "h1{margin-top:1400px}p{margin:0}</style></head>"
)


@pytest.mark.ocr
@pytest.mark.full_size
def test_a_screenshot_of_a_whole_page_is_read(tab):
    original = case(1)
    page = styled(original.text, STRIP)
    # the largest table is left out, for it takes long
    *parts, requests, last = re.split(r"(?=<table)", page)
    tab.set_viewport_size({"width": 1_200, "height": 4_200})
    tab.set_content("".join(parts) + requests.split("</table>")[1] + last)
    figures = parse_report(tab.screenshot(), "page.png").by_id()
    truths = {name: truth for name, truth in original.cells.items() if name.startswith(SHOWN)}
    assert {name: figures[name].value for name in truths} == {name: truth.value for name, truth in truths.items()}


@pytest.mark.ocr
def test_lines_at_a_band_s_edge_are_found_once(monkeypatch):
    from parsing.loaders.ocr import engine  # noqa: PLC0415 - only where its packages are

    strip = np.full((4_000, 1_000, 3), 255, np.uint8)
    lines = range(10, 3_980, 30)
    strip[[line + offset for line in lines for offset in range(20)], 100:300] = 0
    seen: list[int] = []

    def found(band):
        """Every run of dark rows, cut where the band ends."""
        seen.append(len(band))
        dark = np.flatnonzero(np.diff(np.concatenate([[0], (band[:, 200, 0] == 0).astype(int), [0]])))
        return [engine.Box(100, int(top), 300, int(bottom)) for top, bottom in dark.reshape(-1, 2)]

    monkeypatch.setattr(engine, "_boxes", found)
    assert engine.boxes(strip) == [engine.Box(100, line, 300, line + 20) for line in lines]
    assert len(seen) >= 3
    assert max(seen) <= 1_500


def blank(size: tuple[int, int] = (40, 60)) -> Image.Image:
    return Image.new("1", size, 1)


# A page that shows something, and no text
DRAWN = Page().grid([80, 300, 500], [80, 200, 400])

REFUSED = {
    "cut": (lambda: saved([blank()], "PNG")[:50], DamagedFileError, ("图片", "a picture")),
    "head alone": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), DamagedFileError, ("损坏", "damaged")),
    "no jpeg": (lambda: b"\xff\xd8\xff\xe0" + bytes(50), DamagedFileError, ("图片", "a picture")),
    "nothing on it": (lambda: saved([blank((400, 600))], "PNG"), EmptyError, ("空", "nothing")),
    "pages": (lambda: saved([blank()] * 21, "TIFF"), TooManyScannedPagesError, ("20 页", "20 pages")),
    "pages of a pdf": (lambda: pdf(*[DRAWN] * 21), TooManyScannedPagesError, ("20 页", "20 pages")),
    "bomb": (lambda: saved([blank((9_000, 9_000))], "PNG"), TooManyPixelsError, ("60 百万像素", "60 million pixels")),
    "huge bomb": (lambda: saved([blank((30_000, 30_000))], "PNG"), TooManyPixelsError, ("像素", "pixels")),
}


@pytest.mark.ocr
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name):
    make, error, says = REFUSED[name]
    with pytest.raises(error) as caught:
        loaders.load(make())
    assert says[0] in caught.value.message("zh")
    assert says[1] in caught.value.message("en")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (saved([blank()], "PNG"), ("一张图片（PNG）", "a picture (PNG)")),
        (saved([blank()], "WEBP"), ("一张图片（WEBP）", "a picture (WEBP)")),
        (pdf(DRAWN), ("扫描件", "a scan")),
    ],
)
def test_without_its_packages_a_message_says_how_to_add_them(monkeypatch, data, says):
    monkeypatch.setattr(limits, "_PACKAGES", ("no_such_package",))
    with pytest.raises(NoTextLayerError) as caught:
        loaders.load(data)
    zh, en = caught.value.message("zh"), caught.value.message("en")
    assert says[0] in zh and says[1] in en
    assert "pip install -r requirements-ocr.txt" in zh and "pip install -r requirements-ocr.txt" in en


@pytest.mark.ocr
def test_a_figure_is_sure_only_if_two_readings_agree():
    from parsing.loaders.ocr.cells import _agreed  # noqa: PLC0415 - only where its packages are
    from parsing.loaders.ocr.engine import Text  # noqa: PLC0415 - as above

    assert _agreed([Text("14", 0.99), Text("14", 0.98)], 2) == ("14", True)
    assert _agreed([Text("14", 0.99), Text("14", 0.6)], 2) == ("14", False)
    assert _agreed([Text("14", 0.99), Text("74", 0.95)], 2) == ("14", False)
    # three digits side by side, and two that were read
    assert _agreed([Text("00", 0.99), Text("00", 0.99)], 3) == ("00", False)
    assert _agreed([Text("", 0), Text("", 0)], 1) == ("□", False)
