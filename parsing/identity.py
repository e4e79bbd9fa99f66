"""Who reports, for which year, published when: from the title, the metadata, the statistical period and the prose.

What is not stated is None, not guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from parsing import advertising
from parsing.document import Document
from parsing.places import find_region, names_division, without_ancestors
from parsing.report import Region

# Titles stand in the first lines; further down, a report's name is being cited
_HEAD_LINES = 60
_MAX_TITLE = 80
_SUBJECT = r"(?:政府|政务|镇务|村务)?(?:信息|资讯)(?:主动)?公开"
_TITLE = re.compile(rf"{_SUBJECT}.{{0,16}}(?:年度报告|工作报告|年报|报告)|年度报告.{{0,6}}{_SUBJECT}")
_CITED = re.compile(r"《[^》]*》")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d{5})")
_CHINESE_YEAR = re.compile(r"二[〇○零Oo0][〇○零Oo0一二三四][〇○零Oo0一二三四五六七八九]")
_CHINESE_DIGITS = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")
# "自2021年1月1日起至2021年12月31日止"; also "自20191月1日至201912月31日"
_PERIOD = re.compile(r"(20[0-4]\d) ?年? ?0?1 ?月?\.?-? ?0?1 ?[日号]?.{0,8}?(?:至|到|-|—|~).{0,3}?(20[0-4]\d) ?年? ?12")
_LAST_DAY = re.compile(r"12 ?月 ?31|12[.-]31")
# A day as 2022-01-25, 2022年1月25日 or 2022/1/25 10:11
_DATE = re.compile(r"(20[0-4]\d) ?[-年/.] ?(1[0-2]|0?[1-9]) ?[-月/.] ?(3[01]|[12]\d|0?[1-9])(?!\d)")
_DATE_CUE = re.compile(
    r"(?:发布|发文|公开|成文|生成|印发|制发|更新|录入|添加|上传)(?:时间|日期|于)?[:： ]|^(?:日期|时间)[:： ]|来源[:：]"
)
_CUE_DISTANCE = 20
_MAX_META = 240
_INNER_BLANK = re.compile(r"(?<=[\u3400-\u9fff0-9]) +(?=[\u3400-\u9fff])")
_SIGNATURE = re.compile(r"^(20[0-4]\d) ?年 ?(1[0-2]|0?[1-9]) ?月 ?(3[01]|[12]\d|0?[1-9]) ?[日号]$")
_META_DATES = ("pubdate", "publishdate", "publish_time", "publishtime", "date")
# Between the body's name and the report's: "2021年度", "关于", punctuation
_NOISE = re.compile(r"(?:20[0-4]\d|二[〇○零Oo0].{2})\s*年?度?|关于|的$|^[\W_]+|[\W_]+$")
_NO_TITLE = re.compile(r"分类|栏目|索引|位置|首页|目录|上一篇|下一篇|[>»]")
_LEADING = re.compile(r"^(?:标题|名称|题名|信息名称|文件名称)[:：]\s*")
_SITE_TAIL = re.compile(r"[-_|—–].*$")
_GOVERNMENT = re.compile(r"(?:人民政府|管委会|管理委员会|政府)$")
_TOWNSHIP = re.compile(r"(?:街道|街道办事处|街道办|镇|乡|苏木|民族乡)(?:人民政府|政府|办事处)?$")
_REGION_ONLY = re.compile(r"(?:省|自治区|市|州|盟|地区|县|区|旗)$")
_OFFICE = re.compile(
    r"(?:办公室|办公厅|办|局|委|委员会|厅|中心|院|队|社|馆|所|站|公司|学校|大学|医院|法院|处|会|部|集团)$"
)


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
    text = document.text
    period = _period(text)
    names = [cell.text for line in document.lines[:_HEAD_LINES] for cell in line.cells if cell.text]
    printed = find_title(names, document.metadata.get("title"), period)
    words = advertising.find(text)
    title = _cleaned(printed) if printed else None
    years = _years(title, period, text)
    source = next(iter(years), None)
    year = years[source] if source else None
    name = _body(title) if title else None
    name = _full_name(name, text)
    region = find_region(name, text)
    agency = without_ancestors(name, region) if name else None
    published = _published(document, year)
    return Identity(title, agency, _level(agency), region, year, source, years, published, words)


def _cleaned(title: str) -> str:
    """A title without advertising words and without blanks between Chinese characters."""
    return _INNER_BLANK.sub("", advertising.remove(title)).strip()


def find_title(names: Sequence[str], page_title: str | None, period: int | None = None) -> str | None:
    """The line that names the report, with the line before it where the name is cut in two.

    Links to other years' reports look like titles too: what agrees with the page's own title and with the statistical
    period goes before them, then what names a body and a year, then what stands first.
    """
    found: list[str] = []
    for index, name in enumerate(names):
        if "公开" not in name:
            continue
        line = _LEADING.sub("", name).strip()
        if not _names_report(line):
            continue
        if _body(line) is None and index:
            line = _joined(names[index - 1], line) or line
        found.append(line)
    page = _SITE_TAIL.sub("", page_title).strip() if page_title and _names_report(page_title) else ""
    if page and not any(_body(line) for line in found):
        found.append(page)
    return max(found, key=lambda line: _title_worth(line, page, period), default=None)


def _names_report(line: str) -> bool:
    if "公开" not in line or len(line) > _MAX_TITLE or line.endswith(("。", "；", ";")) or _NO_TITLE.search(line):
        return False
    return _TITLE.search(_CITED.sub("", line)) is not None


def _title_worth(line: str, page: str, period: int | None) -> tuple[int, int]:
    year = _YEAR.search(line)
    agrees = bool(page) and (line.replace(" ", "") in page.replace(" ", "") or page in line)
    agrees_period = period is not None and year is not None and int(year[1]) == period
    return 2 * agrees + 2 * agrees_period, 2 * (_body(line) is not None) + (year is not None)


def _joined(before: str, line: str) -> str | None:
    """``濮阳经济技术开发区新习镇2020年`` + ``政务信息公开工作报告``."""
    before = before.strip()
    if not before or len(before) > 40 or before.endswith(("。", "：", ":", "；")) or "|" in before:  # noqa: PLR2004
        return None
    joined = before + line
    return (
        joined
        if _body(joined)
        and (
            _YEAR.search(before)
            or _OFFICE.search(before)
            or _REGION_ONLY.search(before)
            or _TOWNSHIP.search(before)
            or _GOVERNMENT.search(before)
        )
        else None
    )


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


# "…局编制本报告", "由…办公室编制"
_COMPILER = re.compile(
    r"(?:^|[，,。；、:：\s由])([\u4e00-\u9fff]{3,30}?)(?:组织)?编制(?:本|的|《|，|。|发布|公布|完成)", re.MULTILINE
)
_OWN = re.compile(r"我[局委办镇街县市区乡厅院中]|本[机单部局级]|根据|按照|依据|要求|现将|特|报告")


def _full_name(name: str | None, text: str) -> str | None:
    """The body's name with its region, where the title has lost it and the prose has it."""
    if name and names_division(name):
        return name
    for match in _COMPILER.finditer(text):
        compiler = match[1]
        if _OWN.search(compiler):
            continue
        if (
            name is None and (_OFFICE.search(compiler) or _GOVERNMENT.search(compiler) or _TOWNSHIP.search(compiler))
        ) or (name and compiler.endswith(name)):
            return compiler
    return name


