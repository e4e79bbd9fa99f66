"""Every pattern of the project is linear: on texts made to hurt it, twice the size takes at most three times as long.

Patterns are those that are compiled while the project is imported and its data is loaded, those in YAML too: each is
searched and matched in runs of every kind of character that it names, with a last character that spoils them.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise, product
from re import _constants as codes
from re import _parser as parser
from typing import Any

import pytest

from checks import run_across
from checks.across import bodies
from checks.judgement import origins
from checks.kinds import prose
from checks.model.rules import rules
from checks.narrative import LEVELS
from checks.narrative.language import vocabulary
from parsing import normalise, parse_report
from parsing.loaders.plain import text
from parsing.wording import headings
from tests.growth import MOST, growth
from tests.samples import FOLDER
from tests.sizes import FULL, sized

PACKAGES = ("parsing", "checks", "metrics", "ui", "storage", "demo")
_COMMON = (" ", "\n", "\r\n", "\t", "\u3000", "1", "-", "|", "| ", " \n", "1.", "(", "年")
_SPOILING = ("\x00", "龘")
# The first tells what is far from linear before it would take hours
_SIZES = sized((500, 1_250, 2_500, 5_000), (500, 5_000, 10_000, 20_000))
# Seconds; what takes less on the longest text is not measured further
_QUICK = 0.01
_FAR_TOO_LONG = 0.3
# Of the words that a pattern lists, so many are tried
_MOST_NAMED = 20


def _modules() -> Iterator[str]:
    for package in PACKAGES:
        found = importlib.import_module(package)
        yield package
        for module in pkgutil.walk_packages(found.__path__, f"{package}."):
            # what Alembic runs can be imported by Alembic alone
            if not module.name.endswith("__main__") and ".migrations" not in module.name:
                yield module.name


def _in(value: object, depth: int = 4) -> Iterator[re.Pattern[Any]]:
    """Patterns in a value: itself, in collections, and in the fields of objects."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for each in value.values():
            yield from _in(each, depth - 1)
    elif depth and isinstance(value, (tuple, list, set, frozenset)):
        for each in value:
            yield from _in(each, depth - 1)


@cache
def patterns() -> dict[str, re.Pattern[Any]]:
    """Every pattern by what it says: those in modules, and those that loading and using the data compiles."""
    modules = [importlib.import_module(name) for name in _modules()]
    found = {_name(each): each for module in modules for value in vars(module).values() for each in _in(value)}
    compiled = re._compile

    def noted(pattern: Any, flags: Any) -> re.Pattern[Any]:
        made: re.Pattern[Any] = compiled(pattern, flags)
        # whoever called the function of ``re`` that called this
        caller = sys._getframe(2).f_globals.get("__name__", "")
        if caller.partition(".")[0] in PACKAGES:
            found[_name(made)] = made
        return made

    re._compile = noted
    try:
        _use_the_data()
    finally:
        re._compile = compiled
    return found


def _name(pattern: re.Pattern[Any]) -> str:
    return f"{pattern.pattern!r} {pattern.flags}"


def _use_the_data() -> None:
    """Compile anew what stands in YAML: words and turns of phrase, what explains findings, parameters of rules."""
    for level in LEVELS:
        vocabulary.vocabulary.__wrapped__(level)
    for name in vocabulary._data()["patterns"]:
        vocabulary.pattern.__wrapped__(name)
    origins._table.__wrapped__()
    for rule in rules():
        origins._words.__wrapped__(rule)
    normalise._protected_names.__wrapped__()
    placeholder = next(rule for rule in rules().values() if rule.code == "placeholder")
    prose._unfilled("收到 件", **placeholder.parameters)
    reports = [parse_report(path.read_bytes(), path.name) for path in sorted(FOLDER.glob("*.txt"))]
    run_across(reports)


def _named(tree: Any) -> Iterator[str]:
    """A character of each literal and class that a pattern names, and its literal runs as a whole."""
    run = ""
    for code, argument in tree:
        if code is codes.LITERAL:
            run += chr(argument)
            continue
        if run:
            yield run
            run = ""
        if code is codes.IN:
            yield from _members(argument)
        elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            yield from _named(argument[2])
        elif code is codes.SUBPATTERN:
            yield from _named(argument[3])
        elif code is codes.BRANCH:
            for branch in argument[1]:
                yield from _named(branch)
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            yield from _named(argument[1])
    if run:
        yield run


