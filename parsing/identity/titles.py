"""The report's title: which of the first lines it is, and the body's name in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from parsing.identity.endings import KINDS, names_body
from parsing.identity.walk import begins_with_division, is_place
from parsing.normalise import advertising

MAX_TITLE = 80
# A title and the advertising that was put into it
_MAX_LINE = 2 * MAX_TITLE
# The government in 人民政府信息公开 is the body's own
_SUBJECT = r"(?:(?<!人民)政府|政务|镇务|村务)?(?:信息|资讯)(?:主动)?公开"
_REPORT = re.compile(rf"{_SUBJECT}.{{0,16}}(?:年度报告|工作报告|年报|报告)|年度报告.{{0,6}}{_SUBJECT}")
_CITED = re.compile(r"《[^》]{0,80}》")
_CHINESE_DIGITS = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")
_CHINESE_YEAR = re.compile(r"二[〇○零Oo0][〇○零Oo0一二三四][〇○零Oo0一二三四五六七八九]")
YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d{5})")
# When it was issued: (2024年1月发布)
_ISSUED = re.compile(r"[(（][^()（）]{0,20}(?:发布|公布|公开|印发|编制|制作|发)[)）]")
# Between the body's name and the report's: "2021年度", "关于", punctuation
_NOISE = re.compile(
    r"20[0-4]\d\s*(?:[-—–至]\s*20[0-4]\d\s*)?(?:学?年)?度?(?:\d{1,2}月(?:\d{1,2}日)?)?|二[〇○零Oo0].{2}\s*(?:学?年)?度?|关于|的$|政务公开[和与及、]$|^[\W_]+|[\W_]{1,80}$"
    r"|\d[\d ]{0,80}年?度?$|(?:[上下]半|第?[一二三四1-4]季度|(?:\d{1,2}[-—至到])?\d{1,2}月份?)(?:年度?)?$"
)
# Paths to a page, and sentences: no title says why or to whom the report is made
_NO_TITLE = re.compile(r"分类|栏目|索引|位置|首页|目录|上一篇|下一篇|[>»]|[，,。；;：:]|现将|根据|按照|报告如下")
# What page numbers and flip-books print: Page 8 - …, P. 8, 第3页 共12页, - 3 -, 3/12
_PAGE = (
    r"(?:[Pp](?:age|AGE)?\.? ?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?(?![A-Za-z0-9])"
    r"|第 ?\d{1,4} ?页(?:[ ,，/]{0,2}共 ?\d{1,4} ?页)?"
    r"|[-—–] ?\d{1,4} ?[-—–]+|(?<!\d)\d{1,3} ?/ ?\d{1,4}(?!\d))"
)
# What sites and lists put before a report's name: labels, numbers, marks
_LEADING = re.compile(
    rf"^(?:{_PAGE}[-—–_|:： ]{{0,4}}|[\[【][^\]】]{{1,8}}[\]】]|(?:标 *)?题(?:[:：]| )|公报标题"
    r"|(?:名称|题名|题目|信息名称|文件名称|文章标题|当前文章|原文|正文|全文|文件|文档|PDF|下载)[:：]"
    r"|附件? ?(?:\d{1,2}[:：.、 ]?|[:：])|附件[一二三四五]?[:：.、 ]"
    r"|(?:[A-Za-z.'&-]{1,20} ){2,8}(?:20\d\d )?(?=[一-鿿])|(?:No|NO)\. ?\d{1,3}|\d{1,3}(?:[.、．]|(?: ?\|))(?!\d)"
    r"|\(\d{1,2}\)|[①-⑳]|[★☆●○·•◆◇■□▪▲※→*#“\"|]+)\s*"
)
_MOST_MARKS = 4
# and behind it: kinds of files, versions, buttons, the day, the line of the site, the days of the period
_BEHIND = re.compile(
    rf"(?: {{0,4}}(?:{_PAGE}|\.?(?:docx?|DOCX?|pdf|PDF|wps|ofd|txt|html?)(?![A-Za-z])"
    r"|[(\[【](?:(?:PDF|pdf|Word|word|WORD|图文|打印|电子|网络|正式)?版|附件\d{0,2}|全文|公[开示]稿?|[定终正]稿|图解|图文|\d{1,2}|下载|打印|附图)[)\]】]"
    r"|\((?:自|从)?20\d\d ?年? ?\d{1,2} ?月[^()]{0,30}\)|全文|下载|打印|图解|[.…·]{2,20} ?\d{0,3}|(?<= )\d{1,3}(?!\d)"
    r"|20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?(?: ?\d\d:\d\d(?::\d\d)?)?"
    r"|[\[【(]?(?:发布|发文|公开|成文|来源|作者|字体|字号|浏览|时间|日期|点击|阅读|分享|保存|关闭)[^。]{0,80}$|[”\"]))"
)
# The site's name behind it
_SITE_BEHIND = re.compile(r" {0,4}(?:[-—–_|]{1,4} {0,4}[^-—–_|，。,;；:：]{2,40}){1,3}$")
# Of a report, but none: 关于做好…年度报告编制发布工作的通知
_NO_REPORT = re.compile(r"(?:通知|函|方案|办法|格式|模板|要点|说明)$")
# How the sentence begins that a report's name is glued to
_SENTENCE = re.compile(
    r"\s{0,4}(?:[。,，;；]|[一1](?:[、.．])|根据|按照|依据|依照|遵照|按|为[了贯深全认进做加切]"
    r"|本(?:报告|年报|年度|机关|单位|[局委办厅院镇乡县市区])"
    r"|自 ?20|20\d\d ?年(?=度?.{2})|今年|过去|一年|近年|在(?=.{2})"
    r"|现[将向予根按]|我[们局委办厅院镇乡县市区省街]|全[县市区省镇乡局]|特此?[向编公制]"
    r"|(?:总体|概述|引言|前言)|由.{2,30}编制)"
)
_QUOTED_IN = re.compile(r"(?P<before>.{2,30})《(?P<name>[^《》]{6,80})》")
_NOTICE = re.compile(r"(?:.{0,30}关于)?(?:印发|公布|发布|公开|编制)《(?P<name>[^《》]{6,80})》的?(?:通知|公告|通告)?")
# 某县人民政府门户网站
_OF_A_SITE = re.compile(r"(?:官方|门户|政务|信息){0,6}(?:网站|网|平台|专栏|频道)$")
# What parts the names of page, column and site in a page's title; 2019-2020 is one
_PARTS = re.compile(r" {0,20}[_|—–]+ *|(?<!\d) {0,20}-+ *| {0,20}-+ *(?!\d)")
# Where the report begins, if it is on one line with its title
_FIRST_HEADING = " 一、"
# The end of a report's name, cut off into the next line
_CUT = re.compile(r"(?:工作)?(?:年度报告|年报)")
# "盘 山 县 民 政 局", "《…报告》"
_SPACED = re.compile(r"(?:\S ){3,}\S")
_QUOTED = re.compile(r"《([^《》]*)》")
_PHRASE = re.compile(rf"{_SUBJECT}.{{0,16}}?(?:年度报告|工作报告|年报|报告)")
_ENDS = re.compile(r"(?:报告|年报)$")
_IN_PIECES = 3
_MAX_PIECE, _MAX_TITLE_PIECE = 40, 60
_YEAR_ONLY = re.compile(r"[(（]?(?:20[0-4]\d|二[〇○零Oo0].{2})\s*年?度?[)）]?")
# How far from the title a line of the body's name alone may be
_BESIDE = 2
_TAIL = re.compile(r"(?:年度|年|工作|政府|本级)$")
# "我局", "本镇", and names that are no more than punctuation and digits
_NO_NAME = re.compile(r"(?:[我本]\w{1,3}|[\W\d]+)")


def beside_the_report(page_title: str) -> list[str]:
    """What a page's own title names beside the report, its columns apart: ``2022年…年度报告_年报_某县水利局``."""
    return [part for part in _PARTS.split(page_title.strip()) if part and "公开" not in part]


