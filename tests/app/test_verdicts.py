"""A person's verdicts in the app: given, noted, withdrawn, there again in another visit, and never in anybody's way."""

from __future__ import annotations

import csv
import io
import os
import re

import openpyxl
import pandas as pd
import pytest
import streamlit as st
from sqlalchemy import MetaData
from sqlalchemy.engine import make_url

from checks import run_checks
from parsing import parse_report
from storage import Decision, StorageUnavailableError, Verdicts, database, open_store
from storage.database import connect
from tests.app import visible
from tests.sizes import combined
from ui.report import verdicts
from ui.report.marks import is_note, numbered
from ui.take import export
from ui.take.printable import page as printable
from ui.take.provenance import checks
from ui.take.workbook import workbook
from ui.texts import catalogue, speaking
from ui.visitor import data
from ui.visitor import database as visitor_database

NOTE = '=HYPERLINK("http://x")<img src=x onerror=alert(1)> **b** :red[x]'
UNREACHABLE = "postgresql://127.0.0.1:1/none"


@pytest.fixture
def folder(tmp_path, panshan):
    made = tmp_path / "samples"
    made.mkdir()
    (made / "panshan.txt").write_text(panshan, "utf-8")
    return made


@pytest.fixture
def entry(panshan):
    return data.read(panshan.encode(), "panshan.txt", mine=False)


@pytest.fixture
def first(entry):
    return numbered(entry.findings)[0].id(entry.report.sha256)


@pytest.fixture(autouse=True)
def rested(monkeypatch):
    monkeypatch.setattr(visitor_database, "RESTING", {})


def keys(app):
    return {button.key for button in app.button}


def html(app) -> str:
    return "".join(block.value for block in app.html if "<style" not in block.value)


def kept(entry):
    return open_store().verdicts.of_reports([entry.report.sha256])


@pytest.mark.parametrize(("page", "lang"), combined(["report", "inconsistencies"], ["zh", "en"]))
def test_a_verdict_is_given_noted_found_in_another_visit_and_withdrawn(opened, folder, entry, first, lang, page):
    words = catalogue(lang)
    here = {"open": entry.id} if page == "inconsistencies" else {}
    app = opened(page, lang=lang, samples=folder, **here)
    app.button(key=f"confirmed_{first}").click().run()
    assert not app.exception
    assert kept(entry)[first].decision is Decision.CONFIRMED
    assert words["decision.confirmed"] in html(app)
    assert f"confirmed_{first}" not in keys(app)
    app.text_area(key=f"note_{first}").set_value(NOTE)
    app.button(key=f"save_note_{first}").click().run()
    assert kept(entry)[first].note == NOTE

    again = opened(page, lang=lang, samples=folder, **here)
    assert not again.exception
    assert "&lt;img src=x" in html(again)
    assert "<img" not in html(again)
    again.button(key=f"withdraw_{first}").click().run()
    assert kept(entry) == {}
    assert f"confirmed_{first}" in keys(again)
    assert words["decision.confirmed"] not in html(again)


def test_what_is_dismissed_is_folded_and_still_counted(opened, folder, entry, first):
    app = opened("report", lang="en", samples=folder)
    app.button(key=f"dismissed_{first}").click().run()
    assert not app.exception
    fold = next(block for block in app.expander if "Dismissed" in block.label)
    assert any("nb-dismissed" in block.value for block in fold.html)
    loud = sum(not is_note(finding) for finding in entry.findings.flagged)
    shown = visible.everything(app)
    assert f"1 of {loud} dismissed by a person" in shown
    # one of the two sums of the cause is left, and the other item
    assert catalogue("en")["diagnosis.findings"].format(n=1) in shown


def test_the_board_is_filtered_by_verdict_and_says_how_many_there_are(opened, folder, entry, first):
    verdicts.decide(entry, numbered(entry.findings)[0], Decision.DISMISSED, "误读")
    app = opened("inconsistencies", lang="en", samples=folder, verdict="dismissed", open=entry.id)
    assert not app.exception
    assert html(app).count("<article") == 1
    assert "confirmed 0 of them and dismissed 1" in visible.everything(app)
    others = opened("inconsistencies", lang="en", samples=folder, verdict="undecided", open=entry.id)
    assert html(others).count("<article") == len(entry.findings.flagged) - 1
    assert "nb-dismissed" not in html(others)


def test_the_newest_findings_show_what_was_said_of_them(opened, folder, entry):
    verdicts.decide(entry, numbered(entry.findings)[0], Decision.CONFIRMED, "<b>原表如此")
    app = opened("overview", lang="en", samples=folder)
    assert not app.exception
    assert "nb-confirmed" in html(app)
    assert "&lt;b&gt;原表如此" in html(app)
    assert not any(key and key.startswith(("confirmed_", "withdraw_")) for key in keys(app))


