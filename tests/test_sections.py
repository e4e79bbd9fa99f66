"""Which lines are a section's prose: not the site's menus, its links, or what is left of a table's heads."""

from __future__ import annotations

from parsing import parse_report

PAGE = """<html><head><meta charset="utf-8"></head><body>
<div><a>首页</a><a>要闻动态</a><a>政务公开</a></div><div>当前位置：首页 &gt; 年度报告</div>
<h1>盘山县民政局2022年政府信息公开工作年度报告</h1>
<div>发布时间：2023-01-15 来源：县民政局 字号：[大 中 小]</div>
<p>本报告按照条例编制。</p>
<p>一、总体情况</p><p>全年收到申请3件。</p>
<p>二、主动公开政府信息情况</p><p>信息内容</p><p>制作数量</p><p>行政规范性文件</p><p>共发布12条。</p>
<p>六、其他需要报告的事项</p><p>无。</p>
<div>相关附件</div><div>上一篇：无</div><div>下一篇：盘山县水利局2022年政府信息公开工作年度报告</div>
<div>主办单位：盘山县人民政府办公室</div></body></html>"""


def test_the_sections_hold_the_report_s_own_words():
    sections = {section.number: section for section in parse_report(PAGE.encode(), "x.html").sections}
    prose = {number: [p.text for p in section.paragraphs] for number, section in sections.items()}
    assert prose == {1: ["本报告按照条例编制。", "全年收到申请3件。"], 2: ["共发布12条。"], 6: ["无。"]}
    assert sections[6].heading == "六、其他需要报告的事项"
