"""The documents that inputs name: files, folders, ZIP archives in archives, lists of paths, fsspec addresses, and what
``python -m checks --json --with-document`` has printed (``.jsonl``).

They come sorted by their sources, so that the order in which inputs are named changes nothing.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from itertools import count
from pathlib import PurePosixPath
from typing import IO, Any

import fsspec
import msgspec

from parsing.errors import (
    DamagedFileError,
    NestedArchiveError,
    NoDocumentError,
    TooMuchUnpackedError,
    UnreadableError,
)
from parsing.loaders import MAX_BYTES, archive
from parsing.loaders.office import package

# In a folder these are no documents; one that is named itself is read whatever it is called
_NO_DOCUMENTS = frozenset(
    (".json", ".jsonl", ".yaml", ".yml", ".parquet", ".arrow", ".py", ".log", ".css", ".js", ".db", ".sqlite3")
)
# A ZIP in a ZIP in a ZIP; deeper ones are bombs or mistakes
_DEEPEST = 3
# Lines of an earlier run
_RUN = ".jsonl"
_KIND = {"kind_zh": " ZIP 压缩包", "kind_en": "a ZIP archive"}
_KIND_OF_RUN = {"kind_zh": "检查结果（每行一个 JSON 对象）", "kind_en": "what `python -m checks --json` prints"}


@dataclass(frozen=True, slots=True)
class Located:
    """A document by its source: the path below the folder that was named, ``archive.zip/name`` inside of an archive.

    ``load`` gives its bytes; it raises OSError or UnreadableError. ``lines`` opens those of an earlier run, which may
    be more than fits into memory.
    """

    source: str
    load: Callable[[], bytes]
    lines: Callable[[], IO[bytes]] | None = None


def located(inputs: Iterable[str]) -> list[Located]:
    """The files that these inputs name, archives as one file each. Raises OSError where one cannot be had.

    An input is a file, a folder, an fsspec address of either, or ``@list`` for a file with an input a line.
    """
    every = (one for name in inputs for one in _of_input(name))
    return sorted(every, key=lambda one: one.source)


def expanded(one: Located) -> Iterator[tuple[str, bytes | UnreadableError | OSError]]:
    """The documents of a file with their bytes: itself, or those of an archive or of an earlier run; an error in place
    of what cannot be had."""
    if one.lines is not None:
        yield from _printed(one.source, one.lines)
        return
    try:
        data = one.load()
    except (OSError, UnreadableError) as error:
        yield one.source, error
        return
    if len(data) <= MAX_BYTES and not archive.is_archive(data):
        yield one.source, data
    elif package.kind(data) == "zip":
        yield from _members(BytesIO(data), one.source, 1)
    else:
        yield one.source, data


def _of_input(name: str) -> Iterator[Located]:
    if name.startswith("@"):
        with fsspec.open(name[1:], "rt", encoding="utf-8") as file:
            names = [line.strip() for line in file]
        for inner in filter(None, names):
            yield from _of_input(inner)
        return
    fs, path = fsspec.core.url_to_fs(name)
    if not fs.isdir(path):
        if not fs.exists(path):
            raise FileNotFoundError(2, "no such file or folder", name)
        lines = partial(fs.open, path, "rb") if PurePosixPath(path).suffix.lower() == _RUN else None
        yield Located(PurePosixPath(path).name, partial(_read, fs, path), lines)
        return
    root = path.rstrip("/") + "/"
    for inner in fs.find(path):
        source = inner.removeprefix(root)
        if _is_document(source):
            yield Located(source, partial(_read, fs, inner))


def _is_document(source: str) -> bool:
    path = PurePosixPath(source)
    is_hidden = any(part.startswith(".") for part in path.parts)
    # README.md, SOURCES.md and their like speak of reports and are none
    return not is_hidden and path.suffix.lower() not in _NO_DOCUMENTS and not path.stem.isupper()


def _read(fs: Any, path: str) -> bytes:
    content: bytes = fs.cat_file(path)
    return content


class _PrintedLine(msgspec.Struct):
    """What is needed of a line: the document by its source."""

    source: str
    document: bytes | None = None


def _printed(source: str, opened: Callable[[], IO[bytes]]) -> Iterator[tuple[str, bytes | UnreadableError | OSError]]:
    """The documents of an earlier run; of a line without one it is said."""
    decode = msgspec.json.Decoder(_PrintedLine).decode
    try:
        with opened() as lines:
            for number, line in zip(count(1), lines, strict=False):
                try:
                    printed = decode(line)
                except msgspec.DecodeError:
                    yield f"{source}/{number}", DamagedFileError(**_KIND_OF_RUN)
                    continue
                yield printed.source, NoDocumentError() if printed.document is None else printed.document
    except OSError as error:
        yield source, error


def _members(file: IO[bytes], source: str, depth: int) -> Iterator[tuple[str, bytes | UnreadableError]]:
    try:
        opened = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, *package.BROKEN):
        yield source, DamagedFileError(**_KIND)
        return
    with opened:
        files = [(archive.printed_name(info), info) for info in opened.infolist() if not archive.is_left_out(info)]
        for name, info in sorted(files, key=lambda pair: pair[0]):
            yield from _member(opened, info, f"{source}/{name}", depth)


def _member(
    opened: zipfile.ZipFile, info: zipfile.ZipInfo, source: str, depth: int
) -> Iterator[tuple[str, bytes | UnreadableError]]:
    try:
        data = package.unpack(opened, info, archive.MAX_TOTAL)
    except TooMuchUnpackedError:
        yield source, TooMuchUnpackedError(limit_mb=archive.MAX_TOTAL // 1024 // 1024)
    except package.BROKEN:
        yield source, DamagedFileError(**_KIND)
    else:
        if not archive.is_archive(data):
            yield source, data
        elif depth < _DEEPEST:
            yield from _members(BytesIO(data), source, depth + 1)
        else:
            yield source, NestedArchiveError(name=source)
