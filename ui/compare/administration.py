"""What administrators see, as frames with visible column names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

import pandas as pd

from parsing.report import Status
from storage import AuditLine, Failure, Listed, VerdictGiven
from ui.names import labels
from ui.texts import t
from workers import ReadDocument

_MB = 1024 * 1024
_SHORT = 12


class PartlyRead(NamedTuple):
    """A report that was read in part, and how many figures that concerns."""

    read: ReadDocument
    figures: int


def name(one: Listed) -> str:
    """A collection as it is chosen: by its title, or when it was made."""
    return f"{one.title or t('administration.untitled')} · {when(one.made_at)} · {one.collection[-_SHORT:]}"


def when(moment: datetime) -> str:
    """A time for people: to the minute, UTC."""
    return f"{moment:%Y-%m-%d %H:%M}"


def kept(listed: Sequence[Listed]) -> pd.DataFrame:
    """A row a collection: title, reports, megabytes, made, until, verdicts, public since."""
    rows = [
        (
            one.title or t("administration.untitled"),
            one.reports,
            round(one.bytes / _MB, 2),
            when(one.made_at),
            when(one.expires_at) if one.expires_at else t("keep.until_good"),
            t("administration.said_yes" if one.can_decide else "administration.said_no"),
            when(one.published_at) if one.published_at else t("administration.said_no"),
            one.collection[-_SHORT:],
        )
        for one in listed
    ]
    names = ("title", "reports", "megabytes", "made", "until", "verdicts", "public", "id")
    return _frame(rows, names)


def refused(causes: Iterable[Failure]) -> pd.DataFrame:
    """A row a reason: documents, and the last day."""
    rows = [(t(f"failure.{one.cause}"), one.documents, one.last) for one in causes]
    return _frame(rows, ("cause", "documents", "last"))


def in_part(reads: Iterable[ReadDocument]) -> dict[str, list[PartlyRead]]:
    """Kept reports by what was not read in them: ``no_report`` (no annual report, or a part of one), ``no_figures``,
    ``unclear`` and ``missing`` figures; a report stands under each that it has."""
    by_cause: dict[str, list[PartlyRead]] = {}
    for read in reads:
        statuses = [figure.status for figure in read.report.figures]
        counts = {"unclear": statuses.count(Status.UNCLEAR), "missing": statuses.count(Status.MISSING)}
        if Status.REPORTED not in statuses:
            counts = {"no_figures": len(statuses)}
        for cause, n in counts.items():
            if n or cause == "no_figures":
                by_cause.setdefault(cause, []).append(PartlyRead(read, n))
        if not read.report.kind.is_report:
            by_cause.setdefault("no_report", []).append(PartlyRead(read, len(statuses)))
    return {cause: by_cause[cause] for cause in ("no_report", "no_figures", "unclear", "missing") if cause in by_cause}


def verdicts(given: Iterable[VerdictGiven]) -> pd.DataFrame:
    """A row a verdict: when, what, on which finding, by whom as far as that is known."""
    rows = [
        (
            when(one.decided_at),
            t(f"administration.decision_{one.decision}"),
            labels.rule(one.rule),
            one.subject,
            one.note,
            _whose(one),
            one.report[:_SHORT],
        )
        for one in given
    ]
    return _frame(rows, ("at", "decision", "rule", "subject", "note", "by", "report"))


def log(done: Iterable[AuditLine]) -> pd.DataFrame:
    """A row a deed: when, what, by whom, to which link, and more of it."""
    rows = [
        (
            when(one.at),
            t(f"administration.action_{one.action}"),
            one.actor or t("administration.with_key"),
            one.link[-_SHORT:],
            one.detail,
        )
        for one in done
    ]
    return _frame(rows, ("at", "action", "by", "link", "detail"))


def _whose(one: VerdictGiven) -> str:
    """By name, where somebody was signed in."""
    way = t("administration.own_copy")
    if one.link:
        way = t("administration.through_link", link=one.title or one.link[-_SHORT:])
    return f"{one.actor} · {way}" if one.actor else way


def _frame(rows: Sequence[tuple[object, ...]], names: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[t(f"administration.column_{name}") for name in names])
