"""Which reports are looked at beside the visitor's own: the samples, or the made-up dataset. It is in the URL."""

from __future__ import annotations

import streamlit as st

from ui.shell import state
from ui.texts import t

SAMPLES, DEMO = DATASETS = ("samples", "demo")
_NAME = "data"
_CHOSEN = "_dataset"
_TIE = "_dataset_tie"


def settle() -> None:
    """Take the choice from the URL; must run before a page asks for reports."""
    tie = state.bind_one(_NAME, DATASETS, SAMPLES)
    # kept apart from the widget's own state, which is gone where the widget is not drawn
    st.session_state[_CHOSEN] = state.value(_NAME)
    st.session_state[_TIE] = tie


def chosen() -> str:
    """The dataset that is looked at."""
    return str(st.session_state.get(_CHOSEN, SAMPLES))


def choose() -> None:
    """The choice, in the sidebar."""
    tie = {**st.session_state[_TIE], "on_change": _switch, "args": ()}
    names = {name: t(f"dataset.{name}") for name in DATASETS}
    st.radio(t("dataset.label"), DATASETS, format_func=names.__getitem__, help=t("dataset.help"), **tie)


def banner() -> None:
    """Says on every page that the reports are made up, where they are."""
    if chosen() == DEMO:
        st.warning(t("dataset.banner"), icon=":material/science:")


def note() -> str:
    """What is to be known of the dataset, for captions."""
    return t("dataset.note") if chosen() == DEMO else t("samples.note")


def warning() -> str:
    """The line that a download of several reports begins with; "" where nothing is made up."""
    return t("dataset.note") if chosen() == DEMO else ""


def _switch() -> None:
    """Other filters speak of reports that are no longer there."""
    name = st.session_state[f"url_{_NAME}"]
    state.replace(**{_NAME: None if name == SAMPLES else name})
