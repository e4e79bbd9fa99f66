"""Headings: what a part of the report is about, and 无 beneath one."""

from __future__ import annotations

import re

from checks.narrative.language.vocabulary import pattern
from checks.narrative.memory.context import Topic
from checks.narrative.memory.reading import Reading

_DENIAL = pattern("denial")
_LONGEST_DENIAL = 40
_OTHER_MATTER = pattern("other_matter")
_OTHER_HEADING = re.compile(rf"{_OTHER_MATTER.pattern}|许可|审批|登记|主动公开|查询")
# 三、收到和处理政府信息公开申请情况;  （二）依申请公开;  2.依申请公开情况
_HEADING = re.compile(
    r"\s{0,20}(?:第?[一二三四五六七八九十]{1,3}[、.．部章]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、．]|、)\s{0,20}([^。：:]*+)"
)
_PART = re.compile(r"\s{0,20}第?[一二三四五六七八九十]{1,3}[、.．部章]")
_OF_THE_PART = pattern("of_the_part")
_LONGEST_HEADING = 40
_LONGEST_BARE_HEADING = 24
_NO_HEADING = re.compile(r"[。，；,;\d未无]")


def read(reading: Reading, line: str) -> None:
    """A heading's matter holds until the next heading."""
    marker = _HEADING.match(line)
    if marker:
        if len(marker[1]) <= _LONGEST_HEADING:
            _numbered(reading, marker[1], part=_PART.match(line) is not None)
    elif len(line) <= _LONGEST_BARE_HEADING and "申请" in line and not _NO_HEADING.search(line):
        reading.context.heading = _topic_of(line)


def _numbered(reading: Reading, title: str, *, part: bool) -> None:
    """``（二）办理情况`` is of the matter of its part."""
    topic = _topic_of(title)
    if part:
        reading.context.part = topic
    elif topic is Topic.UNKNOWN and _OF_THE_PART.search(title):
        topic = reading.context.part
    reading.context.heading = topic


def _topic_of(title: str) -> Topic:
    if "复议" in title or "诉讼" in title:
        return Topic.DISPUTES
    if _OTHER_HEADING.search(title):
        return Topic.OTHER
    return Topic.REQUESTS if "申请" in title else Topic.UNKNOWN


def denies(reading: Reading, text: str) -> bool:
    """``没有发生相关情况`` under the heading of part four."""
    return (
        reading.context.heading is not Topic.UNKNOWN
        and len(text) <= _LONGEST_DENIAL
        and _DENIAL.search(text) is not None
    )
