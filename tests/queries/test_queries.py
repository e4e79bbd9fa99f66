"""Named queries give what the frames of the same reports give, for everyone and for a visitor's own beside them."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pytest

from checks import run_checks
from checks.judgement.states import STATES
from dataset import derived, rows
from parsing import parse_report
from queries import Asked, Own, queries
from queries.cached import Answers
from queries.frames import frame
from tests.bulk import made
from tests.samples import FOLDER
from tests.sizes import sized

COUNT = sized(36, 200)
GIVEN = {
    "metric": "received",
    "metrics": ["received", "granted_rate"],
    "states": list(STATES),
    "words": ["县"],
    "bins": 5,
    "peers": 5,
    "limit": 10,
    "offset": 0,
    "lowest": False,
    "every": True,
    "most": 3,
    "first": [],
    "named": [["requests.row_sum"]],
    "bodies": [],
    "regions": [],
    "cells": ["requests/received/total/status"],
    "statuses": ["reported"],
    "facet": "sort",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("queries")
    made.run([str(made.folder(folder / "reports", COUNT))], folder / "dataset", folder)
    return folder / "dataset"


@pytest.fixture(scope="module")
def asked(place):
    opened = Asked(str(place))
    yield opened
    opened.close()


def rows_of(place: Path, table: str) -> pd.DataFrame:
    with duckdb.connect() as connection:
        return connection.read_parquet(str(place / table / "*.parquet")).df()


def own(data: bytes = (FOLDER / "suqian_2023.html").read_bytes(), *, alone: bool = False) -> Own:
    """A visitor's tables: one report, by itself a sample."""
    report = parse_report(data, "mine.html")
    read = rows.of_reading([rows.CheckedReport(report, run_checks(report), data)])
    wanted = {name: table for name, table in read.items() if name not in ("documents", "readings")}
    return Own({**wanted, **derived.of_tables(wanted)}, report.sha256, Answers(1_000_000), alone)


@pytest.mark.parametrize("name", list(queries()))
def test_every_query_says_what_its_rows_are_and_answers(name, asked):
    query = queries()[name]
    assert query.about.startswith(("One ", "A row", "The "))
    one = asked.ask("page", limit=1, offset=0).iloc[0]
    given = {**GIVEN, "year": 2023, "tier": "county", "body": one["body"], "report": one["report"]}
    wanted = {key: value for key, value in given.items() if key in query.parameters}
    if "metric" not in query.parameters and "metrics" in query.parameters and "tier" not in query.parameters:
        wanted["metrics"] = given["metrics"]
    frame = asked.ask(name, **wanted)
    assert len(frame.columns) > 1
    pd.testing.assert_frame_equal(frame, asked.ask(name, **wanted))
    assert set(asked.ask(name, own=own(), **wanted).columns) == set(frame.columns)


def test_counts_are_those_of_the_rows(asked, place):
    reports = rows_of(place, "reports")
    totals = asked.ask("totals").iloc[0]
    assert (totals["reports"], totals["bodies"]) == (COUNT, reports["body"].nunique())
    states = asked.ask("states").set_index("state")["reports"].to_dict()
    assert states == reports["state"].value_counts().to_dict()
    one = reports["province"].dropna().iloc[0]
    assert asked.ask("states", province=one)["reports"].sum() == (reports["province"] == one).sum()
    coverage = asked.ask("coverage")
    assert coverage["reports"].sum() == reports["year"].notna().sum()
    found = asked.ask("bodies", states=list(STATES), limit=COUNT, offset=0)
    assert len(found) == len(reports.dropna(subset=["year"]).drop_duplicates(["body", "year"]))


@pytest.mark.parametrize("lowest", [True, False])
def test_a_ranking_is_that_of_the_metrics(lowest, asked, place):
    metrics = rows_of(place, "metrics")
    some = metrics[(metrics["metric"] == "received") & metrics["available"]]
    year, tier = some.groupby(["year", "tier"]).size().idxmax()
    some = some[(some["year"] == year) & (some["tier"] == tier)]
    parts = [
        asked.ask("ranking", metric="received", year=int(year), tier=tier, lowest=lowest, limit=2, offset=offset)
        for offset in range(0, len(some) + 2, 2)
    ]
    found = pd.concat(parts)
    assert list(found["report"]) == list(
        some.assign(key=some["value"] * (1 if lowest else -1)).sort_values(["key", "report"])["report"]
    )
    ranks = some.set_index("report")["value"].rank(method="min", ascending=lowest)
    assert found.set_index("report")["rank"].astype(float).to_dict() == ranks.to_dict()
    assert set(found["bodies"]) == {len(some)}


