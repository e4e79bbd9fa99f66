"""Reports and their findings as the rows of a dataset: Arrow tables by name, typed as ``schema`` says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa

from checks import Findings
from checks.across.bodies import body, short_name
from checks.across.history import year_certain
from checks.cli import contract
from checks.frames import findings_frame
from checks.judgement import states
from checks.model.findings import FLAGGED, Outcome
from checks.model.rules import version as rule_set
from checks.narrative import statements_of
from dataset import versions
from dataset.leads import LEADS, Lead, Things, leads, things
from dataset.schema import STATUS, cells, tables
from dataset.zero import zero
from metrics import metrics_frame
from parsing.frames import report_id, reports_frame
from parsing.report import Report
from workers import wire

Tables = dict[str, pa.Table]
# Columns that every row table begins with, that a query may filter by
_HEAD = ("year", "province", "tier")
# What holding a report against others changes of it
_JUDGED = ("state", "causes", *Things._fields)
# What is uncertain comes behind errors and warnings, whatever the rule
_WEIGHTS, _UNCERTAIN = {"error": 0, "warning": 1, "info": 3}, 2
_NO_LEAD = (None,) * len(Lead._fields)
_RECEIVED = "requests/received/total"
_DIGITS = re.compile(r"\d+")


class CheckedReport(NamedTuple):
    """A report, its findings alone, and its document."""

    report: Report
    findings: Findings
    data: bytes


def of_reading(read: Sequence[CheckedReport]) -> Tables:
    """The tables of these reports, before they are held against each other."""
    reports = [one.report for one in read]
    pairs = [(one.report, one.findings) for one in read]
    return {
        "reports": _reports(pairs),
        "figures": _table("figures", _figures(reports)),
        "metrics": _table("metrics", _with_heads(metrics_frame(reports), reports)),
        "findings": findings(pairs, across=False),
        "statements": _table("statements", _statements(reports)),
        "documents": _table("documents", [(report_id(r), r.source, data) for r, _, data in read]),
        "readings": _table("readings", [_reading(*one) for one in read]),
    }


def findings(pairs: Sequence[tuple[Report, Findings]], *, across: bool) -> pa.Table:
    """The table of findings on reports alone, or across them."""
    frame = _with_heads(findings_frame(pairs), [report for report, _ in pairs])
    flagged = frame["outcome"].isin(FLAGGED)
    frame = frame.assign(flagged=flagged, across=across, id=frame["id"].where(flagged))
    weight = frame["severity"].map(_WEIGHTS).mask(frame["outcome"] == Outcome.UNCERTAIN, _UNCERTAIN)
    frame = frame.assign(weight=weight, place=frame.groupby("report").cumcount())
    led = {lead.id: lead for report, found in pairs for lead in leads(found, report.sha256)}
    named = [led.get(one, _NO_LEAD) for one in frame["id"]]
    more = pd.DataFrame(named, frame.index, Lead._fields, dtype=object).drop(columns="id")
    return _table("findings", frame.join(more))


def comparisons(across: Mapping[str, Findings]) -> pa.Table:
    """Findings across reports, by the report's id, in full."""
    return _table("comparisons", [(report, wire.encode_findings(one)) for report, one in across.items()])


def failures(rows: Iterable[tuple[str, str | None, str, str, str]]) -> pa.Table:
    """Documents that could not be read: source, sha256, code, messages in zh and en."""
    return _table("failures", list(rows))


def tier(report: Report) -> str:
    """A government's is that of its region; else department, township or unknown."""
    if report.level in ("department", "township"):
        return report.level
    region = report.region
    named = {"township": region.township, "county": region.county, "prefecture": region.prefecture}
    named["province"] = region.province
    lowest = next((level for level, name in named.items() if name), "unknown")
    return lowest if report.level == "government" else "unknown"


def _reports(pairs: Sequence[tuple[Report, Findings]]) -> pa.Table:
    reports = [report for report, _ in pairs]
    more = pd.DataFrame([_of_report(*pair) for pair in pairs], columns=list(_MORE))
    return _table("reports", pd.concat([reports_frame(reports), more], axis=1))


