"""A worker's side: ``python -m workers.serve EQUIPMENT FOLDER`` reads requests until its input ends, and answers each.

It confines itself before it loads any reader, loads what documents may need, and says that it is ready.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from workers.confine import Confinement, confine
from workers.protocol import (
    FRAME,
    MAX_REFUSED,
    Answer,
    Answered,
    ArchiveListing,
    Elsewhere,
    EncodedReport,
    Fault,
    Member,
    PrintedReport,
    Ready,
    RefusedDocument,
    Request,
)

# A worker whose owner is gone ends itself so long after its time
_ORPHAN = 10
if TYPE_CHECKING:
    from checks.model.findings import Findings
    from parsing.errors import UnreadableError
    from parsing.loaders import Equipment
    from parsing.report import Report

_WARM = "--warm"
_NICENESS = 10
_AUTOGROUP = Path("/proc/self/autogroup")
# Read once, so that whatever is built at first use is there
_FIRST = (
    "某县2023年政府信息公开工作年度报告\n规章 | 1 | 0 | 1 |",
    "<h1>政府信息公开</h1><table><tr><td>规章<td>1<td>0<td>1</table>",
)


def main() -> None:
    """Answer requests on the standard output."""
    answers = os.fdopen(os.dup(1), "wb")
    # whatever a library prints must not get among the answers
    os.dup2(2, 1)
    _give_way()
    equipment, folder, seconds, memory, local = sys.argv[1:6]
    walls = confine(Path(folder), int(memory), local_sockets=local == "1")
    answer = _reader(equipment)
    if _WARM in sys.argv:
        _warm_up()
    # the libraries' own objects are never garbage, and need not be looked through after each document
    gc.collect()
    gc.freeze()
    _write(answers, _ready(walls))
    # what kept it from starting is for the log, what libraries say of a document is not
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    while header := sys.stdin.buffer.read(FRAME.size):
        _alarm(float(seconds) + _ORPHAN)
        request, data = _request(sys.stdin.buffer, header)
        _write(answers, _encoded(answer(request, data)))
        _alarm(0)


def _give_way() -> None:
    """Let pages come first where both want the processor."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    # Linux may weigh sessions, of which each worker leads one, and not processes
    with contextlib.suppress(OSError):
        _AUTOGROUP.write_text(str(_NICENESS))


def _reader(equipment: str) -> Callable[[Request, bytes], Answer]:
    """How a worker with this equipment answers. Readers and rules are imported here, once the walls are up and before a
    document's time runs."""
    from checks import run_checks  # noqa: F401, PLC0415
    from parsing import pipeline  # noqa: F401, PLC0415
    from parsing.errors import TooMuchMemoryError, UnreadableError  # noqa: PLC0415
    from parsing.loaders import NeedsEquipmentError  # noqa: PLC0415
    from workers.profiles import PROFILES  # noqa: PLC0415

    limit = PROFILES[_equipment(equipment)].memory // 1024 // 1024

    def answer(request: Request, data: bytes) -> Answer:
        content: bytes | None = None
        try:
            content = _content(request, data)
            return _answer(request, content, equipment)
        except NeedsEquipmentError as error:
            return Elsewhere(error.equipment, error.loader)
        except UnreadableError as error:
            return _refused(error, request, content)
        except MemoryError:
            return RefusedDocument(TooMuchMemoryError.code, {"limit_mb": limit})
        except Exception as error:  # noqa: BLE001 whatever a reader raises that is no refusal, it broke off
            return Fault(_cause(error))

    return answer


def _refused(error: UnreadableError, request: Request, content: bytes | None) -> RefusedDocument:
    """The refusal; a document that only this process has taken out of an archive goes with it, for whoever asks why."""
    if not content:
        return RefusedDocument(error.code, error.values)
    is_new = request.member is not None and not request.printed and len(content) <= MAX_REFUSED
    sha256 = hashlib.sha256(content).hexdigest()
    return RefusedDocument(error.code, error.values, sha256, content if is_new else b"")


