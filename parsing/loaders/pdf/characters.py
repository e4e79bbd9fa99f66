"""A page's characters: which ones, where, how large, and whether they are set to be seen."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot
from typing import NamedTuple, Self

import pypdfium2
from pypdfium2 import raw

from parsing.loaders.pdf.glyphs import UNKNOWN, Glyph, printed_text
from parsing.loaders.pdf.pdfium import Frame, grey_of

# How far a character may be turned (sine over cosine) before it belongs to a watermark
ASKEW = 0.1
# Where a character's box begins above its baseline, and ends below it, in parts of its size: fonts' own figures for
# that are often wrong
_ASCENT, _DESCENT = 0.85, 0.15
_UNSEEN = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
# pdfium gives a hyphen at a line's end this number
_HYPHENS = (0x02, 0xFFFE)
_BLANK = 0x20
# The address of a character's text object, which is asked for most often of all, without an object of Python's
_text_object = ctypes.cast(
    raw.FPDFText_GetTextObject, ctypes.CFUNCTYPE(ctypes.c_void_p, raw.FPDF_TEXTPAGE, ctypes.c_int)
)


@dataclass(frozen=True, slots=True, eq=False)
class CharacterRun:
    """What characters share that the file sets together; ``base`` is their baseline where they go across the page.

    ``embedded``: the file has their font; ``invisible``: they are not painted. ``grey``: how bright they are, 0 to 255.
    """

    size: float
    askew: bool
    base: float | None
    embedded: bool
    invisible: bool
    grey: int


class Character(NamedTuple):
    """A glyph and the run that it belongs to."""

    glyph: Glyph
    run: CharacterRun


class TextPage:
    """A page's text; to be used in a ``with``, which lets go of what pdfium keeps of it."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        # a text whose page is closed before it takes the process with it
        self._page = page
        self._handle = raw.FPDFText_LoadPage(page.raw)
        if not self._handle:
            raise pypdfium2.PdfiumError("a page's text")
        self.runs: dict[int, CharacterRun] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        raw.FPDFText_ClosePage(self._handle)

    def __len__(self) -> int:
        return int(raw.FPDFText_CountChars(self._handle))

    def characters(self, frame: Frame) -> list[Character]:
        """Those on the visible part of the page, in the file's order, without watermarks."""
        handle = self._handle
        box = raw.FS_RECTF()
        read: list[Character] = []
        runs = self.runs
        for index in range(len(self)):
            # line ends that pdfium adds belong to no object
            key = _text_object(handle, index)
            if not key:
                continue
            run = runs.get(key)
            if run is None:
                run = runs[key] = _run(handle, index, frame)
            if run.askew or not (text := _text(handle, index)):
                continue
            raw.FPDFText_GetLooseCharBox(handle, index, box)
            x0, top, x1, bottom = frame.box(box.left, box.bottom, box.right, box.top)
            base = bottom
            # turned text has no baseline across the page; its box serves
            if run.base is not None:
                base = run.base
                top, bottom = base - _ASCENT * run.size, base + _DESCENT * run.size
            if 0 <= x0 + x1 <= 2 * frame.width and 0 <= top + bottom <= 2 * frame.height:
                read.append(Character(Glyph(text, x0, x1, top, bottom, base, run.size), run))
        return read

    def misses(self, texts: Mapping[int, raw.FPDF_PAGEOBJECT]) -> bool:
        """Whether one of these text objects, by address, has not been among the characters for want of its font.

        pdfium leaves out what it knows no shape of: its font is neither in the file nor on this machine. Blanks are
        left out too, of whatever font.
        """
        return any(key not in self.runs and not _is_embedded(text) for key, text in texts.items())


def _text(handle: raw.FPDF_TEXTPAGE, index: int) -> str:
    """What the character prints as, UNKNOWN where the file does not say; nothing for a blank of pdfium's own."""
    code = raw.FPDFText_GetUnicode(handle, index)
    if code == _BLANK:
        return "" if raw.FPDFText_IsGenerated(handle, index) == 1 else " "
    if code in _HYPHENS:
        return "-"
    if raw.FPDFText_HasUnicodeMapError(handle, index) == 1:
        return UNKNOWN
    return printed_text(chr(code))


def _run(handle: raw.FPDF_TEXTPAGE, index: int, frame: Frame) -> CharacterRun:
    """The run that this character belongs to."""
    text = raw.FPDFText_GetTextObject(handle, index)
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(handle, index, matrix)
    along = abs(frame.a * matrix.a + frame.c * matrix.b)
    across = abs(frame.b * matrix.a + frame.d * matrix.b)
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(handle, index, x, y)
    return CharacterRun(
        size=float(raw.FPDFText_GetFontSize(handle, index)) * hypot(matrix.c, matrix.d),
        askew=across > ASKEW * along and along > ASKEW * across,
        base=frame.point(x.value, y.value)[1] if across <= ASKEW * along else None,
        embedded=_is_embedded(text),
        invisible=raw.FPDFTextObj_GetTextRenderMode(text) in _UNSEEN,
        grey=grey_of(text),
    )


def _is_embedded(text: raw.FPDF_PAGEOBJECT) -> bool:
    return bool(raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(text)) == 1)
