"""PDF with a text layer: paragraphs in reading order, tables as rows of cells. Every place has its page.

What a PDF says of itself (title, dates) is left alone: it is often its template's.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfplumber.utils.exceptions import PdfminerException

from parsing.document import Document
from parsing.errors import (
    DamagedFileError,
    EmptyError,
    EncryptedError,
    NoTextLayerError,
    TooManyPagesError,
    UnreadableError,
)
from parsing.loaders import ocr
from parsing.loaders.pdf.blank import is_blank
from parsing.loaders.pdf.continued import gather_spilled
from parsing.loaders.pdf.flow import document_of
from parsing.loaders.pdf.furniture import remove_furniture
from parsing.loaders.pdf.pages import Sheet, read_page

MAX_PAGES = 300
_HEAD = 1024
# A file with fewer glyphs that tell their characters, or a smaller share of them, has no text that could be read
_MIN_GLYPHS = 20
_MIN_KNOWN = 0.5

# It warns of every font without a box, many times a page
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def accepts(data: bytes) -> bool:
    """Whether the signature stands in the first KB."""
    return b"%PDF" in data[:_HEAD]


def load(data: bytes) -> Document:
    """PDF bytes → Document.

    Raises EncryptedError, DamagedFileError, EmptyError, TooManyPagesError, NoTextLayerError or TooManyCellsError.
    """
    with _named_errors():
        sheets = _sheets(data)
    known, unknown = sum(sheet.known for sheet in sheets), sum(sheet.unknown for sheet in sheets)
    scanned = _scanned(sheets)
    readable = scanned and ocr.is_installed() and len(sheets) <= ocr.settings()["pages"]
    if known < _MIN_GLYPHS or known < _MIN_KNOWN * (known + unknown) or readable:
        with _named_errors():
            if is_blank(data, ocr.settings()["pages"]) and not known + unknown:
                raise EmptyError
        raise NoTextLayerError(kind_zh="没有文字的 PDF（多半是扫描件）", kind_en="a PDF without text (probably a scan)")
    remove_furniture(sheets)
    gather_spilled(sheets)
    return document_of(sheets, scanned)


def _scanned(sheets: Sequence[Sheet]) -> frozenset[int]:
    """The pages that are pictures with text laid under them, where most pages are: one alone may be a cover."""
    found = frozenset(sheet.number for sheet in sheets if sheet.pictured)
    return found if 2 * len(found) >= sum(1 for sheet in sheets if sheet.known) else frozenset()


def _sheets(data: bytes) -> list[Sheet]:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        if sum(1 for _ in islice(PDFPage.create_pages(pdf.doc), MAX_PAGES + 1)) > MAX_PAGES:
            raise TooManyPagesError(limit=MAX_PAGES)
        return [read_page(page) for page in pdf.pages]


@contextmanager
def _named_errors() -> Iterator[None]:
    """Whatever the libraries raise is one of our errors: the file is encrypted, or it is damaged."""
    try:
        yield
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:
        causes = (error, *error.args)
        if isinstance(error, PdfminerException | PDFPasswordIncorrect) and any(
            isinstance(cause, PDFPasswordIncorrect) for cause in causes
        ):
            raise EncryptedError from error
        raise DamagedFileError(kind_zh=" PDF 文件", kind_en="a PDF file") from error
