"""Formats that hold no text we can read: each refusal names what the file is."""

from __future__ import annotations

import re

from parsing.document import Document
from parsing.errors import UnsupportedFormatError

_ARCHIVE = ("压缩包（不是 ZIP）", "an archive (and no ZIP)")
_PROGRAM = ("程序文件", "a program")
_FLAT = ("单一 XML 的 OpenDocument 文件", "an OpenDocument file in one XML")
_SVG = ("一张矢量图片（SVG）", "a drawing (SVG)")
# What the root of such an XML file declares, and nothing else does
_ROOTS: tuple[tuple[re.Pattern[bytes], tuple[str, str]], ...] = (
    (re.compile(rb"<office:document[\s>]"), _FLAT),
    (re.compile(rb"<svg[\s>]"), _SVG),
)
_XML = re.compile(rb"\A(?:\xef\xbb\xbf)?\s{0,99}<(?:\?xml|!DOCTYPE svg|svg[\s>]|office:document)")
_FIRST_ELEMENT = re.compile(rb"<[A-Za-z]")
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
# The root of an XML file is within so many bytes
_ROOT = 4_000


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
    return _kind_of_xml(data[:_ROOT])


def _kind_of_xml(head: bytes) -> tuple[str, str] | None:
    """What an XML file is, by its root: its tags are no page's."""
    root = _FIRST_ELEMENT.search(head) if _XML.match(head) else None
    if root is None:
        return None
    return next((kind for sign, kind in _ROOTS if sign.match(head, root.start())), None)
