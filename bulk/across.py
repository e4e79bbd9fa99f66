"""Holds all reports of a dataset against each other, part by part (the first two digits of bodies' codes).

Bodies over the years, and governments with the bodies under them, lie within one part; what a body's peers come to in
the whole country is worked out first. So no more than a part's reports are in memory, a few kilobytes each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from bulk.engines import mapping
from checks import Findings
from checks.across import Digest, digest
from checks.across.jump import PeerValues, peer_values, spreads
from checks.across.registry import Spreads
from checks.across.run import across
from checks.causes import with_more
from dataset import rows
from dataset.dealing import deal, dealt
from dataset.schema import tables
from parsing.report import Report
from workers import wire

_TOGETHER = 500


class ComparedFiles(NamedTuple):
    """Files with findings and comparisons, and what every report comes to (``rows.judged``)."""

    files: list[Mapping[str, Path]]
    judged: pa.Table

    def parts(self, table: str) -> Iterator[pa.Table]:
        """The rows of ``findings`` or ``comparisons``."""
        for files in self.files:
            for batch in dealt(files[table]):
                yield pa.Table.from_batches([batch])


def compare(readings: Iterable[pa.Table], folder: Path, count: int, tick: Callable[[int], None]) -> ComparedFiles:
    """Hold the reports of these readings against each other, in so many processes, with files in a folder.

    ``tick`` is called with how many reports were compared.
    """
    parts = sorted(deal(readings, lambda table: table["part"].combine_chunks(), folder / "parts").values())
    written, states = [], []
    with mapping(min(count, len(parts))) as mapped:
        around = spreads(mapped(_peers, parts))
        for files, states_of, n in mapped(partial(_part, around), parts):
            written.append(files)
            states.append(states_of)
            tick(n)
    return ComparedFiles(written, pa.concat_tables(states) if states else rows.judged(()))


def _peers(part: Path) -> PeerValues:
    return peer_values(_digests(part))


def _digests(part: Path) -> list[Digest]:
    """The reports in short, in an order of their own: a message names bodies in it."""
    digests = [digest(report) for report, _ in _read(part)]
    return sorted(digests, key=lambda d: (d.body.region, d.body.name, d.year or 0, d.sha256))


def _read(part: Path) -> Iterator[tuple[Report, Findings]]:
    for batch in dealt(part):
        for reading, findings in zip(batch["reading"], batch["findings"], strict=True):
            yield wire.decode_report(reading.as_py()), wire.decode_findings(findings.as_py())


def _part(around: Spreads, part: Path) -> tuple[Mapping[str, Path], pa.Table, int]:
    """Findings across the reports of one part, in files beside it; and their states."""
    encoded = {sha256: wire.encode_findings(Findings(of_one)) for sha256, of_one in across(_digests(part), around)}
    files = {name: part.with_suffix(f".{name}") for name in ("findings", "comparisons")}
    judged: list[pa.Table] = [rows.judged(())]
    with _stream(files["findings"], "findings") as findings, _stream(files["comparisons"], "comparisons") as full:
        for pairs in _batched(_read(part), _TOGETHER):
            own = [(report, alone, _across_of(encoded, report)) for report, alone in pairs]
            findings.write_table(rows.findings([(report, across) for report, _, across in own], across=True))
            full.write_table(rows.comparisons({report.sha256[:12]: across for report, _, across in own}))
            judged.append(rows.judged((report, with_more(alone, across.findings)) for report, alone, across in own))
    whole = pa.concat_tables(judged)
    return files, whole, whole.num_rows


def _across_of(encoded: Mapping[str, bytes], report: Report) -> Findings:
    return wire.decode_findings(encoded[report.sha256]) if report.sha256 in encoded else Findings(())


def _stream(path: Path, table: str) -> pa.RecordBatchStreamWriter:
    schema = tables()[table].schema
    return pa.ipc.new_stream(str(path), schema, options=pa.ipc.IpcWriteOptions(compression="zstd"))


def _batched(pairs: Iterator[tuple[Report, Findings]], size: int) -> Iterator[list[tuple[Report, Findings]]]:
    batch = []
    for pair in pairs:
        batch.append(pair)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
