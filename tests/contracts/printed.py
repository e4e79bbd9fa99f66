"""What ``python -m checks --json`` prints of the documents, as one digest a document and field.

A field of the object stands alone (``title``), one of a list's items behind the list's name (``findings.message``). So a
field that joins is a column of its own, and those that were there before stay comparable.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.contracts.documents import documents, samples

FILE = Path(__file__).with_name("json.csv")
ROOT = Path(__file__).parents[2]
_LISTS = ("cells", "findings", "implied")
# Raised on purpose with every change of a rule, and recorded with the rules themselves
_LEFT_OUT = {"rule_set"}

# Field → document → digest
Digests = dict[str, dict[str, str]]


def printed(every: Mapping[str, bytes], language: str) -> dict[str, str]:
    """The line that the command prints of each document, all read in one run as a reader would."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in every.items():
            (Path(folder) / name).write_bytes(data)
        command = [sys.executable, "-m", "checks", "--json", "--language", language, *every]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    lines = run.stdout.splitlines()
    assert lines, run.stderr
    return _by_name(lines)


def digests() -> Digests:
    """The digests of what is printed now: every document in Chinese, the samples' messages in English too."""
    found: Digests = {}
    for name, line in printed(documents(), "zh").items():
        for field, value in _fields(json.loads(line)):
            found.setdefault(field, {})[name] = _digest(value)
    for name, line in printed(samples(), "en").items():
        messages = [finding["message"] for finding in json.loads(line)["findings"]]
        found["findings.message"][f"{name} in English"] = _digest(messages)
    return found


def recorded() -> Digests:
    """The digests that are promised."""
    found: Digests = {}
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["field"], {})[row["document"]] = row["digest"]
    return found


def record(found: Digests) -> None:
    """Write the digests that are promised from now on."""
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("field", "document", "digest"))
        writer.writerows((field, name, digest) for field, row in found.items() for name, digest in row.items())


def _fields(printed: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Name and value of each field; a list's items by the fields that they have."""
    for name, value in printed.items():
        if name in _LEFT_OUT:
            continue
        if name not in _LISTS:
            yield name, value
            continue
        items = value if isinstance(value, list) else []
        for field in dict.fromkeys(key for item in items for key in item):
            yield f"{name}.{field}", [item.get(field) for item in items]


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:12]


def _by_name(lines: list[str]) -> dict[str, str]:
    """Lines by document; a report of an archive behind the archive's name."""
    found: dict[str, str] = {}
    for line in lines:
        source = json.loads(line)["source"]
        found[source if source not in found else f"{source} {len(found)}"] = line
    return found
