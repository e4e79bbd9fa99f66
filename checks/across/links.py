"""What one year's report must take over from the last: the cases carried over, the documents in force.

A link says which figures of both years go into it, what they come to, and what the later report prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from checks.across.history import Digest, History, histories
from checks.model.findings import Outcome
from checks.model.rules import rules
from checks.words.across import Term
from parsing.form import table
from parsing.report import Report
from parsing.wording.values import tidy


class CarryOver(NamedTuple):
    """Figures of one year held against the year before.

    ``terms`` come to ``expected`` (unknown ones left out); ``printed`` is the later report's figure in ``cell``;
    ``unknown`` names the cells without a number; ``copies`` is how many documents are known for the earlier year.
    """

    rule: str
    subject: str
    outcome: Outcome
    before: Digest
    after: Digest
    terms: tuple[Term, ...]
    expected: float | None
    cell: str
    printed: float | None
    unknown: tuple[Term, ...] = ()
    copies: int = 1

    @property
    def difference(self) -> float | None:
        """Printed less expected; None where either is not known."""
        return None if self.printed is None or self.expected is None else tidy(self.printed - self.expected)


def links(reports: Iterable[Report | Digest]) -> list[CarryOver]:
    """Every link between two consecutive years of a body (rules ``years.carry`` and ``years.stock``), year by year.

    Bodies are matched by region and name; of two reports of one year the better-read one is the earlier side, and
    every one is a later side of its own.
    """
    return [link for history in histories(reports) for link in history_links(history)]


def history_links(history: History) -> Iterator[CarryOver]:
    """The links of one body."""
    for year in sorted(history.every):
        for report in history.every[year]:
            before = history.before(report)
            if before is not None:
                copies = history.copies(before)
                yield from (link._replace(copies=copies) for link in (*carry(before, report), *stock(before, report)))


def carry(before: Digest, after: Digest) -> Iterator[CarryOver]:
    """Last year's 结转下年度继续办理 is this year's 上年结转, in each column that neither document lacks."""
    rule = rules()["years.carry"]
    out, carried = rule.parameters["before"], rule.parameters["after"]
    for column in table("2021", "requests").row("received").columns:
        terms = (_term(before, f"{out}/{column.id}"),)
        yield _link(rule.id, column.id, (before, after), terms, f"{carried}/{column.id}")


def stock(before: Digest, after: Digest) -> Iterator[CarryOver]:
    """A stock of documents or items is last year's with what was added and without what was taken away, where both
    reports use the same edition."""
    rule = rules()["years.stock"]
    edition = after.editions.get("disclosure")
    for described in rule.parameters["stocks"]:
        if described["edition"] != edition or before.editions.get("disclosure") != edition:
            continue
        for row in described["rows"]:
            link = _stock(rule.id, row, described, before, after)
            fewer = link.outcome is Outcome.FAILED and (link.difference or 0) < 0
            yield link._replace(outcome=Outcome.UNCERTAIN) if fewer and described.get("may_shrink") else link


def _stock(rule: str, row: str, described: Mapping[str, Any], before: Digest, after: Digest) -> CarryOver:
    name = f"disclosure/{row}"
    terms = (
        *(_term(before, f"{name}/{column}") for column in described["before"]),
        *(_term(after, f"{name}/{column}") for column in described.get("added", ())),
        *(_term(after, f"{name}/{column}", -1) for column in described.get("taken", ())),
    )
    return _link(rule, row, (before, after), terms, f"{name}/{described['stock']}")


def _term(report: Digest, cell: str, sign: int = 1) -> Term:
    return Term(report.year or 0, report.sha256, cell, report.known.get(cell), sign)


def _link(rule: str, subject: str, pair: tuple[Digest, Digest], terms: tuple[Term, ...], cell: str) -> CarryOver:
    before, after = pair
    printed = _term(after, cell)
    known = [term for term in terms if term.value is not None]
    unknown = tuple(term for term in (*terms, printed) if term.value is None)
    expected = tidy(sum(term.sign * (term.value or 0) for term in known)) if known else None
    outcome = _outcome(printed, terms, unknown, rules()[rule].tolerance)
    gone = any(term.cell in (before if term.report == before.sha256 else after).missing for term in unknown)
    if gone:
        outcome = Outcome.NOT_APPLICABLE
    # what cannot be determined of the year or the body cannot be held against either
    sure = before.year_certain and after.year_certain and before.body.certain and after.body.certain
    if outcome is Outcome.FAILED and not sure:
        outcome = Outcome.UNCERTAIN
    return CarryOver(rule, subject, outcome, before, after, terms, expected, cell, printed.value, unknown)


def _outcome(printed: Term, terms: tuple[Term, ...], unknown: tuple[Term, ...], tolerance: float) -> Outcome:
    """Cells without a number are unknown numbers of zero or more, as in the sums of a single report."""
    both = (*terms, printed)
    # the first term is last year's stock: without it and with nothing printed there is nothing to compare
    if len(unknown) == len(both) or (len(terms) > 1 and (printed.value is None or terms[0].value is None)):
        return Outcome.NOT_APPLICABLE
    difference = (printed.value or 0) - sum(term.sign * (term.value or 0) for term in terms)
    if abs(difference) <= tolerance:
        return Outcome.PASSED
    raises = [t for t in unknown if t is not printed and t.sign > 0]
    lowers = [t for t in unknown if t is printed or t.sign < 0 or t.cell.endswith("/change")]
    return Outcome.UNCERTAIN if (raises if difference > 0 else lowers) else Outcome.FAILED
