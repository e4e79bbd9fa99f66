"""Named queries for programs: the same rows as pages get, as JSON or CSV."""

from __future__ import annotations

import csv
import io
from urllib.parse import quote

import pandas as pd
import pytest

from api import datasets
from api.parameters import served
from tests.api.test_addresses import fits

BODY = "-"
GIVEN = {"metric": "received", "year": "2023", "tier": "county", "report": "0" * 12, "body": BODY, "words": "县 局"}


def asked(name: str, **more: str) -> str:
    required = {one: GIVEN[one] for one in served()[name].required}
    pairs = {"dataset": "demo", "limit": "3"} if "limit" in served()[name].parameters else {"dataset": "demo"}
    return f"/queries/{name}?" + "&".join(f"{key}={quote(text)}" for key, text in (pairs | required | more).items())


@pytest.mark.parametrize("name", list(served()))
def test_every_query_answers_as_described(send, name):
    found = send("GET", asked(name))
    assert found.status == 200, found.body
    fits(found.said, "Rows")
    assert (found.said["query"], found.said["dataset"], found.said["made_up"]) == (name, "demo", True)
    assert all(len(row) == len(found.said["columns"]) for row in found.said["rows"])
    if "limit" in served()[name].parameters:
        assert len(found.said["rows"]) <= 3


def test_rows_are_those_of_the_dataset_in_both_forms(send):
    found = send("GET", asked("page", year="2023")).said
    rows = [dict(zip(found["columns"], row, strict=True)) for row in found["rows"]]
    assert len(rows) == 3 and {row["year"] for row in rows} == {2023}
    answer = send("GET", asked("page", year="2023", format="csv"))
    assert answer.headers["content-type"].startswith("text/csv")
    table = list(csv.DictReader(io.StringIO(answer.body.decode())))
    assert [(row["report"], row["year"], row["made_up"]) for row in table] == [
        (row["report"], "2023", "True") for row in rows
    ]
    one = send("GET", asked("report", report=rows[0]["report"])).said
    assert one["rows"][0][one["columns"].index("report")] == rows[0]["report"]


def test_cells_that_a_spreadsheet_would_run_are_defused():
    frame = pd.DataFrame({"name": ["=1+1", "@x", None, "县"], "n": [1, -2, None, 4], "kinds": [["-a"], [], ["b"], []]})
    rows = list(csv.reader(io.StringIO(datasets._csv(frame, is_made_up=False).decode())))
    assert rows[1:] == [["'=1+1", "1", "'-a"], ["'@x", "-2", ""], ["", "", "b"], ["县", "4", ""]]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/queries/none", 404, "no_query"),
        ("/queries/page?dataset=none", 404, "no_dataset"),
        ("/queries/page?colour=red", 400, "unknown_parameter"),
        ("/queries/page?year=1' OR 1=1", 400, "bad_parameter"),
        ("/queries/page?limit=100000", 400, "bad_parameter"),
        ("/queries/page?format=xml", 400, "bad_parameter"),
        ("/queries/page?province=" + "x" * 300, 400, "bad_parameter"),
        ("/queries/ranking?metric=received&year=2023", 400, "missing_parameter"),
        ("/queries/ranking?metric=none&year=2023&tier=county", 400, "bad_parameter"),
    ],
)
def test_what_cannot_be_asked_is_a_problem(send, path, status, code):
    for language in ("zh", "en"):
        answer = send("GET", quote(path, safe="/?=&"), None, language)
        assert (answer.status, answer.code) == (status, code), answer.body


def test_what_is_asked_is_bound_and_not_run(send):
    found = send("GET", asked("page", province="x' OR '1'='1")).said
    assert found["rows"] == []
