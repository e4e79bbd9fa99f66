"""Add a report: paste or upload, and see at once what was read, what was not, and what the checks found."""

import streamlit as st

from ui.names import labels
from ui.parts import page
from ui.parts.links import to_report
from ui.report import verdicts
from ui.shell.safe import markdown
from ui.texts import t
from ui.views import report_diagnosis, report_form, report_head
from ui.views.sharing import keep
from ui.visitor import data, paste, progress, reading

# Of a larger archive the rest is on further pages
PER_PAGE = 20

page.through_app()

page.head("add")
pasting, uploading = st.columns([3, 2], gap="medium")
with pasting:
    st.text_area(
        t("add.paste"), key="paste", height=230, placeholder=t("add.paste_placeholder"), persist_state="session"
    )
    st.button(t("add.read"), type="primary", icon=":material/play_arrow:", key="read", on_click=reading.read_paste)
    paste.box("rich", reading.MAX_PASTE, reading.read_so_far(), reading.read_rich)
with uploading:
    st.file_uploader(
        t("add.upload"),
        accept_multiple_files=True,
        key="files",
        help=t("add.upload_help"),
        on_change=reading.read_files,
    )
    st.caption(t("add.privacy") + (t("add.privacy_verdicts") if verdicts.mode() == verdicts.ON else ""))

progress.show()
found = list(reading.outcomes().items())
entries = {entry.id: entry for entry in data.mine() if not entry.link}
if not found and reading.state() is None:
    page.empty("empty.mine")
keep.all_brought()
shown = page.pager(len(found), PER_PAGE)
for place, (key, outcome) in enumerate(found[shown], shown.start):
    entry = entries.get(outcome.entry_id or "")
    if entry is None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.error(outcome.message, title=t("add.failed", name=markdown(outcome.name)), icon=":material/error:")
            st.button(t("add.dismiss"), key=f"forget_{key}", on_click=reading.forget, args=(key,))
        continue
    with st.container(border=True):
        st.subheader(markdown(f"{labels.body(entry.report)} · {labels.year(entry.report)}"), anchor=False)
        st.markdown(markdown(f"{outcome.name} · {labels.region(entry.report)} · {labels.counts(entry.report)}"))
        report_head.chips(entry)
        if not entry.figures_read:
            st.warning(t("add.no_figures"), icon=":material/table_rows:")
        with st.container(horizontal=True, vertical_alignment="center"):
            to_report(entry, t("add.open"))
            st.button(
                t("add.remove"),
                key=f"forget_{key}",
                icon=":material/delete:",
                type="tertiary",
                on_click=reading.forget,
                args=(key,),
            )
        if place:
            continue
        report_diagnosis.show(entry, is_page=False)
        report_form.tables(entry, report_form.marks(entry), name="view", is_pressable=False)
        report_diagnosis.folded(entry, is_page=False)
