"""Rules on two years of one body: what is carried over, stocks, figures and prose that are the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from checks.across.history import Digest, History
from checks.across.links import Link, carry, stock
from checks.across.prose import Kind, SectionChange, prose_changes
from checks.across.registry import Field, comparison, doubts, sure
from checks.across.words import Steps, Value
from checks.findings import Finding, Outcome
from checks.localise import Label, Number
from checks.rules import Rule
from parsing.form import TABLES

_NUMERALS = "一二三四五六"


@comparison("carry")
def carried(rule: Rule, report: Digest, history: History, _field: Field) -> Iterator[Finding]:
    """What last year's report carries over to the next is what this one carries over from the last."""
    before = history.before(report)
    if before is not None:
        for link in carry(before, report):
            yield _linked(rule, link, Label("column", link.cell), history)


@comparison("stock")
def stocks(rule: Rule, report: Digest, history: History, _field: Field) -> Iterator[Finding]:
    """Stocks of documents and items follow from last year's."""
    before = history.before(report)
    if before is not None:
        for link in stock(before, report):
            yield _linked(rule, link, Label("row", link.cell.rpartition("/")[0]), history)


def _linked(rule: Rule, link: Link, name: Label, history: History) -> Finding:
    before, after = link.before, link.after
    cells = tuple(dict.fromkeys([t.cell for t in link.terms if t.report == after.sha256] + [link.cell]))
    details = {
        "subject": name,
        "column": Label("column", link.cell),
        "year": after.year,
        "year_before": before.year,
        "addends": Steps(link.terms),
        "before_value": Value(link.terms[0].value),
        "after_value": Value(link.printed),
        "difference": Number(abs(link.difference or 0)),
        "note": doubts(history, after, before),
    }
    found = Finding(rule.id, link.subject, link.outcome, rule.severity, link.printed, link.expected, cells, details)
    return replace(found, report=after.sha256, partners=(before.sha256,))


@comparison("repeated")
def repeated(rule: Rule, report: Digest, history: History, _field: Field) -> Iterator[Finding]:
    """A table whose figures are those of an earlier year."""
    earlier = [other for other in history.others(report) if (other.year or 0) < (report.year or 0)]
    for name in TABLES:
        comparable = [
            other
            for other in earlier
            if report.editions.get(name) and other.editions.get(name) == report.editions[name]
        ]
        if comparable:
            yield _repeated(rule, name, report, comparable, history)


def _repeated(rule: Rule, name: str, report: Digest, earlier: list[Digest], history: History) -> Finding:
    cells = [cell for cell in report.known if cell.startswith(f"{name}/")]
    values = [report.known[cell] for cell in cells]
    flows = [cell for cell in cells if report.known[cell] and cell.rpartition("/")[2] not in rule.parameters["stocks"]]
    same = [other for other in earlier if [other.known.get(cell) for cell in cells] == values]
    unknown = values.count(None)
    outcome = Outcome.PASSED
    if same and len(flows) >= rule.parameters["least"][name]:
        outcome = Outcome.UNCERTAIN if unknown or not sure(report, *same) else Outcome.FAILED
    details = {
        "subject": Label("table", name),
        "years": "、".join(str(other.year) for other in same),
        "nonzero": sum(bool(value) for value in values),
        "unknown": unknown,
        "note": doubts(history, report, *same),
    }
    partners = tuple(other.sha256 for other in same or earlier)
    count = len(values) - unknown
    return Finding(rule.id, name, outcome, rule.severity, count, None, tuple(flows), details, report.sha256, partners)


@comparison("copied")
def copied(rule: Rule, report: Digest, history: History, _field: Field) -> Iterator[Finding]:
    """Sections whose prose is last year's but for numbers."""
    before = history.before(report)
    if before is None:
        return
    for change in prose_changes(before, report):
        if change.characters >= rule.parameters["characters"]:
            yield _copied(rule, change, report, before, history)


def _copied(rule: Rule, change: SectionChange, report: Digest, before: Digest, history: History) -> Finding:
    share = change.share
    outcome = Outcome.FAILED if share >= rule.parameters["share"] else Outcome.PASSED
    if not sure(report, before) and outcome is Outcome.FAILED:
        outcome = Outcome.UNCERTAIN
    counted = Counter(piece.kind for piece in change.pieces)
    details = {
        "numeral": _NUMERALS[change.number - 1],
        "year_before": before.year,
        "percent": f"{share:.0%}",
        "characters": change.characters,
        "kept": counted[Kind.KEPT],
        "renumbered": counted[Kind.RENUMBERED],
        "added": counted[Kind.ADDED] + counted[Kind.REWORDED],
        "note": doubts(history, report, before),
    }
    subject, reported = str(change.number), round(share, 4)
    return Finding(
        rule.id, subject, outcome, rule.severity, reported, None, (), details, report.sha256, (before.sha256,)
    )
