"""Defects of tables as wholes, of section headings, and of what the site has put around the report."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from demo.printing.document import HEADINGS, NUMERALS
from demo.printing.model import Grid, Para, PrintedCell, PrintedLine
from tests.render import prose
from tests.render.editing import grid_of, in_parts, in_three, replace_block
from tests.render.layouts import FLOWING
from tests.render.model import Draft, missing

RENAMED = {
    1: ("一、概述", "一、总体情况概述", "一、基本情况"),
    2: ("二、主动公开情况", "二、主动公开政府信息的情况"),
    3: ("三、依申请公开情况", "三、收到和处理政府信息公开申请的情况"),
    4: ("四、行政复议和行政诉讼情况", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
    5: ("五、存在的问题及改进措施", "五、下一步工作目标"),
    6: ("六、其他事项",),
}


def disclosure_in_parts(draft: Draft, rng: Random) -> None:
    """Table 二 as one table for each clause."""
    grid = grid_of(draft, "disclosure")
    replace_block(draft, grid, *in_parts(grid))


def disputes_in_three(draft: Draft, rng: Random) -> None:
    """Table 四 as three tables, as they are after the defects of cells."""
    grid = grid_of(draft, "disputes")
    figures = {cell.id: cell for cell in grid.lines[-1].cells if cell.id}
    if len(figures) < 15 or grid.lines[-1].extra:
        return
    parts = in_three(draft.spec.editions["disputes"], draft.printed)
    for part in parts:
        part.lines[-1].cells = [figures[cell] for cell in part.lines[-1].ids]
    replace_block(draft, grid, *parts)


def tables_joined(draft: Draft, rng: Random) -> None:
    """All tables are one, the headings between them are rows of it."""
    first = draft.blocks.index(draft.grids[0])
    last = draft.blocks.index(draft.grids[-1])
    blocks = draft.blocks[first : last + 1]
    width = max(grid.width for grid in draft.grids)
    lines: list[PrintedLine] = []
    for block in blocks:
        if isinstance(block, Grid):
            lines += block.lines
        else:
            lines.append(PrintedLine([PrintedCell(block.text, "title", colspan=width)]))
    draft.blocks[first : last + 1] = [Grid(("disclosure", "requests", "disputes"), width, lines)]


def _cut(draft: Draft, rng: Random, text: str) -> None:
    grid = grid_of(draft, "requests")
    rows = [i for i, line in enumerate(grid.lines) if line.ids and line.ids[0].startswith("requests")]
    grid.lines.insert(rng.choice(rows[1:]), PrintedLine([], cut=text))


def cut_by_blank_lines(draft: Draft, rng: Random) -> None:
    """Table 三 is cut in two between two rows, the second part without heads."""
    _cut(draft, rng, "")


def cut_by_page_number(draft: Draft, rng: Random) -> None:
    """Table 三 is cut in two by the number of a page."""
    page = rng.randrange(2, 9)
    forms = [f"- {page} -", f"— {page} —", f"第{page}页"]
    if draft.spec.layout not in FLOWING:
        forms.append(str(page))
    _cut(draft, rng, rng.choice(forms))


def wide_padding(draft: Draft, rng: Random) -> None:
    """Rows are padded with hundreds of pipes."""
    draft.pad_to = rng.choice((40, 400))


def _lose(draft: Draft, table: str) -> None:
    draft.blocks = [block for block in draft.blocks if not (isinstance(block, Grid) and table in block.tables)]
    for cell in list(draft.printed):
        if cell.startswith(table + "/"):
            draft.printed[cell] = missing()


def tables_lost(draft: Draft, rng: Random) -> None:
    """Headings with nothing under them: the tables were pictures."""
    for table in ("disclosure", "requests", "disputes"):
        _lose(draft, table)


def one_table_lost(draft: Draft, rng: Random) -> None:
    """One of the tables is not there."""
    _lose(draft, rng.choice(("disclosure", "requests", "disputes")))


def _headings(draft: Draft) -> list[Para]:
    return [para for para in draft.paras if para.kind == "heading"]


def headings_lost(draft: Draft, rng: Random) -> None:
    """All headings are gone, or some."""
    share = rng.choice((0.5, 1.0))
    lost = {id(para) for para in _headings(draft) if rng.random() < share}
    draft.blocks = [block for block in draft.blocks if id(block) not in lost]


def headings_numberless(draft: Draft, rng: Random) -> None:
    """Headings have lost their number, with or without the mark after it."""
    rest = rng.choice(("、", ""))
    for para in _headings(draft):
        para.text = rest + HEADINGS[para.section - 1]


def headings_shifted(draft: Draft, rng: Random) -> None:
    """From one section on, the numbers are one too high."""
    start = rng.randrange(1, 6)
    for para in _headings(draft):
        if para.section >= start:
            para.text = f"{NUMERALS[para.section]}、{HEADINGS[para.section - 1]}"


def headings_arabic(draft: Draft, rng: Random) -> None:
    """Headings have Arabic or bracketed numbers."""
    shape = rng.choice(("{arabic}、 {text}", "{arabic}、{text}", "{arabic}.{text}", "（{chinese}）{text}"))
    for para in _headings(draft):
        number = {"arabic": para.section, "chinese": NUMERALS[para.section - 1]}
        para.text = shape.format(text=HEADINGS[para.section - 1], **number)


def headings_repeated(draft: Draft, rng: Random) -> None:
    """Headings stand twice, once without their number, and the title once more between them."""
    for para in _headings(draft):
        if rng.random() < 0.6:
            twin = Para("、" + HEADINGS[para.section - 1], "heading", para.section)
            title = [Para(draft.title.split("\n")[0], "prose", 1)] if para.section == 1 else []
            replace_block(draft, para, twin, *title, para)


def headings_renamed(draft: Draft, rng: Random) -> None:
    """Headings in words of the body's own."""
    for para in _headings(draft):
        para.text = rng.choice(RENAMED[para.section])


