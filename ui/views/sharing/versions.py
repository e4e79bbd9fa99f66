"""What a report says otherwise than an earlier document on the same body and year, of those that a link has opened."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import streamlit as st

from parsing.report import Figure, Report, Status
from ui.names import labels
from ui.parts import page
from ui.texts import t
from ui.visitor import shared
from ui.visitor.entry import Entry


def show(entry: Entry) -> None:
    """The earlier versions of this report, the latest first; nothing where there are none."""
    opened = shared.opened()
    if opened is None or entry.id not in opened.earlier:
        return
    now = _dated(entry, opened.added[entry.id])
    for number, version in enumerate(opened.earlier[entry.id]):
        changed = _changed(version.entry.report, entry.report)
        words = t("versions.changed", before=_dated(*version), now=now, n=len(changed))
        states = t(f"state.{version.entry.state}"), t(f"state.{entry.state}")
        if states[0] != states[1]:
            words += t("versions.state", before=states[0], now=states[1])
        with st.expander(words, icon=":material/history:"):
            if changed.empty:
                st.caption(t("versions.same"))
            else:
                page.table(changed, f"versions_{number}", t("versions.alt"), has_download=True)


def _dated(entry: Entry, added_at: datetime) -> str:
    """When it was published, as far as it says so, else when it was added."""
    published = entry.report.published
    return t("versions.published", date=published) if published else t("versions.added", date=f"{added_at:%Y-%m-%d}")


def _changed(before: Report, now: Report) -> pd.DataFrame:
    """The figures whose value or status differs: what they are called, what they were and what they are."""
    old, new = ({figure.id: figure for figure in report.figures} for report in (before, now))
    rows = [
        (labels.cell(cell), _said(old.get(cell)), _said(new.get(cell)))
        for cell in {**new, **old}
        if _plain(old.get(cell)) != _plain(new.get(cell))
    ]
    return pd.DataFrame(rows, columns=[t(f"versions.{name}") for name in ("figure", "before", "now")])


def _plain(figure: Figure | None) -> tuple[float | None, Status]:
    return (figure.value, figure.status) if figure else (None, Status.MISSING)


def _said(figure: Figure | None) -> str:
    """A number, or in a word why there is none."""
    if figure is None:
        return t(f"status.{Status.MISSING.value}")
    return labels.figure(figure) if figure.value is not None else t(f"status.{figure.status.value}")
