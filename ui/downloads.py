"""A report to take away: a page to print, a workbook, and its figures as CSV; made only when asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from ui import export, labels
from ui.data import Entry
from ui.provenance import figures, warning
from ui.texts import language, speaking, t

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _Kind(NamedTuple):
    """A download: its name in the catalogue, file ending, media type, icon, and what makes it."""

    name: str
    suffix: str
    mime: str
    icon: str
    make: Callable[[Entry], bytes]


def menu(entry: Entry) -> None:
    """The menu of downloads."""
    with st.popover(t("download.label"), icon=":material/download:"):
        for kind in _kinds():
            _button(entry, kind)
        st.caption(t("download.note"))


def file_name(entry: Entry) -> str:
    """Body, year and id, without what file systems refuse."""
    words = f"{labels.body(entry.report)[:40]}_{labels.year(entry.report)}_{entry.id}"
    return "".join(c if c.isalnum() or c in "-_" else "_" for c in words)


def _button(entry: Entry, kind: _Kind) -> None:
    chosen = language()

    def make() -> bytes:
        with speaking(chosen):
            return kind.make(entry)

    st.download_button(
        t(f"download.{kind.name}"),
        make,
        file_name=f"{file_name(entry)}.{kind.suffix}",
        mime=kind.mime,
        icon=f":material/{kind.icon}:",
        key=f"download_{kind.name}",
        on_click="ignore",
        width="stretch",
    )


def _kinds() -> tuple[_Kind, ...]:
    return (
        _Kind("printable", "html", "text/html", "print", _printable),
        _Kind("workbook", "xlsx", _WORKBOOK, "table_view", _workbook),
        _Kind("csv", "csv", "text/csv", "csv", _csv),
    )


def _printable(entry: Entry) -> bytes:
    from ui.printable import page  # noqa: PLC0415 - only where somebody asks for it

    return page(entry).encode()


def _workbook(entry: Entry) -> bytes:
    from ui.workbook import workbook  # noqa: PLC0415 - as above

    return workbook(entry)


def _csv(entry: Entry) -> bytes:
    return export.csv(figures(entry), warning(entry))
