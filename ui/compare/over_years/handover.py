"""What one year's report hands on to the next, as a frame for the chart and a table for people."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from checks.across import CarryOver
from parsing import form
from ui.compare.by_metric import Record
from ui.shell.safe import markup
from ui.texts import language, number, t

# Stocks of the 2019 edition's items link two years only: they are in the table.
_DRAWN = ("regulations", "normative_documents")
_SIGNS = {"passed": "=", "failed": "≠", "uncertain": "?", "not_applicable": "·"}


def frame(links: Sequence[CarryOver]) -> pd.DataFrame:
    """One row a link, for ``charts.links``.

    Columns: subject, what (in words), before, after (years), expected, printed, outcome, terms and their texts, detail,
    ``drawn`` (whether it has a chart: totals and documents, where not all are 0) and ``telling`` (not 0 on both sides).
    """
    rows = [_row(link) for link in links]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS))
    loud = frame.assign(loud=frame["telling"]).groupby("subject")["loud"].transform("any")
    return frame.assign(drawn=frame["drawn"] & loud.astype(bool))


_COLUMNS = (
    "subject",
    "what",
    "before",
    "after",
    "expected",
    "printed",
    "outcome",
    "terms",
    "expected_text",
    "printed_text",
    "detail",
    "drawn",
    "telling",
)


def table(shown: pd.DataFrame) -> pd.DataFrame:
    """Links with visible column names; those that do not hold first."""
    order = {"failed": 0, "uncertain": 1, "not_applicable": 2, "passed": 3}
    shown = shown.sort_values("outcome", key=lambda column: column.map(order), kind="stable")
    return pd.DataFrame(
        {
            t("column.years"): [f"{old} → {new}" for old, new in zip(shown["before"], shown["after"], strict=True)],
            t("column.what"): shown["what"],
            t("years.expected"): shown["terms"],
            t("years.printed"): shown["printed_text"],
            t("years.difference"): [_signed(row) for row in shown.to_dict("records")],
            t("column.outcome"): [f"{_SIGNS[o]} {t(f'years.link_{o}')}" for o in shown["outcome"]],
        }
    )


def _row(link: CarryOver) -> tuple[object, ...]:
    table_id, row, column = link.cell.split("/")
    carry = link.rule == "years.carry"
    what = form.column_label(table_id, row, column, language()) if carry else form.row_label(table_id, row, language())
    what = f"{t('years.carried')} · {what}" if carry else f"{t('years.stock')} · {what}"
    expected = None if any(term.value is None for term in link.terms) else link.expected
    texts = (number(expected), number(link.printed))
    values = [*(term.value for term in link.terms), link.printed]
    detail = (
        f"<b>{markup(what)}</b><br>{link.before.year} → {link.after.year}<br>{markup(_terms(link))}<br>"
        f"{markup(t('years.printed'))} {texts[1]} · {markup(t(f'years.link_{link.outcome.value}'))}"
    )
    years = (link.before.year, link.after.year)
    telling = any(value != 0 for value in values)
    drawn = column == form.TOTAL if carry else row in _DRAWN
    subject = f"{link.rule}.{link.subject}"
    figures = (expected, link.printed, link.outcome.value, _terms(link), *texts)
    return (subject, what, *years, *figures, detail, drawn, telling)


def _terms(link: CarryOver) -> str:
    """``8 + 3 − 0 = 11``; a figure that is not known is a question mark."""
    parts = [_term(term.sign, term.value, first=not place) for place, term in enumerate(link.terms)]
    if len(parts) == 1:
        return parts[0]
    known = all(term.value is not None for term in link.terms)
    return f"{' '.join(parts)} = {number(link.expected) if known else '?'}"


def _term(sign: int, value: float | None, *, first: bool) -> str:
    """A figure with the sign that it is added with; a change that is negative is taken away."""
    if value is None:
        return f"{'− ' if sign < 0 else '' if first else '+ '}?"
    less = sign * value < 0 or (sign < 0 and value == 0)
    return f"{'− ' if less else '' if first else '+ '}{number(abs(value))}"


def _signed(row: Record) -> str:
    if pd.isna(row["expected"]) or pd.isna(row["printed"]):
        return "–"
    difference = float(row["printed"]) - float(row["expected"])
    return f"{'+' if difference > 0 else '−' if difference < 0 else ''}{number(abs(difference))}"
