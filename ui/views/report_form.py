"""The form's tables, the prose and the list of cells of a report, one behind the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st
from markupsafe import Markup

from checks.model.mends import Change
from parsing.form import TABLES
from parsing.report import Status
from ui.names import labels
from ui.parts import page
from ui.parts.links import table_of
from ui.report.diagnosis import items, marks_of_items
from ui.report.form_table import circled, form_table
from ui.report.marks import Marks, implied_by, marks_of, numbered
from ui.report.prose_view import SIGNS, prose, verdicts
from ui.shell import state
from ui.shell.safe import markup
from ui.shell.templates import render
from ui.take.provenance import warning
from ui.texts import t
from ui.visitor.entry import Entry

TABS = (*TABLES, "prose", "cells")
# Numbers that a tab shows before it counts them
_SIGNS = 3


def marks(entry: Entry, only: int | None = None, trial: Sequence[Change] = ()) -> Marks:
    """The marks of what may be wrong, by the numbers of its items, or of the one finding that is singled out."""
    if only is not None:
        return marks_of(entry.report, entry.findings, only=only, trial=trial)
    return marks_of_items(entry.report, entry.findings, trial)


def tables(
    entry: Entry, drawn: Marks, *, trial: Sequence[Change] = (), name: str = "tab", is_pressable: bool = True
) -> None:
    """Tabs: the three tables with these marks, the prose, the list of cells.

    ``is_pressable`` where the page listens to presses of cells (``press.listen``).
    """
    shown = numbered(entry.findings)
    first = next((table for finding in shown if (table := table_of(finding))), "requests")
    signs = _signs(entry)
    opened = state.bind_tabs(name, TABS, lambda tab: " ".join([t(f"tab.{tab}"), *signs.get(tab, ())]), first)
    for tab, container in opened.items():
        if not container.open:
            continue
        with container:
            if tab in TABLES:
                how = _status() if is_pressable else ""
                st.html(f"{form_table(entry.report, tab, drawn)}{how}{_legend(entry, tab, drawn, trial)}")
            elif tab == "prose":
                _prose(entry)
            else:
                cell_list(entry, name)


def _signs(entry: Entry) -> dict[str, list[str]]:
    """By tab, the numbers of the items that speak of its table, as one word; of many how many there are."""
    numbers: dict[str, list[int]] = {}
    for item in items(entry.findings):
        for table in {cell.partition("/")[0] for cell in item.cells}:
            numbers.setdefault(table, []).append(item.n)
    return {
        table: ["".join(map(circled, of)) if len(of) <= _SIGNS else f"({len(of)})"] for table, of in numbers.items()
    }


def cell_list(entry: Entry, name: str = "") -> None:
    """Every cell with its status, printed text and place: what the table shows on hover, for keyboard and touch."""
    statuses = {status.value: t(f"status.{status.value}") for status in Status}
    chosen = st.pills(
        t("cells.filter"),
        statuses,
        selection_mode="multi",
        format_func=statuses.__getitem__,
        key=f"cells_{name}_{entry.id}",
    )
    frame, note = cells_frame(entry, set(chosen or statuses)), warning(entry)
    # of a cell's name the end tells it from its neighbours
    widths = {t("column.table"): 90, t("column.cell"): 400, t("column.value"): 80, t("column.status"): 80}
    config = {column: st.column_config.Column(width=width) for column, width in widths.items()}
    page.table(frame, f"cells_{name}_{entry.id}", t("cells.alt"), config, height=520)
    page.download(frame, f"figures_{entry.id}", note, key=f"cells_{name}_{entry.id}")


def cells_frame(entry: Entry, statuses: set[str]) -> pd.DataFrame:
    """The cells of these statuses with visible column names."""
    names = [t(f"column.{name}") for name in ("table", "cell", "value", "status", "printed", "place")]
    rows = [
        (
            t(f"table.{figure.table}"),
            labels.cell(figure.id),
            figure.value,
            t(f"status.{figure.status.value}"),
            figure.text,
            labels.place(figure.place),
        )
        for figure in entry.report.figures
        if figure.status.value in statuses
    ]
    return pd.DataFrame(rows, columns=names)


def _status() -> str:
    """Where the figure under the pointer or the focus is said (``press.js`` fills it)."""
    return f'<p class="nb-status">{markup(t("form.how"))}</p>'


class Key(NamedTuple):
    """A sign of a legend as it is drawn, and what it means."""

    classes: str
    sign: str
    name: str


def _legend(entry: Entry, table: str, drawn: Marks, trial: Sequence[Change]) -> Markup:
    """Signs and their meaning, only those that the table shows."""
    statuses = {figure.status for figure in entry.report.figures if figure.table == table}
    in_table = [cell for cell in drawn.numbers if cell.startswith(f"{table}/")]
    signs = [("nb-blank", "\N{NO-BREAK SPACE}", "blank")] if Status.BLANK in statuses else []
    signs += [("", "·", "missing")] if Status.MISSING in statuses else []
    signs += [("nb-doubt", "?", "unclear")] if Status.UNCLEAR in statuses else []
    signs += [("nb-flags", "①", "flag")] if in_table else []
    kinds = {kind for cell, kind in drawn.kinds.items() if cell.startswith(f"{table}/")}
    signs += [(f"nb-is-{kind}", "12", kind) for kind in ("possible", "involved") if kind in kinds]
    tried = implied_by(trial)
    for name, cells in (("trial", tried), ("implied", drawn.implied.keys() - tried.keys())):
        if any(cell.startswith(f"{table}/") for cell in cells):
            signs.append(("nb-implied", Markup("<ins>2</ins>"), name))
    if "held" in drawn.kinds.values():
        signs.append(("nb-is-held", "✓", "held"))
    return render("legend", keys=[Key(kind, sign, t(f"legend.{name}")) for kind, sign, name in signs])


def _prose(entry: Entry) -> None:
    text = prose(entry.report)
    if not text:
        st.info(t("prose.none"), icon=":material/notes:")
        return
    counts = verdicts(entry.report)
    keys = [
        Key(f"nb-{verdict.value}", sign, f"{t(f'verdict.{verdict.value}')} {counts[verdict]}")
        for verdict, sign in SIGNS.items()
        if counts[verdict]
    ]
    lead = t("prose.lead") if keys else t("prose.no_numbers")
    st.html(f'<p class="nb-quiet">{markup(lead)}</p>{render("legend", keys=keys)}{text}')
