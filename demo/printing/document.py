"""The blocks of a report in their order: title, introduction, and six sections, three of them with a table."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from demo.printing import sheet
from demo.printing.model import Block, Para

HEADINGS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
NUMERALS = "一二三四五六七"
SECTIONS = range(1, len(HEADINGS) + 1)
_TABLES = {2: "disclosure", 3: "requests", 4: "disputes"}


def heading(section: int) -> str:
    """The prescribed heading of a section, counted from 1."""
    return f"{NUMERALS[section - 1]}、{HEADINGS[section - 1]}"


def blocks(
    title: Sequence[str],
    prose: Mapping[int, Sequence[str]],
    editions: Mapping[str, str],
    texts: Mapping[str, str],
    headings: Collection[int] = SECTIONS,
) -> list[Block]:
    """The document of these lines of the title, paragraphs by section (0 for the introduction), editions by table and
    texts by cell; only the named ``headings`` are printed."""
    made: list[Block] = [Para(line, "title") for line in title]
    for section in (0, *SECTIONS):
        if section in headings:
            made.append(Para(heading(section), "heading", section))
        made += [Para(text, "prose", section) for text in prose.get(section, ()) if text]
        if table := _TABLES.get(section):
            made.append(sheet.SHEETS[table](editions[table], texts))
    return made
