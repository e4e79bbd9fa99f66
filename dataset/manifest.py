"""What a dataset consists of: ``manifest.json``, the only file that is ever replaced."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from dataset import schema
from dataset.store import DatasetFolder

NAME = "manifest.json"


class NotADatasetError(Exception):
    """There is no manifest at this address, or one that this program does not understand."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(f"{address}: {why}")
        self.address, self.why = address, why


@dataclass(frozen=True, slots=True)
class File:
    """A file of a table: its name in the dataset, and how many rows it has."""

    name: str
    rows: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The versions of schema, reader and rules, when it was made and from what, and the files of each table.

    ``rows_of`` is the fingerprint of everything that rows depend on (``versions.rows``); ``made_up`` whether its
    reports are invented; ``note`` what is to be said of it.
    """

    reader: str
    rule_set: str
    rows_of: str
    made: str
    sources: Sequence[str]
    files: Mapping[str, Sequence[File]]
    schema: int = field(default_factory=schema.version)
    made_up: bool = False
    note: str = ""

    @property
    def version(self) -> str:
        """Equal for datasets with equal files: names hold the hash of what is in them."""
        names = sorted(file.name for files in self.files.values() for file in files)
        return hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]

    @property
    def counts(self) -> dict[str, int]:
        """Rows by table."""
        return {name: sum(file.rows for file in files) for name, files in self.files.items()}

    @property
    def names(self) -> set[str]:
        """The names of all its files."""
        return {file.name for files in self.files.values() for file in files}


def load(store: DatasetFolder) -> Manifest:
    """The manifest of a dataset. Raises NotADatasetError."""
    content = store.read(NAME)
    if content is None:
        raise NotADatasetError(store.address, "no manifest.json")
    try:
        return _of(json.loads(content))
    except (ValueError, KeyError, TypeError) as error:
        raise NotADatasetError(store.address, f"manifest.json: {error}") from error


def current(store: DatasetFolder) -> Manifest:
    """As ``load``, for whoever needs all of the tables, of which a dataset of an older form lacks some. Raises
    NotADatasetError."""
    manifest = load(store)
    if manifest.schema < schema.version():
        why = f"schema {manifest.schema} is older than this program's, {schema.version()}"
        raise NotADatasetError(store.address, f"{why}; `python -m bulk --reread` renews it")
    return manifest


def find(store: DatasetFolder) -> Manifest | None:
    """The manifest of a dataset; None where there is none yet. Raises NotADatasetError for one not understood."""
    return None if store.read(NAME) is None else load(store)


def save(store: DatasetFolder, manifest: Manifest) -> None:
    """Replace the manifest."""
    written = {**asdict(manifest), "version": manifest.version, "counts": manifest.counts}
    store.write(NAME, (json.dumps(written, ensure_ascii=False, indent=1) + "\n").encode())


def _of(written: dict[str, Any]) -> Manifest:
    if written["schema"] > schema.version():
        raise ValueError(f"schema {written['schema']} is newer than this program's, {schema.version()}")
    files = {table: tuple(File(**one) for one in files) for table, files in written.pop("files").items()}
    known = {name: written[name] for name in Manifest.__slots__ if name in written}
    return Manifest(**{**known, "sources": tuple(known["sources"])}, files=files)
