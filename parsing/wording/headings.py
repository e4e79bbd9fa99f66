"""Headings of a report's six sections, recognised by their words: numbers are lost, and sections change places."""

from __future__ import annotations

import re

from parsing.wording.remembered import of_wording

# What the headings of the six sections say, in the form's words and in those that bodies put in their place
_HEADINGS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(r"总体情况|基本情况$|^概述|^概况|工作概述|^总述")),
    (2, re.compile(r"主动公开(?:政府)?(?:信息|资讯)(?:的)?情况|^主动公开情况")),
    (
        3,
        re.compile(
            r"(?:收到|受理).{0,3}处理.{0,3}(?:政府)?(?:信息|资讯)公开申请|依申请公开(?:政府)?(?:信息|资讯).{0,4}情况|^依申请公开情况"
        ),
    ),
    (4, re.compile(r"行政[复覆]议.{0,14}诉讼|[复覆]议.{0,4}诉讼.{0,4}情况")),
    (5, re.compile(r"存在.{0,4}问题|主要问题|改进(?:情况|措施)|下一步工作|不足")),
    (6, re.compile(r"其他.{0,3}需要.{0,3}报告|需要.{0,4}(?:报告|说明).{0,4}事项|其他.{0,2}事项$")),
)
MAX_HEADING = 34
# "一、", "（一）", "1、", "、" before a heading; a section's is 一 to 六, or what is left of it
_NUMBER = re.compile(r"^\s*(?:(?:第?[一二三四五六七八][、.．,，\s部]|[1-8][、.．]|[、.])\s*)?")
_NUMERALS = "一二三四五六"
_SUBSECTION = re.compile(r"^\s*[(（]")


def heading(text: str) -> int | None:
    """The number of the section that this line heads, by its words; None for any other line."""
    return _short_heading(text) if 3 <= len(text) <= MAX_HEADING else None  # noqa: PLR2004


@of_wording
def _short_heading(text: str) -> int | None:
    if _SUBSECTION.match(text) or text.endswith(("。", "；", ";", "，")):
        return None
    words = _NUMBER.sub("", text)
    if any(mark in words for mark in "，。；:：《"):
        return None
    return next((number for number, pattern in _HEADINGS if pattern.search(words)), None)


def is_numbered(text: str, number: int) -> bool:
    """Whether a heading bears the number of its section: then it opens it anywhere."""
    return text.lstrip().startswith(f"{_NUMERALS[number - 1]}、")
