"""A body at a glance: its years, what changed in the last of them, and its way from the sidebar."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from checks.across import Edit, body
from parsing import parse_report
from queries import Answers, Asked
from tests.app import visible
from tests.app.conftest import ROOT
from tests.drafts import draft
from tests.samples import report
from ui.compare.over_years import profile
from ui.texts import LANGUAGES, catalogue

EN = catalogue("en")


def test_a_year_without_a_report_is_in_the_strip():
    rows = pd.DataFrame({"report": ["a", "b"], "state": ["sums", "consistent"], "year": [2019, 2021], "mine": False})
    assert profile.strip(rows) == [
        profile.Year(2019, "a", "sums"),
        profile.Year(2020, "", ""),
        profile.Year(2021, "b", "consistent"),
    ]


def test_what_the_prose_states_otherwise_is_named_with_its_cell():
    old, new = (parse_report(draft(year=y, received=n).encode(), f"{y}.txt") for y, n in ((2023, 95), (2024, 97)))
    assert profile.StatedChange("requests/received/total", 95, 97) in profile.stated(old, new)
    assert profile.stated(old, old) == []
    assert profile.prose_counts(old, new)[Edit.RENUMBERED] == 1
    assert profile.prose_counts(old, old).keys() == {Edit.KEPT}


def test_a_rank_is_said_among_enough_bodies_for_each_metric():
    rows = pd.DataFrame(
        {"metric": ["refused_rate", "received", "fees"], "rank": [3, 1, 1], "n": [5, 4, 9], "median": [0.3, 12, 0]}
    )
    assert profile.peers(rows) == [profile.Peers("refused_rate", 3, 5, 0.3)]


def test_a_rank_is_that_of_the_ranking():
    asked = Asked(str(ROOT / "demo" / "data" / "dataset"), Answers(50_000_000))
    given = {"metric": "refused_rate", "year": 2023, "tier": "county", "lowest": False, "limit": 40, "offset": 0}
    ranking = asked.ask("ranking", **given)
    ranked = ranking[ranking["ranked"]]
    one = ranked.iloc[7]
    found = asked.ask("peers", report=one["report"], year=2023, tier="county", metrics=["refused_rate", "fees"])
    row = found.set_index("metric").loc["refused_rate"]
    assert (row["rank"], row["n"]) == (one["rank"], len(ranked))
    assert row["median"] == ranked["value"].median()
    asked.close()


def test_several_bodies_have_small_charts_together(opened):
    ids = list(dict.fromkeys(report_of(name) for name in ("hongze_2024", "suqian_2024")))
    app = opened("years", lang="en", body=ids)
    assert not app.exception
    figures = [json.loads(chart.proto.spec) for chart in app.main.get("plotly_chart")]
    assert len(figures) == len(profile.MULTIPLES) + 1
    assert {len(figure["data"]) for figure in figures} == {2}


def report_of(name: str) -> str:
    return body(report(f"{name}.html")).id


def test_the_page_says_what_changed_and_draws_the_main_metrics(opened):
    app = opened("years", lang="en")
    assert not app.exception
    shown = visible.everything(app)
    parts = EN["years.prose_changed"].format(old=2023, new=2024, parts="|").partition("|")[0]
    assert parts in shown
    assert EN["years.carried_passed"].format(n=9) in shown
    assert len(app.main.get("plotly_chart")) == len(profile.MULTIPLES) + 1
    links = [link.proto.query_string for link in app.get("page_link")]
    assert any("view=prose" in link and "old=2023" in link for link in links)
    assert any("cell=" in link for link in links)


def test_a_body_is_found_from_any_page(opened):
    app = opened("about", lang="en")
    app.text_input(key="find_body").set_value("洪泽").run()
    link = next(link for link in app.sidebar.get("page_link") if "洪泽区" in link.proto.label)
    there = opened("years", lang="en", body=link.proto.query_string.partition("body=")[2])
    assert "洪泽区人民政府" in there.main.markdown[0].value
    app.text_input(key="find_body").set_value("没有这里").run()
    assert EN["sidebar.search_none"] in visible.everything(app)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_years_without_cases_are_said_under_the_small_chart_of_a_rate(opened, lang):
    words = catalogue(lang)
    asked = Asked(str(ROOT / "demo" / "data" / "dataset"), Answers(50_000_000))
    rates = asked.ask("metric_rows", metrics=["granted_rate"])
    rates = rates.merge(asked.ask("heads")[["report", "body", "year"]], on="report").dropna(subset=["year"])
    asked.close()
    lacking = rates[rates["reason"] == "no_cases"]
    body = next(one for one, own in rates.groupby("body") if one in set(lacking["body"]) and own["available"].any())
    years = sorted(lacking.loc[lacking["body"] == body, "year"].astype(int))
    captions = [one.value for one in opened("years", lang=lang, data="demo", body=body).caption]
    assert any(words["years.no_cases"] in said and str(years[0]) in said for said in captions)
