"""``python -m checks [--json] [--language zh|en] FILE...``: read and check reports from the command line.

Several reports are also held against each other. With --json all are read before the first is printed, since what is
found across years belongs to the later report's object; summaries are printed at once, and what is found across reports
behind them. ``python -m checks --compare OLD NEW`` lists what differs between two saved outputs of --json.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import inf
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

import settings
from checks import Finding, Findings, Outcome, message, run_across
from checks.across import Digest, digest
from checks.causes import with_more
from checks.cli import compare, contract
from checks.judgement import origins, states
from checks.judgement.states import Extent, state_of
from checks.words.causes import evidence_said, mend_said, said
from checks.words.localise import flagged_first
from checks.words.phrases import spoken
from parsing import Report, UnreadableError
from parsing.prose import genre
from workers import Batch, Document, Pool, wire
from workers import Outcome as Brought

# Files are read while those before them are printed
_AHEAD = 64

_words = partial(spoken, "command")


class _Read(NamedTuple):
    """What to print of a file, or of a report in an archive: a summary, or a line of JSON; ``report`` is None where it
    could not be read. What is found across reports may change the state and the causes, so its ``extent`` and its
    ``flagged`` findings are kept as they came."""

    text: str = ""
    report: Digest | None = None
    line: contract.Line | None = None
    extent: Extent = Extent(is_report=False, is_part=False, is_read=False)
    flagged: bytes = b""


def main(arguments: list[str] | None = None) -> int:
    """Print one JSON object or one summary a file, in order; 0 unless a file could not be read."""
    parser = argparse.ArgumentParser(prog="python -m checks", description=__doc__)
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--language", choices=("zh", "en"), default=_language())
    parser.add_argument("--compare", action="store_true", help="compare two saved outputs of --json: OLD NEW")
    options = parser.parse_args(arguments)
    if options.compare:
        return _compare(parser, options.files, options.language)
    readers = min(settings.count("NIANBAO_WORKERS"), len(options.files))
    with Pool(readers, warm=False, printed=options.language if options.json else "") as pool:
        read = _read_files(pool, options.files, options.language, as_json=options.json)
        unread = _print_json(read, options.language) if options.json else _print(read, options.language)
    return 1 if unread else 0


def _print(read: Iterator[_Read], language: str) -> int:
    """Print summaries, then what is found across reports; how many files could not be read."""
    unread = 0
    reports = []
    for one in read:
        print(one.text, flush=True)
        unread += one.report is None
        reports += [one.report] if one.report else []
    for line in across_summary(reports, language):
        print(line)
    return unread


def _print_json(read: Iterator[_Read], language: str) -> int:
    """Print objects, those of reports with what is found across them; how many files could not be read.

    The objects wait in a temporary file, so that thousands of reports need little memory.
    """
    with TemporaryFile() as waiting:
        every: list[_Read] = []
        cuts: list[list[int]] = []
        for one in read:
            assert one.line is not None
            waiting.write(b"".join(one.line))
            cuts.append(list(map(len, one.line)))
            every.append(one._replace(line=None))
        found = _by_report(run_across(one.report for one in every if one.report))
        waiting.seek(0)
        for one, cut in zip(every, cuts, strict=True):
            line = contract.Line(*(waiting.read(length) for length in cut))
            sys.stdout.buffer.write(_whole(line, one, found, language) + b"\n")
        sys.stdout.buffer.flush()
    return sum(one.report is None for one in every)


def _by_report(findings: Findings) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings.findings:
        found.setdefault(finding.report, []).append(finding)
    return found


def _whole(line: contract.Line, one: _Read, across: Mapping[str, list[Finding]], language: str) -> bytes:
    """The object of a report with what was found across reports, which may join its causes and change its state."""
    if one.report is None:
        return b"".join(line)
    sha256 = one.report.sha256
    more = across.get(sha256, [])
    if any(finding.flagged for finding in more):
        whole = with_more(wire.decode_findings(one.flagged), more)
        line = line._replace(state=contract.printed_state(state_of(one.extent, whole.flagged), whole, sha256))
    return contract.joined(line, more, language, sha256)


def _compare(parser: argparse.ArgumentParser, files: list[str], language: str) -> int:
    if len(files) != 2:  # noqa: PLR2004
        parser.error(_words(language)["two"])
    try:
        old, new = (compare.load(Path(name)) for name in files)
    except OSError as error:
        parser.error(f"{error.filename}: {error.strerror}")
    except ValueError as error:
        parser.error(_words(language)["no_run"].format(error))
    print(compare.summary(old, new, language))
    return 0


def _language() -> str:
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if spoken.lower().startswith("zh") else "en"


def _read_files(pool: Pool, paths: Sequence[str], language: str, *, as_json: bool) -> Iterator[_Read]:
    """What to print of each file, or of each report in an archive, in their order; some are read ahead."""
    running: deque[tuple[str, bytes, Batch] | _Read] = deque()
    for number, path in enumerate(paths):
        name = Path(path).name
        try:
            data = Path(path).read_bytes()
        except OSError as error:
            running.append(_unread(name, None, error.strerror or str(error), language, as_json=as_json))
        else:
            # a visitor each, so that an archive leaves room for the next file
            running.append((name, data, pool.submit(str(number), [Document(name, name, data)])))
        if len(running) > _AHEAD:
            yield from _finished(running.popleft(), language, as_json=as_json)
    while running:
        yield from _finished(running.popleft(), language, as_json=as_json)


def _finished(one: tuple[str, bytes, Batch] | _Read, language: str, *, as_json: bool) -> Iterator[_Read]:
    """What to print of a file once it has been read; reports of an archive in its order, what broke it off behind."""
    if isinstance(one, _Read):
        yield one
        return
    name, data, batch = one
    while not batch.wait(1):
        pass
    for outcome in sorted(batch.take(), key=lambda outcome: _place(outcome.key, name)):
        sha256 = hashlib.sha256(data).hexdigest() if outcome.key == name else outcome.sha256
        yield _outcome(outcome, sha256, language, as_json=as_json)


def _place(key: str, name: str) -> float:
    return inf if key == name else float(key.rpartition("/")[2])


def _outcome(outcome: Brought, sha256: str | None, language: str, *, as_json: bool) -> _Read:
    if (printed := outcome.printed) is not None:
        line, short = contract.Line(*printed.line), wire.decode_digest(printed.digest)
        return _Read("", short, line, Extent(*printed.extent), printed.flagged)
    if outcome.read is None:
        why = outcome.error or UnreadableError()
        return _unread(outcome.name, sha256, why.message(language), language, as_json=as_json)
    report, findings = outcome.read.report, outcome.read.findings
    return _Read(summary(report, findings, language), digest(report))


def _unread(name: str, sha256: str | None, why: str, language: str, *, as_json: bool) -> _Read:
    if not as_json:
        return _Read(f"{name}: {_words(language)['error']}: {why}")
    whole = contract.printed(contract.of_unread(name, sha256, why))
    return _Read(line=contract.Line(whole, b"", b"", b""))


def summary(report: Report, findings: Findings, language: str) -> str:
    """A few lines for people."""
    words = _words(language)
    counts = {
        status: sum(f.status.value == status for f in report.figures)
        for status in ("reported", "blank", "missing", "unclear")
    }
    lines = [
        f"{report.source}: {report.title or report.agency or '?'} ({report.year or '?'})",
        f"  {' › '.join(report.region.path) or '?'}  ·  {words['counts'].format(**counts)}",
        f"  {words['state']}: {states.name(states.state(report, findings), language)}",
    ]
    flagged = [*_causes(findings, language), *_lines(_without_cause(findings), language)]
    too_many = [f"  {words['too_many']}"] if findings.too_many else []
    kind = [f"  {text}"] if (text := genre.said(report.kind, language)) else []
    fine = [f"  {words['fine']}"] if report.kind.is_report else []
    return "\n".join([*lines, *kind, *(flagged or fine), *too_many])


def _causes(findings: Findings, language: str) -> Iterator[str]:
    """The causes with their mends, and the findings of each under it."""
    words = _words(language)
    for n, cause in enumerate(findings.causes, start=1):
        yield f"  {words['cause'].format(n=n)}: {said(cause, language)}"
        for m, mend in enumerate(cause.mends if cause.only is None else (), start=1):
            signs = evidence_said(mend, language)
            yield f"    {words['mend'].format(n=m)}: {mend_said(mend, language)}{_bracketed(signs, language)}"
        own = [finding for finding in findings.flagged if findings.cause_of(finding) is cause]
        yield from (f"  {line}" for line in _lines(own, language))


def _bracketed(signs: Sequence[str], language: str) -> str:
    if not signs:
        return ""
    words = _words(language)
    return words["bracketed"].format(words["and"].join(signs))


def _without_cause(findings: Findings) -> list[Finding]:
    return [finding for finding in findings.flagged if findings.cause_of(finding) is None]


def across_summary(reports: list[Digest], language: str) -> Iterator[str]:
    """What is found across these reports, report by report; nothing where none could be compared."""
    found = _by_report(run_across(reports))
    if all(f.outcome is Outcome.NOT_APPLICABLE for findings in found.values() for f in findings):
        return
    yield f"{_words(language)['across']}:"
    flagged = {report: lines for report in reports if (lines := _lines(found.get(report.sha256, []), language))}
    for report, lines in flagged.items():
        yield f"{report.source}: {report.name} ({report.year or '?'})"
        yield from lines
    if not flagged:
        yield f"  {_words(language)['fine']}"


def _lines(findings: Sequence[Finding], language: str) -> list[str]:
    """A line for each failed or uncertain finding, the weightiest first."""
    return [f"  {_line(f, language)}" for f in flagged_first(list(findings))]


def _line(finding: Finding, language: str) -> str:
    text = message(finding, language)
    because = f"“{finding.because}”" if finding.because else ""
    cause = f" · {origins.name(finding.origin, language)}{because}" if finding.origin else ""
    head = f"[{finding.severity.value}] {_words(language)[finding.outcome.value]}"
    return f"{head}: {text}  ({finding.rule}{cause})"
