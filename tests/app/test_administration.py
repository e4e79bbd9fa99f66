"""The page of administrators is there for those whom the secrets name, and for nobody else; what is published is public."""

from __future__ import annotations

import gc
import re
from dataclasses import replace
from datetime import UTC, datetime
from types import FunctionType, ModuleType

import pytest
import yaml

from parsing.errors import from_code
from parsing.report import Report
from server import administrators
from storage import Decision, Limits, LinkTerms, Verdict, open_store
from tests.app import visible
from tests.app.conftest import ROOT
from tests.app.test_sharing import HOSTILE, as_read
from tests.sizes import sized
from ui.compare import administration
from ui.report import verdicts
from ui.shell.safe import markdown
from ui.texts import LANGUAGES, catalogue, speaking
from ui.visitor import database
from ui.visitor import opened as datasets
from ui.visitor.entry import Entry
from ui.visitor.store import administrator, failures, published
from workers import Answer

AUTH = {
    "redirect_uri": "http://localhost:8501/oauth2callback",
    "cookie_secret": "0123456789abcdef" * 2,
    "client_id": "lens",
    "client_secret": "secret",
    "server_metadata_url": "http://localhost:1/.well-known/openid-configuration",
}
ANN = {"is_logged_in": True, "sub": "1", "email": "Ann@example.org", "email_verified": True}
MONTH, ROOM = LinkTerms(30, can_decide=False), Limits(50, 2000)


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(database, "RESTING", {})


@pytest.fixture
def secrets(monkeypatch):
    """Sets the secrets, and what the provider says of whoever looks."""

    def use(claims=ANN, named=("ann@example.org", "subject-7"), **changes):
        given = {"auth": {**AUTH, **changes}, "administration": {"administrators": list(named)}}
        monkeypatch.setattr(administrators, "_section", lambda name: given.get(name, {}))
        monkeypatch.setattr(administrator, "claims", lambda: claims)

    return use


@pytest.fixture
def entered(opened, tmp_path):
    """The page of administrators, as its address opens it."""

    def open_page(lang="zh"):
        return opened("administration", lang=lang, samples=tmp_path)

    return open_page


def keep(panshan, title=""):
    return open_store().links.keep([as_read(panshan)], title, MONTH, ROOM)


def press(app, key):
    return app.button(key=key).click().run()


@pytest.mark.parametrize(
    ("claims", "is_one"),
    [
        (ANN, True),
        (ANN | {"email_verified": "true"}, True),
        (ANN | {"email_verified": False}, False),
        ({"sub": "1", "email": "ann@example.org"}, False),
        ({"sub": "subject-7"}, True),
        ({"sub": "SUBJECT-7"}, False),
        ({"sub": "ann@example.org"}, False),
        ({"sub": "", "email": "", "email_verified": True}, False),
        ({}, False),
    ],
)
def test_an_address_has_to_be_verified(secrets, claims, is_one):
    secrets()
    assert administrators.is_one(claims) is is_one


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"client_id": ""}, "client_id"),
        ({"redirect_uri": "http://localhost:8501"}, "/oauth2callback"),
        ({"cookie_secret": "short"}, "cookie_secret"),
        ({"named": ()}, "administrators"),
    ],
)
def test_secrets_that_cannot_be_used_are_said_and_name_nobody(secrets, changes, said):
    secrets(**changes)
    (problem,) = administrators.problems()
    assert said in problem
    assert administrators.named() == frozenset()


def test_without_secrets_there_is_no_page(entered, monkeypatch):
    monkeypatch.setattr(administrators, "_section", lambda name: {})
    app = entered()
    assert not app.exception
    assert catalogue("zh")["administration.title"] not in [title.value for title in app.title]
    assert administrators.problems() == []


