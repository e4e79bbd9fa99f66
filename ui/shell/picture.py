"""Buttons that save a chart as a picture, PNG or SVG, as it is seen."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ui.shell import assets
from ui.texts import t

# The key of the container with the sentence that says what a page shows; it is written on the picture
SAID = "said"
_SCRIPT = assets.script("picture")
_HTML = (
    '<button type="button" class="nb-button" data-kind="png">PNG</button> '
    '<button type="button" class="nb-button" data-kind="svg">SVG</button>'
)


def buttons(chart: str, name: str, note: str) -> None:
    """Two buttons for the chart of this key; ``name`` is that of the files, ``note`` is written under the chart."""
    words = {kind: t("data.as_picture", kind=kind.upper()) for kind in ("png", "svg")}
    data = {"chart": chart, "name": name, "note": note, "words": words}
    _component()(key=f"_picture_{chart}", data=data, width="content", height="content")


def _component() -> Any:
    return st.components.v2.component("nianbao_picture", html=_HTML, js=_SCRIPT, isolate_styles=False)
