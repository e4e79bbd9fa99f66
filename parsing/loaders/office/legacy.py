"""Legacy Office files (DOC, WPS, RTF, ODT, XLSB, Office 2003 XML): converted by LibreOffice where it is installed.

LibreOffice runs with a profile and a folder of its own, gone afterwards; no name from outside is used in them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from parsing.document import Document
from parsing.errors import (
    ConversionFailedError,
    EncryptedError,
    NeedsConverterError,
    TookTooLongError,
    UnsupportedFormatError,
)
from parsing.loaders.office import docx, package, xlsx

# The first start of LibreOffice with a new profile takes some seconds
SECONDS = 60.0
# It is stopped before whoever waits for it gives up
_SPARE = 5.0
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
# Word and Excel 2003 as one XML file
_FLAT = b"<?mso-application"
_HEAD = 2_000
_ENTRY = 128


class _Format(NamedTuple):
    """A legacy format: what people call it, its extension, and the format it is converted to."""

    zh: str
    en: str
    suffix: str
    target: str


_WORD = _Format("旧版 Word 或 WPS 文档（DOC、WPS）", "a legacy Word or WPS document (DOC, WPS)", ".doc", "docx")
_EXCEL = _Format("旧版 Excel 或 WPS 表格（XLS、ET）", "a legacy Excel or WPS workbook (XLS, ET)", ".xls", "xlsx")
_RICH = _Format(" RTF 文档", "an RTF document", ".rtf", "docx")
_FLAT_WORD = _Format(" Word 2003 XML 文档", "a Word 2003 XML document", ".xml", "docx")
_FLAT_EXCEL = _Format(" Excel 2003 XML 表格", "an Excel 2003 XML workbook", ".xml", "xlsx")
_CONTAINERS = {
    "odt": _Format(" OpenDocument 文本（ODT）", "an OpenDocument text (ODT)", ".odt", "docx"),
    "xlsb": _Format(" Excel 二进制工作簿（XLSB）", "an Excel binary workbook (XLSB)", ".xlsb", "xlsx"),
}
# Streams of an OLE file that tell what it is; embedded objects have theirs behind the document's own
_STREAMS = {"WordDocument": _WORD, "Workbook": _EXCEL, "Book": _EXCEL, "PowerPoint Document": None}


def accepts(data: bytes) -> bool:
    """Whether the bytes are an OLE file, RTF, Office 2003 XML, OpenDocument text or a binary workbook."""
    return data.startswith((_OLE, _RTF)) or _FLAT in data[:_HEAD] or package.kind(data) in _CONTAINERS


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are an OLE file whose own document is a workbook."""
    return data.startswith(_OLE) and _entry(data, "EncryptedPackage") is None and _stream(data) == _EXCEL


def load(data: bytes) -> Document:
    """Legacy bytes → Document.

    Raises EncryptedError, NeedsConverterError, ConversionFailedError or TookTooLongError.
    """
    kind = _kind(data)
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise NeedsConverterError(kind_zh=kind.zh, kind_en=kind.en)
    converted = _convert(program, data, kind)
    if converted is None:
        raise ConversionFailedError(kind_zh=kind.zh, kind_en=kind.en)
    return docx.load(converted) if kind.target == "docx" else xlsx.load(converted)


def _kind(data: bytes) -> _Format:
    if data.startswith(_RTF):
        return _RICH
    if not data.startswith(_OLE):
        flat = _FLAT_EXCEL if b"Excel.Sheet" in data[:_HEAD] else _FLAT_WORD
        return _CONTAINERS.get(package.kind(data) or "", flat)
    if _entry(data, "EncryptedPackage") is not None:
        raise EncryptedError
    kind = _stream(data)
    if kind is None:
        raise UnsupportedFormatError(kind_zh="旧版 Office 的其他文件", kind_en="another legacy Office file")
    return kind


def _stream(data: bytes) -> _Format | None:
    by_offset = {at: kind for name, kind in _STREAMS.items() if (at := _entry(data, name)) is not None}
    return by_offset[min(by_offset)] if by_offset else None


def _entry(data: bytes, name: str) -> int | None:
    """Where the directory of an OLE file names a stream; entries are at multiples of 128 bytes."""
    wanted = (name + "\0").encode("utf-16-le")
    at = data.find(wanted)
    while at >= 0 and at % _ENTRY:
        at = data.find(wanted, at + 1)
    return at if at >= 0 else None


def _convert(program: str, data: bytes, kind: _Format) -> bytes | None:
    """The file in its modern format; None where LibreOffice gives none. Raises TookTooLongError."""
    with tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, "report" + kind.suffix)
        source.write_bytes(data)
        command = [
            program,
            "--headless",
            "--norestore",
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            "--convert-to",
            kind.target,
            "--outdir",
            str(Path(folder, "out")),
            str(source),
        ]
        environment = {**os.environ, "HOME": folder, "SAL_USE_VCLPLUGIN": "svp"}
        try:
            subprocess.run(  # noqa: S603 the command holds no name from outside
                command,
                check=False,
                env=environment,
                timeout=SECONDS - _SPARE,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except subprocess.TimeoutExpired as error:
            raise TookTooLongError(limit=SECONDS - _SPARE) from error
        result = Path(folder, "out", "report." + kind.target)
        return result.read_bytes() if result.is_file() else None
