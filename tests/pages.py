"""The pages by their addresses: all those that everybody has, without that of administrators."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "pages"
PAGES = tuple(sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "administration"))
