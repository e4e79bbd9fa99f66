"""A rule's examples for people: the first case of each outcome in words, with the message that it gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from checks.book.cases import Case, across_cases, cases, make_report, make_reports
from checks.engine import run_checks
from checks.model.findings import Finding
from checks.model.rules import rules
from checks.words.localise import Label, cell_label, label, message, number

OUTCOMES = ("passed", "failed", "uncertain")


class Example(NamedTuple):
    """What is in the report or reports, a line each, and what the rule says of it ("" where all is well)."""

    outcome: str
    facts: tuple[str, ...]
    message: str


@cache
def words() -> dict[str, Any]:
    """Words of the documentation, by key and language."""
    text = Path(__file__).with_name("handbook.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return loaded


@cache
def examples(rule_id: str, language: str) -> tuple[Example, ...]:
    """One example of each outcome that the rule can have, in the order passed, failed, uncertain."""
    listed = (across_cases() if rules()[rule_id].across else cases())[rule_id]
    return tuple(_example(rule_id, outcome, listed[outcome][0], language) for outcome in OUTCOMES if outcome in listed)


def finding(rule_id: str, case: Case) -> Finding:
    """The finding that a case speaks of: the one on its subject, of the report that it names, else the first."""
    if "reports" in case:
        # only here, for across imports what reads a single report
        from checks.across import run_across  # noqa: PLC0415

        reports = make_reports(case)
        of = reports[case.get("of", -1)].sha256
        findings = [f for f in run_across(reports, only=[rule_id]).findings if f.report == of]
    else:
        findings = list(run_checks(make_report(case), only=[rule_id]).findings)
    return next(f for f in findings if case.get("subject", f.subject) == f.subject)


def _example(rule_id: str, outcome: str, case: Case, language: str) -> Example:
    if "reports" in case:
        facts = tuple(_of_year(report, n, language) for n, report in enumerate(case["reports"]))
    else:
        facts = (_sentence(case, language),)
    return Example(outcome, facts, message(finding(rule_id, case), language))


def _of_year(report: Case, number_of_report: int, language: str) -> str:
    head = _word("of_year", language).format(year=report.get("year", 2022 + number_of_report))
    body = f" {report['agency']}" if report.get("agency") else ""
    return f"{head}{body}{words()['colon'][language]}{_sentence({**report, 'year': None}, language)}"


def _sentence(case: Case, language: str) -> str:
    facts = [*_of_report(case, language), *_of_text(case, language)]
    said = bool(facts)
    cells = list(_cells(case.get("cells", {}), language))
    facts += cells
    if cells or not said:
        facts.append(_word("other_zeros" if cells else "zeros", language))
    joiner: str = words()["joiner"][language]
    return joiner.join(facts)


def _of_report(case: Case, language: str) -> Iterator[str]:
    for key in ("edition", "year", "published", "source", "title"):
        if case.get(key):
            yield _word(key, language).format(value=case[key])
    if case.get("level"):
        yield words()["facts"]["level"][case["level"]][language]
    if case.get("missing_table"):
        yield _word("missing_table", language).format(value=label(Label("table", case["missing_table"]), language))
    if case.get("headings"):
        yield _word("headings", language)


def _of_text(case: Case, language: str) -> Iterator[str]:
    for text in (case.get("prose"), *case.get("sections", {}).values()):
        if text:
            yield _word("prose", language).format(value=text)
    for remark in case.get("remarks", ()):
        named = remark["subject"]
        values = {**remark["details"], **remark["details"].get("years", {})}
        if named:
            values["subject"] = label(Label(("table", "row", "cell")[named.count("/")], named), language)
        yield words()["remarks"][remark["kind"]][language].format_map(values)


def _cells(printed: Mapping[str, float | str], language: str) -> Iterator[str]:
    statuses = words()["facts"]["status"]
    for cell, value in printed.items():
        text = statuses[value][language] if isinstance(value, str) else number(value)
        yield f"{cell_label(cell, language)}{words()['colon'][language]}{text}"


def _word(fact: str, language: str) -> str:
    text: str = words()["facts"][fact][language]
    return text
