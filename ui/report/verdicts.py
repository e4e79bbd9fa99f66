"""A person's verdicts on the findings that pages show: read once a run, and kept in the database of the installation.

The engine's findings and a report's state stay what they are; a verdict is kept beside them. A database that fails is
said once a run, is left alone for a minute, and the pages go on without verdicts.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

import settings
from checks.model.findings import Finding
from checks.model.rules import version
from storage import Decision, StorageUnavailableError, Store, Verdict, Verdicts, open_store
from ui.names import labels
from ui.shell import state
from ui.texts import t
from ui.visitor.entry import Entry

ON, READ, OFF = "on", "read", "off"
# What a finding is that nobody has decided on; the order of the filter
UNDECIDED = "undecided"
DECISIONS = (UNDECIDED, *(decision.value for decision in Decision))
# The outcomes on which there is something to decide
FLAGGED = ("failed", "uncertain")
# What is said of a finding, as columns
COLUMNS = ("decision", "note", "decided_at")
_REST = 60.0
_DRAFTS = "_drafts"
_LATEST = "_decided"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Seen:
    """The verdicts on some reports' findings, by finding; ``is_known`` is False where they were not or could not be
    read."""

    by_finding: Mapping[str, Verdict]
    is_known: bool = True

    @property
    def can_write(self) -> bool:
        """Whether a visitor may give verdicts."""
        return self.is_known and may_decide()

    def on(self, entry: Entry, finding: Finding) -> Verdict | None:
        """The verdict on this finding."""
        return self.by_finding.get(finding.id(entry.report.sha256))

    def is_dismissed(self, entry: Entry, finding: Finding) -> bool:
        """Whether a person has said that it is no problem."""
        verdict = self.on(entry, finding)
        return verdict is not None and verdict.decision is Decision.DISMISSED


UNKNOWN = Seen({}, is_known=False)


def mode() -> str:
    """What this installation allows: ``on``, ``read`` or ``off``, by NIANBAO_VERDICTS; a word not known means off."""
    try:
        return settings.text("NIANBAO_VERDICTS")
    except settings.InvalidSettingError:
        return OFF


def may_decide() -> bool:
    """Whether a visitor may give verdicts here: not in an embedded view, where another site's page lies around it."""
    return mode() == ON and not st.context.is_embedded


def of_entries(shown: Iterable[Entry]) -> Seen:
    """The verdicts on these reports' findings; a database that fails is said in a notice."""
    seen = quietly(shown)
    if not seen.is_known and mode() != OFF:
        state.notice("decision.unavailable")
    return seen


def quietly(shown: Iterable[Entry]) -> Seen:
    """As ``of_entries``, for what is made outside a page's run: nothing can be said there."""
    if mode() == OFF:
        return UNKNOWN
    sha256s = [entry.report.sha256 for entry in shown]
    try:
        with _database() as database:
            return Seen(database.of_reports(sha256s))
    except StorageUnavailableError:
        return UNKNOWN


def decide(entry: Entry, finding: Finding, decision: Decision, note: str) -> None:
    """Callback: keep a verdict on a finding. Where that fails it is said, and the note is kept for this visit."""
    if not may_decide():
        return
    sha256 = entry.report.sha256
    verdict = Verdict(
        finding.id(sha256), sha256, finding.rule, finding.subject, decision, note, version(), datetime.now(UTC)
    )
    try:
        with _database(rests=False) as database:
            database.record(verdict)
    except StorageUnavailableError:
        _drafts()[verdict.finding] = note
        _failed()
        return
    _drafts().pop(verdict.finding, None)
    st.session_state[_LATEST] = verdict.finding


def latest() -> str:
    """The id of the finding that the visitor decided on last; "" for none."""
    return str(st.session_state.get(_LATEST, ""))


def withdraw(finding: str) -> None:
    """Callback: forget the verdict on a finding."""
    if not may_decide():
        return
    try:
        with _database(rests=False) as database:
            database.withdraw(finding)
    except StorageUnavailableError:
        _failed()


def note_of(verdict: Verdict) -> str:
    """The note to be changed: one that could not be saved comes before the one that was."""
    return str(_drafts().get(verdict.finding, verdict.note))


def described(findings: pd.DataFrame, seen: Seen) -> pd.DataFrame:
    """Findings with ``decision``, ``note`` and ``decided_at`` (ISO 8601, UTC; "" for both where there is none); as
    they are where verdicts are not known. Of one that is not flagged there is nothing to be decided: "" too."""
    if not seen.is_known:
        return findings
    # few of many rows have one
    hits = findings.index[findings["id"].isin(list(seen.by_finding))]
    verdicts = [seen.by_finding[finding] for finding in findings.loc[hits, "id"]]
    columns = pd.DataFrame("", findings.index, COLUMNS, dtype="str")
    columns.loc[findings["outcome"].isin(FLAGGED), "decision"] = UNDECIDED
    if verdicts:
        columns.loc[hits] = [(one.decision.value, one.note, when(one)) for one in verdicts]
    return findings.drop(columns=list(COLUMNS), errors="ignore").join(columns)


def frame(seen: Seen, shown: Sequence[Entry]) -> pd.DataFrame:
    """All these verdicts, the latest first, with visible column names: those on findings that are no more, too."""
    by_sha256 = {entry.report.sha256: entry.report for entry in shown}
    rows = [
        (
            labels.body(by_sha256[verdict.report]),
            by_sha256[verdict.report].year,
            labels.rule(verdict.rule),
            verdict.subject,
            t(f"decision.{verdict.decision.value}"),
            verdict.note,
            when(verdict),
            verdict.rule_set,
            verdict.report,
        )
        for verdict in sorted(seen.by_finding.values(), key=lambda verdict: verdict.decided_at, reverse=True)
    ]
    names = ("body", "year", "rule", "subject", "decision", "decision_note", "decided_at", "rule_set", "sha256")
    return pd.DataFrame(rows, columns=[t(f"column.{name}") for name in names]).astype({t("column.year"): "Int64"})


def when(verdict: Verdict) -> str:
    """When it was given: ISO 8601 to the second, UTC."""
    return verdict.decided_at.isoformat(timespec="seconds")


# By address, until when it is left alone: no page is to wait for a database that fails again and again
_RESTING: dict[str, float] = {}


@contextmanager
def _database(*, rests: bool = True) -> Iterator[Verdicts]:
    """The configured database, for one question. Raises StorageUnavailableError, and after a failure for a minute at
    once; ``rests`` is False for a question whose failure says nothing of others."""
    address = settings.text("DATABASE_URL")
    if _RESTING.get(address, 0.0) > time.monotonic():
        raise StorageUnavailableError("left alone after a failure")
    try:
        yield _opened(address).verdicts
    except StorageUnavailableError as error:
        _LOG.warning("the database of verdicts failed: %s", error)
        # opened anew next time, and its table made where somebody has taken it away
        _opened.clear(address)
        if rests:
            _RESTING[address] = time.monotonic() + _REST
        raise


@st.cache_resource(max_entries=4, show_spinner=False, on_release=Store.close)
def _opened(address: str) -> Store:  # noqa: ARG001 - the cache's key
    return open_store()


def _drafts() -> dict[str, str]:
    drafts: dict[str, str] = st.session_state.setdefault(_DRAFTS, {})
    return drafts


def _failed() -> None:
    st.toast(t("decision.not_saved"), icon=":material/error:")
