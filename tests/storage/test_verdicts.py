"""Verdicts on findings, in SQLite and in a real PostgreSQL where TEST_DATABASE_URL names one."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest
from sqlalchemy.engine import make_url

from checks import run_checks
from checks.model.rules import version
from parsing import parse_report
from storage import Decision, StorageUnavailableError, Verdict, Verdicts, database, open_store
from storage.database import connect
from storage.verdicts import MAX_NOTE
from tests.samples import FOLDER

NOW = datetime(2025, 3, 31, 12, tzinfo=UTC)


@pytest.fixture
def verdicts(store):
    return store.verdicts


def verdict(finding="f1", report="r1", decision=Decision.CONFIRMED, note="原表如此"):
    return Verdict(finding, report, "requests.row_sum", "granted", decision, note, "1", NOW)


def test_a_verdict_comes_back_as_it_was(verdicts):
    verdicts.record(verdict())
    assert verdicts.of_reports(["r1", "r2"]) == {"f1": verdict()}
    assert verdicts.of_reports(["r2"]) == {}


def test_a_later_verdict_takes_the_place_of_an_earlier_one(verdicts):
    verdicts.record(verdict())
    verdicts.record(verdict(decision=Decision.DISMISSED, note="我方误读"))
    assert [v.decision for v in verdicts.of_reports(["r1"]).values()] == [Decision.DISMISSED]
    assert verdicts.history("f1") == [("confirmed", "原表如此", NOW), ("dismissed", "我方误读", NOW)]


def test_a_verdict_can_be_withdrawn(verdicts):
    verdicts.record(verdict())
    verdicts.withdraw("f1")
    verdicts.withdraw("f1")
    assert verdicts.of_reports(["r1"]) == {}
    assert [decision for decision, _, _ in verdicts.history("f1")] == ["confirmed", "withdrawn"]
    verdicts.record(verdict(note="again"))
    assert verdicts.of_reports(["r1"]) == {"f1": verdict(note="again")}


def test_a_note_is_cut_and_cannot_break_the_database(verdicts):
    verdicts.record(verdict(note="'; DROP TABLE verdicts; --\x00" + "长" * 2 * MAX_NOTE))
    (kept,) = verdicts.of_reports(["r1"]).values()
    assert kept.note.startswith("'; DROP TABLE verdicts; --长")
    assert len(kept.note) == MAX_NOTE


def test_thousands_of_reports_are_asked_for_at_once(verdicts):
    verdicts.record(verdict(report="r4000"))
    assert len(verdicts.of_reports(f"r{number}" for number in range(5000))) == 1


def test_a_verdict_outlives_a_new_reading_and_a_new_rule_set(verdicts):
    data = (FOLDER / "panshan_2022.txt").read_bytes()

    def broken():
        report = parse_report(data, "again.txt")
        finding = next(f for f in run_checks(report).flagged if f.rule == "requests.outcome_sum")
        return report, finding

    report, finding = broken()
    verdicts.record(
        Verdict(
            finding.id(report.sha256),
            report.sha256,
            finding.rule,
            finding.subject,
            Decision.CONFIRMED,
            "",
            version(),
            NOW,
        )
    )
    again, found = broken()
    changed = found._replace(expected=99, details={})
    assert verdicts.of_reports([again.sha256])[changed.id(again.sha256)].decision is Decision.CONFIRMED


@pytest.mark.parametrize(
    "address",
    ["not an address", "nosuchdatabase://host/x", "postgresql://127.0.0.1:1/none", "sqlite:////dev/null/no/file"],
)
def test_a_database_that_fails_says_so_by_name(monkeypatch, address):
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(StorageUnavailableError) as raised:
        open_store()
    assert str(raised.value)


# What keeps everybody else waiting, by database
LOCKS = {"sqlite": "BEGIN EXCLUSIVE", "postgresql": "LOCK TABLE verdicts IN ACCESS EXCLUSIVE MODE"}
TOLD = {"sqlite": "locked", "postgresql": "statement timeout"}


def test_nobody_waits_for_a_database_that_does_not_answer(verdicts, address, monkeypatch):
    verdicts.record(verdict())
    monkeypatch.setattr(database, "_ANSWER_SECONDS", 0.2)
    other, engine = connect(address), connect(address)
    impatient = Verdicts(engine)
    kind = address.get_backend_name()
    with other.connect() as holding:
        holding.exec_driver_sql(LOCKS[kind])
        reads = [lambda: impatient.of_reports(["r1"]), impatient.all]
        # a writer of SQLite keeps writers waiting alone
        for asked in [lambda: impatient.record(verdict(note="anew")), *(reads if kind == "postgresql" else [])]:
            with pytest.raises(StorageUnavailableError, match=TOLD[kind]):
                asked()
    assert impatient.of_reports(["r1"]) == {"f1": verdict()}
    other.dispose()
    engine.dispose()


@pytest.mark.postgresql
def test_what_limits_a_question_stays_inside_its_transaction():
    address = make_url(os.environ["TEST_DATABASE_URL"]).set(drivername="postgresql+psycopg")
    engine = connect(address)
    ask = "SHOW statement_timeout"
    with engine.connect() as connection:
        assert connection.exec_driver_sql(ask).scalar() == "5s"
        connection.commit()
        # as whoever is handed the same connection by a pool would see it
        assert connection.connection.driver_connection.execute(ask).fetchone() == ("0",)
    engine.dispose()
