"""A report as the pages hold it: with its findings, its bytes and whose it is."""

from __future__ import annotations

from dataclasses import dataclass

from checks import Findings
from checks.across import body
from checks.judgement.states import state
from parsing.report import Report, Status
from workers import ReadDocument


@dataclass(frozen=True, slots=True)
class Entry:
    """A report with its findings and its bytes; ``mine`` where the visitor has brought it; ``compared`` says which
    set of reports it was held against ("" for none). ``document`` holds its lines as ``workers.wire`` encodes them,
    where a worker has read it. ``link`` is the id of the link that it was opened through, "" for none; ``is_published``
    where an administrator has put it among the public reports."""

    report: Report
    findings: Findings
    data: bytes
    mine: bool
    compared: str = ""
    document: bytes = b""
    link: str = ""
    is_published: bool = False

    @property
    def id(self) -> str:
        """The first 12 of the document's sha256, as in the frames."""
        return self.report.sha256[:12]

    @property
    def read(self) -> ReadDocument:
        """As a worker has handed it over."""
        return ReadDocument(self.report, self.findings, self.document, self.data)

    @property
    def size(self) -> int:
        """The bytes that it takes, about."""
        return len(self.data) + 2 * len(self.document)

    @property
    def body(self) -> str:
        """An id of the reporting body: the same for all its years."""
        return body(self.report).id

    @property
    def state(self) -> str:
        """The report in one word, one of ``checks.judgement.states.STATES``."""
        return state(self.report, self.findings)

    @property
    def is_made_up(self) -> bool:
        """Whether it is of the demonstration, in which nothing is real."""
        return False

    @property
    def is_sample(self) -> bool:
        """Whether it is of a folder of samples."""
        return False

    @property
    def dataset(self) -> str:
        """What its dataset says of itself, or where it lies; "" where it is in none."""
        return ""

    @property
    def figures_read(self) -> int:
        """How many figures are printed and certain."""
        return sum(figure.status is Status.REPORTED for figure in self.report.figures)
