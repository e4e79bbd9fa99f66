"""One printed cell: its value and status."""

from __future__ import annotations

import pytest

from parsing.normalise import normalise_text
from parsing.report import Status
from parsing.wording.values import read

R, B, N, U = Status.REPORTED, Status.BLANK, Status.NOT_APPLICABLE, Status.UNCLEAR


@pytest.mark.parametrize(
    ("text", "unit", "value", "status"),
    [
        ("14", "件", 14, R),
        ("１４", "件", 14, R),
        ("1,234", "件", 1234, R),
        ("1，234", "件", 1234, R),
        ("1 234", "件", 1234, R),
        ("14件", "件", 14, R),
        ("14 件", "件", 14, R),
        ("-3", "项", -3, R),
        ("+12", "项", 12, R),
        ("增12", "项", 12, R),
        ("减3", "项", -3, R),
        ("减少 3", "项", -3, R),
        ("007", "件", 7, R),
        ("123400元", "万元", 12.34, R),
        ("7545万元", "万元", 7545, R),
        ("92.9（万元）", "万元", 92.9, R),
        ("1.2亿元", "万元", 12000, R),
        ("595.88", "万元", 595.88, R),
        ("", "件", None, B),
        ("\u00a0", "件", None, B),
        ("\u3000", "件", None, B),
        ("/", "件", None, N),
        ("—", "件", None, N),
        ("——", "件", None, N),
        ("-", "件", None, N),
        ("无", "件", None, N),
        ("详见附表", "件", None, U),
        ("1 4", "件", None, U),
        ("规章000", "件", None, U),
        ("14元", "件", None, U),
        ("3件", "万元", None, U),
        ("1,23", "件", None, U),
        ("1" * 30, "件", None, U),
        ("12-3", "件", None, U),
    ],
)
def test_read(text, unit, value, status):
    found = read(normalise_text(text).strip(), unit)
    assert (found.value, found.status) == (value, status)


def test_a_printed_yuan_is_said_to_be_converted():
    assert read("123400元", "万元").converted
    assert not read("12.34", "万元").converted
    assert not read("12.34万元", "万元").converted
