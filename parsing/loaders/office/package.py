"""ZIP containers, read without trusting what they say of themselves: Office packages and archives.

A container's headers may lie about sizes, so bytes are counted while they are unpacked. XML parts are read without
entities, document types or the network.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import IO

from lxml import etree

from parsing.document import MAX_FILE_TITLE
from parsing.errors import DamagedFileError, EncryptedError, TooMuchUnpackedError, UnreadableError

# An XML part of an Office file; the longest report's has 2 MB
MAX_PART = 40 * 1024 * 1024
# A directory of a few thousand names; a longer one would cost time before anything is read
_MAX_DIRECTORY = 512 * 1024
_CHUNK = 64 * 1024
_END = b"PK\x05\x06"
_END_SIZE = 22
_MAX_COMMENT = 65_535
_FLAG_ENCRYPTED = 0x1
# What zipfile raises on damaged or hostile containers, besides its own BadZipFile
BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    zlib.error,
    EOFError,
    struct.error,
    ValueError,
    OverflowError,
    OSError,
    KeyError,
)
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("docx", re.compile(r"word/document\d*\.xml")),
    ("xlsx", re.compile(r"xl/workbook\d*\.xml")),
    ("xlsb", re.compile(r"xl/workbook\d*\.bin")),
    ("pptx", re.compile(r"ppt/presentation\d*\.xml")),
    ("ofd", re.compile(r"OFD\.xml")),
)

_PROPERTIES, _TITLE = "docProps/core.xml", "{http://purl.org/dc/elements/1.1/}title"


@dataclass(frozen=True, slots=True)
class Package:
    """An Office file: its parts by name. ``kind_zh`` and ``kind_en`` name the format to people."""

    archive: zipfile.ZipFile
    kind_zh: str
    kind_en: str

    def names(self) -> list[str]:
        """The names of all parts."""
        return self.archive.namelist()

    def main(self, kind: str) -> str:
        """The name of the part that makes this package a ``docx`` or an ``xlsx``."""
        pattern = dict(_KINDS)[kind]
        return min(name for name in self.names() if pattern.fullmatch(name))

    def read(self, name: str) -> bytes:
        """A part's bytes. Raises DamagedFileError, EncryptedError or TooMuchUnpackedError."""
        try:
            info = self.archive.getinfo(name)
            if info.flag_bits & _FLAG_ENCRYPTED:
                raise EncryptedError
            return unpack(self.archive, info, MAX_PART)
        except BROKEN as error:
            raise self.damaged() from error

    def xml(self, name: str) -> etree._Element:
        """A part's root element. Raises what ``read`` does, and DamagedFileError for what is no plain XML."""
        data = self.read(name)
        if b"purl.oclc.org" in data:
            for strict, transitional in _STRICT:
                data = data.replace(strict, transitional)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
                raise MemoryError from error
            raise self.damaged() from error
        # Office writes no document type; whoever puts one in is after its entities
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.damaged()
        return root

    def relations(self, part: str) -> dict[str, str]:
        """Targets inside the package by relation id, for a part."""
        folder, _, file = part.rpartition("/")
        name = f"{folder}/_rels/{file}.rels"
        if name not in self.names():
            return {}
        targets = {}
        for relation in self.xml(name):
            target = relation.get("Target", "") if isinstance(relation.tag, str) else ""
            if target and relation.get("TargetMode") != "External":
                targets[relation.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
        return targets

    def title(self) -> str:
        """What the file says in its properties that it is called; "" where it says nothing that can be read."""
        if _PROPERTIES not in self.names():
            return ""
        try:
            return (self.xml(_PROPERTIES).findtext(_TITLE) or "")[:MAX_FILE_TITLE]
        except UnreadableError:
            return ""

    def damaged(self) -> DamagedFileError:
        """The error that says that this file is no such Office file."""
        return DamagedFileError(kind_zh=self.kind_zh, kind_en=self.kind_en)


def open_package(data: bytes, kind_zh: str, kind_en: str) -> Package:
    """An Office file's parts. Raises DamagedFileError."""
    archive = open_zip(data)
    if archive is None:
        raise DamagedFileError(kind_zh=kind_zh, kind_en=kind_en)
    return Package(archive, kind_zh, kind_en)


def open_zip(data: bytes) -> zipfile.ZipFile | None:
    """The container in memory; None for one that is damaged or has an absurdly long directory."""
    end = data.rfind(_END, max(len(data) - _MAX_COMMENT - _END_SIZE, 0))
    if end < 0 or len(data) - end < _END_SIZE:
        return None
    (directory,) = struct.unpack_from("<I", data, end + 12)
    if directory > _MAX_DIRECTORY:
        return None
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except BROKEN:
        return None


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a container does, also an empty one."""
    return data.startswith((b"PK\x03\x04", _END))


def kind(data: bytes) -> str | None:
    """docx, xlsx, xlsb, pptx, ofd, odt, ods; zip for any other container, None for anything else."""
    if not is_zip(data):
        return None
    archive = open_zip(data)
    if archive is None:
        return "zip"
    names = archive.namelist()
    for kind_, pattern in _KINDS:
        if any(pattern.fullmatch(name) for name in names):
            return kind_
    return _open_document(archive, names) or "zip"


def _open_document(archive: zipfile.ZipFile, names: list[str]) -> str | None:
    """Odt or ods, by the part that OpenDocument files begin with."""
    if "mimetype" not in names:
        return None
    try:
        with archive.open("mimetype") as file:
            declared = file.read(80)
    except BROKEN:
        return None
    types = {b"opendocument.text": "odt", b"opendocument.spreadsheet": "ods"}
    return next((name for mark, name in types.items() if declared.endswith(mark)), None)


def unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    """One file's bytes, counted while they are unpacked. Raises TooMuchUnpackedError beyond ``limit``.

    Only plain and deflated files are read: other methods unpack without bound from a few bytes.
    """
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile(info.filename)
    with archive.open(info) as file:
        return _counted(file, limit)


def _counted(file: IO[bytes], limit: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while chunk := file.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise TooMuchUnpackedError(limit_mb=limit // 1024 // 1024)
        chunks.append(chunk)
    return b"".join(chunks)


def inside(node: etree._Element, wanted: str, wrappers: Container[str]) -> Iterator[etree._Element]:
    """The children of this name, also where elements that say nothing of themselves are wrapped around them."""
    for child in node:
        if child.tag == wanted:
            yield child
        elif child.tag in wrappers:
            yield from inside(child, wanted, wrappers)
