"""Errors that only another year or level of government shows."""

from __future__ import annotations

import re
from random import Random

from demo.errors.register import Cells, add, error
from demo.paper import Paper
from parsing import form


@error("years.carry")
def carry_broken(rng: Random, paper: Paper, before: Paper | None) -> Cells | None:
    """What was carried over into this year is not what last year's report says; the table itself adds up."""
    more = rng.randint(1, 3)
    if before is None or before.error or paper.number("requests/received/natural_person") <= more:
        return None
    for who in ("natural_person", "total"):
        add(paper, f"requests/received/{who}", -more)
    return tuple(add(paper, f"requests/carried_in/{who}", more) for who in ("natural_person", "total"))


@error("years.stock")
def stock_broken(rng: Random, paper: Paper, before: Paper | None) -> Cells | None:
    """Documents in force do not follow from last year's."""
    if before is None or {paper.edition, before.edition} != {"2021"}:
        return None
    return (add(paper, "disclosure/normative_documents/in_force", rng.randint(1, 5)),)


@error("years.repeated")
def table_repeated(_rng: Random, paper: Paper, before: Paper | None) -> Cells | None:
    """Table 3 is still last year's."""
    if before is None or before.edition != paper.edition or before.error:
        return None
    cells = form.table(paper.edition, "requests").cells
    if sum(bool(before.number(cell)) for cell in cells) < 14 or paper.body.level == "government":  # noqa: PLR2004
        return None
    paper.texts |= {cell: before.texts[cell] for cell in cells}
    return cells


@error("years.copied")
def prose_copied(_rng: Random, paper: Paper, before: Paper | None) -> Cells | None:
    """The overview is last year's, word for word but for the year and the numbers of requests."""
    if before is None or before.error or _worded(before) != _worded(paper):
        return None
    paper.prose[1] = [
        before.prose[1][0].replace(str(before.year), str(paper.year)),
        paper.prose[1][1],
        *(text.replace(str(before.year), str(paper.year)) for text in before.prose[1][2:]),
    ]
    return ()


def _worded(paper: Paper) -> str:
    """What the overview says of requests, without its numbers."""
    return re.sub(r"\d+", "", paper.prose[1][1])


@error("years.jump")
def digit_too_many(_rng: Random, paper: Paper, before: Paper | None) -> Cells | None:
    """A number of decisions has two digits too many."""
    cell = "disclosure/licensing/decisions"
    if before is None or paper.number(cell) < 20 or paper.body.level == "government":  # noqa: PLR2004
        return None
    paper.texts[cell] += "00"
    return (cell,)


@error("levels.sum")
def own_figures_only(_rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """A government counts its own office alone: a quarter of the requests of all."""
    if paper.body.kind != "county":
        return None
    for cell in form.table(paper.edition, "requests").cells:
        paper.texts[cell] = "0"
    count = paper.number("requests/received/total") // 5
    for row in ("received", "granted", "total"):
        for who in ("natural_person", "total"):
            paper.texts[f"requests/{row}/{who}"] = str(count)
    section_one = paper.prose[1]
    section_one[1] = (
        section_one[1].split("，", 1)[0] + f"，{paper.year}年，{paper.body.we}共收到政府信息公开申请{count}件。"
    )
    return ("requests/received/total",)
