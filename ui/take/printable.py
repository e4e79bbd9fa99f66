"""A report as one HTML page that needs nothing else: to read anywhere, and to print on A4 or save as PDF."""

from __future__ import annotations

from collections.abc import Iterator

from parsing import form, genre
from ui.names import labels
from ui.report import cards
from ui.report.cause_cards import cause_card
from ui.report.form_table import LANG, form_table
from ui.report.marks import Marks, marks_of, numbered
from ui.report.prose_view import SIGNS, prose, verdicts
from ui.report.verdicts import quietly
from ui.shell import assets
from ui.shell.safe import markup
from ui.take import provenance
from ui.texts import language, t
from ui.visitor.entry import Entry

# The paper is white whatever the screen: light-dark() takes its light side.
_PAPER = """
:root { color-scheme: light; }
body { font: 10.5pt/1.55 -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  color: #1b2330; max-width: 190mm; margin: 8mm auto; padding: 0 4mm; }
h1 { font-size: 17pt; margin: 0 0 2mm; overflow-wrap: anywhere; } h2 { font-size: 13pt; margin: 7mm 0 2mm; }
.nb-facts { width: 100%; border-collapse: collapse; font-size: 9pt; }
.nb-facts th { text-align: left; font-weight: 500; color: #566070; width: 28mm; vertical-align: top; }
.nb-facts th, .nb-facts td { padding: 0.6mm 2mm 0.6mm 0; overflow-wrap: anywhere; }
.nb-form { font-size: 8pt; min-width: 0 !important; } .nb-form th, .nb-form td { padding: 0.8mm 1mm; }
.nb-requests thead th, .nb-disputes thead th { min-width: 0; }
.nb-form .nb-balance { min-width: 0; } .nb-requests .nb-label { min-width: 0; }
.nb-sheet, .nb-form tr, .nb-card { break-inside: avoid; } h2, h3 { break-after: avoid; }
.nb-card { margin: 0 0 3mm; } .nb-scroll { padding-right: 1px; }
.nb-form thead { display: table-header-group; }
.nb-disputes { font-size: 7.5pt; table-layout: fixed; }
.nb-disputes thead th { font-size: 6.3pt; padding: 0.8mm 0.2mm; overflow-wrap: anywhere; }
* { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
@page { size: A4; margin: 12mm; }
@media print { body { margin: 0; padding: 0; max-width: none; } .nb-scroll { overflow: visible; } }
"""


def page(entry: Entry) -> str:
    """The page in the visitor's language; every word of the report is escaped."""
    report = entry.report
    title = markup(f"{labels.body(report)} · {labels.year(report)}")
    facts = (labels.region(report), labels.level(report.level), labels.edition(report), labels.counts(report))
    drawn = marks_of(report, entry.findings)
    style = assets.STYLE.read_text("utf-8")
    return (
        f'<!doctype html><html lang="{LANG[language()]}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        f"<style>{style}{_PAPER}</style></head><body>"
        f"<h1>{title}</h1><p>{markup(' · '.join(facts))}</p>{_note(entry)}"
        f"{''.join(_table(entry, table, drawn) for table in form.TABLES)}"
        f'<p class="nb-quiet">{markup(_legend(drawn))}</p>{_findings(entry)}{_prose(entry)}{_facts(entry)}'
        "</body></html>"
    )


def _legend(drawn: Marks) -> str:
    return t("print.legend") + (t("print.legend_implied") if drawn.implied else "")


def _note(entry: Entry) -> str:
    return f'<p class="nb-quiet">{markup(provenance.note(entry))}</p>'


def _table(entry: Entry, table: str, drawn: Marks) -> str:
    drawn_table = form_table(entry.report, table, drawn)
    return f'<section class="nb-sheet"><h2>{markup(t(f"tab.{table}"))}</h2>{drawn_table}</section>'


def _findings(entry: Entry) -> str:
    shown = numbered(entry.findings)
    parts = [f"<h2>{markup(t('print.findings'))}</h2>"]
    if not shown:
        parts.append(f"<p>{markup(genre.said(entry.report.kind, language()) or t('print.none'))}</p>")
    seen = quietly([entry])
    parts += [
        cards.finding_card(finding, entry.findings, n, verdict=seen.on(entry, finding))
        for n, finding in enumerate(shown, start=1)
    ]
    return "".join([*parts, *_causes(entry)])


def _causes(entry: Entry) -> Iterator[str]:
    if entry.findings.causes:
        yield f"<h3>{markup(t('print.causes'))}</h3>"
    for n, cause in enumerate(entry.findings.causes, start=1):
        yield cause_card(entry, n, cause)


def _prose(entry: Entry) -> str:
    text = prose(entry.report)
    if not text:
        return ""
    found = verdicts(entry.report)
    keys = " · ".join(f"{sign} {t(f'verdict.{v.value}')} {found[v]}" for v, sign in SIGNS.items() if found[v])
    return f'<h2>{markup(t("print.prose"))}</h2><p class="nb-quiet">{markup(keys)}</p>{text}'


def _facts(entry: Entry) -> str:
    rows = "".join(
        f'<tr><th scope="row">{markup(label)}</th><td>{markup(value)}</td></tr>'
        for label, value in provenance.facts(entry)
    )
    return f'<h2>{markup(t("print.facts"))}</h2><table class="nb-facts">{rows}</table>'
