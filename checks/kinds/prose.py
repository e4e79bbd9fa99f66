"""Rules that hold the prose against the tables. Only what the prose states exactly of this body and year counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from checks.findings import Finding, Outcome
from checks.kinds import Known, check
from checks.localise import Label, Words
from checks.narrative import Statement, read_statements
from checks.rules import Rule
from parsing.report import Report

_CARRIED_IN = "requests/carried_in/total"
_RECEIVED = "requests/received/total"
# A sentence longer than this is cut around the number in messages
_SENTENCE = 60


@lru_cache(maxsize=4)
def _statements(prose: str, year: int, level: str) -> tuple[Statement, ...]:
    return read_statements(prose, year, level)


def statements(report: Report) -> dict[str, Statement]:
    """What the prose states, by quantity; quantities stated twice with different numbers are left out."""
    if report.year is None:
        return {}
    found: dict[str, Statement] = {}
    conflicting = set()
    for statement in _statements(report.prose, report.year, report.level or "department"):
        if statement.soft:
            continue
        earlier = found.setdefault(statement.quantity, statement)
        if earlier.value != statement.value:
            conflicting.add(statement.quantity)
    return {quantity: s for quantity, s in found.items() if quantity not in conflicting}


@check("narrative")
def narrative(rule: Rule, report: Report, known: Known) -> Iterator[Finding]:
    """A number that the prose states is the table's; a number that includes the carry-over is said to."""
    cells = tuple(rule.parameters["cells"])
    stated = statements(report).get(rule.parameters["quantity"])
    printed = [known.get(cell) for cell in cells]
    if stated is None or None in printed:
        yield Finding(rule.id, "", Outcome.NOT_APPLICABLE, rule.severity, None, None, cells)
        return
    total = sum(value for value in printed if value is not None)
    carried = known.get(_CARRIED_IN)
    includes = cells == (_RECEIVED,) and bool(carried) and stated.value == total + (carried or 0)
    outcome = Outcome.PASSED if stated.value == total or includes else Outcome.FAILED
    note = Words(("includes_carry_in",) if includes and stated.value != total else ())
    details = {"stated": stated.value, "sentence": quote(stated), "note": note}
    yield Finding(rule.id, "", outcome, rule.severity, stated.value, total, cells, details)


@check("placeholder")
def placeholder(rule: Rule, report: Report, _known: Known) -> Iterator[Finding]:
    """Units whose number was never filled in."""
    prose = report.prose
    found = sorted({match.start() for pattern in rule.parameters["patterns"] for match in re.finditer(pattern, prose)})
    for number, start in enumerate(found, 1):
        before = max(prose.rfind(mark, 0, start) for mark in "。；，,;\n") + 1
        sentence = prose[max(before, start - _SENTENCE // 2) : start + 3].strip()
        yield Finding(rule.id, str(number), Outcome.FAILED, rule.severity, details={"sentence": sentence})
    if not found:
        yield Finding(rule.id, "", Outcome.PASSED, rule.severity)


@check("zero_requests")
def zero_requests(rule: Rule, _report: Report, known: Known) -> Iterator[Finding]:
    """Every figure of the requests table is 0."""
    yield _zero(rule, _requests(known), "requests", Label("table", "requests"))


@check("zero_report")
def zero_report(rule: Rule, _report: Report, known: Known) -> Iterator[Finding]:
    """Every figure of the three tables is 0."""
    yield _zero(rule, list(known.values()), "", Label("word", "report"))


def _requests(known: Known) -> list[float | None]:
    return [value for cell, value in known.items() if cell.startswith("requests/")]


def _zero(rule: Rule, values: list[float | None], subject: str, name: Label) -> Finding:
    printed = [value for value in values if value is not None]
    unknown = len(values) - len(printed)
    details = {"subject": name, "unknown": unknown}
    if not printed:
        return Finding(rule.id, subject, Outcome.NOT_APPLICABLE, rule.severity)
    if any(printed):
        return Finding(rule.id, subject, Outcome.PASSED, rule.severity)
    outcome = Outcome.UNCERTAIN if unknown else Outcome.FAILED
    return Finding(rule.id, subject, outcome, rule.severity, len(printed), None, (), details)


@check("zero_contradicted")
def zero_contradicted(rule: Rule, report: Report, known: Known) -> Iterator[Finding]:
    """A table of zeros under prose that reports requests, or the other way round."""
    stated = statements(report).get("received")
    received = known.get(_RECEIVED)
    cells = (_RECEIVED,)
    if stated is None or received is None:
        yield Finding(rule.id, "", Outcome.NOT_APPLICABLE, rule.severity, None, None, cells)
        return
    empty = not any(_requests(known)) and received == 0
    contradicted = (empty and stated.value > 0) or (stated.value == 0 and received > 0)
    details = {"stated": stated.value, "sentence": quote(stated)}
    outcome = Outcome.FAILED if contradicted else Outcome.PASSED
    yield Finding(rule.id, "", outcome, rule.severity, stated.value, received, cells, details)


def quote(statement: Statement) -> str:
    """The sentence a number was read from, cut to its neighbourhood where it is long."""
    sentence = statement.sentence.strip()
    if len(sentence) <= _SENTENCE:
        return sentence
    start = max(0, min(sentence.find(str(statement.value)) - _SENTENCE // 2, len(sentence) - _SENTENCE))
    end = start + _SENTENCE
    return ("…" if start else "") + sentence[start:end] + ("…" if end < len(sentence) else "")
