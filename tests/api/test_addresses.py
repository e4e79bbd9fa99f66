"""The other addresses for programs: the description, shared reports, and problems wherever nothing is."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from sqlalchemy.engine import make_url

import api
from api.description import description
from checks import run_checks
from parsing import loaders, parse_report
from server import problems
from storage import Limits, LinkTerms, Store, secret
from storage.database import connect
from tests.api.conftest import Answer
from tests.samples import FOLDER
from tests.server.visit import ask
from workers import ReadDocument, wire

SAMPLE = (FOLDER / "suqian_2023.html").read_bytes()


def fits(value: object, schema: str) -> None:
    Draft202012Validator({"$ref": f"#/components/schemas/{schema}", **description()}).validate(value)


def read() -> ReadDocument:
    report = parse_report(SAMPLE, "suqian.html")
    return ReadDocument(report, run_checks(report), wire.encode_document(loaders.load(SAMPLE)), SAMPLE)


@pytest.fixture(scope="module")
def shared(place):
    store = Store(connect(make_url(f"sqlite:///{place.folder}/verdicts.sqlite3")))
    yield store.links
    store.close()


def test_the_root_describes_every_address(send):
    answer = send("GET", "")
    assert answer.said == send("GET", "/").said == json.loads(json.dumps(description()))
    validate(answer.said)
    *_, mounted = api.routes()
    paths = {route.path for route in mounted.routes} - {
        "/{rest:path}",
        "/queries/{name}",
        "/shared/{token}/queries/{name}",
    }
    assert set(answer.said["paths"]) == paths


def test_the_description_is_of_this_version():
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    assert description()["info"]["version"] == project["version"]


def test_answers_are_as_described(send):
    fits(send("POST", "/documents", SAMPLE).said, "Report")
    fits(send("GET", "/nowhere").said, "Problem")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/documents", 405, "method"),
        ("DELETE", "/shared/x", 405, "method"),
        ("POST", "/", 405, "method"),
        ("GET", "/shared/x", 404, "link_mistyped"),
        ("GET", "/shared/x/y", 404, "not_found"),
        ("GET", "/shared/x/reports/y", 404, "link_mistyped"),
    ],
)
def test_what_is_not_there_is_a_problem(send, method, path, status, code):
    answer = send(method, path)
    assert (answer.status, answer.code) == (status, code), answer.body
    if status == 405:
        assert answer.headers["allow"]


def test_whoever_has_a_link_gets_its_reports(send, shared):
    given = shared.keep([read()], "一 <b>", LinkTerms(30, can_decide=False), Limits(10, 100))
    found = send("GET", f"/shared/{given.token}").said
    fits(found, "Shared")
    (one,) = found["reports"]
    assert (found["title"], one["source"], one["year"]) == ("一 <b>", "suqian.html", 2023)
    assert given.key not in json.dumps(found)
    whole = send("GET", f"/shared/{given.token}/reports/{one['report']}")
    assert whole.said["sha256"] == one["sha256"]
    fits(whole.said, "Report")
    assert send("GET", f"/shared/{given.token}/reports/000000000000").code == "no_report"
    shared.delete(given.token, given.key)
    gone = send("GET", f"/shared/{given.token}")
    assert (gone.status, gone.code) == (410, "link_deleted")


def test_queries_are_asked_of_the_reports_of_a_link_alone(send, shared):
    given = shared.keep([read()], "=1+1", LinkTerms(30, can_decide=False), Limits(10, 100))
    found = send("GET", f"/shared/{given.token}/queries/page?limit=5")
    fits(found.said, "Rows")
    rows = [dict(zip(found.said["columns"], row, strict=True)) for row in found.said["rows"]]
    assert [row["report"] for row in rows] == [read().report.sha256[:12]]
    assert (found.said["dataset"], found.said["made_up"]) == ("shared", False)
    lines = send("GET", f"/shared/{given.token}/queries/page?format=csv").body.decode().splitlines()
    assert len(lines) == 2 and rows[0]["report"] in lines[1]
    assert send("GET", f"/shared/{given.token}/queries/page?dataset=demo").code == "no_dataset"
    assert send("GET", f"/shared/{given.token}/queries/nothing").code == "no_query"
    assert send("GET", "/shared/x/queries/page").code == "link_mistyped"


def test_whoever_guesses_links_has_to_wait_and_others_do_not(send, shared, place):
    given = shared.keep([read()], "", LinkTerms(30, can_decide=False), Limits(10, 100))
    path = f"/shared/{given.token}"
    # whoever has a link may ask for it as often as he likes
    assert {send("GET", f"{path}/reports/000000000000").code for _ in range(3)} == {"no_report"}
    codes = [send("GET", f"/shared/{secret.made()}").code for _ in range(62)]
    assert codes[:60] == ["link_unknown"] * 60
    assert codes[-1] == "too_often"
    refused = send("GET", path)
    assert (refused.status, refused.code) == (429, "too_often") and int(refused.headers["retry-after"]) >= 1
    assert (
        Answer(*ask(place.server, "GET", f"/api/v1{path}", headers={"X-Forwarded-For": "198.51.100.9"})).status == 200
    )


def test_problems_are_said_in_both_languages():
    values = {"why": "a", "most": 1, "limit_mb": 1, "known": "a", "name": "a", "takes": "a", "number": "a"}
    for code in problems.codes():
        zh, en = (problems.Problem(code, **values).said(language) for language in ("zh", "en"))
        assert zh["status"] == en["status"] >= 400
        for said in (zh, en):
            assert said["title"] and said["detail"] and not re.search(r"[{}]", said["title"] + said["detail"])
        assert not zh["title"].isascii() and en["title"].isascii()
