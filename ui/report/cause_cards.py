"""What is probably wrong with a report as small pieces of HTML, and in rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd
from markupsafe import Markup

from checks import message
from checks.model.findings import Finding
from checks.model.mends import PROSE, YEARS, Cause, Mend
from checks.words.causes import evidence_said, mend_said, said
from ui.names import labels
from ui.report import diagnosis
from ui.report.cards import SIGNS
from ui.report.diagnosis import Item
from ui.report.form_table import circled
from ui.report.marks import numbered
from ui.shell.templates import render
from ui.texts import language, t
from ui.visitor.entry import Entry

# Messages that are shown under the sentence of a cause
_MESSAGES = 2


def numbers(entry: Entry, cause: Cause) -> tuple[int, ...]:
    """The numbers of the findings that belong to a cause."""
    shown = numbered(entry.findings)
    return tuple(n for n, finding in enumerate(shown, start=1) if (finding.rule, finding.subject) in cause.findings)


def cause_card(entry: Entry, n: int, cause: Cause) -> Markup:
    """A cause as a card: its sentence, its mends where there are several, and the numbers of its findings."""
    signs = "".join(map(circled, numbers(entry, cause)))
    mends = [_mend(mend) for mend in cause.mends] if cause.only is None else []
    return render("cause", n=n, signs=signs, sentence=said(cause, language()), mends=mends)


def item_head(item: Item) -> Markup:
    """An item in a sentence under its weight: a cause with what speaks for its only mend or with what differs, or the
    rule that failed."""
    (_, first), *_ = item.findings
    origin = labels.cause(first.origin) if first.origin else ""
    return render(
        "item",
        weight=item.weight,
        sign=circled(item.n),
        mark=SIGNS[item.weight],
        word=labels.weight(first.outcome, first.severity),
        origin=origin if item.cause is not None or len(item.findings) > 1 else "",
        sentence=_sentence(item),
        lines=_lines(item),
    )


def _sentence(item: Item) -> str:
    if item.cause is not None:
        return said(item.cause, language())
    return labels.rule(item.findings[0][1].rule)


def _lines(item: Item) -> list[str]:
    if item.cause is None:
        return [message(item.findings[0][1], language())] if len(item.findings) > 1 else []
    if item.cause.kind in (PROSE, YEARS):
        return [message(finding, language()) for _, finding in item.findings[:_MESSAGES]]
    signs = evidence_joined(item.cause.only) if item.cause.only else ""
    return [t("cause.because", signs=signs)] if signs else []


def evidence_joined(mend: Mend) -> str:
    """What speaks for a mend and against it, in a line."""
    return t("mistake.joiner").join(evidence_said(mend, language()))


def unread_said(entry: Entry) -> str:
    """What was not read for certain, blanks in one statement; "" where every cell prints a number."""
    counted = diagnosis.unread(entry.report, entry.findings)
    parts = []
    if counted.blank:
        forced = counted.more + counted.nothing
        kind = "open" if not forced else "all" if forced == counted.blank else "some"
        parts.append(t(f"diagnosis.blank_{kind}", **counted._asdict(), forced=forced))
    if counted.unclear:
        parts.append(t("diagnosis.unclear", n=counted.unclear))
    if counted.missing:
        parts.append(t("diagnosis.missing", n=counted.missing))
    return " ".join(parts)


def passed_list(passed: Sequence[Finding]) -> Markup:
    """The checks that hold: each rule with what it was held against."""
    by_rule: dict[str, list[str]] = {}
    for finding in passed:
        by_rule.setdefault(finding.rule, []).append(labels.subject(finding))
    joiner = t("diagnosis.subjects")
    return render("passed", rules=[(labels.rule(rule), joiner.join(filter(None, of))) for rule, of in by_rule.items()])


def cause_rows(entry: Entry) -> pd.DataFrame:
    """One row a cause and mend, with visible column names; a cause without mends has one row too."""
    rows = [row for n, cause in enumerate(entry.findings.causes, start=1) for row in _rows(entry, n, cause)]
    names = ("cause_number", "probable", "mend_number", "mend", "evidence", "findings")
    return pd.DataFrame(rows, columns=[t(f"column.{name}") for name in names])


def _rows(entry: Entry, n: int, cause: Cause) -> Iterator[tuple[object, ...]]:
    spoken = language()
    signs = ", ".join(map(str, numbers(entry, cause)))
    for m, mend in enumerate(cause.mends, start=1):
        yield n, said(cause, spoken), str(m), mend_said(mend, spoken), evidence_joined(mend), signs
    if not cause.mends:
        yield n, said(cause, spoken), "", "", "", signs


def _mend(mend: Mend) -> str:
    signs = evidence_joined(mend)
    return f"{mend_said(mend, language())}{t('cause.evidence', signs=signs) if signs else ''}"
