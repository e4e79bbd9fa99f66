"""What has been read and is not in the dataset yet: a file a batch, whole or not there, kept beside the dataset.

A run that is broken off leaves it; the next one goes on behind it, if the program is still the same.
"""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pyarrow as pa

from bulk.task import Encoded, decoded
from dataset import versions
from dataset.store import DatasetFolder

_FOLDER = ".staging"


class Staging:
    """The batches that are kept for a dataset."""

    def __init__(self, store: DatasetFolder, cache: Path) -> None:
        """``cache`` is where those of a dataset lie that is no local folder."""
        local = Path(store.root, _FOLDER)
        self.root = local if store.is_local else cache / hashlib.sha256(store.address.encode()).hexdigest()[:16]
        self.folder = self.root / versions.rows()
        for other in self.root.glob("*") if self.root.is_dir() else ():
            # read by another program: of no use to this one
            if other != self.folder:
                shutil.rmtree(other)
        self.folder.mkdir(parents=True, exist_ok=True)
        for part in self.folder.glob("*.part"):
            part.unlink()

    def put(self, number: int, tables: Encoded) -> None:
        """Keep what was read of a batch."""
        content = BytesIO()
        # stored: the streams are compressed already
        with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as file:
            for name, stream in tables.items():
                file.writestr(name, stream)
        data = content.getvalue()
        target = self.folder / f"{number:08}-{hashlib.sha256(data).hexdigest()[:12]}.batch"
        beside = target.with_suffix(".part")
        beside.write_bytes(data)
        beside.replace(target)

    def parts(self, table: str) -> Iterator[pa.Table]:
        """The rows of a table, batch by batch."""
        for path in sorted(self.folder.glob("*.batch")):
            with zipfile.ZipFile(path) as file:
                if table in file.namelist():
                    yield decoded(file.read(table))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is kept."""
        return next(self.folder.glob("*.batch"), None) is None

    @property
    def next_number(self) -> int:
        """A number that no batch has."""
        return 1 + max((int(path.name[:8]) for path in self.folder.glob("*.batch")), default=-1)

    def clear(self) -> None:
        """Forget all of it."""
        shutil.rmtree(self.root, ignore_errors=True)
