"""Ids of rows: they sort by when they were made, and two processes never make the same."""

from __future__ import annotations

import secrets
import time


def made() -> str:
    """A new id: 16 hexadecimal digits of the time (nanoseconds), 16 of chance."""
    return f"{time.time_ns():016x}{secrets.token_hex(8)}"
