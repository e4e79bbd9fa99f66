"""Verdicts move between databases as JSON lines; what is none is refused whole."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from checks.model.findings import finding_id
from storage import Decision, StorageUnavailableError, Verdict, open_store
from storage.__main__ import main
from storage.lines import InvalidLineError, dumps, loads

REPORT = "a" * 64
NOW = datetime(2025, 3, 31, 12, tzinfo=UTC)


def verdict(subject="granted", decision=Decision.CONFIRMED, note="原表如此", at=NOW):
    rule = "requests.row_sum"
    return Verdict(finding_id(REPORT, rule, subject), REPORT, rule, subject, decision, note, "1", at)


@pytest.fixture
def database(monkeypatch, tmp_path):
    def _use(name):
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/{name}.sqlite3")
        return open_store().verdicts

    return _use


def test_lines_come_back_as_they_were():
    given = [verdict(), verdict("total", Decision.DISMISSED, '"行\n\u2028\u0085, <b>=1+1')]
    assert loads(dumps(given)) == given


def test_verdicts_move_from_one_database_to_another(database, tmp_path, capsys):
    database("here").record(verdict())
    assert main(["export"]) == 0
    moved = tmp_path / "verdicts.jsonl"
    moved.write_text(capsys.readouterr().out, "utf-8")
    there = database("there")
    assert main(["import", str(moved)]) == 0
    assert there.all() == [verdict()]


def test_the_later_of_two_verdicts_stays(database):
    kept = database("kept")
    late = verdict(decision=Decision.DISMISSED, at=NOW + timedelta(days=1))
    assert kept.merge([verdict()]) == 1
    assert kept.merge([late, verdict()]) == 1
    assert kept.merge([verdict()]) == 0
    assert kept.all() == [late]


def test_an_id_is_made_anew_and_not_believed():
    (read,) = loads(dumps([verdict()._replace(finding="0" * 16)]))
    assert read == verdict()


@pytest.mark.parametrize(
    "change",
    [
        {"report": "zz"},
        {"decision": "perhaps"},
        {"decided_at": "yesterday"},
        {"decided_at": "2025-03-31T12:00:00"},
        {"note": 5},
        {"rule": None},
        {"note": "\ud800"},
        {"subject": "a\udfff"},
        {"rule": "r\x00"},
        {"rule": "r" * 65},
        {"rule_set": "1" * 17},
        {"decision": ["confirmed"]},
        {"decision": "\ud800"},
        {"decided_at": "0001-01-01T00:00:00+14:00"},
        {"decided_at": "9999-12-31T23:59:59-14:00"},
        {"decided_at": "2025-13-31T12:00:00+00:00"},
        {"decided_at": None},
    ],
)
def test_a_line_that_holds_no_verdict_is_named(change):
    row = json.loads(dumps([verdict()])) | change
    with pytest.raises(InvalidLineError, match="line 2"):
        loads(dumps([verdict()]) + json.dumps(row))


@pytest.mark.parametrize(
    "content", [b"[1]\n", b"{}\n", b"no json\n", b"\xff\xfe\x00", b"[" * 100_000, b'{"note": ' + b"9" * 5000]
)
def test_a_file_with_a_bad_line_is_refused_whole(database, tmp_path, capsys, content):
    kept = database("kept")
    file = tmp_path / "bad.jsonl"
    file.write_bytes(dumps([verdict()]).encode() + content)
    assert main(["import", str(file)]) == 1
    assert "nothing was done" in capsys.readouterr().err
    assert kept.all() == []


def test_a_missing_file_and_a_missing_database_are_said(monkeypatch, database, tmp_path, capsys):
    database("kept")
    assert main(["import", str(tmp_path / "none.jsonl")]) == 1
    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:1/none")
    assert main(["export"]) == 1
    assert capsys.readouterr().err.count("nothing was done") == 2


def test_an_import_that_breaks_off_takes_in_nothing(database):
    kept = database("kept")
    spoilt = verdict("total")._replace(rule=None)
    with pytest.raises(StorageUnavailableError):
        kept.merge([verdict(), spoilt])
    assert kept.all() == []
