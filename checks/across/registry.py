"""The functions of rules across reports, each under the name that rules.yaml calls, and what they look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from checks.across.bodies import GOVERNMENT
from checks.across.history import Digest, History
from checks.across.spread import Spread
from checks.model.findings import Finding
from checks.model.rules import Rule
from checks.words.across import AcrossPhrase, Notes
from parsing import divisions

# Kind of body, depth of its region, year
PeerKey = tuple[str | None, int, int]
# How the figures of each group of peers lie, by cell
Spreads = Mapping[tuple[PeerKey, str], Spread | None]
_NONE: Spreads = {}


class Field:
    """All bodies that are known, for comparisons with peers and with the bodies below; made once a run.

    ``spreads`` are those of all peers, where there are more than these bodies.
    """

    def __init__(self, histories: Sequence[History], spreads: Spreads = _NONE) -> None:
        self.histories = tuple(histories)
        # of each group of peers and figure, what jump.py works out once
        self.spreads = dict(spreads)

    @cached_property
    def peers(self) -> Mapping[PeerKey, Sequence[Digest]]:
        """Reports by kind of body, depth of region and year, one a body and year."""
        peers: dict[PeerKey, list[Digest]] = defaultdict(list)
        for history in self.histories:
            for report in history.best.values():
                peers[peer_key(report)].append(report)
        return peers

    @cached_property
    def below(self) -> Mapping[tuple[str, int], Sequence[Digest]]:
        """Reports of the bodies right below a division's government, by code and year: its departments, and the
        governments of the divisions below it. Only bodies whose region and name are sure."""
        reports: dict[tuple[str, int], list[Digest]] = defaultdict(list)
        for history in self.histories:
            for year, report in history.best.items():
                code = _above(report)
                if code and report.body.certain and report.year_certain:
                    reports[code, year].append(report)
        return reports


def peer_key(report: Digest) -> PeerKey:
    """Departments are peers of the same department elsewhere, governments of governments, townships of townships."""
    kind = report.body.name if report.level == "department" else report.level
    return kind, len(report.code or ""), report.year or 0


def _above(report: Digest) -> str | None:
    """The code of the division whose government is right above a body; None for zones that the list lacks."""
    code = report.body.region
    zone = report.level == "government" and report.body.name != GOVERNMENT
    if zone or not code.isdigit():
        return None
    if report.body.name != GOVERNMENT:
        return code
    # Shanghai's districts are listed under a prefecture that does not exist (3101 市辖区)
    return next((code[:n] for n in (6, 4, 2) if n < len(code) and divisions.at(code[:n], report.year)), None)


Comparison = Callable[[Rule, Digest, History, Field], Iterator[Finding]]
COMPARISONS: dict[str, Comparison] = {}


def comparison(name: str) -> Callable[[Comparison], Comparison]:
    """Register a function as the code of the rules that name it."""

    def register(function: Comparison) -> Comparison:
        COMPARISONS[name] = function
        return function

    return register


def doubts(history: History, *reports: Digest) -> Notes:
    """What makes a comparison of these reports less than sure: their years, their body, copies of the earlier ones."""
    notes = []
    if not all(report.year_certain for report in reports):
        notes.append(AcrossPhrase("unsure_year", {}))
    if not all(report.body.certain for report in reports):
        notes.append(AcrossPhrase("unsure_body", {}))
    notes += [
        AcrossPhrase("copies", {"year": report.year, "source": report.source})
        for report in reports[1:]
        if history.copies(report) > 1
    ]
    return Notes(tuple(notes))


def sure(*reports: Digest) -> bool:
    """Whether years and bodies are certain."""
    return all(report.year_certain and report.body.certain for report in reports)