@pytest.mark.parametrize("lang", sized(("en",), LANGUAGES))
def test_whoever_is_not_named_sees_the_way_in_alone(entered, secrets, panshan, lang):
    keep(panshan, "SECRET")
    words = catalogue(lang)
    for claims in ({}, {"is_logged_in": False}, ANN | {"email": "bob@example.org"}, ANN | {"is_logged_in": False}):
        secrets(claims)
        app = entered(lang)
        assert not app.exception
        assert [title.value for title in app.title] == [words["administration.title"]]
        assert "SECRET" not in visible.everything(app)
        assert {str(button.key) for button in app.button} & {"administration_in", "administration_out"}


@pytest.mark.parametrize("lang", sized(("zh",), LANGUAGES))
def test_an_administrator_publishes_what_was_shared(opened, entered, secrets, tmp_path, panshan, lang):
    secrets()
    given = keep(panshan, HOSTILE)
    words = catalogue(lang)
    before = opened("report", lang=lang, samples=tmp_path)
    assert "盘山" not in visible.everything(before)
    app = entered(lang)
    assert not app.exception
    app.selectbox(key="administration_collection").select_index(0).run()
    press(app, "administration_publish")
    assert words["administration.done_publish"] in [toast.value for toast in app.toast]
    seen = opened("report", lang=lang, samples=tmp_path)
    assert not seen.exception
    assert "盘山" in visible.everything(seen)
    assert words["published.chip"] in visible.everything(seen)
    assert words["samples.note"] not in [caption.value for caption in seen.main.caption]
    # whoever has the link is informed
    linked = visible.everything(opened("report", lang=lang, samples=tmp_path, shared=given.token))
    assert words["shared.is_public"] in linked and words["shared.not_public"] not in linked
    # never among what is made up
    assert "盘山" not in visible.everything(opened("report", lang=lang, samples=tmp_path, data="demo"))
    press(app, "administration_unpublish")
    assert "盘山" not in visible.everything(opened("report", lang=lang, samples=tmp_path))
    assert [one.action for one in open_store().administration.log(9)] == ["unpublished", "published", "kept"]
    assert {one.actor for one in open_store().administration.log(2)} == {"Ann@example.org"}
    assert open_store().links.look(given.token)


def test_what_is_published_is_in_every_view_beside_the_samples(opened, panshan, secrets):
    keep(panshan.replace("2022", "2024"))
    store = open_store()
    store.administration.publish(store.administration.collections(1)[0].collection, "ann")
    for page in sized(("overview", "data"), ("overview", "regions", "years", "zero", "inconsistencies", "data")):
        app = opened(page)
        assert not app.exception, page
        assert "11" in visible.everything(app), page


def test_of_what_is_published_a_process_holds_rows_alone(panshan):
    keep(panshan)
    store = open_store()
    store.administration.publish(store.administration.collections(1)[0].collection, "ann")
    found = published.beside(datasets.asked(next(iter(datasets.addresses()))))
    (one,) = found.reports.values()
    assert not [held for held in reachable(found) if isinstance(held, Report)]
    assert found.entry(one.id).report == one.report == as_read(panshan).report
    assert found.entry("0" * 12) is None
    # it is fetched whole as long as it is public
    store.administration.unpublish(store.administration.collections(1)[0].collection, "ann")
    published._fetched.clear()
    assert found.entry(one.id) is None


def reachable(one):
    """What an object leads to, but for programs and their modules."""
    seen, waiting = {id(one): one}, [one]
    while waiting:
        for part in gc.get_referents(waiting.pop()):
            if id(part) not in seen and not isinstance(part, (type, FunctionType, ModuleType)):
                seen[id(part)] = part
                waiting.append(part)
    return seen.values()


def test_a_collection_is_extended_and_deleted_in_two_steps(entered, secrets, panshan):
    secrets()
    given = keep(panshan)
    app = entered()
    app.selectbox(key="administration_collection").select_index(0).run()
    app.selectbox(key="administration_until").set_value("good").run()
    press(app, "administration_extend")
    assert open_store().links.look(given.token).expires_at is None
    assert app.button(key="administration_delete").disabled
    app.checkbox(key="administration_sure").check().run()
    press(app, "administration_delete")
    assert open_store().administration.collections(9) == []
    assert not app.exception


