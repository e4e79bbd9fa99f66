"""An administrator signs in by a provider on this machine, publishes a collection, and signs out; others get no further.

Both tests are of one app that nobody has seen before.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from urllib.parse import urlsplit

import oidc_provider_mock
import pytest
from sqlalchemy.engine import make_url

from checks import run_checks
from parsing import parse_report
from storage import Limits, LinkTerms, Store
from storage.database import connect
from tests.browser.settled import settle, watch
from tests.browser.views import ROOT, SAMPLES
from tests.served import served
from ui.texts import catalogue
from workers import ReadDocument

RAW_NAMES = {path.stem for path in (ROOT / "pages").glob("*.py")} | {"app"}
# Every entry that the sidebar has shown since the page was opened, however short
WATCH = """
window.shownInSidebar = new Set();
new MutationObserver(() => {
  for (const link of document.querySelectorAll("[data-testid=stSidebarNavLink]")) {
    window.shownInSidebar.add(link.innerText.trim().split("\\n").pop());
  }
}).observe(document, { subtree: true, childList: true, characterData: true });
"""
PEOPLE = {"ann": {"email": "ann@example.org", "email_verified": True}, "bob": {"email": "bob@example.org"}}
POEM = "床前明月光，疑是地上霜。"
ZH = catalogue("zh")


@pytest.fixture(scope="module")
def provider():
    people = [oidc_provider_mock.User(sub=sub, claims=claims) for sub, claims in PEOPLE.items()]
    with oidc_provider_mock.run_server_in_thread(user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="module")
def app(provider, tmp_path_factory):
    """The app with one administrator, and one kept collection."""
    folder = tmp_path_factory.mktemp("administered")
    auth = {
        "redirect_uri": "http://localhost:{port}/oauth2callback",
        "cookie_secret": "0123456789abcdef" * 2,
        "client_id": "lens",
        "client_secret": "secret",
        "server_metadata_url": f"{provider}/.well-known/openid-configuration",
    }
    lines = ["[auth]", *(f"{name} = {json.dumps(value)}" for name, value in auth.items())]
    lines += ["[administration]", 'administrators = ["ann@example.org"]']
    secrets = folder / "secrets.toml"
    secrets.write_text("\n".join(lines), "utf-8")
    keep(folder)
    with served(folder, options=(f"--secrets.files={secrets}",), NIANBAO_SAMPLES=str(SAMPLES)) as server:
        yield f"http://localhost:{server.port}"


@pytest.fixture(scope="module")
def page(browser, app):
    """The first tab that shows the app."""
    context = browser.new_context(locale="zh-CN", base_url=app)
    context.add_init_script(WATCH)
    first = context.new_page()
    watch(first)
    yield first
    context.close()


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


def test_the_first_visitor_by_a_link_sees_no_names_of_files(page):
    page.goto("/regions")
    page.get_by_test_id("stMain").get_by_role("heading", level=1).first.wait_for(timeout=60_000)
    settle(page)
    shown = set(page.evaluate("[...window.shownInSidebar]"))
    assert ZH["regions.nav"] in shown
    assert shown & RAW_NAMES == set()
    # neither the entry point nor the page that administrators alone see
    assert len(shown) == len(RAW_NAMES - {"app", "administration"})


def hand_over(page) -> None:
    page.goto("/add")
    page.locator("textarea").first.fill(POEM)
    page.get_by_role("button", name=ZH["add.read"], exact=True).click()
    page.get_by_role("button", name=ZH["hand.action"]).click()
    page.get_by_role("button", name=ZH["hand.agree"].format(n=1)).click()
    page.get_by_text(ZH["hand.done"].format(n=1, days=90)).wait_for()


def test_an_administrator_signs_in_and_publishes(page):
    hand_over(page)

    def enter(who: str) -> None:
        page.goto("/administration")
        page.get_by_role("button", name=ZH["administration.sign_in"]).click()
        page.get_by_placeholder("sub").fill(who)
        page.get_by_role("button", name="Authorize").click()
        # the provider sends everybody back to the first page, which need not be drawn
        page.wait_for_url(lambda url: urlsplit(url).path == "/", wait_until="commit")
        page.goto("/administration")
        page.get_by_role("button", name=ZH["administration.sign_out"]).wait_for()
        settle(page)

    enter("bob")
    assert page.get_by_role("combobox", name=ZH["administration.collection"]).count() == 0
    assert page.get_by_role("link", name=ZH["administration.nav"]).count() == 0
    page.context.clear_cookies()

    enter("ann")
    assert page.get_by_role("link", name=ZH["administration.nav"]).count() == 1
    page.get_by_role("combobox", name=ZH["administration.collection"]).click()
    page.get_by_role("option").first.click()
    page.get_by_role("button", name=ZH["administration.publish"], exact=True).click()
    page.get_by_role("button", name=ZH["administration.unpublish"], exact=True).wait_for()

    # the document that a visitor has handed over
    page.get_by_role("radio", name=ZH["administration.part_unread"]).click()
    page.get_by_text(ZH["administration.handed_cause"].format(cause=ZH["failure.not_a_report"], n=1)).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=ZH["administration.document"]).first.click()
    assert Path(download.value.path()).read_text("utf-8") == POEM

    page.get_by_role("button", name=ZH["administration.sign_out"]).click()
    page.get_by_role("button", name=ZH["administration.sign_out"]).wait_for(state="detached")

    # anybody sees it among the samples
    page.context.clear_cookies()
    page.goto(f"/report?report={hashlib.sha256(document()).hexdigest()[:12]}")
    page.get_by_text(ZH["published.chip"]).wait_for()
