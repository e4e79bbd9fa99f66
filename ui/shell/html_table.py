"""Small tables as real HTML: keyboard and screen reader get at them, numbers set right, with equal digits."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from ui.shell.templates import render


class _Column(NamedTuple):
    name: str
    is_left: bool


def html_table(frame: pd.DataFrame, caption: str, words: Collection[str] = ()) -> Markup:
    """The frame as a table with row heads from its first column; ``words`` names the columns of text, set left."""
    columns = [_Column(str(name), name in words or n == 0) for n, name in enumerate(frame.columns)]
    rows = [list(map(_text, values)) for values in frame.itertuples(index=False, name=None)]
    return render("table", caption=caption, columns=columns, rows=rows)


def _text(value: object) -> str:
    return "–" if pd.isna(value) else str(value)  # type: ignore[call-overload]
