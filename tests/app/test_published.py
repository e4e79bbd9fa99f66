"""Which reports a collection has: years that are missing, and what the squares of regions count."""

from __future__ import annotations

import pandas as pd
import pytest

from checks.judgement.states import WRONG
from queries import Answers, Asked
from tests.app.conftest import ROOT
from ui.compare import published
from ui.texts import catalogue


def reports(*given: tuple[str, int | None]) -> pd.DataFrame:
    frame = pd.DataFrame(given, columns=["body", "year"]).astype({"year": "Int64"})
    place = {"province": "甲省", "prefecture": None, "county": None, "region": "甲省", "kind": "province"}
    return frame.assign(report=[f"r{n}" for n in range(len(frame))], name=frame["body"], state="consistent", **place)


def test_years_between_the_first_and_the_last_are_missing_and_no_others():
    found = published.missing(reports(("a", 2019), ("a", 2022), ("a", 2022), ("b", 2021), ("c", None)))
    assert list(zip(found["body"], found["year"], found["region"], strict=True)) == [
        ("a", 2020, "甲省"),
        ("a", 2021, "甲省"),
    ]
    assert published.missing(reports(("b", 2021))).empty
    assert published.missing(reports(("c", None))).empty


def test_bodies_that_are_there_and_those_that_are_missing_are_all_that_are_expected():
    given = reports(("a", 2019), ("a", 2021), ("b", 2020), ("b", 2020))
    found = published.by_region(given, "province", "-", {"r1"}).set_index("year")
    assert found[["all", "late", "there", "gone"]].to_numpy().tolist() == [[1, 0, 1, 0], [2, 0, 1, 1], [1, 1, 1, 0]]
    there = published.measured(found.reset_index(), "there")
    assert list(there["text"]) == ["1/1", "1/2", "1/1"]
    assert list(there["share"]) == [1, 0.5, 1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_overview_counts_late_and_missing_reports_of_the_made_up_dataset(opened, lang):
    asked = Asked(str(ROOT / "demo" / "data" / "dataset"), Answers(50_000_000))
    heads, late = asked.ask("heads"), asked.ask("late")
    asked.close()
    app = opened("overview", lang=lang, data="demo", measure="late")
    assert not app.exception
    table = next(frame.value for frame in app.dataframe if catalogue(lang)["column.late"] in frame.value)
    assert table[catalogue(lang)["column.late"]].sum() == len(late) > 0
    assert table[catalogue(lang)["column.wrong"]].sum() == heads["state"].isin(WRONG).sum()
    missing = published.missing(heads)
    assert table[catalogue(lang)["column.absent"]].sum() == len(missing)
    titles = [one.label for one in app.expander]
    assert catalogue(lang)["overview.absent_list"].format(n=f"{len(missing):,}") in titles


def test_a_newcomer_is_led_to_one_error_in_a_report_that_says_it_is_made_up(opened):
    link = opened("overview", lang="en").main.get("page_link")[0]
    assert (link.proto.label, link.proto.query_string) == (catalogue("en")["overview.example"], "data=demo")
    there = opened("report", lang="en", data="demo")
    assert catalogue("en")["dataset.banner"] in [warning.value for warning in there.warning]
    assert "".join(html.value for html in there.html).count('class="nb-item') == 1
