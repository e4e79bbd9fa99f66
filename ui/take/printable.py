"""A report as one HTML page that needs nothing else: to read anywhere, and to print on A4 or save as PDF."""

from __future__ import annotations

from markupsafe import Markup

from parsing import form
from parsing.prose import genre
from parsing.report import Report
from ui.names import labels
from ui.report import cards
from ui.report.cause_cards import cause_card
from ui.report.form_table import LANG, form_table
from ui.report.marks import marks_of, numbered
from ui.report.prose_view import SIGNS, prose, verdicts
from ui.report.verdicts import quietly
from ui.shell import assets
from ui.shell.templates import render
from ui.take import provenance
from ui.texts import language, t
from ui.visitor.entry import Entry


def page(entry: Entry) -> str:
    """The page in the visitor's language."""
    report = entry.report
    facts = (labels.region(report), labels.level(report.level), labels.edition(report), labels.counts(report))
    drawn = marks_of(report, entry.findings)
    return render(
        "printable",
        lang=LANG[language()],
        title=f"{labels.body(report)} · {labels.year(report)}",
        style=Markup("\n".join(sheet.read_text("utf-8") for sheet in (assets.STYLE, assets.PAPER))),  # noqa: S704 - ours # nosec B704
        summary=" · ".join(facts),
        note=provenance.note(entry),
        tables=[(t(f"tab.{table}"), form_table(report, table, drawn)) for table in form.TABLES],
        legend=t("print.legend") + (t("print.legend_implied") if drawn.implied else ""),
        findings=_findings(entry),
        nothing=genre.said(report.kind, language()) or t("print.none"),
        causes=[cause_card(entry, n, cause) for n, cause in enumerate(entry.findings.causes, start=1)],
        prose=prose(report),
        keys=_keys(report),
        facts=list(provenance.facts(entry)),
    )


def _findings(entry: Entry) -> list[Markup]:
    seen = quietly([entry])
    return [
        cards.finding_card(finding, entry.findings, n, verdict=seen.on(entry, finding))
        for n, finding in enumerate(numbered(entry.findings), start=1)
    ]


def _keys(report: Report) -> str:
    """The signs of stated numbers that the report has, and how many of each."""
    counts = verdicts(report)
    return " · ".join(f"{sign} {t(f'verdict.{v.value}')} {counts[v]}" for v, sign in SIGNS.items() if counts[v])