def test_a_database_that_another_holds_is_said_and_the_note_kept(
    opened, folder, entry, first, own_database, monkeypatch
):
    monkeypatch.setattr(database, "_ANSWER_SECONDS", 0.1)
    app = opened("report", lang="en", samples=folder)
    with connect(make_url(os.environ["DATABASE_URL"])).connect() as holding:
        holding.exec_driver_sql("BEGIN EXCLUSIVE")
        app.button(key=f"confirmed_{first}").click().run()
    assert not app.exception
    assert catalogue("en")["decision.not_saved"] in [toast.value for toast in app.toast]
    assert "<article" in html(app)
    monkeypatch.setattr(visitor_database, "RESTING", {})
    app.run()
    assert f"confirmed_{first}" in keys(app)


def test_a_verdict_outlives_a_rule_that_no_longer_flags(opened, folder, entry, monkeypatch):
    finding = numbered(entry.findings)[0]
    verdicts.decide(entry, finding, Decision.CONFIRMED, "")
    seen = verdicts.of_entries([entry])
    with speaking("en"):
        reports = pd.DataFrame([(entry.id, "盘山县", 2022)], columns=["report", "name", "year"])
        frame = verdicts.frame(seen, reports)
    assert frame["Verdict"].tolist() == ["Confirmed"]
    assert frame["SHA-256"].tolist() == [entry.report.sha256]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_verdicts_leave_the_app_with_date_and_note_and_run_nothing(entry, lang):
    verdicts.decide(entry, numbered(entry.findings)[0], Decision.CONFIRMED, NOTE)
    words = catalogue(lang)
    with speaking(lang):
        frame = checks(entry)
        book = openpyxl.load_workbook(io.BytesIO(workbook(entry)))
        page = printable(entry)
        rows = list(csv.DictReader(io.StringIO(export.csv(frame).decode("utf-8-sig"))))
    assert rows[0][words["column.decision"]] == words["decision.confirmed"]
    assert rows[0][words["column.decision_note"]] == "'" + NOTE
    assert rows[0][words["column.decided_at"]].endswith("+00:00")
    assert rows[1][words["column.decision"]] == ""
    sheet = book[words["sheet.checks"]]
    cell = next(cell for row in sheet.iter_rows() for cell in row if NOTE in str(cell.value))
    assert cell.data_type == "s"
    assert cell.value.startswith("'=")
    assert "&lt;img src=x" in page
    assert "<img" not in page


@pytest.mark.parametrize(("page", "lang"), combined(["report", "inconsistencies"], ["zh", "en"]))
def test_a_database_that_fails_is_said_once_and_the_page_goes_on(opened, folder, monkeypatch, lang, page):
    monkeypatch.setenv("DATABASE_URL", UNREACHABLE)
    app = opened(page, lang=lang, samples=folder)
    assert not app.exception
    said = [warning.value for warning in app.warning]
    assert said == [catalogue(lang)["decision.unavailable"]]
    assert "<article" in html(app) or "data-report" in html(app)
    assert not any(key and key.startswith(("confirmed_", "withdraw_")) for key in keys(app))


def test_a_database_that_fails_is_left_alone_for_a_minute(entry, monkeypatch):
    asked = []

    def _fails():
        asked.append(1)
        raise StorageUnavailableError("no route")

    monkeypatch.setattr(visitor_database, "open_store", _fails)
    monkeypatch.setenv("DATABASE_URL", "postgresql://nowhere/none")
    now = [1000.0]
    monkeypatch.setattr(visitor_database.time, "monotonic", lambda: now[0])
    for _ in range(3):
        assert not verdicts.quietly([entry]).is_known
    assert len(asked) == 1
    now[0] += 61
    assert not verdicts.quietly([entry]).is_known
    assert len(asked) == 2


def test_a_note_that_could_not_be_saved_is_still_there(opened, folder, entry, first, monkeypatch):
    app = opened("report", lang="en", samples=folder)
    app.button(key=f"confirmed_{first}").click().run()

    def _fails(*_):
        raise StorageUnavailableError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(Verdicts, "record", _fails)
        app.text_area(key=f"note_{first}").set_value("seen in print")
        app.button(key=f"save_note_{first}").click().run()
    assert not app.exception
    assert catalogue("en")["decision.not_saved"] in [toast.value for toast in app.toast]
    assert kept(entry)[first].note == ""
    assert app.text_area(key=f"note_{first}").value == "seen in print"
    app.button(key=f"save_note_{first}").click().run()
    assert kept(entry)[first].note == "seen in print"


