"""Every path that the documentation names is there, and every page of it is linked from another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / name for name in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md")] + sorted(
    (ROOT / "docs").glob("*.md")
)
TOP = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")} - {"build"}
_PATH = re.compile(r"`([a-z_]+/[\w./]*)`")
_LINK = re.compile(r"\]\(([^)#:]+)\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_paths_and_links_lead_somewhere(page):
    text = page.read_text("utf-8")
    named = [path for path in _PATH.findall(text) if path.split("/")[0] in TOP]
    gone = [path for path in named if not (ROOT / path).exists()]
    gone += [link for link in _LINK.findall(text) if not (page.parent / link).exists()]
    assert gone == []


def test_every_page_is_linked():
    linked = {(page.parent / link).resolve() for page in PAGES for link in _LINK.findall(page.read_text("utf-8"))}
    assert [page.name for page in PAGES if page.name != "README.md" and page.resolve() not in linked] == []
