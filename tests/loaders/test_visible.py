"""Loaders pass on what a person sees: pages, and pages inside other formats."""

from __future__ import annotations

from html import escape

import pytest

from parsing import parse_report
from parsing.loaders.office import docx
from parsing.loaders.web import clipboard, html, mhtml
from parsing.report import Status
from tests.growth import MOST, growth
from tests.loaders import office

TITLE = "<h2>某县统计局2023年政府信息公开工作年度报告</h2><p>二、主动公开政府信息情况</p>"
HEADS = "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
ROW = "<tr><td>规章</td><td>{}</td><td>{}</td><td>{}</td></tr>"


def texts(body: str, head: str = "") -> list[list[str]]:
    """The cells of all lines of a page with this body."""
    page = f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return [list(line.raws) for line in html.load(page.encode()).lines]


def cell(inside: str, head: str = "") -> str:
    """What the second cell of a row says."""
    (row,) = texts(f"<table><tr><td>规章</td><td>{inside}</td><td>7</td></tr></table>", head)
    assert (row[0], row[2]) == ("规章", "7")
    return row[1]


@pytest.mark.parametrize(
    "inside",
    [
        '38<span style="display:none">8</span>',
        '<span style="DISPLAY : NONE !important">8</span>38',
        "<b>3</b>8<font style='visibility:hidden'>8</font>",
        "38<i hidden>8</i>",
        "38<span style='content-visibility:hidden'>8</span>",
        "38<span style='-webkit-text-fill-color: transparent'>8</span>",
        "38<span style='filter:opacity(0)'>8</span>",
        "38<span style='position:absolute;transform:translateX(-9999px)'>8</span>",
        "38<SPAN STYLE='DISPLAY:NONE'>8</SPAN>",
        "38<span style='font-size:0'>8</span>",
        "38<span style='font-size:0.0pt;color:red'>8</span>",
        "38<span style='mso-hide:all'>8</span>",
        "38<span style='opacity:0'>8</span>",
        "38<div style='height:0;overflow:hidden'>8</div>",
        "38<template>8</template><noscript>9</noscript><script>7</script>",
        "<del>7</del>38",
        "<s>7</s><b>38</b>",
        "<strike>7</strike>38",
        "<span style='text-decoration: underline line-through'>7</span>38",
        "<span style='text-decoration-line:line-through'>7</span>38",
        "38<sup>2</sup>",
        "38<sub>2</sub>",
        "38<a href='#n'><sup>[<b>2</b>]</sup></a>",
        "38<span style='vertical-align: super'>2</span>",
        "<p>38</p><p style='display:none'>9</p>",
        "38<input type='hidden' value='9'><input type=submit value=1><button>5</button>",
        "38<input value='9' style='display:none'>",
        "<ruby>38<rt>9</rt></ruby>",
        "38<span style='position:absolute; left:-9999px'>8</span>",
        "38<b style='display:inline-block;text-indent: -999em'>8</b>",
        "38<dialog>4</dialog>",
    ],
)
def test_what_is_not_shown_is_not_read(inside):
    assert cell(inside) == "38"


@pytest.mark.parametrize(
    ("style", "inside", "shown"),
    [
        (".h{display:none}", "38<span class='a h'>8</span>", "38"),
        ("#x , .y { color:red; Display:None }", "38<span id=x>8</span><b class=y>9</b>", "38"),
        ("td span.h{visibility:hidden}", "38<span class=h>8</span>", "38"),
        ("/* .n{} */ .n{vertical-align:super}", "38<span class=n>8</span>", "38"),
        (".o{text-decoration:line-through}", "<span class=o>7</span>38", "38"),
        ("@media screen{.h{display:none}}", "38<span class=h>8</span>", "38"),
        # rules for paper and for telephones, rules that are undone, rules for others
        ("@media print{.h{display:none}}", "3<span class=h>8</span>", "38"),
        ("@media (max-width:600px){.h{display:none}}", "3<span class=h>8</span>", "38"),
        (".h{display:none} span.h{display:inline}", "3<span class=h>8</span>", "38"),
        (".h{display:none}", "3<span class=h style='display:inline'>8</span>", "38"),
        ("div .h{display:none}", "3<span class=h>8</span>", "38"),
        (".h:hover{display:none}", "3<span class=h>8</span>", "38"),
        (".h{display:none!important}", "38<span class=h style='display:inline'>8</span>", "38"),
    ],
)
def test_style_sheets_hide_too(style, inside, shown):
    assert cell(inside, f"<style>{style}</style>") == shown


