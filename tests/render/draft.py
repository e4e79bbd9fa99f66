"""A clean draft: title, six sections, three tables and the truth, before any defect and any layout."""

from __future__ import annotations

from random import Random

from demo.printing.document import blocks
from demo.printing.model import Block, Number
from tests.render import figures, prose
from tests.render.model import Body, Draft, Printed, Spec, number, texts

TITLE_SHAPES = (
    "{body}{year}年政府信息公开工作年度报告",
    "{body}{year}年度政府信息公开工作年度报告",
    "{body}政府信息公开{year}年度报告",
    "{year}年{body}政府信息公开年报",
    "{body}{year}年政府信息公开工作年度报告\n{body}{year}年政府信息公开工作年度报告",
    "{body}\n{year}年政府信息公开工作年度报告",
    "{body}{year}年度\n政府信息公开工作年度报告",
    "{body}政府信息公开工作年度报告",
)


def build(spec: Spec, rng: Random, body: Body | None = None) -> Draft:
    """The document of this specification with random figures and prose, and a random body where none is given."""
    body = body or figures.body(rng)
    values = figures.figure_set(rng, spec.editions, spec.scale)
    printed = {cell: number(value) for cell, value in values.items()}
    shape = rng.choice(TITLE_SHAPES)
    title = shape.format(body=body.name, year=spec.year)
    draft = Draft(spec, body, values, printed, title, [], year_in_title="{year}" in shape, years={spec.year})
    draft.blocks = _blocks(rng, spec, body, values, printed, title)
    draft.indent = rng.choice(("", "", "    ", "　　"))
    draft.gap = rng.random() < 0.4
    draft.half_width = rng.random() < 0.5
    return draft


def _blocks(
    rng: Random, spec: Spec, body: Body, values: dict[str, Number], printed: dict[str, Printed], title: str
) -> list[Block]:
    written = {
        0: [prose.introduction(body, spec.year, full=rng.random() < 0.5)],
        1: prose.overview(rng, body, spec.year, values),
        5: prose.problems(rng, body, spec.year),
        6: [prose.other_matters(rng, spec.year)],
    }
    return blocks(title.split("\n"), written, spec.editions, texts(printed))
