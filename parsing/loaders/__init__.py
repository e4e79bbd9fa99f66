"""Loaders: one module a source format, all yielding the same Document. The format is told by content, not by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from parsing import worker
from parsing.document import Document
from parsing.errors import EmptyError, NoTextLayerError, TooLargeError
from parsing.loaders import archive, clipboard, csv, docx, html, legacy, mhtml, ocr, refused, text, xlsx

MAX_BYTES = 20 * 1024 * 1024
_OCR = ocr.settings()
# Models take more memory than files, and are let go of after each document
_RECOGNISER = worker.shared(_OCR["memory_mb"] * 1024 * 1024)


class Loader(NamedTuple):
    """A format's name, whether it accepts these bytes, and how it reads them.

    An ``isolated`` one reads in the worker, within ``seconds``; what accepts has only looked at the bytes. One that
    ``recognises`` has a worker of its own. ``otherwise`` is the loader for what has no text.
    """

    name: str
    accepts: Callable[[bytes], bool]
    load: Callable[[bytes], Document]
    isolated: bool = False
    seconds: float = worker.SECONDS
    recognises: bool = False
    otherwise: str | None = None


def _is_pdf(data: bytes) -> bool:
    return b"%PDF" in data[:1024]


def _load_pdf(data: bytes) -> Document:
    from parsing.loaders import pdf  # noqa: PLC0415 its libraries are heavy, and only the worker needs them

    return pdf.load(data)


def _never(_data: bytes) -> bool:
    """For a loader that only another one asks."""
    return False


# Asked in this order; text accepts what is left.
LOADERS: tuple[Loader, ...] = (
    Loader("pdf", _is_pdf, _load_pdf, isolated=True, otherwise="scan"),
    Loader("docx", docx.accepts, docx.load, isolated=True),
    Loader("xlsx", xlsx.accepts, xlsx.load, isolated=True),
    Loader("legacy", legacy.accepts, legacy.load, isolated=True, seconds=legacy.SECONDS),
    Loader("archive", archive.accepts, archive.load),
    Loader("picture", ocr.accepts, ocr.load, isolated=True, seconds=_OCR["seconds"], recognises=True),
    Loader("scan", _never, ocr.load_pdf, isolated=True, seconds=_OCR["seconds"], recognises=True),
    Loader("refused", refused.accepts, refused.load),
    Loader("mhtml", mhtml.accepts, mhtml.load, isolated=True),
    Loader("clipboard", clipboard.accepts, clipboard.load),
    Loader("html", html.accepts, html.load),
    Loader("csv", csv.accepts, csv.load),
    Loader("text", text.accepts, text.load),
)


def load(data: bytes) -> Document:
    """Bytes → Document. Raises EmptyError, TooLargeError, or what the loader or the worker raises by name."""
    if len(data) > MAX_BYTES:
        raise TooLargeError(size_mb=len(data) / 1024 / 1024, limit_mb=MAX_BYTES // 1024 // 1024)
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise EmptyError
    loader = next(loader for loader in LOADERS if loader.accepts(data))
    try:
        return _load(loader, data)
    except NoTextLayerError:
        if loader.otherwise is None:
            raise
    return _load(next(other for other in LOADERS if other.name == loader.otherwise), data)


def _load(loader: Loader, data: bytes) -> Document:
    if loader.recognises:
        return _recognise(loader, data)
    return worker.WORKER.load(loader.name, data, loader.seconds) if loader.isolated else loader.load(data)


def _recognise(loader: Loader, data: bytes) -> Document:
    """Without the packages the loader says so by itself, and no process is needed."""
    if not ocr.is_installed():
        return loader.load(data)
    try:
        return _RECOGNISER.load(loader.name, data, loader.seconds)
    finally:
        _RECOGNISER.close()
