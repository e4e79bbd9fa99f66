"""The plan of the house: files, functions and folders stay small enough to be read at once, exceptions say why; a
document passes through each room once; nothing is kept in memory that docs/architecture.md does not list."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from parsing import parse_report, pipeline
from tests.samples import FOLDER as SAMPLES

ROOT = Path(__file__).parents[1]
PACKAGES = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]["packages"]
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION, FULLEST_FOLDER = 300, 45, 15
ROOMS_OF_A_DOCUMENT = ("loaders", "identity", "tables", "prose")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def section(title: str) -> str:
    """What docs/architecture.md says under a heading."""
    return (ROOT / "docs" / "architecture.md").read_text("utf-8").partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def test_files_are_short():
    long = [name_of(path) for path in FILES if len(path.read_text("utf-8").splitlines()) > LONGEST_FILE]
    assert long == []


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
    excepted = re.findall(r"^\| `([\w/]+)` \|", section("Sizes"), re.MULTILINE)
    assert sorted({name for name, n in counted.items() if n > FULLEST_FOLDER} - set(excepted)) == []


def test_the_name_of_a_class_means_one_thing():
    classes = [
        (node.name, name_of(path))
        for path in FILES
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    counted = Counter(name for name, _ in classes)
    assert [one for one in classes if counted[one[0]] > 1] == []


def test_a_document_passes_through_each_room_once():
    entered: list[str] = []

    def note(frame, event, _):
        caller = frame.f_back
        if event == "call" and caller and caller.f_globals.get("__name__") == pipeline.__name__:
            entered.append(str(frame.f_globals.get("__name__")))

    sys.setprofile(note)
    try:
        parse_report((SAMPLES / "panshan_2022.txt").read_bytes(), "panshan_2022.txt")
    finally:
        sys.setprofile(None)
    rooms = [room for name in entered if (room := name.split(".")[1]) in ROOMS_OF_A_DOCUMENT]
    assert [room for room, _ in groupby(rooms)] == list(ROOMS_OF_A_DOCUMENT)


# What a function that is remembered for ever may be asked for: ids and names that the project's own data define
_OURS = {
    *("edition", "table_id", "rule", "rule_id", "quantity", "labels"),
    *("language", "spoken", "level", "name", "part", "step"),
}
_KEEPS = re.compile(r"(?:functools\.)?(?:lru_cache|of_wordings?|st\.cache_(?:data|resource))\b")
_ROW = re.compile(r"`(\w+)`(?:, `(\w+)`)? in `([\w/.]+\.py)`")


def listed() -> set[tuple[str, str]]:
    """The caches that docs/architecture.md lists, by file and function."""
    return {(file, name) for *names, file in _ROW.findall(section("What is kept in memory")) for name in names if name}


def remembered(tree: ast.Module) -> Iterator[tuple[str, str, list[str]]]:
    """Functions whose answers are kept: name, by what, and their parameters."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            parameters = [each.arg for each in (*node.args.args, *node.args.kwonlyargs)]
            yield from ((node.name, ast.unparse(by), parameters) for by in node.decorator_list)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            yield from ((ast.unparse(to), ast.unparse(node.value.func), []) for to in node.targets)


def test_what_is_kept_in_memory_is_listed():
    kept = {
        (name_of(path), *one[:2], tuple(one[2]))
        for path in FILES
        for one in remembered(ast.parse(path.read_text("utf-8")))
    }
    bounded = {
        (file, name) for file, name, by, _ in kept if _KEEPS.match(by) and file != "parsing/wording/remembered.py"
    }
    forever = {
        (file, name) for file, name, by, of in kept if by in ("cache", "functools.cache") and not _OURS.issuperset(of)
    }
    assert forever == set()
    assert bounded - listed() == set()
    assert {
        (file, name) for file, name in listed() if not re.search(rf"\b{name}\b", (ROOT / file).read_text("utf-8"))
    } == set()
