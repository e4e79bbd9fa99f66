"""A page of the renderer as a Word document: the same paragraphs and tables, with running head and page numbers.

Only what a word processor needs to print it is written; the document goes through LibreOffice into a PDF.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from lxml import etree, html

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>
<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>
</Types>"""
_RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{0}</Relationships>"""
_RELATION = '<Relationship Id="{0}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{1}" Target="{2}"/>'
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
# Twips: the text is 8800 wide on A4 with 28 mm and 26 mm
_TEXT_WIDTH = 8840
_FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{0}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'


def document(page: str, running_head: str, page_number: tuple[str, str], *, splittable: bool = True) -> bytes:
    """The DOCX of an HTML page. ``page_number`` stands before and behind the number at every page's foot;
    ``splittable`` lets rows break across pages, as Word does unless told otherwise."""
    body = html.document_fromstring(page).find("body")
    blocks = "".join(
        _table(block, splittable=splittable) if block.tag == "table" else _paragraph(block) for block in body
    )
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format(_RELATION.format("r1", "officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _RELATIONS.format(
            _RELATION.format("r1", "header", "header1.xml") + _RELATION.format("r2", "footer", "footer1.xml")
        ),
        "word/header1.xml": _part("hdr", _text(running_head, 18, "center")),
        "word/footer1.xml": _part("ftr", _page_number(*page_number)),
        "word/document.xml": _part("document", f"<w:body>{blocks}{_section()}</w:body>"),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _part(tag: str, content: str) -> str:
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} xmlns:w="{_W}" xmlns:r="{relations}">{content}</w:{tag}>'


def _section() -> str:
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="r1"/><w:footerReference w:type="default" r:id="r2"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" '
        'w:header="851" w:footer="1400"/></w:sectPr>'
    )


def _page_number(before: str, behind: str) -> str:
    runs = (_run(before, 28) if before else "") + _FIELD.format("PAGE") + (_run(behind, 28) if behind else "")
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{runs}</w:p>'


def _run(text: str, size: int) -> str:
    font = '<w:rFonts w:ascii="Noto Serif CJK SC" w:hAnsi="Noto Serif CJK SC" w:eastAsia="Noto Serif CJK SC"/>'
    return f'<w:r><w:rPr>{font}<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _text(text: str, size: int, align: str = "both", indent: int = 0) -> str:
    layout = f'<w:jc w:val="{align}"/>' + (f'<w:ind w:firstLine="{indent}"/>' if indent else "")
    return f"<w:p><w:pPr>{layout}</w:pPr>{_run(text, size)}</w:p>"


def _paragraph(block: etree._Element) -> str:
    text = " ".join("".join(block.itertext()).split())
    title = block.tag == "h1" or "22.0pt" in etree.tostring(block, encoding="unicode")
    return _text(text, 44, "center") if title else _text(text, 32, "both", 640)


def _table(table: etree._Element, *, splittable: bool) -> str:
    rows = list(_grid(table))
    width = max(sum(span for _, span, _ in row) for row in rows)
    step = _TEXT_WIDTH // width
    whole = "" if splittable else "<w:trPr><w:cantSplit/></w:trPr>"
    columns = f'<w:gridCol w:w="{step}"/>' * width
    lines = "".join(f"<w:tr>{whole}{''.join(_cell(*cell, step) for cell in row)}</w:tr>" for row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{step * width}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{lines}</w:tbl><w:p/>'
    )


def _cell(text: str | None, span: int, merge: str, step: int) -> str:
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    size = 18
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{step * span}" w:type="dxa"/><w:gridSpan w:val="{span}"/>{merged}'
        f'<w:vAlign w:val="center"/></w:tcPr>{_text(text or "", size, "center")}</w:tc>'
    )


def _grid(table: etree._Element) -> Iterator[list[tuple[str | None, int, str]]]:
    """Rows of (text, columns, merge): a cell merged downwards restarts, and goes on in the rows below."""
    hanging: dict[int, tuple[int, int]] = {}
    for tr in table.iter("tr"):
        row: list[tuple[str | None, int, str]] = []
        column = 0
        cells = iter(tr)
        cell = next(cells, None)
        while cell is not None or column in hanging:
            if column in hanging:
                span, left = hanging.pop(column)
                row.append((None, span, "continue"))
                if left > 1:
                    hanging[column] = (span, left - 1)
            else:
                span, height = int(cell.get("colspan", "1")), int(cell.get("rowspan", "1"))
                row.append((_cell_text(cell), span, "restart" if height > 1 else ""))
                if height > 1:
                    hanging[column] = (span, height - 1)
                cell = next(cells, None)
            column += span
        yield row


def _cell_text(cell: etree._Element) -> str:
    return "".join("".join(part.split()) if part.isascii() else part.strip() for part in cell.itertext()).replace(
        "\xa0", ""
    )
