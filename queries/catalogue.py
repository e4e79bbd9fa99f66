"""The named queries as data: ``sql/<name>.sql``; ``{name}`` in one is replaced by ``parts/<name>.sql``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path

_FOLDER = Path(__file__).with_name("sql")
# Conditions that several queries have in common
_PARTS = Path(__file__).with_name("parts")
# Stands between the steps of a query
_THEN = "\n-- then\n"
_PARAMETER = re.compile(r"\$([a-z_]+)")
_PART = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Query:
    """A query: its name, what its rows are, its steps and the names of its parameters.

    Of two steps the first gives one row, whose columns are parameters of the second beside those of the query.
    """

    name: str
    about: str
    steps: tuple[str, ...]
    parameters: tuple[str, ...]


@cache
def queries() -> dict[str, Query]:
    """Every query by name."""
    return {path.stem: _query(path) for path in sorted(_FOLDER.glob("*.sql"))}


@cache
def parameters(step: str) -> tuple[str, ...]:
    """The names of the parameters of a step, each once."""
    return tuple(dict.fromkeys(_PARAMETER.findall(step)))


def part(name: str) -> str:
    """What several queries have in common, in brackets."""
    return f"({(_PARTS / f'{name}.sql').read_text('utf-8').strip()})"


def _query(path: Path) -> Query:
    lines = path.read_text("utf-8").splitlines()
    about = " ".join(line.removeprefix("-- ") for line in takewhile(lambda line: line.startswith("--"), lines))
    steps = path.read_text("utf-8").split(_THEN)
    texts = tuple(_whole("\n".join(line for line in step.splitlines() if not line.startswith("--"))) for step in steps)
    return Query(path.stem, about, texts, parameters(texts[0]))


def _whole(step: str) -> str:
    return _PART.sub(lambda name: part(name[1]), step)
