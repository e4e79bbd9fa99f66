"""``python -m checks [--json] [--language zh|en] FILE...``: read and check reports from the command line.

Several reports are also held against each other. With --json all are read before the first is printed, since
findings across years belong to the later report's object; summaries are printed at once, and findings across reports
behind them. ``python -m checks --compare OLD NEW`` lists what differs between two saved outputs of --json.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile

import settings
from checks import Finding, Findings, Outcome, message, run_across
from checks.across import Digest, digest
from checks.cli import compare, output
from checks.cli.output import PrintedFile
from checks.judgement import origins, states
from checks.words.causes import evidence_said, mend_said, said
from checks.words.localise import flagged_first
from checks.words.phrases import spoken
from parsing import Report, UnreadableError
from parsing.prose import genre
from workers import Answer, Batch, BroughtDocument, Pool

# Files are read while those before them are printed
_AHEAD = 64

_words = partial(spoken, "command")


def main(arguments: list[str] | None = None) -> int:
    """Print one JSON object or one summary a file, in order; 0 unless a file could not be read."""
    parser = argparse.ArgumentParser(prog="python -m checks", description=__doc__)
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument(
        "--with-document",
        action="store_true",
        help="with --json: the documents themselves too, so that `python -m bulk` can read what is printed",
    )
    parser.add_argument("--language", choices=("zh", "en"), default=_language())
    parser.add_argument("--compare", action="store_true", help="compare two saved outputs of --json: OLD NEW")
    options = parser.parse_args(arguments)
    if options.compare:
        return _compare(parser, options.files, options.language)
    readers = min(settings.count("NIANBAO_WORKERS"), len(options.files))
    printed = options.language if options.json else ""
    with Pool(readers, warm=False, on_demand=True, printed=printed, with_document=options.with_document) as pool:
        read = _read_files(pool, options.files, options.language, as_json=options.json)
        unread = _print_json(read, options.language) if options.json else _print(read, options.language)
    return 1 if unread else 0


def _print(read: Iterator[PrintedFile], language: str) -> int:
    """Print summaries, then findings across reports; how many files could not be read."""
    unread = 0
    reports = []
    for one in read:
        print(one.text, flush=True)
        unread += one.report is None
        reports += [one.report] if one.report else []
    for line in across_summary(reports, language):
        print(line)
    return unread


def _print_json(read: Iterator[PrintedFile], language: str) -> int:
    """Print objects, those of reports with the findings across them; how many files could not be read.

    The objects wait in a temporary file, so that thousands of reports need little memory.
    """
    unread = 0
    with TemporaryFile() as waiting:
        for one, printed in output.objects(read, language, waiting):
            sys.stdout.buffer.write(printed + b"\n")
            unread += one.report is None
        sys.stdout.buffer.flush()
    return unread


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


def _read_files(pool: Pool, paths: Sequence[str], language: str, *, as_json: bool) -> Iterator[PrintedFile]:
    """What to print of each file, or of each report in an archive, in their order; some are read ahead."""
    running: deque[tuple[str, bytes, Batch] | PrintedFile] = deque()
    for number, path in enumerate(paths):
        name = Path(path).name
        try:
            data = Path(path).read_bytes()
        except OSError as error:
            running.append(_unread(name, None, error.strerror or str(error), language, as_json=as_json))
        else:
            # a visitor each, so that an archive leaves room for the next file
            running.append((name, data, pool.submit(str(number), [BroughtDocument(name, name, data)])))
        if len(running) > _AHEAD:
            yield from _finished(running.popleft(), language, as_json=as_json)
    while running:
        yield from _finished(running.popleft(), language, as_json=as_json)


def _finished(one: tuple[str, bytes, Batch] | PrintedFile, language: str, *, as_json: bool) -> Iterator[PrintedFile]:
    """What to print of a file once it has been read; reports of an archive in its order, what broke it off behind."""
    if isinstance(one, PrintedFile):
        yield one
        return
    name, data, batch = one
    while not batch.wait(1):
        pass
    for outcome in sorted(batch.take(), key=lambda outcome: output.place(outcome.key, name)):
        sha256 = hashlib.sha256(data).hexdigest() if outcome.key == name else outcome.sha256
        yield _outcome(outcome, sha256, language, as_json=as_json)


def _outcome(outcome: Answer, sha256: str | None, language: str, *, as_json: bool) -> PrintedFile:
    if as_json:
        return output.read(outcome, sha256, language)
    if outcome.read is None:
        why = outcome.error or UnreadableError()
        return _unread(outcome.name, sha256, why.message(language), language, as_json=False)
    report, findings = outcome.read.report, outcome.read.findings
    return PrintedFile(summary(report, findings, language), digest(report))


def _unread(name: str, sha256: str | None, why: str, language: str, *, as_json: bool) -> PrintedFile:
    if as_json:
        return output.unread(name, sha256, why)
    return PrintedFile(f"{name}: {_words(language)['error']}: {why}")


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
    """Findings across these reports, report by report; nothing where none could be compared."""
    by_sha256 = output.by_report(run_across(reports))
    if all(f.outcome is Outcome.NOT_APPLICABLE for findings in by_sha256.values() for f in findings):
        return
    yield f"{_words(language)['across']}:"
    flagged = {report: lines for report in reports if (lines := _lines(by_sha256.get(report.sha256, []), language))}
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
