"""A small PDF writer: texts and lines at their places on a page, so that a test can print whatever the field prints.

No font is embedded; every character is its own code, and the file says which character each code is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842


@dataclass
class Page:
    """A page to draw on; places are points from the upper left corner, a text's is its baseline's beginning."""

    width: int = WIDTH
    height: int = HEIGHT
    drawn: list[str] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)

    def text(self, x: float, y: float, text: str, size: float = 10, matrix: str = "1 0 0 1") -> Page:
        self.codes |= set(text)
        code = text.encode("utf-16-be").hex()
        self.drawn.append(f"BT /F1 {size} Tf {matrix} {x} {self.height - y} Tm <{code}> Tj ET")
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


def pdf(*pages: Page, trailer: str = "", unknown: str = "") -> bytes:
    """The file. ``unknown`` are characters that the font does not tell."""
    codes = sorted(set().union(*(page.codes for page in pages)) - set(unknown))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{6 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        "/Supplement 0 >> /DW 1000 /W [32 126 500] /FontDescriptor << /Type /FontDescriptor /FontName /Song /Flags 4 "
        "/FontBBox [0 -200 1000 800] /Ascent 800 /Descent -200 /CapHeight 700 /ItalicAngle 0 /StemV 80 >> >>",
        _stream(_to_unicode(codes)),
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Contents {7 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(_stream("\n".join(page.drawn)))
    return _file(objects, trailer)


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _to_unicode(codes: Sequence[str]) -> str:
    pairs = "\n".join(f"<{code.encode('utf-16-be').hex()}> <{code.encode('utf-16-be').hex()}>" for code in codes)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <0000> <ffff> "
        f"endcodespacerange\n{len(codes)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
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
