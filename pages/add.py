"""Add a report: paste or upload, and see at once what was read, what was not, and what the checks found."""

import streamlit as st

from ui.parts import page
from ui.report import verdicts
from ui.texts import t
from ui.views import add_view
from ui.views.sharing import hand_over, keep
from ui.visitor import data, handing, paste, progress, reading

page.through_app()

page.head("add")
with st.container(border=True):
    pasting, uploading = st.columns([3, 2], gap="medium")
    with pasting:
        st.text_area(
            t("add.paste"), key="paste", height=150, placeholder=t("add.paste_placeholder"), persist_state="session"
        )
        st.button(t("add.read"), type="primary", icon=":material/play_arrow:", key="read", on_click=reading.read_paste)
    with uploading:
        st.file_uploader(
            t("add.upload"),
            accept_multiple_files=True,
            key="files",
            help=t("add.upload_help"),
            on_change=reading.read_files,
        )
        if reading.unread_files():
            # a run that was broken off has left them
            reading.read_files()
            st.rerun()
        paste.box("rich", reading.MAX_PASTE, reading.read_so_far(), reading.read_rich)
    says = {"add.privacy": True, "add.privacy_verdicts": verdicts.mode() == verdicts.ON}
    says["add.privacy_handing"] = handing.is_offered()
    st.caption("".join(t(text) for text, is_said in says.items() if is_said))

progress.show()
outcomes = reading.outcomes()
if not outcomes and reading.state() is None:
    page.empty("empty.mine")
keep.all_brought()
hand_over.handed_over()
add_view.show(outcomes, {entry.id: entry for entry in data.mine()})
