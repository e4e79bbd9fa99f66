"""Every view of the comparing pages, in both languages: with the samples, with none, with a pasted report."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from queries import Asked
from tests.app.conftest import SAMPLES, _run
from tests.sizes import combined
from ui.texts import LANGUAGES, catalogue
from ui.views import regions_view, years_view
from ui.views.findings import tallies

_SPEC = importlib.util.spec_from_file_location("visible", Path(__file__).with_name("visible.py"))
visible = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(visible)
VIEWS = [
    *(("regions", view) for view in regions_view.VIEWS),
    *(("years", view) for view in years_view.VIEWS),
    *(("inconsistencies", view) for view in tallies.VIEWS),
]


@pytest.mark.parametrize(("page", "view", "lang"), [(*one, lang) for one, lang in combined(VIEWS, LANGUAGES)])
def test_a_view_with_the_samples(opened, page, view, lang):
    app = opened(page, lang=lang, view=view)
    assert not app.exception
    assert app.query_params["view"] in (view, [view])
    shown = visible.everything(app)
    assert catalogue(lang)["notice.unknown_value"].partition("{")[0] not in shown
    charts = app.main.get("plotly_chart")
    assert charts or page == "years" or view == "list"
    assert all(chart.proto.alt for chart in charts)


@pytest.fixture(scope="module")
def visit(tmp_path_factory) -> Iterator[AppTest]:
    """A visit without samples that has pasted a report, for the tests that look at it."""
    folder = tmp_path_factory.mktemp("visit")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NIANBAO_SAMPLES", str(tmp_path_factory.mktemp("none")))
        patch.setenv("DATABASE_URL", f"sqlite:///{folder}/verdicts.sqlite3")
        patch.setattr("ui.visitor.reading.PATIENCE", 120.0)
        app = _run("add", {"lang": "zh"})
        app.text_area[0].input((SAMPLES / "panshan_2022.txt").read_text("utf-8")).run()
        assert app.button(key="read").click().run().subheader
        yield app


@pytest.mark.parametrize(("page", "view"), VIEWS)
def test_a_view_with_a_pasted_report_only(visit, page, view):
    app = visit.switch_page(f"pages/{page}.py")
    app.query_params.clear()
    app.query_params["view"] = view
    app.run()
    assert not app.exception
    assert catalogue("zh")["samples.note"] not in [caption.value for caption in app.main.caption]


@pytest.mark.parametrize("page", ["regions", "years", "inconsistencies"])
def test_a_view_that_is_none_is_said(opened, page):
    app = opened(page, view="nonsense")
    assert not app.exception
    assert "view=nonsense" in app.warning[0].value.replace("\\", "")


def test_regions_say_what_is_shown_and_what_is_left_out(opened):
    app = opened("regions", lang="en", year="2019", metric="granted_rate", level="department")
    sentence = app.main.markdown[0].value
    assert "Departments by 'Granted', 2019. Reports shown: 1" in sentence
    assert "1 of them with fewer than 30 cases" in sentence
    assert "1 omitted (blank cells)" in sentence
    assert "Only" not in sentence


def test_regions_say_of_which_province_they_are(opened):
    app = opened("regions", lang="en", year="2024", metric="received", level="prefecture", province="江苏省")
    assert "Only 江苏省. " in app.main.markdown[0].value


def test_the_map_sums_a_province_up(opened):
    app = opened("regions", lang="en", view="map", year="2024", metric="received", level="prefecture")
    table = app.dataframe[0].value
    assert list(table["Region"]) == ["江苏省"]
    assert list(table["Requests received"]) == ["3,525"]


def test_the_overview_goes_down_to_a_county(opened):
    app = opened("overview", province="江苏省", prefecture="淮安市")
    assert not app.exception
    assert set(app.dataframe[0].value["机关"]) == {"洪泽区人民政府"}


def test_a_county_without_its_province_is_said(opened):
    app = opened("overview", county="洪泽区")
    assert "county=洪泽区" in app.warning[0].value.replace("\\", "")


def test_carried_over_and_stock_are_linked_from_year_to_year(opened):
    html = "".join(h.value for h in opened("years", lang="en", view="links").html)
    # 597 in force in 2023, 50 issued and 227 repealed in 2024, 420 in force printed there
    assert "597 + 50 − 227 = 420" in html
    assert "= agrees" in html


def test_two_years_prose_side_by_side(opened):
    app = opened("years", lang="en", view="prose")
    table = next(h.value for h in app.html if "nb-diff" in h.value)
    assert '<th scope="col">2023</th><th scope="col">2024</th>' in table
    assert 'class="nb-kept"' in table or 'class="nb-renumbered"' in table
    assert 'class="nb-replaced"' in table
    assert "<ins>" in table


def test_blanks_beside_zeros_are_no_zeros(opened):
    app = opened("zero", lang="en")
    assert [metric.value for metric in app.metric] == ["2", "0", "0", "0", "1"]
    assert "of the 9 that can be determined, 2 have an all-zero" in app.main.markdown[0].value


def test_a_metric_of_the_link_is_explained(opened):
    app = opened("about", view="metrics", lang="en", metric="review_corrected_rate")
    table = next(h.value for h in app.html if "nb-data" in h.value)
    assert "reviews corrected ÷ concluded reviews" in table
    assert "Administrative review" in table


def test_rates_of_rules_have_their_denominator(opened):
    app = opened("inconsistencies", lang="en", view="rules")
    table = next(frame.value for frame in app.dataframe if "Rule" in frame.value).set_index("Rule")
    row = table.loc["Applicants add up to the total"]
    assert (row["Reports with findings"], row["Reports it applies to"]) == (1, 10)


def test_bodies_that_a_link_chooses_are_marked_and_in_a_table(opened):
    every = opened("regions", lang="en", data="demo", level="county", year="2023")
    assert len(every.dataframe) == 1
    ids = bodies_of("county", 2023)
    app = opened("regions", lang="en", data="demo", level="county", year="2023", body=ids[:2])
    assert not app.exception
    assert len(app.warning) == len(every.warning)
    assert len(app.dataframe) == 2
    assert len(app.dataframe[0].value) == 2
    # of a body that is not of this level nothing is shown in its place
    other = opened("regions", lang="en", data="demo", level="province", year="2023", body=ids[:1])
    assert catalogue("en")["regions.select"] in [caption.value for caption in other.caption]


def bodies_of(tier: str, year: int) -> list[str]:
    asked = Asked(str(Path(__file__).parents[2] / "demo" / "data" / "dataset"))
    heads = asked.ask("heads")
    asked.close()
    return list(heads.loc[(heads["kind"] == tier) & (heads["year"] == year), "body"])
