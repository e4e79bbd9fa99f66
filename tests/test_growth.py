"""Twice as large a text takes at most three times as long: each loader on up to 1 MB made against it, and each step behind."""

from __future__ import annotations

import contextlib

import pytest

from checks import run_checks
from parsing import UnreadableError, loaders, parse_report
from parsing.identity.facts import identify
from parsing.normalise import normalise
from parsing.wording.values import kind, read
from tests.growth import MOST, growth
from tests.loaders.office import p, word, workbook
from tests.sizes import sized

SIZE = sized(120_000, 1_000_000)
# What a text is made of; the word that lets it go on to the steps behind the loaders stands before
UNITS = {
    "commas": "规章,",
    "quotes": '"',
    "quoted lines": '"a\n',
    "semicolons": ";\n",
    "headers": "a: b\r\n",
    "folded headers": "a:\r\n b",
    "mime": "MIME-Version: 1.0\n",
    "offsets": "StartHTML:1\r\n",
    "charsets": "<meta charset=",
    "comments": "<!--",
    "open tags": "<",
    "attributes": "<a b=",
    "cells": "<td>",
    "rules": "| -",
    "pipes": "|",
    "wide pipes": "｜ ",
    "tabs": "\t",
    "stars": "**",
    "hashes": "# ",
    "backticks": "`",
    "entities": "&nbsp",
    "breaks": "<br ",
    "fonts": "<font ",
    "wide blanks": "　　a",
    "thousands": "1,111 ",
    "separators": "1,",
    "brackets": "（",
    "pinyin": "公(gōng)",
    "years": "2021年",
    "days": "2021年1月",
    "dates": "2021年1月1日",
    "titles": "政府信息公开工作年度报告",
    "bodies": "县人民政府办公室",
    "places": "朝阳区",
    "headings": "一、总体情况\n",
    "labels": "（一）予以公开\n",
    "label and figure": "规章\n1\n",
    "received": "收到申请1件，",
    "sums": "其中1件、",
    "junk": "??",
    "surrogates": "\ufffd",
}
HEADS = {
    "headers": "",
    "folded headers": "",
    "mime": "",
    "offsets": "Version:0.9\r\n",
}


def whole_reading(data: bytes) -> None:
    """``parse_report`` and the checks."""
    with contextlib.suppress(UnreadableError):
        run_checks(parse_report(data, "x"))


@pytest.mark.parametrize("name", UNITS)
def test_reading_grows_no_faster_than_the_text(name):
    unit, head = UNITS[name], HEADS.get(name, "政府信息公开\n")
    size = len(unit.encode())
    half, whole = ((head + unit * (length // size)).encode() for length in (SIZE // 2, SIZE))
    assert growth(lambda: whole_reading(half), lambda: whole_reading(whole)) <= MOST


@pytest.mark.parametrize(
    "make",
    [
        lambda count: word(p("规章 " * count)),
        lambda count: word(p(*["<w:r><w:t>1</w:t></w:r>"] * count)),
        lambda count: word("<w:sdt><w:sdtContent>" + p("1") * (count // 2) + "</w:sdtContent></w:sdt>"),
        lambda count: workbook("<sheetData>" + '<row><c t="str"><v>规章</v></c></row>' * (count // 2) + "</sheetData>"),
        lambda count: workbook("<sheetData/><mergeCells>" + '<mergeCell ref="A1:B2"/>' * count + "</mergeCells>"),
    ],
    ids=["long paragraph", "runs", "controls", "rows", "merged"],
)
def test_office_files(make):
    count = sized(10_000, 30_000)
    half, whole = make(count // 2), make(count)
    assert growth(lambda: whole_reading(half), lambda: whole_reading(whole)) <= MOST


@pytest.mark.parametrize("unit", ["1", "1,111", "-", "（", "增", " ", "见", "1 ", "．"])
def test_a_cell(unit):
    def cell(times: int) -> None:
        for shift in range(20):
            text = unit * (times + shift)
            kind(text)
            read(text, "万元")

    size = sized(40_000, 100_000)
    assert growth(lambda: cell(size // 2), lambda: cell(size)) <= MOST


@pytest.mark.parametrize("unit", ["(a", "公(gong)", "??", "　", "體", "１", "\ufffd"])
def test_normalising(unit):
    count = sized(60_000, 200_000)
    assert growth(lambda: normalise(unit * (count // 2)), lambda: normalise(unit * count)) <= MOST


@pytest.mark.parametrize(
    "unit", ["县", "县人民政府", "2021年", "2021年1月1日", "朝阳区", "政府信息公开年度报告", "由县编制"]
)
def test_identity(unit):
    half, whole = (loaders.load((f"政府信息公开\n{unit * count}").encode()) for count in (SIZE // 25, 2 * SIZE // 25))
    assert growth(lambda: identify(half), lambda: identify(whole)) <= MOST
