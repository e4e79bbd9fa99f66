"""Who reports, for which year, published when: from the title, the metadata, the statistical period and the prose.

What is not stated is None, not guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from parsing.document import FILE_TITLE, Document
from parsing.identity import endings, titles
from parsing.identity.places import find_region, region_of_site, without_ancestors
from parsing.identity.stated import bodies
from parsing.identity.stated import year as stated_year
from parsing.identity.walk import names_division
from parsing.normalise import advertising
from parsing.report import Region

# Titles are in the first lines; further down, a report's name is being cited
_HEAD_LINES = 60
# and in lines of few cells: wider rows are of the report's tables
_NARROW = 6
# Bodies are named in the first paragraphs; further down others are spoken of
_PROSE = 4_000
# How a report speaks of its own body, and of the place it governs
_OF_BODY = re.compile(r"[我本](?:局|委|办|厅|院|校|队|站|所|中心|镇|乡|街道|苏木|单位|部门)")
_OF_PLACE = re.compile(r"[我本全][省市县区州盟旗]")
# Years of schools and reports on two years
_YEARS_FROM_TO = re.compile(r"20[0-4]\d\s*年?\s*[-—–~至到]\s*20[0-4]\d")
_CHINESE_DIGITS = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")
# "自2021年1月1日起至2021年12月31日止"; also "自20191月1日至201912月31日" and "2024年1月1日至12月31日",
# "2022.01.01-2022.12.31"
_PERIOD = re.compile(
    r"(20[0-4]\d) ?[年./-]? ?0?1 ?[月./-]? ?0?1 ?[日号]?.{0,8}?(?:至|到|-|—|~).{0,3}?"
    r"(?:(20[0-4]\d) ?[年./-]? ?|(?<!\d))12 ?[月./-]? ?31"
)
_LAST_DAY = re.compile(r"12 ?月 ?31|12[./-]31")
# A day as 2022-01-25, 2022年1月25日 or 2022/1/25 10:11, and as 20220125
_DATE = re.compile(
    r"(20[0-4]\d)(?: ?[-年/.] ?(1[0-2]|0?[1-9]) ?[-月/.] ?(3[01]|[12]\d|0?[1-9])"
    r"|(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9]))(?!\d)"
)
# What sites print before it in its line
_CUE_DISTANCE = 20
_CUE_LENGTH = 8
_DATE_CUE = re.compile(
    r"(?:(?:发布|发文|公开|成文|生成|印发|制发|更新|录入|添加|上传)(?:时间|日期|于)?[:： 】\]]"
    rf"|^ ?(?:日期|时间)[:： ]|来源[:：]).{{0,{_CUE_DISTANCE}}}\Z",
    re.MULTILINE,
)
# The cue alone in its line, the day in the next; a day with the time and what else sites print beside it
_CUE_ALONE = re.compile(r"(?:发布|发文|成文|生成|印发|更新)(?:时间|日期)[:：]?")
_DATELINE = re.compile(r"(?=20).{8,11}(?: ?\d\d?:\d\d(?::\d\d)?)? .{0,60}(?:来源|字体|字号|浏览|点击|阅读|作者|访问)")
_MAX_META = 240
_INNER_BLANK = re.compile(r"(?<=[\u3400-\u9fff0-9]) +(?=[\u3400-\u9fff])")
_SIGNATURE = re.compile(
    r"^(?:[一-鿿()]{4,30} +)?(20[0-4]\d) ?年 ?(1[0-2]|0?[1-9]) ?月 ?(3[01]|[12]\d|0?[1-9]) ?[日号]$"
)
_CHINESE_DAY = re.compile(
    r"^(?:[一-鿿()]{4,30} +)?(二[〇○零Oo0][〇○零Oo0一二三四][〇○零Oo0一二三四五六七八九])年"
    r"(元|十[一二]?|[一二三四五六七八九])月([一二三四五六七八九]|十[一二三四五六七八九]?|二十[一二三四五六七八九]?|三十一?)[日号]$"
)
_META_DATES = ("pubdate", "publishdate", "publish_time", "publishtime", "date")


class Identity(NamedTuple):
    """The body and its report.

    ``sources`` says where agency, region, year and date of publication were found; ``years`` are those of title, period
    and prose.
    """

    title: str | None
    agency: str | None
    level: str | None
    region: Region
    year: int | None
    years: dict[str, int]
    published: str | None
    advertising: tuple[str, ...]
    sources: dict[str, str]


def identify(document: Document) -> Identity:
    """Read the title, agency, level, region, year and date of publication."""
    text = document.text
    period = _period(text)
    head = [texts for texts, _, _, _ in document.lines[:_HEAD_LINES] if len(texts) <= _NARROW]
    names = [text for texts in head for text in texts if text]
    printed = titles.find_title(names, titles.of_page(document.metadata), period)
    of_file = None if printed else _file_title(document, period)
    printed = printed or of_file
    title = _cleaned(printed) if printed else None
    years = _years(title, period, text)
    year_source = next(iter(years), None)
    year = years[year_source] if year_source else None
    name, agency_source = _body(title, names, text)
    region, region_source = find_region(name, text, year)
    if (name is None or region_source is None) and (site := _site(document.metadata)):
        if name is None and _is_of(site, text):
            name, agency_source = site, "site"
        if region_source is None or agency_source == "site":
            region, region_source = region_of_site(site, text, year)
    agency = without_ancestors(name, region) if name else None
    published, published_source = _published(document, year)
    sources = {
        "agency": "metadata" if of_file and agency_source == "title" else agency_source,
        "region": region_source,
        "year": year_source,
        "published": published_source,
    }
    known = {field: source for field, source in sources.items() if source}
    return Identity(title, agency, level_of(agency), region, year, years, published, advertising.find(text), known)


def _file_title(document: Document, period: int | None) -> str | None:
    """The title in the file's properties, where neither the year nor a body that the text states is another."""
    text = document.text[:_PROSE]
    title = titles.of_file(document.metadata.get(FILE_TITLE, ""), period or stated_year(text))
    name = titles.body(title) if title else None
    stated = [body.name for body in bodies(advertising.remove(text))] if name else []
    return title if name and all(other.endswith(name) or name.endswith(other) for other in stated) else None


