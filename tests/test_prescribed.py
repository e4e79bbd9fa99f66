"""Documents that print the form itself are read as every other is: what is read at once is what weighing gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random

from benchmarks import batch
from parsing import loaders
from parsing.document import Document, Line
from parsing.identity.facts import identify
from parsing.report import place_of_line
from parsing.tables.prescribed import read_prescribed
from parsing.tables.read import read_tables
from parsing.tables.rows import printed_rows
from parsing.wording.remembered import WORDINGS
from tests.samples import FOLDER as SAMPLES
from tests.sizes import sized

_FIGURES = (
    "",
    "0",
    "7",
    "12",
    "2021",
    "1234",
    "/",
    "-",
    "1,234",
    "12.5",
    "1.432",
    "5件",
    "见附件",
    "增加3",
    "件",
    "-4",
)
_PARAGRAPHS = (
    *("2020年情况", "单位：元", "(二)总计", "自然人", "行政复议", "备注", "总计 自然人", "规章3 0 5", "12", "上年数据"),
    *("行政许可：", "金额以元计", "2019年", "结果维持 结果纠正 其他结果 尚未审结 总计", "制发件数", "第 3 页", "—"),
    *("所属事业单位信息公开情况统计表", "下一年度目标", "单位：百件", "某县2018年政府信息公开工作年度报告"),
)


def test_pages_that_print_the_form_are_read_at_once() -> None:
    """All of them but those with a figure that may be a year; their figures are those that were printed."""
    pages = [*batch.pages(20, word=False), *batch.pages(20, word=True), *batch.pages(20, word=False, broken=True)]
    read = [_both(loaders.load(page.data)) for page in pages]
    assert sum(read) > len(pages) * 9 / 10


def test_samples_that_print_the_form_are_read_at_once() -> None:
    """Pages of two bodies; others list years beside them, or their lawsuits do not add up."""
    read = [path.stem for path in sorted(SAMPLES.glob("*.html")) if _both(loaders.load(path.read_bytes()))]
    assert read == ["hongze_2024", "shanghai_office_2019"]


def test_changed_documents_are_read_alike() -> None:
    """Cells, heads, labels, lines and paragraphs changed at random: what is still read at once is read as ever."""
    documents = [loaders.load(page.data) for page in batch.pages(8, word=False)]
    rng = Random("changed")
    count = sized(150, 4_000)
    read = [_both(_changed(rng.choice(documents), rng)) for _ in range(count)]
    assert count / 10 < sum(read) < count * 9 / 10


def _both(document: Document) -> bool:
    """Whether a document is read at once; it must not be read otherwise then."""
    year = identify(document).year
    reading = read_prescribed(document, year)
    if reading is not None:
        assert reading == read_tables(printed_rows(document), year)
    return reading is not None


def _changed(document: Document, rng: Random) -> Document:
    lines = list(document.lines)
    for change in rng.sample(_CHANGES, rng.randrange(1, 3)):
        change(lines, rng)
    return replace(document, lines=tuple(lines), text="\n".join(" ".join(line.texts) for line in lines))


def _cells(lines: Sequence[Line], rng: Random) -> Iterator[tuple[int, int]]:
    """A line of a table and one of its cells, at random."""
    while True:
        number = rng.randrange(len(lines))
        if lines[number].table is not None:
            yield number, rng.randrange(len(lines[number].texts))


def _write(lines: list[Line], rng: Random, texts: Sequence[str]) -> None:
    number, at = next(_cells(lines, rng))
    line, text = lines[number], rng.choice(texts)
    written = (*line.texts[:at], text, *line.texts[at + 1 :])
    lines[number] = line._replace(texts=written, loaded=written)


def _figure(lines: list[Line], rng: Random) -> None:
    for _ in range(rng.randrange(1, 6)):
        _write(lines, rng, _FIGURES)


def _blank_row(lines: list[Line], rng: Random) -> None:
    """Several rows whose figures are all blank, or all the same."""
    for _ in range(rng.randrange(1, 9)):
        number, _ = next(_cells(lines, rng))
        line, text = lines[number], rng.choice(("", "", "0", "/"))
        texts = tuple([text if each[:1].isdigit() or each in ("", "/") else each for each in line.texts])
        lines[number] = line._replace(texts=texts, loaded=texts)


def _word(lines: list[Line], rng: Random) -> None:
    _write(lines, rng, sorted(WORDINGS))


def _exchanged(lines: list[Line], rng: Random) -> None:
    """Two cells of a line."""
    number, one = next(_cells(lines, rng))
    line, texts = lines[number], list(lines[number].texts)
    two = rng.randrange(len(texts))
    texts[one], texts[two] = texts[two], texts[one]
    lines[number] = line._replace(texts=tuple(texts), loaded=tuple(texts))


def _moved(lines: list[Line], rng: Random) -> None:
    """A cell and all behind it, by a column."""
    number, at = next(_cells(lines, rng))
    line = lines[number]
    places = [place._replace(column=(place.column or 0) + (n >= at)) for n, place in enumerate(line.places)]
    lines[number] = line._replace(places=tuple(places))


def _lost(lines: list[Line], rng: Random) -> None:
    """A cell, or a line."""
    number, at = next(_cells(lines, rng))
    if rng.random() < 0.5:
        del lines[number]
        return
    left = [(*each[:at], *each[at + 1 :]) for each in lines[number][:3]]
    if left[0]:
        lines[number] = Line(*left, lines[number].table)


def _in_other_order(lines: list[Line], rng: Random) -> None:
    one, two = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]


def _paragraph(lines: list[Line], rng: Random) -> None:
    text = (rng.choice((*_PARAGRAPHS, *sorted(WORDINGS))),)
    lines.insert(rng.randrange(len(lines) + 1), Line(text, text, (place_of_line(900),), None))


_CHANGES: tuple[Callable[[list[Line], Random], None], ...] = (
    *(_figure, _figure, _blank_row, _blank_row, _word, _exchanged, _moved, _lost, _in_other_order, _paragraph),
    _paragraph,
)
