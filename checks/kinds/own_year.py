"""Which year a report's prose and file name say that it is of.

Prose speaks of other years all the time: last year's numbers, next year's plans, documents cited. Only what it says
of itself counts: 现将…2021年…报告如下, 统计期限自2021年1月1日起, or paragraph after paragraph that begins with another
year while the report's own year is nowhere, as a template kept from that year does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from parsing.report import Report

_YEAR = r"(?<!\d)(20[0-4]\d)年"
_ANY = re.compile(r"20[0-4]\d(?=年)")
# 现将我局2021年政府信息公开工作情况报告如下 · 现公布2021年度政府信息公开工作年度报告 · 本报告反映2021年…
_ANNOUNCED = re.compile(
    rf"(?:现(?:将|予以?公布|公布|发布|就)|本报告(?:为|是|系|反映|全面反映))[^。；;《]{{0,40}}?{_YEAR}度?(?!版)"
    r"[^。；;]{0,30}?(?:报告|公布|公告|通报|汇报|情况|工作)"
)
# 统计期限自2021年1月1日起至2021年12月31日止
_PERIOD = re.compile(rf"(?:期限|时间|时限|数据)[^。；;]{{0,10}}?{_YEAR} ?0?1月 ?0?1日[^。；;]{{0,12}}?12月 ?31日")
# 2021年，我局… at the beginning of a paragraph or sentence; not 2021年以来, not 2021年相比
_OPENING = re.compile(
    rf"(?:^|(?<=[。！]))\s{{0,20}}(?:[（(]?[一二三四五六七八九\d]+[)）、.．]\s*)?{_YEAR}度?(?=[，,]|[我本全])",
    re.MULTILINE,
)
# 2021年度报告.html; 2022年 alone may be the year of publication
_NAMED = re.compile(rf"{_YEAR}(度?)[^/\\]{{0,30}}?(?:年报|报告)")
# So many paragraphs that begin with another year are a template of that year
_OPENINGS = 2
_QUOTED = 40


class StatedYear(NamedTuple):
    """A year, where it is (``prose`` or ``file_name``), and the words that state it."""

    where: str
    year: int
    quote: str


def others(report: Report) -> Iterator[StatedYear]:
    """Statements of the report's own year that are not the year that was read from its title or period."""
    if report.year is None:
        return
    yield from _of_prose(report.prose, report.year)
    yield from _of_name(report.source.rpartition("/")[2], report.year)


def _of_prose(prose: str, year: int) -> Iterator[StatedYear]:
    if set(_ANY.findall(prose)) <= {str(year)}:
        return
    stated = [match for pattern in (_ANNOUNCED, _PERIOD) for match in pattern.finditer(prose)]
    for match in stated:
        if int(match[1]) != year:
            yield StatedYear("prose", int(match[1]), match[0][-_QUOTED:])
            return
    if stated or str(year) in prose:
        return
    openings = {match[1]: match for match in _OPENING.finditer(prose)}
    counts = Counter(match[1] for match in _OPENING.finditer(prose))
    if len(counts) == 1:
        ((other, count),) = counts.items()
        if count >= _OPENINGS and int(other) < year:
            start = openings[other].start()
            yield StatedYear("prose", int(other), prose[start : start + _QUOTED].split("\n", maxsplit=1)[0].strip())


def _of_name(name: str, year: int) -> Iterator[StatedYear]:
    match = _NAMED.search(name)
    if match is None or int(match[1]) == year:
        return
    # a file is often named after the year in which it was put up
    if int(match[1]) == year + 1 and not match[2]:
        return
    yield StatedYear("file_name", int(match[1]), name[:_QUOTED])
