"""What is taken away, made only when asked for: a report as a page to print, a workbook or CSV, and rows of a frame."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pandas as pd
import streamlit as st

from ui.names import columns, labels
from ui.take import about, export
from ui.take.provenance import figures, warning
from ui.take.selection import Selection, dictionary, full, in_words
from ui.texts import language, speaking, t
from ui.visitor import dataset
from ui.visitor.entry import Entry
from ui.visitor.shown import Shown

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ZIP = "application/zip"


class _Download(NamedTuple):
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


def rows(selection: Selection, filters: list[tuple[str, str]]) -> None:
    """Buttons that hand out the selected rows in every format, with what belongs beside them in the file; ``filters``
    are those that are set, in words."""
    n, spoken = selection.n, language()
    content = t(f"data.content_{selection.frame}")
    note = about.facts(content, filters, n, is_mixed=selection.is_mixed)
    day = note["date"].replace("-", "")
    with st.container(horizontal=True, gap="small"):
        for suffix, (mime, most, make) in _FORMATS.items():
            is_too_many = n > most
            st.download_button(
                t(f"data.as_{suffix}"),
                _speaking(spoken, make, selection, note),
                file_name=f"nianbao_{selection.frame}_{day}.{'zip' if suffix == 'csv' else suffix}",
                mime=mime,
                icon=":material/download:",
                key=f"rows_{suffix}",
                on_click="ignore",
                disabled=is_too_many or not n,
                help=t("data.too_many", n=f"{most:,}") if is_too_many else None,
            )


def package(shown: Shown, selection: Selection, filters: list[tuple[str, str]]) -> None:
    """The button that hands out the panel for researchers of the selected rows: every figure and metric."""
    is_too_many = selection.n > _MOST_PACKED
    note = about.facts(t("data.content_panel"), filters, selection.n, is_mixed=selection.is_mixed)

    def made() -> bytes:
        reports = selection.load(_MOST_PACKED, 0)["report"]
        with TemporaryDirectory() as folder:
            shown.write_panel(Path(folder), list(reports), note["dataset"], note["filters"])
            return export.zipped({path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())})

    st.download_button(
        t("data.as_package"),
        made,
        file_name=f"nianbao_panel_{note['date'].replace('-', '')}.zip",
        mime=_ZIP,
        icon=":material/inventory_2:",
        key="rows_package",
        on_click="ignore",
        disabled=is_too_many or not selection.n,
        help=t("data.too_many_package", n=f"{_MOST_PACKED:,}") if is_too_many else t("data.package_about"),
    )


def listed(name: str, n: int, make: Callable[[int], pd.DataFrame], filters: list[tuple[str, str]]) -> None:
    """Buttons that hand out a list as it is shown, all pages of it, as CSV and Excel. ``make`` gives at most so many of
    its ``n`` rows, with visible column names; ``filters`` are those that are set, in words."""
    # of the visit, which is not known any more where a download is made
    spoken, made_up, about_dataset = language(), dataset.warning(), dataset.note()
    for suffix in ("csv", "xlsx"):
        _, most, _ = _FORMATS[suffix]

        def made(suffix: str = suffix, most: int = most) -> bytes:
            with speaking(spoken):
                if suffix == "csv":
                    return export.csv(make(most), made_up)
                chosen = t("filter.between").join(f"{title} = {values}" for title, values in filters)
                note = {"dataset": about_dataset, "filters": chosen, "rows": f"{n:,}"}
                return export.excel({t("sheet.list"): make(most)}, _labelled(note), t("sheet.note"))

        st.download_button(
            t(f"data.as_{suffix}"),
            made,
            file_name=f"nianbao_{name}.{suffix}",
            mime=_WORKBOOK if suffix == "xlsx" else "text/csv",
            icon=":material/download:",
            key=f"{name}_{suffix}",
            on_click="ignore",
            disabled=n > most,
            help=t("data.too_many", n=f"{most:,}") if n > most else None,
        )


def _speaking(spoken: str, make: _Make, selection: Selection, note: dict[str, str]) -> Callable[[], bytes]:
    def made() -> bytes:
        with speaking(spoken):
            return make(selection, note)

    return made


def _rows_csv(selection: Selection, note: dict[str, str]) -> bytes:
    files = {
        f"nianbao_{selection.frame}.csv": export.csv(full(selection, _FORMATS["csv"][1])),
        "codebook.csv": export.csv(dictionary(selection)),
        "note.txt": export.note(_labelled(note)),
    }
    return export.zipped(files)


def _rows_excel(selection: Selection, note: dict[str, str]) -> bytes:
    frame = in_words(full(selection, _FORMATS["xlsx"][1]))
    words = columns.described(selection.frame, frame.columns)
    named = frame.rename(columns={column: word.name for column, word in words.items()})
    words_of = dictionary(selection, frame.columns)
    sheets = {t(f"data.frame_{selection.frame}"): named, t("sheet.columns"): words_of}
    return export.excel(sheets, _labelled(note), t("sheet.note"))


def _rows_parquet(selection: Selection, note: dict[str, str]) -> bytes:
    return export.parquet(full(selection, _FORMATS["parquet"][1]), note, _described(selection))


def _rows_json(selection: Selection, note: dict[str, str]) -> bytes:
    return export.jsons(full(selection, _FORMATS["json"][1]), note, _described(selection))


def _labelled(note: dict[str, str]) -> dict[str, str]:
    return {t(f"fact.{name}"): value for name, value in note.items()}


def _described(selection: Selection) -> dict[str, str]:
    words = columns.described(selection.frame, selection.columns)
    return {column: word.about for column, word in words.items()}


_Make = Callable[[Selection, dict[str, str]], bytes]
# Rows of a panel for researchers: 555 columns in two formats take 2 ms of the processor each
_MOST_PACKED = 5_000
# Media type, the most rows that it is made of, and what makes it. A million rows are a spreadsheet's own limit, but
# making the file would keep everybody else waiting.
_FORMATS: dict[str, tuple[str, int, _Make]] = {
    "csv": (_ZIP, 1_000_000, _rows_csv),
    "xlsx": (_WORKBOOK, 20_000, _rows_excel),
    "parquet": ("application/vnd.apache.parquet", 1_000_000, _rows_parquet),
    "json": ("application/json", 200_000, _rows_json),
}


def file_name(entry: Entry) -> str:
    """Body, year and id, without what file systems refuse."""
    words = f"{labels.body(entry.report)[:40]}_{labels.year(entry.report)}_{entry.id}"
    return "".join(c if c.isalnum() or c in "-_" else "_" for c in words)


def _button(entry: Entry, kind: _Download) -> None:
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


def _kinds() -> tuple[_Download, ...]:
    return (
        _Download("printable", "html", "text/html", "print", _printable),
        _Download("workbook", "xlsx", _WORKBOOK, "table_view", _workbook),
        _Download("csv", "csv", "text/csv", "csv", _csv),
    )


def _printable(entry: Entry) -> bytes:
    from ui.take.printable import page  # noqa: PLC0415 - only where somebody asks for it

    return page(entry).encode()


def _workbook(entry: Entry) -> bytes:
    from ui.take.workbook import workbook  # noqa: PLC0415 - as above

    return workbook(entry)


def _csv(entry: Entry) -> bytes:
    return export.csv(figures(entry), warning(entry))
