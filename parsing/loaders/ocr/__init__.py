"""Scanned PDF files and pictures of pages: recognised by RapidOCR, whose models come with its package.

An option: ``requirements-ocr.txt``. Ruling lines are found in the picture, so that pages go the way of any PDF's pages:
glyphs and lines → tables, paragraphs, tables joined across pages. A figure is sure only if two readings of its cell
agree; every other one is in the document's ``doubts``.
"""

from __future__ import annotations

from parsing.document import Document
from parsing.errors import EmptyError, NoTextLayerError
from parsing.loaders.ocr.limits import is_installed, settings

__all__ = ["accepts", "is_installed", "load", "load_pdf", "settings"]

_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"BM", "BMP"),
    (b"RIFF", "WEBP"),
)
_HEAD = 256
_WEBP = slice(8, 12)


def accepts(data: bytes) -> bool:
    """Whether the bytes are a picture: PNG, JPEG, TIFF, BMP or WEBP."""
    return _kind(data) is not None


def load(data: bytes) -> Document:
    """A picture's bytes, each of its pages → Document.

    Raises NoTextLayerError where nothing recognises text, EmptyError, DamagedFileError, TooManyScannedPagesError or
    TooManyPixelsError.
    """
    kind = _kind(data) or ""
    return _read(data, kind, f"一张图片（{kind}）", f"a picture ({kind})")


def load_pdf(data: bytes) -> Document:
    """The bytes of a PDF without text → Document. Raises what ``load`` raises."""
    return _read(data, "PDF", "没有文字的 PDF（多半是扫描件）", "a PDF without text (probably a scan)")


def _read(data: bytes, kind: str, zh: str, en: str) -> Document:
    if not is_installed():
        raise NoTextLayerError(kind_zh=zh, kind_en=en)
    from parsing.loaders.ocr import pages  # noqa: PLC0415 its libraries are an option

    document = pages.read(data, kind)
    if not document.lines:
        raise EmptyError
    return document


def _kind(data: bytes) -> str | None:
    for signature, kind in _KINDS:
        if data.startswith(signature):
            # signatures of mere letters may begin a text too; what is no text has zero bytes
            if signature.isalpha() and b"\x00" not in data[:_HEAD]:
                return None
            return kind if kind != "WEBP" or data[_WEBP] == b"WEBP" else None
    return None
