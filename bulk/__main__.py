"""``python -m bulk INPUT... --out DATASET``: read any number of documents into a dataset, or go on where it was.

INPUT is a file, a folder, a ZIP archive, an fsspec address (s3://…) or @LIST with one input a line. Content that the
same program has read before is not read again. ``python -m bulk --reread DATASET`` reads a dataset's documents again
after reader or rules have changed, and prints what that changes. ``python -m bulk panel DATASET --out FOLDER`` makes a
panel for researchers of it, a row a body and year.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Self

from tqdm import tqdm

import settings
from bulk.engines import Dask, Engine, Here, Processes
from bulk.inputs import Located, located
from bulk.run import Run
from dataset.manifest import Manifest, NotADatasetError
from dataset.store import DatasetFolder

_BROKEN_OFF = 130
# The command in place of inputs; a folder of that name is ./panel
_PANEL = "panel"
# Fewer files are read here: a process needs seconds to start
_FEW = 20


def main(arguments: list[str] | None = None) -> int:
    """0 when all was done, 1 where nothing could be, 2 for wrong arguments, 130 when it was broken off."""
    parser = argparse.ArgumentParser(prog="python -m bulk", description=__doc__)
    parser.add_argument("inputs", nargs="*", metavar="INPUT")
    parser.add_argument("--out", metavar="DATASET", help="folder or address of the dataset")
    parser.add_argument("--reread", metavar="DATASET", help="read the documents of this dataset again")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster that reads (requirements-dask.txt)")
    parser.add_argument("--processes", type=int, default=settings.count("NIANBAO_WORKERS"), metavar="N")
    options = parser.parse_args(arguments)
    if bool(options.reread) == bool(options.inputs and options.out):
        parser.error("give INPUT... with --out DATASET, or --reread DATASET")
    try:
        if options.reread:
            return _reread(options)
        if options.inputs[0] == _PANEL:
            return _panel(parser, options)
        return _read(options)
    except (OSError, NotADatasetError, ModuleNotFoundError) as error:
        print(f"python -m bulk: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nbroken off; the same command goes on from here", file=sys.stderr)
        return _BROKEN_OFF


def _read(options: argparse.Namespace) -> int:
    files = located(options.inputs)
    with Bar(len(files)) as bar:
        run = Run(DatasetFolder(options.out), _engine(options, files), cache(), options.processes, bar)
        manifest = run.files(files, options.inputs)
    print(_said(manifest))
    return 0


def _panel(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    from queries import panel  # noqa: PLC0415 - only where it is asked for

    if len(options.inputs) != 2:  # noqa: PLR2004 - the word and the dataset
        parser.error("panel takes one DATASET and --out FOLDER")
    rows = panel.of_dataset(options.inputs[1], Path(options.out))
    print(f"{rows:,} rows in {options.out}")
    return 0


def _reread(options: argparse.Namespace) -> int:
    from bulk.reread import reread  # noqa: PLC0415 - only where it is asked for

    store = DatasetFolder(options.reread)
    with Bar(None) as bar:
        run = Run(store, _engine(options, None), cache(), options.processes, bar)
        lines = reread(run)
    print("\n".join(lines))
    return 0


def _engine(options: argparse.Namespace, files: list[Located] | None) -> Engine:
    if options.scheduler:
        return Dask(options.scheduler)
    if files is not None and len(files) < _FEW and not any(one.source.lower().endswith(".zip") for one in files):
        return Here()
    return Processes(options.processes)


def cache() -> Path:
    """Where what was read waits for a dataset that is no local folder."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "nianbao" / "bulk"


def _said(manifest: Manifest) -> str:
    counts = manifest.counts
    return (
        f"{counts['reports']:,} reports, {counts['findings']:,} findings, {counts['failures']:,} documents not read; "
        f"dataset version {manifest.version}, reader {manifest.reader}, rule set {manifest.rule_set}"
    )


class Bar:
    """How it goes, on the standard error: documents a second, time left, failures by reason."""

    def __init__(self, total: int | None) -> None:
        self._bar = tqdm(total=total, unit=" documents", dynamic_ncols=True, smoothing=0.05)
        self._failures: Counter[str] = Counter()
        self._comparing = False

    def read(self, documents: int, failures: Counter[str]) -> None:
        """Documents have been read."""
        self._failures += failures
        # archives turn out to hold more than one
        if self._bar.total is not None and self._bar.n + documents > self._bar.total:
            self._bar.total = self._bar.n + documents
        self._bar.update(documents)
        if self._failures:
            self._bar.set_postfix_str(", ".join(f"{code} {n:,}" for code, n in self._failures.most_common(5)))

    def compared(self, reports: int) -> None:
        """Reports have been compared."""
        if not self._comparing:
            self._comparing = True
            self._bar.set_description("held against each other")
            self._bar.reset()
        self._bar.update(reports)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._bar.close()


if __name__ == "__main__":
    sys.exit(main())
