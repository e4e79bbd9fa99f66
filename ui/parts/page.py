"""What every page shares: its head, the note on samples, empty states, tables beside charts."""

from __future__ import annotations

import runpy
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple, NoReturn

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.names import bodies
from ui.parts.links import open_chosen, open_row
from ui.shell import picture, state
from ui.shell.copy_link import copy_link
from ui.shell.print_table import print_table
from ui.take import export
from ui.texts import language, speaking, t
from ui.visitor import dataset, looked_at, opened
from ui.visitor.shown import Shown

_FIGURE = r"[+−±]?[<>]?[\d,.]+\s?%?(?:\s?[–/]\s?[<>]?[\d,.]+%?)?|–|"
_DAY = r"\d{4}-\d\d-\d\d"
_DAY_WIDTH = 116
_OPENER_WIDTH = 92
_APP = Path(__file__).parents[2] / "app.py"


# The ways out of an empty state: page, words, icon
_ADD = ("add", "empty.reports.action", "upload_file")
_ACTIONS = {
    "empty.reports": (_ADD,),
    "empty.not_here": (_ADD,),
    "empty.unknown_report": (_ADD, ("overview", "empty.unknown_report.action", "grid_view")),
    "empty.unknown_body": (_ADD, ("overview", "empty.unknown_report.action", "grid_view")),
}


# Rows that a table behind a chart shows; its download has all of them
MOST_ROWS = 100


class Whole(NamedTuple):
    """All rows of a table of which the first ones are shown: how many, and what makes them."""

    rows: int
    make: Callable[[], pd.DataFrame]


class PageStopped(Exception):  # noqa: N818 - no error: the page has shown all that there is
    """Raised by ``stop``; the entry point takes it."""


def stop() -> NoReturn:
    """End the page here. ``st.stop`` would end the entry point too, before it has said what it has to say."""
    raise PageStopped


def through_app() -> None:
    """Make sure that the entry point runs this page: at the first visit by a link Streamlit leaves it out."""
    if not state.entered():
        runpy.run_path(str(_APP), run_name="__main__")
        st.stop()


def head(name: str) -> None:
    """Title and one sentence of a page."""
    _title(name)
    st.markdown(t(f"{name}.lead"))


def opening(name: str, shown: Shown) -> DeltaGenerator:
    """Title of a page and the place of the sentence that says what is shown, filled once everything is chosen."""
    _title(name, t(f"{name}.lead"))
    sentence = st.container(key=picture.SAID)
    samples_note(is_public=shown.is_public and bool(len(shown)))
    return sentence


def _title(name: str, lead: str | None = None) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.title(t(f"{name}.title"), anchor=False, help=lead, width="stretch")
        copy_link()


def samples_note(*, is_public: bool) -> None:
    """Says that samples are shown, if any are; of made-up reports the banner speaks."""
    if is_public and dataset.chosen() == opened.SAMPLES:
        st.caption(t("samples.note"))


def empty(key: str = "empty.reports") -> None:
    """An empty state: what would be here, and the way to it."""
    if key == "empty.reports" and not looked_at.shown().is_public:
        key = "empty.not_here"
    with st.container(border=True, horizontal_alignment="center", gap="small"):
        st.space("small")
        st.markdown(f":material/inbox: **{t(f'{key}.title')}**", text_alignment="center")
        st.markdown(t(f"{key}.body"), text_alignment="center")
        for target, label, icon in _ACTIONS.get(key, ()):
            st.page_link(f"pages/{target}.py", label=t(label), icon=f":material/{icon}:")
        st.space("small")


def data_behind(  # noqa: PLR0913, PLR0917 - as ``table``
    frame: pd.DataFrame,
    name: str,
    alt: str,
    config: dict[str, Any] | None = None,
    reports: Sequence[str] | None = None,
    whole: Whole | None = None,
    chart: str = "",
) -> None:
    """The table behind a chart, folded away, with its download. Column names are the visible ones. ``chart`` is the key
    of the chart, where it is one that can be saved as a picture.

    ``reports`` are the reports' ids, a row each: every row then has a way to its report. ``whole`` where ``frame`` has
    the first rows only.
    """
    if chart:
        picture.buttons(chart, name, dataset.warning())
    with st.expander(t("data.view"), icon=":material/table:"):
        table(frame, name, alt, config, reports, has_download=True, whole=whole)


