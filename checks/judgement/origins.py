"""What a flagged finding comes from, which is not whose fault it is.

One mechanism for all rules: what is by nature doubtful or a matter of the form, which words of the prose explain what,
and in which order causes are tried is in ``origins.yaml``. A finding on cells that were read with doubt is
never put down to the body; one that the report explains itself shows the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import yaml

from checks.model.findings import FLAGGED, Finding, Origin
from checks.model.mends import Key
from parsing.form import edition_of_year
from parsing.report import Section

_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class _Table:
    """``origins.yaml``, compiled."""

    names: dict[str, dict[str, str]]
    nature: dict[str, Origin]
    edition_dependent: frozenset[str]
    explanations: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]


class Evidence(Protocol):
    """What origins are decided by: a Report, or the digest of one."""

    @property
    def sections(self) -> tuple[Section, ...]: ...  # noqa: D102
    @property
    def editions(self) -> Mapping[str, str | None]: ...  # noqa: D102
    @property
    def year(self) -> int | None: ...  # noqa: D102
    @property
    def doubtful(self) -> frozenset[str]: ...  # noqa: D102


@cache
def _table() -> _Table:
    text = Path(__file__).with_name("origins.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return _Table(
        data["names"],
        {rule: Origin(cause) for rule, cause in data["nature"].items()},
        frozenset(data["edition_dependent"]),
        tuple((tuple(e["rules"]), re.compile("|".join(e["patterns"]))) for e in data["explanations"]),
    )


def name(origin: Origin, language: str) -> str:
    """A cause in plain words, in ``zh`` or ``en``."""
    return _table().names[origin.value][language]


def attributed(
    findings: Iterable[Finding], evidence: Evidence, mended: Collection[Key] = frozenset()
) -> tuple[Finding, ...]:
    """The findings, those that are flagged with their origin and, where the text explains them, its sentence.

    ``mended`` are those that a slip explains which has broken other sums too: no variant of the form excuses them.
    """
    given = list(findings)
    flagged = [(index, finding) for index, finding in enumerate(given) if finding.outcome in FLAGGED]
    if not flagged:
        return tuple(given)
    prose = "\n".join([section.text for section in evidence.sections])
    doubtful = evidence.doubtful
    said = {words: _explanation(words, prose) for words in {_words(finding.rule) for _, finding in flagged}}
    for index, finding in flagged:
        one = _attribute(finding, evidence, doubtful, said[_words(finding.rule)])
        is_slip = one.origin is Origin.FORM_VARIANT and (one.rule, one.subject) in mended
        given[index] = one._replace(origin=Origin.PRINTED) if is_slip else one
    return tuple(given)


def _attribute(finding: Finding, evidence: Evidence, doubtful: Collection[str], sentence: str) -> Finding:
    nature = _table().nature.get(finding.rule)
    in_doubt = "crash" in finding.details or any(cell in doubtful for cell in finding.cells)
    if nature is Origin.READ_WITH_DOUBT or in_doubt:
        return finding._replace(origin=Origin.READ_WITH_DOUBT)
    if sentence:
        return finding._replace(origin=Origin.EXPLAINED, because=sentence)
    if nature is not None or _is_variant(finding, evidence):
        return finding._replace(origin=nature or Origin.FORM_VARIANT)
    return finding._replace(origin=Origin.PRINTED)


@cache
def _words(rule: str) -> re.Pattern[str] | None:
    """The words that explain a finding of this rule."""
    patterns = [p.pattern for rules, p in _table().explanations if any(fnmatchcase(rule, each) for each in rules)]
    return re.compile("|".join(patterns)) if patterns else None


def _explanation(words: re.Pattern[str] | None, prose: str) -> str:
    """The sentence of the prose with words that explain a finding; "" where no sentence does."""
    if words is None:
        return ""
    match, start = words.search(prose), 0
    while match:
        start = max(max(prose.rfind(mark, start, match.start()) for mark in "。！？!?；;\n") + 1, start)
        sentence = _SENTENCE.match(prose, start)
        # the words must be within one sentence
        if sentence and match.end() <= sentence.end():
            return _cut(sentence[0].strip(), match[0])
        match = words.search(prose, match.end())
    return ""


def _cut(sentence: str, words: str) -> str:
    """The sentence, or so much of it around the words as a reader takes in."""
    if len(sentence) <= _LONGEST:
        return sentence
    start = max(0, sentence.find(words) - _LONGEST // 3)
    return ("…" if start else "") + sentence[start : start + _LONGEST] + "…"


def _is_variant(finding: Finding, evidence: Evidence) -> bool:
    """Whether a row of the report's own makes up what a sum lacks; or the rule's sums depend on the edition, its table
    is of another than its year's, and the total has more than the parts: what the other edition has rows for."""
    if "added" in finding.details:
        return True
    if finding.rule not in _table().edition_dependent or evidence.year is None or not finding.cells:
        return False
    if not _has_more(finding.reported, finding.expected):
        return False
    edition = evidence.editions.get(finding.cells[0].partition("/")[0])
    return edition is not None and edition != edition_of_year(evidence.year)


def _has_more(printed: float | str | None, computed: float | str | None) -> bool:
    return isinstance(printed, int | float) and isinstance(computed, int | float) and printed > computed