@pytest.mark.parametrize(
    "inside",
    [
        "<span style='font-size:0'><b style='font-size:14px'>3</b>8<b style='font-size:14px'>8</b></span>",
        "<span style='visibility:hidden'>9<b style='visibility:visible'>38</b></span>",
        "<span style='display:inline;font-size:10.5pt;height:0'>38</span>",
        "<span style='text-decoration:none'>38</span>",
    ],
)
def test_what_is_shown_in_spite_of_its_surroundings_is_read(inside):
    assert cell(inside) == "38"


def test_hidden_rows_and_cells_are_no_rows_and_cells():
    hidden = ROW.format(8, 8, 8).replace("<tr>", "<tr style='display:none'>")
    for row in (
        hidden,
        ROW.format(8, 8, 8).replace("<tr>", "<tr hidden>"),
        hidden.replace("display:none", "visibility:collapse"),
    ):
        assert texts(f"<table>{HEADS}{row}{ROW.format(1, 2, 3)}</table>")[1:] == [["规章", "1", "2", "3"]]
    gone, blank = "<td style='display:none'>9</td>", "<td style='visibility:hidden'>9</td>"
    assert texts(f"<table><tr><td>规章</td>{gone}{blank}<td>3</td></tr></table>") == [["规章", "", "3"]]


def test_struck_out_text_leaves_a_blank_cell():
    report = parse_report(f"{TITLE}<table>{HEADS}{ROW.format('<s>7</s>', 2, 3)}</table>".encode(), "x")
    figures = report.by_id()
    assert figures["disclosure/regulations/issued"].status is Status.BLANK
    assert figures["disclosure/regulations/in_force"].value == 3


def test_raised_text_that_is_all_stays_and_is_unclear():
    assert cell("<sup>5</sup>") == "⁵"
    assert texts("<p><sup>一、总体情况</sup></p>") == [["一、总体情况"]]
    assert texts("<table><tr><td><sup>规章</sup></td><td>3</td></tr></table>") == [["规章", "3"]]
    page = f"{TITLE}<table>{HEADS}{ROW.format('<sup>5</sup>', 2, '3<sup>①</sup>')}</table>"
    figures = parse_report(page.encode(), "x").by_id()
    assert (figures["disclosure/regulations/issued"].status, figures["disclosure/regulations/issued"].text) == (
        Status.UNCLEAR,
        "⁵",
    )
    assert figures["disclosure/regulations/in_force"].value == 3


def test_the_mark_of_a_note_leaves_the_label():
    assert texts("<table><tr><td>规章<sup>注1</sup></td><td>3</td></tr></table>") == [["规章", "3"]]


@pytest.mark.parametrize(
    "inside",
    [
        "12<br>34",
        "12 <br/>\n 34",
        "<p>12</p><p>34</p>",
        "<div>12</div>34",
        "<span style='display:block'>12</span><span style='display:block'>34</span>",
        "<input value=12><input value=34>",
        "12<input value=34>",
        "<pre>12\n34</pre>",
        "<textarea>12\n34</textarea>",
        "<select multiple><option selected>12<option selected>34</select>",
    ],
)
def test_two_numbers_in_a_cell_are_neither_one_nor_certain(inside):
    assert cell(inside) == "12\n34"
    figures = parse_report(f"{TITLE}<table>{HEADS}{ROW.format(1, inside, 3)}</table>".encode(), "x").by_id()
    assert [figures[f"disclosure/regulations/{c}"].value for c in ("issued", "in_force")] == [1, 3]
    found = figures["disclosure/regulations/repealed"]
    assert (found.value, found.status, found.text) == (None, Status.UNCLEAR, "12\n34")


def test_a_line_end_is_no_thousands_separator():
    assert cell("1<br>234") == "1\n234"
    assert cell("1 234") == "1 234"


def test_a_label_on_two_lines_is_one_label():
    assert texts("<table><tr><td>行政<br>许可</td><td>12<br>件</td></tr></table>") == [["行政 许可", "12 件"]]


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("<input value='38'>", "38"),
        ("<INPUT TYPE=Number VALUE=38 readonly>", "38"),
        ("<input placeholder='请填写'>", ""),
        ("<textarea rows=1>38</textarea>", "38"),
        ("<select><option>1</option><option selected>38</option></select>", "38"),
        ("<select><option disabled>1</option><optgroup><option>38</option><option>4</optgroup></select>", "38"),
        ("<select size=3><option>1<option>2</select>", ""),
        ("<input type=checkbox checked>", "√"),
        ("<input type=radio>", ""),
        ("<input type=password value=3>", ""),
    ],
)
def test_fields_show_their_values(inside, shown):
    assert cell(inside) == shown