def _period(text: str) -> int | None:
    """The year of the statistical period, where the text states it from its first to its last day."""
    if not _LAST_DAY.search(text):
        return None
    match = _PERIOD.search(text)
    return int(match[1]) if match and match[1] == match[2] else None


def _years(title: str | None, period: int | None, text: str) -> dict[str, int]:
    """The years found, by where: title, period, prose; the first is the surest."""
    years: dict[str, int] = {}
    if title:
        found = _YEAR.findall(title) or [y.translate(_CHINESE_DIGITS) for y in _CHINESE_YEAR.findall(title)]
        if found:
            years["title"] = int(found[0])
    if period:
        years["period"] = period
    if not years:
        counts = Counter(_YEAR.findall(text)).most_common(2)
        if counts and (len(counts) == 1 or counts[0][1] > counts[1][1]):
            years["prose"] = int(counts[0][0])
    return years


def _published(document: Document, year: int | None) -> str | None:
    """The date of publication as ISO: metadata, then a date behind a cue in the first lines, then the signature.

    A date within the year reported on is some other date.
    """
    return next((date for date in _dates(document) if year is None or date >= f"{year}-12-15"), None)


def _dates(document: Document) -> Iterator[str]:
    for name in _META_DATES:
        match = _DATE.search(document.metadata.get(name, ""))
        if match:
            yield _iso(match)
    for line in document.lines[:_HEAD_LINES]:
        text = line.cells[0].text if len(line.cells) == 1 else " ".join([cell.text for cell in line.cells])
        if "20" not in text:
            continue
        cue = _DATE_CUE.search(text)
        match = _DATE.search(text, cue.end()) if cue else None
        if cue and match and match.start() - cue.end() <= _CUE_DISTANCE and cue.end() <= _MAX_META:
            yield _iso(match)
    for line in reversed(document.lines[-40:]):
        match = _SIGNATURE.match(line.cells[0].text) if len(line.cells) == 1 else None
        if match:
            yield _iso(match)


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
