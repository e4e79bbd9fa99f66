"""One report: what is probably wrong, then the official form and the document side by side."""

import streamlit as st

from ui.names import bodies
from ui.parts import page
from ui.report import verdicts
from ui.shell import press, state
from ui.views import report_diagnosis, report_form, report_head, report_side
from ui.views.sharing import keep, versions
from ui.visitor import looked_at

page.through_app()

shown = looked_at.with_report(next(iter(state.parameters().get("report", [])), ""))
reports = bodies.described(shown.reports)
entry = report_head.choose(shown, reports)
if entry is None:
    page.head("report")
    is_unknown = state.unknown_values("report", list(shown.reports["report"]))
    page.empty("empty.unknown_report" if is_unknown else "empty.reports")
    page.stop()

seen = verdicts.of_entries([entry])
report_head.head(entry, reports, seen)
keep.one(entry)
versions.show(entry)
page.samples_note(is_public=entry.is_sample)

only, trial, cell = report_diagnosis.chosen_finding(entry), report_diagnosis.chosen_trial(entry), press.selected()
report_diagnosis.show(entry, only, trial, seen)
drawn = report_form.marks(entry, only, trial)
with st.container(key=press.SCOPE):
    left, right = st.columns([3, 2] if report_side.is_source_open() else [5, 2], gap="small")
    with left.container(border=True):
        report_form.tables(entry, drawn, trial=trial)
    with right.container(border=True, key="report_side"):
        report_side.side(entry, cell, drawn)
press.listen(cell)
report_diagnosis.folded(entry, seen)
