"""Frames as files: CSV and Excel that a spreadsheet opens without running anything in it, Parquet and JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO

import pandas as pd

from dataset.defuse import defuse, defused
from dataset.defuse import line as noted


def csv(frame: pd.DataFrame, note: str = "") -> bytes:
    """The frame as CSV in UTF-8 with a byte order mark, text cells that look like formulas defused by an apostrophe.

    Each line of a ``note`` is in a line of its own before the head, behind a ``#``, as in files that readers skip
    it in.
    """
    safe = frame.copy()
    for position, _name in enumerate(safe.columns):
        if not pd.api.types.is_numeric_dtype(safe.dtypes.iloc[position]):
            safe.isetitem(position, defused(safe.iloc[:, position]).array)
    safe.columns = pd.Index([defuse(str(name)) for name in safe.columns])
    lines = "".join(f"# {noted(line)}\n" for line in note.splitlines() if line.strip())
    return (lines + safe.to_csv(index=False, lineterminator="\n")).encode("utf-8-sig")


def excel(sheets: Mapping[str, pd.DataFrame], note: Mapping[str, str], note_name: str) -> bytes:
    """Frames as an Excel workbook, a sheet each by its name, and behind them a sheet with the note, label by label."""
    import xlsxwriter  # noqa: PLC0415 - only where somebody asks for it

    from ui.take.sheets import OPTIONS, frame_sheet, note_sheet  # noqa: PLC0415 - as above

    target = BytesIO()
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        for name, frame in sheets.items():
            frame_sheet(book, name, frame)
        note_sheet(book, note_name, note.items())
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
