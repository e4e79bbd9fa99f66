"""Reports of shared collections that an administrator has published: among those of the dataset, for every visitor.

They are public, so what queries need of them is held once for all visits of a process: their tables, and what is found
across them and the dataset. A report is fetched whole when a page shows it. Among made-up reports there are none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

import settings
from checks import Finding
from checks.causes import with_more
from parsing.report import Report
from queries import Asked, Own
from storage import StorageUnavailableError, is_there
from ui.visitor import database, own
from ui.visitor.entry import Entry
from ui.visitor.store.versions import grouped
from workers import ReadDocument

_KEPT = "_published"


@dataclass(frozen=True, slots=True)
class PublicReport:
    """What is held of a published report: which it is, of whom, and what is found across it and others. ``key`` is that
    of all that is published with it."""

    key: str
    sha256: str
    body: str
    region: tuple[str, ...]
    across: tuple[Finding, ...]

    @property
    def id(self) -> str:
        """As that of an entry."""
        return self.sha256[:12]

    @property
    def report(self) -> Report | None:
        """The report whole; None where it is published no longer. Raises StorageUnavailableError."""
        read = self.read()
        return read.report if read else None

    def read(self) -> ReadDocument | None:
        """As it was read; None where it is published no longer. Raises StorageUnavailableError."""
        return _fetched(database.address(), self.key, self.sha256)


@dataclass(frozen=True, slots=True)
class Published:
    """The reports by id, their tables for queries, and how many of them the dataset has not got itself."""

    reports: Mapping[str, PublicReport]
    own: Own
    more: int

    def entry(self, report_id: str) -> Entry | None:
        """One of them as an entry; None where it is none of them, or cannot be fetched now."""
        known = self.reports.get(report_id)
        if known is None:
            return None
        try:
            read = known.read()
        except StorageUnavailableError:
            return None
        if read is None:
            return None
        findings = with_more(read.findings, known.across)
        entry = Entry(read.report, findings, read.data, mine=False, document=read.document, is_published=True)
        return replace(entry, compared=self.own.key)


def settle(asked: Asked) -> None:
    """Look which reports are published beside this dataset; must run before a page asks for reports."""
    st.session_state[_KEPT] = beside(asked)


def found() -> Published | None:
    """The published reports beside the dataset of this page; None where there are none."""
    kept: Published | None = st.session_state.get(_KEPT)
    return kept


def more() -> int:
    """How many published reports there are on this page that the dataset has not got."""
    kept = found()
    return kept.more if kept else 0


def beside(asked: Asked) -> Published | None:
    """The published reports, held against this dataset; None where there are none, or where it is made up. The same
    object until one of both changes."""
    if settings.mode("NIANBAO_SHARING") == "off" or asked.manifest.made_up:
        return None
    try:
        if not is_there():
            return None
        with database.opened() as store:
            if not (key := store.public.key()):
                return None
        return _held(database.address(), key, asked.store.address, asked.manifest.version, asked)
    except StorageUnavailableError:
        # said where a link or a verdict is asked for
        return None


# As many as datasets are looked at in turn. Database, what is published in it, dataset and its version are the key.
@st.cache_resource(show_spinner=False, max_entries=4)
def _held(address: str, key: str, dataset: str, version: str, _asked: Asked) -> Published | None:  # noqa: ARG001 - as above
    with database.opened() as store:
        groups = grouped(store.public.reports(), "", mine=False)
    # of several versions of a report the newest
    fingerprint = f"{key} {version}"
    newest = [versions[0].entry for versions in groups]
    entries = own.against(newest, _asked, fingerprint)
    if not entries:
        return None
    known = set(_asked.ask("causes", ids=[entry.id for entry in entries])["report"])
    more = sum(entry.id not in known for entry in entries)
    held = {after.id: _light(key, before, after) for before, after in zip(newest, entries, strict=True)}
    return Published(held, own.of_entries(entries, fingerprint), more)


def _light(key: str, before: Entry, after: Entry) -> PublicReport:
    """What is held of a report that was held against others."""
    across = after.findings.findings[len(before.findings.findings) :]
    report = after.report
    return PublicReport(key, report.sha256, after.body, report.region.path, tuple(across))


# As many as reports of a dataset are at hand
@st.cache_resource(show_spinner=False, max_entries=128)
def _fetched(address: str, key: str, sha256: str) -> ReadDocument | None:  # noqa: ARG001 - as above
    with database.opened() as store:
        return store.public.report(sha256)