_CLASSES = {codes.CATEGORY_DIGIT: "1", codes.CATEGORY_SPACE: " ", codes.CATEGORY_WORD: "a"}


def _members(members: Any) -> Iterator[str]:
    for code, argument in members:
        if code is codes.LITERAL:
            yield chr(argument)
        elif code is codes.RANGE:
            yield chr(argument[0])
        elif code is codes.CATEGORY and argument in _CLASSES:
            yield _CLASSES[argument]


def units(pattern: re.Pattern[Any]) -> list[str]:
    """What hurtful texts are made of: common runs, and what the pattern names, alone and each behind the one before."""
    plain = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    named = list(dict.fromkeys(_named(parser.parse(plain, pattern.flags))))[:_MOST_NAMED]
    joined = "".join(named[:8])
    return list(dict.fromkeys([*_COMMON, *named, *filter(None, [joined])]))


def _uses(pattern: re.Pattern[Any]) -> list[Callable[[Any], object]]:
    """Searching, which goes on behind each match, and matching; substitution and splitting do as searching does."""
    return [lambda text: sum(1 for _ in pattern.finditer(text)), pattern.fullmatch]


def _text(pattern: re.Pattern[Any], unit: str, size: int, end: str) -> Any:
    made = unit * (size // len(unit)) + end
    return made.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else made


def slow(pattern: re.Pattern[Any]) -> tuple[str, str] | None:
    """Unit and end of a text on which a pattern's time grows faster than it does; None where there is none."""
    for unit, end, use in product(units(pattern), _SPOILING, _uses(pattern)):
        if _grows(use, [_text(pattern, unit, size, end) for size in _SIZES]):
            return unit, end
    return None


def _grows(use: Callable[[Any], object], texts: list[Any]) -> bool:
    """Whether a longer text costs more than it should; the longest is tried only where the shortest was quick."""
    short, *texts = texts
    if _seconds(use, short) > _QUICK or _seconds(use, texts[0]) > _FAR_TOO_LONG:
        return True
    taken = _seconds(use, texts[-1])
    if taken < _QUICK:
        return False
    pairs = pairwise(texts)
    return taken > _FAR_TOO_LONG or any(growth(lambda h=h: use(h), lambda w=w: use(w)) > MOST for h, w in pairs)


def _seconds(use: Callable[[Any], object], text: Any) -> float:
    start = time.process_time()
    use(text)
    return time.process_time() - start


def test_patterns_of_modules_and_of_data_are_found():
    said = {pattern.pattern for pattern in patterns().values()}
    assert {text._BULLET_FIGURE.pattern, headings._HEADINGS[0][1].pattern} <= said
    in_data = vocabulary._data()["patterns"].values()
    level_prefix = bodies._data()["level_prefix"]
    assert {*in_data, level_prefix} <= said


@pytest.mark.parametrize(
    ("pattern", "is_slow"),
    [
        (r"(?m)^\s*[-*]\d$", True),
        (r"-{2,}[-|]*x", True),
        (r"(?m)^[^\S\n]*[-*]\d$", False),
        (r"\A[|:\s]*--[-|:\s]*", False),
    ],
)
def test_slow_patterns_are_told_from_others(pattern, is_slow):
    assert (slow(re.compile(pattern)) is not None) is is_slow


def _is_endless(tree: Any) -> bool:
    """Whether anything may be repeated without end: what is bounded costs at most its bound at each place."""
    repeats = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
    return any(
        (code in repeats and (argument[1] is codes.MAXREPEAT or _is_endless(argument[2])))
        or (code is codes.SUBPATTERN and _is_endless(argument[3]))
        or (code is codes.BRANCH and any(map(_is_endless, argument[1])))
        or (code in (codes.ASSERT, codes.ASSERT_NOT) and _is_endless(argument[1]))
        for code, argument in tree
    )


def endless(pattern: re.Pattern[Any]) -> bool:
    plain = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    return _is_endless(parser.parse(plain, pattern.flags))


@pytest.mark.parametrize(
    ("pattern", "is_endless"), [(r"(?:a{0,9}|b+)", True), (r"(?<!x)(\d{1,3}[ab]?)", False), (r"(?=a*)b", True)]
)
def test_endless_repetition_is_found(pattern, is_endless):
    assert endless(re.compile(pattern)) is is_endless


def test_every_pattern_is_linear():
    tried = {name: pattern for name, pattern in patterns().items() if FULL or endless(pattern)}
    assert {name: found for name, pattern in tried.items() if (found := slow(pattern))} == {}