_MORE = (
    *("sha256", "kind", *_JUDGED, "zero", "contradicted", "received", "name", "said", "body", "tier", "peer"),
    *("code_today", "year_certain", "reader", "rule_set"),
)


def _of_report(report: Report, findings: Findings) -> tuple[object, ...]:
    of_body, is_department = body(report), report.level == "department"
    today = _DIGITS.match(of_body.lasting)
    name = report.agency or report.title or report.source
    return (
        report.sha256,
        report.kind.value,
        *_judged(report, findings),
        *zero(report, findings),
        report.known().get(_RECEIVED),
        name,
        " ".join((name, " › ".join(report.region.path), report.source)).lower(),
        of_body.id,
        tier(report),
        short_name(report.agency, report.region) if is_department and report.agency else None,
        today[0] if today else None,
        year_certain(report),
        versions.reader(),
        rule_set(),
    )


def _figures(reports: Sequence[Report]) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = {"report": [report_id(report) for report in reports], **_heads(reports)}
    known = [
        dict(zip(r.figures.ids, zip(r.figures.values, r.figures.statuses, strict=True), strict=True)) for r in reports
    ]
    nothing = (None, None)
    for cell in cells():
        printed = [one.get(cell, nothing) for one in known]
        columns[cell] = [value for value, _ in printed]
        columns[cell + STATUS] = [None if status is None else str(status) for _, status in printed]
    return columns


def _statements(reports: Sequence[Report]) -> list[tuple[object, ...]]:
    return [
        (report_id(report), *head, s.quantity, s.value, s.printed, s.verdict.value, s.certain, *where)
        for report, head in zip(reports, zip(*_heads(reports).values(), strict=True), strict=True)
        for s in statements_of(report)
        for where in [(s.section, s.paragraph, s.start, s.sentence)]
    ]


def _judged(report: Report, findings: Findings) -> tuple[object, ...]:
    causes = contract.printed([contract.of_cause(cause, report.sha256) for cause in findings.causes]).decode()
    return states.state(report, findings), causes, *things(findings)


def judged(pairs: Iterable[tuple[Report, Findings]]) -> pa.Table:
    """What reports come to once they were held against each other: columns of ``reports`` by its id, and the ``leads``
    of their findings."""
    of_reports = tables()["reports"].schema
    schema = pa.schema([*(of_reports.field(name) for name in ("report", *_JUDGED)), ("leads", LEADS)])
    made = [(report_id(r), *_judged(r, found), [one._asdict() for one in leads(found, r.sha256)]) for r, found in pairs]
    return pa.Table.from_pylist([dict(zip(schema.names, one, strict=True)) for one in made], schema)


def _reading(report: Report, findings: Findings, _data: bytes) -> tuple[object, ...]:
    blobs = wire.encode_report(report), wire.encode_findings(findings)
    return report_id(report), versions.reader(), body(report).lasting[:2], *blobs


def _heads(reports: Sequence[Report]) -> dict[str, list[Any]]:
    values = [(r.year, r.region.province, tier(r)) for r in reports]
    return {name: [value[n] for value in values] for n, name in enumerate(_HEAD)}


def _with_heads(frame: pd.DataFrame, reports: Sequence[Report]) -> pd.DataFrame:
    heads = pd.DataFrame({"report": [report_id(r) for r in reports], **_heads(reports)})
    heads = heads.astype({"report": "str", "year": "Int64"}).drop_duplicates("report")
    return frame.merge(heads, on="report", how="left")


def _table(name: str, rows: pd.DataFrame | dict[str, list[Any]] | list[tuple[Any, ...]]) -> pa.Table:
    """Rows in the table's columns and types; those of its columns that a frame lacks are missing."""
    schema = tables()[name].schema
    if isinstance(rows, pd.DataFrame):
        frame = rows.reindex(columns=schema.names)
        return pa.Table.from_pandas(frame, schema, preserve_index=False).replace_schema_metadata()
    if isinstance(rows, list):
        parts = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
        rows = dict(zip(schema.names, map(list, parts), strict=True))
    return pa.table(rows, schema)
