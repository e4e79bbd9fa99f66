"""Frames as CSV that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import pandas as pd

# A cell that begins so is a formula to a spreadsheet (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


def csv(frame: pd.DataFrame, note: str = "") -> bytes:
    """The frame as CSV in UTF-8 with a byte order mark, text cells that look like formulas defused by an apostrophe.

    A ``note`` stands in a line of its own before the head, behind a ``#``, as in files that readers skip it in.
    """
    safe = frame.copy()
    for position, name in enumerate(safe.columns):
        if not pd.api.types.is_numeric_dtype(safe[name]):
            safe.isetitem(position, safe[name].map(defuse).array)
    safe.columns = pd.Index([defuse(str(name)) for name in safe.columns])
    line = f"# {' '.join(note.split())}\n" if note else ""
    return (line + safe.to_csv(index=False)).encode("utf-8-sig")


def defuse(cell: object) -> object:
    """The cell, with an apostrophe before it if it is text that a spreadsheet would run."""
    if isinstance(cell, tuple | list):
        cell = "; ".join(map(str, cell))
    if isinstance(cell, str) and (cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA)):
        return "'" + cell
    return cell
