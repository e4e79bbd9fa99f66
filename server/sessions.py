"""Visits that have ended are forgotten in time: Streamlit drops an expired one only when the next visitor leaves."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import logging
from contextlib import suppress

from streamlit.runtime import Runtime, exists

# Seconds
_EVERY = 20.0
# Of glibc's mallopt(3), and how many arenas its threads share
_M_ARENA_MAX, _ARENAS = -8, 2
_LOG = logging.getLogger(__name__)


def share_memory() -> None:
    """Let all threads take memory from two arenas of glibc. Streamlit runs each page in a new thread; with an arena for
    each of sixteen, what one visit leaves free no other one finds. Elsewhere nothing is done."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _ARENAS)


async def keep() -> None:
    """Drop expired visits again and again, and give their memory back to the system."""
    kept = 0
    while True:
        await asyncio.sleep(_EVERY)
        left = _drop_expired()
        if left < kept:
            gc.collect()
            _give_back()
        kept = left


def _drop_expired() -> int:
    """How many ended visits Streamlit still keeps; asking for the number drops those whose time is over."""
    if not exists():
        return 0
    try:
        # there is no public way to the store of disconnected sessions
        return len(Runtime.instance()._session_mgr._session_storage._cache)  # type: ignore[attr-defined]  # noqa: SLF001
    except AttributeError:
        _LOG.warning("ended visits are dropped late: this Streamlit keeps them elsewhere")
        return 0


def _give_back() -> None:
    """Return free memory to the system, which glibc keeps otherwise."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
