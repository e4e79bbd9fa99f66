"""A small PDF writer: texts and lines at their places on a page, so that a test can print whatever the field prints.

Its fonts are in the file: every glyph is a black box, as wide as a Chinese character or half of it, with a code of its
own, and the file says which character each code is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

WIDTH, HEIGHT = 595, 842
# Characters that have a code, in order; a font holds so many
_CODES: dict[str, int] = {}
_A_FONT = 200
# Characters printed by the font that is only named
_LISTED: dict[str, None] = {}
_FIRST = 32
# Objects before the fonts
_FIXED = 9


@dataclass
class Page:
    """A page to draw on; places are points from the upper left corner, a text's is its baseline's beginning."""

    width: int = WIDTH
    height: int = HEIGHT
    drawn: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 10, matrix: str = "1 0 0 1", how: str = "") -> Page:
        """``how``: operators before the text is shown, such as a colour or a rendering mode."""
        codes = [divmod(_CODES.setdefault(char, len(_CODES)), _A_FONT) for char in text]
        shown = [
            f"/F{font} {size} Tf <{''.join(f'{_FIRST + code:02x}' for _, code in run)}> Tj"
            for font, run in groupby(codes, key=itemgetter(0))
        ]
        self.drawn.append(f"q BT {how} {matrix} {x} {self.height - y} Tm {' '.join(shown)} ET Q")
        return self

    def listed(self, x: float, y: float, text: str, size: float = 10, matrix: str = "1 0 0 1") -> Page:
        """By a font that the file only names, and that no machine has."""
        _LISTED.update(dict.fromkeys(text))
        code = text.encode("utf-16-be").hex()
        self.drawn.append(f"BT /Listed {size} Tf {matrix} {x} {self.height - y} Tm <{code}> Tj ET")
        return self

    def fill(self, x0: float, y0: float, x1: float, y1: float, grey: float = 0.9) -> Page:
        self.drawn.append(f"q {grey} g {x0} {self.height - y1} {x1 - x0} {y1 - y0} re f Q")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> Page:
        self.drawn.append(f"0.5 w {x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Page:
        """All lines across and upright."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        return self

    def table(self, xs: Sequence[float], top: float, rows: Sequence[Sequence[str]], height: float = 20) -> float:
        """A table of cells with their texts, line below line; its lower end."""
        self.grid(xs, [top + height * n for n in range(len(rows) + 1)])
        for number, row in enumerate(rows):
            for x, text in zip(xs, row, strict=False):
                for below, line in enumerate(text.split("\n")):
                    self.text(x + 3, top + height * number + 11 + 9 * below, line, 8)
        return top + height * len(rows)


def pdf(*pages: Page, trailer: str = "", unknown: str = "", catalog: str = "") -> bytes:
    """The file. ``unknown`` are characters that the fonts do not tell."""
    chars = list(_CODES)
    fonts = [chars[start : start + _A_FONT] for start in range(0, len(chars), _A_FONT)]
    first = _FIXED + 2 * len(fonts) + 1
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{first + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        "<< /Type /OCG /Name (Layer) >>",
        *map(_stream, ("500 0 d0", "500 0 d0 40 0 420 700 re f", "1000 0 d0 40 -100 920 900 re f")),
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [8 0 R] /ToUnicode 9 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        "/Supplement 0 >> /DW 1000 /W [32 126 500] /FontDescriptor << /Type /FontDescriptor /FontName /Song /Flags 4 "
        "/FontBBox [0 -200 1000 800] /Ascent 800 /Descent -200 /CapHeight 700 /ItalicAngle 0 /StemV 80 >> >>",
        _stream(_to_unicode([(ord(char), char) for char in _LISTED], 4)),
    ]
    for number, held in enumerate(fonts):
        known = [(_FIRST + code, char) for code, char in enumerate(held) if char not in unknown]
        objects += [_font(held, _FIXED + 2 * number + 2), _stream(_to_unicode(known, 2))]
    named = " ".join(f"/F{number} {_FIXED + 2 * number + 1} 0 R" for number in range(len(fonts)))
    resources = f"<< /Font << /Listed 7 0 R {named} >> /Properties << /Layer 3 0 R >> >>"
    for number, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Contents {first + 2 * number + 1} 0 R "
            f"/Resources {resources} >>"
        )
        objects.append(_stream("\n".join(page.drawn)))
    return _file(objects, trailer)


def _font(held: Sequence[str], to_unicode: int) -> str:
    """A font whose glyphs are the boxes of objects 5 and 6, and a blank that is object 4."""
    names = " ".join(f"/g{code}" for code in range(len(held)))
    drawn = " ".join(f"/g{n} {4 if char == ' ' else 5 if char.isascii() else 6} 0 R" for n, char in enumerate(held))
    widths = " ".join("500" if char.isascii() else "1000" for char in held)
    return (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 -200 1000 800] /FontMatrix [0.001 0 0 0.001 0 0] /Resources << >> "
        f"/FirstChar {_FIRST} /LastChar {_FIRST + len(held) - 1} /Widths [{widths}] /CharProcs << {drawn} >> "
        f"/Encoding << /Type /Encoding /Differences [{_FIRST} {names}] >> /ToUnicode {to_unicode} 0 R >>"
    )


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _to_unicode(known: Sequence[tuple[int, str]], digits: int) -> str:
    """Codes of so many hexadecimal digits, and their characters."""
    pairs = "\n".join(f"<{code:0{digits}x}> <{char.encode('utf-16-be').hex()}>" for code, char in known)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange "
        f"<{'0' * digits}> <{'f' * digits}> endcodespacerange\n"
        f"{len(known)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    )


def _file(objects: Sequence[str], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("ascii")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
