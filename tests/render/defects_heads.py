"""Defects of labels and heads: misprints, breaks, merged groups, heads cut or gone."""

from __future__ import annotations

import re
from random import Random

from demo.printing.model import PrintedCell, PrintedLine
from demo.printing.sheet import RESULTS
from tests.render.model import Draft

MISPRINTS = "的了是在有和人中大上个国"
CUT_HEADS = {
    "本年新制作数量": "本年新",
    "本年新公开数量": "本年新",
    "对外公开总数量": "对外公开",
    "本年增/减": "本年增/",
    "采购总金额": "采购总",
    "本年制发件数": "本年制发",
    "本年废止件数": "本年废止",
    "现行有效件数": "现行有效",
    "本年收费金额（单位：万元）": "本年收费金额",
    "社会公益组织": "社会公益",
    "法律服务机构": "法律服务",
    "结果纠正": "结果",
    "其他结果": "其他",
    "尚未审结": "尚未",
}
SPLIT_HEADS = {
    "自然人": "自\n然\n人",
    "商业企业": "商业\n企业",
    "科研机构": "科研\n机构",
    "社会公益组织": "社会公益\n组织",
    "法律服务机构": "法律服务\n机构",
    "本年新制作数量": "本年新\n制作数量",
    "本年新公开数量": "本年新\n公开数量",
    "对外公开总数量": "对外公开\n总数量",
    "本年处理决定数量": "本年处理\n决定数量",
    "结果维持": "结果\n维持",
    "结果纠正": "结果\n纠正",
    "其他结果": "其他\n结果",
    "尚未审结": "尚未\n审结",
    "（三）不予公开": "（三）\n不予公开",
    "（四）无法提供": "（四）\n无法提供",
    "（五）不予处理": "（五）\n不予处理",
    "（六）其他处理": "（六）\n其他处理",
}


def _labels(draft: Draft, least: int) -> list[PrintedCell]:
    """Row labels with at least so many Chinese characters."""
    found = [cell for cell in draft.cells() if cell.role == "label"]
    return [cell for cell in found if len(_characters(cell.text)) >= least]


def _characters(text: str) -> list[int]:
    """Positions of the Chinese characters that are no numerals of an enumeration."""
    return [i for i, character in enumerate(text) if "一" <= character <= "龥" and character not in "一二三四五六七"]


def labels_misprinted(draft: Draft, rng: Random) -> None:
    """One character of a few labels is dropped, doubled or another one."""
    labels = _labels(draft, 4)
    for cell in rng.sample(labels, min(rng.randrange(1, 6), len(labels))):
        at = rng.choice(_characters(cell.text))
        instead = rng.choice(("", cell.text[at] * 2, rng.choice(MISPRINTS)))
        cell.text = cell.text[:at] + instead + cell.text[at + 1 :]


def _break(text: str, rng: Random) -> tuple[str, str]:
    """A text in two parts of two characters or more."""
    at = rng.randrange(2, len(text) - 1)
    return text[:at], text[at:]


def labels_broken(draft: Draft, rng: Random) -> None:
    """A few labels, or most, go on in a second line of their cell."""
    share = rng.choice((0.1, 0.7))
    for cell in _labels(draft, 5):
        if rng.random() < share:
            cell.text = "\n".join(_break(cell.text, rng))


def labels_in_two_cells(draft: Draft, rng: Random) -> None:
    """A few labels stand in two cells; not where a figure is gone, whose place the label's second part would take."""
    short = [line.label for line in draft.lines() if line.extra < 0]
    labels = [cell for cell in _labels(draft, 6) if not any(cell is other for other in short)]
    chosen = rng.sample(labels, min(rng.randrange(1, 4), len(labels)))
    for line in draft.lines():
        for cell in chosen:
            position = next((i for i, other in enumerate(line.cells) if other is cell), None)
            if position is not None:
                cell.text, rest = _break(cell.text, rng)
                line.cells.insert(position + 1, PrintedCell(rest, "label"))


def group_merged(draft: Draft, rng: Random) -> None:
    """The label of a group stands in the same cell as its first row's label, or as all of its rows'."""
    lines = [line for line in draft.lines() if line.cells]
    groups = [(i, cell) for i, line in enumerate(lines) for cell in line.cells if cell.role == "group"]
    everywhere = rng.random() < 0.4
    for start, group in rng.sample(groups, min(rng.randrange(1, 4), len(groups))):
        members = lines[start : start + group.rowspan]
        _widen(members, group)
        for line in members if everywhere and group.text != RESULTS else members[:1]:
            label = line.label if group.text != RESULTS else next((c for c in line.cells if c is not group), None)
            if label is not None:
                label.text = group.text + label.text
        members[0].cells = [cell for cell in members[0].cells if cell is not group]


