"""Any bytes give a Report or an error with a name and a message; nothing takes more than linear time."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks import run_checks
from parsing import Status, UnreadableError, parse_report
from parsing.errors import (
    EmptyError,
    NotAReportError,
    NotTextError,
    TooLargeError,
    TooManyCellsError,
    UnsupportedFormatError,
)
from parsing.form import TABLES, table
from tests.growth import MOST, growth
from tests.samples import FOLDER
from tests.sizes import examples, sized

SAMPLES = sorted(p for p in FOLDER.iterdir() if p.suffix in (".txt", ".html"))


def read(data: bytes):
    """A report or None; any other exception fails the test."""
    try:
        report = parse_report(data, "x")
    except UnreadableError as error:
        assert error.message("zh") != error.message("en") != ""
        return None
    run_checks(report)
    cells = {f.id for f in report.figures}
    assert any(cells == _cells(a, b, c) for a in ("2019", "2021") for b in ("2019", "2021") for c in ("2019", "2021"))
    assert all(f.value is not None for f in report.figures if f.status is Status.REPORTED)
    assert all(f.value is None for f in report.figures if f.status not in (Status.REPORTED, Status.UNCLEAR))
    return report


def _cells(*editions: str) -> set[str]:
    return {cell for edition, name in zip(editions, TABLES, strict=True) for cell in table(edition, name).cells}


@settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=3000))
def test_any_bytes(data):
    read(data)


@settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_damaged_samples(data):
    content = bytearray(data.draw(st.sampled_from(SAMPLES)).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        start = data.draw(st.integers(0, len(content)))
        kind = data.draw(st.sampled_from(["cut", "insert", "repeat"]))
        if kind == "cut":
            del content[start : start + data.draw(st.integers(1, 400))]
        elif kind == "insert":
            content[start:start] = data.draw(st.binary(max_size=40))
        else:
            content[start:start] = content[start : start + 200]
    read(bytes(content))


@settings(max_examples=examples(100), deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "|",
                "||",
                "\n",
                "\t",
                " ",
                "0",
                "14",
                "规章",
                "（七）总计",
                "/",
                "1.属于国家秘密",
                "<td>",
                "</td>",
                "<tr>",
                "<table>",
            ]
        ),
        max_size=200,
    )
)
def test_soups_of_cells(parts):
    read("".join(parts).encode())


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", EmptyError, ("空", "nothing")),
        (b" \r\n\t\x00", EmptyError, ("空", "nothing")),
        (b"GIF89a" + b"\x00" * 50, UnsupportedFormatError, ("图片", "picture")),
        (bytes(range(256)) * 20, NotTextError, ("编码", "charset")),
        ("今天天气很好，我们去公园散步。".encode(), NotAReportError, ("年度报告", "annual report")),
        (b"lorem ipsum dolor sit amet " * 10, NotAReportError, ("年度报告", "annual report")),
        (b"x" * (60 * 1024 * 1024), TooLargeError, ("60 MB", "60 MB")),
        ("政府信息公开".encode() + b"|0 " * 150_000, TooManyCellsError, ("单元格", "cells")),
        ("<table>政府信息公开".encode() + b"<tr><td>0</td></tr>" * 120_000, TooManyCellsError, ("单元格", "cells")),
    ],
    ids=["empty", "blanks", "gif", "binary", "prose", "latin", "60MB", "pipes", "html cells"],
)
def test_what_is_no_report_is_refused_by_name(data, error, says):
    with pytest.raises(error) as caught:
        parse_report(data, "x")
    assert says[0] in caught.value.message("zh")
    assert says[1] in caught.value.message("en")


# Head, what is repeated, how often, tail
HOSTILE = {
    "pipes": ("政府信息公开", "|", 200_000, ""),
    "spaced pipes": ("政府信息公开", "| ", 40_000, ""),
    "question marks": ("政府信息公开", "?", 200_000, "一"),
    "brackets": ("公开", "(a", 100_000, ")"),
    "pinyin": ("", "公开(gōng", 40_000, ")"),
    "digits": ("政府信息公开", "1", 200_000, ""),
    "years": ("政府信息公开", "2021", 50_000, "年"),
    "dates": ("政府信息公开发布时间", "20211月1日至", 30_000, ""),
    "blanks": ("政府信息公开", " ", 200_000, "x"),
    "received": ("", "政府信息公开收到", 30_000, "件"),
    "compiled": ("政府信息公开由", "县", 100_000, "编制"),
    "tags": ("<div>政府信息公开", "<div>", 40_000, ""),
    "spans": ("<table>政府信息公开", "<tr><td colspan=999999999 rowspan=999999999>0</td></tr>", 400, ""),
    "quotes": ("", "《政府信息公开", 30_000, "》"),
    "titles": ("", "县政府信息公开2021年度报告\n", 5_000, ""),
    "nulls": ("", "政府信息公开\x00", 20_000, ""),
    "line ends": ("政府信息公开", "\n", 20_000, "x"),
    "dashes behind a pipe": ("政府信息公开\n| ", "-", 20_000, "x"),
    "rows of two": ("政府信息公开\n", "1\t1\n", 4_000, ""),
    "rows of heads": ("政府信息公开\n", "自然人\t商业企业\t科研机构\n", 2_000, ""),
    "figures behind a label": ("政府信息公开\n规章\n", "1\n", 8_000, ""),
    "wide and high cells": ("<table>政府信息公开", "<tr>" + "<td colspan=64 rowspan=64>1</td>" * 8 + "</tr>", 200, ""),
    "parameters": ("MIME-Version: 1.0\nContent-Type: text/html; ", "a=b;", 60_000, "\n\n<p>政府信息公开"),
    "attributes": ("<p>政府信息公开</p><p ", "ab=1 ", 40_000, ">"),
    "placeholders": ("2023年政府信息公开工作年度报告\n一、总体情况\n", "收到 件", 8_000, "。"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_no_faster_than_the_text(name):
    head, unit, times, tail = HOSTILE[name]
    times = sized(times // 4, times)
    half, whole = ((head + unit * count + tail).encode() for count in (times // 2, times))
    assert growth(lambda: read(half), lambda: read(whole)) <= MOST


def test_markup_of_a_report_is_text_and_stays_so():
    html = "<p>政府信息公开年度报告</p><table><tr><td>规章</td><td>&lt;script&gt;x&lt;/script&gt;</td><td>0</td><td>0</td></tr></table>"
    texts = [f.text for f in parse_report(html.encode(), "x").figures]
    assert not any("\x00" in text for text in texts)
