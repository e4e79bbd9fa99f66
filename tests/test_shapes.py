"""Documents of one shape are read alike: with the shape remembered, every other document of it reads as it does alone."""

from __future__ import annotations

import re
from random import Random

import pytest

from parsing import loaders, parse_report, shapes
from parsing.form import TABLES
from parsing.report import Status
from tests.render import LAYOUTS, render
from tests.samples import FOLDER

_FIGURE = re.compile(r"(?<=>)(\s*)\d{1,4}(\s*)(?=<)")
_HTML = [render(seed, layout) for layout in LAYOUTS if layout.startswith("html") for seed in range(40)]


@pytest.fixture(autouse=True)
def _nothing_remembered():
    shapes.forget()


def with_other_figures(page: bytes, encoding: str, seed: int) -> bytes:
    """The same page with other numbers in its cells."""
    rng = Random(seed)
    numbers = lambda m: m[1] + str(rng.choice((0, 1, 2, 12, rng.randrange(2000)))) + m[2]  # noqa: E731
    return _FIGURE.sub(numbers, page.decode(encoding)).encode(encoding)


def is_remembered(page: bytes) -> bool:
    document = loaders.load(page)
    return shapes.known(document, shapes.shape_of(document)) is not None


def test_another_document_of_a_shape_reads_as_it_does_alone():
    remembered = 0
    for seed, case in enumerate(_HTML):
        other = with_other_figures(case.data, case.encoding, seed)
        alone = parse_report(other, case.name)
        shapes.forget()
        parse_report(case.data, case.name)
        remembered += is_remembered(other)
        assert parse_report(other, case.name) == alone, case.name
    # the others had to be weighed: cells lost, labels misprinted
    assert remembered > len(_HTML) / 4


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.html")))
def test_samples_with_other_figures_read_as_they_do_alone(name):
    sample = (FOLDER / name).read_bytes()
    encoding = "gb18030" if b"gb2312" in sample[:400] else "utf-8"
    for seed in range(12):
        other = with_other_figures(sample, encoding, seed)
        shapes.forget()
        alone = parse_report(other, name)
        shapes.forget()
        parse_report(sample, name)
        assert parse_report(other, name) == alone


def test_figures_that_read_as_moved_up_are_told_in_a_known_shape_too():
    """A row whose total is blank is read by its shape; one whose last figure is the sum of the others is not."""
    form = page().decode()
    start = form.index("<td", form.index("上年结转政府信息公开申请数量"))
    stop = form.index("</tr>", start)
    rows = ("2,0,0,0,0,5,", "2,3,0,0,0,5,")
    cells = ["".join(f"<td>{text}</td>" for text in row.split(",")) for row in rows]
    apart, moved = ((form[:start] + each + form[stop:]).encode() for each in cells)
    parse_report(apart, "a.html")
    assert is_remembered(apart)
    figures = [f for f in parse_report(moved, "a.html").figures if f.id.startswith("requests/carried_in/")]
    assert {figure.status for figure in figures} == {Status.UNCLEAR}


def page(
    *, title: str = "某县2022年政府信息公开工作年度报告", number: str = "X01-2022-7", rows: str = "", figure: str = "3"
):
    """A page with a table of metadata before the form's three."""
    sample = (FOLDER / "suqian_2023.html").read_text("gb18030")
    body = sample[sample.index("<body") :].partition(">")[2]
    first = body.index("<table")
    meta = f"<h1>{title}</h1><table><tr><td>文号</td><td>{number}</td></tr></table><p>{'情况' * 40}。</p>"
    form = body[first:].replace(">0<", f">{figure}<", 1)
    return f"<html><body>{meta}{form}{rows}</body></html>".encode()


def test_a_title_and_a_number_of_a_document_are_no_part_of_the_shape():
    parse_report(page(), "a.html")
    assert is_remembered(page(title="某县民政局2021年政府信息公开工作年度报告", number="X01-2021-15", figure="8"))


@pytest.mark.parametrize(
    "other",
    [
        page(figure=""),
        page(figure="/"),
        page(figure="见附件"),
        page(number="总计"),
        page(rows="<table><tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr></table>"),
    ],
    ids=["blank", "dash", "words", "head", "second row"],
)
def test_whatever_may_decide_is_part_of_the_shape(other):
    parse_report(page(), "a.html")
    assert not is_remembered(other)


def test_figures_keep_their_own_text_and_place():
    before = parse_report(page(), "a.html").by_id()
    after = parse_report(page(figure="1,234"), "b.html")
    changed = [figure for figure in after.figures if figure != before[figure.id]]
    assert [(figure.value, figure.text) for figure in changed] == [(1234, "1,234")]
    assert changed[0].place == before[changed[0].id].place
    assert tuple(after.editions) == TABLES


def test_no_more_shapes_are_kept_than_it_says(monkeypatch):
    monkeypatch.setattr(shapes, "_MOST_SHAPES", 2)
    pages = [page(rows=f"<table><tr><td>甲{'乙' * n}</td><td>1</td></tr></table>") for n in range(4)]
    for each in pages:
        parse_report(each, "a.html")
    assert [is_remembered(each) for each in pages] == [False, False, True, True]