def table(  # noqa: PLR0913 - what a table is, and what is under it
    frame: pd.DataFrame,
    name: str,
    alt: str,
    config: dict[str, Any] | None = None,
    reports: Sequence[str] | None = None,
    *,
    has_download: bool = False,
    height: int | Literal["auto"] = "auto",
    whole: Whole | None = None,
) -> None:
    """A table; where ``reports`` says which, with a button in each row that opens its report and a list that does the
    same, for the buttons are painted and only a mouse gets at them. ``whole`` is what its download has."""
    painted = _whole(frame)
    settings = _merged(_right(painted), _grouped(painted), _dates(painted), config or {})
    printed = painted
    if reports is not None:
        key = f"open_{name}"
        settings[t("column.open")] = st.column_config.ButtonColumn(
            key=key, width=_OPENER_WIDTH, on_click=open_row, args=(key, list(reports))
        )
        # first, or the columns of a wide table push it out of sight
        painted = painted.copy()
        painted.insert(0, t("column.open"), t("column.open_report"))
    st.dataframe(painted, height=height, hide_index=True, column_config=settings, alt=alt, placeholder="–")
    print_table(printed, name, settings, alt)
    if whole is not None and whole.rows > len(frame):
        st.caption(t("page.first_rows", n=f"{len(frame):,}", all=f"{whole.rows:,}"))
    if not has_download and reports is None:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if has_download:
            download(whole.make if whole else lambda: frame, name)
        if reports is not None:
            open_from_list(name, reports)


def download(
    frame: pd.DataFrame | Callable[[], pd.DataFrame], name: str, note: str | None = None, key: str = ""
) -> None:
    """The download of a table as CSV, beginning with a note, by itself the one on what is made up. A table that a page
    may show twice needs a key for each; a function makes a table that is too long to be made before it is wanted."""
    note = dataset.warning() if note is None else note
    chosen = language()

    def made() -> bytes:
        with speaking(chosen):
            return export.csv(frame() if callable(frame) else frame, note)

    st.download_button(
        t("data.download"),
        made,
        file_name=f"{name}.csv",
        mime="text/csv",
        icon=":material/download:",
        key=f"download_{key or name}",
        on_click="ignore",
    )


def open_from_list(name: str, reports: Sequence[str], titles: Mapping[str, str] | None = None) -> None:
    """The reports of a table's rows, each once, to be found by typing and opened. ``titles`` are theirs by id, where
    they may be none of those that the scope shows."""
    names = bodies.titles(looked_at.shown().reports, reports) if titles is None else titles
    key = f"choose_{name}"
    st.selectbox(
        t("column.open_report"),
        list(dict.fromkeys(reports)),
        index=None,
        key=key,
        format_func=names.__getitem__,
        placeholder=t("data.open_placeholder"),
        label_visibility="collapsed",
        icon=":material/article:",
        width=360,
        on_change=open_chosen,
        args=(key,),
    )


def _whole(frame: pd.DataFrame) -> pd.DataFrame:
    """Counts as whole numbers, also where some are lacking: no ``14.0``, and digits can be grouped."""
    floats = frame.select_dtypes("float")
    whole = [name for name in floats if (floats[name].dropna() % 1 == 0).all() and floats[name].notna().any()]
    return frame.astype(dict.fromkeys(whole, "Int64"))


def _grouped(frame: pd.DataFrame) -> dict[str, Any]:
    """Whole numbers but years have their thousands set apart."""
    counts: list[Any] = [name for name in frame.select_dtypes("integer") if name != t("column.year")]
    return {name: st.column_config.NumberColumn(format="localized") for name in counts}


def _merged(*configs: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of columns, one upon the other."""
    merged: dict[str, Any] = {}
    for config in configs:
        for name, own in config.items():
            said = {setting: value for setting, value in own.items() if value is not None}
            merged[name] = {**merged.get(name, {}), **said}
    return merged


def _right(frame: pd.DataFrame) -> dict[str, Any]:
    """Columns of figures that are written as text, such as ``12.5%``, are set right as figures are."""
    texts = frame.select_dtypes(exclude="number")
    written: list[Any] = [name for name in texts if texts[name].head(50).astype(str).str.fullmatch(_FIGURE).all()]
    return {name: st.column_config.Column(alignment="right") for name in written}


def _dates(frame: pd.DataFrame) -> dict[str, Any]:
    """Columns of days are wide enough for a day: the width that is guessed cuts its last digit off."""
    texts = frame.select_dtypes(exclude="number")
    said = {name: texts[name].dropna().astype(str) for name in texts}
    days: list[Any] = [name for name, column in said.items() if len(column) and column.str.fullmatch(_DAY).all()]
    return {name: st.column_config.Column(width=_DAY_WIDTH) for name in days}


def pager(items: int, per_page: int) -> slice:
    """Page numbers where there is more than one page, and the slice of the items to show; one list a page."""
    pages = max(1, -(-items // per_page))
    tie = state.bind_one(state.PAGE_NUMBER, range(1, pages + 1), 1, remember=False)
    if pages == 1:
        return slice(0, items)
    with st.container(horizontal=True, vertical_alignment="center"):
        # its aria labels ("Page 2") are Streamlit's own and English
        st.pagination(pages, **tie)
        first = (state.value(state.PAGE_NUMBER) - 1) * per_page
        st.caption(t("page.some", first=f"{first + 1:,}", last=f"{min(first + per_page, items):,}", n=f"{items:,}"))
    return slice(first, first + per_page)