def _cleaned(title: str) -> str:
    """A title without blanks between Chinese characters."""
    return _INNER_BLANK.sub("", title).strip()


def _site(metadata: Mapping[str, str]) -> str | None:
    """The body whose site the page says it is on; 办公室 or 财政局 alone are columns of a site."""
    others = (metadata.get("sitename", ""), *reversed(titles.beside_the_report(metadata.get("title", ""))))
    sites = (titles.site_of(name) for name in others)
    return next((site for site in sites if site and names_division(site)), None)


def _body(title: str | None, names: Sequence[str], text: str) -> tuple[str | None, str | None]:
    """The body's name, from the title, as the prose states it or from a line beside the title, and where it was found.

    With its region where the title has lost it and the prose has it.
    """
    name = titles.body(title) if title else None
    if name and names_division(name):
        return name, "title"
    stated = list(bodies(advertising.remove(text[:_PROSE])))
    if name is None:
        alone = titles.beside(names, title) if title and not stated else None
        return stated[0] if stated else (alone, "title" if alone else None)
    longer = next((body for body in stated if body.name != name and body.name.endswith(name)), None)
    return longer or (name, "title")


def _is_of(site: str, text: str) -> bool:
    """Whether a report speaks as the body would whose site it is on: a government's site has its departments' too."""
    of_body, of_place = _OF_BODY.search(text) is not None, _OF_PLACE.search(text) is not None
    if endings.GOVERNMENT.search(site) and not endings.TOWNSHIP.search(site):
        return of_place and not of_body
    return of_body or not of_place