def _equipment(name: str) -> Equipment:
    from parsing.loaders import Equipment  # noqa: PLC0415

    return Equipment(name)


def _content(request: Request, data: bytes) -> bytes:
    from parsing.loaders import archive  # noqa: PLC0415

    return data if request.member is None else archive.read_member(data, request.member)


def _answer(request: Request, data: bytes, equipment: str) -> Answer:
    from checks import run_checks  # noqa: PLC0415
    from parsing import loaders, pipeline  # noqa: PLC0415
    from parsing.loaders import archive  # noqa: PLC0415
    from workers import wire  # noqa: PLC0415

    if request.loader is None and archive.is_archive(data):
        return _listing(data, request.name)
    document = loaders.load(data, {loaders.Equipment.READER, _equipment(equipment)}, by=request.loader)
    report = pipeline.read_document(document, data, request.name)
    findings = run_checks(report)
    if request.printed:
        return _printed(report, findings, request.printed, data if request.with_document else None)
    return EncodedReport(
        wire.encode_report(report),
        wire.encode_findings(findings),
        wire.encode_document(document),
        b"" if request.member is None else data,
    )


def _printed(report: Report, findings: Findings, language: str, document: bytes | None = None) -> PrintedReport:
    from checks.across import digest  # noqa: PLC0415
    from checks.cli import contract  # noqa: PLC0415
    from checks.judgement.states import extent  # noqa: PLC0415
    from workers import wire  # noqa: PLC0415

    flagged = wire.encode_findings(replace(findings, findings=findings.flagged))
    line = contract.line(report, findings, language, document)
    return PrintedReport(tuple(line), wire.encode_digest(digest(report)), flagged, tuple(extent(report)))


def _listing(data: bytes, name: str) -> ArchiveListing:
    from parsing.errors import UnreadableError  # noqa: PLC0415
    from parsing.loaders import archive  # noqa: PLC0415

    members = []
    try:
        for place, inner in archive.list_members(data, name):
            members.append(Member(inner, place))
    except UnreadableError as error:
        return ArchiveListing(tuple(members), RefusedDocument(error.code, error.values))
    return ArchiveListing(tuple(members))


def _warm_up() -> None:
    """Load what the first document of any kind would have to wait for."""
    from checks import run_checks, warm_up  # noqa: PLC0415
    from parsing import parse_report  # noqa: PLC0415
    from parsing.loaders import pdf  # noqa: F401, PLC0415

    warm_up()
    for data in _FIRST:
        run_checks(parse_report(data.encode(), "first"))


def _request(source: BinaryIO, header: bytes) -> tuple[Request, bytes]:
    length, size = FRAME.unpack(header)
    return msgspec.msgpack.decode(source.read(length), type=Request), source.read(size)


def _encoded(answer: Answer) -> bytes:
    """The answer with the memory that is taken now; a text that cannot be encoded (a lone surrogate) is a fault."""
    try:
        return msgspec.msgpack.encode(Answered(answer, resident()))
    except (TypeError, ValueError, OverflowError) as error:
        return msgspec.msgpack.encode(Answered(Fault(_cause(error)), resident()))


def _cause(error: Exception) -> str:
    """Where a fault came about and its kind, without its message, which may quote the document."""
    return "".join([*traceback.format_tb(error.__traceback__), type(error).__name__])


def _ready(walls: Confinement) -> bytes:
    return msgspec.msgpack.encode(Ready(*walls, resident()))


def _write(answers: BinaryIO, payload: bytes) -> None:
    answers.write(FRAME.pack(len(payload), 0) + payload)
    answers.flush()


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def resident() -> int:
    """The memory that this process takes, in bytes; 0 where the system does not say."""
    with contextlib.suppress(OSError, ValueError):
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0


if __name__ == "__main__":
    main()
