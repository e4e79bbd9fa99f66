"""Hostile packages: archives and Office files that are small until they are unpacked; and the barest of such files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from random import Random

Makers = dict[str, Callable[[], bytes]]
_MEGABYTE = 1_000_000
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def packed(*parts: tuple[str, bytes]) -> bytes:
    """A ZIP of these parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return written.getvalue()


def docx(body: str, *parts: tuple[str, bytes]) -> bytes:
    """A Word document with this body."""
    document = f'<?xml version="1.0"?><w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return _office("word/document.xml", kind, document, parts)


def docx_row(*texts: str) -> str:
    """A row of a Word table."""
    return "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in texts) + "</w:tr>"


def xlsx(rows: Sequence[Sequence[str]], merged: Iterable[str] = (), *parts: tuple[str, bytes]) -> bytes:
    """A workbook of one sheet with these rows and merged ranges."""

    def cell(value: str) -> str:
        return f'<c t="inlineStr"><is><t>{value}</t></is></c>'

    lines = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    ranges = "".join(f'<mergeCell ref="{found}"/>' for found in merged)
    sheet = f'<worksheet xmlns="{_SHEET}"><sheetData>{lines}</sheetData><mergeCells>{ranges}</mergeCells></worksheet>'
    book = (
        f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>"
    )
    links = _links(("rId1", f"{_OFFICE}/worksheet", "worksheets/sheet1.xml"))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    own = (("xl/worksheets/sheet1.xml", sheet.encode()), ("xl/_rels/workbook.xml.rels", links))
    return _office("xl/workbook.xml", kind, book, (*own, *parts))


def _office(main: str, kind: str, content: str, parts: Iterable[tuple[str, bytes]]) -> bytes:
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{main}" ContentType="{kind}"/></Types>'
    )
    links = _links(("rId1", f"{_OFFICE}/officeDocument", main))
    return packed(("[Content_Types].xml", types.encode()), ("_rels/.rels", links), (main, content.encode()), *parts)


def _links(*links: tuple[str, str, str]) -> bytes:
    inner = "".join(f'<Relationship Id="{id_}" Type="{kind}" Target="{to}"/>' for id_, kind, to in links)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'.encode()


def unpacking() -> Makers:
    """A hundred and more times as large when unpacked, once or in layers, or very many."""
    title = "云汐市2023年政府信息公开工作年度报告\n".encode()

    def texts(count: int, megabytes: int, letter: bytes = b"x") -> bytes:
        content = title + letter * (megabytes * _MEGABYTE)
        return packed(*((f"{n}.txt", content) for n in range(count)))

    def layers(depth: int) -> bytes:
        content = texts(4, 18)
        for _ in range(depth):
            content = packed(*((f"{n}.zip", content) for n in range(4)))
        return content

    return {
        "texts_6x18.zip": lambda: texts(6, 18),
        "text_19.zip": lambda: texts(1, 19),
        "text_300.zip": lambda: texts(1, 300),
        "lines_5x19.zip": lambda: texts(5, 19, b"\n"),
        "figures_5x18.zip": lambda: packed(*((f"{n}.txt", title + b"1\t1\n" * 4_500_000) for n in range(5))),
        "pages_5x19.zip": lambda: packed(*((f"{n}.html", b"<td>1" * 3_800_000) for n in range(5))),
        "many_200.zip": lambda: packed(*((f"{n}.txt", title + b"1\t1\n" * 4_000) for n in range(200))),
        "many_5000.zip": lambda: packed(*((f"{n}.txt", title) for n in range(5_000))),
        "layers_3.zip": lambda: layers(3),
        "paths.zip": lambda: packed(("../../tmp/nianbao_hostile.txt", title), ("/etc/nianbao_hostile.txt", title)),
        "broken.zip": lambda: texts(6, 18)[:-2_000] + Random(1).randbytes(2_000),
        "paragraph_39.docx": lambda: docx(f"<w:p><w:r><w:t>{'x' * 39 * _MEGABYTE}</w:t></w:r></w:p>"),
        "paragraphs_35.docx": lambda: docx("<w:p/>" * (35 * _MEGABYTE // 6)),
        "nested.docx": lambda: docx("<w:tbl><w:tr><w:tc>" * 3_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 3_000),
        "cells_30.xlsx": lambda: xlsx([["1"] * 200] * 3_500),
        "cell_39.xlsx": lambda: xlsx([["x" * 39 * _MEGABYTE]]),
        "part_300.xlsx": lambda: xlsx([["1"]], (), ("xl/sharedStrings.xml", b" " * 300 * _MEGABYTE)),
    }
