"""Which program has read a report: a fingerprint of the code and data of its parts, so that no change is missed."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_SUFFIXES = {".py", ".yaml", ".csv", ".txt", ".json"}
# Rows depend on more than the reading
_OF_ROWS = ("parsing", "checks", "metrics", "dataset", "workers")


@cache
def reader() -> str:
    """The version of the reader: 12 hexadecimal digits."""
    return _fingerprint("parsing")


@cache
def rows() -> str:
    """The version of all that a report's rows depend on: reader, rules, metrics, schema."""
    return _fingerprint(*_OF_ROWS)


def _fingerprint(*folders: str) -> str:
    digest = hashlib.sha256()
    for path in sorted(p for folder in folders for p in (_ROOT / folder).rglob("*") if p.suffix in _SUFFIXES):
        digest.update(f"{path.relative_to(_ROOT).as_posix()}\0".encode())
        # a checkout may have other line ends
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]
