"""The menu from which a view is taken away as a brief."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from metrics import Metric
from ui.compare.over_years.profile import MULTIPLES
from ui.take import brief
from ui.take.brief import Brief
from ui.texts import language, speaking, t
from ui.visitor.shown import Shown

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def of_body(shown: Shown, rows: pd.DataFrame, name: str, metric: Metric) -> None:
    """The brief of a body; ``rows`` are its described reports, ``name`` is its own."""
    seen = brief.view_of("years", [(t("column.body"), name)])

    def make() -> Brief:
        wanted = list(dict.fromkeys([metric.id, *MULTIPLES]))
        rates = shown.ask("metric_rows", metrics=wanted, ids=sorted(rows["report"]))
        return brief.of_body(name, rows, rates, metric, seen)

    offer("nianbao_brief", make)


def offer(name: str, make: Callable[[], Brief]) -> None:
    """Buttons that make the brief when they are pressed, as a page and for Word; ``name`` begins the files' names."""
    spoken = language()

    def web() -> bytes:
        with speaking(spoken):
            return brief.page(make())

    def word() -> bytes:
        from ui.take.brief_docx import document  # noqa: PLC0415 - only where somebody asks for it

        with speaking(spoken):
            return document(make())

    with st.popover(t("brief.label"), icon=":material/summarize:"):
        for kind, mime, made in (("html", "text/html", web), ("docx", _WORD, word)):
            st.download_button(
                t(f"brief.as_{kind}"),
                made,
                file_name=f"{name}.{kind}",
                mime=mime,
                icon=":material/download:",
                key=f"brief_{kind}",
                on_click="ignore",
                width="stretch",
            )
        st.caption(t("brief.about"))
