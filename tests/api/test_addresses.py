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
from storage import Limits, Store, Terms
from storage.database import connect
from tests.samples import FOLDER
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
    paths = {route.path for route in mounted.routes} - {"/{rest:path}", "/queries/{name}"}
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
    given = shared.keep([read()], "一 <b>", Terms(30, can_decide=False), Limits(10, 100))
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


def test_problems_are_said_in_both_languages():
    values = {"why": "a", "most": 1, "limit_mb": 1, "known": "a", "name": "a", "takes": "a", "number": "a"}
    for code in problems.codes():
        zh, en = (problems.Problem(code, **values).said(language) for language in ("zh", "en"))
        assert zh["status"] == en["status"] >= 400
        for said in (zh, en):
            assert said["title"] and said["detail"] and not re.search(r"[{}]", said["title"] + said["detail"])
        assert not zh["title"].isascii() and en["title"].isascii()
