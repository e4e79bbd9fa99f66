"""Reports in memory beside a dataset: held against each other and against its reports of the same bodies and regions,
and as tables that queries join. All of it belongs to the visit."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from checks import Finding, run_across
from checks.causes import with_more
from dataset import derived, rows
from parsing.report import Report
from queries import Answers, Asked, Own
from ui.visitor.entry import Entry


class Neighbour(Protocol):
    """A public report of the same body or region, fetched whole when it is asked for."""

    @property
    def sha256(self) -> str:
        """Of its document."""

    @property
    def body(self) -> str:
        """The id of the reporting body."""

    @property
    def region(self) -> tuple[str, ...]:
        """The names of its region, from the province down."""

    @property
    def report(self) -> Report | None:
        """Itself; None where it is gone."""


_COMPARED = "_own_across"
_TABLES = "_own_tables"
_ANSWERS_BYTES = 16 * 1024 * 1024
# So many of a dataset's reports are looked at beside a visitor's
_RELATIVES = 300


def compared(
    entries: Sequence[Entry], asked: Asked | None, public: Sequence[Neighbour] = (), key: str = ""
) -> list[Entry]:
    """These entries with what is found across them, a dataset and the ``public`` ones beside it (``key`` is another for
    other ones); worked out anew when one is added. ``asked`` is None where there is no dataset that is real."""
    if not entries:
        return []
    version = f"{asked.manifest.version if asked else ''} {key}"
    # the same report is another entry once it is the visitor's own, or corrected
    fingerprint = _fingerprint([version, *(f"{entry.report.sha256}{entry.link}{_named(entry)}" for entry in entries)])
    kept: tuple[str, list[Entry]] | None = st.session_state.get(_COMPARED)
    if kept is None or kept[0] != fingerprint:
        kept = fingerprint, against(entries, asked, fingerprint, public)
        st.session_state[_COMPARED] = kept
    return kept[1]


def tables(entries: Sequence[Entry], *, alone: bool) -> Own:
    """The tables of these entries. ``alone``: nothing else is asked about."""
    key = _fingerprint([part for entry in entries for part in (entry.report.sha256, entry.compared)])
    kept: Own | None = st.session_state.get(_TABLES)
    if kept is None or kept.key != key:
        kept = of_entries(entries, key)
        st.session_state[_TABLES] = kept
    return replace(kept, alone=alone)


def of_entries(entries: Sequence[Entry], key: str) -> Own:
    """The tables of these entries, for whoever asks without a page, too; ``key`` is another one for other entries."""
    read = [rows.CheckedReport(entry.report, entry.findings, b"") for entry in entries]
    made = {name: table for name, table in rows.of_reading(read).items() if name not in _FETCHED}
    return Own({**made, **derived.of_tables(made)}, key, Answers(_ANSWERS_BYTES))


def joined(first: Own, second: Own) -> Own:
    """The reports of both; one that is in both counts once, as ``first`` has it."""
    held = first.tables["reports"]["report"]
    made = {}
    for name, table in first.tables.items():
        if name in derived.DERIVED:
            continue
        more = second.tables[name]
        is_held = pc.is_in(more["report"], held)
        # what is left whole is not copied: each visit has the same rows
        made[name] = pa.concat_tables([table, more.filter(pc.invert(is_held)) if pc.any(is_held).as_py() else more])
    tables = {**made, **derived.of_tables(made)}
    return Own(tables, _fingerprint([first.key, second.key]), Answers(_ANSWERS_BYTES), first.alone)


# Whole reports are at hand as entries
_FETCHED = ("documents", "readings")


def against(
    entries: Sequence[Entry], asked: Asked | None, fingerprint: str, public: Sequence[Neighbour] = ()
) -> list[Entry]:
    """These entries with what is found across them, a dataset and ``public`` ones; ``fingerprint`` names those that
    they are held against."""
    about = {entry.report.sha256 for entry in entries}
    of_dataset = [] if asked is None else [report for report, _ in asked.reports(_relatives(entries, asked))]
    known = {*about, *(report.sha256 for report in of_dataset)}
    near = (one for one in _near(entries, public) if one.sha256 not in known)
    others = [*of_dataset, *(report for one in islice(near, _RELATIVES) if (report := one.report))]
    by_report: dict[str, list[Finding]] = {}
    for finding in run_across([*(entry.report for entry in entries), *others], about=about).findings:
        by_report.setdefault(finding.report, []).append(finding)
    return [
        replace(entry, compared=fingerprint, findings=with_more(entry.findings, by_report.get(entry.report.sha256, [])))
        for entry in entries
    ]


def _relatives(entries: Sequence[Entry], asked: Asked) -> list[str]:
    """The ids of the dataset's reports of the same bodies, then of their regions and of those right above."""
    regions = [" › ".join(part) for part in _regions(entries)]
    bodies = sorted({entry.body for entry in entries})
    relatives = asked.ask("relatives", bodies=bodies, regions=sorted(regions), limit=_RELATIVES)
    return list(relatives["report"])


def _near(entries: Sequence[Entry], public: Sequence[Neighbour]) -> list[Neighbour]:
    """The public ones of the same bodies first, then those of their regions and of the ones right above."""
    bodies, regions = {entry.body for entry in entries}, _regions(entries)
    near = [one for one in public if one.body in bodies or one.region in regions]
    return sorted(near, key=lambda one: one.body not in bodies)


def _regions(entries: Sequence[Entry]) -> set[tuple[str, ...]]:
    paths = {entry.report.region.path for entry in entries}
    return {part for path in paths for part in (path, path[:-1]) if part}


def _named(entry: Entry) -> str:
    """What a visitor may correct of a report."""
    report = entry.report
    return f"|{report.agency}|{report.region.path}|{report.year}|"


def _fingerprint(parts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
