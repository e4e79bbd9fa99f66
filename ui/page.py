"""What every page shares: its head, the note on samples, empty states, tables beside charts."""

from __future__ import annotations

import runpy
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from ui import cards, export, state
from ui.data import Entry
from ui.texts import t

_APP = Path(__file__).parents[1] / "app.py"


def through_app() -> None:
    """Make sure that the entry point runs this page: at the first visit by a link Streamlit leaves it out."""
    if not state.entered():
        runpy.run_path(str(_APP), run_name="__main__")
        st.stop()


def head(name: str, shown: Sequence[Entry] = ()) -> None:
    """Title and one sentence of a page, and the note on samples where some are shown."""
    st.title(t(f"{name}.title"), anchor=False)
    st.markdown(t(f"{name}.lead"))
    samples_note(shown)
    cards.style()


def samples_note(shown: Sequence[Entry]) -> None:
    """Says that samples are shown, if any are."""
    if any(not entry.mine for entry in shown):
        st.caption(t("samples.note"))


def empty(key: str = "empty.reports") -> None:
    """An empty state: what would stand here, and the way to it."""
    with st.container(border=True, horizontal_alignment="center", gap="small"):
        st.space("small")
        st.markdown(f":material/inbox: **{t(f'{key}.title')}**", text_alignment="center")
        st.markdown(t(f"{key}.body"), text_alignment="center")
        if key == "empty.reports":
            st.page_link("pages/add.py", label=t("empty.reports.action"), icon=":material/upload_file:")
        st.space("small")


def data_behind(frame: pd.DataFrame, name: str, alt: str, config: dict[str, Any] | None = None) -> None:
    """The table behind a chart, folded away, with its download. Column names are the visible ones."""
    with st.expander(t("data.view"), icon=":material/table:"):
        st.dataframe(frame, hide_index=True, column_config=config, alt=alt, placeholder="–")
        st.download_button(
            t("data.download"),
            lambda: export.csv(frame),
            file_name=f"{name}.csv",
            mime="text/csv",
            icon=":material/download:",
            key=f"download_{name}",
            on_click="ignore",
        )
