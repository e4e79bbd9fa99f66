"""A dataset that is asked: DuckDB in this process over its files, and over a visitor's tables together with them."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from checks import Findings
from dataset.asking import connect, view
from dataset.derived import DERIVED, SUMMED, beside
from dataset.manifest import Manifest, current
from dataset.readings import Readings
from dataset.schema import tables
from dataset.store import DatasetFolder
from parsing.report import Report
from queries.cached import Answers
from queries.catalogue import Query, parameters, queries
from queries.frames import frame

# What queries speak of; documents and readings are fetched one by one
TABLES = tuple(name for name, table in tables().items() if table.kept != "report")
_ANSWERS = 256 * 1024 * 1024
_MEMORY = "512MB"
# The parameter that a visitor types
_TYPED = "words"
# A report that a visitor brought too counts once
_OTHERS = "WHERE report NOT IN (SELECT report FROM own_reports)"


@dataclass(frozen=True, slots=True)
class Own:
    """Tables of reports that are in no dataset, such as a visitor's, with their ``key``: another one for other rows.

    ``answers`` are kept for whoever has these reports, and by him. ``alone``: questions are about these reports only.
    """

    tables: Mapping[str, pa.Table]
    key: str
    answers: Answers
    alone: bool = False


class Asked:
    """A dataset at an address. Threads may ask at once: each has a cursor of its own."""

    def __init__(self, address: str, answers: Answers | None = None) -> None:
        """Raises NotADatasetError, for a dataset of an older form too."""
        self.store = DatasetFolder(address)
        self.answers = Answers(_ANSWERS) if answers is None else answers
        self._lock = threading.Lock()
        self._local = threading.local()
        self._open(current(self.store))

    def refresh(self) -> bool:
        """Look whether there is a new version of the dataset, and take it; whether there was one."""
        manifest = current(self.store)
        with self._lock:
            if manifest.version == self.manifest.version:
                return False
            self._open(manifest)
        return True

    def ask(self, name: str, own: Own | None = None, **parameters: Any) -> pd.DataFrame:
        """The answer to a named query; a frame of the caller's, whose columns are not to be written into.

        ``own`` are reports beside those of the dataset, or instead of them. Answers to words that somebody has typed
        are not kept.
        Raises TypeError for a parameter that the query has not got, KeyError for an unknown name.
        """
        query = queries()[name]
        unknown = parameters.keys() - set(query.parameters)
        if unknown:
            raise TypeError(f"{name} has no parameter {', '.join(sorted(unknown))}")
        bound = {parameter: parameters.get(parameter) for parameter in query.parameters}
        if bound.get(_TYPED):
            return self._answer(query, own, bound)
        answers = own.answers if own else self.answers
        whose = (own.key, own.alone) if own else None
        question = (self.manifest.version, whose, name, _hashable(bound))
        answer = answers.get(question)
        if answer is None:
            # of several who ask the same at once one works it out
            with answers.asking(question):
                answer = answers.get(question)
                if answer is None:
                    answer = self._answer(query, own, bound)
                    answers.put(question, answer)
        return answer.copy(deep=False)

    def report(self, report_id: str) -> tuple[Report, Findings] | None:
        """A whole report of the dataset with all its findings; None where there is no such report."""
        return self._readings.report(self._cursor(), report_id)

    def reports(self, ids: Iterable[str]) -> Iterator[tuple[Report, Findings]]:
        """These reports of the dataset by their ids, each with its findings alone."""
        return self._readings.reports(self._cursor(), ids)

    def document(self, report_id: str) -> bytes:
        """The document of a report of the dataset; KeyError where there is none."""
        return self._readings.document(self._cursor(), report_id)

    @contextmanager
    def cursor(self, own: Own | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of the caller's own, which knows the tables by their names."""
        if own is None:
            with self._new_cursor() as cursor:
                yield cursor
            return
        with self._with_own(own) as cursor:
            yield cursor

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def _open(self, manifest: Manifest) -> None:
        database = connect(self.store, _MEMORY)
        for name in TABLES:
            view(database, self.store, name, manifest.files.get(name, ()), name)
        self.manifest, self._database = manifest, database
        self._readings = Readings(self.store, manifest)
        self._local = threading.local()

    def _answer(self, query: Query, own: Own | None, bound: dict[str, Any]) -> pd.DataFrame:
        if own is None:
            return _answer(self._cursor(), query, bound)
        with self._with_own(own) as cursor:
            return _answer(cursor, query, bound)

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        cursor: duckdb.DuckDBPyConnection | None = getattr(self._local, "cursor", None)
        if cursor is None:
            cursor = self._local.cursor = self._new_cursor()
        return cursor

    def _new_cursor(self) -> duckdb.DuckDBPyConnection:
        cursor = self._database.cursor()
        for name in TABLES:
            # a table without a file is known to the connection only that it was registered with
            if not self.manifest.files.get(name):
                cursor.register(name, tables()[name].schema.empty_table())
        return cursor

    @contextmanager
    def _with_own(self, own: Own) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor for one question, in which the tables hold a visitor's rows too; nobody else sees them."""
        with self._new_cursor() as cursor:
            for name in own.tables:
                cursor.register(f"own_{name}", own.tables[name])
            # those that are made from others come after them
            for name in sorted(own.tables, key=DERIVED.__contains__):
                cursor.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {self._both(name, own)}")
            yield cursor

    def _both(self, name: str, own: Own) -> str:
        if own.alone:
            return f"SELECT * FROM own_{name}"
        if name in SUMMED and self.manifest.files.get("findings") and self.manifest.files.get("reports"):
            return beside(name, self._theirs(name), f"own_{name}", "own_reports")
        others = _OTHERS if "report" in own.tables[name].column_names else ""
        return f"SELECT * FROM {self._theirs(name)} {others} UNION ALL BY NAME SELECT * FROM own_{name}"

    def _theirs(self, name: str) -> str:
        return f"memory.main.{name}" if self.manifest.files.get(name) else f"(SELECT * FROM own_{name} LIMIT 0)"


def _answer(cursor: duckdb.DuckDBPyConnection, query: Query, bound: dict[str, Any]) -> pd.DataFrame:
    for step in query.steps[:-1]:
        (row,) = _rows(cursor, step, bound).to_pylist()
        bound = bound | row
    return frame(_rows(cursor, query.steps[-1], bound))


def _rows(cursor: duckdb.DuckDBPyConnection, step: str, bound: dict[str, Any]) -> pa.Table:
    return cursor.sql(step, params=_named(step, bound)).to_arrow_table()


def _named(step: str, bound: dict[str, Any]) -> dict[str, Any]:
    """Those parameters that a step names: DuckDB takes no others."""
    return {name: bound[name] for name in parameters(step)}


def _hashable(value: Any) -> Hashable:
    if isinstance(value, Mapping):
        return tuple((key, _hashable(one)) for key, one in sorted(value.items()))
    return tuple(value) if isinstance(value, list) else value
