"""Documents for runs: made-up reports of bodies over the years, and files that are none."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO
from pathlib import Path

from bulk.engines import Engine, Here
from bulk.inputs import located
from bulk.run import Run
from dataset.manifest import Manifest
from dataset.store import DatasetFolder
from tests.render import series


def folder(place: Path, count: int) -> Path:
    """A folder of so many reports, in folders by year, with a program and an empty file among them."""
    for case in series(count):
        target = place / str(case.year) / case.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(case.data)
    (place / "program.exe").write_bytes(b"MZ\x90\x00" + b"\x00" * 80)
    (place / "empty.txt").write_bytes(b"  \n")
    return place


def run(inputs: list[str], out: Path | str, cache: Path, engine: Engine | None = None) -> Manifest:
    """A run over inputs."""
    return Run(DatasetFolder(str(out)), engine or Here(), cache).files(located(inputs), inputs)


def zipped(files: dict[str, bytes]) -> bytes:
    """A ZIP of these files, in an order of its own."""
    target = BytesIO()
    names = list(files)
    random.Random(1).shuffle(names)
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, files[name])
    return target.getvalue()
