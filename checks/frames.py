"""Findings as a tidy pandas frame."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from checks.model.findings import Findings
from checks.rows import Probable, column, rows
from parsing.frames import ID_LENGTH
from parsing.report import Report

FINDING_COLUMNS = (
    "report",
    "id",
    "rule",
    "subject",
    "outcome",
    "severity",
    "reported",
    "expected",
    "cells",
    "cause",
    "because",
    "partners",
    "message_zh",
    "message_en",
    "sort",
    *Probable._fields,
)
# Columns of a row (``checks.rows``) as they are, and those that are given as text, by name here
_SAME = ("id", "rule", "subject", "cells", "because", "message_zh", "message_en", "sort")
_TEXTS = {
    **{name: name for name in ("outcome", "severity", "reported", "expected")},
    "cause": "origin",
}


def findings_frame(pairs: Iterable[tuple[Report, Findings]]) -> pd.DataFrame:
    """One row a rule and subject, of every outcome.

    Columns: ``report`` (id), ``id`` (stable), ``rule``, ``subject``, ``outcome``, ``severity``, ``reported`` and
    ``expected`` (as text; see ``checks.judgement.mends``), ``cells`` (tuple of cell ids), ``cause`` (of flagged
    ones, else ""), ``because`` (the report's own sentence where it explains the finding), ``partners`` (tuple of the
    ids of the reports that it was held against), ``message_zh``, ``message_en``, ``sort``
    (``checks.judgement.states.SORTS``, else ""), ``probable`` (id of its cause, "" for none), and what that says,
    ``probable_zh``, ``probable_en``.
    """
    made = [row for report, findings in pairs for row in rows(findings, report.sha256)]
    probable = column("probable", made)
    columns = {
        "report": [row.sha256[:ID_LENGTH] for row in made],
        **{name: column(name, made) for name in _SAME},
        **{name: ["" if value is None else str(value) for value in column(of, made)] for name, of in _TEXTS.items()},
        "partners": [tuple(sha256[:ID_LENGTH] for sha256 in partners) for partners in column("partners", made)],
        **{name: [getattr(cause, name) for cause in probable] for name in Probable._fields},
    }
    # columns without a value would be numbers
    return pd.DataFrame(columns, columns=list(FINDING_COLUMNS), dtype=None if made else object)