def site_of(name: str) -> str | None:
    """The body whose site bears this name, if it is a body's: ``某县人民政府门户网站``."""
    name = _OF_A_SITE.sub("", name)
    return name if names_body(name) else None


def of_page(metadata: Mapping[str, str]) -> str:
    """The page's own title, or the article's where the site's name has taken its place."""
    page, article = metadata.get("title", ""), metadata.get("articletitle", "")
    return article if article and not _report_in(page) else page


def of_file(title: str, year: int | None) -> str | None:
    """The report's name in a file's properties, if it names a body and the year that the text is about.

    Properties are often those of the file that another report was written over.
    """
    name = _report_in(title)
    return name if name and year is not None and year_in(name) == year and body(name) else None


def year_in(title: str) -> int | None:
    """The first year in a title, in Arabic or Chinese digits."""
    title = _ISSUED.sub("", title)
    years = YEAR.findall(title) or [digits.translate(_CHINESE_DIGITS) for digits in _CHINESE_YEAR.findall(title)]
    return int(years[0]) if years else None


def _report_in(page_title: str) -> str:
    """The report's name in a page's own title, or nothing."""
    first = _PARTS.split(page_title.strip(), 1)[0]
    parts = (first, *_PARTS.split(page_title.strip()))
    return next((bare for part in parts if _names_report(bare := _bare_title(part))), "")


