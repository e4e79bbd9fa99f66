"""ZIP archives of reports: each file's name and bytes, in order. Nothing is ever written to disk.

Archives are expanded by whoever can show several reports; as one report they are refused.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from parsing.document import Document
from parsing.errors import (
    ArchiveError,
    DamagedFileError,
    EmptyArchiveError,
    EncryptedArchiveError,
    NestedArchiveError,
    TooManyFilesError,
    TooMuchUnpackedError,
    UnsupportedFormatError,
)
from parsing.loaders.office import package

MAX_FILES = 200
MAX_FILE = 20 * 1024 * 1024
MAX_TOTAL = 100 * 1024 * 1024

_KIND = {"kind_zh": " ZIP 压缩包", "kind_en": "a ZIP archive"}
# What a cut container was, by the names in it
_CUT = {
    b"word/": {"kind_zh": " Word 文档（DOCX）", "kind_en": "a Word document (DOCX)"},
    b"xl/": {"kind_zh": " Excel 工作簿（XLSX）", "kind_en": "an Excel workbook (XLSX)"},
}
_OTHER_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_TAR = slice(257, 262)
# What operating systems leave in folders
_LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
# Other documents that are ZIP containers, and what people call them
_OTHER: dict[str, tuple[str, str]] = {
    "pptx": ("演示文稿（PPTX）", "a presentation (PPTX)"),
    "ofd": ("OFD 版式文件", "an OFD file"),
}


def accepts(data: bytes) -> bool:
    """Whether the bytes are a ZIP container; those of Office formats with a loader are recognised before."""
    return package.is_zip(data)


def is_archive(data: bytes) -> bool:
    """Whether the bytes are an archive for ``read_archive``, and no document that happens to be a ZIP container."""
    return package.kind(data) == "zip"


def load(data: bytes) -> Document:
    """Never a Document. Raises UnsupportedFormatError, DamagedFileError or ArchiveError."""
    container = package.kind(data) or "zip"
    if container in _OTHER:
        kind_zh, kind_en = _OTHER[container]
        raise UnsupportedFormatError(kind_zh=kind_zh, kind_en=kind_en)
    _opened(data)
    raise ArchiveError


def read_archive(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """The name and bytes of each file in an archive called ``name``, in its order. Raises what ``list_members`` and
    ``read_member`` raise, also between two files."""
    return ((inner, read_member(data, place)) for place, inner in list_members(data, name))


def list_members(data: bytes, name: str) -> Iterator[tuple[int, str]]:
    """The place and name of each file in an archive called ``name``, in its order.

    Raises at once DamagedFileError, EmptyArchiveError, TooManyFilesError or EncryptedArchiveError, and
    TooMuchUnpackedError before the first file that goes beyond the cap by the size that the archive declares. The
    names are for people, never paths to be opened.
    """
    files = [(place, info) for place, info in enumerate(_opened(data).infolist()) if not is_left_out(info)]
    if not files:
        raise EmptyArchiveError(name=name)
    if len(files) > MAX_FILES:
        raise TooManyFilesError(name=name, limit=MAX_FILES)
    if any(info.flag_bits & _ENCRYPTED_FLAG for _, info in files):
        raise EncryptedArchiveError(name=name)
    return _within_total(files)


def _within_total(files: list[tuple[int, zipfile.ZipInfo]]) -> Iterator[tuple[int, str]]:
    left = MAX_TOTAL
    for place, info in files:
        # what says that it is larger than a file may be is refused, or read if it is not
        left -= min(info.file_size, MAX_FILE)
        if left < 0:
            raise TooMuchUnpackedError(limit_mb=MAX_TOTAL // 1024 // 1024)
        yield place, printed_name(info)


def read_member(data: bytes, place: int) -> bytes:
    """The bytes of the file at this place of the archive.

    Raises TooMuchUnpackedError where it unpacks to more than the cap, NestedArchiveError or DamagedFileError.
    """
    archive = _opened(data)
    info = archive.infolist()[place]
    try:
        content = package.unpack(archive, info, MAX_FILE)
    except TooMuchUnpackedError as error:
        raise TooMuchUnpackedError(limit_mb=MAX_FILE // 1024 // 1024) from error
    except package.BROKEN as error:
        raise DamagedFileError(**_KIND) from error
    if _is_nested(content):
        raise NestedArchiveError(name=printed_name(info))
    return content


def _opened(data: bytes) -> zipfile.ZipFile:
    archive = package.open_zip(data)
    if archive is None:
        raise DamagedFileError(**next((kind for name, kind in _CUT.items() if name in data), _KIND))
    return archive


def _is_nested(data: bytes) -> bool:
    return data.startswith(_OTHER_ARCHIVES) or data[_TAR] == b"ustar" or is_archive(data)


def is_left_out(info: zipfile.ZipInfo) -> bool:
    """Whether it is a folder, or what an operating system has left."""
    return info.filename.endswith("/") or _is_litter(info.filename)


def _is_litter(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return "__MACOSX" in parts or parts[-1].startswith("._") or parts[-1].lower() in _LITTER


def printed_name(info: zipfile.ZipInfo) -> str:
    """The name as its author saw it: UTF-8 or GBK also where the container does not say so, no way up or out of it."""
    name = info.filename
    if not info.flag_bits & _UTF8_FLAG:
        name = _decoded(name)
    parts = ["".join(filter(str.isprintable, part)).strip() for part in name.replace("\\", "/").split("/")]
    kept = [part for part in parts if part.strip(".") and not part.endswith(":")]
    return "/".join(kept) or "?"


def _decoded(name: str) -> str:
    """Zipfile takes a name without the flag for cp437, which Chinese systems never write."""
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name
