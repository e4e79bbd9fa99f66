"""Rules on two years of one body: what is carried over, stocks, figures and prose that are the same."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from checks.across.history import Digest, History
from checks.across.links import CarryOver, carry, stock
from checks.across.prose import Overlap, overlap
from checks.across.registry import Field, comparison, doubts, sure
from checks.model.findings import Finding, Outcome
from checks.model.rules import Rule
from checks.words.across import PhraseValue, Steps
from checks.words.localise import Label, Number
from parsing.form import TABLES, table


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


def _linked(rule: Rule, link: CarryOver, name: Label, history: History) -> Finding:
    before, after = link.before, link.after
    cells = tuple(dict.fromkeys([t.cell for t in link.terms if t.report == after.sha256] + [link.cell]))
    spoken = link.outcome in (Outcome.FAILED, Outcome.UNCERTAIN)
    details = _link_details(link, name, history) if spoken else {}
    figures = (link.printed, link.expected)
    return Finding(
        rule.id, link.subject, link.outcome, rule.severity, *figures, cells, details, after.sha256, (before.sha256,)
    )


def _link_details(link: CarryOver, name: Label, history: History) -> dict[str, object]:
    return {
        "subject": name,
        "column": Label("column", link.cell),
        "year": link.after.year,
        "year_before": link.before.year,
        "addends": Steps(link.terms),
        "before_value": PhraseValue(link.terms[0].value),
        "after_value": PhraseValue(link.printed),
        "difference": Number(abs(link.difference or 0)),
        "note": doubts(history, link.after, link.before),
    }


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
    cells = _cells(report.editions[name] or "", name)
    values = [report.known.get(cell) for cell in cells]
    stocks = rule.parameters["stocks"]
    flows = tuple(c for c, value in zip(cells, values, strict=True) if value and c.rpartition("/")[2] not in stocks)
    same = []
    if len(flows) >= rule.parameters["least"][name]:
        # those figures first that are seldom the same by chance
        alike = [other for other in earlier if all(other.known.get(cell) == report.known[cell] for cell in flows)]
        same = [other for other in alike if [other.known.get(cell) for cell in cells] == values]
    unknown = values.count(None)
    outcome, details = Outcome.PASSED, {}
    if same:
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
    return Finding(rule.id, name, outcome, rule.severity, count, None, flows, details, report.sha256, partners)


@cache
def _cells(edition: str, name: str) -> tuple[str, ...]:
    return table(edition, name).cells


@comparison("copied")
def copied(rule: Rule, report: Digest, history: History, _field: Field) -> Iterator[Finding]:
    """Sections whose prose is last year's but for numbers."""
    before = history.before(report)
    if before is None:
        return
    texts = {section.number: section.text for section in before.sections}
    for section in report.sections:
        copied = overlap(texts.get(section.number, ""), section.text)
        if copied.characters >= rule.parameters["characters"]:
            yield _copied(rule, section.number, copied, (report, before), history)


def _copied(rule: Rule, number: int, copied: Overlap, pair: tuple[Digest, Digest], history: History) -> Finding:
    report, before = pair
    outcome = Outcome.PASSED
    if copied.share >= rule.parameters["share"]:
        outcome = Outcome.FAILED if sure(*pair) else Outcome.UNCERTAIN
    details = {
        "numeral": Label("section", str(number)),
        "year_before": before.year,
        "percent": f"{copied.share:.0%}",
        **copied._asdict(),
        "note": doubts(history, *pair),
    }
    share = round(copied.share, 4)
    return Finding(
        rule.id, str(number), outcome, rule.severity, share, None, (), details, report.sha256, (before.sha256,)
    )
