"""What is to be said of the program and of what leaves it: version, sources, what was measured, how to cite."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from checks import rules as rule_set
from checks.model.rules import version as rules_version
from ui.shell import state
from ui.texts import language, t
from ui.visitor import dataset

_ROOT = Path(__file__).parents[2]
_COUNTED = re.compile(r"^([\d,]+) documents, ([\d,]+) cells\.$", re.MULTILINE)
_ALL = re.compile(r"^\| all \| (.+) \|$", re.MULTILINE)


class Measured(NamedTuple):
    """What ``make accuracy`` measured on printed forms: documents, cells, the share read rightly as it is written
    there, numbers withheld, and wrong or invented numbers given as certain."""

    documents: str
    cells: str
    right: str
    withheld: str
    wrong: int


@cache
def version() -> str:
    """The program's version."""
    project: str = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    return project


def versions() -> dict[str, str]:
    """Versions and date, for an example of a citation."""
    return {"version": version(), "rules": rules_version(), "date": datetime.now(UTC).date().isoformat()}


@cache
def measured() -> Measured | None:
    """The figures of ``benchmarks/README.md``, where they are written by the program that measures; None without it."""
    path = _ROOT / "benchmarks" / "README.md"
    text = path.read_text("utf-8") if path.exists() else ""
    counted, row = _COUNTED.search(text), _ALL.search(text)
    if not counted or not row:
        return None
    _, _, right, withheld, _, wrong, invented, *_ = (cell.strip() for cell in row[1].split("|"))
    return Measured(counted[1], counted[2], right, withheld, int(wrong) + int(invented))


def facts(content: str, filters: list[tuple[str, str]], rows: int, *, is_mixed: bool) -> dict[str, str]:
    """What belongs beside rows that are handed out, by its name in the catalogue (``fact.<name>``).

    ``content`` says what a row is; ``is_mixed`` whether reports of the visitor's own are among them.
    """
    day = datetime.now(UTC).date().isoformat()
    chosen = t("filter.between").join(f"{title} = {values}" for title, values in filters) or t("filter.none")
    note = dataset.note() + (t("fact.mine_too") if is_mixed else "")
    return {
        "content": content,
        "dataset": note,
        "filters": chosen,
        "rows": f"{rows:,}",
        "view": address(),
        "rules": t("provenance.rule_set", version=rules_version(), n=len(rule_set())),
        "date": day,
        "tool": t("fact.tool_version", name=t("app.name"), version=version()),
        "citation": citation(content, chosen, day, dataset.called(dataset.chosen())),
        "licence": t("fact.licence_text"),
    }


def citation(content: str, chosen: str, day: str, name: str) -> str:
    """How to cite: program, version, rule set, what of the dataset of this name was looked at, and when."""
    values = {"name": t("app.name"), "version": version(), "rules": rules_version()}
    return t("fact.citation_text", **values, dataset=name, content=content, filters=chosen, date=day)


def address(page: str = "data") -> str:
    """The address of a page as it is: path and parameters, the same in any installation."""
    return f"/{page}?{urlencode({**state.parameters(), 'lang': language()}, doseq=True)}"
