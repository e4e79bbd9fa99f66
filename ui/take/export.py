"""Frames as files: CSV and Excel that a spreadsheet opens without running anything in it, Parquet and JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from io import BytesIO

import pandas as pd

# What begins a formula to a spreadsheet (OWASP, CSV injection), whatever blanks and invisible characters come before it
_FORMULA = "=+-@＝＋－＠﹢﹣﹦﹫−"
_UNSEEN = (
    r"\s\x00-\x20\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f"
    r"\u205f-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
# A spreadsheet that is set to another separator cuts a cell there, quoted or not; what follows begins a cell.
# Possessive, so that a long run of blanks is read once.
_BEGINNING = re.compile(rf"(^|[;\t\r\n])([{_UNSEEN}]*+)")
_BEGINNING_IN_NOTE = re.compile(rf"(^|[,;])([{_UNSEEN}]*+)")


def csv(frame: pd.DataFrame, note: str = "") -> bytes:
    """The frame as CSV in UTF-8 with a byte order mark, text cells that look like formulas defused by an apostrophe.

    Each line of a ``note`` stands in a line of its own before the head, behind a ``#``, as in files that readers skip
    it in.
    """
    safe = frame.copy()
    for position, _name in enumerate(safe.columns):
        if not pd.api.types.is_numeric_dtype(safe.dtypes.iloc[position]):
            safe.isetitem(position, _defused(safe.iloc[:, position]).array)
    safe.columns = pd.Index([defuse(str(name)) for name in safe.columns])
    lines = "".join(f"# {_line(line)}\n" for line in note.splitlines() if line.strip())
    return (lines + safe.to_csv(index=False, lineterminator="\n")).encode("utf-8-sig")


def excel(frame: pd.DataFrame, note: Mapping[str, str], columns: pd.DataFrame, names: tuple[str, str, str]) -> bytes:
    """The frame as an Excel workbook with a sheet of its columns and a sheet with the note, label by label; ``names``
    are the sheets'."""
    import xlsxwriter  # noqa: PLC0415 - only where somebody asks for it

    from ui.take.sheets import OPTIONS, frame_sheet, note_sheet  # noqa: PLC0415 - as above

    target = BytesIO()
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        for name, sheet in zip(names, (frame, columns), strict=False):
            frame_sheet(book, name, sheet)
        note_sheet(book, names[-1], note.items())
    return target.getvalue()


def parquet(frame: pd.DataFrame, about: Mapping[str, object], columns: Mapping[str, str]) -> bytes:
    """The frame as Parquet: ``about`` is JSON under the key ``nianbao_lens`` of the schema's metadata, what a column
    holds stands under ``description`` of the field's."""
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


def defuse(cell: object) -> object:
    """The cell, with an apostrophe before each part of it that a spreadsheet would run if it is text."""
    if isinstance(cell, tuple | list):
        cell = "; ".join(map(str, cell))
    return _BEGINNING.sub(_with_apostrophe, cell) if isinstance(cell, str) else cell


def _with_apostrophe(beginning: re.Match[str]) -> str:
    separator, unseen = beginning.groups()
    following = beginning.string[beginning.end() : beginning.end() + 1]
    is_run = bool(following) and following in _FORMULA
    # a tab or a carriage return at the very beginning is dropped by some, and the next character begins
    is_dropped = beginning.start() == 0 and not separator and unseen[:1] in {"\t", "\r"}
    return f"{separator}'{unseen}" if is_run or is_dropped else beginning[0]


def _defused(texts: pd.Series) -> pd.Series:
    """As ``defuse`` for a whole column: of many rows few differ."""
    if texts.dtype != "str":
        return texts.map(defuse)
    changed = {text: safe for text in texts.dropna().unique() if (safe := defuse(text)) != text}
    return texts.map(lambda text: changed.get(text, text), na_action="ignore") if changed else texts


def _line(text: str) -> str:
    return _BEGINNING_IN_NOTE.sub(_with_apostrophe, " ".join(text.replace('"', "'").split()))
