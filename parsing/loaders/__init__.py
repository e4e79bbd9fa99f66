"""Loaders: one module a source format, all yielding the same Document. Content decides the format, not the name."""

from __future__ import annotations

from collections.abc import Callable, Container
from enum import StrEnum
from typing import NamedTuple

from lxml import etree

from parsing.document import Document
from parsing.errors import EmptyError, NoTextLayerError, TooLargeError
from parsing.loaders import archive, ocr, refused
from parsing.loaders.office import docx, legacy, ods, xls, xlsx
from parsing.loaders.plain import csv, text
from parsing.loaders.web import clipboard, html, json_page, markup, mhtml

MAX_BYTES = 20 * 1024 * 1024


class Equipment(StrEnum):
    """What a process needs to read a format: nothing, LibreOffice, or the models that recognise text."""

    READER = "reader"
    CONVERTER = "converter"
    RECOGNISER = "recogniser"


class NeedsEquipmentError(Exception):
    """A document that another process has to read: one with ``equipment``, by the loader of this name."""

    def __init__(self, equipment: Equipment, loader: str) -> None:
        super().__init__(equipment, loader)
        self.equipment = equipment
        self.loader = loader


class Loader(NamedTuple):
    """A format's name, whether it accepts these bytes, how it reads them, and the equipment that it needs for that.

    ``otherwise`` is the loader for what has no text.
    """

    name: str
    accepts: Callable[[bytes], bool]
    load: Callable[[bytes], Document]
    equipment: Equipment = Equipment.READER
    otherwise: str | None = None


def _is_pdf(data: bytes) -> bool:
    return b"%PDF" in data[:1024]


def _load_pdf(data: bytes) -> Document:
    from parsing.loaders import pdf  # noqa: PLC0415 its libraries are heavy

    return pdf.load(data, ocr.settings()["pages"], recognised=ocr.is_installed())


def _never(_data: bytes) -> bool:
    """For a loader that only another one asks."""
    return False


# Asked in this order; text accepts what is left.
LOADERS: tuple[Loader, ...] = (
    Loader("pdf", _is_pdf, _load_pdf, otherwise="scan"),
    Loader("docx", docx.accepts, docx.load),
    Loader("xlsx", xlsx.accepts, xlsx.load),
    Loader("xls", xls.accepts, xls.load),
    Loader("ods", ods.accepts, ods.load),
    Loader("legacy", legacy.accepts, legacy.load, Equipment.CONVERTER),
    Loader("archive", archive.accepts, archive.load),
    Loader("picture", ocr.accepts, ocr.load, Equipment.RECOGNISER),
    Loader("scan", _never, ocr.load_pdf, Equipment.RECOGNISER),
    Loader("refused", refused.accepts, refused.load),
    Loader("mhtml", mhtml.accepts, mhtml.load),
    Loader("clipboard", clipboard.accepts, clipboard.load),
    Loader("json", json_page.accepts, json_page.load),
    Loader("html", html.accepts, html.load),
    Loader("markup", markup.accepts, markup.load),
    Loader("csv", csv.accepts, csv.load),
    Loader("text", text.accepts, text.load),
)


_BY_NAME = {loader.name: loader for loader in LOADERS}


def load(data: bytes, equipment: Container[Equipment] = frozenset(Equipment), *, by: str | None = None) -> Document:
    """Bytes → Document, by the loader of this name or the first one that accepts them.

    Raises EmptyError, TooLargeError or what the loader raises by name; NeedsEquipmentError for a format whose
    equipment is not among the given. It reads in this process: documents of strangers go through ``workers``.
    """
    if len(data) > MAX_BYTES:
        raise TooLargeError(size_mb=len(data) / 1024 / 1024, limit_mb=MAX_BYTES // 1024 // 1024)
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise EmptyError
    loader = _BY_NAME[by] if by else next(loader for loader in LOADERS if loader.accepts(data))
    try:
        return _load(loader, data, equipment)
    except NoTextLayerError:
        if loader.otherwise is None:
            raise
    return _load(_BY_NAME[loader.otherwise], data, equipment)


def _load(loader: Loader, data: bytes, equipment: Container[Equipment]) -> Document:
    # where nothing recognises text, the loader says so by itself
    missing = loader.equipment is Equipment.RECOGNISER and not ocr.is_installed()
    if loader.equipment not in equipment and not missing:
        raise NeedsEquipmentError(loader.equipment, loader.name)
    try:
        return loader.load(data)
    except etree.XMLSyntaxError as error:
        # so libxml2 says that there is not enough memory for a tree
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise
