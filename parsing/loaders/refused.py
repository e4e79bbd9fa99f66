"""Formats that hold no text we can read: each refusal names what the file is."""

from __future__ import annotations

from parsing.document import Document
from parsing.errors import UnsupportedFormatError

_ARCHIVE = ("压缩包（不是 ZIP）", "an archive (and no ZIP)")
_PROGRAM = ("程序文件", "a program")
_SIGNATURES: tuple[tuple[bytes, tuple[str, str]], ...] = (
    (b"GIF8", ("一张图片（GIF）", "a picture (GIF)")),
    (b"RIFF", ("一张图片或一段音视频", "a picture, a sound or a film")),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"MZ", _PROGRAM),
    (b"\x7fELF", _PROGRAM),
)
# A signature of mere letters may begin a text too; what is no text has zero bytes
_HEAD = 256


def accepts(data: bytes) -> bool:
    """Whether the bytes begin with the signature of such a format."""
    return _kind(data) is not None


def load(data: bytes) -> Document:
    """Never a Document. Raises UnsupportedFormatError."""
    kind_zh, kind_en = _kind(data) or _ARCHIVE
    raise UnsupportedFormatError(kind_zh=kind_zh, kind_en=kind_en)


def _kind(data: bytes) -> tuple[str, str] | None:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature) and (not signature.isalnum() or b"\x00" in data[:_HEAD]):
            return kind
    return None
