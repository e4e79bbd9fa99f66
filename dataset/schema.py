"""The tables of a dataset, typed, as ``schema.yaml`` describes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import yaml

from parsing.form import tables as forms

SOURCE = Path(__file__).with_name("schema.yaml")
STATUS = "/status"
# A category of a few words repeats in a million rows
_TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int32(),
    "number": pa.float64(),
    "truth": pa.bool_(),
    "texts": pa.list_(pa.string()),
    "bytes": pa.binary(),
}


@dataclass(frozen=True, slots=True)
class ColumnSchema:
    """A column: its kind (a key of ``_TYPES``), what it holds, and what it means where there is no value."""

    name: str
    kind: str
    about: str
    missing: str = ""


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A table: ``kept`` is how it is parted into files (year, report, whole), ``order`` how its rows are sorted."""

    name: str
    about: str
    kept: str
    order: tuple[str, ...]
    columns: Mapping[str, ColumnSchema]
    has_cells: bool

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema of its rows."""
        return pa.schema([(column.name, _TYPES[column.kind]) for column in self.columns.values()])

    @property
    def sorting(self) -> str:
        """``order`` as SQL; missing values come last."""
        return ", ".join(f"{name} NULLS LAST" for name in self.order)


def version() -> int:
    """The version of the schema."""
    return int(_data()["version"])


def described() -> dict[str, str]:
    """The texts of the documentation: its head, and what is said of columns of cells."""
    return {name: str(_data()[name]) for name in ("head", "cells")}


@cache
def tables() -> dict[str, TableSchema]:
    """Every table by name."""
    return {name: _table(name, **entry) for name, entry in _data()["tables"].items()}


@cache
def cells() -> tuple[str, ...]:
    """Ids of the cells of all editions of the form, those of the latest first."""
    newest_first = sorted(forms().values(), key=lambda form: form.edition, reverse=True)
    return tuple(dict.fromkeys(cell for form in newest_first for cell in form.cells))


@cache
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(SOURCE.read_text("utf-8"), yaml.CSafeLoader)
    return loaded


def _table(  # noqa: PLR0913 - the keys of an entry
    name: str,
    *,
    about: str,
    kept: str,
    columns: Mapping[str, Any],
    order: tuple[str, ...] = ("report",),
    cells: bool = False,
) -> TableSchema:
    described = {key: ColumnSchema(key, **entry) for key, entry in columns.items()}
    return TableSchema(name, about, kept, tuple(order), described | (_of_cells() if cells else {}), cells)


def _of_cells() -> dict[str, ColumnSchema]:
    columns: dict[str, ColumnSchema] = {}
    for cell in cells():
        value = ColumnSchema(cell, "number", "", "see the cell's status")
        columns |= {cell: value, cell + STATUS: ColumnSchema(cell + STATUS, "text", "", "the edition has no such cell")}
    return columns