def _period(text: str) -> int | None:
    """The year of the statistical period, where the text states it from its first to its last day."""
    if not _LAST_DAY.search(text):
        return None
    match = _PERIOD.search(text)
    return int(match[1]) if match and match[2] in (match[1], None) else None


def _years(title: str | None, period: int | None, text: str) -> dict[str, int]:
    """The years found, by where: title, period, prose; the first is the surest."""
    years: dict[str, int] = {}
    if title and _YEARS_FROM_TO.search(title):
        return {"period": period} if period else {}
    if title and (named := titles.year_in(title)):
        years["title"] = named
    if period:
        years["period"] = period
    if not years and (stated := stated_year(text[:_PROSE])):
        years["prose"] = stated
    if not years:
        counts = Counter(titles.YEAR.findall(text)).most_common(2)
        if counts and (len(counts) == 1 or counts[0][1] > counts[1][1]):
            years["prose"] = int(counts[0][0])
    return years


def _published(document: Document, year: int | None) -> tuple[str | None, str | None]:
    """The date of publication as ISO, and where it is printed: metadata, a cue in the first lines, or the signature.

    A date within the year reported on is some other date.
    """
    dated = (dated for dated in _dates(document) if year is None or dated[0] >= f"{year}-12-15")
    return next(dated, (None, None))


def _dates(document: Document) -> Iterator[tuple[str, str]]:
    for name in _META_DATES:
        if match := _DATE.search(document.metadata.get(name, "")):
            yield _iso(match), "metadata"
    for match in _cued(document):
        yield _iso(match), "cue"
    for line in reversed(document.lines[-40:]):
        text = line.texts[-1]
        # the body's name and the day
        if not text.endswith(("日", "号")) or len(line.texts) > 2:  # noqa: PLR2004
            continue
        if match := _SIGNATURE.match(text):
            yield _iso(match), "signature"
        elif match := _CHINESE_DAY.match(text):
            month, day = _numeral(match[2].replace("元", "一")), _numeral(match[3])
            yield f"{match[1].translate(_CHINESE_DIGITS)}-{month:02}-{day:02}", "signature"


def _cued(document: Document) -> Iterator[re.Match[str]]:
    """The days in the first lines that follow what sites print before them, or are beside it."""
    text = document.text
    line = number = position = 0
    while match := _DATE.search(text, position):
        before = text.rfind("\n", line, match.start()) + 1 or line
        number += text.count("\n", line, before)
        line = before
        if number >= _HEAD_LINES:
            return
        position = match.end()
        if match.start() - line > _MAX_META:
            # no site prints its line of dates so long
            position = text.find("\n", position)
            if position < 0:
                return
        elif _is_cued(match, line):
            yield match


def _is_cued(match: re.Match[str], line: int) -> bool:
    """``line`` is where the line begins."""
    text, start = match.string, match.start()
    if text[line:start].strip():
        return _DATE_CUE.search(text, max(start - _CUE_DISTANCE - _CUE_LENGTH, line), start) is not None
    before = text[text.rfind("\n", 0, max(line - 1, 0)) + 1 : line].strip()
    return bool(_CUE_ALONE.fullmatch(before) or _DATELINE.match(text, start))


def _numeral(text: str) -> int:
    """A Chinese number below a hundred."""
    tens, ten, ones = text.rpartition("十")
    units = int(ones.translate(_CHINESE_DIGITS)) if ones else 0
    return units + (10 * int((tens or "一").translate(_CHINESE_DIGITS)) if ten else 0)


def _iso(match: re.Match[str]) -> str:
    year, month, day = filter(None, match.groups())
    return f"{year}-{int(month):02}-{int(day):02}"


def level_of(agency: str | None) -> str | None:
    """government, department or township (with subdistricts); None where the name does not tell."""
    if not agency:
        return None
    if endings.TOWNSHIP.search(agency):
        return "township"
    if endings.GOVERNMENT.search(agency) or endings.REGION.search(agency):
        return "government"
    return "department" if endings.OFFICE.search(agency) else None
