"""Figures far out of line with the body's own history, or with its peers where there is not enough of it."""

from __future__ import annotations

from collections.abc import Iterator

from checks.across.history import Digest, History
from checks.across.registry import Field, comparison, peer_key
from checks.across.spread import Spread, spread
from checks.model.findings import Finding, Outcome
from checks.model.rules import Rule
from checks.words.across import Phrase, Years
from checks.words.localise import Label


@comparison("jump")
def jump(rule: Rule, report: Digest, history: History, field: Field) -> Iterator[Finding]:
    """Each of the rule's figures that the report prints, against the body's other years or its peers."""
    others = history.others(report)
    for cell, least in rule.parameters["figures"].items():
        value = report.known.get(cell)
        if value is None or value < 0:
            continue
        own = tuple(
            (o.year or 0, v) for o in others if o.year_certain and (v := o.known.get(cell)) is not None and v >= 0
        )
        if len(own) >= rule.parameters["history"]:
            basis, around, values = "history", spread([v for _, v in own], rule.parameters["spread"]), Years(own)
            partners = tuple(other.sha256 for other in others)
        elif peers := _peers(rule, report, cell, field):
            basis, around, values, partners = "peers", peers, Years(own), ()
        else:
            continue
        z = around.z(value)
        far = abs(z) >= rule.parameters["z"] and abs(value - around.middle) >= least
        details = {
            "cell": Label("cell", cell),
            "year": report.year,
            "basis": Phrase(basis, {"n": around.n}),
            "z": f"{z:+.1f}",
            "values": values,
        }
        outcome = Outcome.FAILED if far else Outcome.PASSED
        middle = round(around.middle, 1)
        yield Finding(rule.id, cell, outcome, rule.severity, value, middle, (cell,), details, report.sha256, partners)


def _peers(rule: Rule, report: Digest, cell: str, field: Field) -> Spread | None:
    """The spread of this year's figure over bodies of the same kind; None where there are too few."""
    key = peer_key(report)
    if key[0] is None or not report.body.certain:
        return None
    if (key, cell) not in field.spreads:
        values = [v for peer in field.peers[key] if (v := peer.known.get(cell)) is not None and v >= 0]
        enough = len(values) >= rule.parameters["peers"]
        field.spreads[key, cell] = spread(values, rule.parameters["spread"]) if enough else None
    return field.spreads[key, cell]
