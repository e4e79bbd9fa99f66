"""A table for paper: Streamlit paints some of a table's rows on a canvas; what is printed has all of them."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from ui.shell import assets
from ui.texts import number

_SCRIPT = assets.script("print_table")
# Begins the key of a container that is drawn on paper alone (style.css)
PAPER = "print_"


def print_table(frame: pd.DataFrame, name: str, config: Mapping[str, Any], alt: str) -> None:
    """The rows of a table, which the browser draws while it prints. ``config`` is that of the columns on the screen.

    They are sent a second time, for nothing of what the canvas shows can be read; so they are sent compressed.
    """
    texts = {str(column): _texts(frame[column], config.get(str(column)) or {}) for column in frame}
    is_figure = [pd.api.types.is_numeric_dtype(frame[column]) for column in frame]
    drawn = {"head": list(texts), "rows": list(zip(*texts.values(), strict=True)), "figures": is_figure, "alt": alt}
    data = {"packed": base64.b64encode(gzip.compress(json.dumps(drawn, ensure_ascii=False).encode(), mtime=0)).decode()}
    with st.container(key=f"{PAPER}{name}"):
        _component()(key=f"_{PAPER}{name}", data=data, height="content")


def _texts(values: pd.Series, config: Mapping[str, Any]) -> list[str]:
    """What is painted in the cells of a column."""
    kind = (config.get("type_config") or {}).get("format")
    if not pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        return ["–" if value is None or value is pd.NA or value != value else str(value) for value in values]  # noqa: PLR0124 - NaN
    unit = "rate" if kind == "percent" else "cases"
    is_year = pd.api.types.is_integer_dtype(values) and kind != "localized"
    floats = values.astype("float64")
    return [str(int(value)) if is_year and value == value else number(value, unit) for value in floats]  # noqa: PLR0124 - NaN


def _component() -> Any:
    return st.components.v2.component("nianbao_print_table", js=_SCRIPT, isolate_styles=False)
