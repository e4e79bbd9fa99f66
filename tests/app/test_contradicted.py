"""Figures that a check contradicts: which, why, and the rank under each way of mending them; years taken together."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from checks.judgement.states import WRONG
from metrics import Metric, metric
from queries import Answers, Asked
from tests.app import visible
from tests.app.conftest import ROOT
from ui.compare import by_metric, contradicted, judge
from ui.compare.judge import Judge
from ui.compare.over_years import pooling
from ui.texts import catalogue, speaking

EN = catalogue("en")
REFUSED = metric("refused_rate")


def cause(*implied: float, kind: str = "figures", complete: bool = True, cell: str = "requests/total/total") -> dict:
    table, row, column = cell.split("/")
    change = {"table": table, "row": row, "column": column, "reported": 100}
    mends = [{"changes": [{**change, "implied": value}], "fills": []} for value in implied]
    said = {"zh": "一格", "en": "one figure"}
    return {"kind": kind, "cells": [cell], "mends": mends, "complete": complete, "sentence": said, "findings": ["f"]}


def finding(rule: str, cell: str, reported: str, *partners: str) -> dict:
    said = {"message_zh": "不符", "message_en": "differs", "partners": list(partners)}
    return {"report": "a", "id": "f", "rule": rule, "cells": [cell], "reported": reported, **said}


SUMS = finding("requests.row_sum", "requests/total/total", "100")
COUNTS = [("a", "handled", 100.0), ("a", "carried_in", 40.0), ("b", "carried_out", 10.0)]


def judged(causes: list[dict], failed: list[dict], chosen: Metric = REFUSED) -> contradicted.Against | None:
    shown = pd.DataFrame(
        {
            "report": list("abc"),
            "name": list("abc"),
            "state": ["sums", "consistent", "consistent"],
            "value": [0.2, 0.3, 0.1],
            "numerator": [20.0, 30.0, 10.0],
            "denominator": [100.0] * 3,
            "ranked": True,
        }
    )
    counts = pd.DataFrame(COUNTS, columns=["report", "metric", "numerator"])
    printed = pd.DataFrame({"report": ["a"], "causes": [json.dumps(causes)]})
    found = contradicted.Suspicion(printed, pd.DataFrame(failed, columns=list(SUMS)), counts)
    with speaking("en"):
        return contradicted.against(shown.head(1), shown, chosen, found, lowest=False).get("a")


def test_every_mend_gives_its_rank():
    found = judged([cause(50, 400)], [SUMS])
    assert (found.said, found.ranks, found.is_whole) == ("one figure", (1, 3, False), True)
    with speaking("en"):
        assert contradicted.mended_said(found) == EN["regions.ranks"].format(best=1, worst=3)


def test_a_mend_elsewhere_says_nothing_of_this_figure():
    assert judged([cause(50, cell="disputes/review/total")], [SUMS]) is None
    assert judged([], []) is None


def test_of_many_suspects_the_first_are_looked_at_and_the_others_are_not_called_right(asked, monkeypatch):
    heads = asked.ask("heads")
    county = heads[(heads["kind"] == "county") & (heads["year"] == 2022)]
    frame = by_metric.with_metric(
        county, asked.ask("metric_rows", metrics=["received"], years=[2022]), metric("received")
    )
    every = Judge(asked, by_metric.bodies(frame), metric("received"), [2022], lowest=False)
    monkeypatch.setattr(judge, "MOST", 1)
    with speaking("en"):
        said = every.reasons(frame, [metric("received")])
    wrong = frame[frame["state"].isin(WRONG)]
    assert set(wrong["report"].iloc[1:]) == {one for one, why in said.items() if why == EN["regions.not_looked_at"]}
    assert len(wrong) > 1


def test_where_other_mends_may_be_the_rank_is_open():
    found = judged([cause(complete=False, kind="unexplained")], [SUMS])
    assert not found.is_whole
    with speaking("en"):
        assert EN["regions.rank_others"] in contradicted.mended_said(found)


def test_of_two_places_that_disagree_either_may_be_right():
    found = judged([cause(kind="prose")], [finding("narrative.handled", "requests/total/total", "60")])
    # 20 of 60 would be the first, 20 of 100 is the second
    assert (found.said, found.ranks, found.is_whole) == ("differs", (1, 2, False), True)
    of_years = finding("years.carry", "requests/carried_in/total", "40", "b")
    # 30 fewer of 100 that were in hand, for the share of those left: 20 of 70 is still the second, and 20 of 100 too
    found = judged([], [of_years], metric("carried_out_rate"))
    assert (found.ranks, found.is_whole) == ((2, 2, False), True)
    # where the other place gives no number, nothing is worked out
    assert not judged([], [finding("narrative.handled", "requests/total/total", "")]).is_whole


@pytest.fixture(scope="module")
def asked():
    opened = Asked(str(ROOT / "demo" / "data" / "dataset"), Answers(50_000_000))
    yield opened
    opened.close()


def test_years_together_are_what_the_single_years_add_up_to(asked):
    heads = asked.ask("heads").assign(mine=False)
    reports = pooling.of_years(heads[heads["kind"] == "county"])
    years = sorted(reports["year"].unique())
    rows = asked.ask("metric_rows", metrics=[REFUSED.id], years=[int(year) for year in years], tiers=["county"])
    with speaking("en"):
        found = by_metric.with_metric(pooling.of_bodies(reports), pooling.values(rows, reports, years), REFUSED)
    assert len(found) == reports["body"].nunique()
    assert found["numerator"].sum() == rows["numerator"].sum()
    assert found["denominator"].sum() == rows["denominator"].sum()
    assert found["ranked"].sum() > 0
    wrong = reports[reports["state"].isin(["sums", "prose"])]
    assert sum(len(one) for one in found["suspects"]) == len(wrong)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_gives_reasons_and_ranks_in_one_year_and_in_several(opened, lang):
    words = catalogue(lang)
    for chosen in ({"year": "2022"}, {"span": "pooled", "years": ["2022", "2023"]}):
        app = opened("regions", lang=lang, data="demo", level="county", metric="granted_rate", **chosen)
        assert not app.exception
        assert not [one for one in app.warning if "years" in one.value]
        shown = visible.everything(app)
        assert words["column.mended_rank"] in shown
        heads = [name for frame in app.dataframe for name in frame.value]
        assert words["column.contradicted"] in heads
        assert (words["column.years"] in heads) == ("span" in chosen)
    assert words["regions.sentence_pooled"].partition("{metric}")[0].format(
        year="2022–2023", level=words["kind.county"]
    ) in (shown)


@pytest.mark.parametrize(
    ("view", "note"),
    [("map", "map_marked"), ("scatter", "scatter_marked"), ("mix", "marked_part"), ("funnel", "funnel_marked")],
)
def test_every_view_of_one_year_marks_what_is_contradicted_and_says_why(opened, view, note):
    app = opened("regions", lang="en", data="demo", year="2022", level="county", metric="granted_rate", view=view)
    assert not app.exception
    assert EN[f"regions.{note}"] in " ".join(caption.value for caption in app.caption)
    reasons = next(frame.value for frame in app.dataframe if EN["column.contradicted"] in frame.value)
    reasons = reasons[EN["column.contradicted"]]
    assert 0 < (reasons != "").sum() < len(reasons)
    # in the tips of the chart, cut into lines
    said = next(one for one in reasons if one).partition(": ")[2 if view == "map" else 0]
    assert said[:14] in app.get("plotly_chart")[0].proto.spec


def test_a_chosen_body_is_shown_with_what_speaks_against_it(opened):
    chosen = {"data": "demo", "year": "2022", "level": "county", "metric": "granted_rate"}
    every = opened("regions", lang="en", **chosen)
    behind = every.dataframe[0].value
    name = behind.loc[behind[EN["column.contradicted"]] != "", EN["column.body"]].iloc[0]
    asked = Asked(str(ROOT / "demo" / "data" / "dataset"), Answers(50_000_000))
    heads = asked.ask("heads")
    asked.close()
    own = heads.loc[(heads["name"] == name) & (heads["year"] == 2022), "body"].iloc[0]
    app = opened("regions", lang="en", body=own, **chosen)
    row = app.dataframe[0].value.iloc[0]
    assert row[EN["column.body"]] == name
    assert row[EN["column.mended_rank"]].startswith("rank ")
