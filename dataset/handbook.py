"""``python -m dataset.handbook --write``: ``docs/dataset.md`` from the schema; without ``--write`` it is printed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from dataset.schema import STATUS, TableSchema, cells, described, tables, version

TARGET = Path(__file__).parents[1] / "docs" / "dataset.md"


def text() -> str:
    """The page."""
    parts = [described()["head"].format(version=version()), *map(_table, tables().values())]
    return "\n".join(parts)


def _table(table: TableSchema) -> str:
    kept = {"year": "A file a year", "report": "Files by id", "whole": "One file"}[table.kept]
    head = f"## {table.name}\n\n{table.about} {kept}, sorted by {', '.join(table.order)}.\n\n"
    more = described()["cells"].format(n=len(cells()), status=STATUS) if table.has_cells else ""
    return head + "".join(_rows(table)) + more.rstrip("\n") + ("\n" if more else "")


def _rows(table: TableSchema) -> Iterator[str]:
    yield "| column | kind | holds | missing where |\n| --- | --- | --- | --- |\n"
    for column in table.columns.values():
        if "/" not in column.name:
            yield f"| `{column.name}` | {column.kind} | {column.about} | {column.missing} |\n"


def main(arguments: list[str]) -> None:
    """Write or print it."""
    if "--write" in arguments:
        TARGET.write_text(text(), "utf-8")
    else:
        print(text())


if __name__ == "__main__":
    main(sys.argv[1:])
