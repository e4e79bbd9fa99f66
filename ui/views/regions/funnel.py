"""The view of regions that says which rates differ by more than chance."""

from __future__ import annotations

import streamlit as st

from metrics import Metric
from metrics import funnel as limits
from ui import charts
from ui.compare import funnel
from ui.compare.by_metric import Compared
from ui.compare.judge import Judge
from ui.parts import page
from ui.texts import language, t
from ui.views.regions_view import formats, selected_reports


@st.fragment
def funnel_plot(compared: Compared, chosen: Metric, judge: Judge) -> None:
    """Rates against their cases with limits at 95 % and 99.8 %; a click on a dot shows the way to its report."""
    drawn = limits.funnel(compared.shown) if chosen.is_rate else None
    if drawn is None:
        page.empty("empty.no_funnel")
        return
    st.markdown(funnel.sentence(drawn))
    against = judge.against(funnel.suspected(drawn).head(page.MOST_ROWS))
    key = f"funnel_{chosen.id}"
    name = chosen.name[language()]
    st.plotly_chart(
        charts.funnel(funnel.detailed(drawn, chosen, against), chosen.denominator_label[language()]),
        config=charts.CONFIG,
        key=key,
        on_select="rerun",
        selection_mode="points",
        alt=t("regions.funnel_alt", metric=name),
    )
    st.caption(" ".join([t("regions.funnel_note"), t("regions.funnel_marked") if against else ""]))
    table = funnel.table(drawn, chosen, against)
    alt = t("regions.table_alt")
    marked = table[table["report"].isin(selected_reports(key))]
    if not marked.empty:
        page.table(marked.drop(columns="report"), "picked", alt, formats(chosen), list(marked["report"]))
    page.data_behind(
        table.drop(columns="report"), f"{chosen.id}_funnel", alt, formats(chosen), list(table["report"]), chart=key
    )