def prose_before_table(draft: Draft, rng: Random) -> None:
    """Section 二 opens with prose."""
    text = prose.disclosure(rng, draft.body, draft.spec.year, draft.values)
    after = next((p for p in _headings(draft) if p.section == 2), None) or draft.paras[-3]
    replace_block(draft, after, after, Para(text, "prose", 2))


def navigation(draft: Draft, rng: Random) -> None:
    """Menus with counts before the title."""
    texts = ("网站首页", "政务公开 12", "互动交流 3", "当前位置：首页 > 政务公开 > 政府信息公开年报", "字号：大 中 小")
    draft.blocks[:0] = [Para(text, "meta") for text in texts]


def metadata(draft: Draft, rng: Random) -> None:
    """The site's own lines about the page before or after the title, with the date of publication."""
    day = date(draft.spec.year + 1, 1, 4) + timedelta(days=rng.randrange(90))
    draft.published = day.isoformat()
    index = f"WL801-{day:%Y%m%d}-{rng.randrange(10**5, 10**6)}"
    shown = rng.choice((day.isoformat(), f"{day.isoformat()} 10:35", f"{day.year}年{day.month}月{day.day}日"))
    if draft.spec.layout.startswith("pipes"):
        texts = [f"索引号: | {index} | 发布机构: | |", f"发文日期: | {shown} | 主题分类: | 政府信息公开年报 |"]
    else:
        texts = [f"索引号：{index}", f"发布时间：{shown} 浏览次数：{rng.randrange(1, 2000)}"]
    titles = [i for i, block in enumerate(draft.blocks) if isinstance(block, Para) and block.kind == "title"]
    at = rng.choice((titles[0], titles[-1] + 1))
    draft.blocks[at:at] = [Para(text, "meta") for text in texts]


def footer(draft: Draft, rng: Random) -> None:
    """Lines of the site after the report, with numbers and the name of another body."""
    texts = (
        f"信息来源：市生态环境局 浏览次数: {rng.randrange(1, 2000)}",
        "主办单位：政务服务数据管理局 版权所有 网站地图",
        f"网站标识码：2111220003 辽ICP备{rng.randrange(10**7, 10**8)}号-1 公网安备 21112202000001号",
        "联系电话：0427-3554789",
        "扫一扫在手机打开当前页",
    )
    draft.blocks += [Para(text, "footer") for text in texts]
