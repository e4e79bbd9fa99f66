"""``python -m checks.book.handbook [--write]``: the rules' documentation, made from the rule set and its cases.

Prints ``docs/rules.md`` (English) and ``docs/rules.zh.md`` (Chinese), or writes them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from checks.book.examples import Example, examples, words
from checks.model.rules import Rule, redundancies, rules, version
from checks.words.localise import number

DOCS = Path(__file__).parents[2] / "docs"
FILES = {"en": DOCS / "rules.md", "zh": DOCS / "rules.zh.md"}
_SIGNS = {"error": "✕", "warning": "▲", "info": "ℹ", "passed": "✓", "failed": "✕", "uncertain": "?"}


def handbook(language: str) -> str:
    """The whole document in Markdown, in ``zh`` or ``en``."""
    return "\n".join(_lines(language)) + "\n"


def tolerance(rule: Rule, language: str) -> str:
    """A rule's tolerance in words."""
    if not rule.tolerance:
        return _w("exact", language)
    return _w("rounding", language).format(value=number(rule.tolerance))


def _lines(language: str) -> Iterator[str]:
    yield f"# {_w('title', language)}"
    yield ""
    yield _w("lead", language).format(version=version(), rules=len(rules()))
    for part in ("outcomes", "causes"):
        yield from ("", f"## {_w(f'{part}_title', language)}", "", _w(part, language))
    yield from ("", f"## {_w('redundant_title', language)}", "")
    for each in redundancies():
        editions = ", ".join(each.editions)
        yield f"- `{each.rule}` · `{each.subject}` ({editions}){_w('colon', language)}{each.because[language]}"
    for rule in rules().values():
        yield from _rule(rule, language)


def _rule(rule: Rule, language: str) -> Iterator[str]:
    severity, subject = words()["severities"][rule.severity][language], words()["subjects"][rule.subject][language]
    yield from ("", f"## {rule.name[language]}", "")
    colon = _w("colon", language)
    yield f"`{rule.id}` · {_SIGNS[rule.severity]} {severity} · {_w('subject', language)}{colon}{subject}"
    yield from ("", rule.description[language], "")
    facts = {
        "source": rule.source[language],
        "why": rule.why[language],
        "tolerance": tolerance(rule, language),
        "legitimate": _w("joiner", language).join(rule.legitimate[language]),
    }
    yield from (f"- **{_w(key, language)}**{colon}{text}" for key, text in facts.items())
    yield from ("", f"**{_w('examples', language)}**", "")
    for example in examples(rule.id, language):
        yield _example(example, language)
    for outcome, reason in rule.without.items():
        name = words()["outcome"][outcome][language]
        never = _w("never", language).format(outcome=name.lower())
        yield f"- {never}{_w('colon', language)}{reason[language]}"


def _example(example: Example, language: str) -> str:
    outcome = words()["outcome"][example.outcome][language]
    said = f" → {example.message}" if example.message else ""
    facts = " / ".join(example.facts).replace("\n", " ")
    return f"- {_SIGNS[example.outcome]} **{outcome}**{_w('colon', language)}{facts}{said}"


def _w(key: str, language: str) -> str:
    word: str = words()[key][language]
    return word


def main(arguments: list[str] | None = None) -> int:
    """Print the documents, or write them with ``--write``."""
    parser = argparse.ArgumentParser(prog="python -m checks.book.handbook", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/rules.md and docs/rules.zh.md")
    write = parser.parse_args(arguments).write
    for language, path in FILES.items():
        if write:
            path.write_text(handbook(language), "utf-8")
        else:
            print(handbook(language))
    return 0


if __name__ == "__main__":
    sys.exit(main())
