"""Findings in the reader's language: templates of rules.yaml filled in with the form's own terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple, Protocol, runtime_checkable

from checks.model.findings import Finding, Outcome
from checks.model.rules import rules
from checks.words.phrases import phrases
from parsing import form
from parsing.wording.values import tidy

_TABLES = phrases("tables")
_WORDS = phrases("findings")
_SEPARATOR = _WORDS["and"]
_SECTIONS = "一二三四五六"
# Blanks that templates leave between Chinese words and marks
_LOOSE = re.compile(r"(?<=[\u3001-\u9fff\uff08-\uff1f]) (?=[\u3001-\u9fff\uff08-\uff1f=])")
# How many cells a message names before it counts the rest
_NAMED = 6


class Label(NamedTuple):
    """A row, column, cell, table, section (by its number) or word, to be named in the reader's language."""

    kind: str
    id: str


class Cells(NamedTuple):
    """Ids of cells, to be named."""

    ids: tuple[str, ...]


class Words(NamedTuple):
    """Ids of words, to be listed."""

    ids: tuple[str, ...]


class Number(NamedTuple):
    """A number, to be printed with thousands parted."""

    value: float


class Terms(NamedTuple):
    """Cells with their numbers, to be printed as a sum; None for cells without a number."""

    terms: tuple[tuple[str, float | None], ...]

    @property
    def total(self) -> float:
        """Their sum, without those that have no number."""
        return tidy(sum(value for _, value in self.terms if value is not None))


_PLAIN = (str, int, float)


@runtime_checkable
class Spoken(Protocol):
    """A detail that says itself, as those of the rules across reports do."""

    def said(self, language: str) -> str:
        """Its words in ``zh`` or ``en``."""


def number(value: float | str | None) -> str:
    """``3375`` → ``3,375``; what is no number as it is."""
    if isinstance(value, float):
        return f"{value:,.6f}".rstrip("0").rstrip(".")
    return f"{value:,}" if isinstance(value, int) else str(value if value is not None else "")


def message(finding: Finding, language: str) -> str:
    """What a finding says, in ``zh`` or ``en``; "" where its rule has no words for this outcome."""
    details, spoken = finding.details, finding.outcome
    if details:
        if "crash" in details:
            return _WORDS["crash"][language]
        spoken = Outcome.UNCERTAIN if "conflict" in details else spoken
        spoken = Outcome.FAILED if "added" in details else spoken
    template = _template(finding.rule, spoken, language)
    if not template:
        return ""
    values = _Values(finding, language)
    keys = [key for key in ("forced", "conflict", "added") if key in details]
    more = [_WORDS[key][language].format(values[key]) for key in keys]
    return _polished("".join([template.format_map(values), *more]), language)


@cache
def _template(rule: str, spoken: Outcome, language: str) -> str:
    """The words of a rule for the outcome that is spoken of; "" where it has none."""
    return rules()[rule].messages.get(spoken.value, {}).get(language, "")


def _polished(said: str, language: str) -> str:
    said = said.strip()
    return _LOOSE.sub("", said) if language == "zh" else said[:1].upper() + said[1:]


class _Values(dict[str, Any]):
    """What a template names of a finding, put into words when it is asked for: most templates name little.

    A missing detail leaves its place empty rather than failing the whole page.
    """

    def __init__(self, finding: Finding, language: str) -> None:
        super().__init__()
        self.finding = finding
        self.language = language

    def __missing__(self, key: str) -> Any:
        finding = self.finding
        if key == "reported":
            return number(finding.reported)
        if key == "expected":
            return number(finding.expected)
        if key == "reported_text":
            return _total(finding, self.language)
        if key in finding.details:
            return localised(finding.details[key], self.language)
        return _cells(finding.cells, self.language) if key == "cells" else ""


def _total(finding: Finding, language: str) -> str:
    totals = finding.details.get("totals")
    if isinstance(totals, Terms) and all(value is None for _, value in totals.terms):
        return _WORDS["blank_total"][language]
    return _WORDS["printed_total"][language].format(number(finding.reported))


def localised(value: Any, language: str) -> Any:
    """A detail of a finding in words, in ``zh`` or ``en``; numbers and texts as they are."""
    if isinstance(value, Label):
        return label(value, language)
    if isinstance(value, Cells):
        return _cells(value.ids, language)
    if isinstance(value, Words):
        return _SEPARATOR[language].join(_WORDS[word][language] for word in value.ids)
    if isinstance(value, Number):
        return number(value.value)
    if isinstance(value, Terms):
        return _terms(value, language)
    # most are plain, and asking whether a value keeps a protocol takes longer than all else here
    is_plain = value is None or isinstance(value, _PLAIN)
    return value.said(language) if not is_plain and isinstance(value, Spoken) else value


def label(value: Label, language: str) -> str:
    """A row's, column's, cell's, table's, section's or word's name."""
    if value.kind == "table":
        return _TABLES[value.id][language]
    if value.kind == "word":
        return _WORDS[value.id][language]
    if value.kind == "cell":
        return cell_label(value.id, language)
    if value.kind == "section":
        return _SECTIONS[int(value.id) - 1] if language == "zh" else value.id
    table, row, *column = value.id.split("/")
    if value.kind == "row":
        return form.row_label(table, row, language)
    return form.column_label(table, row, column[0], language)


def cell_label(cell: str, language: str) -> str:
    """``requests/granted/total`` → ``（一）予以公开·总计``."""
    table, row, column = cell.split("/")
    name = form.row_label(table, row, language).partition("（区分")[0]
    return f"{name} · {form.column_label(table, row, column, language)}"


def _cells(cells: tuple[str, ...], language: str) -> str:
    named = _SEPARATOR[language].join(cell_label(cell, language) for cell in cells[:_NAMED])
    if len(cells) <= _NAMED:
        return named
    return f"{named} {_WORDS['more'][language].format(len(cells) - _NAMED)}"


def _terms(terms: Terms, language: str) -> str:
    """``自然人 5 + 其他 5 = 10``: the numbers other than zero, each with the part of its name in which they differ."""
    shown = [(cell, value) for cell, value in terms.terms if value]
    if not shown:
        return "0"
    same_row = len({cell.rsplit("/", 1)[0] for cell, _ in terms.terms}) == 1
    parts = []
    for cell, value in shown:
        table, row, column = cell.split("/")
        row_name = _short(form.row_label(table, row, language))
        name = form.column_label(table, row, column, language) if same_row else row_name
        parts.append(f"{name} {number(value)}")
    sum_text = f" = {number(terms.total)}" if len(parts) > 1 else ""
    zeros = _WORDS["zeros"][language] if any(value == 0 for _, value in terms.terms) else ""
    return " + ".join(parts) + zeros + sum_text


def _short(row_label: str) -> str:
    """Without the group before it and the brackets behind it."""
    return row_label.rpartition(" / ")[2].partition("（区分")[0].replace("政府信息公开申请数量", "")


def flagged_first(findings: Mapping[str, Any] | list[Finding] | tuple[Finding, ...]) -> list[Finding]:
    """Failed before uncertain, errors before warnings before the rest; the rule set's order within."""
    order = {Outcome.FAILED: 0, Outcome.UNCERTAIN: 1}
    weight = {"error": 0, "warning": 1, "info": 2}
    flagged = [f for f in findings if isinstance(f, Finding) and f.flagged]
    return sorted(flagged, key=lambda f: (weight[f.severity.value], order[f.outcome]))
