"""Hostile text, web pages and tables: what costs more than its length where it is looked at again and again."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.visitors.documents_binary import docx, docx_row, xlsx

Makers = dict[str, Callable[[], bytes]]

TITLE = "云汐市2023年政府信息公开工作年度报告"
_HEAD = f"{TITLE}\n一、总体情况\n"
_LABELS = ("行政许可", "行政处罚", "规章", "予以公开", "结果维持", "自然人")


def text(body: str, end: str = "x") -> bytes:
    """A report's title and heading, the body, and an end that keeps it from being trimmed."""
    return f"{_HEAD}{body}{end}".encode()


def page(body: str) -> bytes:
    """A web page."""
    return f"<html><head><meta charset=utf-8></head><body><h1>{TITLE}</h1>{body}</body></html>".encode()


def archived_page(body: str) -> bytes:
    """A page as browsers save it in one file."""
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b; type=text/html\r\n\r\n--b\r\n"
    return head + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + page(body) + b"\r\n--b--\r\n"


def line_ends() -> Makers:
    """Runs of what parts lines, as a pattern that may cross them sees them from each of their places."""
    return {
        "newlines_20k.txt": lambda: text("\n" * 20_000),
        "newlines_400k.txt": lambda: text("\n" * 400_000),
        "crlf_60k.txt": lambda: text("\r\n" * 30_000),
        "returns_40k.md": lambda: text("\r" * 40_000),
        "blank_lines_60k.txt": lambda: text(" \n" * 30_000),
        "wide_blanks_80k.txt": lambda: text("\u3000\n" * 20_000),
        "separators_90k.txt": lambda: text("\u2028" * 30_000),
        "feeds_40k.md": lambda: text("\f\v" * 20_000),
        "bullets_40k.md": lambda: text("-\n" * 20_000),
        "figures_apart_60k.txt": lambda: text("1\n\n" * 20_000),
        "commas_60k.csv": lambda: text(",\n" * 30_000),
        "breaks_120k.html": lambda: page("<br>" * 30_000),
        "paragraphs_240k.html": lambda: page("<p> </p>" * 30_000),
        "paragraphs.mhtml": lambda: archived_page("<p><br></p>" * 30_000),
        "paragraphs.docx": lambda: docx("<w:p/>" * 60_000),
    }


def rules() -> Makers:
    """Runs of what draws lines in text: dashes, pipes, colons and their likes."""
    return {
        "dashes_20k.txt": lambda: text("| " + "-" * 20_000),
        "dashes_1m.txt": lambda: text("| " + "-" * 1_000_000),
        "blank_dashes_60k.md": lambda: text("| " + "- " * 30_000),
        "pipes_40k.md": lambda: text("|" * 40_000),
        "pipes_apart_60k.txt": lambda: text("| " * 30_000),
        "pipe_lines_60k.txt": lambda: text("|\n" * 30_000),
        "colons_60k.md": lambda: text("|" + ":-:" * 20_000),
        "rules_80k.md": lambda: text("|-|-|\n" * 13_000),
        "long_dashes_60k.txt": lambda: text("—" * 20_000),
        "underscores_30k.md": lambda: text("_" * 30_000 + "\n" + "=" * 30_000),
        "dots_90k.txt": lambda: text("……" * 15_000),
        "digits_100k.txt": lambda: text("1" * 100_000),
        "thousands_80k.txt": lambda: text("1," * 40_000),
        "semicolons_60k.csv": lambda: text(";" * 60_000),
        "brackets_90k.txt": lambda: text("（" * 30_000),
        "dashes.html": lambda: page("<table><tr><td>" + "- " * 30_000 + "</td></tr></table>"),
        "dashes.xlsx": lambda: xlsx([["-" * 30_000, "|" * 30_000]] * 20),
    }


def short_rows() -> Makers:
    """Very many rows with hardly anything in them, or with the form's own labels, again and again."""
    row = "<tr><td>1</td><td>1</td></tr>"
    labelled = "".join(f"{label}\t1\t2\t3\n" for label in _LABELS)
    return {
        "tabs_15k.txt": lambda: text("1\t1\n" * 4_000),
        "tabs_400k.txt": lambda: text("1\t1\n" * 100_000),
        "blanks_30k.txt": lambda: text("1 1\n" * 8_000),
        "labels_70k.txt": lambda: text(labelled * 700),
        "disputes_60k.txt": lambda: text("结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n" * 1_000 + "1\t" * 15 + "\n"),
        "headings_55k.txt": lambda: text("二、主动公开政府信息情况\n" * 1_500),
        "figure_lines_40k.txt": lambda: text("1\n" * 20_000),
        "pipes_60k.md": lambda: text("|1|1|\n" * 10_000),
        "commas_80k.csv": lambda: text("1,1\n" * 20_000),
        "wide_row_80k.txt": lambda: text("1\t" * 40_000),
        "rows_290k.html": lambda: page(f"<table>{row * 10_000}</table>"),
        "tables_440k.html": lambda: page(f"<table>{row}</table>" * 10_000),
        "rows.mhtml": lambda: archived_page(f"<table>{row * 10_000}</table>"),
        "rows.docx": lambda: docx(f"<w:tbl>{docx_row('1', '1') * 8_000}</w:tbl>"),
        "rows.xlsx": lambda: xlsx([["1", "1"]] * 20_000),
    }


def spans() -> Makers:
    """Cells that cover many places, and tables in tables: little that is printed, much that is meant."""

    def cells(count: int, columns: int, rows: int, rest: str = "") -> str:
        return f"<td colspan={columns} rowspan={rows}{rest}>1</td>" * count

    def table(*rows: str) -> str:
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"

    merged = '<w:tc><w:tcPr><w:gridSpan w:val="64"/><w:vMerge/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>'
    return {
        "spans_116k.html": lambda: page(table(cells(3_600, 64, 64))),
        "spans_578k.html": lambda: page(table(cells(18_000, 64, 64))),
        "wide_130k.html": lambda: page(table(cells(4_000, 1_000, 1))),
        "high_140k.html": lambda: page(table(*[cells(4, 1, 1_000)] * 1_000)),
        "endless_75k.html": lambda: page(table(*[cells(30, 999_999_999, 65_534)] * 60)),
        "rows_of_spans_170k.html": lambda: page(table(*[cells(5, 64, 64)] * 1_000)),
        "tables_215k.html": lambda: page(table(cells(6, 64, 64)) * 1_000),
        "nested_300.html": lambda: page("<table><tr><td>1<td>" * 300 + "</table>" * 300),
        "nested_20000.html": lambda: page("<div><b>" * 20_000 + "1"),
        "nested_spans.html": lambda: page("<table><tr><td colspan=64 rowspan=64>1<td>" * 150 + "</table>" * 150),
        "hidden_320k.html": lambda: page(table(cells(6_000, 64, 64, " style='display:none'"))),
        "spans.mhtml": lambda: archived_page(table(cells(8_000, 64, 64))),
        "merged.docx": lambda: docx(f"<w:tbl>{('<w:tr>' + merged * 60 + '</w:tr>') * 100}</w:tbl>"),
        "merged.xlsx": lambda: xlsx([["1"] * 3] * 100, merged=[f"A{n}:XFD{n}" for n in range(1, 1_000)]),
        "merged_all.xlsx": lambda: xlsx([["1"] * 3], merged=["A1:XFD1048576"] * 200),
    }
