"""A report to take away: a page to print, a workbook, and its figures as CSV; made only when asked for."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ui import export, labels
from ui.data import Entry
from ui.provenance import figures
from ui.texts import t

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def menu(entry: Entry) -> None:
    """The menu of downloads."""
    with st.popover(t("download.label"), icon=":material/download:"):
        for name, make, suffix, mime, icon in (
            ("printable", _printable, "html", "text/html", "print"),
            ("workbook", _workbook, "xlsx", _WORKBOOK, "table_view"),
            ("csv", _csv, "csv", "text/csv", "csv"),
        ):
            _button(entry, name, make, f"{file_name(entry)}.{suffix}", mime, icon)
        st.caption(t("download.note"))


def file_name(entry: Entry) -> str:
    """Body, year and id, without what file systems refuse."""
    words = f"{labels.body(entry.report)[:40]}_{labels.year(entry.report)}_{entry.id}"
    return "".join(c if c.isalnum() or c in "-_" else "_" for c in words)


def _button(entry: Entry, name: str, make: Callable[[Entry], bytes], file: str, mime: str, icon: str) -> None:  # noqa: PLR0913
    st.download_button(
        t(f"download.{name}"),
        lambda: make(entry),
        file_name=file,
        mime=mime,
        icon=f":material/{icon}:",
        key=f"download_{name}",
        on_click="ignore",
        width="stretch",
    )


def _printable(entry: Entry) -> bytes:
    from ui.printable import page  # noqa: PLC0415 - only where somebody asks for it

    return page(entry).encode()


def _workbook(entry: Entry) -> bytes:
    from ui.workbook import workbook  # noqa: PLC0415 - as above

    return workbook(entry)


def _csv(entry: Entry) -> bytes:
    return export.csv(figures(entry))
