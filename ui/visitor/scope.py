"""Which sets of reports a page shows: the chosen dataset, what the visitor has brought, and others held in memory.

A set beside the dataset is an entry of ``HELD``: its name (a value of the URL parameter ``scope``, with the word
``scope.<name>``) and a function that gives its reports. Where the visitor has brought or opened any, these alone are
shown until something else is chosen; a link to a set that is empty here shows nothing rather than other reports.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from ui.shell import state
from ui.texts import t
from ui.visitor import data
from ui.visitor.entry import Entry

PUBLIC, MINE, SHARED = "public", "mine", "shared"
HELD: dict[str, Callable[[], Sequence[Entry]]] = {MINE: data.mine, SHARED: data.of_link}
NAME = "scope"
_CHOSEN = "_scope"
_TIE = "_scope_tie"


def settle() -> None:
    """Take the choice from the URL; must run before a page asks for reports."""
    # written into the URL: opened elsewhere, it must not show other reports
    tie = state.bind_many(NAME, (PUBLIC, *HELD), _in_memory())
    st.session_state[_CHOSEN] = state.value(NAME)
    st.session_state[_TIE] = tie


def chosen() -> tuple[str, ...]:
    """The sets that are shown; by itself what he has brought or opened, else the dataset."""
    named = tuple(st.session_state.get(_CHOSEN, ()))
    return named or _in_memory() or (PUBLIC,)


def _in_memory() -> tuple[str, ...]:
    """The sets in memory that have a report."""
    return tuple(name for name, reports in HELD.items() if reports())


def held() -> list[Entry]:
    """The reports of the chosen sets that are held in memory, each once."""
    every = (entry for name in chosen() if name in HELD for entry in HELD[name]())
    return list({entry.id: entry for entry in every}.values())


def choose(size: int) -> None:
    """The choice, in the sidebar, where there is one; ``size`` is how many reports the dataset has."""
    counts = {PUBLIC: size, **{name: len(reports()) for name, reports in HELD.items()}}
    names = [name for name, n in counts.items() if n or name == PUBLIC or name in chosen()]
    if len(names) == 1:
        return
    words = {name: f"{t(f'scope.{name}')} {counts[name]:,}" for name in names}
    tie = st.session_state[_TIE]
    # what is shown by itself is seen to be chosen
    st.session_state[tie["key"]] = list(chosen())
    st.pills(
        t("scope.label"), names, selection_mode="multi", format_func=words.__getitem__, help=t("scope.help"), **tie
    )
