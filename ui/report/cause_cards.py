"""What is probably wrong with a report as small pieces of HTML, and in rows."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from markupsafe import Markup

from checks.model.mends import Cause, Mend
from checks.words.causes import evidence_said, mend_said, said
from ui.report.form_table import circled
from ui.report.marks import numbered
from ui.shell.templates import render
from ui.texts import language, t
from ui.visitor.entry import Entry


def numbers(entry: Entry, cause: Cause) -> tuple[int, ...]:
    """The numbers of the findings that belong to a cause."""
    shown = numbered(entry.findings)
    return tuple(n for n, finding in enumerate(shown, start=1) if (finding.rule, finding.subject) in cause.findings)


def cause_card(entry: Entry, n: int, cause: Cause) -> Markup:
    """A cause as a card: its sentence, its mends where there are several, and the numbers of its findings."""
    signs = "".join(map(circled, numbers(entry, cause)))
    mends = [_mend(mend) for mend in cause.mends] if cause.only is None else []
    return render("cause", n=n, signs=signs, sentence=said(cause, language()), mends=mends)


def cause_rows(entry: Entry) -> pd.DataFrame:
    """One row a cause and mend, with visible column names; a cause without mends has one row too."""
    rows = [row for n, cause in enumerate(entry.findings.causes, start=1) for row in _rows(entry, n, cause)]
    names = ("cause_number", "probable", "mend_number", "mend", "evidence", "findings")
    return pd.DataFrame(rows, columns=[t(f"column.{name}") for name in names])


def _rows(entry: Entry, n: int, cause: Cause) -> Iterator[tuple[object, ...]]:
    spoken = language()
    signs = ", ".join(map(str, numbers(entry, cause)))
    for m, mend in enumerate(cause.mends, start=1):
        yield n, said(cause, spoken), str(m), mend_said(mend, spoken), _joined(mend), signs
    if not cause.mends:
        yield n, said(cause, spoken), "", "", "", signs


def _mend(mend: Mend) -> str:
    signs = _joined(mend)
    return f"{mend_said(mend, language())}{t('cause.evidence', signs=signs) if signs else ''}"


def _joined(mend: Mend) -> str:
    return t("mistake.joiner").join(evidence_said(mend, language()))
