"""The output of ``--json``: an object for each document that was read, with the findings across them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import inf
from typing import BinaryIO, NamedTuple

from checks import Finding, Findings, run_across
from checks.across import Digest
from checks.causes import with_more
from checks.cli import contract
from checks.judgement.states import Extent, state_of
from parsing import UnreadableError
from workers import Answer, wire


class PrintedFile(NamedTuple):
    """What to print of a file, or of a report in an archive: a summary, or a line of JSON; ``report`` is None where it
    could not be read. Findings across reports may change the state and the causes, so its ``extent`` and its
    ``flagged`` findings are kept as they came."""

    text: str = ""
    report: Digest | None = None
    line: contract.ReportLine | None = None
    extent: Extent = Extent(is_report=False, is_part=False, is_read=False)
    flagged: bytes = b""


def read(outcome: Answer, sha256: str | None, language: str) -> PrintedFile:
    """What a worker has printed of a document, or why it could not be read."""
    if (printed := outcome.printed) is None:
        return unread(outcome.name, sha256, (outcome.error or UnreadableError()).message(language))
    line, short = contract.ReportLine(*printed.line), wire.decode_digest(printed.digest)
    return PrintedFile("", short, line, Extent(*printed.extent), printed.flagged)


def place(key: str, whole: str) -> float:
    """Where an outcome comes among those of a document: members of an archive in its order, what broke it off behind;
    ``whole`` is the document's own key."""
    return inf if key == whole else float(key.rpartition("/")[2])


def unread(name: str, sha256: str | None, why: str) -> PrintedFile:
    """The object of a document that could not be read."""
    return PrintedFile(line=contract.ReportLine(contract.printed(contract.of_unread(name, sha256, why)), b"", b"", b""))


def objects(reads: Iterable[PrintedFile], language: str, waiting: BinaryIO) -> Iterator[tuple[PrintedFile, bytes]]:
    """The objects, in order, with the findings across reports; they wait in a file of the caller's until all are
    there. Their lines are no longer in what comes beside them."""
    every: list[PrintedFile] = []
    cuts: list[list[int]] = []
    for one in reads:
        assert one.line is not None
        waiting.write(b"".join(one.line))
        cuts.append(list(map(len, one.line)))
        every.append(one._replace(line=None))
    by_sha256 = by_report(run_across(one.report for one in every if one.report))
    waiting.seek(0)
    for one, cut in zip(every, cuts, strict=True):
        line = contract.ReportLine(*(waiting.read(length) for length in cut))
        yield one, _whole(line, one, by_sha256, language)


def by_report(findings: Findings) -> dict[str, list[Finding]]:
    """Findings by the sha256 of the report that they belong to."""
    by_sha256: dict[str, list[Finding]] = {}
    for finding in findings.findings:
        by_sha256.setdefault(finding.report, []).append(finding)
    return by_sha256


def _whole(line: contract.ReportLine, one: PrintedFile, across: Mapping[str, list[Finding]], language: str) -> bytes:
    """The object of a report with the findings across reports, which may join its causes and change its state."""
    if one.report is None:
        return b"".join(line)
    sha256 = one.report.sha256
    more = across.get(sha256, [])
    if any(finding.flagged for finding in more):
        whole = with_more(wire.decode_findings(one.flagged), more)
        line = line._replace(state=contract.printed_state(state_of(one.extent, whole.flagged), whole, sha256))
    return contract.joined(line, more, language, sha256)
