"""Documents printed by LibreOffice and by Chromium come back exactly: every cell, the year, the agency, the prose.

The figures are known before the document is printed; the prose is compared with what the same page gives as HTML.
"""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Iterator, Mapping

import pytest

from benchmarks.formats import characters
from parsing import Report, parse_report
from parsing.loaders import pdf as loader
from parsing.report import Status
from tests.pdf.conftest import Print
from tests.pdf.word import document
from tests.render import Case, render
from tests.render.score import compare_cells, compare_facts

# Seeds of both editions; a clean form, and forms with what a print can show
CLEAN = (0, 1, 2, 3, 4, 5)
DEFECTS = (
    ("cells_blank",),
    ("cells_dashed",),
    ("words_in_cells",),
    ("changes_signed", "full_width_digits"),
    ("label_lost", "labels_misprinted"),
    ("group_merged",),
    ("disputes_in_three", "headings_lost"),
    ("amount_in_yuan", "traditional"),
)
MARKED = tuple(range(20, 20 + len(DEFECTS)))
SEEDS = (*CLEAN, *MARKED)
PAGE_NUMBERS = (("- ", " -"), ("第", "页"), ("", ""))
# How long a conversion by LibreOffice may take (seconds), and how much of the time of pdfplumber's characters alone a reading may
PATIENCE = 300
SHARE = 0.5
# A page as Word prints it:
STYLE = (
    "<meta charset=utf-8><style>@page{size:A4;margin:2.5cm 2.6cm}body{font-family:'Noto Serif CJK SC';line-height:28pt}"
    "table{border-collapse:collapse;width:100%;line-height:1.3}td{border:1px solid #000;vertical-align:middle}"
    "td p{margin:0;line-height:1.3!important;text-indent:0!important}</style></head>"
)


def case(seed: int) -> Case:
    return render(seed, "html_word", DEFECTS[MARKED.index(seed)] if seed in MARKED else [])


def read(data: bytes) -> Report:
    return parse_report(data, "report.pdf")


@pytest.fixture(scope="session")
def by_libreoffice(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Mapping[int, bytes]:
    """The documents as Word files with running head and page numbers, converted by LibreOffice in one go."""
    folder = tmp_path_factory.mktemp("word")
    for seed in SEEDS:
        content = document(case(seed).text, "政府信息公开年报", PAGE_NUMBERS[seed % 3], splittable=seed % 2 == 0)
        (folder / f"{seed}.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, folder.glob("*.docx"))], check=True, capture_output=True, timeout=PATIENCE)
    return {seed: (folder / f"{seed}.pdf").read_bytes() for seed in SEEDS}


@pytest.fixture(scope="session")
def by_chromium(print_page: Print) -> Mapping[int, bytes]:
    """The documents as a browser prints them, every other one with its date, title, address and page numbers."""
    return {seed: print_page(styled(case(seed).text, STYLE), bare=seed % 2 == 1) for seed in SEEDS}


def styled(html: str, style: str) -> str:
    """A page with another style, its own encoding aside."""
    return re.sub(r"<meta[^>]*>", "", html).replace("</head>", style)


@pytest.mark.parametrize("seed", SEEDS)
def test_libreoffice(by_libreoffice, seed):
    _check(seed, by_libreoffice[seed], lost_marks="，")


@pytest.mark.parametrize("seed", SEEDS)
def test_chromium(by_chromium, seed):
    _check(seed, by_chromium[seed])


def _check(seed: int, data: bytes, lost_marks: str = "") -> None:
    printed, report = case(seed), read(data)
    outcomes, misses = compare_cells(printed, report)
    assert misses == []
    assert dict(outcomes) == {"right": len(printed.cells)}
    wrong = {name: facts for name, facts in compare_facts(printed, report).items() if not facts[0]}
    assert wrong == {}
    # LibreOffice leaves out a comma that would hang over the margin
    same = str.maketrans("", "", lost_marks)
    assert _prose(report, same) == _prose(parse_report(printed.data, printed.name), same)


def _prose(report: Report, same: dict[int, int | None]) -> list[tuple[int, str | None, list[str]]]:
    return [
        (
            section.number,
            section.heading,
            [re.sub(r"\s", "", paragraph.text).translate(same) for paragraph in section.paragraphs],
        )
        for section in report.sections
    ]


def test_libreoffice_cuts_the_requests_table(by_libreoffice):
    _check_places(by_libreoffice)


def test_chromium_cuts_the_requests_table(by_chromium):
    _check_places(by_chromium)


def _check_places(printed: Mapping[int, bytes]) -> None:
    """The requests table stands on several pages and is one table; every figure says where it stands."""
    for seed, data in printed.items():
        figures = [f for f in read(data).figures if f.table == "requests" and f.status is not Status.MISSING]
        assert len({f.place.page for f in figures}) >= 2, seed
        assert len({f.place.table for f in figures}) == 1, seed
        assert all(f.place.row and f.place.column for f in figures), seed


def test_both_editions_are_printed():
    assert {case(seed).editions["requests"] for seed in SEEDS} == {"2019", "2021"}


def test_libreoffice_takes_less_than_the_characters_by_pdfplumber(by_libreoffice):
    assert any(ratio <= SHARE for ratio in _ratios(by_libreoffice[SEEDS[1]]))


def test_chromium_takes_less_than_the_characters_by_pdfplumber(by_chromium):
    assert any(ratio <= SHARE for ratio in _ratios(by_chromium[SEEDS[1]]))


def _ratios(data: bytes) -> Iterator[float]:
    """The best of some readings over the best of pdfplumber's, in turn."""
    ours = alone = float("inf")
    for _ in range(6):
        alone = min(alone, _seconds(characters, data))
        ours = min(ours, _seconds(loader.load, data))
        yield ours / alone


def _seconds(function, data: bytes) -> float:
    start = time.perf_counter()
    function(data)
    return time.perf_counter() - start
