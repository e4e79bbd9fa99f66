"""Where a dataset lies: a local folder or an fsspec address (``s3://…``, ``gs://…``, ``memory://…``).

A file appears whole under its final name or not at all, and is never changed afterwards; only the manifest is replaced.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from pathlib import Path
from typing import Any

import fsspec
from fsspec.implementations.local import LocalFileSystem

_BLOCK = 1 << 20


class DatasetFolder:
    """The folder of one dataset. Errors of the file system pass through as OSError or what fsspec's backend raises."""

    def __init__(self, address: str | Path) -> None:
        self.address = str(address).rstrip("/")
        self.fs: Any
        self.fs, self.root = fsspec.core.url_to_fs(self.address)

    @property
    def is_local(self) -> bool:
        """Whether it is a folder of this machine."""
        return isinstance(self.fs, LocalFileSystem)

    def path(self, name: str) -> str:
        """What the file of this name is called in its file system; for DuckDB, with the protocol where it has one."""
        if self.is_local:
            return f"{self.root}/{name}"
        return str(self.fs.unstrip_protocol(f"{self.root}/{name}"))

    def read(self, name: str) -> bytes | None:
        """The content of a file; None where there is none."""
        try:
            content: bytes = self.fs.cat_file(f"{self.root}/{name}")
        except FileNotFoundError:
            return None
        return content

    def put(self, name: str, path: Path) -> None:
        """Move a local file here under this name."""
        target = f"{self.root}/{name}"
        if not self.is_local:
            self.fs.put_file(str(path), target)
            path.unlink()
            return
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        # it may lie on another disk: copied beside its place, then renamed
        beside = Path(f"{target}.{uuid.uuid4().hex}.part")
        shutil.move(path, beside)
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(target)

    def write(self, name: str, content: bytes) -> None:
        """Put these bytes here under this name, in place of what was."""
        if not self.is_local:
            self.fs.pipe_file(f"{self.root}/{name}", content)
            return
        Path(self.root).mkdir(parents=True, exist_ok=True)
        beside = Path(self.root, f"{name}.{uuid.uuid4().hex}.part")
        beside.write_bytes(content)
        beside.replace(Path(self.root, name))

    def files(self, folder: str) -> list[str]:
        """The names of the files in a folder of it, ``folder/name``."""
        try:
            paths = self.fs.ls(f"{self.root}/{folder}", detail=False)
        except FileNotFoundError:
            return []
        return sorted(f"{folder}/{path.rstrip('/').rpartition('/')[2]}" for path in paths)

    def remove(self, name: str) -> None:
        """Remove a file, if there is one."""
        if self.fs.exists(f"{self.root}/{name}"):
            self.fs.rm_file(f"{self.root}/{name}")


def digest(path: Path) -> str:
    """The first 12 hexadecimal digits of a local file's SHA-256."""
    hashed = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            hashed.update(block)
    return hashed.hexdigest()[:12]
