"""The table of URL parameters says what the pages ask for: names, kinds, values and defaults."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import pytest

from checks.across import body
from tests.samples import report
from ui.shell import state
from ui.shell.parameters import DOCS, EVERY_PAGE, FILES, document, parameters

# Views in which every parameter is asked for at least once
VIEWS = (
    ("overview", {}),
    ("overview", {"data": "demo", "province": "云汐省"}),
    ("add", {}),
    ("report", {"side": "source"}),
    ("regions", {"data": "demo", "level": "department"}),
    ("regions", {"view": "scatter"}),
    ("regions", {"span": "pooled"}),
    ("years", {"view": "prose", "body": [body(report(f"{name}_2023.html")).id for name in ("hongze", "suqian")]}),
    ("zero", {}),
    ("inconsistencies", {}),
    ("inconsistencies", {"show": "all", "verdict": "undecided"}),
    ("data", {"frame": "figures"}),
    ("data", {"frame": "findings"}),
    ("data", {"frame": "metrics"}),
    ("data", {"frame": "panel"}),
    ("about", {}),
    ("about", {"view": "metrics"}),
    ("about", {"view": "rules"}),
)
# Settled without a widget: the language by ``state.start``, the other by Streamlit itself
BESIDE = {"lang", "embed"}
Asked = dict[tuple[str, str], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def asked() -> Iterator[Asked]:
    """What the pages ask of the URL, by page and parameter: the arguments of each call."""
    found: Asked = {}
    with pytest.MonkeyPatch.context() as patch:
        for kind in ("one", "many", "text"):
            patch.setattr(state, f"bind_{kind}", _noting(kind, found))
        yield found


def _noting(kind: str, found: Asked) -> Any:
    function = getattr(state, f"bind_{kind}")
    signature = inspect.signature(function)

    def noted(*args: Any, **named: Any) -> Any:
        bound = signature.bind(*args, **named)
        bound.apply_defaults()
        page = state.st.session_state["_page"] or "overview"
        found.setdefault((page, bound.arguments["name"]), []).append({"kind": kind, **bound.arguments})
        return function(*args, **named)

    return noted


@pytest.fixture
def seen(asked: Asked, opened) -> Asked:
    if not asked:
        first = report("panshan_2022.txt").sha256[:12]
        for page, parts in VIEWS:
            app = opened(page, **parts, **({"report": first} if page == "report" else {}))
            assert not app.exception
    return asked


def of_table() -> dict[tuple[str, str], Any]:
    pages = {page for page, _ in VIEWS}
    return {
        (page, each.name): each
        for each in parameters()
        for named in each.pages
        for page in (pages if named == EVERY_PAGE else [named])
        if each.name not in BESIDE
    }


def test_every_parameter_of_a_page_is_in_the_table_and_none_else(seen):
    assert set(seen) == set(of_table())


def test_kinds_values_and_defaults_are_those_of_the_pages(seen):
    for place, each in of_table().items():
        for call in seen[place]:
            assert call["kind"] == each.kind, place
            if isinstance(each.values, tuple):
                offered = [str(option) for option in call["options"]]
                assert set(offered) <= set(each.values), place
                # choices of several stand in the order of their words where the form knows none
                assert each.kind == "many" or [value for value in each.values if value in offered] == offered, place
            if each.kind == "one" and not isinstance(each.default, dict):
                assert (call["default"] is None) == (each.default is None), place
                assert each.default is None or str(call["default"]) == each.default, place
        # the board forgets its sort where a link sets a filter
        assert any(call.get("remember", True) for call in seen[place]) == each.kept, place


@pytest.mark.parametrize("language", FILES)
def test_the_documentation_is_made_of_the_table(language):
    assert (DOCS / FILES[language]).read_text("utf-8") == document(language), "run make docs"
