"""Frames as files: CSV and Excel that a spreadsheet opens without running anything in it, Parquet and JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pandas as pd

from dataset.defuse import defuse, defused
from ui.texts import t


def csv(frame: pd.DataFrame, note: str = "") -> bytes:
    """The frame as CSV in UTF-8 with a byte order mark, text cells that look like formulas defused by an apostrophe.

    A ``note``, such as that all of it is made up, is in a last column of every row: no line but the head and the rows.
    """
    safe = frame.assign(**{t("fact.dataset"): note}) if note else frame.copy()
    for position, _name in enumerate(safe.columns):
        if not pd.api.types.is_numeric_dtype(safe.dtypes.iloc[position]):
            safe.isetitem(position, defused(safe.iloc[:, position]).array)
    safe.columns = pd.Index([defuse(str(name)) for name in safe.columns])
    return safe.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def note(lines: Mapping[str, str]) -> bytes:
    """A note as a text that any editor opens: a line a fact, behind its label."""
    said = (f"{label}{t('fact.colon')}{' '.join(value.split())}" for label, value in lines.items())
    return ("\n".join(said) + "\n").encode("utf-8-sig")


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files by their names as a ZIP archive."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def excel(sheets: Mapping[str, pd.DataFrame], facts: Mapping[str, str], note_name: str) -> bytes:
    """Frames as an Excel workbook, a sheet each by its name, and behind them a sheet of facts, label by label."""
    import xlsxwriter  # noqa: PLC0415 - only where somebody asks for it

    from ui.take.sheets import OPTIONS, frame_sheet, note_sheet  # noqa: PLC0415 - as above

    target = BytesIO()
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        for name, frame in sheets.items():
            frame_sheet(book, name, frame)
        note_sheet(book, note_name, facts.items())
    return target.getvalue()


def parquet(frame: pd.DataFrame, about: Mapping[str, object], columns: Mapping[str, str]) -> bytes:
    """The frame as Parquet: ``about`` is JSON under the key ``nianbao_lens`` of the schema's metadata, what a column
    holds is under ``description`` of the field's."""
    import pyarrow as pa  # noqa: PLC0415 - as above
    from pyarrow import parquet as pq  # noqa: PLC0415 - as above

    table = pa.Table.from_pandas(frame, preserve_index=False)
    fields = [field.with_metadata({"description": columns[field.name]}) for field in table.schema]
    metadata = {**(table.schema.metadata or {}), b"nianbao_lens": json.dumps(about, ensure_ascii=False).encode()}
    target = BytesIO()
    pq.write_table(table.cast(pa.schema(fields, metadata)), target, compression="zstd")
    return target.getvalue()


def jsons(frame: pd.DataFrame, about: Mapping[str, object], columns: Mapping[str, str]) -> bytes:
    """The frame as a JSON object with ``about``, ``columns`` (what each holds) and ``rows``, an object each; what there
    is not is null."""
    head = json.dumps({"about": about, "columns": columns}, ensure_ascii=False, indent=1)
    rows = frame.to_json(orient="records", force_ascii=False, double_precision=15)
    return f'{head.removesuffix(chr(10) + "}")},\n "rows": {rows}\n}}\n'.encode()
