"""Which line is the title, and the body's name in it."""

from __future__ import annotations

import pytest

from parsing import parse_report
from parsing.document import FILE_TITLE, RawLine, build
from parsing.identity.facts import identify
from parsing.report import Place
from tests.titled import TITLE, read


@pytest.mark.parametrize(
    "line",
    [
        "根据条例和办公室通知，将我局2022年度政府信息公开工作报告如下：",
        "现将我办2022年政府信息公开工作年度报告公布如下",
        "首页 > 公开年报 > 某局2022年政府信息公开工作年度报告",
    ],
)
def test_a_sentence_or_a_path_is_no_title(line):
    report = read(line)
    assert (report.title, report.agency) == (None, None)


def test_a_title_in_two_lines_of_its_own_name():
    report = read("盘山县民政局2022年政府信息公开工作\n年度报告")
    assert (report.title, report.agency) == ("盘山县民政局2022年政府信息公开工作年度报告", "盘山县民政局")


@pytest.mark.parametrize(
    "title",
    [
        "盘 山 县 民 政 局\n2 0 2 2 年 政 府 信 息 公 开 工 作 年 度 报 告",
        "盘山县民政局\n2022年度\n政府信息公开工作年度报告",
        "2022年政府信息公开工作年度报告\n（盘山县民政局）",
        "政府信息公开工作年度报告\n（2022年度）\n盘山县民政局",
        "《盘山县民政局2022年政府信息公开工作年度报告》",
        "盘山县民政局20222年政府信息公开工作年度报告",
    ],
)
def test_titles_in_pieces(title):
    report = read(title, "统计期限自2022年1月1日起至2022年12月31日止。")
    assert (report.agency, report.year, report.region.county) == ("盘山县民政局", 2022, "盘山县")


@pytest.mark.parametrize(
    ("title", "agency", "place"),
    [
        ("宁夏教育厅2022年政府信息公开工作年度报告", "宁夏教育厅", ("宁夏回族自治区",)),
        ("海南州人民政府2022年政府信息公开工作年度报告", "海南州人民政府", ("青海省", "海南藏族自治州")),
        ("桓仁县民政局2022年政府信息公开工作年度报告", "桓仁县民政局", ("辽宁省", "本溪市", "桓仁满族自治县")),
        (
            "盘山县林业局（县绿化委员会办公室）2022年政府信息公开工作年度报告",
            "盘山县林业局(县绿化委员会办公室)",
            ("辽宁省", "盘锦市", "盘山县"),
        ),
    ],
)
def test_names_cut_short_and_names_with_brackets(title, agency, place):
    report = read(title)
    assert (report.agency, report.region.path) == (agency, place)


def test_a_title_and_the_report_in_one_line():
    prose = " 一、总体情况 2022年，民政局认真落实县委、县政府要求，" + "持续做好公开工作，" * 30
    report = parse_report(f"盘山县民政局2022年政府信息公开工作年度报告{prose}\n规章\n0\n0\n0\n".encode(), "x.txt")
    assert (report.title, report.agency) == ("盘山县民政局2022年政府信息公开工作年度报告", "盘山县民政局")


@pytest.mark.parametrize(
    "before",
    [
        *("Page 8 - ", "Page8-", "page 8 of 20 ", "P. 8 ", "第3页 ", "第 3 页 共 12 页 ", "- 3 - ", "—3— ", "3/12 "),
        *("1. ", "1、", "（1）", "① ", "No.3 ", "8 | ", "附件1：", "附件：", "附件1 ", "附件2："),
        *("【年报】", "★", "• ", "当前文章：", "PDF：", "原文：", "Annual Report 2022 ", "关于公布《"),
    ],
)
def test_what_pages_lists_and_sites_print_before_a_title(before):
    behind = "》的公告" if before.endswith("《") else ""
    report = read(before + TITLE + behind)
    assert (report.title, report.agency, report.year) == (TITLE, "盘山县民政局", 2022)


@pytest.mark.parametrize(
    "behind",
    [
        *(" - 8 -", " —8—", " 第8页", " 第3页 共12页", " 3/12", " Page 8", " 8", "…………3", " ......... 8"),
        *(".pdf", " .docx", "（PDF版）", "(附件)", "【图解】", " 下载", "（全文）", "（公开稿）", "(1)", " [打印]"),
        *("_盘山县人民政府", " - 盘山县人民政府门户网站", " | 盘山县人民政府", " 2023-01-20"),
        *(" 【字体：大 中 小】", " 发布时间：2023-01-20 来源：民政局"),
    ],
)
def test_what_is_printed_behind_a_title(behind):
    report = read(TITLE + behind)
    assert (report.title, report.agency, report.year) == (TITLE, "盘山县民政局", 2022)


