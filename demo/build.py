"""The dataset of the invented reports: read, checked and compared by what does so with any other documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from bulk.run import Run
from bulk.task import DocumentBatch, Encoded, encoded
from checks import run_checks
from dataset import rows
from dataset.store import DatasetFolder
from demo import DATASET, NOTE
from demo.generate import generate
from demo.paper import html
from demo.places import MadeUpBody
from parsing import Report, parse_report

_SOURCE = "python -m demo"


def build(folder: Path) -> str:
    """Write the dataset and the list of its errors into the folder; gives a sentence on what was written."""
    made = generate()
    documents = [(paper.name, html(paper)) for paper in made.papers]
    bodies = {paper.name: paper.body for paper in made.papers}
    with TemporaryDirectory(prefix="nianbao-") as cache, ProcessPoolExecutor() as pool:
        about: dict[str, object] = {"made_up": True, "note": NOTE}
        run = Run(DatasetFolder(folder / DATASET), Invented(bodies, pool), Path(cache), exact=True, about=about)
        manifest = run.documents(documents, [_SOURCE])
    seeded = [{**one._asdict(), "cells": " ".join(one.cells)} for one in made.truth]
    pd.DataFrame(seeded).to_csv(folder / "truth.csv", index=False, lineterminator="\n")
    size = sum(path.stat().st_size for path in (folder / DATASET).rglob("*.parquet"))
    return f"{manifest.counts['reports']} reports with {len(made.truth)} seeded errors, {size / 1e6:.1f} MB"


def identified(report: Report, body: MadeUpBody) -> Report:
    """The report with its invented body in place of what the reader made of the name.

    The reader knows the real divisions only, and must not learn others. This is the only thing in which an invented
    report is treated otherwise than any other.
    """
    return replace(report, agency=body.name, level=body.level, region=body.region)


class Invented:
    """An engine that reads invented reports, whose bodies it knows by the names of their files."""

    def __init__(self, bodies: Mapping[str, MadeUpBody], pool: ProcessPoolExecutor) -> None:
        self._bodies = bodies
        self._pool = pool

    def results(self, batches: Iterable[DocumentBatch]) -> Iterator[tuple[DocumentBatch, Encoded]]:
        """Each batch with what was read of it."""
        every = list(batches)
        bodies = [[self._bodies[item.source] for item in batch.items] for batch in every]
        yield from zip(every, self._pool.map(read, every, bodies), strict=True)

    def close(self) -> None:
        """The pool belongs to whoever gave it."""


def read(batch: DocumentBatch, bodies: list[MadeUpBody]) -> Encoded:
    """The rows of these documents, a body each."""
    every = []
    for item, body in zip(batch.items, bodies, strict=True):
        report = identified(parse_report(item.data, item.source), body)
        every.append(rows.CheckedReport(report, run_checks(report), item.data))
    return encoded({**rows.of_reading(every), "failures": rows.failures([])})