def test_whoever_is_no_administrator_any_more_changes_nothing(entered, secrets, panshan):
    secrets()
    keep(panshan)
    app = entered()
    app.selectbox(key="administration_collection").select_index(0).run()
    secrets(named=("bob@example.org",))
    press(app, "administration_publish")
    assert open_store().public.key() == ""
    assert "administration_publish" not in {button.key for button in app.button}


@pytest.mark.parametrize("lang", sized(("en",), LANGUAGES))
def test_every_part_is_shown(entered, secrets, panshan, lang):
    secrets()
    keep(panshan)
    failures.count([Answer("1", "<b>", None, from_code("encrypted", {}))])
    app = entered(lang)
    seen = {}
    for part in ("unread", "verdicts", "log"):
        app.segmented_control(key="administration_part").set_value(part).run()
        assert not app.exception
        seen[part] = visible.everything(app) + "".join(frame.value.to_csv() for frame in app.dataframe)
    assert catalogue(lang)["failure.encrypted"] in seen["unread"]
    assert catalogue(lang)["administration.no_verdicts"] in seen["verdicts"]
    assert catalogue(lang)["administration.action_kept"] in seen["log"]


def test_texts_of_strangers_are_shown_as_texts(entered, secrets, panshan):
    secrets()
    name = f"../../{HOSTILE}.txt"
    one = as_read(panshan)
    link = open_store().links.keep([one._replace(report=replace(one.report, source=name))], HOSTILE, MONTH, ROOM)
    finding = next(iter(one.findings.flagged))
    said = (finding.id(one.report.sha256), one.report.sha256, finding.rule, HOSTILE, Decision.CONFIRMED, HOSTILE, "1")
    open_store().verdicts.record(Verdict(*said, datetime.now(UTC)), open_store().links.look(link.token).id)
    app = entered()
    for part in ("kept", "unread", "verdicts", "log"):
        app.segmented_control(key="administration_part").set_value(part).run()
        if part == "kept":
            app.selectbox(key="administration_collection").select_index(0).run()
            assert any(markdown(name[:20]) in one.value for one in app.markdown)
        assert not app.exception
        texts = [one.value for one in (*app.markdown, *app.caption, *app.html)]
        assert not [text for text in texts if re.search(r"(?<!\\)<img| :red\[", text)]
    assert open_store().administration.collections(9)


@pytest.mark.parametrize(
    ("claims", "name"),
    [(ANN, "Ann@example.org"), (ANN | {"email_verified": False, "sub": "subject-9"}, "subject-9"), ({}, "")],
)
def test_a_verdict_names_who_was_signed_in_by_what_the_provider_has_verified(secrets, panshan, claims, name):
    secrets(claims)
    read = as_read(panshan)
    entry = Entry(read.report, read.findings, read.data, mine=True, document=read.document)
    finding = next(iter(read.findings.flagged))
    verdicts.decide(entry, finding, Decision.CONFIRMED, "")
    verdicts.withdraw(finding.id(read.report.sha256))
    given = open_store().administration.verdicts(9)
    assert [(one.decision, one.actor) for one in given] == [("withdrawn", name), ("confirmed", name)]
    with speaking("en"):
        whose = list(administration.verdicts(given)[catalogue("en")["administration.column_by"]])
    assert whose == [f"{name} · {way}" if name else way for way in [catalogue("en")["administration.own_copy"]] * 2]


def test_failures_are_counted_only_where_somebody_looks(secrets, monkeypatch):
    refused = [Answer("1", "x", None, from_code("empty", {})), Answer("2", "y", None, fault="abc")]
    monkeypatch.setattr(administrators, "_section", lambda name: {})
    failures.count(refused)
    assert open_store().failures.by_cause(9) == []
    secrets()
    failures.count(refused)
    assert {one.cause for one in open_store().failures.by_cause(9)} == {"empty", "fault"}


def test_every_reason_has_its_words():
    codes = yaml.safe_load((ROOT / "parsing" / "data" / "errors.yaml").read_text("utf-8"))
    for lang in LANGUAGES:
        assert {f"failure.{code}" for code in [*codes, failures.FAULT]} <= set(catalogue(lang))
