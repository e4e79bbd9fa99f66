"""``python -m ui.shell.parameters [--write]``: what a link can say, as tables for ``docs/links.md`` and its
Chinese twin."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

_SOURCE = Path(__file__).with_name("parameters.yaml")
DOCS = Path(__file__).parents[2] / "docs"
FILES = {"en": "links.md", "zh": "links.zh.md"}
EVERY_PAGE = "every"


class UrlParameter(NamedTuple):
    """A URL parameter of some pages. ``values`` are ids in their order, or by language what they are; ``default`` is
    what holds without it: an id, by language what it depends on, or None. ``kept`` says whether a page that is entered
    again within a visit has it as it was left."""

    name: str
    pages: tuple[str, ...]
    kind: str
    values: tuple[str, ...] | Mapping[str, str]
    default: str | Mapping[str, str] | None
    kept: bool
    about: Mapping[str, str]


def parameters() -> list[UrlParameter]:
    """Every parameter, those of a page together with the others of their name."""
    return [_parameter(**entry) for entry in _data()["parameters"]]


def _parameter(pages: list[str], values: list[str] | Mapping[str, str], **others: Any) -> UrlParameter:
    ids = tuple(values) if isinstance(values, list) else values
    return UrlParameter(pages=tuple(pages), values=ids, **others)


def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(_SOURCE.read_text("utf-8"), yaml.CSafeLoader)
    return loaded


def document(language: str) -> str:
    """The page of documentation: a table a page of the app, that of every page first."""
    words = {name: text[language] for name, text in _data()["words"].items()}
    every = parameters()
    parts = [f"# {words['title']}", words["other"], words["lead"]]
    for page in dict.fromkeys(page for each in every for page in each.pages):
        parts.append(f"## {words['every'] if page == EVERY_PAGE else f'`/{page}`'}")
        rows = [_row(each, words, language) for each in every if page in each.pages]
        parts.append("\n".join([f"| {words['heads']} |", "|---|---|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def _row(each: UrlParameter, words: Mapping[str, str], language: str) -> str:
    ids = each.values
    values = " ".join(f"`{value}`" for value in ids) if isinstance(ids, tuple) else ids[language]
    if each.kind == "many":
        values = words["many"].format(values=values)
    without = each.default
    default = f"`{without}`" if isinstance(without, str) else (without or {}).get(language, words["none"])
    return f"| `{each.name}` | {values} | {default} | {each.about[language]} |"


def main(arguments: list[str]) -> None:
    """Print both pages, or write them."""
    for language, name in FILES.items():
        if "--write" in arguments:
            (DOCS / name).write_text(document(language), "utf-8")
        else:
            print(document(language))


if __name__ == "__main__":
    main(sys.argv[1:])
