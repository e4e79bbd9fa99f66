"""The dataset of a folder of samples: made when it is first asked for, and kept until files, reader or rules change."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import tempfile
import time
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

import settings
from bulk.engines import Engine, Here, Processes
from bulk.inputs import Located, located
from bulk.run import Run
from dataset import versions
from dataset.manifest import NAME
from dataset.store import DatasetFolder

# What the manifest says of such a dataset
NOTE = "samples"
# Fewer files are read here: a process needs seconds to start
_FEW = 20
# A kept dataset that nobody has opened for so many days is removed
_STALE_DAYS = 30
_LOG = logging.getLogger(__name__)


def folder() -> Path:
    """The folder of the samples; ``NIANBAO_SAMPLES`` names another one."""
    own = Path(__file__).parents[2] / "sample_reports"
    return Path(settings.text("NIANBAO_SAMPLES") or own)


def is_made(source: Path) -> bool:
    """Whether this process has the dataset of the folder already."""
    return source in _MADE


_MADE: set[Path] = set()


# Looked at once in a process: what changes in the folder is seen at the next start
@lru_cache(maxsize=64)
def dataset_of(source: Path) -> str:
    """The address of the dataset of this folder's documents. Raises OSError where none can be written."""
    files = located([str(source)]) if source.is_dir() else []
    root = _root()
    of_folder = hashlib.sha256(str(source.resolve()).encode()).hexdigest()[:12]
    of_program = f"{of_folder}-{versions.rows()}"
    target = root / f"{of_program}-{_fingerprint(source, files)}"
    if not (target / NAME).is_file():
        _make(source, files, target, max(root.glob(f"{of_program}-*"), default=None, key=_opened_at))
    (target / NAME).touch()
    _sweep(root)
    _MADE.add(source)
    return str(target)


def _root() -> Path:
    """The folder where they are kept: the user's for what can be made again, else the system's."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    for place in (home, Path(tempfile.gettempdir())):
        kept = place / "nianbao" / "samples"
        try:
            kept.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(kept, os.W_OK):
            return kept
    raise PermissionError(13, "no folder to keep the dataset of the samples in", str(home))


def _fingerprint(source: Path, files: list[Located]) -> str:
    """Of names, sizes and times of change: no file is opened for it."""
    seen = hashlib.sha256()
    for file in files:
        state = (source / file.source).stat()
        seen.update(f"{file.source}\0{state.st_size}\0{state.st_mtime_ns}\0".encode())
    return seen.hexdigest()[:12]


def _make(source: Path, files: list[Located], target: Path, before: Path | None) -> None:
    """Write it beside its place, from the one before where there is one, and put it there as a whole."""
    beside = target.with_name(f".{target.name}.{uuid4().hex[:8]}")
    _LOG.info("reading %d files of %s into %s", len(files), source, target)
    try:
        if before is not None:
            shutil.copytree(before, beside)
        count = settings.count("NIANBAO_WORKERS")
        engine: Engine = Here() if len(files) < _FEW else Processes(count)
        Run(DatasetFolder(beside), engine, beside, count, exact=True, about={"note": NOTE}).files(files, [source.name])
        beside.rename(target)
    except OSError:
        # somebody else was faster
        if not (target / NAME).is_file():
            raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _opened_at(kept: Path) -> float:
    try:
        return (kept / NAME).stat().st_mtime
    except OSError:
        return 0.0


def _sweep(root: Path) -> None:
    oldest = time.time() - _STALE_DAYS * 24 * 3600
    for kept in root.iterdir():
        if (kept / NAME).is_file() and _opened_at(kept) < oldest:
            shutil.rmtree(kept, ignore_errors=True)
