"""A government's figures against the sum of the bodies under it that are known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.across.bodies import GOVERNMENT
from checks.across.history import Digest, History
from checks.across.registry import Field, comparison
from checks.model.findings import Finding, Outcome
from checks.model.rules import Rule
from checks.words.across import Bodies, PhraseValue
from checks.words.localise import Label, Number
from parsing.wording.values import tidy


@comparison("level_sum")
def level_sum(rule: Rule, report: Digest, _history: History, field: Field) -> Iterator[Finding]:
    """The known bodies under a government come to no more than the government states.

    Known are departments of the same division and governments of the divisions right below, so that nobody is counted
    twice. Left out are the government's own office, whose report may be the government's, and organs that answer to a
    ministry only (税务).
    """
    if report.body.name != GOVERNMENT or report.level != "government" or not report.body.certain:
        return
    below = field.below.get((report.body.region, report.year or 0), ())
    parts = [part for part in below if not re.search(rule.parameters["not_under"], part.body.printed)]
    for cell in rule.parameters["cells"]:
        known = [(part, value) for part in parts if (value := part.known.get(cell)) is not None]
        if known:
            yield _judge(rule, cell, report, known)


def _judge(rule: Rule, cell: str, report: Digest, known: list[tuple[Digest, float]]) -> Finding:
    total = tidy(sum(value for _, value in known))
    stated = report.known.get(cell)
    # parts that come to nothing say nothing of a whole that is more
    outcome = Outcome.UNCERTAIN if total else Outcome.NOT_APPLICABLE
    if stated is not None and total >= stated:
        outcome = Outcome.FAILED if total > stated and report.year_certain else Outcome.PASSED
    details = {
        "cell": Label("cell", cell),
        "n": len(known),
        "year": report.year,
        "addends": Bodies(tuple((part.name, value) for part, value in known)),
        "difference": Number(abs(total - (stated or 0))),
        "reported_value": PhraseValue(stated),
    }
    partners = tuple(part.sha256 for part, _ in known)
    return Finding(rule.id, cell, outcome, rule.severity, stated, total, (cell,), details, report.sha256, partners)
