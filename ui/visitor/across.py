"""Reports held against each other for the pages: the samples once for all visitors, a visitor's own in his session.

A visitor's reports are held against each other and against the samples; the findings are kept with his reports. The
samples' findings do not change by them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from checks import Finding, Findings, run_across
from checks.causes import with_more
from ui.visitor.entry import Entry

_OWN = "_own_across"


def shared(entries: Sequence[Entry]) -> list[Entry]:
    """These entries, which all visitors see, with what is found across them."""
    return _shared(tuple(entry.report.sha256 for entry in entries), entries)


# Keyed on content: what is kept is frozen and only read, so it is shared and not copied for every run.
@st.cache_resource(max_entries=8, show_spinner=False)
def _shared(sha256s: tuple[str, ...], _entries: Sequence[Entry]) -> list[Entry]:
    return _joined(_entries, run_across(entry.report for entry in _entries), _fingerprint(sha256s))


def own(entries: Sequence[Entry], samples: Sequence[Entry]) -> list[Entry]:
    """The visitor's own entries with what is found across them and the samples; worked out anew when one is added."""
    if not entries:
        return []
    every = [*entries, *samples]
    # the same report is another entry once it is the visitor's own
    fingerprint = _fingerprint(tuple(entry.report.sha256 + entry.link for entry in every))
    kept: tuple[str, list[Entry]] | None = st.session_state.get(_OWN)
    if kept is None or kept[0] != fingerprint:
        about = {entry.report.sha256 for entry in entries}
        found = run_across((entry.report for entry in every), about=about)
        kept = fingerprint, _joined(entries, found, fingerprint)
        st.session_state[_OWN] = kept
    return kept[1]


def _joined(entries: Sequence[Entry], across: Findings, fingerprint: str) -> list[Entry]:
    found: dict[str, list[Finding]] = {}
    for finding in across.findings:
        found.setdefault(finding.report, []).append(finding)
    return [
        replace(entry, compared=fingerprint, findings=with_more(entry.findings, found.get(entry.report.sha256, [])))
        for entry in entries
    ]


def _fingerprint(sha256s: tuple[str, ...]) -> str:
    return hashlib.sha256("".join(sha256s).encode()).hexdigest()
