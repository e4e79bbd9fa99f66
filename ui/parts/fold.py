"""Choices that are folded away, or they push what is chosen off a telephone; the fold says which are set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.shell import assets
from ui.shell.safe import markdown, short
from ui.texts import t

_SCRIPT = assets.script("fold")
_LONGEST = 120


def filters(offered: Iterable[str], said: Sequence[tuple[str, str]]) -> DeltaGenerator:
    """A fold for filters: its label says how many are set and which, else what can be filtered by. ``offered`` are
    titles of filters, ``said`` titles and options of those that are set."""
    label = t("filter.fold", names=t("filter.joiner").join(offered))
    if said:
        named = t("filter.between").join(t("filter.active_one", name=name, values=values) for name, values in said)
        label = t("filter.active", n=len(said), words=markdown(short(named, _LONGEST)))
    # by its key it stays open while its label changes
    return st.expander(label, icon=":material/tune:", type="compact", key="filters")


def on_telephones(label: str, key: str) -> DeltaGenerator:
    """A fold for what a page cannot do without: open, but closed where the window is narrow."""
    fold = st.expander(label, expanded=True, icon=":material/tune:", key=key)
    _component()(key=f"_fold_{key}", data={"fold": key}, height="content")
    return fold


def _component() -> Any:
    return st.components.v2.component("nianbao_fold", js=_SCRIPT, isolate_styles=False)
