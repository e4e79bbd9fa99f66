"""Which reports a collection has: years that are missing, and what the squares of regions count."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from checks.judgement.states import WRONG
from queries import Answers, Asked
from tests.app.conftest import ROOT
from ui.compare import published
from ui.texts import catalogue


@pytest.fixture(scope="module")
def asked() -> Iterator[Asked]:
    opened = Asked(str(ROOT / "demo" / "data" / "dataset"), Answers(50_000_000))
    yield opened
    opened.close()


def test_years_between_the_first_and_the_last_are_missing_and_no_others(asked):
    there = asked.ask("heads").dropna(subset=["year"]).groupby("body")["year"].agg(set)
    expected = {
        (body, year) for body, own in there.items() for year in range(min(own), max(own) + 1) if year not in own
    }
    found = asked.ask("missing")
    assert {*zip(found["body"], found["year"], strict=True)} == expected
    assert len(found) == len(expected) > 0


def test_bodies_that_are_there_and_those_that_are_missing_are_all_that_are_expected():
    given = pd.DataFrame({"body": list("aabb"), "year": [2019, 2021, 2020, 2020], "province": "甲省"})
    given = given.assign(report=["r0", "r1", "r2", "r3"], state="consistent")
    gone = pd.DataFrame({"body": ["a"], "year": [2020], "province": ["甲省"]})
    lacks = published.Lacks(pd.DataFrame({"report": ["r1"]}), gone)
    found = published.by_region(given, "province", "-", lacks).set_index("year")
    assert found[["all", "late", "there", "gone"]].to_numpy().tolist() == [[1, 0, 1, 0], [2, 0, 1, 1], [1, 1, 1, 0]]
    there = published.measured(found.reset_index(), "there")
    assert list(there["text"]) == ["1/1", "1/2", "1/1"]
    assert list(there["share"]) == [1, 0.5, 1]
    none = lacks.of(given[given["body"] == "b"])
    assert none.late.empty
    assert none.missing.empty


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_overview_counts_late_and_missing_reports_of_the_made_up_dataset(opened, asked, lang):
    heads, late, missing = (asked.ask(name) for name in ("heads", "late", "missing"))
    app = opened("overview", lang=lang, data="demo", measure="late")
    assert not app.exception
    table = next(frame.value for frame in app.dataframe if catalogue(lang)["column.late"] in frame.value)
    assert table[catalogue(lang)["column.late"]].sum() == len(late) > 0
    assert table[catalogue(lang)["column.wrong"]].sum() == heads["state"].isin(WRONG).sum()
    assert table[catalogue(lang)["column.absent"]].sum() == len(missing)
    titles = [one.label for one in app.expander]
    assert catalogue(lang)["overview.absent_list"].format(n=f"{len(missing):,}") in titles


def test_missing_years_are_listed_and_filtered_by_their_own_year(opened, asked):
    missing = asked.ask("missing")
    year = int(missing["year"].iloc[0])
    app = opened("data", lang="en", data="demo", frame="gaps", year=str(year))
    rows = app.dataframe[0].value
    assert set(rows["Missing year"]) == {year}
    assert len(rows) == (missing["year"] == year).sum()
    assert (rows["First year"] < year).all()
    assert (rows["Last year"] > year).all()
    # a state is that of a report
    assert catalogue("en")["filter.state"] not in app.expander[0].label
    assert [one.value for one in app.warning] == [catalogue("en")["dataset.banner"]]


def test_a_newcomer_is_led_to_one_error_in_a_report_that_says_it_is_made_up(opened):
    link = opened("overview", lang="en").main.get("page_link")[0]
    assert (link.proto.label, link.proto.query_string) == (catalogue("en")["overview.example"], "data=demo")
    there = opened("report", lang="en", data="demo")
    assert catalogue("en")["dataset.banner"] in [warning.value for warning in there.warning]
    assert "".join(html.value for html in there.html).count('class="nb-item') == 1
