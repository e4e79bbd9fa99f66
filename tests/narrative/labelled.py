"""The labelled sentences: prose, the numbers that it states of this body and this year, and the trap that it sets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FILES = sorted((Path(__file__).parent).glob("*.yaml"))
CASES: list[dict[str, Any]] = [
    case
    for file in _FILES
    for case in yaml.load(file.read_text(encoding="utf-8"), Loader=_loader)  # noqa: S506 a safe loader
]
