"""Who may see the page of administrators, and its parts; each asks the database when it is shown."""

from __future__ import annotations

import streamlit as st

from storage import StorageUnavailableError
from ui.parts import page
from ui.shell.safe import markdown
from ui.texts import t
from ui.views.administration import history, kept, unread
from ui.visitor import database
from ui.visitor.store import administrator

_PARTS = {"kept": kept.show, "unread": unread.show, "verdicts": history.verdicts, "log": history.log}
_KEY = "administration_part"


def show() -> None:
    """The page: the way in, and behind it its parts."""
    page.head("administration")
    if not administrator.is_one():
        _way_in()
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.text(t("administration.signed_in", name=administrator.name()))
        st.button(t("administration.sign_out"), key="administration_out", type="tertiary", on_click=st.logout)
    words = {part: t(f"administration.part_{part}") for part in _PARTS}
    st.segmented_control(
        t("administration.parts"),
        list(_PARTS),
        format_func=words.__getitem__,
        key=_KEY,
        default="kept",
        required=True,
        label_visibility="collapsed",
    )
    try:
        with database.opened() as store:
            _PARTS[st.session_state[_KEY]](store)
    except StorageUnavailableError:
        st.error(t("administration.unavailable"), icon=":material/database_off:")


def _way_in() -> None:
    """What is to be done by whoever is not known, or not named."""
    if not administrator.is_signed_in():
        st.markdown(t("administration.only"))
        st.button(t("administration.sign_in"), key="administration_in", icon=":material/login:", on_click=st.login)
        return
    st.warning(t("administration.not_named", name=markdown(administrator.name())), icon=":material/lock:")
    st.button(t("administration.sign_out"), key="administration_out", on_click=st.logout)
