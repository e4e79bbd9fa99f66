"""Rules that hold the prose against the tables. Only what the prose states exactly of this body and year counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.kinds.registry import check
from checks.model.findings import Finding, Outcome
from checks.model.known import Known
from checks.model.rules import Rule
from checks.narrative import (
    PROCESSED,
    PlacedStatement,
    Places,
    StatementVerdict,
    cells_of,
    certain_by_quantity,
    mismatches,
    read_report,
    sums_of,
    total,
)
from checks.words.localise import Label, Words, number
from parsing.report import Report

_RECEIVED = "requests/received/total"
# A sentence longer than this is cut around the number in messages
_SENTENCE = 60


@check("narrative")
def narrative(rule: Rule, report: Report, known: Known) -> Iterator[Finding]:
    """A number that the prose states is the table's; a number that includes the carry-over is said to.

    One finding a quantity of the rule; the first has the subject "", the others their quantity.
    """
    stated = certain_by_quantity(report, known)
    for index, quantity in enumerate(rule.parameters["quantities"]):
        yield _against(rule, quantity if index else "", stated.get(quantity), known, quantity)


def _against(rule: Rule, subject: str, stated: PlacedStatement | None, known: Known, quantity: str) -> Finding:
    cells = cells_of(quantity)
    if stated is None or stated.verdict is StatementVerdict.UNKNOWN:
        return Finding(rule.id, subject, Outcome.NOT_APPLICABLE, rule.severity, None, None, cells)
    includes = stated.verdict is StatementVerdict.INCLUDES_CARRY_IN
    details = {
        "stated": stated.value,
        "sentence": quote(stated),
        "note": Words(("includes_carry_in",) if includes else ()),
        "place": (stated.section, stated.paragraph, stated.start, stated.end),
    }
    if stated.verdict is not StatementVerdict.DIFFERS:
        return Finding(rule.id, subject, Outcome.PASSED, rule.severity, stated.value, stated.printed, cells, details)
    meant, sums = _meant(quantity, known)
    return Finding(rule.id, subject, Outcome.FAILED, rule.severity, stated.value, sums, meant, details)


def _meant(quantity: str, known: Known) -> tuple[tuple[str, ...], float | str | None]:
    """The cells that a quantity may be in, and their number; of 办理57件 all numbers that it might have been."""
    sums = {cells: total(cells, known) for cells in sums_of(quantity)}
    own = cells_of(quantity)
    if quantity != PROCESSED:
        return own, sums[own]
    cells = tuple(dict.fromkeys(cell for cells in sums for cell in cells))
    return cells, " / ".join(dict.fromkeys(number(value) for value in sums.values()))


@check("placeholder")
def placeholder(rule: Rule, report: Report, _known: Known) -> Iterator[Finding]:
    """Units whose number was never filled in."""
    prose = report.prose
    unfilled = _unfilled(prose, **rule.parameters)
    for index, start in enumerate(unfilled, 1):
        earliest = max(start - _SENTENCE // 2, 0)
        before = max(prose.rfind(mark, earliest, start) for mark in "。；，,;\n") + 1
        sentence = prose[max(before, earliest) : start + 3].strip()
        yield Finding(rule.id, str(index), Outcome.FAILED, rule.severity, details={"sentence": sentence})
    if not unfilled:
        yield Finding(rule.id, "", Outcome.PASSED, rule.severity)


def _unfilled(prose: str, unit: str, patterns: list[str]) -> list[int]:
    """Where text begins that has a unit and no number."""
    if not re.search(unit, prose):
        return []
    return sorted({match.start() for pattern in patterns for match in re.finditer(pattern, prose)})


@check("breakdown")
def breakdown(rule: Rule, report: Report, _known: Known) -> Iterator[Finding]:
    """Parts that a sentence names do not add up to the whole that it names."""
    wrong = mismatches(report.prose, report.level or "department", read_report(report))
    if not wrong:
        yield Finding(rule.id, "", Outcome.PASSED, rule.severity)
        return
    places = Places(report)
    for index, mismatch in enumerate(wrong, 1):
        whole, parts = sum(mismatch.whole), sum(mismatch.parts)
        details = {
            "sentence": shorten(mismatch.sentence, str(mismatch.whole[0])),
            "whole": _addition(mismatch.whole),
            "parts": _addition(mismatch.parts),
            "place": places.span(mismatch.start, mismatch.end),
        }
        outcome = Outcome.FAILED if mismatch.certain else Outcome.UNCERTAIN
        yield Finding(rule.id, str(index), outcome, rule.severity, whole, parts, (), details)


def _addition(numbers: tuple[int, ...]) -> str:
    """``12 + 2 = 14``; a single number as it is."""
    addends = " + ".join(map(number, numbers))
    return f"{addends} = {number(sum(numbers))}" if len(numbers) > 1 else addends


@check("zero_requests")
def zero_requests(rule: Rule, _report: Report, known: Known) -> Iterator[Finding]:
    """Every figure of the requests table is 0."""
    if known.get(_RECEIVED):
        yield Finding(rule.id, "requests", Outcome.PASSED, rule.severity)
        return
    yield _zero(rule, _requests(known), "requests", Label("table", "requests"))


@check("zero_report")
def zero_report(rule: Rule, _report: Report, known: Known) -> Iterator[Finding]:
    """Every figure of the three tables is 0."""
    yield _zero(rule, known, "", Label("word", "report"))


def _requests(known: Known) -> dict[str, float | None]:
    return {cell: value for cell, value in known.items() if cell.startswith("requests/")}


def _zero(rule: Rule, known: Known, subject: str, name: Label) -> Finding:
    if any(known.values()):
        return Finding(rule.id, subject, Outcome.PASSED, rule.severity)
    printed = [value for value in known.values() if value is not None]
    unknown = tuple(cell for cell, value in known.items() if value is None)
    details = {"subject": name, "unknown": len(unknown)}
    if not printed:
        return Finding(rule.id, subject, Outcome.NOT_APPLICABLE, rule.severity)
    outcome = Outcome.UNCERTAIN if unknown else Outcome.FAILED
    return Finding(rule.id, subject, outcome, rule.severity, len(printed), None, unknown, details)


@check("zero_contradicted")
def zero_contradicted(rule: Rule, report: Report, known: Known) -> Iterator[Finding]:
    """A table of zeros under prose that reports requests, or the other way round."""
    stated = certain_by_quantity(report, known).get("received")
    received = known.get(_RECEIVED)
    cells = (_RECEIVED,)
    if stated is None or received is None:
        yield Finding(rule.id, "", Outcome.NOT_APPLICABLE, rule.severity, None, None, cells)
        return
    empty = received == 0 and not any(_requests(known).values())
    contradicted = (empty and stated.value > 0) or (stated.value == 0 and received > 0)
    details = {"stated": stated.value, "sentence": quote(stated)}
    outcome = Outcome.FAILED if contradicted else Outcome.PASSED
    yield Finding(rule.id, "", outcome, rule.severity, stated.value, received, cells, details)


def quote(statement: PlacedStatement) -> str:
    """The sentence a number was read from, cut to its neighbourhood where it is long."""
    return shorten(statement.sentence, str(statement.value))


def shorten(sentence: str, around: str) -> str:
    """A sentence, or the part of it about where some text is."""
    sentence = sentence.strip()
    if len(sentence) <= _SENTENCE:
        return sentence
    start = max(0, min(sentence.find(around) - _SENTENCE // 2, len(sentence) - _SENTENCE))
    end = start + _SENTENCE
    return ("…" if start else "") + sentence[start:end] + ("…" if end < len(sentence) else "")
