"""Who reports, for which year, published when: from the title, the metadata, the statistical period and the prose.

What is not stated is None, not guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from parsing.document import Document
from parsing.places import find_region, without_ancestors
from parsing.report import Region

# Titles stand in the first lines; further down, a report's name is being cited
_HEAD_LINES = 60
_MAX_TITLE = 80
_SUBJECT = r"(?:政府|政务|镇务|村务)?信息(?:主动)?公开"
_TITLE = re.compile(rf"{_SUBJECT}.{{0,16}}(?:年度报告|工作报告|年报|报告)|年度报告.{{0,6}}{_SUBJECT}")
_CITED = re.compile(r"《[^》]*》")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d{5})")
_CHINESE_YEAR = re.compile(r"二[〇○零Oo0][〇○零Oo0一二三四][〇○零Oo0一二三四五六七八九]")
_CHINESE_DIGITS = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")
# "自2021年1月1日起至2021年12月31日止"; also "自20191月1日至201912月31日"
_PERIOD = re.compile(r"(20[0-4]\d) ?年? ?0?1 ?月?\.?-? ?0?1 ?[日号]?.{0,8}?(?:至|到|-|—|~).{0,3}?(20[0-4]\d) ?年? ?12")
_LAST_DAY = re.compile(r"12 ?月 ?31|12[.-]31")
# "2022-01-25", "2022年1月25日", "2022/1/25 10:11"
_DATE = re.compile(r"(20[0-4]\d) ?[-年/.] ?(1[0-2]|0?[1-9]) ?[-月/.] ?(3[01]|[12]\d|0?[1-9])(?!\d)")
_DATE_CUE = re.compile(r"(?:发布|发文|公开|成文|生成|印发|制发|更新|录入|添加|上传)(?:时间|日期)|日期|时间")
_SIGNATURE = re.compile(r"^(20[0-4]\d) ?年 ?(1[0-2]|0?[1-9]) ?月 ?(3[01]|[12]\d|0?[1-9]) ?[日号]$")
_META_DATES = ("pubdate", "publishdate", "publish_time", "publishtime", "date")
# Words that mirror sites put in place of names, with what follows them
ADVERTISING = re.compile(r"(?:365|188|bet|BET)?[a-zA-Z0-9]{0,6}(?:体育|彩票|娱乐|博彩|棋牌|真人|赌场)(?:投注|平台|官网|直营|城|网址|app|APP)*[:：]?")
# Between the body's name and the report's: "2021年度", "关于", punctuation
_NOISE = re.compile(r"(?:20[0-4]\d|二[〇○零Oo0].{2})\s*年?度?|关于|的$|^[\W_]+|[\W_]+$")
_NO_TITLE = re.compile(r"分类|栏目|索引|位置|首页|目录|上一篇|下一篇|[>»]")
_LEADING = re.compile(r"^(?:标题|名称|题名|信息名称|文件名称)[:：]\s*")
_SITE_TAIL = re.compile(r"[-_|—–].*$")
_GOVERNMENT = re.compile(r"(?:人民政府|管委会|管理委员会|政府)$")
_TOWNSHIP = re.compile(r"(?:街道|街道办事处|街道办|镇|乡|苏木|民族乡)(?:人民政府|政府|办事处)?$")
_REGION_ONLY = re.compile(r"(?:省|自治区|市|州|盟|地区|县|区|旗)$")
_OFFICE = re.compile(r"(?:办公室|办公厅|办|局|委|委员会|厅|中心|院|队|社|馆|所|站|公司|学校|大学|医院|法院|处|会|部|集团)$")


class Identity(NamedTuple):
    """The body and its report; ``year_source`` says where the year was found: title, period, prose or published."""

    title: str | None
    agency: str | None
    level: str | None
    region: Region
    year: int | None
    year_source: str | None
    years: dict[str, int]
    published: str | None
    advertising: tuple[str, ...]


def identify(document: Document) -> Identity:
    """Read the title, agency, level, region, year and date of publication."""
    heads = [" ".join(cell.text for cell in line.cells if cell.text) for line in document.lines[:_HEAD_LINES]]
    text = document.text
    names = [cell.text for line in document.lines[:_HEAD_LINES] for cell in line.cells if cell.text]
    title = find_title(names, document.metadata.get("title"))
    advertising = tuple(dict.fromkeys(m for m in ADVERTISING.findall(text) if m)) if "体育" in text or "博彩" in text else ()
    clean = ADVERTISING.sub("", title) if title and advertising else title
    years = _years(clean, text)
    source = next(iter(years), None)
    year = years[source] if source else None
    name = _body(clean) if clean else None
    region = find_region(name, text)
    agency = without_ancestors(name, region) if name else None
    published = _published(document, heads)
    return Identity(title, agency, _level(agency), region, year, source, years, published, advertising)


def find_title(heads: Sequence[str], page_title: str | None) -> str | None:
    """The first line that names the report, with the line before it where the name is cut in two."""
    found: list[str] = []
    for index, head in enumerate(heads):
        line = _LEADING.sub("", head).strip()
        if len(line) > _MAX_TITLE or line.endswith(("。", "；", ";")) or _NO_TITLE.search(line) or not _TITLE.search(_CITED.sub("", line)):
            continue
        if _body(line) is None and index:
            line = _joined(heads[index - 1], line) or line
        found.append(line)
    best = next((t for t in found if _body(t) and _YEAR.search(t)), None) or next((t for t in found if _body(t)), None)
    if best is None and page_title and _TITLE.search(page_title):
        best = _SITE_TAIL.sub("", page_title).strip()
    return best or (found[0] if found else None)


def _joined(before: str, line: str) -> str | None:
    """``濮阳经济技术开发区新习镇2020年`` + ``政务信息公开工作报告``."""
    before = before.strip()
    if not before or len(before) > 40 or before.endswith(("。", "：", ":", "；")) or "|" in before:  # noqa: PLR2004
        return None
    joined = before + line
    return joined if _body(joined) and (_YEAR.search(before) or _OFFICE.search(before) or _REGION_ONLY.search(before) or _TOWNSHIP.search(before) or _GOVERNMENT.search(before)) else None


def _body(title: str) -> str | None:
    """The body's name in a title: what is left without year and the report's own name."""
    match = _TITLE.search(title)
    if not match:
        return None
    name = title[: match.start()]
    if not name.strip() or not _NOISE.sub("", name).strip():
        name = title[match.end() :]
    name = _NOISE.sub("", _NOISE.sub("", _LEADING.sub("", name))).replace(" ", "")
    name = re.sub(r"(?:年度|年|工作|政府|本级)$", lambda m: m.group() if m.group() == "政府" else "", name)
    return name if len(name) > 1 and not re.fullmatch(r"(?:[我本]\w{1,3}|[\W\d]+)", name) else None


def _years(title: str | None, text: str) -> dict[str, int]:
    """The years found, by where: title, period, prose; the first is the surest."""
    years: dict[str, int] = {}
    if title:
        found = _YEAR.findall(title) or [y.translate(_CHINESE_DIGITS) for y in _CHINESE_YEAR.findall(title)]
        if found:
            years["title"] = int(found[0])
    period = _PERIOD.search(text) if _LAST_DAY.search(text) else None
    if period and period[1] == period[2]:
        years["period"] = int(period[1])
    if not years:
        counts = Counter(_YEAR.findall(text))
        if counts:
            top = counts.most_common(2)
            if len(top) == 1 or top[0][1] > top[1][1]:
                years["prose"] = int(top[0][0])
    return years


def _published(document: Document, heads: Sequence[str]) -> str | None:
    """The date of publication as ISO: metadata, then a date behind a cue in the first lines, then the signature."""
    for name in _META_DATES:
        match = _DATE.search(document.metadata.get(name, ""))
        if match:
            return _iso(match)
    for head in heads:
        cue = _DATE_CUE.search(head)
        match = _DATE.search(head, cue.end()) if cue else None
        if match and match.start() - cue.end() <= 12 and len(head) <= 240:  # type: ignore[union-attr]  # noqa: PLR2004
            return _iso(match)
    for line in reversed(document.lines[-40:]):
        match = _SIGNATURE.match(line.cells[0].text) if len(line.cells) == 1 else None
        if match:
            return _iso(match)
    return None


def _iso(match: re.Match[str]) -> str:
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"


def _level(agency: str | None) -> str | None:
    """government, department or township (with subdistricts); None where the name does not tell."""
    if not agency:
        return None
    if _TOWNSHIP.search(agency):
        return "township"
    if _GOVERNMENT.search(agency) or _REGION_ONLY.search(agency):
        return "government"
    return "department" if _OFFICE.search(agency) else None
