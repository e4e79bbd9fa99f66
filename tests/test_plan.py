"""The plan of the house: files, functions and folders stay small enough to be read at once; exceptions say why."""

from __future__ import annotations

import ast
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]["packages"]
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION, FULLEST_FOLDER = 300, 45, 16
# Longer ones, each with the reason
LONG_FILES: dict[str, str] = {}
FULL_FOLDERS = {"parsing/loaders/pdf": "a module a step of one format"}
# A few lines over are no other plan
SLACK = 10


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_files_are_short():
    long = [name_of(path) for path in FILES if len(path.read_text("utf-8").splitlines()) > LONGEST_FILE + SLACK]
    assert sorted(set(long) - set(LONG_FILES)) == []


@pytest.mark.parametrize("package", PACKAGES)
def test_functions_are_short(package):
    found = [
        f"{name_of(path)}: {node.name}"
        for path in FILES
        if path.relative_to(ROOT).parts[0] == package
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert found == []


def test_folders_are_no_heaps():
    counted = Counter(name_of(path.parent) for path in FILES if path.name != "__init__.py")
    assert sorted({name for name, n in counted.items() if n > FULLEST_FOLDER} - set(FULL_FOLDERS)) == []
