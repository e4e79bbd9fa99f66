"""Bodies that the prose names as the one that reports: who publishes the report, compiles it, answers questions on it.

Above every pattern is a sentence of the kind that it reads. What only points at a body names none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from parsing.identity.endings import names_body
from parsing.identity.walk import begins_with_division, is_place

_NAME = r"(?P<name>[一-鿿]{2,40}?(?:\([一-鿿]{2,20}\)[一-鿿]{0,12}?)?)"
_REPORT = r"(?:政府|政务)?(?:信息|资讯)公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报|情况)"
_YEAR = r"(?:20\d\d(?:[-—–至]20\d\d)? ?学?年?度?)?"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # 现公布某县民政局2020年信息公开工作年度报告 · 编制了《某镇2020年政府信息公开工作年度报告》
    (
        "published",
        re.compile(
            rf"(?:公布|公开|发布|公佈|编制|编写|撰写|制定|形成|现将)(?:了|完成)?《?{_YEAR}{_NAME}(?:的)?{_YEAR}{_REPORT}"
        ),
    ),
    # 本报告由某乡人民政府按照…编制 · 由某开发区管委会结合有关统计数据编制
    (
        "compiled",
        re.compile(
            rf"(?:报告(?:是|系)?由|[，,。；\s]由|^由){_NAME}(?:组织|负责|牵头)?"
            r"(?:编制|按照|根据|依据|结合|汇总|起草|编写|撰写)",
            re.MULTILINE,
        ),
    ),
    # 某街道办事处编制了此报告
    (
        "compiled",
        re.compile(rf"(?:^|[，,。；:：\s]){_NAME}(?:组织)?编制(?:本|了|的|《|，|。|发布|公布|完成)", re.MULTILINE),
    ),
    # 结合某税务局（以下简称“某局”）政府信息公开工作
    ("called", re.compile(rf"(?:结合|公布|公开|^|[，,。]){_NAME}\((?:以下)?(?:简称|统称)[:：]?[“”\"]", re.MULTILINE)),
    # 如有疑问，请与某县民政局办公室联系（地址：…）
    ("contact", re.compile(rf"(?:请与|请联系|请向|联系单位|联系部门)[:：]? ?{_NAME}(?:联系|咨询|\(|[，,。;；\s])")),
    ("address", re.compile(rf"(?:地址|联系地址)[:：] ?{_NAME}(?:[，,。;；\d\s)(]|$)", re.MULTILINE)),
    # 2023年，某园区管委会严格按照《条例》
    (
        "subject",
        re.compile(
            rf"(?:^|[。\s])20\d\d ?年(?:度|以来)?[，,]? ?{_NAME}"
            r"(?:认真|严格|坚持|紧紧|紧扣|深入|高度|全面|始终|继续|持续|积极|以|按照|在)",
            re.MULTILINE,
        ),
    ),
)
# What points at a body, or speaks of rules, places in the text and others
_NO_BODY = re.compile(
    r"[我本该此各]|根据|按照|依据|要求|现将|通知|条例|规定|办法|有关|相关|年度|报告|信息公开|领导小组|全文|国务院|社会(?!保障|保险|工作|组织|福利|发展|事业|事务|治理|救助)|全[省市县区镇乡]"
)
# The office behind the body's name that answers questions: 某局办公室, 某镇人民政府党政综合办公室
_DESK = re.compile(
    r"(?<=局|委|厅|府|镇|乡|会|处|道|办|关|院|校|队)(?:党政|综合|政务|政府|信息|公开|督考|督查|行政|法规|宣传|服务|工作|机要|文秘){0,6}(?:办公室|办公厅|办|科|股|处|中心)$"
)
_VERBS = re.compile(r"^(?:由|了|结合|综合|汇总)+")
# Names that say what a body is, not which: 管委会, 开发区管委会, and 县教育局, where no division is named so
_BARE = re.compile(
    r"(?:党工委|党委|经济|技术|高新|产业|工业|开发区|高新区|园区|示范区|新区|街道|人民|政府|管理委员会|管委会|办事处|办公室|办公厅"
    r"|镇|乡|和|、)+"
)
_SHORTEST = 3
_RELATIVE = re.compile(r"[省市县区州盟旗镇乡]")


_ANY_YEAR = r"(?P<year>20[0-4]\d|二[〇○零Oo0][〇○零Oo0一二三四][〇○零Oo0一二三四五六七八九])"
_YEARS: tuple[re.Pattern[str], ...] = (
    # 现将我局2022年政府信息公开工作情况报告如下 · 公布2022年度政府信息公开工作年度报告
    re.compile(rf"(?:现将|现就|公布|公开|发布|编制|形成|撰写|制作)[^。；;\n]{{0,30}}?{_ANY_YEAR} ?年?度?的?{_REPORT}"),
    # 统计期限为2022年度
    re.compile(rf"统计(?:期限|时限|时间|周期|范围)?[为是:：]?(?:自|从)?{_ANY_YEAR} ?(?:全年|年度?)(?!\d| ?\d)"),
    # 2022年，我局认真落实 · 二〇二二年度全县
    re.compile(
        rf"(?:^|。) {{0,8}}{_ANY_YEAR} ?年(?:度|来|以来)?(?=[,，我本全一-鿿])(?![^。\n]{{0,40}}(?:$|报告 ?$))",
        re.MULTILINE,
    ),
)
_CHINESE_DIGITS = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")


def year(text: str) -> int | None:
    """The year that these first paragraphs say they report on, the surest statement first."""
    years = (match for pattern in _YEARS if (match := pattern.search(text)))
    return next((int(match["year"].translate(_CHINESE_DIGITS)) for match in years), None)


class StatedBody(NamedTuple):
    """A body's name and how the prose states it."""

    name: str
    how: str


def bodies(text: str) -> Iterator[StatedBody]:
    """The bodies that these first paragraphs name as the reporting one, the surest statements first."""
    for how, pattern in _PATTERNS:
        names = Counter(name for match in pattern.finditer(text) if (name := _name(match, how)))
        yield from [StatedBody(name, how) for name, _ in names.most_common()]


def _name(match: re.Match[str], how: str) -> str | None:
    name = match["name"]
    if how in ("contact", "address"):
        name = _DESK.sub("", name)
    name = _VERBS.sub("", name)
    if len(name) < _SHORTEST or _NO_BODY.search(name) or _BARE.fullmatch(name):
        return None
    # a report of 盘锦市 is its government's
    if not (names_body(name) or (how == "published" and is_place(name))):
        return None
    return None if _RELATIVE.match(name) and not begins_with_division(name) else name
