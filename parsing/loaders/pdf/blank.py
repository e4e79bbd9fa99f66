"""Whether the pages of a PDF without text show anything, looked at as small pictures before anybody recognises text.

It is also a trial: a page that takes an attack's time or memory to draw takes it here, where a reader's limits hold.
"""

from __future__ import annotations

import pypdfium2

from parsing.loaders.pdf.pdfium import opened

# So many dots an inch show any line of text as grey
_SCALE = 24 / 72
# Paper whose greys differ by less, of 255, is blank
UNEVEN = 12


def is_blank(data: bytes, pages: int) -> bool:
    """Whether none of the first so many pages shows anything. Raises DamagedFileError."""
    with opened(data) as file:
        return all(_is_even(file[number]) for number in range(min(len(file), pages)))


def _is_even(page: pypdfium2.PdfPage) -> bool:
    # a page of metres would be a picture of gigabytes
    scale = min(_SCALE, 1_000 / max(page.get_width(), page.get_height(), 1))
    darkest, brightest = page.render(scale=scale, grayscale=True).to_pil().getextrema()
    return bool(brightest - darkest < UNEVEN)
