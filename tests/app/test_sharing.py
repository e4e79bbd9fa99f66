"""Reports are kept and shared by a link: seen by whoever has it, changed by whoever has the key, and by nobody else."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st

from checks import run_checks
from parsing import parse_report
from storage import Limits, LinkError, LinkTerms, open_store, secret
from tests.app import visible
from tests.app.test_add import paste
from tests.sizes import sized
from ui.shell.safe import markdown
from ui.texts import LANGUAGES, catalogue
from ui.visitor import database, shared
from workers import ReadDocument

PAGES = ("overview", "add", "report", "regions", "years", "zero", "inconsistencies", "data")
HOSTILE = '<img src=x onerror=alert(1)> **b** :red[x] =HYPERLINK("x") \'; DROP TABLE links; --'


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(database, "RESTING", {})
    monkeypatch.setattr(shared, "_TRIED", type(shared._TRIED)())


def keep(app, **choices):
    """Keep what was brought; the parameters of the link, and the key."""
    for name, value in choices.items():
        app.radio(key=f"keep_{name}").set_value(value)
    app.button(key="keep_save").click().run()
    assert not app.exception
    link, key = (code.value for code in app.code)
    found = parse_qs(urlsplit(link).query)
    assert found.pop("scope") == ["public", "shared"]
    return {"scope": ["public", "shared"]} | {name: values[0] for name, values in found.items()}, key


@pytest.fixture
def kept(panshan):
    """The parameters of a link, and its key."""
    read = as_read(panshan)
    given = open_store().links.keep([read], "", LinkTerms(30, can_decide=False), Limits(50, 2000))
    return {"report": read.report.sha256[:12], "shared": given.token}, given.key


def as_read(text):
    """As a worker hands it over."""
    report = parse_report(text.encode(), "report.txt")
    return ReadDocument(report, run_checks(report), b"", text.encode())


def keys(app):
    return [str(button.key) for button in app.button]


def said(app):
    return visible.everything(app)


def test_whoever_opens_the_link_sees_the_same_report_and_findings(opened, tmp_path, panshan):
    mine = paste(opened("add", samples=tmp_path), panshan)
    parameters, _ = keep(mine)
    mine.switch_page("pages/report.py").run()
    theirs = opened("report", samples=tmp_path, **parameters)
    assert not theirs.exception
    assert theirs.title[0].value == mine.title[0].value
    assert [html.value for html in theirs.html] == [
        # who may say something of a finding is not the same
        html.value
        for html in mine.html
    ]
    assert catalogue("zh")["shared.chip"] in said(theirs)
    assert not [button for button in theirs.button if str(button.key).startswith(("confirmed_", "keep_"))]


@pytest.mark.parametrize("lang", sized(("en",), LANGUAGES))
def test_a_shared_report_is_in_every_view_among_the_samples(opened, kept, lang):
    parameters, _ = kept
    app = opened("overview", lang=lang, shared=parameters["shared"])
    for page in PAGES:
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception
        assert app.query_params["shared"] in (parameters["shared"], [parameters["shared"]])
        assert catalogue(lang)["shared.may_read"] in said(app)
    # it is nobody's own until it is taken over
    app.switch_page("pages/add.py").run()
    assert not app.subheader
    app.button(key="shared_add").click().run()
    assert [heading.value for heading in app.subheader] == ["盘山县人民政府办公室 · 2022"]
    app.button(key="shared_close").click().run()
    assert "shared" not in app.query_params
    assert [heading.value for heading in app.subheader] == ["盘山县人民政府办公室 · 2022"]


def test_without_the_link_nobody_sees_it(opened, tmp_path, kept):
    parameters, _ = kept
    app = opened("report", samples=tmp_path, report=parameters["report"])
    assert catalogue("zh")["notice.unknown_report"].partition("{")[0] in said(app)
    assert "盘山" not in said(opened("overview", samples=tmp_path))


@pytest.mark.parametrize("lang", sized(("zh",), LANGUAGES))
@pytest.mark.parametrize("why", ["mistyped", "unknown", "expired", "deleted", "off", "unavailable", "too_many"])
def test_a_link_that_does_not_open_says_why_and_shows_nothing_else(opened, tmp_path, kept, monkeypatch, lang, why):
    (parameters, key), token = kept, kept[0]["shared"]
    store = open_store().links
    if why == "mistyped":
        token = token[:-1]
    elif why == "unknown":
        token = secret.made()
    elif why == "expired":
        store.change(token, key, LinkTerms(0, can_decide=False))
    elif why == "deleted":
        store.delete(token, key)
    elif why == "off":
        monkeypatch.setenv("NIANBAO_SHARING", "off")
    elif why == "unavailable":
        monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:1/none")
    else:
        monkeypatch.setattr(shared, "_TRIES", 1)
        for _ in range(2):
            opened("about", samples=tmp_path, shared=secret.made())
    app = opened("report", lang=lang, samples=tmp_path, report=parameters["report"], shared=token)
    assert not app.exception
    assert catalogue(lang)[f"shared.why_{why}"] in said(app)
    assert "盘山" not in said(app)


def test_a_link_is_changed_and_deleted_by_its_key_alone(opened, tmp_path, kept):
    parameters, key = kept
    app = opened("overview", lang="en", samples=tmp_path, shared=parameters["shared"])
    words = catalogue("en")
    for wrong in ("", secret.made(), parameters["shared"], key.swapcase()):
        app.text_input(key="shared_key").set_value(wrong)
        app.button(key="shared_delete").click().run()
        assert words["shared.why_wrong_key"] in [toast.value for toast in app.toast]
        assert words["shared.may_read"] in said(app)
    app.text_input(key="shared_key").set_value(f" {key} ")
    app.radio(key="shared_until").set_value("good")
    app.radio(key="shared_rights").set_value("decide")
    app.button(key="shared_change").click().run()
    assert words["shared.may_decide"] in said(app)
    assert words["shared.for_good"] in said(app)
    app.text_input(key="shared_key").set_value(key)
    app.button(key="shared_delete").click().run()
    assert words["shared.why_deleted"] in said(app)
    assert "Panshan" not in said(app)
    assert "盘山" not in said(app)


def test_verdicts_are_given_only_through_a_link_that_allows_them(opened, tmp_path, panshan):
    parameters, key = keep(paste(opened("add", samples=tmp_path), panshan), rights="decide")
    app = opened("report", samples=tmp_path, **parameters)
    first = next(button.key for button in app.button if str(button.key).startswith("confirmed_"))
    app.button(key=first).click().run()
    store = open_store()
    given = store.verdicts.all()
    assert given
    # whoever has shared it changes his mind while the buttons are still there
    store.links.change(parameters["shared"], key, LinkTerms(30, can_decide=False))
    app.button(key=next(key for key in keys(app) if key.startswith("withdraw_"))).click().run()
    assert store.verdicts.all() == given
    assert not [key for key in keys(app) if key.startswith(("confirmed_", "withdraw_"))]


def test_several_reports_are_one_collection_and_more_are_put_in(opened, tmp_path, panshan):
    mine = paste(opened("add", samples=tmp_path), panshan)
    paste(mine, panshan.replace("2022", "2023"))
    parameters, key = keep(mine)
    assert "report" not in parameters
    app = opened("add", samples=tmp_path, shared=parameters["shared"])
    paste(app, panshan.replace("2022", "2021"))
    app.text_input(key="shared_key").set_value(key)
    app.button(key="shared_enlarge").click().run()
    _, reports = open_store().links.reports(parameters["shared"])
    assert {shared_.read.report.year for shared_ in reports} == {2021, 2022, 2023}
    app = opened("years", samples=tmp_path, shared=parameters["shared"])
    assert all(str(year) in said(app) for year in (2021, 2022, 2023))


@pytest.mark.parametrize("lang", sized(("zh",), LANGUAGES))
def test_of_two_documents_on_one_year_the_newest_is_shown_with_what_changed(opened, tmp_path, panshan, lang):
    words = catalogue(lang)
    old = f"发布时间:2023-01-20\n{panshan}"
    new = old.replace("2023-01-20", "2023-06-01").replace("行政處罰 |\n0 |", "行政處罰 |\n7 |")
    given = open_store().links.keep([as_read(new), as_read(old)], "", LinkTerms(30, can_decide=False), Limits(50, 2000))
    app = opened("report", lang=lang, samples=tmp_path, shared=given.token)
    assert not app.exception
    assert len(app.segmented_control(key="report_year").options) == 1
    (changed,) = [one.label for one in app.expander if words["versions.changed"][:4] in one.label]
    assert changed.index("2023-06-01") < changed.index("2023-01-20") or lang == "en"
    (frame,) = [one.value for one in app.dataframe if words["versions.before"] in one.value]
    assert [row[1:] for row in frame.itertuples(index=False, name=None)] == [("0", "7")]


@pytest.mark.parametrize("lang", sized(("en",), LANGUAGES))
def test_what_is_too_much_is_said_and_not_kept(opened, tmp_path, panshan, monkeypatch, lang):
    monkeypatch.setattr(shared, "limits", lambda: shared.Limits(0, 0))
    app = paste(opened("add", lang=lang, samples=tmp_path), panshan)
    app.button(key="keep_save").click().run()
    assert [toast.value for toast in app.toast] == [catalogue(lang)["shared.why_link_full"].format(link_mb=0)]
    assert not app.code


def test_a_failure_of_somebody_elses_does_not_refuse_what_is_kept(opened, tmp_path, panshan, monkeypatch):
    app = paste(opened("add", lang="en", samples=tmp_path), panshan)
    monkeypatch.setitem(database.RESTING, database.address(), float("inf"))
    token = keep(app)[0]["shared"]
    assert len(open_store().links.reports(token)[1]) == 1


def test_an_embedded_view_promises_no_buttons(opened, tmp_path, panshan, monkeypatch):
    given = open_store().links.keep([as_read(panshan)], "", LinkTerms(30, can_decide=True), Limits(50, 2000))
    words = catalogue("zh")
    assert words["shared.may_decide"] in said(opened("report", samples=tmp_path, shared=given.token))
    monkeypatch.setattr(type(st.context), "is_embedded", property(lambda _: True))
    app = opened("report", samples=tmp_path, shared=given.token)
    assert words["shared.may_read"] in said(app)
    assert not [key for key in keys(app) if key.startswith("confirmed_")]


def test_where_it_is_switched_off_nothing_is_kept(opened, tmp_path, panshan, monkeypatch):
    for word in ("read", "off"):
        monkeypatch.setenv("NIANBAO_SHARING", word)
        app = paste(opened("add", samples=tmp_path), panshan)
        assert "keep_save" not in {button.key for button in app.button}


def test_names_are_shown_as_they_are_and_do_nothing(opened, tmp_path, panshan):
    app = paste(opened("add", samples=tmp_path), panshan)
    app.text_input(key="keep_title").set_value(HOSTILE)
    app.radio(key="keep_until").set_value("year")
    parameters, _ = keep(app)
    app = opened("overview", samples=tmp_path, shared=parameters["shared"])
    (shown,) = [one.value for one in app.markdown if "HYPERLINK" in one.value]
    assert f"**{markdown(HOSTILE[:100])}**" in shown
    with pytest.raises(LinkError):
        open_store().links.look(HOSTILE)


def test_the_link_and_its_key_are_shown_once(opened, tmp_path, panshan):
    app = paste(opened("add", samples=tmp_path), panshan)
    parameters, key = keep(app)
    app.button(key="keep_taken").click().run()
    assert not app.code
    for page in ("add", "report"):
        app.switch_page(f"pages/{page}.py").run()
        assert key not in said(app)
    again = opened("report", samples=tmp_path, **parameters)
    assert key not in said(again)
