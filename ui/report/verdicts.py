"""A person's verdicts on the findings that pages show: read once a run, and kept in the database of the installation.

The engine's findings and a report's state stay what they are; a verdict is kept beside them. A database that fails is
said once a run, is left alone for a minute, and the pages go on without verdicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

import settings
from checks.model.findings import Finding
from checks.model.rules import version
from parsing.frames import ID_LENGTH
from storage import Decision, StorageUnavailableError, Verdict, Verdicts
from ui.names import labels
from ui.shell import state
from ui.texts import t
from ui.visitor import database, shared
from ui.visitor.entry import Entry
from ui.visitor.store import administrator

ON, READ, OFF = "on", "read", "off"
# What a finding is that nobody has decided on; the order of the filter
UNDECIDED = "undecided"
DECISIONS = (UNDECIDED, *(decision.value for decision in Decision))
# The outcomes on which there is something to decide
FLAGGED = ("failed", "uncertain")
# What is said of a finding, as columns
COLUMNS = ("decision", "note", "decided_at")
_DRAFTS = "_drafts"
_LATEST = "_decided"
_GIVEN = "_verdicts_given"


@dataclass(frozen=True, slots=True)
class Seen:
    """The verdicts on some reports' findings, by finding; ``is_known`` is False where they were not or could not be
    read."""

    by_finding: Mapping[str, Verdict]
    is_known: bool = True

    def ids(self, decision: Decision) -> list[str]:
        """The ids of the findings that were decided so."""
        return sorted(finding for finding, verdict in self.by_finding.items() if verdict.decision is decision)

    def can_write(self, entry: Entry) -> bool:
        """Whether a visitor may give verdicts on this report; on one that a link has opened, if that allows it."""
        link = shared.opened()
        is_open = not entry.link or bool(link and link.link and link.link.can_decide)
        return self.is_known and may_decide() and is_open

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
    return settings.mode("NIANBAO_VERDICTS")


def may_decide() -> bool:
    """Whether a visitor may give verdicts here: not in an embedded view, where another site's page lies around it."""
    return mode() == ON and not st.context.is_embedded


def of_entries(shown: Iterable[Entry]) -> Seen:
    """The verdicts on these reports' findings; a database that fails is said in a notice."""
    seen = quietly(shown)
    if not seen.is_known and mode() != OFF:
        state.notice("decision.unavailable")
    return seen


def of_all(reports: pd.DataFrame) -> Seen:
    """The verdicts on the findings of these reports (a frame with ``report``), however many those are; a database that
    fails is said in a notice."""
    if mode() == OFF:
        return UNKNOWN
    try:
        with _database() as database:
            every = database.all()
    except StorageUnavailableError:
        state.notice("decision.unavailable")
        return UNKNOWN
    given = {verdict.report[:ID_LENGTH] for verdict in every}
    known = set(reports.loc[reports["report"].isin(given), "report"]) if given else given
    return Seen({verdict.finding: verdict for verdict in every if verdict.report[:ID_LENGTH] in known})


def quietly(shown: Iterable[Entry]) -> Seen:
    """As ``of_entries``, for what is made outside a page's run: nothing can be said there."""
    if mode() == OFF:
        return UNKNOWN
    sha256s = [entry.report.sha256 for entry in shown]
    try:
        with _database() as kept:
            return Seen(kept.of_reports(sha256s))
    except StorageUnavailableError:
        return UNKNOWN


def decide(entry: Entry, finding: Finding, decision: Decision, note: str) -> None:
    """Callback: keep a verdict on a finding. Where that fails it is said, and the note is kept for this visit."""
    _record([(entry, finding)], decision, note)


def give(of: Sequence[tuple[Entry, Finding]], decision: Decision, note: str = "") -> None:
    """Callback: keep a verdict on each of these findings, which ``undo`` takes back."""
    if _record(of, decision, note):
        st.session_state[_GIVEN] = [(finding.id(entry.report.sha256), entry.link) for entry, finding in of]


def given() -> int:
    """How many verdicts were given last and can be taken back."""
    return len(st.session_state.get(_GIVEN, ()))


def undo() -> None:
    """Callback: let none of the verdicts hold that were given last."""
    for finding, link in st.session_state.pop(_GIVEN, ()):
        withdraw(finding, link)


def settled() -> None:
    """Callback: the verdicts that were given last are to stay."""
    st.session_state.pop(_GIVEN, None)


def _record(of: Sequence[tuple[Entry, Finding]], decision: Decision, note: str) -> bool:
    """Whether verdicts were kept on all of these findings, or said not to have been."""
    allowed = [(one, found) for one, found in of if not one.link or shared.can_decide(one.link)]
    if not allowed or not may_decide():
        return False
    try:
        with _database(rests=False) as kept:
            for entry, finding in allowed:
                kept.record(_verdict(entry, finding, decision, note), entry.link, administrator.known_as())
                _drafts().pop(finding.id(entry.report.sha256), None)
    except StorageUnavailableError:
        _drafts().update({finding.id(entry.report.sha256): note for entry, finding in allowed})
        _failed()
        return False
    entry, finding = allowed[-1]
    st.session_state[_LATEST] = finding.id(entry.report.sha256)
    return True


def _verdict(entry: Entry, finding: Finding, decision: Decision, note: str) -> Verdict:
    sha256 = entry.report.sha256
    now = datetime.now(UTC)
    return Verdict(finding.id(sha256), sha256, finding.rule, finding.subject, decision, note, version(), now)


def latest() -> str:
    """The id of the finding that the visitor decided on last; "" for none."""
    return str(st.session_state.get(_LATEST, ""))


def withdraw(finding: str, link: str = "") -> None:
    """Callback: let no verdict hold on a finding of a report that was opened through a link, or brought."""
    if not may_decide() or (link and not shared.can_decide(link)):
        return
    try:
        with _database(rests=False) as kept:
            kept.withdraw(finding, link, administrator.known_as())
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


def frame(seen: Seen, reports: pd.DataFrame) -> pd.DataFrame:
    """All these verdicts, the latest first, with visible column names: those on findings that are no more, too.

    ``reports`` are the described ones.
    """
    of_verdicts = reports["report"].isin({verdict.report[:ID_LENGTH] for verdict in seen.by_finding.values()})
    by_id = reports[of_verdicts].set_index("report")[["name", "year"]].to_dict("index")
    rows = [
        (
            by_id[verdict.report[:ID_LENGTH]]["name"],
            by_id[verdict.report[:ID_LENGTH]]["year"],
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


@contextmanager
def _database(*, rests: bool = True) -> Iterator[Verdicts]:
    with database.opened(rests=rests) as store:
        yield store.verdicts


def _drafts() -> dict[str, str]:
    drafts: dict[str, str] = st.session_state.setdefault(_DRAFTS, {})
    return drafts


def _failed() -> None:
    st.toast(t("decision.not_saved"), icon=":material/error:")
