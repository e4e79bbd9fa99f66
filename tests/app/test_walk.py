"""A walk through all pages: one question has one number, and a count that is a link leads to a list of so many rows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from checks import rules as checks_rules
from checks.judgement.states import SORTS, STATES, WRONG
from tests.pages import PAGES
from tests.sizes import combined, sized
from ui.texts import catalogue
from ui.views.findings import inbox

DATA = ("samples", "demo")
LANGUAGES = ("zh", "en")
COUNTING = ("overview", "zero", "about")
PAGES = sized(
    (*COUNTING, "inconsistencies", "data"),
    PAGES,
)
# Each dataset in one language, or in both
WALKS = combined(DATA, LANGUAGES)
# Links that are followed from each page; a small part is tried each time
FOLLOWED = sized(2, 100)
_NUMBER = re.compile(r"\d[\d,]*")
# "看名单 320", "看 12 处结果"
_COUNTED = re.compile(r"^:small\[(?P<label>.+ )(?P<n>\d[\d,]*)\D*\]$")
_LISTS = ("data", "inconsistencies", "zero")

Page = Callable[..., AppTest]


@pytest.fixture(scope="module")
def page() -> Page:
    """A page of a dataset in a language, with these URL parameters; each is opened once."""
    from tests.app.conftest import _run  # noqa: PLC0415 the fixture is of the module, that of a test is not

    @cache
    def opened(name: str, data: str, lang: str, query: tuple[tuple[str, str], ...] = ()) -> AppTest:
        several: dict[str, list[str]] = {}
        for key, value in query:
            several.setdefault(key, []).append(value)
        app = _run(name, {"data": data, "lang": lang, **several})
        assert not app.exception
        return app

    return opened


def numbers(text: str) -> list[int]:
    return [int(found.replace(",", "")) for found in _NUMBER.findall(text)]


def metrics(app: AppTest) -> dict[str, int]:
    return {
        metric.label: int(metric.value.replace(",", "")) for metric in app.metric if _NUMBER.fullmatch(metric.value)
    }


def counted(app: AppTest) -> Iterator[tuple[str, int, str, tuple[tuple[str, str], ...]]]:
    """The counts that are links: what is counted, how many, and the page and parameters that they lead to."""
    for link in app.get("page_link"):
        found = _COUNTED.match(link.proto.label)
        target = link.proto.page.rpartition("/")[2]
        if found and target in _LISTS:
            query = tuple(parse_qsl(link.proto.query_string))
            yield found["label"].strip(), numbers(found["n"])[0], target, query


def rows(app: AppTest, name: str, lang: str) -> int:
    """How many rows the list of a page has, as it says."""
    if name == "zero":
        wording = catalogue(lang)["zero.listed"].partition("{n}")[0]
        return next(numbers(caption.value)[0] for caption in app.caption if caption.value.startswith(wording))
    said = numbers(app.main.markdown[0].value)
    return said[2] if name == "inconsistencies" else said[0]


@pytest.mark.parametrize(("data", "lang"), WALKS)
def test_one_question_has_one_number(page, data, lang):
    words = catalogue(lang)
    overview = page("overview", data, lang)
    said = metrics(overview)
    whole, wrong = said[words["overview.reports"]], said[words["overview.flagged"]]
    counts = {label: n for label, n, _, _ in counted(overview)}
    by_state = {s: next((n for label, n in counts.items() if label.endswith(words[f"state.{s}"])), 0) for s in STATES}
    assert sum(by_state.values()) == whole
    assert sum(by_state[state] for state in WRONG) == wrong
    assert numbers(overview.main.markdown[0].value)[0] == whole
    board = page("inconsistencies", data, lang)
    assert numbers(board.main.markdown[0].value)[:2] == [whole, wrong]
    reports = page("data", data, lang, (("frame", "reports"),))
    assert numbers(reports.main.markdown[0].value) == [whole, whole]
    zero = page("zero", data, lang)
    zeros = numbers(zero.main.markdown[0].value)
    assert zeros[0] == whole
    assert by_state["zero_filled"] in zeros
    of_rules = page("about", data, lang, (("view", "rules"),)).main.markdown
    assert any(whole in numbers(text.value) for text in of_rules)


@pytest.mark.parametrize("data", DATA)
def test_findings_of_each_sort_are_as_many_everywhere(page, data):
    board = page("inconsistencies", data, "en")
    control = next(group for group in board.get("button_group") if words_of(group)[0].startswith("Inconsistent"))
    shown = dict(zip(SORTS, (numbers(label)[0] for label in words_of(control)), strict=False))
    for sort in SORTS:
        listed = page("data", data, "en", (("frame", "findings"), ("sort", sort)))
        of_sort = page("inconsistencies", data, "en", (("show", sort),))
        _, reports, findings = numbers(of_sort.main.markdown[0].value)[:3]
        assert (rows(listed, "data", "en"), shown[sort]) == (findings, reports), sort
        assert lines(of_sort) == min(reports, inbox.PER_PAGE)


@pytest.mark.parametrize("data", DATA)
def test_counts_beside_options_are_those_of_the_list(page, data):
    board = page("inconsistencies", data, "en")
    ids = {rule.name["en"]: rule.id for rule in checks_rules().values()}
    ids |= {catalogue("en")[f"state.{state}"]: state for state in STATES}
    for name in ("year", "province", "rule", "state"):
        label, _, count = board.multiselect(key=f"url_{name}").options[0].rpartition(" ")
        chosen = page("inconsistencies", data, "en", (("show", "failed"), (name, ids.get(label, label))))
        assert numbers(chosen.main.markdown[0].value)[1] == numbers(count)[0], label


def lines(app: AppTest) -> int:
    """How many lines the list has."""
    return sum(html.value.count("data-report=") for html in app.main.html)


def words_of(group: object) -> list[str]:
    return [option.content for option in group.proto.options]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("data", "lang"), WALKS)
def test_a_count_leads_to_a_list_of_so_many_rows(page, data, lang, name):
    links = list(counted(page(name, data, lang, (("view", "rules"),) if name == "about" else ())))
    assert bool(links) == (name in COUNTING)
    for label, n, target, query in links[:: max(1, len(links) // FOLLOWED)]:
        assert rows(page(target, data, lang, query), target, lang) == n, (label, json.dumps(query))


def test_an_older_link_to_reports_that_fail_a_check_shows_those_whose_figures_disagree(page):
    wrong = metrics(page("overview", "samples", "en"))[catalogue("en")["overview.flagged"]]
    app = page("data", "samples", "en", (("frame", "reports"), ("state", "flagged")))
    assert rows(app, "data", "en") == wrong
    assert not app.warning
