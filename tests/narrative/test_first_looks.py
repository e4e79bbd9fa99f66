"""What the reader looks for first, to spare itself the rest, never hides what the rest would find."""

from __future__ import annotations

import re
from itertools import product

import pytest

from checks import rules
from checks.narrative.language.tokens import tokenise
from checks.narrative.language.vocabulary import pattern, vocabulary

UNITS = "件条份起例宗封个项桩单次"
NUMBERS = (
    "0",
    "3",
    "12",
    "1,234",
    "3 247",
    "1234567",
    "○",
    "〇",
    "零",
    "一",
    "两",
    "二十一",
    "伍佰壹拾",
    "五千",
    "两万",
)
ENDS = ("", "。", "，", "、", "；", "：", "(", ")", "三是加强管理", "申请")


def kinds(sentence: str) -> list[tuple[str, int]]:
    return [(t.kind, t.value) for t in tokenise(sentence, 0, len(sentence), vocabulary("department"))]


@pytest.mark.parametrize("level", ["department", "government", "township"])
def test_every_denial_may_state_something(level):
    denials = [word for word, kind in vocabulary(level).kinds.items() if kind == "none"]
    assert [word for word in denials if not pattern("may_state").search(f"本年{word}申请")] == []


def test_every_number_may_state_something():
    numbers = [
        f"收到{number}{blank}{unit}{end}"
        for number, blank, unit, end in product(NUMBERS, ("", " "), ("", *UNITS), ENDS)
    ]
    counted = [n for n in numbers if {"count", "none"} & {kind for kind, _ in kinds(n.removesuffix("。"))}]
    assert len(counted) > len(numbers) // 4
    assert [number for number in counted if not pattern("may_state").search(number)] == []


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("公开12件，", ("count", 12)),
        ("公开12件", ("count", 12)),
        ("公开12条、", ("count", 12)),
        ("公开1234567件；", ("count", 1234567)),
        ("公开12345678件，", ("other_number", 0)),
        ("公开近12件，", ("other_number", 0)),
        ("公开近 12件，", ("other_number", 0)),
        ("通过12件，", ("count", 12)),
        ("公开2-12件，", ("other_number", 0)),
        ("公开12余件，", ("other_number", 0)),
        ("公开12件以上，", ("other_number", 0)),
        ("公开12件事，", ("other_number", 0)),
        ("公开1件也没有，", ("none", 0)),
        ("公开1.17件，", ("other_number", 0)),
    ],
)
def test_a_plain_number_is_one(sentence, number):
    assert number in kinds(sentence)


def test_every_hole_is_found_by_its_unit():
    parameters = rules()["narrative.placeholder"].parameters
    words = [
        "申请",
        "公开",
        "提供",
        "处理",
        "办结",
        "答复",
        "收到",
        "新收",
        "结转",
        "结转下年",
        "年度",
        "复议",
        "诉讼",
        "信息",
        "文件",
        "共",
        "为",
        "收到申请",
        "全年收到申请",
        "X",
        "□",
        "○",
        "__",
        "以公开",
    ]
    holes = ("", "了", " ", "____", "()", "(  )", "（）", "余", " 余", "X", "○○", "□余")
    texts = [f"{w}{h}{u}{e}" for w, h, u, e in product(words, holes, "件条份次人", ("，", "。", "\n", "", "数"))]
    found = [t for t in texts if any(re.search(hole, t) for hole in parameters["patterns"])]
    assert len(found) > len(texts) // 10
    assert [text for text in found if not re.search(parameters["unit"], text)] == []