def _widen(members: list[PrintedLine], group: PrintedCell) -> None:
    """Gives the group's column to the cells right of it."""
    covered = 0
    for line in members:
        own = [cell for cell in line.cells if cell is not group]
        if covered == 0 and own:
            own[0].colspan += group.colspan
            covered = own[0].rowspan if own[0].role == "group" else 1
        covered -= 1


def spans_filled(draft: Draft, rng: Random) -> None:
    """Merged heads and labels are repeated in every cell that they cover."""
    draft.fill_spans = True


def heads_cut(draft: Draft, rng: Random) -> None:
    """Heads have lost their ends."""
    share = rng.choice((0.5, 1.0))
    for cell in draft.cells():
        if cell.role == "head" and rng.random() < share:
            cell.text = CUT_HEADS.get(cell.text, cell.text)


def heads_split(draft: Draft, rng: Random) -> None:
    """Heads and group labels are broken into pieces, in narrow columns into single characters."""
    share = rng.choice((0.5, 1.0))
    for cell in draft.cells():
        if cell.role in ("head", "group") and rng.random() < share:
            cell.text = SPLIT_HEADS.get(cell.text, cell.text)


def dispute_heads_lost(draft: Draft, rng: Random) -> None:
    """The heads of the outcomes in table 四 are gone, with or without 总计."""
    lost = ["结果维持", "结果纠正", "其他结果", "尚未审结", *rng.choice(([], ["总计"]))]
    for grid in draft.grids:
        if "disputes" not in grid.tables:
            continue
        lines = grid.lines[-4:]
        for cell in (cell for line in lines for cell in line.cells):
            if cell.role == "head" and cell.text in lost:
                cell.text = ""


def check_head_missing(draft: Draft, rng: Random) -> None:
    """The cell with the rule in the corner of table 三 is empty, or is not there at all."""
    empty = rng.random() < 0.5
    for line in draft.lines():
        for cell in list(line.cells):
            if cell.role == "check":
                cell.text = ""
                if not empty:
                    line.cells.remove(cell)


EXPLANATIONS = {
    "规章": "（设区的市、自治州人民政府应提供相关数据）",
    "规范性文件": "（行政机关制定发布的决定、公告、通告、意见、通知，以及标题采用“规定”“办法”“细则”等字样的公文）",
    "行政规范性文件": "（以本机关名义制发、涉及公民、法人和其他组织权利义务、具有普遍约束力的文件）",
    "行政许可": "（指政务服务事项中的许可类办件，不含备案）",
    "其他对外管理服务事项": "（指行政许可以外的政务服务事项）",
    "行政处罚": "（含简易程序和一般程序）",
    "一、本年新收政府信息公开申请数量": "（指{year}年1月1日至12月31日收到的申请，以登记日期为准）",
    "二、上年结转政府信息公开申请数量": "（指{last}年收到、结转到{year}年办理的申请）",
    "（一）予以公开": "（含主动公开后告知获取方式和途径的）",
    "（七）总计": "（第（一）项至第（六）项之和）",
    "四、结转下年度继续办理": "（截至{year}年12月31日尚未答复的）",
    "上一年项目数量": "（指{last}年事项数）",
    "本年增/减": "（指{year}年增加或减少的事项数，减用负值表示，如-8）",
    "处理决定数量": "（指{year}年办件量）",
    "本年处理决定数量": "（指{year}年办件量）",
    "现行有效件数": "（截至{year}年底，含往年制发的）",
}


def labels_explained(draft: Draft, rng: Random) -> None:
    """Labels and heads with an explanation in brackets behind them, often longer than themselves, with numbers."""
    share = rng.choice((0.3, 1.0))
    for cell in draft.cells():
        if cell.role in ("head", "label") and cell.text in EXPLANATIONS and rng.random() < share:
            cell.text += EXPLANATIONS[cell.text].format(year=draft.spec.year, last=draft.spec.year - 1)


def labels_short(draft: Draft, rng: Random) -> None:
    """Labels and heads without the explanations that the form has in brackets."""
    for cell in draft.cells():
        if cell.role in ("head", "label"):
            cell.text = re.sub(r"(?<=.)（[^（）]{3,}）$", "", cell.text)
