"""PDF with a text layer: paragraphs in reading order, tables as rows of cells. Every place has its page.

Of what a PDF says of itself only the title is kept; it is often its template's.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing

from parsing.document import MAX_FILE_TITLE, MAX_TEXT, Document
from parsing.errors import EmptyError, NoTextLayerError, TookTooLongError, TooManyPagesError
from parsing.loaders.pdf.blank import is_blank
from parsing.loaders.pdf.continued import gather_spilled
from parsing.loaders.pdf.flow import document_of
from parsing.loaders.pdf.furniture import remove_furniture
from parsing.loaders.pdf.pages import Sheet, read_page
from parsing.loaders.pdf.pdfium import opened
from parsing.loaders.pdf.unembedded import Unembedded

MAX_PAGES = 300
_HEAD = 1024
# A file with fewer glyphs that tell their characters, or a smaller share of them, has no text that could be read
_MIN_GLYPHS = 20
_MIN_KNOWN = 0.5
# A scan is opened, and its first page drawn, in a second or two; what takes longer would take a recogniser as long
MAX_OPENING_SECONDS = 5.0


def accepts(data: bytes) -> bool:
    """Whether the signature is in the first KB."""
    return b"%PDF" in data[:_HEAD]


def load(data: bytes, pages: int = MAX_PAGES, *, recognised: bool = False) -> Document:
    """PDF bytes → Document. A scan of at most so many ``pages`` can be read otherwise, if text is ``recognised``.

    Raises EncryptedError, DamagedFileError, EmptyError, TooManyPagesError, TooMuchTextError, NoTextLayerError,
    TookTooLongError or TooManyCellsError.
    """
    began = time.thread_time()
    sheets, title = _sheets(data)
    known, unknown = sum(sheet.known for sheet in sheets), sum(sheet.unknown for sheet in sheets)
    scanned = _scanned(sheets)
    readable = scanned and recognised and len(sheets) <= pages
    if known < _MIN_GLYPHS or known < _MIN_KNOWN * (known + unknown) or readable:
        _demand_quick(began)
        if is_blank(data, pages) and not known + unknown:
            raise EmptyError
        _demand_quick(began)
        raise NoTextLayerError(kind_zh="没有文字的 PDF（多半是扫描件）", kind_en="a PDF without text (probably a scan)")
    remove_furniture(sheets)
    gather_spilled(sheets)
    return document_of(sheets, scanned, title)


def _demand_quick(began: float) -> None:
    """Raise TookTooLongError where this thread has worked for too long since ``began``, in seconds of the processor."""
    if time.thread_time() - began > MAX_OPENING_SECONDS:
        raise TookTooLongError(limit=MAX_OPENING_SECONDS)


def _scanned(sheets: Sequence[Sheet]) -> frozenset[int]:
    """The pages that are pictures with text laid under them, where most pages are: one alone may be a cover."""
    pictured = frozenset(sheet.number for sheet in sheets if sheet.pictured)
    return pictured if 2 * len(pictured) >= sum(1 for sheet in sheets if sheet.known) else frozenset()


def _sheets(data: bytes) -> tuple[list[Sheet], str]:
    """The pages, and the title in the file's properties."""
    sheets: list[Sheet] = []
    left = MAX_TEXT
    unembedded = Unembedded(data)
    with opened(data) as file:
        title: str = file.get_metadata_value("Title")[:MAX_FILE_TITLE]
        if len(file) > MAX_PAGES:
            raise TooManyPagesError(limit=MAX_PAGES)
        for number in range(len(file)):
            with closing(file[number]) as page:
                sheet, characters = read_page(page, number + 1, left, unembedded)
            sheets.append(sheet)
            left -= characters
    return sheets, title
