"""Loaders: one module a source format, all yielding the same Document. The format is told by content, not by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from parsing.document import Document
from parsing.errors import EmptyError, TooLargeError, UnsupportedFormatError
from parsing.loaders import html, text

MAX_BYTES = 20 * 1024 * 1024


class Loader(NamedTuple):
    """A format's name, whether it accepts these bytes, and how it reads them."""

    name: str
    accepts: Callable[[bytes], bool]
    load: Callable[[bytes], Document]


# Asked in this order; text accepts what is left.
LOADERS: tuple[Loader, ...] = (
    Loader("html", html.accepts, html.load),
    Loader("text", text.accepts, text.load),
)

# Signatures of formats that hold no text we can read, and what people call them
_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "一张图片（PNG）", "a picture (PNG)"),
    (b"\xff\xd8\xff", "一张图片（JPEG）", "a picture (JPEG)"),
    (b"GIF8", "一张图片（GIF）", "a picture (GIF)"),
    (b"BM", "一张图片（BMP）", "a picture (BMP)"),
    (b"II*\x00", "一张图片（TIFF）", "a picture (TIFF)"),
    (b"MM\x00*", "一张图片（TIFF）", "a picture (TIFF)"),
    (b"%PDF", " PDF 文件", "a PDF file"),
    (b"PK\x03\x04", " Office 文档或压缩包", "an Office document or an archive"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文档", "a legacy Office document"),
    (b"Rar!", "压缩包", "an archive"),
    (b"7z\xbc\xaf", "压缩包", "an archive"),
    (b"\x1f\x8b", "压缩包", "an archive"),
    (b"MZ", "程序文件", "a program"),
    (b"\x7fELF", "程序文件", "a program"),
)


def load(data: bytes) -> Document:
    """Bytes → Document. Raises EmptyError, TooLargeError, UnsupportedFormatError, NotTextError or TooManyCellsError."""
    if len(data) > MAX_BYTES:
        raise TooLargeError(size_mb=len(data) / 1024 / 1024, limit_mb=MAX_BYTES // 1024 // 1024)
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise EmptyError
    for signature, kind_zh, kind_en in _FOREIGN:
        if data.startswith(signature):
            raise UnsupportedFormatError(kind_zh=kind_zh, kind_en=kind_en)
    return next(loader for loader in LOADERS if loader.accepts(data)).load(data)
