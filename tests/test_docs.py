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
NO_PRODUCT = {"benchmarks", "tests"}
_PATH = re.compile(r"`([a-z_]+/[\w./]*)`")
_LINK = re.compile(r"\]\(([^)#:]+)\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_paths_and_links_lead_somewhere(page):
    text = page.read_text("utf-8")
    named = [path for path in _PATH.findall(text) if path.split("/")[0] in TOP]
    gone = [path for path in named if not (ROOT / path).exists()]
    gone += [link for link in _LINK.findall(text) if not (page.parent / link).exists()]
    assert gone == []


def test_every_cache_that_is_keyed_by_anything_is_listed():
    """With its bound and its gain; constants that are read once need not be."""
    kept = re.compile(r"lru_cache\(|@of_wordings?\b|cache_resource\(|cache_data\(")
    packages = sorted(path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name not in NO_PRODUCT)
    files = [path for package in packages for path in (ROOT / package).rglob("*.py")]
    holding = {path.relative_to(ROOT).as_posix() for path in files if kept.search(path.read_text("utf-8"))}
    listed = (ROOT / "docs" / "architecture.md").read_text("utf-8").partition("## What is kept in memory")[2]
    assert sorted(holding - set(_PATH.findall(listed))) == []


def test_every_page_is_linked():
    linked = {(page.parent / link).resolve() for page in PAGES for link in _LINK.findall(page.read_text("utf-8"))}
    assert [page.name for page in PAGES if page.name != "README.md" and page.resolve() not in linked] == []
