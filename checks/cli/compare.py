"""Two runs over the same reports compared: what a new rule set or a new reading has changed, finding by finding.

A run is what ``python -m checks --json FILE... > run.jsonl`` has saved. Findings are matched by their stable identity,
(report's sha256, rule, subject), so that neither the order of reports nor the wording of messages matters.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from checks.model.findings import Outcome, finding_id
from checks.words.phrases import spoken

_UNKNOWN = Outcome.UNCERTAIN.value
_FAILED = Outcome.FAILED.value
_PASSED = Outcome.PASSED.value


class Transition(StrEnum):
    """What became of a finding from one run to the next, in the order in which they are listed."""

    NEWLY_FAILING = "newly_failing"
    NEWLY_UNKNOWN = "newly_unknown"
    FIXED = "fixed"
    WITHDRAWN = "withdrawn"
    STILL_FAILING = "still_failing"
    STILL_UNKNOWN = "still_unknown"


class Difference(NamedTuple):
    """One finding in two runs; ``before`` and ``after`` are outcomes, None where the run has no such finding."""

    kind: Transition
    id: str
    source: str
    rule: str
    subject: str
    before: str | None
    after: str | None
    message: str


Run = Mapping[str, Mapping[str, Any]]


def load(path: Path) -> dict[str, dict[str, Any]]:
    """A saved run by the reports' sha256. Raises ValueError, naming the line, for what ``--json`` has not written."""
    reports: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            report = json.loads(line)
            report["findings"], report["sha256"]
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path}:{number}") from error
        if report["sha256"] and not report.get("error"):
            reports[report["sha256"]] = report
    return reports


def compare(old: Run, new: Run) -> list[Difference]:
    """Every finding that is flagged in one of the runs, for the reports that both runs have read."""
    differences = [d for sha256 in old if sha256 in new for d in _of_report(sha256, old[sha256], new[sha256])]
    order = {kind: n for n, kind in enumerate(Transition)}
    return sorted(differences, key=lambda d: (order[d.kind], d.source, d.rule, d.subject))


def _of_report(sha256: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterable[Difference]:
    before = {(f["rule"], f["subject"]): f for f in old["findings"]}
    after = {(f["rule"], f["subject"]): f for f in new["findings"]}
    for rule, subject in before | after:
        was, now = before.get((rule, subject)), after.get((rule, subject))
        # a rule that names each error's subject has one finding without a subject where all is well
        now = now or (was and after.get((rule, ""))) or None
        outcomes = was["outcome"] if was else None, now["outcome"] if now else None
        kind = _kind(*outcomes)
        if kind is not None:
            text = (now or {}).get("message") or (was or {}).get("message") or ""
            source = new["source"]
            yield Difference(kind, finding_id(sha256, rule, subject), source, rule, subject, *outcomes, text)


def _kind(before: str | None, after: str | None) -> Transition | None:
    if after == _FAILED:
        return Transition.STILL_FAILING if before == _FAILED else Transition.NEWLY_FAILING
    if after == _UNKNOWN:
        return Transition.STILL_UNKNOWN if before == _UNKNOWN else Transition.NEWLY_UNKNOWN
    if before in (_FAILED, _UNKNOWN):
        return Transition.FIXED if after == _PASSED else Transition.WITHDRAWN
    return None


def summary(old: Run, new: Run, language: str) -> str:
    """The differences for people: counts first, then each that is not as it was."""
    words = spoken("compare", language)
    differences = compare(old, new)
    both = len(old.keys() & new.keys())
    sizes = {"both": both, "gone": len(old) - both, "added": len(new) - both}
    lines = [words["head"].format(old=_version(old), new=_version(new), **sizes)]
    counts = Counter(d.kind for d in differences)
    lines += [f"  {counts[kind]:6} {words[kind]}" for kind in Transition]
    lines += [
        f"[{words[d.kind]}] {d.source} {'/'.join(filter(None, (d.rule, d.subject)))} ({d.id}) {d.message}"
        for d in differences
        if d.kind is not Transition.STILL_FAILING
    ]
    return "\n".join(lines)


def _version(run: Run) -> str:
    return "/".join(sorted({str(report.get("rule_set", "?")) for report in run.values()})) or "?"
