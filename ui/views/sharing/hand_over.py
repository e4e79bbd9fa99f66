"""Documents that were not read are handed over to administrators, if whoever brought them agrees, and taken back."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from storage import LinkError, StorageUnavailableError
from storage.administration.refused import DAYS
from ui.parts import box
from ui.texts import t
from ui.visitor import handing, reading
from ui.visitor.reading import Arrival


def offer(name: str, failed: Mapping[str, Arrival]) -> None:
    """The way to the administrators for these documents, by their keys; ``name`` is the offer's own on the page."""
    if not handing.is_offered():
        return
    left = {key: one for key, one in failed.items() if one.data}
    if left:
        with box.popover(t("hand.action"), f"hand_{name}", icon=":material/move_to_inbox:"):
            st.markdown(t("hand.words", n=len(left), days=DAYS))
            words, key = t("hand.agree", n=len(left)), f"hand_{name}_agree"
            st.button(words, key=key, type="primary", on_click=_hand, args=(name, left))


def handed_over() -> None:
    """What was handed over in this visit, and the way back; nothing where nothing was."""
    if not (handed := handing.handed()):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(t("hand.done", n=len(handed), days=DAYS))
        if any(handed.values()):
            st.button(t("hand.take_back"), key="hand_back", type="tertiary", on_click=_take_back)


def _hand(name: str, left: Mapping[str, Arrival]) -> None:
    """Callback: hand these over, as far as there is room."""
    # noted without a touch of the session's state, where a run may be broken off
    handed, gone = handing.handed(), []
    for key, one in left.items():
        if not handing.may():
            st.toast(t("hand.too_many"), icon=":material/error:")
            break
        try:
            handed[one.fingerprint] = handing.hand_over(one.name, one.cause, one.data)
        except LinkError:
            st.toast(t("hand.full"), icon=":material/error:")
            break
        except StorageUnavailableError:
            st.toast(t("keep.not_saved"), icon=":material/error:")
            break
        gone.append(key)
    reading.let_go(gone)
    if len(gone) == len(left):
        box.close(f"hand_{name}")


def _take_back() -> None:
    """Callback: remove again what was handed over."""
    handed = handing.handed()
    try:
        for fingerprint, given in list(handed.items()):
            handing.take_back(given)
            del handed[fingerprint]
    except StorageUnavailableError:
        st.toast(t("keep.not_saved"), icon=":material/error:")
        return
    st.toast(t("hand.taken_back"), icon=":material/check_circle:")
