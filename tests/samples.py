"""The sample reports and what stands in their .expected.json."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from parsing import Report, parse_report

FOLDER = Path(__file__).parents[1] / "sample_reports"
EXPECTED = sorted(FOLDER.glob("*.expected.json"))


@cache
def expected(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text("utf-8"))


@cache
def report(name: str) -> Report:
    """A sample as read, by its file's name."""
    return parse_report((FOLDER / name).read_bytes(), name)
