"""Hostile PDF files and pictures: short programs that draw for long, pages without text that are vast or circular."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Sequence

Makers = dict[str, Callable[[], bytes]]
_BOX = b"/MediaBox[0 0 600 800]"
_FONT = b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"


def pdf(*objects: bytes) -> bytes:
    """A file of these objects, the first of which is the catalogue."""
    written, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(written + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))


def stream(content: bytes, entries: bytes = b"", packed: int = 1) -> bytes:
    """A stream with these entries, compressed so many times over."""
    for _ in range(packed):
        content = zlib.compress(content, 9)
    filters = b"/Filter[%s]" % (b"/FlateDecode" * packed)
    return b"<</Length %d%s%s>>stream\n%s\nendstream" % (len(content), filters, entries, content)


def pages(contents: Sequence[bytes], more: bytes = _FONT, box: bytes = _BOX, *others: bytes) -> bytes:
    """A file with a page for each content; ``others`` are objects from number 3 + 2 * pages on."""
    kids = b" ".join(b"%d 0 R" % (3 + 2 * n) for n in range(len(contents)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(contents), kids)]
    for number, content in enumerate(contents):
        objects += [b"<</Type/Page/Parent 2 0 R%s%s/Contents %d 0 R>>" % (box, more, 4 + 2 * number), content]
    return pdf(*objects, *others)


def slow() -> Makers:
    """Much to draw that is quickly said."""

    def repeated(command: bytes, megabytes: float, before: bytes = b"") -> Callable[[], bytes]:
        return lambda: pages([stream(before + command * int(megabytes * 1e6 / len(command)))])

    def letters(command: bytes, megabytes: float) -> Callable[[], bytes]:
        return repeated(command, megabytes, b"BT /F 10 Tf 20 700 Td ")

    return {
        "lines_70.pdf": repeated(b"0 0 m 5 5 l S\n", 70),
        "lines_7.pdf": repeated(b"0 0 m 5 5 l S\n", 7),
        "curves_50.pdf": repeated(b"0 0 m 1 2 3 4 5 6 c S\n", 50),
        "boxes_60.pdf": repeated(b"0 0 90 9 re S\n", 60),
        "one_path_40.pdf": repeated(b"5 5 l\n", 40, b"0 0 m "),
        "ruled_4.pdf": lambda: pages([stream(_grid(1_500))]),
        "letters_20.pdf": letters(b"(1) Tj\n", 20),
        "string_30.pdf": lambda: pages([stream(b"BT /F 10 Tf 20 700 Td (" + b"1" * 30_000_000 + b") Tj ET")]),
        "moved_letters_10.pdf": letters(b"1 0 Td (1) Tj\n", 10),
        "states_30.pdf": repeated(b"q ", 30),
        "brackets_10.pdf": repeated(b"[", 10),
        "unclosed_20.pdf": repeated(b"<<", 20),
        "pages_2000.pdf": lambda: pages([stream(b"BT /F 9 Tf 9 700 Td (1 1) Tj ET" * 50)] * 2_000),
        "packed_thrice.pdf": lambda: pages([stream(b"0 0 m 5 5 l S\n" * 9_000_000, packed=3)]),
        "laughing.pdf": lambda: _laughing(12, 8),
        "map_20.pdf": lambda: _mapped(b"<0000> <ffff> <0000>\n", 1_000_000),
    }


def _grid(lines: int) -> bytes:
    drawn = [b"%.1f 0 m %.1f 800 l S 0 %.1f m 600 %.1f l S" % (n, n, n, n) for n in (i * 0.4 for i in range(lines))]
    return b"\n".join(drawn)


def _laughing(depth: int, times: int) -> bytes:
    """Forms that draw the next one many times, and the last a text."""

    def form(number: int) -> bytes:
        inner = b"/X Do " * times if number < depth else b"0 0 m 5 5 l S"
        entries = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (6 + number)
        return stream(inner, entries)

    forms = [form(number) for number in range(depth + 1)]
    return pages([stream(b"/X Do")], b"/Resources<</XObject<</X 5 0 R>>>>", _BOX, *forms)


def _mapped(line: bytes, count: int) -> bytes:
    """A font whose table of characters is vast."""
    table = b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange %d beginbfrange\n" % count + line * count
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/S/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType2/BaseFont/S/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>"
    )
    content = stream(b"BT /F 10 Tf 20 700 Td <00310031> Tj ET")
    return pages([content], b"/Resources<</Font<</F 5 0 R>>>>", _BOX, font, stream(table + b"endbfrange endcmap"))


def textless() -> Makers:
    """Nothing to read but by text recognition: circular, vast, or very many."""
    one = stream(b"0 0 m 5 5 l S")
    return {
        "self_both.pdf": lambda: _circular(b"2 0 R 3 0 R", (4,), 2),
        "self_kids.pdf": lambda: pdf(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[2 0 R 3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R%s/Contents 4 0 R>>" % _BOX,
            one,
        ),
        "self_form.pdf": lambda: _circular(b"3 0 R", (4,), 2),
        "self_form_often.pdf": lambda: _circular(b"3 0 R", (4,), 200),
        "forms_in_turn.pdf": lambda: _circular(b"3 0 R", (5, 6, 4), 3),
        "no_pages.pdf": lambda: pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 900000/Kids[]>>"),
        "pages_of_pages.pdf": lambda: pdf(
            b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 9/Kids[3 0 R]>>", b"<</Type/Pages/Kids[2 0 R]>>"
        ),
        "blank_pages_300.pdf": lambda: pages([one] * 300, b""),
        "vast_page.pdf": lambda: pages([one], b"", b"/MediaBox[0 0 200000 200000]"),
        "vast_pages_50.pdf": lambda: pages([one] * 50, b"", b"/MediaBox[0 0 14400 14400]"),
        "vast_picture.pdf": lambda: _pictured(20_000, 20_000),
        "pictures_40.pdf": lambda: _pictured(4_000, 4_000, 40),
        "vast.png": lambda: png(20_000, 20_000),
        "long.png": lambda: png(100, 500_000),
        "large.png": lambda: png(6_000, 6_000),
        "liar.png": lambda: png(60_000, 60_000, rows=10),
    }


def _circular(kids: bytes, draws: Sequence[int], times: int) -> bytes:
    """A page whose forms draw each other; ``draws`` says for object 4, 5 … which object it draws."""
    page = b"<</Type/Page/Parent 2 0 R%s/Contents 4 0 R/Resources<</XObject<</X 4 0 R>>>>>>" % _BOX
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[%s]>>" % kids, page]
    for drawn in draws:
        entries = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % drawn
        objects.append(stream(b"/X Do " * times, entries, packed=0))
    return pdf(*objects)


def _pictured(width: int, height: int, times: int = 1) -> bytes:
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8" % (
        width,
        height,
    )
    picture = stream(bytes(width * height), entries)
    content = stream(b"600 0 0 800 0 0 cm /X Do")
    first = 3 + 2 * times
    return pages([content] * times, b"/Resources<</XObject<</X %d 0 R>>>>" % first, _BOX, picture)


def png(width: int, height: int, rows: int | None = None) -> bytes:
    """A white grey-scale picture; of so many rows, though it names more."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    packer, packed = zlib.compressobj(9), bytearray()
    for _ in range(height if rows is None else rows):
        packed += packer.compress(b"\0" + b"\xff" * width)
    packed += packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", bytes(packed)) + chunk(b"IEND", b"")