def test_pages_of_findings_are_all_flagged_ones_once(asked, place):
    flagged = rows_of(place, "findings").query("flagged")
    pages = [asked.ask("findings_page", limit=7, offset=offset) for offset in range(0, len(flagged), 7)]
    found = pd.concat(pages)
    assert sorted(found["id"]) == sorted(flagged["id"])
    assert found["weight"].is_monotonic_increasing
    assert asked.ask("findings_by")["n"].sum() == len(flagged)
    failed = asked.ask("findings_page", sorts=["failed"], limit=len(flagged), offset=0)
    assert len(failed) == (flagged["sort"] == "failed").sum() > 0
    hits = asked.ask("findings_hits", sorts=["failed"]).iloc[0]
    assert (hits["n"], hits["hits"]) == (len(failed), failed["report"].nunique())


def test_what_a_person_decided_is_counted_and_chosen(asked):
    ids = sorted(asked.ask("findings_page", limit=3, offset=0)["id"])
    decided = {"confirmed": ids[:1], "dismissed": ids[1:]}
    by = asked.ask("findings_by", **decided).groupby("decision")["n"].sum()
    assert (by["confirmed"], by["dismissed"]) == (1, 2)
    found = asked.ask("findings_page", decisions=["dismissed"], limit=9, offset=0, **decided)
    assert sorted(found["id"]) == ids[1:]


def test_figures_are_counted_by_cell_and_status(asked, place):
    figures = rows_of(place, "figures").set_index("report")
    cells = ["requests/received/total/status", "requests/granted/total/status"]
    found = asked.ask("figures_counts", cells=cells, statuses=["reported"]).set_index("report")["n"]
    assert found.to_dict() == (figures[cells] == "reported").sum(axis=1)[lambda n: n > 0].to_dict()


def test_a_report_comes_back_whole(asked, place):
    report_id = asked.ask("heads")["report"].iloc[0]
    report, findings = asked.report(report_id)
    assert report.sha256[:12] == report_id
    data = asked.document(report_id)
    assert parse_report(data, report.source) == report
    alone = run_checks(report).findings
    assert findings.findings[: len(alone)] == alone
    assert [one.sha256[:12] for one, _ in asked.reports([report_id])] == [report_id]
    assert asked.report("no such id") is None
    with pytest.raises(KeyError):
        asked.document("no such id")


def test_tallies_count_a_report_once_for_a_rule(asked, place):
    findings = rows_of(place, "findings")
    applied = findings[findings["outcome"] != "not_applicable"].groupby("rule")["report"].nunique()
    failed = findings[findings["sort"] == "failed"].groupby("rule")["report"].nunique()
    told = asked.ask("rules").set_index("rule")
    assert told["applied"].to_dict() == applied.to_dict()
    assert told.loc[told["failed"] > 0, "failed"].to_dict() == failed.to_dict()


@pytest.mark.parametrize("sorts", [None, ["failed"], ["undecided"]])
def test_the_inbox_is_sorted_by_the_first_cause_of_what_it_lists(sorts, asked):
    given = {"sorts": sorts, "limit": COUNT, "offset": 0}
    listed = asked.ask("inbox", **given)
    assert len(listed) == asked.ask("findings_hits", sorts=sorts).iloc[0]["hits"] > 0
    for row in listed.to_dict("records"):
        ids = {one["id"] for one in row["found"]}
        cause = next((one for one in json.loads(row["causes"]) if ids & set(one["findings"])), None)
        mend = cause["mends"][0] if cause and cause["mends"] else {"changes": [], "fills": []}
        changes = [*mend["changes"], *mend["fills"]]
        assert row["gap"] == sum(abs((one["implied"] or 0) - (one["reported"] or 0)) for one in changes)
        if cause is None or cause["kind"] in ("prose", "years"):
            assert row["sure"] == 2
        else:
            assert row["sure"] == (1 if cause["only"] else 3 if cause["mends"] else 4)
    # where findings are chosen in another way too, they are counted one by one
    counted = asked.ask("inbox", outcomes=["failed", "uncertain"], **given)
    assert list(counted["report"]) == list(listed["report"])
    assert counted[["rank", "sure", "gap"]].to_numpy().tolist() == listed[["rank", "sure", "gap"]].to_numpy().tolist()


