"""Numbers read from prose: labelled sentences, the rates over all of them, and laws that hold for any text."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.narrative import QUANTITIES, read_numbers, read_statements
from checks.narrative.language.numerals import arabic, chinese
from parsing.normalise import normalise_text
from tests.growth import MOST, growth
from tests.narrative.labelled import CASES
from tests.sizes import examples

LEAST_PRECISION = 0.95
LEAST_RECALL = 0.9
PITFALLS = (
    "last_year_number",
    "growth_percent",
    "breakdown",
    "scope",
    "cumulative",
    "cumulative_in_year",
    "agent_or_filing",
    "rate_100",
    "date_docnumber",
    "hotline_mailbox",
    "consultation",
    "licence_applications",
    "other_reviews",
    "negation",
    "outcome_only_negation",
    "withdrawn_transferred",
    "includes_carry_in",
    "several_years",
    "planned_next_year",
    "document_attribute",
    "approximate",
    "parts_not_total",
    "combined_categories",
    "digit_lost",
    "proactive_counts",
    "ambiguous_verb",
    "contradiction",
)


def _name(numbered: tuple[int, dict[str, Any]]) -> str:
    number, case = numbered
    return f"{number:03d}-{case['pitfall'] or 'plain'}-{case['year']}"


def _read(case: dict[str, Any]) -> dict[str, int]:
    return read_numbers(case["text"], case["year"], case["level"])


@pytest.mark.parametrize("case", CASES, ids=map(_name, enumerate(CASES)))
def test_sentence(case: dict[str, Any]) -> None:
    assert _read(case) == case["expect"], case["text"]


def test_precision_and_recall() -> None:
    count: Counter[str] = Counter()
    for case in CASES:
        got = _read(case)
        right = sum(case["expect"].get(q) == v for q, v in got.items())
        count.update(right=right, said=len(got))
        if case["pitfall"] is None:
            count.update(plain_right=right, plain=len(case["expect"]))
    assert count["right"] / count["said"] >= LEAST_PRECISION
    assert count["plain_right"] / count["plain"] >= LEAST_RECALL


def test_cases_are_well_formed() -> None:
    for case in CASES:
        assert set(case["expect"]) <= set(QUANTITIES), case["text"]
        assert case["pitfall"] is None or case["pitfall"] in PITFALLS, case["text"]
    assert {case["pitfall"] for case in CASES} == {None, *PITFALLS}
    pitfalls = sum(case["pitfall"] is not None for case in CASES)
    assert len(CASES) >= 1200
    assert pitfalls >= 400


def test_statements_say_where_they_stand() -> None:
    text = "（二）依申请公开。收到政府信息公开申请６件，办结５件。未发生因答复不当引起的行政复议。"
    statements = read_statements(text, 2023, "department")
    normal = normalise_text(text)
    assert [(s.quantity, s.value, s.soft) for s in statements] == [
        ("received", 6, False),
        ("handled", 5, False),
        ("review", 0, True),
    ]
    for statement in statements:
        assert normal[statement.start : statement.end] in statement.sentence
        assert statement.sentence in normal


def test_soft_zero_is_no_number() -> None:
    assert read_numbers("政府信息公开方面，未发生因答复不当引起的行政复议。", 2023, "department") == {}


def test_conflict_is_kept_and_left_out() -> None:
    text = "收到政府信息公开申请5件。\n另据台账，2023年收到政府信息公开申请6件。"
    assert [s.value for s in read_statements(text, 2023, "department")] == [5, 6]
    assert read_numbers(text, 2023, "department") == {}


def test_unknown_level_is_refused() -> None:
    with pytest.raises(ValueError, match="department, government, township"):
        read_numbers("", 2023, "village")


@pytest.mark.parametrize(
    ("printed", "value"),
    [("一", 1), ("两", 2), ("十", 10), ("十四", 14), ("二十一", 21), ("四十", 40), ("一百二十", 120), ("一百零五", 105),
     ("伍佰壹拾", 510), ("三千二百", 3200), ("零", 0), ("一万二千", 12000), ("二三", None), ("百", None), ("", None)],
)  # fmt: skip
def test_chinese_numerals(printed: str, value: int | None) -> None:
    assert chinese(printed) == value


def test_arabic_numerals() -> None:
    assert arabic("13,612") == 13612
    assert arabic("3 247") == 3247
    assert arabic("1.17") is None
    assert arabic("1" * 5000) is None


# Words of the field, so that random text meets the rules and not only the prefilter.
_PIECES = (
    "收到",
    "受理",
    "新收",
    "办结",
    "答复",
    "予以公开",
    "不予公开",
    "部分公开",
    "政府信息公开申请",
    "依申请公开",
    "行政复议",
    "行政诉讼",
    "结转",
    "上年",
    "下年度",
    "2023年",
    "2022年",
    "未",
    "无",
    "没有",
    "其中",
    "均",
    "全部",
    "分别",
    "为",
    "共",
    "全市",
    "我局",
    "12",
    "0",
    "一件",
    "件",
    "条",
    "，",
    "。",
    "、",
    "（",
    "）",
    "：",
    "；",
    "含",
    "除",
    "占",
    "%",
    "余",
    "率",
    "热线",
    "咨询",
    "许可",
    "因",
    "引发",
    "各",
    "\n",
    "一、",
)


@given(st.one_of(st.text(), st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)), st.integers(2008, 2030))
@settings(deadline=None, max_examples=examples(300))
def test_any_text_is_read(text: str, year: int) -> None:
    for level in ("department", "government", "township"):
        for quantity, value in read_numbers(text, year, level).items():
            assert quantity in QUANTITIES
            assert isinstance(value, int)
            assert value >= 0


@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
@settings(deadline=None, max_examples=examples(200))
def test_normalised_text_reads_the_same(text: str) -> None:
    assert read_numbers(normalise_text(text), 2023, "department") == read_numbers(text, 2023, "department")


@given(st.integers(0, 99999), st.sampled_from("件条份起例宗"))
@settings(deadline=None, max_examples=examples(100))
def test_a_printed_number_is_read_back(value: int, unit: str) -> None:
    for printed in (f"{value}{unit}", f"{value} {unit}", f"{value:,}{unit}", f"{value}{unit}".translate(_FULL_WIDTH)):
        assert read_numbers(f"2023年我局收到政府信息公开申请{printed}。", 2023, "department") == {"received": value}, (
            printed
        )


_FULL_WIDTH = {ord("0") + n: 0xFF10 + n for n in range(10)}

_ADVERSARIES = {
    "verbs": "收到",
    "digits": "1",
    "groups": "111,",
    "spaced": "111 ",
    "among them": "其中，",
    "numerals": "一",
    "denials": "未收到申请",
    "counts": "收到1件",
    "brackets": "(1件",
    "list": "予以公开、",
    "years": "2022年、",
    "headings": "一、申请\n",
    "filler": "申请共计",
}
_SIZE = 60_000


@pytest.mark.parametrize("piece", _ADVERSARIES.values(), ids=_ADVERSARIES)
def test_time_grows_with_the_text(piece: str) -> None:
    """Twice the text takes at most three times as long; the best of some tries, for the machine may be busy."""
    small = "收到申请1件，" + piece * (_SIZE // len(piece))
    large = "收到申请1件，" + piece * (2 * _SIZE // len(piece))
    grown = growth(
        lambda: read_statements(small, 2023, "department"), lambda: read_statements(large, 2023, "department")
    )
    assert grown <= MOST
