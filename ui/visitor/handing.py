"""Documents that could not be read, handed over by whoever brought them for administrators to look at: where there are
administrators, and room for it."""

from __future__ import annotations

import time

import streamlit as st

import settings
from server import administrators
from server.rates import Buckets
from ui.visitor import database, shared

# Documents that one address may hand over a minute
_A_MINUTE = 20
_HANDED = Buckets()
_IDS = "_handed"


def is_offered() -> bool:
    """Whether a visitor may hand over documents here: not where nobody could look at them, nor in an embedded view."""
    has_room = settings.count("NIANBAO_REFUSED_MB") > 0
    return has_room and shared.mode() == shared.ON and bool(administrators.named()) and not st.context.is_embedded


def may() -> bool:
    """Whether this visitor's address may hand over one more now; counts as one."""
    return _HANDED.take(shared.visitor_address(), _A_MINUTE, time.monotonic()) == 0


def handed() -> dict[str, str]:
    """The ids of what was handed over in this visit, by fingerprints; "" for what was there already."""
    ids: dict[str, str] = st.session_state.setdefault(_IDS, {})
    return ids


def hand_over(name: str, cause: str, data: bytes) -> str:
    """Keep a document for the administrators; gives the id by which it can be taken back, "" where it was there
    already. Raises LinkError where there is no room, and StorageUnavailableError."""
    with database.opened(rests=False) as store:
        return store.refused.hand_over(name, cause, data, settings.count("NIANBAO_REFUSED_MB"))


def take_back(given: str) -> None:
    """Remove it again. Raises StorageUnavailableError."""
    with database.opened(rests=False) as store:
        store.refused.take_back(given)
