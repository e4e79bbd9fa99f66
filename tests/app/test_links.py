"""Every parameter of every page: what a link says wrongly is said, whatever parameters there are or will be."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st

from tests.app.test_parameters import VIEWS
from tests.pages import PAGES
from tests.sizes import sized
from ui.shell import state
from ui.shell.parameters import parameters

ROOT = Path(__file__).parents[2]
SOURCES = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "ui").rglob("*.py"))]
TIES = ("state.bind_one", "state.bind_many", "state.bind_tabs")
NONSENSE = "<i>no such</i>"

# By page: the parameters with their choices; None for free text
Tied = dict[str, dict[str, tuple[str, ...] | None]]


@pytest.fixture
def tied(monkeypatch: pytest.MonkeyPatch) -> Tied:
    """The parameters that the code ties in the runs of this test."""
    found: Tied = {}
    real = {name: getattr(state, name) for name in ("bind_one", "bind_many", "bind_text")}

    def watch(kind: str) -> Callable[..., object]:
        def watched(name: str, options: object = (), *rest: object, **named: object) -> object:
            own = found.setdefault(st.session_state["_page"] or "overview", {})
            own[name] = None if kind == "bind_text" else tuple(str(option) for option in options)
            return real[kind](name, options, *rest, **named)

        return watched

    for kind in real:
        monkeypatch.setattr(state, kind, watch(kind))
    return found


def views(opened, page: str, tied: Tied) -> dict[str, dict[str, object]]:
    """For each parameter of a page that has choices, a view in which it is tied, as the URL of that view."""
    found: dict[str, dict[str, object]] = {}
    for view in (view for name, view in VIEWS if name == page):
        tied.clear()
        opened(page, **view)
        own = {name: choices for name, choices in tied[page].items() if choices is not None}
        # what compares bodies needs two of them
        bodies = {"body": list(own["body"][:2])} if own.get("body") else {}
        found = {**{name: {**view, **bodies} for name in own}, **found}
    return found


@pytest.mark.parametrize("page", sized(("overview", "zero"), PAGES))
def test_a_value_that_is_none_is_said_for_every_parameter(opened, tied, page):
    found = views(opened, page, tied)
    assert {"data"} <= set(found)
    for name, view in found.items():
        app = opened(page, **{**view, name: NONSENSE})
        assert not app.exception, name
        said = [warning.value.replace("\\", "") for warning in app.warning]
        assert sum(NONSENSE in text for text in said) == 1, (name, said)
        # the link is left as it is, so that the reader sees what is wrong with it
        assert app.query_params[name] in (NONSENSE, [NONSENSE]), name


def test_every_parameter_that_the_code_names_is_in_the_table():
    written = set()
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in TIES and isinstance(node.args[0], ast.Constant):
                written.add(node.args[0].value)
    assert written
    assert written - {row.name for row in parameters()} == set()


def test_only_one_module_reads_and_writes_the_url():
    for source in SOURCES:
        if source.name == "state.py":
            continue
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            is_url = isinstance(node, ast.Attribute) and node.attr == "query_params"
            assert not is_url, source.name
