"""A PDF file as pdfium opens it: its pages, and where a page's points are when it is shown."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from parsing.errors import DamagedFileError, EncryptedError, UnreadableError

# Objects are compared with a few before them
_SIZES = 16
_LITTLE = 1e-5
# "OC" as pdfium gives it
_LAYER = (0x4F, 0x43, 0)
_ENCRYPTED = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)


class Frame(NamedTuple):
    """The visible part of a page, turned as it is shown, in points; and how to get from the page's own points to it.

    ``x = a * left + c * up + e`` and ``y = b * left + d * up + f`` count from the upper left corner.
    """

    width: float
    height: float
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A box of the page's own points → x0, top, x1, bottom as shown."""
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def point(self, left: float, up: float) -> tuple[float, float]:
        """A point of the page's own → x, y as shown."""
        return self.a * left + self.c * up + self.e, self.b * left + self.d * up + self.f


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The file of these bytes. Raises EncryptedError, or DamagedFileError whatever pdfium says of it or its pages."""
    try:
        with pypdfium2.PdfDocument(data) as file:
            yield file
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:
        if getattr(error, "err_code", None) in _ENCRYPTED:
            raise EncryptedError from error
        raise DamagedFileError(kind_zh=" PDF 文件", kind_en="a PDF file") from error


def frame_of(page: pypdfium2.PdfPage) -> Frame:
    """What is shown of a page: its crop box within its media box, turned as the page says."""
    box = raw.FS_RECTF()
    if not raw.FPDF_GetPageBoundingBox(page.raw, box):
        raise pypdfium2.PdfiumError
    left, bottom, right, top = box.left, box.bottom, box.right, box.top
    wide, high = right - left, top - bottom
    turns = (
        Frame(wide, high, 1, 0, 0, -1, -left, top),
        Frame(high, wide, 0, 1, 1, 0, -bottom, -left),
        Frame(wide, high, -1, 0, 0, 1, right, -bottom),
        Frame(high, wide, 0, -1, -1, 0, top, right),
    )
    return turns[raw.FPDFPage_GetRotation(page.raw) % len(turns)]


def tell_apart(text: raw.FPDF_PAGEOBJECT, number: int) -> None:
    """Make a text object's size another one, by less than shows, than that of the objects before it.

    pdfium leaves out what says the same, in the same size, as something near it, and takes rows of noughts one below
    the other for near.
    """
    size = ctypes.c_float()
    if raw.FPDFTextObj_GetFontSize(text, size):
        raw.FPDFTextObj_SetFontSize(text, size.value * (1 + number % _SIZES * _LITTLE))


def grey_of(item: raw.FPDF_PAGEOBJECT) -> int:
    """How bright an object is filled, 0 to 255; what is transparent is as bright as can be."""
    red, green, blue, alpha = (ctypes.c_uint(value) for value in (0, 0, 0, 255))
    raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
    return round(0.3 * red.value + 0.59 * green.value + 0.11 * blue.value) if alpha.value else 255


def in_layer(item: raw.FPDF_PAGEOBJECT) -> bool:
    """Whether an object is in a layer (optional content), shown or not."""
    length = ctypes.c_ulong()
    name = (ctypes.c_ushort * len(_LAYER))()
    for index in range(raw.FPDFPageObj_CountMarks(item)):
        mark = raw.FPDFPageObj_GetMark(item, index)
        raw.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length)
        if length.value == ctypes.sizeof(name) and tuple(name) == _LAYER:
            return True
    return False


def matrix_of(matrix: raw.FS_MATRIX) -> tuple[float, float, float, float, float, float]:
    """The six numbers of pdfium's matrix."""
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def address(handle: ctypes._Pointer[ctypes.Structure]) -> int:
    """Where what a handle points to is kept: the same for the same object while its page is open; 0 for none."""
    return ctypes.addressof(handle.contents) if handle else 0
