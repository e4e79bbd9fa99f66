"""Zero-filled: reports whose figures are all 0 or all blank, their share by region and year, and their peers."""

import streamlit as st

from dataset.zero import BLANK, REPORT, REQUESTS, UNKNOWN, UNREAD
from ui import charts
from ui.compare import board, zero
from ui.names import bodies
from ui.parts import page
from ui.parts.links import to_list
from ui.shell import state
from ui.texts import t
from ui.visitor import looked_at

page.through_app()

GROUPS = ("province", "prefecture", "county", "kind")
PER_PAGE = 24

shown = looked_at.shown()
sentence = page.opening("zero", shown)
if not len(shown):
    page.empty()
    page.stop()

judged = bodies.described(shown.reports)
counted = judged["zero"].value_counts()
kinds = (REPORT, REQUESTS, BLANK, UNKNOWN, UNREAD)
every = {name: int(counted.get(name, 0)) for name in kinds}
all_zero = every[REPORT] + every[REQUESTS]
out = every[UNKNOWN] + every[BLANK] + every[UNREAD]
in_state = int((judged["state"] == "zero_filled").sum())
sentence.markdown(
    t("zero.sentence", n=f"{len(judged):,}", zero=f"{all_zero:,}", known=f"{len(judged) - out:,}", out=f"{out:,}")
    + t("zero.of_state", n=f"{in_state:,}", state=t("state.zero_filled"))
)
helps = {"blank": t("zero.blank_help"), "unknown": t("zero.unknown_help")}
with st.grid(5, min_column_width=130):
    for name, is_in in zero.listed(judged).items():
        if name == "all":
            continue
        with st.container(gap="xsmall"):
            title = t("zero.requests" if name == "zero" else f"zero.{name}")
            st.metric(title, f"{int(is_in.sum()):,}", border=True, help=helps.get(name))
            to_list("zero", t("overview.list"), int(is_in.sum()), list=name)


@st.fragment
def by_region() -> None:
    """Shares by the chosen level of region or of bodies, page by page."""
    names = {level: t(f"region.{level}") for level in GROUPS}
    tie = state.bind_one("by", list(names), "province")
    st.segmented_control(t("zero.group"), list(names), required=True, format_func=names.__getitem__, **tie)
    grouped = zero.shares(judged, state.value("by"))
    if grouped.empty:
        page.empty("empty.no_shares")
        return
    part = grouped.iloc[page.pager(len(grouped), PER_PAGE)]
    st.plotly_chart(charts.shares(part), config=charts.CONFIG, key="by_region", alt=t("zero.by_region_alt"))
    table = board.rates_table(grouped, names[state.value("by")], t("zero.column_zero"))
    page.data_behind(table, "zero_by_region", t("zero.by_region_alt"))


left, right = st.columns(2, gap="medium")
with left.container(border=True):
    st.subheader(t("zero.by_year"), anchor=False)
    by_year = zero.shares(judged, "year")
    if by_year.empty:
        page.empty("empty.undated")
    else:
        st.plotly_chart(charts.shares(by_year), config=charts.CONFIG, key="by_year", alt=t("zero.by_year_alt"))
        table = board.rates_table(by_year, t("column.year"), t("zero.column_zero"))
        page.data_behind(table, "zero_by_year", t("zero.by_year_alt"))
with right.container(border=True):
    st.subheader(t("zero.by_region"), anchor=False)
    by_region()
with st.container(border=True):
    st.subheader(t("zero.list"), anchor=False)
    st.caption(t("zero.meaning", n=zero.PEERS))
    names = {name: t(f"zero.list_{name}") for name in zero.LISTS}
    tie = state.bind_one("list", zero.LISTS, zero.LISTS[0])
    st.segmented_control(t("zero.which"), zero.LISTS, required=True, format_func=names.__getitem__, **tie)
    listed = zero.with_peers(judged, state.value("list"))
    st.caption(t("zero.listed", n=f"{len(listed):,}"))
    if listed.empty:
        st.success(t("zero.none"), icon=":material/check_circle:")
    else:
        first = listed.head(page.MOST_ROWS)
        whole = page.Whole(len(listed), lambda: zero.list_table(listed))
        ids = list(first["report"])
        page.table(zero.list_table(first), "zero_reports", t("zero.list"), None, ids, has_download=True, whole=whole)
