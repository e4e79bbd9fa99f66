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
_LOG = logging.getLogger(__name__)


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
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