def test_tables_that_are_gone_are_made_again_after_a_minute(entry, own_database, monkeypatch):
    assert verdicts.quietly([entry]).is_known
    engine, found = connect(make_url(os.environ["DATABASE_URL"])), MetaData()
    found.reflect(engine)
    found.drop_all(engine)
    engine.dispose()
    assert not verdicts.quietly([entry]).is_known
    visitor_database.RESTING.clear()
    assert verdicts.quietly([entry]).is_known


@pytest.mark.parametrize("word", ["off", "OFF", "nonsense"])
def test_switched_off_there_are_no_buttons_and_nothing_is_opened(opened, folder, own_database, monkeypatch, word):
    monkeypatch.setenv("NIANBAO_VERDICTS", word)
    for page in ("report", "inconsistencies", "add"):
        app = opened(page, samples=folder)
        assert not app.exception
        assert not any(key and key.startswith("confirmed_") for key in keys(app))
        assert catalogue("zh")["filter.verdict"] not in visible.texts(app)
        assert catalogue("zh")["add.privacy_verdicts"] not in visible.everything(app)
    assert not own_database.exists()


@pytest.mark.parametrize("page", ["report", "inconsistencies"])
def test_an_embedded_view_has_no_buttons(opened, folder, entry, monkeypatch, page):
    # a browser alone tells the app that it is embedded
    monkeypatch.setattr(type(st.context), "is_embedded", property(lambda _: True))
    app = opened(page, samples=folder, **({"open": entry.id} if page == "inconsistencies" else {}))
    assert not app.exception
    assert not any(key and key.startswith(("confirmed_", "dismissed_", "withdraw_")) for key in keys(app))


def test_read_only_shows_verdicts_and_takes_none(opened, folder, entry, first, monkeypatch):
    finding = numbered(entry.findings)[0]
    verdicts.decide(entry, finding, Decision.CONFIRMED, "前人")
    monkeypatch.setenv("NIANBAO_VERDICTS", "read")
    app = opened("report", samples=folder)
    assert "前人" in html(app)
    assert not any(key and key.startswith(("confirmed_", "withdraw_")) for key in keys(app))
    verdicts.decide(entry, finding, Decision.DISMISSED, "")
    verdicts.withdraw(first)
    assert kept(entry)[first].decision is Decision.CONFIRMED


def test_a_pasted_report_leaves_its_fingerprint_and_nothing_else(opened, folder, own_database, panshan):
    text_of_mine = panshan.replace("2022", "2023")
    app = opened("add", samples=folder)
    app.text_area(key="paste").set_value(text_of_mine)
    app.button(key="read").click().run()
    app.switch_page("pages/report.py").run()
    mine = parse_report(text_of_mine.encode(), "x")
    finding = next(f for f in run_checks(mine).flagged if not is_note(f))
    app.button(key=f"confirmed_{finding.id(mine.sha256)}").click().run()
    assert not app.exception
    (held,) = open_store().verdicts.all()
    assert held.report == mine.sha256
    # with what SQLite has written ahead
    content = b"".join(file.read_bytes() for file in own_database.parent.iterdir())
    assert mine.sha256.encode() in content
    assert "盘山".encode() not in content


def test_the_privacy_text_speaks_of_verdicts(opened, folder):
    assert catalogue("zh")["add.privacy_verdicts"] in visible.everything(opened("add", samples=folder))


def test_verdicts_on_made_up_reports_work_the_same(opened):
    shown = html(opened("inconsistencies", lang="en", data="demo"))
    report = re.search(r'data-report="(\w+)"', shown)[1]
    app = opened("inconsistencies", lang="en", data="demo", open=report)
    assert not app.exception
    key = next(key for key in keys(app) if re.fullmatch(r"confirmed_[0-9a-f]{16}", key or ""))
    app.button(key=key).click().run()
    assert not app.exception
    assert [verdict.finding for verdict in open_store().verdicts.all()] == [key.removeprefix("confirmed_")]
    assert "nb-confirmed" in html(app)


def test_one_verdict_on_several_reports_has_a_reason_and_can_be_undone(opened):
    reports = re.findall(r'data-report="(\w+)"', html(opened("inconsistencies", lang="en", data="demo")))[:3]
    app = opened("inconsistencies", lang="en", data="demo")
    app.session_state["_inbox_picked"] = tuple(reports)
    app.run()
    app.text_input(key="inbox_reason").set_value("误读").run()
    app.button(key="picked_dismissed").click().run()
    assert not app.exception
    held = open_store().verdicts.all()
    assert {verdict.report[:12] for verdict in held} == set(reports)
    assert {(verdict.decision, verdict.note) for verdict in held} == {(Decision.DISMISSED, "误读")}
    assert catalogue("en")["decision.given"].format(n=len(held)) in visible.everything(app)
    app.button(key="undo").click().run()
    assert open_store().verdicts.all() == []
    assert "undo" not in keys(app)
