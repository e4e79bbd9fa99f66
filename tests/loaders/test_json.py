"""Answers of a site's interface in JSON: a page in a field, fields that are a page together, records that are rows."""

from __future__ import annotations

import json

import pytest

from parsing import loaders
from parsing.loaders.web import json_page

ROW = "<table><tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr></table>"
CELLS = ["规章", "1", "2", "3"]
FIELDS = {"code": 200, "data": {"title": "永嘉县水利局2023年年报", "content": f"<p>一、总体情况</p>{ROW}", "hits": 531}}
ESCAPED = {"title": "年报", "body": ROW.replace("<", "&lt;").replace(">", "&gt;")}
RECORDS = {"rows": [{"项目": "规章", "制发": 1, "废止": 2, "有效": 3}] * 3}
LISTS = {"rows": [["项目", "制发", "废止", "有效"], ["规章", 1, 2, 3], ["规章", 1, None, 3]]}


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(FIELDS).encode(),
        json.dumps(FIELDS, ensure_ascii=False).encode("gb18030"),
        b"\xef\xbb\xbf" + json.dumps(FIELDS, ensure_ascii=False).encode(),
        b"jQuery12_3(" + json.dumps(FIELDS).encode() + b");",
        json.dumps(ESCAPED).encode(),
        json.dumps(RECORDS).encode(),
        json.dumps(LISTS).encode(),
    ],
)
def test_rows_in_json_are_read(data):
    assert json_page.accepts(data)
    assert CELLS in [list(line.raws) for line in loaders.load(data).lines if line.table is not None]


def test_null_is_a_blank_and_texts_are_no_markup():
    data = {"rows": [*LISTS["rows"], ["<b", "a&lt;b", "4", ""]]}
    assert [list(line.raws) for line in json_page.load(json.dumps(data).encode()).lines][2:] == [
        ["规章", "1", "", "3"],
        ["<b", "a&lt;b", "4", ""],
    ]


@pytest.mark.parametrize("data", [b"{", b'{"a":1', b"[1,2", b"(1)", "{规章 1 2 3}".encode(), b"[" * 100_000, b"f(x)"])
def test_what_is_no_json_is_left_to_others(data):
    assert not json_page.accepts(data)


def test_a_date_of_publication_is_kept():
    assert json_page.load(json.dumps({"pubDate": "2024-01-20", **FIELDS}).encode()).metadata["pubdate"] == "2024-01-20"