@pytest.mark.parametrize(
    "sentence",
    [
        "根据《中华人民共和国政府信息公开条例》编制并向社会公布。",
        "本报告由民政局编制。",
        "。本报告根据条例编制。",
        "2022年，我局认真落实。",
        "一、总体情况 2022年，我局认真落实。",
        "为贯彻落实条例，特向社会公布。",
        "（2022年1月1日至2022年12月31日）本报告依据条例编制。",
        "在县委、县政府的领导下，我局认真落实。",
        "依据条例，" + "我局持续做好公开工作，" * 30,
    ],
)
def test_a_title_that_a_sentence_is_glued_to(sentence):
    report = read(TITLE + sentence)
    assert (report.title, report.agency, report.year) == (TITLE, "盘山县民政局", 2022)


@pytest.mark.parametrize("at", range(7, len(TITLE) - 1))
def test_a_title_broken_anywhere(at):
    report = read(f"{TITLE[:at]}\n\n{TITLE[at:]}")
    assert (report.title, report.agency, report.year) == (TITLE, "盘山县民政局", 2022)


@pytest.mark.parametrize(
    "lines", ["盘山县民政局\n2022年政府信\n息公开工作年度报告", "盘山县\n民政局2022年\n政府信息公开工作年度报告"]
)
def test_a_title_in_three_pieces(lines):
    assert (read(lines).title, read(lines).agency) == (TITLE, "盘山县民政局")


@pytest.mark.parametrize(
    ("line", "title", "agency"),
    [
        # numbers and words of a body's own name
        ("第3中学2022年信息公开工作年度报告", "第3中学2022年信息公开工作年度报告", "第3中学"),
        ("P2P办公室2022年政府信息公开工作年度报告", "P2P办公室2022年政府信息公开工作年度报告", "P2P办公室"),
        ("3.15办公室2022年政府信息公开工作年度报告", "3.15办公室2022年政府信息公开工作年度报告", "3.15办公室"),
        ("附件厂街道2022年政府信息公开工作年度报告", "附件厂街道2022年政府信息公开工作年度报告", "附件厂街道"),
        ("2022年政府信息公开工作年度报告-盘山县民政局", None, "盘山县民政局"),
        ("盘山县人民政府\n政府信息公开\n年度报告\n" + TITLE, TITLE, "盘山县民政局"),
        (f"上一篇：{TITLE}\n下一篇：{TITLE}", None, None),
    ],
)
def test_what_is_a_names_own_stays(line, title, agency):
    report = read(line)
    assert report.agency == agency
    assert title is None or report.title == title


def test_the_articles_title_where_the_pages_is_the_site():
    html = (
        f"<html><head><meta name=ArticleTitle content='{TITLE}.pdf'><title>盘山县人民政府</title></head><body>"
        "<p>一、总体情况</p><p>一年来认真落实。</p><table><tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr></table>"
    )
    report = parse_report(html.encode(), "x.html")
    assert (report.title, report.agency, report.year) == (TITLE, "盘山县民政局", 2022)


@pytest.mark.parametrize(
    ("prose", "agency"),
    [
        ("统计期限自2022年1月1日至2022年12月31日。", "盘山县民政局"),
        # written over another report's file
        ("统计期限自2023年1月1日至2023年12月31日。", None),
        ("统计期限自2022年1月1日至2022年12月31日。由盘山县水利局编制。", "盘山县水利局"),
        ("我局认真落实。", None),
    ],
)
def test_the_title_in_a_files_properties_where_the_text_agrees(prose, agency):
    lines = [RawLine((line,), (Place(number),), None) for number, line in enumerate(["一、总体情况", prose], 1)]
    identity = identify(build(lines, {FILE_TITLE: f"Microsoft Word - {TITLE}.docx"}))
    assert identity.agency == agency
    assert (identity.title, identity.sources.get("agency")) == (
        (TITLE, "metadata") if agency == "盘山县民政局" else (None, "compiled" if agency else None)
    )