def test_what_shows_a_diagnosis_best_has_one_thing_wrong_and_one_mend(asked, place):
    reports = rows_of(place, "reports").set_index("report")
    told = asked.ask("telling", states=list(STATES), limit=COUNT)
    causes = reports.loc[told["report"], "causes"].map(json.loads)
    assert [bool(one and one[0]["only"]) for one in causes] == list(told["is_only"])
    assert [len(one[0]["mends"]) if one else 0 for one in causes] == list(told["mends"])
    assert (told["things"].to_numpy() >= causes.map(len).to_numpy()).all()
    best = (told["things"] == 1) & told["is_only"]
    assert (told["mends"] > 0).any()
    assert best.is_monotonic_decreasing


def test_outcomes_are_those_of_all_findings(asked, place):
    findings = rows_of(place, "findings")
    doubtful = (findings["outcome"] == "failed") & (findings["cause"] == "read_with_doubt")
    outcome = findings["outcome"].mask(doubtful, "uncertain")
    told = asked.ask("outcomes").set_index(["rule", "outcome"])["n"]
    assert told.to_dict() == findings.groupby(["rule", outcome]).size().to_dict()


def test_zero_reports_have_no_figure_but_zeros(asked, place):
    figures = rows_of(place, "figures").set_index("report")
    cells = [c for c in figures.columns if c.startswith("requests/") and not c.endswith("/status")]
    found = asked.ask("zero_reports", peers=5, limit=COUNT, offset=0)
    assert set(found["zero"]) <= {"report", "requests", "blank"}
    zero = found[found["zero"] != "blank"]["report"]
    assert (figures.loc[zero, cells].fillna(0) == 0).all(axis=None)


def test_search_finds_what_has_every_word(asked, place):
    reports = rows_of(place, "reports")
    name = reports["name"].iloc[0]
    found = asked.ask("search", words=[name[:3], name[-2:]], limit=COUNT, offset=0)
    said = reports["name"] + reports["region"] + reports["source"]
    fits = said.str.contains(name[:3], regex=False) & said.str.contains(name[-2:], regex=False)
    assert set(found["report"]) == set(reports[fits]["report"])


@pytest.mark.parametrize("text", ["' OR 1=1 --", '"; DROP TABLE reports; --', "%", "$year", "\\", "😀"])
def test_what_is_asked_is_bound_and_never_run(text, asked):
    assert asked.ask("search", words=[text], limit=5, offset=0).empty
    assert asked.ask("states", province=text).empty
    assert asked.ask("findings_hits", rules=[text]).iloc[0]["n"] == 0
    assert asked.ask("totals").iloc[0]["reports"] == COUNT


def test_nothing_is_fetched_and_no_parameter_is_made_up(asked):
    with pytest.raises(TypeError, match="has no parameter colour"):
        asked.ask("states", colour="red")
    with pytest.raises(duckdb.Error):
        asked._cursor().execute("INSTALL spatial FROM 'http://127.0.0.1:9/'")
    with pytest.raises(duckdb.Error):
        asked._cursor().execute("SELECT * FROM read_parquet('https://127.0.0.1:9/x.parquet')")


def test_a_visitors_reports_are_beside_the_others_for_him_only(asked):
    mine = own()
    before = asked.ask("totals").iloc[0]["reports"]
    assert asked.ask("totals", own=mine).iloc[0]["reports"] == before + 1
    assert asked.ask("search", own=mine, words=["mine.html"], limit=5, offset=0)["source"].tolist() == ["mine.html"]
    assert asked.ask("search", words=["mine.html"], limit=5, offset=0).empty
    assert asked.ask("totals").iloc[0]["reports"] == before
    alone = own(alone=True)
    assert asked.ask("totals", own=alone).iloc[0]["reports"] == 1
    assert asked.ask("heads", own=alone)["source"].tolist() == ["mine.html"]
    assert alone.answers.bytes
    assert asked.answers.bytes
    assert "mine.html" not in str(asked.answers._frames)