def find_title(names: Sequence[str], page_title: str, period: int | None = None) -> str | None:
    """The line that names the report, with the line before it where the name is cut in two.

    Links to other years' reports look like titles too: what agrees with the page's own title and with the statistical
    period goes before them, then what names a body and a year, then what comes first.
    """
    places = [index for index, name in enumerate(names) if "公开" in name or "公 开" in name]
    bodies = dict(filter(None, [_title_at(names, index) for index in places]))
    if not any(bodies.values()) and (pieced := _in_pieces(names)):
        return pieced
    if len(bodies) == 1 and any(bodies.values()):
        return next(iter(bodies))
    page = _report_in(page_title)
    if page and not any(bodies.values()):
        bodies.setdefault(page, body(page))
    return max(bodies, key=lambda line: _worth(line, bodies[line], page, period), default=None)


def _title_at(names: Sequence[str], index: int) -> tuple[str, str | None] | None:
    """The report's name, if it is in this line, with what was cut from it, and the body's name in it."""
    line = _closed(names[index])
    if len(line) > _MAX_LINE:
        # a report's name that the first paragraph is glued to
        line = line.partition(_FIRST_HEADING)[0][:_MAX_LINE]
    behind = names[index + 1].strip() if index + 1 < len(names) else ""
    cut = _CUT.fullmatch(behind) is not None
    # whatever a report is called, this character is in it
    if len(line) > _MAX_LINE or not (cut or "报" in line):
        return None
    line = _bare_title(advertising.remove(line).strip())
    if cut and not _names_report(line):
        line += behind
    if not _names_report(line):
        return None
    name = body(line)
    if name is None and index:
        before = _closed(names[index - 1])
        if index > 1 and _YEAR_ONLY.fullmatch(before.strip()):
            before = _closed(names[index - 2]) + before
        if joined := _joined(advertising.remove(before), line):
            # 盘山县 · 民政局2022年 · 政府信息公开工作年度报告
            above = _closed(names[index - 2]).strip() if index > 1 else ""
            joined = above + joined if is_place(above) and not begins_with_division(joined) else joined
            return joined, body(joined)
    return line, name


def _bare_title(line: str) -> str:
    """A line without what sites, lists and pages print around a report's name, and without the sentence behind it."""
    line = _without_marks(line)
    if quoted := _QUOTED.match(line):
        line = quoted[1] if quoted.end() == len(line) or _BEHIND.match(line, quoted.end()) else line
    elif (quoted := _NOTICE.fullmatch(line)) and YEAR.search(quoted["name"]) and _ENDS.search(quoted["name"]):
        line = quoted["name"]
    elif (quoted := _QUOTED_IN.match(line)) and _names_report(quoted["name"]) and body(quoted["name"]) is None:
        line = quoted["before"] + quoted["name"]
    phrase = _PHRASE.search(line)
    if phrase is None or _NO_TITLE.search(line, 0, phrase.end()):
        return line
    title, end = line[: phrase.end()], phrase.end()
    while behind := _BEHIND.match(line, end):
        end = behind.end()
    if end == len(line):
        return title
    if _NO_REPORT.search(line):
        return line
    dated = year_in(title)
    if body(title) and (_SITE_BEHIND.match(line, end) or (dated and _SENTENCE.match(line, end))):
        return title
    return line


