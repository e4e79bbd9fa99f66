"""The whole reading, in its order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from parsing import form, loaders, remarks
from parsing.document import Document
from parsing.errors import NotAReportError
from parsing.identity.facts import identify
from parsing.loaders import archive
from parsing.prose.genre import genre, of_its_kind
from parsing.prose.sections import read_sections, unread_tables
from parsing.report import Figure, Figures, Remark, Report, Status
from parsing.tables.prescribed import read_prescribed
from parsing.tables.read import read_tables
from parsing.tables.rows import printed_rows

# A text that names none of these is no annual report, whatever else it is
_WORDS = ("信息公开", "资讯公开", "政务公开", "主动公开", "依申请公开")


def unpack(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """The documents in a file, each with its name: the file itself, or those in an archive, as ``archive/name``.

    Raises a subclass of UnreadableError, also between two documents, where an archive is damaged, encrypted or too big.
    """
    if len(data) > loaders.MAX_BYTES or not archive.is_archive(data):
        yield name, data
        return
    for inner, content in archive.read_archive(data, name):
        yield f"{name}/{inner}", content


def parse_report(data: bytes, name: str) -> Report:
    """Read a report from the bytes of a file called ``name``.

    Never raises on bad content: what cannot be read is ``missing`` or ``unclear``. Raises a subclass of
    UnreadableError for what is no report at all (empty, too large, a picture, not a report).
    """
    return read_document(loaders.load(data), data, name)


def read_document(document: Document, data: bytes, name: str) -> Report:
    """Read a report from the document that a loader made of the bytes of a file called ``name``.

    Raises NotAReportError.
    """
    identity = identify(document)
    reading = read_prescribed(document, identity.year) or read_tables(printed_rows(document), identity.year)
    if not reading.spans and not any(word in document.text for word in _WORDS):
        raise NotAReportError
    figures = reading.figures
    if document.doubts or document.rounded:
        figures = Figures.of([_doubted(figure, document) for figure in figures])
    report = Report(
        source=name,
        sha256=hashlib.sha256(data).hexdigest(),
        title=identity.title,
        agency=identity.agency,
        level=identity.level,
        region=identity.region,
        year=identity.year,
        published=identity.published,
        editions=reading.editions,
        figures=figures,
        sections=read_sections(document, reading.spans),
        sources=identity.sources,
        remarks=reading.remarks + remarks.of_document(document, identity) + _unread(document, reading.spans),
    )
    return of_its_kind(report, genre(document, report))


def _unread(document: Document, spans: Mapping[str, tuple[int, int]]) -> tuple[Remark, ...]:
    return tuple([Remark("table_unread", name) for name in unread_tables(document, spans)])


def _doubted(figure: Figure, document: Document) -> Figure:
    """A figure that was not surely recognised is unclear, its value a likely one; so is a count that is not
    shown as the file holds it."""
    is_rounded = figure.place in document.rounded and figure.id not in form.amounts()
    if (figure.place in document.doubts or is_rounded) and figure.status in (Status.REPORTED, Status.NOT_APPLICABLE):
        return figure._replace(status=Status.UNCLEAR)
    return figure
