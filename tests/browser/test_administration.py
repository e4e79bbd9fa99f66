"""An administrator signs in by a provider on this machine, publishes a collection, and signs out; others get no further."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import oidc_provider_mock
import pytest
from sqlalchemy.engine import make_url

from checks import run_checks
from parsing import parse_report
from storage import Limits, LinkTerms, Store
from storage.database import connect
from tests.browser.settled import settle, watch
from tests.browser.views import SAMPLES
from tests.served import served
from ui.texts import catalogue
from workers import ReadDocument

PEOPLE = {"ann": {"email": "ann@example.org", "email_verified": True}, "bob": {"email": "bob@example.org"}}
ZH = catalogue("zh")


@pytest.fixture
def provider():
    people = [oidc_provider_mock.User(sub=sub, claims=claims) for sub, claims in PEOPLE.items()]
    with oidc_provider_mock.run_server_in_thread(user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def app(provider, tmp_path):
    """The app with one administrator, and one kept collection."""
    auth = {
        "redirect_uri": "http://localhost:{port}/oauth2callback",
        "cookie_secret": "0123456789abcdef" * 2,
        "client_id": "lens",
        "client_secret": "secret",
        "server_metadata_url": f"{provider}/.well-known/openid-configuration",
    }
    lines = ["[auth]", *(f"{name} = {json.dumps(value)}" for name, value in auth.items())]
    lines += ["[administration]", 'administrators = ["ann@example.org"]']
    secrets = tmp_path / "secrets.toml"
    secrets.write_text("\n".join(lines), "utf-8")
    keep(tmp_path)
    with served(tmp_path, options=(f"--secrets.files={secrets}",), NIANBAO_SAMPLES=str(SAMPLES)) as server:
        yield f"http://localhost:{server.port}"


def document() -> bytes:
    # made up: the same form, of another year
    return (SAMPLES / "panshan_2022.txt").read_text("utf-8").replace("2022", "2024").encode()


def keep(folder: Path) -> None:
    data = document()
    report = parse_report(data, "panshan_2024.txt")
    store = Store(connect(make_url(f"sqlite:///{folder}/verdicts.sqlite3")))
    store.links.keep(
        [ReadDocument(report, run_checks(report), b"", data)], "一份", LinkTerms(30, can_decide=False), Limits(9, 9)
    )
    store.close()


def test_an_administrator_signs_in_and_publishes(browser, app):
    context = browser.new_context(locale="zh-CN", base_url=app)
    page = context.new_page()
    watch(page)

    def enter(who: str) -> None:
        page.goto("/administration")
        page.get_by_role("button", name=ZH["administration.sign_in"]).click()
        page.get_by_placeholder("sub").fill(who)
        page.get_by_role("button", name="Authorize").click()
        # the provider sends everybody back to the first page
        page.get_by_test_id("stMain").get_by_role("heading", level=1).first.wait_for()
        page.goto("/administration")
        page.get_by_role("button", name=ZH["administration.sign_out"]).wait_for()
        settle(page)

    enter("bob")
    assert page.get_by_role("combobox", name=ZH["administration.collection"]).count() == 0
    assert page.get_by_role("link", name=ZH["administration.nav"]).count() == 0
    context.clear_cookies()

    enter("ann")
    assert page.get_by_role("link", name=ZH["administration.nav"]).count() == 1
    page.get_by_role("combobox", name=ZH["administration.collection"]).click()
    page.get_by_role("option").first.click()
    page.get_by_role("button", name=ZH["administration.publish"], exact=True).click()
    page.get_by_role("button", name=ZH["administration.unpublish"], exact=True).wait_for()

    # somebody else sees it among the samples
    theirs = browser.new_context(locale="zh-CN", base_url=app).new_page()
    watch(theirs)
    theirs.goto(f"/report?report={hashlib.sha256(document()).hexdigest()[:12]}")
    theirs.get_by_text(ZH["published.chip"]).wait_for()
    page.get_by_role("button", name=ZH["administration.sign_out"]).click()
    page.get_by_role("button", name=ZH["administration.sign_out"]).wait_for(state="detached")
    context.close()
