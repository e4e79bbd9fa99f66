"""The configured database as pages ask it: opened once for all visitors, left alone for a minute after a failure."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

import settings
from storage import StorageUnavailableError, Store, open_store

_REST = 60.0
# By address, until when it is left alone: no page is to wait for a database that fails again and again
RESTING: dict[str, float] = {}
_LOG = logging.getLogger(__name__)


@contextmanager
def opened(*, rests: bool = True) -> Iterator[Store]:
    """The database, for one question. Raises StorageUnavailableError, and after a failure for a minute at once.

    ``rests`` is False for what somebody has asked for by a button: it is tried whatever failed before, and its failure
    says nothing of others."""
    at = address()
    if rests and is_resting():
        raise StorageUnavailableError("left alone after a failure")
    try:
        yield _opened(at)
    except StorageUnavailableError as error:
        _LOG.warning("the database failed: %s", error)
        # opened anew next time, and its tables made where somebody has taken them away
        _opened.clear(at)
        if rests:
            RESTING[at] = time.monotonic() + _REST
        raise


def is_resting() -> bool:
    """Whether the database has failed within the last minute."""
    return RESTING.get(address(), 0.0) > time.monotonic()


def address() -> str:
    """Which database is the configured one."""
    return settings.text("DATABASE_URL")


@st.cache_resource(max_entries=4, show_spinner=False, on_release=Store.close)
def _opened(address: str) -> Store:  # noqa: ARG001 - the cache's key
    return open_store()
