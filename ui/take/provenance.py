"""Where figures that leave the app come from (document, fingerprint, date, rule set), and the frames that leave it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pandas as pd

from checks import rules as rule_set
from checks.model.findings import Finding
from checks.model.rules import version
from checks.rows import FindingRow, values
from parsing.frames import figures_frame
from parsing.report import Report, Status
from ui.names import columns, labels
from ui.report import verdicts
from ui.report.marks import numbered
from ui.report.verdicts import Seen
from ui.take.selection import in_words
from ui.texts import language, t
from ui.visitor.entry import Entry


def facts(entry: Entry) -> list[tuple[str, str]]:
    """What belongs beside every copy of a report's figures: label and value, in the visitor's language."""
    report = entry.report
    pairs = [
        ("body", labels.body(report)),
        ("year", labels.year(report)),
        ("region", labels.region(report)),
        ("level", labels.level(report.level)),
        ("edition", labels.edition(report)),
        ("state", t(f"state.{entry.state}")),
        ("published", report.published or t("provenance.unknown")),
        ("source", report.source),
        ("sha256", report.sha256),
        ("date", datetime.now(UTC).date().isoformat()),
        ("rules", t("provenance.rule_set", version=version(), n=len(rule_set()))),
        ("tool", t("app.name")),
        ("dataset", note(entry)),
    ]
    return [(t(f"provenance.{name}"), value) for name, value in pairs]


def note(entry: Entry) -> str:
    """What is to be known of the set that a report is from."""
    if entry.is_made_up:
        return t("dataset.note")
    if entry.is_published:
        return t("published.chip")
    if entry.link:
        return t("shared.chip")
    if entry.mine:
        return t("mine.chip")
    return t("dataset.of", name=entry.dataset) if entry.dataset and not entry.is_sample else t("samples.note")


def warning(entry: Entry) -> str:
    """The line that a download of a made-up report begins with; "" for others."""
    return note(entry) if entry.is_made_up else ""


def figures(entry: Entry) -> pd.DataFrame:
    """One row a cell: ``report``, ``body``, ``year``, then as ``parsing.frames.figures_frame`` with ``label`` (row ·
    column in the visitor's language) behind the ids."""
    report: Report = entry.report
    frame = figures_frame([report])
    frame.insert(1, "body", labels.body(report))
    frame.insert(2, "year", report.year)
    frame.insert(6, "label", [labels.cell(figure.id) for figure in report.figures])
    return frame


def figures_in_words(entry: Entry) -> pd.DataFrame:
    """The same with visible column names, in the visitor's language throughout: of row and column their labels alone,
    and what an unclear cell may hold apart from what is printed."""
    frame = figures(entry).drop(columns=["row", "column"])
    certain = frame["status"] == Status.REPORTED
    frame.insert(list(frame).index("value") + 1, "likely", frame["value"].mask(certain))
    frame = in_words(frame.assign(value=frame["value"].where(certain)))
    own = {"label": t("column.cell"), "body": t("column.body")}
    words = columns.described("figures", [name for name in map(str, frame) if name not in own])
    return frame.rename(columns={name: word.name for name, word in words.items()} | own)


def checks(entry: Entry) -> pd.DataFrame:
    """One row a finding of every outcome, the flagged ones first, with the numbers that the form shows and, where they
    are known, a person's verdicts."""
    flagged = numbered(entry.findings)
    quiet = [finding for finding in entry.findings.findings if not finding.flagged]
    rows = [_check(entry, n, finding) for n, finding in enumerate(flagged, start=1)]
    rows += [_check(entry, None, finding) for finding in quiet]
    names = ("number", "outcome", "weight", "rule", "subject", "message", "stated", "expected", "cells", "rule_id")
    frame = pd.DataFrame(rows, columns=[t(f"column.{name}") for name in names])
    frame = frame.astype({t("column.number"): "Int64"})
    seen = verdicts.quietly([entry])
    return frame.join(_verdicts(entry, [*flagged, *quiet], seen)) if seen.is_known else frame


def _verdicts(entry: Entry, findings: Sequence[Finding], seen: Seen) -> pd.DataFrame:
    """What a person said of each finding, when and why; blank where nobody said anything."""
    given = [seen.on(entry, finding) for finding in findings]
    rows = [(t(f"decision.{v.decision.value}"), v.note, verdicts.when(v)) if v else ("", "", "") for v in given]
    names = ("decision", "decision_note", "decided_at")
    return pd.DataFrame(rows, columns=[t(f"column.{name}") for name in names])


def _check(entry: Entry, n: int | None, finding: Finding) -> tuple[object, ...]:
    row = FindingRow(finding, entry.report.sha256, entry.findings)
    outcome, rule, cells, said, *printed = values(
        row, "outcome", "rule", "cells", f"message_{language()}", "reported", "expected"
    )
    return (
        n,
        t(f"outcome.{outcome.value}"),
        labels.weight(finding.outcome, finding.severity) if finding.flagged else "",
        labels.rule(rule),
        labels.subject(finding),
        said,
        *("" if value is None else str(value) for value in printed),
        "; ".join(labels.cell(cell) for cell in cells),
        rule,
    )
