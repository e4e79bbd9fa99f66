"""Figures far out of line with the body's own history, or with its peers where there is not enough of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from checks.across.history import Digest, History, histories
from checks.across.registry import Field, PeerKey, Spreads, comparison, peer_key
from checks.across.spread import Spread, spread
from checks.model.findings import Finding, Outcome
from checks.model.rules import Rule, rules
from checks.words.across import AcrossPhrase, Years
from checks.words.localise import Label

# Figures of peers by group of peers and cell
PeerValues = Mapping[tuple[PeerKey, str], list[float]]


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
            "basis": AcrossPhrase(basis, {"n": around.n}),
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
        field.spreads[key, cell] = _spread(rule, _values(field.peers[key], cell))
    return field.spreads[key, cell]


def peer_values(reports: Iterable[Digest]) -> PeerValues:
    """The figures that peers are compared by, of a part of all reports; every body's reports are in one part."""
    field = Field(histories(report for report in reports if report.kind.is_report))
    cells = [cell for rule in _rules() for cell in rule.parameters["figures"]]
    places = ((key, cell, _values(peers, cell)) for key, peers in field.peers.items() for cell in cells)
    return {(key, cell): values for key, cell, values in places if values}


def spreads(parts: Iterable[PeerValues]) -> Spreads:
    """How the figures of all parts' peers lie, for ``run.across``."""
    every: dict[tuple[PeerKey, str], list[float]] = {}
    for part in parts:
        for place, values in part.items():
            every.setdefault(place, []).extend(values)
    of_cell = {cell: rule for rule in _rules() for cell in rule.parameters["figures"]}
    return {place: _spread(of_cell[place[1]], values) for place, values in every.items()}


def _rules() -> list[Rule]:
    return [rule for rule in rules().values() if rule.across == "jump"]


def _values(peers: Iterable[Digest], cell: str) -> list[float]:
    return [value for peer in peers if (value := peer.known.get(cell)) is not None and value >= 0]


def _spread(rule: Rule, values: list[float]) -> Spread | None:
    return spread(values, rule.parameters["spread"]) if len(values) >= rule.parameters["peers"] else None
