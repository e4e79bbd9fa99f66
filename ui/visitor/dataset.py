"""Which dataset is looked at, and what is to be said of it. The choice is in the URL."""

from __future__ import annotations

import logging

import streamlit as st

from dataset.manifest import NotADatasetError
from queries import Asked
from ui.shell import state
from ui.shell.safe import markdown
from ui.texts import t
from ui.visitor import opened
from ui.visitor.opened import DEMO, SAMPLES

_NAME = "data"
_CHOSEN = "_dataset"
_TIE = "_dataset_tie"
_LOG = logging.getLogger(__name__)


def settle() -> None:
    """Take the choice from the URL; must run before a page asks for reports."""
    names = tuple(opened.addresses())
    tie = state.bind_one(_NAME, names, names[0])
    # kept apart from the widget's own state, which is gone where the widget is not drawn
    st.session_state[_CHOSEN] = state.value(_NAME)
    st.session_state[_TIE] = tie


def chosen() -> str:
    """The name of the dataset that is looked at."""
    names = opened.addresses()
    name = str(st.session_state.get(_CHOSEN))
    return name if name in names else next(iter(names))


def asked() -> Asked:
    """The dataset that is looked at. Raises NotADatasetError, or what its file system raises."""
    return opened.opened(chosen())


def problem() -> str:
    """What is wrong with the dataset that is looked at, in a sentence; "" where it can be opened."""
    try:
        asked().refresh()
    except (NotADatasetError, OSError, ImportError) as error:
        _LOG.warning("the dataset %r cannot be opened: %s", chosen(), error)
        return t("dataset.unavailable", name=markdown(chosen()))
    return ""


# The report that the made-up dataset shows first: one with one error, and one way to mend it
EXAMPLE = {_NAME: DEMO}


def has_example() -> bool:
    """Whether the samples are looked at, of which none shows one telling error, and made-up reports are there too."""
    return chosen() == SAMPLES and DEMO in opened.addresses()


def real() -> Asked | None:
    """The dataset that a visitor's reports are held against: the one that is looked at, unless that is made up; then
    the first that is not; None where all are."""
    names = (chosen(), *opened.addresses())
    return next((dataset for name in names if not (dataset := opened.opened(name)).manifest.made_up), None)


def choose() -> None:
    """The choice, in the sidebar, where there are several."""
    names = {name: called(name) for name in opened.addresses()}
    if len(names) > 1:
        tie = {**st.session_state[_TIE], "on_change": _switch, "args": ()}
        st.radio(t("dataset.label"), list(names), format_func=names.__getitem__, help=t("dataset.help"), **tie)


def called(name: str) -> str:
    """What a dataset is called for people: samples and demonstration in their language, others by their own name."""
    return t(f"dataset.{name}") if name in (SAMPLES, DEMO) else name


def banner() -> None:
    """Says on every page that the reports are made up, where they are."""
    if is_made_up():
        st.warning(t("dataset.banner"), icon=":material/science:")


def is_made_up() -> bool:
    """Whether the dataset that is looked at is invented."""
    return asked().manifest.made_up


def note() -> str:
    """What is to be known of the dataset, for captions."""
    if is_made_up():
        return t("dataset.note")
    return t("samples.note") if chosen() == SAMPLES else t("dataset.of", name=asked().manifest.note or chosen())


def warning() -> str:
    """The line that a download of several reports begins with; "" where nothing is made up."""
    return t("dataset.note") if is_made_up() else ""


def _switch() -> None:
    """Other filters speak of reports that are no longer there."""
    name = st.session_state[f"url_{_NAME}"]
    state.replace(**{_NAME: None if name == next(iter(opened.addresses())) else name})
