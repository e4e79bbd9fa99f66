"""What people have said of findings, and what was done to links and by whom."""

from __future__ import annotations

import streamlit as st

from storage import Store
from ui.compare import administration
from ui.parts import page
from ui.texts import t

_MOST = 1_000


def verdicts(store: Store) -> None:
    """Every verdict with its history, the latest first."""
    st.caption(t("administration.verdicts_note"))
    given = store.administration.verdicts(_MOST)
    if not given:
        st.info(t("administration.no_verdicts"), icon=":material/inbox:")
        return
    page.table(
        administration.verdicts(given), "administration_verdicts", t("administration.verdicts_alt"), has_download=True
    )
    _first(len(given))


def log(store: Store) -> None:
    """What was done to links, the latest first."""
    st.caption(t("administration.log_note"))
    done = store.administration.log(_MOST)
    if not done:
        st.info(t("administration.no_log"), icon=":material/inbox:")
        return
    page.table(administration.log(done), "administration_log", t("administration.log_alt"), has_download=True)
    _first(len(done))


def _first(n: int) -> None:
    if n == _MOST:
        st.caption(t("administration.first", n=f"{_MOST:,}"))
