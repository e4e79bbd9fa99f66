"""What has been brought: up to two documents with the diagnosis of the report page, more of them in one table in which
body, region and year can be corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from ui.compare import brought
from ui.compare.brought import Brought
from ui.names import labels
from ui.parts import page
from ui.parts.links import to_report
from ui.shell.safe import markdown, short
from ui.texts import t
from ui.views import report_diagnosis, report_form, report_head
from ui.views.sharing import hand_over
from ui.visitor import corrections, data, reading
from ui.visitor.entry import Entry
from ui.visitor.reading import Arrival

# So many are shown one by one
FEW = 2
# Documents that were not read and are named with the reason above the table
_NAMED = 5
_ROW, _MOST_HEIGHT = 35, 560
_CHOSEN = "_brought_chosen"
_TURN = "_brought_turn"


def show(outcomes: Mapping[str, Arrival], entries: Mapping[str, Entry]) -> None:
    """What became of the documents of this visit."""
    if len(outcomes) > FEW:
        _table(outcomes, entries)
        return
    for place, (key, outcome) in enumerate(outcomes.items()):
        entry = entries.get(outcome.entry_id or "")
        if entry is None:
            _refused(key, outcome)
        else:
            _report(key, outcome, entry, is_first=not place)


def _refused(key: str, outcome: Arrival) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.error(outcome.message, title=t("add.failed", name=markdown(outcome.name)), icon=":material/error:")
        hand_over.offer(key, {key: outcome})
        st.button(t("add.dismiss"), key=f"forget_{key}", on_click=reading.forget, args=(key,))


def _report(key: str, outcome: Arrival, entry: Entry, *, is_first: bool) -> None:
    report = entry.report
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(markdown(f"{labels.body(report)} · {labels.year(report)}"), anchor=False, width="stretch")
            to_report(entry, t("add.open"))
            st.button(
                t("add.remove"),
                key=f"forget_{key}",
                icon=":material/delete:",
                type="tertiary",
                on_click=reading.forget,
                args=(key,),
            )
        st.markdown(markdown(" · ".join((outcome.name, *report_head.facts(entry)))))
        report_head.chips(entry)
        _correct_one(entry)
        if not entry.figures_read:
            st.warning(t("add.no_figures"), icon=":material/table_rows:")
        report_diagnosis.show(entry, is_page=False)
        if is_first:
            report_form.tables(entry, report_form.marks(entry), name="view", is_pressable=False)
        report_diagnosis.folded(entry, is_page=False)


def _correct_one(entry: Entry) -> None:
    """Body, region and year of one report, to be corrected."""
    report = entry.report
    with st.popover(t("add.correct"), icon=":material/edit:", type="tertiary", key=f"correct_{entry.id}"):
        st.caption(t("add.correct_help"))
        fields = {
            corrections.AGENCY: report.agency or "",
            corrections.REGION: " › ".join(report.region.path),
            corrections.YEAR: str(report.year or ""),
        }
        for field, value in fields.items():
            key = f"correct_{field}_{entry.id}"
            words, args = t(f"add.correct_{field}"), (entry.id, field, key)
            st.text_input(words, value, key=key, max_chars=corrections.LONGEST_NAME, on_change=_corrected, args=args)


def _corrected(entry_id: str, field: str, key: str) -> None:
    said = st.session_state[key].strip()
    _apply(entry_id, field, int(said) if field == corrections.YEAR and said.isdecimal() else said)


def _apply(entry_id: str, field: str, said: object) -> None:
    """Callback: take the visitor's word, or say why not."""
    entry = data.brought().get(entry_id)
    changed = corrections.correct(entry, field, said) if entry is not None else None
    if changed is None:
        st.toast(t(f"add.no_{field}", first=corrections.EARLIEST, last=corrections.latest()), icon=":material/error:")
        return
    data.put(changed)


def _table(outcomes: Mapping[str, Arrival], entries: Mapping[str, Entry]) -> None:
    chosen = frozenset(st.session_state.get(_CHOSEN, ())) & outcomes.keys()
    shown = brought.frame(outcomes, entries, chosen)
    failed = {key: outcomes[key] for key, report in zip(shown.keys, shown.ids, strict=True) if not report}
    _failures(list(failed.values()))
    hand_over.offer("all", failed)
    key = f"brought_{st.session_state.get(_TURN, 0)}"
    st.data_editor(
        shown.rows,
        hide_index=True,
        num_rows="fixed",
        height=min(_ROW * (len(shown.keys) + 1) + 2, _MOST_HEIGHT),
        column_config=_columns(),
        disabled=[t(f"column.{name}") for name in ("file", "edition", "figures_read", "state")],
        key=key,
        on_change=_edited,
        args=(key, shown),
        alt=t("add.table_alt"),
        placeholder="–",
    )
    st.caption(t("add.table_help"))
    n = len(chosen)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.button(
            t("add.remove_some", n=n),
            key="remove_some",
            icon=":material/delete:",
            disabled=not n,
            on_click=_remove,
            args=(sorted(chosen),),
        )
        st.button(t("add.remove_all"), key="remove_all", type="tertiary", on_click=_remove, args=(shown.keys,))
        titles = {entry.id: labels.entry(entry) for entry in entries.values()}
        page.open_from_list("brought", [report for report in shown.ids if report], titles)


def _columns() -> dict[str, Any]:
    year = st.column_config.NumberColumn(
        min_value=corrections.EARLIEST, max_value=corrections.latest(), step=1, format="%d", width=70
    )
    return {
        t("column.chosen"): st.column_config.CheckboxColumn(width=60),
        t("column.file"): st.column_config.TextColumn(width=170),
        t("column.body"): st.column_config.TextColumn(width=210, max_chars=corrections.LONGEST_NAME),
        t("column.region"): st.column_config.TextColumn(width=190, max_chars=corrections.LONGEST_NAME),
        t("column.year"): year,
        t("column.edition"): st.column_config.TextColumn(width=120),
        t("column.figures_read"): st.column_config.TextColumn(width=90),
    }


def _failures(failed: Sequence[Arrival]) -> None:
    """What was not read, with the reasons; of many the rest is in the table."""
    if not failed:
        return
    lines = [f"- **{t('add.failed', name=markdown(short(one.name, 60)))}** {one.message}" for one in failed[:_NAMED]]
    more = [f"- {t('add.failed_more', n=len(failed) - _NAMED)}"] if failed[_NAMED:] else []
    st.error("\n".join([*lines, *more]), icon=":material/error:")


def _edited(key: str, shown: Brought) -> None:
    """Callback: what was chosen is kept for the buttons, what was corrected goes into the visit."""
    chosen: set[str] = {known for known in shown.keys if known in st.session_state.get(_CHOSEN, ())}
    by_name = {t(f"column.{name}"): field for name, field in brought.EDITABLE.items()}
    is_corrected = False
    for row, changes in st.session_state[key]["edited_rows"].items():
        for name, said in changes.items():
            if name == t("column.chosen"):
                (chosen.add if said else chosen.discard)(shown.keys[row])
            elif name in by_name:
                is_corrected = True
                _apply(shown.ids[row], by_name[name], said)
    st.session_state[_CHOSEN] = chosen
    # a table with other rows is another table
    if is_corrected:
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def _remove(keys: Sequence[str]) -> None:
    for key in keys:
        reading.forget(key)
    st.session_state[_CHOSEN] = set()
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
