"""Overview: which reports there are and in which state, how the main rates spread, what was found last."""

import streamlit as st

from checks.judgement.states import WRONG
from metrics import FEW
from ui import charts
from ui.compare import published, spread
from ui.names import bodies
from ui.parts import page, pickers
from ui.parts.links import REPORT, open_clicked, to_list
from ui.report import verdicts
from ui.texts import t
from ui.texts import years as said_years
from ui.views import coverage
from ui.views.findings import cards
from ui.visitor import dataset, looked_at

page.through_app()

shown = looked_at.shown()
sentence = page.opening("overview", shown)
coverage.unreadable(shown.unreadable(coverage.FAILURES))
if not len(shown):
    page.empty()
    page.stop()

reports = bodies.described(shown.reports)
years = reports["year"].dropna()
span = said_years(years)
undated = len(reports) - len(years)
# said only where it is so: documents that could not be read are left out too
lacks = published.Lacks(shown.ask("late"), shown.ask("missing"))
absent = len(lacks.missing)
is_whole = not undated and not absent and shown.unreadable(1).empty
left_out = t("overview.undated", n=undated) if undated else t("overview.none_left_out") if is_whole else ""
left_out += t("overview.some_absent", n=f"{absent:,}") if absent else ""
number_of_bodies = reports["body"].nunique()
sentence.markdown(t("overview.sentence", n=f"{len(reports):,}", bodies=f"{number_of_bodies:,}", span=span) + left_out)
if dataset.has_example():
    # no invented figure among real bodies: the example is in the made-up dataset, which says so
    st.page_link(REPORT, label=t("overview.example"), icon=":material/school:", query_params=dataset.EXAMPLE, help="")
with st.grid(4, min_column_width=150):
    with st.container(gap="xsmall"):
        st.metric(t("overview.reports"), f"{len(reports):,}", border=True)
        to_list("data", t("overview.list"), len(reports), frame="reports")
    with st.container(gap="xsmall"):
        st.metric(t("overview.bodies"), f"{number_of_bodies:,}", border=True)
        to_list("data", t("overview.list"), number_of_bodies, frame="bodies")
    st.metric(t("overview.years"), span, border=True)
    with st.container(gap="xsmall"):
        wrong = int(reports["state"].isin(WRONG).sum())
        st.metric(t("overview.flagged"), f"{wrong:,}", border=True)
        to_list("data", t("overview.list"), wrong, frame="reports", state=list(WRONG))

left, right = st.columns([3, 2], gap="medium")
with left.container(border=True):
    st.subheader(t("overview.coverage"), anchor=False)
    scope = coverage.choose(reports)
    here = lacks.of(scope.reports)
    if scope.reports["year"].isna().all():
        page.empty("empty.undated")
    elif scope.level:
        cells, measure = coverage.choose_measure(scope, here)
        st.plotly_chart(
            charts.regions(cells, alarming=measure != "there"),
            key="regions_matrix",
            on_select=lambda: coverage.go_down("regions_matrix", scope.level),
            selection_mode="points",
            config=charts.CONFIG,
            alt=t("overview.coverage_alt", n=len(cells)),
        )
        page.data_behind(coverage.region_table(cells), "coverage", t("overview.table_alt"), chart="regions_matrix")
    else:
        cells = coverage.by_body(scope.reports)
        drawn = coverage.with_absent(cells, here.missing)
        st.markdown(coverage.legend(drawn))
        st.plotly_chart(
            charts.matrix(coverage.page_of(drawn)),
            key="matrix",
            on_select=lambda: open_clicked("matrix"),
            selection_mode="points",
            config=charts.CONFIG,
            alt=t("overview.coverage_alt", n=len(cells)),
        )
        table = coverage.body_table(cells)
        page.data_behind(table, "coverage", t("overview.table_alt"), reports=list(cells["report"]), chart="matrix")
    coverage.absent_years(here.missing)
with left.container(border=True):
    st.subheader(t("overview.rates"), anchor=False)
    tiers = shown.ask("ranked_tiers", metrics=list(spread.MAIN)).set_index("kind")["n"]
    level = pickers.choose_level(tiers, "rates")
    if level is None:
        page.empty("empty.few_cases")
    else:
        rates = spread.percentiles(shown.ask("percentiles", metrics=list(spread.MAIN), tier=level))
        most, every = int(rates["n"].max()), int((reports["kind"] == level).sum())
        st.caption(t("overview.rates_note", level=t(f"kind.{level}"), n=most, out=every - most, few=FEW))
        st.plotly_chart(charts.spreads(rates), config=charts.CONFIG, key="spreads", alt=t("overview.rates_alt"))
        page.data_behind(spread.percentiles_table(rates), "main_rates", t("overview.rates_alt"), chart="spreads")
with right.container(border=True):
    st.subheader(t("overview.states"), anchor=False)
    coverage.states(reports, len(lacks.late), absent)
with right.container(border=True):
    st.subheader(t("overview.findings"), anchor=False)
    newest = shown.ask("findings_newest", first=[entry.id for entry in shown.held], limit=5)
    if newest.empty:
        st.success(t("findings.none_at_all"), icon=":material/check_circle:")
    seen = verdicts.of_entries(shown.entries(newest["report"]).values())
    cards.cards_of(newest, shown, seen, can_decide=False)
    st.page_link("pages/inconsistencies.py", label=t("overview.all_findings"), icon=":material/rule:", help="")
