"""One whole report of a dataset: its reading with text and place of each cell, its findings and its document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import duckdb

from checks import Findings
from checks.causes import with_more
from dataset.manifest import File, Manifest
from dataset.store import DatasetFolder
from parsing.report import Report
from workers import wire


class Readings:
    """The whole reports of one version of a dataset. ``connection`` is one of ``asking.connect``, a cursor a thread."""

    def __init__(self, store: DatasetFolder, manifest: Manifest) -> None:
        self._store = store
        self._manifest = manifest

    def report(self, connection: duckdb.DuckDBPyConnection, report_id: str) -> tuple[Report, Findings] | None:
        """A report with its findings, alone and across reports; None where the dataset has no such report."""
        read = next(self.reports(connection, [report_id]), None)
        if read is None:
            return None
        report, alone = read
        rows = self._rows(connection, "comparisons", "findings", [report_id])
        across = next((wire.decode_findings(findings) for _, findings in rows), None)
        return report, with_more(alone, across.findings) if across else alone

    def reports(self, connection: duckdb.DuckDBPyConnection, ids: Iterable[str]) -> Iterator[tuple[Report, Findings]]:
        """These reports in the order of their ids, each with its findings alone."""
        for _, reading, findings in self._rows(connection, "readings", "reading, findings", ids):
            yield wire.decode_report(reading), wire.decode_findings(findings)

    def document(self, connection: duckdb.DuckDBPyConnection, report_id: str) -> bytes:
        """The document of a report; KeyError where there is none."""
        for _, data in self._rows(connection, "documents", "data", [report_id]):
            return bytes(data)
        raise KeyError(report_id)

    def _rows(
        self, connection: duckdb.DuckDBPyConnection, table: str, columns: str, ids: Iterable[str]
    ) -> Iterator[tuple[Any, ...]]:
        by_file: dict[str, list[str]] = {}
        for report_id in sorted(ids):
            for file in self._files(table, report_id):
                by_file.setdefault(file.name, []).append(report_id)
        for name, wanted in by_file.items():
            # least and greatest id let whole groups of rows be left out
            yield from connection.execute(
                f"SELECT report, {columns} FROM read_parquet($path) "
                "WHERE report BETWEEN $first AND $last AND report IN (SELECT unnest($ids)) ORDER BY report",
                {"path": self._store.path(name), "first": wanted[0], "last": wanted[-1], "ids": wanted},
            ).fetchall()

    def _files(self, table: str, report_id: str) -> list[File]:
        """The files that may have a report: their names begin with the first digits of its id."""
        files = self._manifest.files.get(table, ())
        return [file for file in files if (digits := _digits(file)) == "all" or report_id.startswith(digits)]


def _digits(file: File) -> str:
    return file.name.rpartition("/")[2].rpartition("-")[0]