def test_a_page_that_hides_its_only_tables_is_read_with_doubt():
    inside = f"{TITLE}<table>{HEADS}{ROW.format(1, 2, 3)}</table>"
    menu = "<table><tr><td>首页</td><td>机构</td></tr></table>"
    report = parse_report(f"{menu}<div style='display:none'>{inside}</div>".encode(), "x")
    found = report.by_id()["disclosure/regulations/issued"]
    assert (found.value, found.status) == (1, Status.UNCLEAR)
    # of two versions of a page the one that is shown is read, and surely
    other = f"<div style='display:none'><table>{HEADS}{ROW.format(9, 9, 9)}</table></div>"
    found = parse_report(f"{other}{inside}".encode(), "x").by_id()["disclosure/regulations/issued"]
    assert (found.value, found.status) == (1, Status.REPORTED)


def test_pages_inside_other_formats():
    page = "<table><tr><td>规章</td><td>3<sup>1</sup></td><td><s>4</s>5</td><td>6<br>7</td></tr></table>"
    saved = f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{page}".encode()
    copied = f"Version:0.9\nStartHTML:0000000105\nEndHTML:0000000999\n{page}".encode()
    chunk = office.word(
        '<w:altChunk r:id="a"/>',
        {
            "word/_rels/document.xml.rels": '<Relationships><Relationship Id="a" Target="a.htm"/></Relationships>',
            "word/a.htm": f"<html>{page}</html>",
        },
    )
    for load, data in ((mhtml.load, saved), (clipboard.load, copied), (docx.load, chunk)):
        assert [list(line.raws) for line in load(data).lines] == [["规章", "3", "5", "6\n7"]]


HOSTILE = {
    "nested": lambda n: "<span style='display:inline;font-size:0'>" * 200 + "<b style='opacity:0'>1</b>" * n,
    "raised": lambda n: "<td>" + "<sup>1" * n,
    "raised apart": lambda n: "<td>" + "<sup>1</sup><i></i>" * n,
    "rules": lambda n: "<style>" + ".a .b{display:none}" * n + "</style>" + "<p class=b>1" * (n // 8),
    "comments": lambda n: "<style>" + "/*" * n + "</style><p hidden>x",
    "braces": lambda n: "<style>" + "@media{" * n + "</style><p hidden>x",
    "declarations": lambda n: "<p style='" + "display:none;" * n + "'>1</p>x",
    "a long property": lambda n: "<p style='" + "a-" * n + "'>display:none</p>x",
    "shown as blocks": lambda n: "<p>" + "display:block " * n,
    "fields": lambda n: "<table><td>" + "<input value=1>" * n,
    "options": lambda n: "<select>" + "<option>1" * n,
    "lines": lambda n: "<table><td>" + "1<br>" * n,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hiding_costs_no_more_than_its_size(name):
    half, whole = (HOSTILE[name](size).encode() + b"<p>x" for size in (4_000, 8_000))
    assert growth(lambda: html.load(half), lambda: html.load(whole)) <= MOST


@pytest.mark.parametrize(
    "drawn", ["<IMG SRC='/7.gif'>", "<SVG><USE HREF='#7'/></SVG>", "<img src='/7.gif'>", "<CANVAS></CANVAS>"]
)
def test_what_is_drawn_in_a_cell_is_seen_in_capitals_too(drawn):
    assert cell(drawn) not in ("", "7")


def test_what_is_folded_away_is_not_read_in_capitals_either():
    assert cell("38<DETAILS><SUMMARY></SUMMARY>8</DETAILS>") == "38"


@pytest.mark.parametrize("quote", ['"', "'"])
def test_the_page_in_a_frame_is_read_where_it_is_shown(quote):
    table = f"<table>{HEADS}{ROW.format(3, 1, 12)}</table>"
    frame = f"<iframe width=9 srcdoc={quote}{escape(table, quote=True)}{quote}>没有框架</iframe>"
    assert texts(frame) == texts(table)
    assert texts(table + frame.replace("<iframe", "<iframe style=display:none")) == texts(table)
