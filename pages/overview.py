"""Overview: what there is, in which state, and what most needs a look."""

import streamlit as st

from ui import board, charts, data, page, state
from ui.links import open_clicked
from ui.safe import markdown
from ui.texts import language, t

page.through_app()

shown = data.entries()
page.head("overview", shown)
for name, error in data.unreadable_samples():
    st.warning(t("overview.unreadable", name=markdown(name), reason=markdown(error.message(language()))))
if not shown:
    page.empty()
    st.stop()

frames = data.frames(shown)
years = frames.reports["year"].dropna()
with st.grid(4, min_column_width=150):
    st.metric(t("overview.reports"), len(shown), border=True)
    st.metric(t("overview.bodies"), frames.reports["body"].nunique(), border=True)
    span = f"{years.min()}–{years.max()}" if len(years) else "–"
    st.metric(t("overview.years"), span, border=True)
    st.metric(t("overview.flagged"), int((frames.reports["state"] == "flagged").sum()), border=True)

left, right = st.columns([3, 2], gap="medium")
with left.container(border=True):
    st.subheader(t("overview.coverage"), anchor=False)
    provinces = sorted(frames.reports["province"].dropna().unique())
    tie = state.one("province", provinces)
    if len(provinces) > 1:
        st.selectbox(t("filter.province"), provinces, index=None, placeholder=t("filter.all"), **tie)
    cells = board.coverage(frames.reports, state.value("province"))
    if cells.empty:
        page.empty("empty.undated")
    else:
        st.markdown(board.legend(cells))
        st.plotly_chart(
            charts.matrix(cells),
            key="matrix",
            on_select=lambda: open_clicked("matrix"),
            selection_mode="points",
            config=charts.CONFIG,
            alt=t("overview.coverage_alt", n=len(cells)),
        )
        board.coverage_table(cells)
with right.container(border=True):
    st.subheader(t("overview.findings"), anchor=False)
    board.worst(shown, 5)
