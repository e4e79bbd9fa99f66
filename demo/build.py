"""What the real reader, checks and metrics make of the invented reports, kept in files that the pages open at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from checks import Finding, Findings, run_across, run_checks
from checks.causes import with_more
from demo.filed import Filed, identified, spoken
from demo.generate import generate
from demo.paper import html
from demo.places import Body
from parsing import Report, parse_report
from ui.visitor.entry import Entry
from ui.visitor.frames import built

# So many documents are packed together: alike as they are, they shrink to a fraction, and one is found at once.
TOGETHER = 100
_SETTINGS = {"compression": "zstd", "compression_level": 12, "store_schema": True}


def build(folder: Path) -> str:
    """Write the whole dataset into the folder; gives a sentence on what was written."""
    made = generate()
    documents = [(paper.name, html(paper), paper.body) for paper in made.papers]
    with ProcessPoolExecutor() as pool:
        read = list(pool.map(_read, documents, chunksize=50))
    across = compared([report for report, _ in read])
    filed = [
        Filed(report, findings, across[report.sha256], data)
        for (report, findings), (_, data, _) in zip(read, documents, strict=True)
    ]
    write(folder, filed)
    rows = [{**seeded._asdict(), "cells": " ".join(seeded.cells)} for seeded in made.truth]
    pd.DataFrame(rows).to_csv(folder / "truth.csv", index=False, lineterminator="\n")
    size = sum(path.stat().st_size for path in folder.glob("*.parquet"))
    return f"{len(filed)} reports with {len(made.truth)} seeded errors, {size / 1e6:.1f} MB"


def _read(document: tuple[str, bytes, Body]) -> tuple[Report, Findings]:
    name, data, body = document
    report = identified(parse_report(data, name), body.name, body.level, body.region)
    return report, run_checks(report)


def compared(reports: Sequence[Report]) -> dict[str, Findings]:
    """What is found across the reports, by the sha256 of the report that it belongs to."""
    found: dict[str, list[Finding]] = {report.sha256: [] for report in reports}
    for finding in run_across(reports).findings:
        found[finding.report].append(finding)
    return {sha256: Findings(tuple(findings)) for sha256, findings in found.items()}


def write(folder: Path, filed: Sequence[Filed]) -> None:
    """Write documents, findings across reports and the frames of the pages."""
    made = built(
        [
            Entry(
                entry.report,
                with_more(entry.findings, entry.across.findings),
                b"",
                mine=False,
            )
            for entry in filed
        ]
    )
    documents = pd.DataFrame(
        {
            "report": [entry.report.sha256[:12] for entry in filed],
            "sha256": [entry.report.sha256 for entry in filed],
            "data": [entry.data for entry in filed],
            "across": [json.dumps([spoken(f) for f in entry.across.findings], ensure_ascii=False) for entry in filed],
        }
    )
    _write(folder / "documents.parquet", documents, TOGETHER)
    for name in ("reports", "figures", "metrics", "findings"):
        frame = getattr(made, name)
        if "cells" in frame:
            frame = frame.assign(cells=["|".join(cells) for cells in frame["cells"]])
        _write(folder / f"{name}.parquet", frame, 1_000_000)


def _write(path: Path, frame: pd.DataFrame, together: int) -> None:
    table = pa.Table.from_pandas(frame, preserve_index=False)
    pq.write_table(table, path, row_group_size=together, **_SETTINGS)
