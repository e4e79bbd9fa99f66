"""Text of mirrors and CMSs in simplified, half-width characters, with place names as they are."""

from __future__ import annotations

import pytest

from parsing import divisions
from parsing.normalise import STEPS, normalise, normalise_text


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("規(guī)范網(wǎng)站，報告", "规范网站，报告"),
        ("申請(qing) 公開報告", "申请公开报告"),
        ("发(fa)(fa)布", "发布"),
        ("微信（app）公众号", "微信(app)公众号"),
        ("（三）１４％", "(三)14%"),
        ("?????一、總體情況", "一、总体情况"),
        ("乾縣人民政府公開報告", "乾县人民政府公开报告"),
        ("乾安縣公開數據報告", "乾安县公开数据报告"),
        ("餅乾與乾坤，公開報告", "饼干与乾坤，公开报告"),
        ("乾县人民政府", "乾县人民政府"),
        ("規章\u200b\ufeff的公開", "规章的公开"),
    ],
)
def test_normalise(printed, text):
    assert normalise_text(printed) == text


def test_simplified_text_stays_as_it_is():
    text = "根据《政府信息公开条例》第五十条，乾县、於潜镇的著作权。"
    assert normalise(text) == (text, ())


def test_names_of_divisions_survive_conversion():
    names = [name for name in divisions.names() if any(c in name for c in "乾於濛氾")]
    assert len(names) > 10
    for name in names:
        assert normalise_text(f"{name}公開報告") == f"{name}公开报告"


def test_normalising_twice_changes_nothing_more():
    for text in ("規(guī)范網(wǎng)站", "（三）１４％", "乾縣人民政府公開報告"):
        once = normalise_text(text)
        assert normalise_text(once) == once


def test_the_pipeline_is_visible_in_one_table():
    assert [name for name, _ in STEPS] == ["width", "junk", "simplified", "pinyin"]


def test_lines_keep_their_numbers():
    text = "一\r二\n三\u3000\n\n?????五報告開"
    assert normalise_text(text).count("\n") >= text.count("\n")
