"""Which findings the visitor chooses: one sort of them or all, and the filters that leave a choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from checks.judgement import states
from ui.compare.board import EVERY
from ui.parts.filters import FINDING, Filter
from ui.parts.filters import options as filter_options
from ui.shell import state
from ui.texts import t


def settle(clears: Sequence[str]) -> dict[str, Any]:
    """Take from the URL which sort of findings is wanted, by default what failed; arguments for the choice of it.

    A link that names other filters (``clears``) and no sort means findings of every sort.
    """
    has_filters = any(name in state.parameters() for name in clears)
    default = EVERY if has_filters else states.FAILED
    return state.bind_one(
        "show", [*states.SORTS, EVERY], default, explicit=True, remember=not has_filters, clears=clears
    )


def choose(tie: Mapping[str, Any], counts: Mapping[str, int]) -> None:
    """Let the visitor choose one sort of findings, or ``EVERY``; ``counts`` is how many reports each lists."""
    names = {sort: f"{t(f'sort.{sort}')} {counts.get(sort, 0):,}" for sort in (*states.SORTS, EVERY)}
    st.segmented_control(
        t("filter.show"), list(names), format_func=names.__getitem__, required=True, help=t("sort.help"), **tie
    )


def each(sort: str) -> tuple[str, ...]:
    """The sorts of findings that a choice stands for: these are never counted together."""
    return states.SORTS if sort == EVERY else (sort,)


def filters_of(part: pd.DataFrame) -> list[Filter]:
    """The filters of findings that leave a choice among these, or that a link sets; of verdicts where known."""
    present = [chosen for chosen in FINDING if chosen.column in part]
    return [
        chosen
        for chosen in present
        if not chosen.pills or chosen.name in state.parameters() or len(filter_options(part, chosen)) != 1
    ]
