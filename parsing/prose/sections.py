"""The six sections' prose, also where headings are lost: the tables mark the places of sections two, three and four."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from parsing import form
from parsing.document import Document, Line
from parsing.report import Paragraph, Place, Section
from parsing.wording.headings import MAX_HEADING, heading, is_numbered
from parsing.wording.labels import key
from parsing.wording.values import Kind, kind

TABLE_SECTIONS = {"disclosure": 2, "requests": 3, "disputes": 4}
# Lines of the tables' heads, which are no prose
_HEAD_WORDS = re.compile(
    r"^(?:第二十条第|信息内容|本年|制作数量|公开数量|现行有效|对外公开|上一年项目|处理决定|采购|本列数据|申请人情况|自然人|法人或其他|商业企业|"
    r"科研机构|社会公益|法律服务|其他$|总计|三本年度办理结果|行政复议$|行政诉讼$|结果|其他结果|尚未|审结|未经复议|复议后起诉|维持$|纠正$)"
)
_SITE = re.compile(
    r"版权所有|主办单位|承办单位|网站标识码|ICP备|网站地图|公网安备|扫一扫|打印本页|关闭窗口|立即注册|还没有账号|浏览(?:量|次数)"
)
_SITE_LINE = re.compile(
    r"(?:上|下)一(?:篇|条)|(?:相关)?(?:附件|链接|文档|新闻|阅读)(?:下载)?[:：]?$|当前位置|您(?:现在)?(?:当前)?(?:所在)?(?:的)?位置"
    r"|字号|分享到?|无障碍|(?:信息|文章)?来源[:：]|索 ?引 ?号"
)
# What is more than punctuation
_WORDS = re.compile(r"[^\W_][\W_]*[^\W_]")
# A number that is no row's, no clause's and no day's
_FIGURE = re.compile(r"(?<![\d.])\d+(?![\d.、)）年月日条项号])")
_STOPS = ("。", "；", "，", ";", ",")


def read_sections(document: Document, spans: Mapping[str, tuple[int, int]]) -> tuple[Section, ...]:
    """The prose by section. ``spans`` are the first and last lines of the tables that were read."""
    headings: dict[int, str | None] = {}
    paragraphs: dict[int, list[Paragraph]] = {}
    current = 0
    after_tables = False
    for lines, table_section in _outside_tables(document, spans):
        for text, place in lines:
            number = heading(text)
            if number and (number >= current or is_numbered(text, number)):
                current, after_tables = number, False
                headings[number] = headings.get(number) or text
                continue
            # before the first heading only sentences are the report's: its title and the site's menus are none
            if not _is_prose(text) or (current == 0 and not any(stop in text for stop in _STOPS)):
                continue
            # text right behind the last table, whose heading is lost, is the fifth section's
            section = 5 if after_tables and current == 4 else max(current, 1)  # noqa: PLR2004
            paragraphs.setdefault(section, []).append(Paragraph(text, place))
        if table_section:
            current, after_tables = max(current, table_section), True
    numbers = sorted(headings.keys() | paragraphs.keys())
    return tuple([Section(n, headings.get(n), tuple(paragraphs.get(n, ()))) for n in numbers])


def unread_tables(document: Document, spans: Mapping[str, tuple[int, int]]) -> tuple[str, ...]:
    """The tables that were not read though their section has numbers and most of their labels: their layout may have
    escaped the reader."""
    lost = [name for name in TABLE_SECTIONS if name not in spans]
    if not lost:
        return ()
    texts: dict[int, list[str]] = {}
    current = 0
    for line in document.lines:
        number = heading(line.texts[0]) if len(line.texts) == 1 else None
        current = number or current
        texts.setdefault(current, []).extend(line.texts)
    return tuple([name for name in lost if _is_there(name, "\n".join(texts.get(TABLE_SECTIONS[name], ())))])


def _is_there(name: str, text: str) -> bool:
    labels = _labels_of(name)
    plain = key(text)
    named = sum(label in plain for label in labels)
    return 2 * named > len(labels) and sum(map(len, _FIGURE.findall(text))) >= named


@cache
def _labels_of(name: str) -> frozenset[str]:
    """The keys of a table's labels of rows, of the disputes' those of columns, in its latest edition."""
    rows = form.table(form.EDITIONS[-1], name).rows
    labels = rows[0].column_labels if name == form.TABLES[-1] else [row.label for row in rows]
    return frozenset(map(key, labels))


def _outside_tables(
    document: Document, spans: Mapping[str, tuple[int, int]]
) -> Iterator[tuple[list[tuple[str, Place]], int | None]]:
    """The paragraphs before each table with the table's section, then those behind the last."""
    start = 0
    for (first, last), name in sorted((span, name) for name, span in spans.items()):
        yield _paragraphs(document.lines[start:first]), TABLE_SECTIONS[name]
        start = max(start, last + 1)
    yield _paragraphs(document.lines[start:]), None


def _paragraphs(lines: Iterable[Line]) -> list[tuple[str, Place]]:
    return [(texts[0], places[0]) for texts, _, places, table in lines if table is None]


def _is_prose(text: str) -> bool:
    """Whether a paragraph is the report's own text, not the site's nor left of a table."""
    if len(text) <= MAX_HEADING:
        return _is_short_prose(text)
    return _WORDS.search(text) is not None and not _SITE_LINE.match(text) and not _SITE.search(text)


def _is_short_prose(text: str) -> bool:
    if kind(text) is not Kind.TEXT or _SITE_LINE.match(text) or _SITE.search(text):
        return False
    plain = key(text)
    if len(plain) < 2:  # noqa: PLR2004 "无。" is a statement
        return plain == "无"
    return plain not in _form_words() and not _HEAD_WORDS.match(plain) and not _head_letters().issuperset(plain)


@cache
def _head_letters() -> frozenset[str]:
    """The characters of the heads over the dispute table; set in columns, they come in odd pieces."""
    heads = (name["zh"] for label, name in form.labels().items() if label.startswith("column:disputes/"))
    return frozenset("".join(heads))


@cache
def _form_words() -> frozenset[str]:
    """Labels of the form, which are left over where a table could not be read."""
    labels = form.labels().values()
    return frozenset(key(part) for names in labels for part in names["zh"].split(" / "))
