"""The URL: every view is a link, and what a link says wrongly is said."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from checks.judgement.states import SORTS
from parsing import parse_report
from tests.sizes import sized
from ui.texts import LANGUAGES, catalogue


def ident(samples, name):
    return parse_report((samples / name).read_bytes(), name).sha256[:12]


@pytest.fixture
def samples(request):
    return request.path.parents[2] / "sample_reports"


def test_a_report_is_opened_by_its_id(opened, samples):
    app = opened("report", report=ident(samples, "panshan_2022.txt"), tab="requests")
    assert app.title[0].value == "盘山县人民政府办公室 · 2022"
    assert "nb-requests" in "".join(html.value for html in app.html)


@pytest.mark.parametrize(
    ("page", "name", "value"),
    [
        ("report", "report", "0123456789ab"),
        ("report", "tab", "secrets"),
        ("report", "finding", "999"),
        ("regions", "year", "1789"),
        ("regions", "metric", "__class__"),
        ("years", "body", "../../etc/passwd"),
        ("zero", "by", "planet"),
        ("inconsistencies", "rule", "no.such_rule"),
        ("inconsistencies", "outcome", "<b>x</b>"),
        ("overview", "province", "Atlantis"),
        ("overview", "lang", "tlh"),
    ],
)
def test_a_value_that_is_no_choice_is_said(opened, page, name, value):
    app = opened(page, **{name: value})
    assert not app.exception
    said = [warning.value.replace("\\", "") for warning in app.warning]
    assert sum(value in text for text in said) == 1
    # The link is left as it is: who reads the notice can see what is wrong with it.
    assert app.query_params[name] == value


@pytest.mark.parametrize("lang", sized(("en",), LANGUAGES))
def test_a_link_to_a_report_that_is_not_here_shows_no_other(opened, lang):
    app = opened("report", lang=lang, report="0123456789ab")
    words = catalogue(lang)
    assert app.title[0].value == words["report.title"]
    assert words["empty.unknown_report.body"] in [markdown.value for markdown in app.markdown]
    assert not [html.value for html in app.html if "nb-form" in html.value and "<style" not in html.value]
    assert not app.selectbox


def test_an_own_report_is_gone_after_a_reload_and_its_link_shows_no_other(opened, samples, tmp_path):
    mine = opened("add", samples=tmp_path)
    mine.text_area(key="paste").set_value((samples / "panshan_2022.txt").read_text("utf-8"))
    mine.button(key="read").click().run()
    mine.switch_page("pages/report.py").run()
    link = mine.query_params["report"]
    assert "盘山县人民政府办公室 · 2022" in [title.value for title in mine.title]
    after = opened("report", samples=tmp_path, report=link)
    assert catalogue("zh")["empty.unknown_report.body"] in [markdown.value for markdown in after.markdown]


def test_a_body_that_is_not_here_is_not_replaced(opened):
    app = opened("years", body="no such body")
    assert catalogue("zh")["empty.unknown_body.body"] in [markdown.value for markdown in app.markdown]
    assert not app.get("plotly_chart")


def test_a_region_that_is_not_here_is_not_replaced(opened):
    app = opened("regions", province="Atlantis")
    assert catalogue("zh")["empty.unknown_region.body"] in [markdown.value for markdown in app.markdown]
    assert not app.get("plotly_chart")


def lines(app):
    """The lines of the list, each as the words in it."""
    return re.findall(r'<li class="nb-line (nb-\w+)[^>]*data-report="(\w+)">', "".join(html.value for html in app.html))


def test_the_board_shows_what_failed_and_the_rest_apart(opened):
    found = {
        show: lines(opened("inconsistencies", **asked))
        for show, asked in {"": {}, **{name: {"show": name} for name in (*SORTS, "all")}}.items()
    }
    assert found[""] == found["failed"]
    assert found["failed"]
    assert {weight for weight, _ in found["failed"]} == {"nb-error"}
    assert {weight for weight, _ in found["remark"]} <= {"nb-info", "nb-warning", "nb-uncertain"}
    # a report is one line, whatever is found in it
    assert len({report for _, report in found["all"]}) == len(found["all"]) > len(found["failed"])
    assert set(found["failed"]) <= set(found["all"])


def test_the_board_needs_no_verdicts(opened, monkeypatch):
    monkeypatch.setenv("NIANBAO_VERDICTS", "off")
    app = opened("inconsistencies")
    assert not app.exception
    assert lines(app)
    assert not any("checkbox" in html.value for html in app.html if "data-report" in html.value)


def test_an_older_link_with_a_filter_means_findings_of_every_sort(opened):
    app = opened("inconsistencies", severity="info")
    assert app.query_params["show"] == "all"
    assert "nb-info" in {weight for weight, _ in lines(app)} <= {"nb-info", "nb-uncertain"}
    assert not app.warning


@pytest.mark.parametrize("data", ["samples", "demo"])
def test_the_board_and_the_overview_agree_on_how_many_fail_a_check(opened, data):
    said = {metric.label: metric.value for metric in opened("overview", lang="en", data=data).metric}
    sentence = opened("inconsistencies", lang="en", data=data).main.markdown[0].value
    assert f", {said[catalogue('en')['overview.flagged']]} have figures that disagree" in sentence


def test_a_good_link_says_nothing(opened, samples):
    app = opened("report", report=ident(samples, "suqian_2024.html"), tab="disputes")
    assert not app.warning


def test_a_choice_goes_into_the_url_and_a_default_out_of_it(opened):
    app = opened("inconsistencies")
    app.multiselect(key="url_rule").set_value(["requests.outcome_sum"]).run()
    assert app.query_params["rule"] == "requests.outcome_sum"
    assert not app.exception
    app.multiselect(key="url_rule").set_value([]).run()
    assert "rule" not in app.query_params


def test_filters_of_a_link_filter(opened):
    every = opened("inconsistencies", show="all")
    one = opened("inconsistencies", rule="requests.outcome_sum", outcome="failed")
    assert 0 < len(lines(one)) < len(lines(every))
    assert {weight for weight, _ in lines(one)} == {"nb-error"}


def test_only_failed_and_uncertain_findings_are_on_the_board(opened):
    uncertain = opened("inconsistencies", outcome="uncertain")
    assert {weight for weight, _ in lines(uncertain)} == {"nb-uncertain"}
    (_, report), *_ = lines(uncertain)
    opened_there = opened("inconsistencies", outcome="uncertain", open=report)
    cards = [html.value for html in opened_there.html if "<article" in html.value]
    assert cards
    assert all("nb-uncertain" in card and "nb-error" not in card for card in cards)
    assert all(catalogue("zh")["outcome.uncertain"] in card for card in cards)


def test_nothing_that_fits_is_said(opened):
    app = opened("inconsistencies", rule="requests.outcome_sum", year="2024")
    assert catalogue("zh")["empty.findings.body"] in [markdown.value for markdown in app.markdown]


@pytest.mark.parametrize(("locale", "lang"), [("zh-CN", "zh"), ("zh-Hant-TW", "zh"), ("en-GB", "en"), ("fr", "en")])
def test_the_language_of_a_first_visit_is_the_browsers(monkeypatch, samples, locale, lang):
    monkeypatch.setenv("NIANBAO_SAMPLES", str(samples))
    app = AppTest.from_file(str(samples.parent / "app.py"), default_timeout=60)
    app.context = {"locale": locale}
    assert app.run().title[0].value == catalogue(lang)["overview.title"]


def test_the_switch_changes_the_language_and_the_url(opened):
    app = opened("zero", lang="zh")
    app.segmented_control(key="_lang_pick").set_value("en").run()
    assert app.title[0].value == catalogue("en")["zero.title"]
    assert app.query_params["lang"] == "en"


def test_the_body_and_the_year_lead_to_the_report(opened, samples):
    app = opened("report", report=ident(samples, "suqian_2023.html"))
    app.segmented_control(key="report_year").set_value(ident(samples, "suqian_2024.html")).run()
    assert app.title[0].value.endswith("2024")
    assert app.query_params["report"] == ident(samples, "suqian_2024.html")


def test_an_explanation_is_tried_out_in_the_table_only(opened, samples):
    app = opened("report", report=ident(samples, "panshan_2022.txt"), tab="requests")
    tried = [radio for radio in app.radio if radio.key == "url_try"]
    assert not any("nb-implied" in html.value.split("</style>")[-1] for html in app.html if "<td" in html.value)
    if tried:
        tried[0].set_value(1).run()
        assert any("nb-implied" in html.value for html in app.html if "<td" in html.value)


def test_a_bad_value_is_said_on_a_page_that_ends_early(opened, tmp_path):
    app = opened("zero", samples=tmp_path, lang="zz")
    assert not app.exception
    assert any("zz" in warning.value for warning in app.warning)