def test_a_visitors_report_that_the_dataset_has_counts_once(asked, place):
    source = rows_of(place, "reports").iloc[0]
    name = next(path for path in place.parent.rglob(source["source"].rpartition("/")[2]) if path.is_file())
    data = name.read_bytes()
    assert asked.ask("totals", own=own(data)).iloc[0]["reports"] == COUNT


def test_a_report_in_both_counts_once_for_its_rules_and_its_body_is_one_row(asked, place):
    report = rows_of(place, "reports").dropna(subset=["year"]).iloc[0]
    mine = own(asked.document(report["report"]))
    before, after = (asked.ask("rules", own=who).set_index("rule") for who in (None, mine))
    alone = ["applied", "failed"]
    ours = rows_of(place, "findings").query("not across")["rule"].unique()
    applied = sorted(before.index.intersection(ours))
    assert applied
    pd.testing.assert_frame_equal(before.loc[applied, alone], after.loc[applied, alone])
    asked_for = {"states": list(STATES), "limit": COUNT, "offset": 0}
    assert (
        asked.ask("bodies", own=mine, **asked_for)["bodies"].iloc[0]
        == asked.ask("bodies", **asked_for)["bodies"].iloc[0]
    )
    with asked.cursor(mine) as cursor:
        found = cursor.sql("SELECT reports FROM bodies WHERE body = $body", params={"body": report["body"]}).fetchall()
    assert found == [((rows_of(place, "reports")["body"] == report["body"]).sum(),)]


def test_eight_threads_have_equal_answers(asked):
    asked.answers.clear()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: asked.ask("findings_by"), range(32)))
    assert all(frame.equals(found[0]) for frame in found)


def test_answers_are_kept_within_bounds():
    frame = pd.DataFrame({"text": ["x" * 1000] * 10})
    size = int(frame.memory_usage(index=True, deep=True).sum())
    answers = Answers(3 * size)
    for number in range(5):
        answers.put(number, frame)
    assert answers.bytes == 3 * size
    assert [answers.get(number) is not None for number in range(5)] == [False, False, True, True, True]
    answers.put("large", pd.concat([frame] * 4))
    assert answers.get("large") is None


def test_a_frame_is_the_callers(asked):
    first = asked.ask("states")
    first["reports"] = 0
    assert asked.ask("states")["reports"].sum() == COUNT


def test_a_new_version_is_seen_at_refresh(tmp_path):
    folder = made.folder(tmp_path / "reports", 2)
    made.run([str(folder)], tmp_path / "d", tmp_path)
    asked = Asked(str(tmp_path / "d"))
    assert not asked.refresh()
    for case in made.series(1, 2):
        (folder / case.name).write_bytes(case.data)
    made.run([str(folder)], tmp_path / "d", tmp_path)
    assert asked.refresh()
    assert asked.ask("totals").iloc[0]["reports"] == 3
    asked.close()


def test_what_shows_a_diagnosis_best_has_one_thing_wrong_and_one_way_to_mend_it(asked):
    found = asked.ask("telling", states=list(STATES), limit=1000)
    of_one = found["is_only"] & (found["things"] == 1)
    assert list(of_one) == sorted(of_one, reverse=True)
    later = found[~of_one]
    assert list(later["things"]) == sorted(later["things"])


def test_what_is_missing_stays_missing_in_frames():
    found = frame(
        pa.table(
            {
                "text": pa.array(["a", None], pa.string()),
                "none": pa.array([None, None], pa.string()),
                "year": pa.array([2020, None], pa.int32()),
                "known": pa.array([True, None], pa.bool_()),
                "n": pa.array([1, 2], pa.int64()),
                "sum": pa.array([1, 2], pa.decimal128(38, 0)),
            }
        )
    )
    assert found.dtypes.astype(str).tolist() == ["str", "str", "Int32", "boolean", "int64", "float64"]
    assert found.isna().to_numpy().tolist()[1] == [True, True, True, True, False, False]
    assert frame(pa.table({"text": pa.array([], pa.string())})).dtypes.astype(str).tolist() == ["str"]
