"""Made-up reports of a body that does not exist, as text with bars: whole, and with slips that a test puts in."""

from __future__ import annotations

from collections.abc import Mapping

from demo.printing.document import blocks
from demo.printing.model import Block, Para
from parsing import form

BODY = "青禾县人民政府办公室"
_PROSE = {
    1: ["{year}年，本机关共收到政府信息公开申请{received}件，全部由自然人提出，全部按期办结。"],
    5: ["公开内容还不够细致，下一年将加强业务培训。"],
    6: ["无其他需要报告的事项。"],
}
# Requests by row, all of natural persons
_REQUESTS = {
    "received": 95,
    "granted": 50,
    "partly_granted": 13,
    "unavailable.not_held": 31,
    "unavailable.needs_creation": 1,
}
_SLIP = "requests/unavailable.not_held/total"


def draft(change: Mapping[str, int | str] | None = None, *, year: int = 2024, received: int = 95) -> str:
    """A report of the 2021 edition whose sums hold but for ``change``, what cells print instead; ``received`` is the
    number of requests that its prose states."""
    texts = {cell: str(value) for cell, value in (_cells() | dict(change or {})).items()}
    prose = {n: [text.format(year=year, received=received) for text in section] for n, section in _PROSE.items()}
    title = f"{BODY}{year}年政府信息公开工作年度报告"
    lines = [
        line for block in blocks([title], prose, dict.fromkeys(form.TABLES, "2021"), texts) for line in _lines(block)
    ]
    return "\n".join(lines) + "\n"


def draft_with_a_slip() -> str:
    """One total is printed as 13 instead of 31, and nothing else is wrong."""
    return draft({_SLIP: 13})


def draft_with_several() -> str:
    """The same slip, a blank cell, and prose that states 97 requests where the table has 95."""
    return draft({_SLIP: 13, "disputes/review/pending": ""}, received=97)


def _cells() -> dict[str, int | str]:
    cells: dict[str, int | str] = {cell: 0 for table in form.TABLES for cell in form.table("2021", table).cells}
    for row, value in {**_REQUESTS, form.TOTAL: sum(_REQUESTS.values()) - _REQUESTS["received"]}.items():
        for column in ("natural_person", form.TOTAL):
            cells[f"requests/{row}/{column}"] = value
    return cells


def _lines(block: Block) -> list[str]:
    if isinstance(block, Para):
        return [block.text]
    return [" | ".join(cell.text for cell in line.cells) for line in block.lines]
