"""Tables in the markup of forums, wikis and typesetters, and boxes that a page shows in another order."""

from __future__ import annotations

import pytest

from parsing import loaders
from parsing.errors import UnsupportedFormatError

ROWS = [["机构", "发文", "收文"], ["规章", "1", ""], ["许可", "2", "35"]]
WRITTEN = {
    "bbcode": "[table=98%]\n"
    + "\n".join("[tr]" + "".join(f"[td]{text}[/td]" for text in row) + "[/tr]" for row in ROWS)
    + "\n[/table]",
    "mediawiki": '{| class="wikitable"\n'
    + "\n".join("|-\n" + "\n".join(f"{'!' if row is ROWS[0] else '|'} {text}" for text in row) for row in ROWS)
    + "\n|}",
    "list_table": ".. list-table::\n   :header-rows: 1\n\n"
    + "\n".join("\n".join(f"   {'*' if not n else ' '} - {text}" for n, text in enumerate(row)) for row in ROWS),
    "latex": "\\begin{tabular}{|l|r|r|}\\hline\n"
    + "\n".join(" & ".join(row) + " \\\\ \\hline" for row in ROWS)
    + "\n\\end{tabular}",
    "dokuwiki": "\n".join(f"^ {row[0]} | {row[1]} | {row[2] or ' '} |" for row in ROWS),
}


def _tables(text: str) -> list[list[str]]:
    return [list(line.texts) for line in loaders.load(text.encode()).lines if line.table is not None]


@pytest.mark.parametrize("name", WRITTEN)
def test_each_cell_of_a_table_in_markup_is_a_cell(name: str) -> None:
    assert _tables(f"前言\n\n{WRITTEN[name]}\n\n后记") == ROWS


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_around_a_table_in_markup_stays_prose(name: str) -> None:
    lines = loaders.load(f"前言\n\n{WRITTEN[name]}\n\n后记".encode()).lines
    assert [line.texts[0] for line in lines if line.table is None] == ["前言", "后记"]


def test_spans_in_markup_move_the_cells_behind_them() -> None:
    lines = loaders.load(
        "[table][tr][td=2,1]甲[/td][td]3[/td][/tr][tr][td]乙[/td][td]1[/td][td]2[/td][/tr][/table]".encode()
    ).lines
    assert [place.column for place in lines[0].places] == [1, 3]
    wiki = '{|\n|-\n| rowspan="2" | 甲\n| 3\n|-\n| 4\n|}'
    assert [[place.column for place in line.places] for line in loaders.load(wiki.encode()).lines] == [[1, 2], [2]]


def test_markup_writes_no_tags_into_the_page() -> None:
    assert _tables("[table][tr][td]<q>7</q>[/td][td]<q>8[/td][/tr][/table]") == [["<q>7</q>", "<q>8"]]


BOXES = "<html><style>{style}</style><body><div role='table'>{rows}</div></body></html>"


@pytest.mark.parametrize(
    ("style", "cells"),
    [
        (".r{display:flex}.a{order:2}.b{order:0}.c{order:1}", "bca"),
        (".r{display:flex;flex-direction:row-reverse}", "abc"),
        (".r{display:flex;flex-flow:row-reverse wrap;direction:rtl}", "cba"),
        (".r{display:block}.a{order:2}", "cba"),
    ],
)
def test_boxes_are_read_in_the_order_that_is_shown(style: str, cells: str) -> None:
    # in the source the cells are c, b, a
    row = "<div class='r' role='row'>" + "".join(f"<div class='{c}' role='cell'>{c}</div>" for c in "cba") + "</div>"
    page = BOXES.format(style=style, rows=row)
    assert ["".join(line.texts) for line in loaders.load(page.encode()).lines] == [cells]


def test_a_table_from_right_to_left_is_read_as_it_is_shown() -> None:
    table = "<tr><td>3</td><td>2</td><td>规章</td></tr>"
    for page in (f"<table dir=rtl>{table}</table>", f"<table style='direction:rtl'>{table}</table>"):
        assert [line.texts for line in loaders.load(f"<html><body>{page}</body></html>".encode()).lines] == [
            ("规章", "2", "3")
        ]


@pytest.mark.parametrize(
    "text",
    [
        "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><text>规章</text></svg>",
        "<?xml version='1.0'?><office:document><office:body/></office:document>",
    ],
)
def test_a_format_of_xml_that_is_not_read_is_named(text: str) -> None:
    with pytest.raises(UnsupportedFormatError):
        loaders.load(text.encode())
