"""The generator of the made-up dataset: nothing real in it, the same bytes every time, figures that hold."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from checks import rules
from demo import YEARS, places
from demo.errors import ERRORS
from demo.generate import generate
from demo.paper import NOTE, html
from demo.prose import STATED, values
from parsing import divisions
from parsing.form import APPLICANTS, TABLES, table

ROOT = Path(__file__).parents[2]
SLICE = "import hashlib\nfrom demo.generate import generate\nfrom demo.paper import html\n"
SLICE += "made = generate(provinces=['98'])\nprint(len(made.papers), hash('x') and hashlib.sha256("
SLICE += "b''.join(html(p) for p in made.papers) + repr(made.truth).encode()).hexdigest())"


@pytest.fixture(scope="module")
def made():
    return generate()


def test_no_place_is_real():
    real = divisions.names() | {divisions.stem(name) for name in divisions.names()}
    invented = {name for region in places.regions() for name in region.path}
    assert len(invented) == 3 + 6 + 24 + 168
    assert [name for name in invented if name in real or divisions.stem(name) in real] == []
    assert [region.code for region in places.regions() if region.code[:2] in divisions.by_code()] == []


def test_every_name_is_of_one_place():
    names = Counter(region.path[-1] for region in places.regions())
    assert max(names.values()) == 1
    stems = Counter(divisions.stem(name) for name in names)
    assert max(stems.values()) == 1


def test_the_same_bytes_in_every_process():
    found = {
        subprocess.run(
            [sys.executable, "-c", SLICE], cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


def test_another_seed_gives_another_dataset():
    first, second = (generate(seed, ["98"]).papers[0] for seed in (1, 2))
    assert html(first) != html(second)


def test_there_are_about_three_thousand_reports(made):
    assert 2900 < len(made.papers) < 3100
    assert {paper.year for paper in made.papers} == set(YEARS)
    assert len({paper.body.region.county for paper in made.papers} - {None}) == 24
    assert len({paper.name for paper in made.papers}) == len(made.papers)


def test_sums_hold_before_errors_are_put_in(made):
    for paper in made.papers[::7]:
        figures = paper.figures
        outcomes = [row.id for row in table(paper.edition, "requests").rows]
        outcomes = [row for row in outcomes if row not in ("received", "carried_in", "total", "carried_out")]
        for who in (*APPLICANTS, "total"):
            number = {row: figures[f"requests/{row}/{who}"] for row in (*outcomes, "total", "received")}
            assert sum(number[row] for row in outcomes) == number["total"]
            assert number["received"] + figures[f"requests/carried_in/{who}"] == (
                number["total"] + figures[f"requests/carried_out/{who}"]
            )
        for row in (*outcomes, "received", "total"):
            assert sum(figures[f"requests/{row}/{who}"] for who in APPLICANTS) == figures[f"requests/{row}/total"]


def test_years_and_levels_hold_before_errors_are_put_in(made):
    by_key = {(paper.body.key, paper.year): paper for paper in made.papers}
    links = 0
    for (key, year), paper in by_key.items():
        before = by_key.get((key, year - 1))
        if before is None:
            continue
        links += 1
        for who in (*APPLICANTS, "total"):
            assert before.figures[f"requests/carried_out/{who}"] == paper.figures[f"requests/carried_in/{who}"]
        for row in ("normative_documents", "regulations"):
            now = paper.figures
            change = now[f"disclosure/{row}/issued"] - now[f"disclosure/{row}/repealed"]
            stock = before.figures[f"disclosure/{row}/in_force"]
            assert stock + change == now[f"disclosure/{row}/in_force"]
    assert links > 2000
    for paper in made.papers:
        if paper.body.level == "government":
            below = [
                p.figures["requests/received/total"]
                for p in made.papers
                if p.body.above == paper.body.region.code and p.year == paper.year
            ]
            assert below
            assert sum(below) <= paper.figures["requests/received/total"]


def test_figures_spread_as_in_the_field(made):
    received = {
        kind: sorted(p.number("requests/received/total") for p in made.papers if p.body.kind == kind)
        for kind in ("county", "education", "land")
    }
    middle = {kind: numbers[len(numbers) // 2] for kind, numbers in received.items()}
    assert 30 <= middle["county"] <= 120
    assert middle["education"] <= 2
    assert received["land"][-1] > 4 * middle["land"]
    zeros = sum(not any(p.number(cell) for cell in table(p.edition, "requests").cells) for p in made.papers)
    assert 0.1 < zeros / len(made.papers) < 0.4


def test_errors_stand_at_their_rates(made):
    counted = Counter(seeded.error for seeded in made.truth)
    rates = places.settings()["errors"]
    assert counted == {kind: round(len(made.papers) * rate / 1000) for kind, rate in rates.items()}
    assert len({seeded.name for seeded in made.truth}) == len(made.truth)


def test_there_is_an_error_for_every_rule():
    # zeros come by themselves, nothing here is a scan, and no page holds two reports
    natural = {"zero.requests", "zero.report", "report.recognised", "form.ambiguous"}
    assert {error.rule for error in ERRORS.values()} == set(rules()) - natural
    assert set(ERRORS) == set(places.settings()["errors"])


def test_prose_says_what_the_tables_say_where_no_error_is(made):
    sound = [paper for paper in made.papers if not paper.error]
    for paper in sound[::11]:
        text = "".join(text for section in paper.prose.values() for text in section)
        for quantity, number in values(paper.figures).items():
            if number and quantity in STATED:
                assert re.search(rf"(?<!\d){number}件", text), (paper.name, quantity, number)


def test_every_page_says_that_it_is_made_up_and_names_nobody(made):
    for paper in made.papers[::50]:
        page = html(paper).decode()
        assert page.count(NOTE) == 2
        assert not re.search(r"@|电话|邮编|联系人|https?://", page)
        assert all(any(cell.startswith(name) for cell in paper.texts) for name in TABLES)


def test_a_page_is_the_same_bytes_twice(made):
    assert hashlib.sha256(html(made.papers[0])).digest() == hashlib.sha256(html(made.papers[0])).digest()
