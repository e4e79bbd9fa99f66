"""The named queries as data: ``sql/<name>.sql``; ``{name}`` in one is replaced by ``parts/<name>.sql``,
``{each:name}`` by that for each of the words that are looked for."""

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
# A column that a step gives
_GIVEN = re.compile(r"\bAS ([a-z_]+)")
_PART = re.compile(r"\{(each:)?([a-z_]+)\}")
# So many words are looked for
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Query:
    """A query: its name, what its rows are, its steps and the names of its parameters.

    Each step but the last gives one row, whose columns are parameters of those after it beside those of the query.
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
    named = {name: None for text in texts for name in parameters(text)}
    given = {name for text in texts[:-1] for name in _GIVEN.findall(text)}
    return Query(path.stem, about, texts, tuple(name for name in named if name not in given))


def _whole(step: str) -> str:
    """With the parts that are named, and those that these name."""
    while (whole := _PART.sub(lambda found: _each(found[2]) if found[1] else part(found[2]), step)) != step:
        step = whole
    return whole


def _each(name: str) -> str:
    """A part for every word there is: what is said of further ones falls away before a query runs."""
    text = part(name)
    every = []
    for n in range(1, MOST_WORDS + 1):
        of_word = text.replace("{word}", f"$words[{n}]").replace("{named}", f"$named[{n}]")
        every.append(f"(coalesce(len($words), 0) < {n} OR {of_word})")
    return f"({' AND '.join(every)})"
