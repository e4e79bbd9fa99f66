"""A dataset's next version: files beside the old ones, then the manifest; the old files go at last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from checks.model.rules import version as rule_set
from dataset import versions
from dataset.manifest import Manifest, find, save
from dataset.merge import NewRows, merged
from dataset.schema import tables
from dataset.store import DatasetFolder


def commit(store: DatasetFolder, change: NewRows, count: int, sources: Sequence[str], **about: object) -> Manifest:
    """Write a change of the dataset at this address, or its first version; ``count`` is how many reports it then has.

    Whoever reads sees the old version or the new one; where this is broken off, the old one stays. ``sweep`` removes
    its files. ``about`` are
    ``made_up`` and ``note`` of the manifest. Raises NotADatasetError for a manifest of a later program, and OSError.
    """
    old = find(store)
    files = merged(store, old, change, count)
    manifest = Manifest(
        reader=versions.reader(),
        rule_set=rule_set(),
        rows_of=versions.rows(),
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        sources=tuple(dict.fromkeys((*(old.sources if old else ()), *sources))),
        files=files,
    )
    manifest = replace(manifest, **about)  # type: ignore[arg-type]
    save(store, manifest)
    return manifest


def sweep(store: DatasetFolder, manifest: Manifest) -> None:
    """Remove files that no manifest names: of the version before, or of a run that was broken off."""
    for table in tables():
        for name in store.files(table):
            if name not in manifest.names:
                store.remove(name)
