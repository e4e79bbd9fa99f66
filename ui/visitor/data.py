"""The reports that pages show: the samples or the made-up dataset, shared by all visitors, and the visitor's own, kept
in his session only."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import streamlit as st

import settings
from checks import run_checks
from parsing import parse_report
from parsing.errors import UnreadableError
from ui.visitor import across, dataset, filed, shared
from ui.visitor.entry import Entry
from ui.visitor.frames import Frames, built, joined

SUFFIXES = {".txt", ".md", ".html", ".htm"}
_MINE = "_mine"
_LOG = logging.getLogger(__name__)


def samples_folder() -> Path:
    """The folder of the samples; ``NIANBAO_SAMPLES`` names another one."""
    own = Path(__file__).parents[2] / "sample_reports"
    return Path(settings.text("NIANBAO_SAMPLES") or own)


def read(data: bytes, name: str, *, mine: bool) -> Entry:
    """Read and check one document; raises UnreadableError."""
    report = parse_report(data, name)
    return Entry(report, run_checks(report), data, mine)


def entries() -> list[Entry]:
    """Every report, the visitor's first, then those of the chosen dataset by region, body and year."""
    own = mine()
    public = filed.entries() if dataset.chosen() == dataset.DEMO else samples()
    ids = {entry.id for entry in own}
    return [*own, *(entry for entry in public if entry.id not in ids)]


def samples() -> list[Entry]:
    """The readable sample reports, held against each other; of two files with the same content, the first."""
    return _samples(_look()).entries


def unreadable_samples() -> list[tuple[str, UnreadableError]]:
    """Sample files that could not be read, with the reason."""
    return _samples(_look()).unreadable


def mine() -> list[Entry]:
    """The visitor's own reports, the newest first, then those of a link that he has opened, held against each other
    and the samples; never against made-up ones."""
    own = brought()
    every = [*reversed(own.values()), *(entry for entry in shared.entries() if entry.id not in own)]
    return across.own(every, samples()) if every else []


def brought() -> dict[str, Entry]:
    """The visitor's own reports by id, the oldest first, each as it was read: held against no other."""
    own: dict[str, Entry] = st.session_state.get(_MINE, {})
    return own


def add(entry: Entry) -> None:
    """Keep a report of the visitor's for this session."""
    own = dict(brought())
    own.pop(entry.id, None)
    st.session_state[_MINE] = {**own, entry.id: entry}


def most_documents() -> int:
    """How many reports a visit may keep."""
    return settings.count("NIANBAO_VISIT_DOCUMENTS")


def most_bytes() -> int:
    """How many bytes a visit may keep."""
    return settings.count("NIANBAO_VISIT_MB") * 1024 * 1024


def has_room(size: int) -> bool:
    """Whether one more report and so many bytes fit into the visit beside what it keeps."""
    own = brought()
    kept = sum(entry.size for entry in own.values())
    return len(own) < most_documents() and kept + size <= most_bytes()


def remove(entry_id: str) -> None:
    """Forget a report of the visitor's."""
    st.session_state[_MINE] = {i: e for i, e in brought().items() if i != entry_id}


def frames(shown: Sequence[Entry]) -> Frames:
    """Frames of these entries, with state, mine and body beside each report; only the samples' are cached."""
    public = [entry for entry in shown if not entry.mine]
    own = [entry for entry in shown if entry.mine]
    parts = [built(own)] if own else []
    if public and isinstance(public[0], filed.Filed):
        parts.append(filed.frames(public))
    elif public or not parts:
        compared = public[0].compared if public else ""
        parts.append(_shared_frames(tuple(entry.report.sha256 for entry in public), compared, public))
    return joined(parts)


class _Look(NamedTuple):
    """The sample files, and a fingerprint of their names, sizes and times of change: none of them is opened for it."""

    paths: list[Path]
    fingerprint: str


class _Samples(NamedTuple):
    """What the sample files are, read."""

    entries: list[Entry]
    unreadable: list[tuple[str, UnreadableError]]


def _look() -> _Look:
    found = []
    for root, _, names in os.walk(samples_folder()):
        # README.md, SOURCES.md and their like speak of the samples and are none.
        kept = [name for name in names if _suffix(name) in SUFFIXES and not name.rpartition(".")[0].isupper()]
        found += [os.path.join(root, name) for name in kept]  # noqa: PTH118 - at every click, for thousands
    paths, seen = [], hashlib.sha256()
    for path in sorted(found):
        try:
            state = os.stat(path)  # noqa: PTH116 - as above
        except OSError:
            # it went while we looked, or leads nowhere
            continue
        paths.append(Path(path))
        seen.update(f"{path}\0{state.st_size}\0{state.st_mtime_ns}\0".encode())
    return _Look(paths, seen.hexdigest())


def _suffix(name: str) -> str:
    _, dot, suffix = name.rpartition(".")
    return (dot + suffix).lower()


def _samples(look: _Look) -> _Samples:
    return _samples_of(look.fingerprint, look.paths)


# The last few states of the folder: what has not changed in it is read once all the same
@st.cache_resource(max_entries=4, show_spinner=False)
def _samples_of(fingerprint: str, _paths: list[Path]) -> _Samples:  # noqa: ARG001 - the cache's key
    read = [(path.name, _sample(path)) for path in _paths]
    found = {entry.id: entry for _, entry in reversed(read) if isinstance(entry, Entry)}
    entries = across.shared(sorted(found.values(), key=_order))
    return _Samples(entries, [(name, error) for name, error in read if isinstance(error, UnreadableError)])


def _sample(path: Path) -> Entry | UnreadableError:
    data = path.read_bytes()
    return _read_sample(hashlib.sha256(data).hexdigest(), path.name, data)


# Keyed on content. What is kept is frozen and only read, so it is shared and not copied for every run: copying 200
# reports takes longer than everything else that a page does.
@st.cache_resource(max_entries=5000, show_spinner=False)
def _read_sample(sha256: str, name: str, _data: bytes) -> Entry | UnreadableError:  # noqa: ARG001 - the cache's key
    try:
        return read(_data, name, mine=False)
    except UnreadableError as error:
        return error
    except Exception:  # noqa: BLE001 - a fault of ours in one document must not take every page with it
        _LOG.exception("reading the sample %r failed", name)
        return UnreadableError()


@st.cache_resource(max_entries=50, show_spinner=False)
def _shared_frames(sha256s: tuple[str, ...], compared: str, _shown: Sequence[Entry]) -> Frames:  # noqa: ARG001 - the cache's key
    return built(_shown)


def _order(entry: Entry) -> tuple[tuple[str, ...], str, int]:
    return entry.report.region.path, entry.report.agency or "", entry.report.year or 0
