"""What is fuzzed: each loader, and the whole reading. Shared by the fuzzer and by the test that replays its corpus.

Any bytes give a Document or a Report, or an error with a name; a figure that is certain is printed in the document.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from checks import run_checks
from parsing import UnreadableError, loaders, parse_report
from parsing.document import Document
from parsing.loaders import archive, pdf
from parsing.loaders.office import docx, ods, xls, xlsx
from parsing.loaders.plain import csv, text
from parsing.loaders.web import clipboard, html, json_page, markup, mhtml
from parsing.report import Status
from tests.loaders import office

CORPUS = Path(__file__).parent / "corpus"
# Loaders that start programs or models are no target: their own libraries are what would be fuzzed
_OUTSIDE = ("legacy", "picture", "scan")
_NO_DIGITS = re.compile(r"\D")


def _loads(load: Callable[[bytes], Document]) -> Callable[[bytes], None]:
    def target(data: bytes) -> None:
        try:
            load(data)
        except UnreadableError as error:
            assert error.message("zh") != error.message("en") != ""

    return target


def _markup(wrap: Callable[[bytes], bytes], load: Callable[[bytes], Document]) -> Callable[[bytes], None]:
    """Bytes as the main part of a container, for nothing that mutates a container's bytes gets past its sums."""
    return _loads(lambda data: load(wrap(data)))


def _word(data: bytes) -> bytes:
    head = f"<w:document {office.W}><w:body>".encode()
    return office.package({"word/document.xml": head + data + b"</w:body></w:document>"})


def _sheet(data: bytes) -> bytes:
    parts = {
        "xl/workbook.xml": f'<workbook {office.S}><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {office.S}>".encode() + data + b"</worksheet>",
    }
    return office.package(parts)


def _open_sheet(data: bytes) -> bytes:
    names = ("office", "table", "text", "style")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    head = f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table>".encode()
    tail = b"</table:table></office:spreadsheet></office:body></office:document-content>"
    return office.package(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": head + data + tail}
    )


def _archive(data: bytes) -> None:
    try:
        for _ in archive.read_archive(data, "x.zip"):
            pass
    except UnreadableError as error:
        assert error.message("zh") != error.message("en") != ""


def _report(data: bytes) -> None:
    """The whole reading, in this process, of what its own loader reads here."""
    loader = next((loader for loader in loaders.LOADERS if loader.accepts(data)), None)
    if loader is None or loader.name in _OUTSIDE:
        return
    try:
        report = parse_report(data, "x")
    except UnreadableError as error:
        assert error.message("zh") != error.message("en") != ""
        return
    run_checks(report)
    printed = _digits(loaders.load(data).text)
    for figure in report.figures:
        if figure.status is Status.REPORTED:
            assert figure.value is not None
            assert _digits(figure.text) and _digits(figure.text) in printed, figure


def _digits(text: str) -> str:
    return _NO_DIGITS.sub("", "".join(str(int(c)) if c.isdecimal() else " " for c in text))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "archive": _archive,
    "clipboard": _loads(clipboard.load),
    "json": _loads(json_page.load),
    "csv": _loads(csv.load),
    "docx": _markup(_word, docx.load),
    "html": _loads(html.load),
    "markup": _loads(markup.load),
    "mhtml": _loads(mhtml.load),
    "ods": _markup(_open_sheet, ods.load),
    "pdf": _loads(pdf.load),
    "text": _loads(text.load),
    "xls": _loads(xls.load),
    "xlsx": _markup(_sheet, xlsx.load),
    "report": _report,
}