def _without_marks(line: str) -> str:
    for _ in range(_MOST_MARKS):
        plain = _LEADING.sub("", line)
        if plain == line:
            break
        line = plain
    return line


def _in_pieces(names: Sequence[str]) -> str | None:
    """A report's name that lines break within its phrase or its year: ``…2022年政府信`` + ``息公开工作年度报告``."""
    pieces = [_closed(name).strip() if len(name) <= _MAX_LINE else "" for name in names]
    for first, piece in enumerate(pieces):
        joined = _without_marks(piece)
        for more in pieces[first + 1 : first + _IN_PIECES]:
            if not joined or len(joined) > _MAX_TITLE_PIECE or not more or len(more) > _MAX_PIECE:
                break
            before, joined = joined, joined + more
            if "公开" not in joined or "报" not in joined:
                continue
            title = _bare_title(joined)
            dated = year_in(title)
            if _names_report(title) and len(title) > len(before) and dated and body(title):
                return title
    return None


def beside(names: Sequence[str], title: str) -> str | None:
    """The body's name alone in a line near a title that names none."""
    names = [_closed(name).strip() for name in names]
    at = next((index for index, name in enumerate(names) if name and title.endswith(name)), None)
    if at is None:
        return None
    near = [*names[at + 1 : at + 1 + _BESIDE], *reversed(names[max(at - _BESIDE, 0) : at])]
    bare = (_bare(name) for name in near if len(name) <= 40 and not _NO_TITLE.search(name))  # noqa: PLR2004
    return next((name for name in bare if "公开" not in name and any(kind.search(name) for kind in KINDS)), None)


def _closed(name: str) -> str:
    """A line without the blanks between its characters, where all of them are set apart."""
    return name.replace(" ", "") if name[1:2] == " " and _SPACED.fullmatch(name.strip()) else name


def _names_report(line: str) -> bool:
    if "公开" not in line or len(line) > MAX_TITLE:
        return False
    plain = _CITED.sub("", line) if "《" in line else line
    return _REPORT.search(plain) is not None and not _NO_TITLE.search(plain)


def _worth(line: str, name: str | None, page: str, period: int | None) -> tuple[int, int]:
    year = YEAR.search(line)
    agrees = bool(page) and (line in page or line.replace(" ", "") in page.replace(" ", "") or page in line)
    agrees_period = period is not None and year is not None and int(year[1]) == period
    return 2 * agrees + 2 * agrees_period, 2 * (name is not None) + (year is not None)


def _joined(before: str, line: str) -> str | None:
    """``濮阳经济技术开发区新习镇2020年`` + ``政务信息公开工作报告``."""
    before = before.strip()
    if not before or len(before) > 40 or before.endswith(("。", "：", ":", "；")) or "|" in before:  # noqa: PLR2004
        return None
    joined = before + line
    kinds = YEAR.search(before) or any(kind.search(before) for kind in KINDS)
    return joined if kinds and body(joined) else None


def body(title: str) -> str | None:
    """The body's name in a title: what is left without year and the report's own name."""
    match = _REPORT.search(title)
    if not match:
        return None
    name = _bare(title[: match.start()]) or _bare(title[match.end() :])
    if name.count("(") > name.count(")"):
        name += ")"
    name = _TAIL.sub(lambda tail: tail[0] if tail[0] == "政府" else "", name)
    return name if len(name) > 1 and not _NO_NAME.fullmatch(name) else None


def _bare(name: str) -> str:
    """What is left of a name without the noise around it, and without the noise that this was hiding."""
    name = _LEADING.sub("", name)
    plain = _NOISE.sub("", name) if name else name
    return (_NOISE.sub("", plain) if plain != name else name).replace(" ", "")
