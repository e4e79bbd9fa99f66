"""Filters that live in the URL: over findings, over bodies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from checks.findings import Finding, Outcome
from ui import labels, state
from ui.data import Entry
from ui.texts import t

Pair = tuple[Entry, Finding]


def findings(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs that pass the filters of rule, severity, outcome, province and year."""
    rules = sorted({finding.rule for _, finding in pairs})
    provinces = sorted({entry.report.region.province for entry, _ in pairs if entry.report.region.province})
    years = sorted({entry.report.year for entry, _ in pairs if entry.report.year}, reverse=True)
    severities = [s for s in ("error", "warning", "info") if any(f.severity == s for _, f in pairs)]
    outcomes = [Outcome.FAILED.value, Outcome.UNCERTAIN.value]
    with st.container(border=True):
        first = st.columns(3)
        chosen_rules = _several(first[0], "rule", rules, labels.rule)
        chosen_provinces = _several(first[1], "province", provinces, str)
        chosen_years = _several(first[2], "year", years, str)
        with st.container(horizontal=True, gap="large"):
            chosen_severities = _pills("severity", severities, lambda s: t(f"severity.{s}"), labels.SEVERITY_ICONS)
            chosen_outcomes = _pills("outcome", outcomes, lambda o: t(f"outcome.{o}"), {})
    return [
        (entry, finding)
        for entry, finding in pairs
        if (not chosen_rules or finding.rule in chosen_rules)
        and (not chosen_severities or finding.severity in chosen_severities)
        and (not chosen_outcomes or finding.outcome in chosen_outcomes)
        and (not chosen_provinces or entry.report.region.province in chosen_provinces)
        and (not chosen_years or entry.report.year in chosen_years)
    ]


def _several(column: DeltaGenerator, name: str, options: Sequence[Any], label: Callable[[Any], str]) -> list[Any]:
    tie = state.many(name, options)
    names = {option: label(option) for option in options}
    return column.multiselect(
        t(f"filter.{name}"),
        options,
        format_func=names.__getitem__,
        placeholder=t("filter.all"),
        disabled=not options,
        **tie,
    )


def _pills(name: str, options: Sequence[str], label: Callable[[str], str], icons: Mapping[str, str]) -> list[str]:
    tie = state.many(name, options)
    names = {option: f"{icons.get(option, '')} {label(option)}".strip() for option in options}
    return st.pills(t(f"filter.{name}"), options, selection_mode="multi", format_func=names.__getitem__, **tie)
