"""The made-up dataset as a choice: in the sidebar and the URL, said to be made up on every page and in every download."""

from __future__ import annotations

import pandas as pd
import pytest

from demo import FOLDER
from tests import kept
from tests.sizes import combined, sized
from ui.take.export import csv
from ui.texts import LANGUAGES, catalogue, speaking

PAGES = ("overview", "add", "report", "regions", "years", "zero", "inconsistencies", "about")


def said(app) -> list[str]:
    return [warning.value for warning in app.warning]


@pytest.mark.parametrize(("page", "lang"), combined(PAGES, LANGUAGES))
def test_every_page_says_that_the_reports_are_made_up(opened, page, lang):
    app = opened(page, lang=lang, data="demo")
    assert not app.exception
    assert catalogue(lang)["dataset.banner"] in said(app)
    captions = [caption.value for caption in app.caption] + [caption.value for caption in app.sidebar.caption]
    assert catalogue(lang)["samples.note"] not in captions
    assert any(f"{len(kept.ids()):,}" in caption for caption in captions)


@pytest.mark.parametrize("lang", sized(("en",), LANGUAGES))
def test_the_samples_are_the_default_and_leave_the_url_alone(opened, lang):
    app = opened("overview", lang=lang)
    assert catalogue(lang)["dataset.banner"] not in said(app)
    assert "data" not in app.query_params
    assert app.radio(key="url_data").value == "samples"


def test_the_choice_goes_into_the_url_and_out_of_it(opened):
    app = opened("overview", province="湖南省")
    app.radio(key="url_data").set_value("demo").run()
    assert app.query_params["data"] == "demo"
    # filters speak of reports that are gone
    assert "province" not in app.query_params
    assert said(app) == [catalogue("zh")["dataset.banner"]]
    app.radio(key="url_data").set_value("samples").run()
    assert "data" not in app.query_params
    assert not app.exception


def test_the_choice_stays_from_page_to_page(opened):
    app = opened("overview", data="demo")
    app.switch_page("pages/regions.py").run()
    assert app.query_params["data"] == "demo"
    assert catalogue("zh")["dataset.banner"] in said(app)


@pytest.mark.parametrize("value", ["real", "<b>x</b>", "../demo"])
def test_a_dataset_that_there_is_not_is_said(opened, value):
    app = opened("overview", data=value)
    assert sum(value in text.replace("\\", "") for text in said(app)) == 1
    assert app.radio(key="url_data").value == "samples"


def test_a_report_of_the_dataset_opens_like_any_other(opened):
    truth = pd.read_csv(FOLDER / "truth.csv")
    rows = kept.frame("reports").set_index("source")
    report = rows.loc[truth[truth["error"] == "outcome_cell"]["name"].iloc[0]]
    app = opened("report", data="demo", report=report["report"], tab="requests")
    assert not app.exception
    assert said(app) == [catalogue("zh")["dataset.banner"]]
    shown = "".join(html.value for html in app.html)
    assert shown.count("<td") >= 175
    assert "nb-error" in shown
    assert str(report["agency"]) in app.title[0].value


def test_own_reports_are_shown_alone_until_the_dataset_is_chosen_too(opened, panshan):
    app = opened("add", data="demo")
    app.text_area(key="paste").set_value(panshan).run()
    app.button(key="read").click().run()
    assert not app.exception
    app.switch_page("pages/overview.py").run()
    assert app.metric[0].value == "1"
    # nothing that is shown is made up
    assert not said(app)
    app.sidebar.get("button_group")[-1].set_value(["public", "mine"]).run()
    assert app.query_params["scope"] == ["public", "mine"]
    assert app.metric[0].value == f"{len(kept.ids()) + 1:,}"
    assert said(app) == [catalogue("zh")["dataset.banner"]]


def test_a_link_to_what_only_a_visit_has_shows_nothing_else(opened):
    app = opened("overview", scope="mine")
    assert not app.metric
    assert catalogue("zh")["empty.not_here.title"] in "".join(text.value for text in app.markdown)


def test_every_row_of_a_download_says_that_it_is_made_up():
    frame = pd.DataFrame({"a": [1, 2]})
    with speaking("en"):
        text = csv(frame, "=made, up").decode("utf-8-sig")
    assert text.splitlines() == [f"a,{catalogue('en')['fact.dataset']}", '1,"\'=made, up"', '2,"\'=made, up"']
    assert csv(frame).decode("utf-8-sig").splitlines() == ["a", "1", "2"]
