"""Loaders of Office files and PDF against what their libraries alone take for the same bytes.

DOCX: python-docx's ``Document``; XLSX: openpyxl's ``load_workbook``; PDF: pdfplumber's characters of every page.
The documents are the renderer's; the PDF is printed by LibreOffice where it is installed, else by a small writer.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

import docx as python_docx
import openpyxl
import pdfplumber

from benchmarks.measure import ratio
from parsing import loaders
from tests.loaders import office
from tests.pdf.paper import Page, pdf
from tests.pdf.word import document
from tests.render import render

# Format → how many times its library's time a loader may take
LIMITS = {"docx": 2.0, "xlsx": 2.0, "pdf": 0.5}
_SEEDS = (1, 2, 3)


def main() -> None:
    """Print a row a document."""
    print(f"{'document':34}{'KB':>6}{'library':>9}{'loader':>9}{'ratio':>8}{'limit':>8}")
    for seed in _SEEDS:
        _row(f"case {seed}", "docx", office.case(seed, "docx").data, 20)
        _row(f"case {seed}", "xlsx", office.case(seed, "xlsx").data, 20)
    _row("printed", "pdf", printed(), 4)


def _row(name: str, kind: str, data: bytes, rounds: int) -> None:
    loader = next(loader for loader in loaders.LOADERS if loader.name == kind)
    ours, theirs = ratio(lambda: loader.load(data), lambda: _LIBRARIES[kind](data), rounds)
    print(
        f"{name + '.' + kind:34}{len(data) / 1024:6.1f}{theirs:9.2f}{ours:9.2f}{ours / theirs:8.2f}{LIMITS[kind]:8.1f}"
    )


def printed() -> bytes:
    """A report of several pages as PDF."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        rows = [[str(row * column) for column in range(8)] for row in range(30)]
        sheets = [Page() for _ in range(4)]
        for sheet in sheets:
            sheet.table(range(40, 560, 60), 60, rows)
        return pdf(*sheets)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "report.docx")
        source.write_bytes(document(render(1, "html_word", []).text, "政府信息公开年报", ("- ", " -")))
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 the command holds no name from outside
        return source.with_suffix(".pdf").read_bytes()


def characters(data: bytes) -> None:
    """What a reader by pdfplumber takes before it has a line or a table."""
    with pdfplumber.open(io.BytesIO(data)) as file:
        for page in file.pages:
            list(page.chars)
            page.close()


_LIBRARIES = {
    "docx": lambda data: python_docx.Document(io.BytesIO(data)),
    "xlsx": lambda data: openpyxl.load_workbook(io.BytesIO(data)),
    "pdf": characters,
}
