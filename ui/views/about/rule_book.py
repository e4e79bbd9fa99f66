"""The rules for people: which are shown, how often each fails in the reports shown, and a rule as a piece of HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st
from markupsafe import Markup

from checks import Rule, rules
from checks.book.examples import examples, words
from checks.book.handbook import tolerance
from checks.model.rules import version
from ui.compare import board
from ui.names import labels
from ui.parts import links
from ui.shell import state
from ui.shell.safe import markdown
from ui.shell.templates import render
from ui.texts import language, number, t

_SEVERITIES = ("error", "warning", "info")
_SIGNS = {"passed": "✓", "failed": "✕", "uncertain": "?"}


class Rate(NamedTuple):
    """How often a rule was judged on the reports shown, and with what outcome; what does not apply is not judged."""

    failed: int = 0
    uncertain: int = 0
    passed: int = 0

    @property
    def judged(self) -> int:
        """The denominator: every subject that the rule could be held to."""
        return self.failed + self.uncertain + self.passed


def rates(counted: pd.DataFrame) -> dict[str, Rate]:
    """Rates by rule, from rows of the query ``outcomes``."""
    outcomes_of: dict[str, dict[str, int]] = {}
    for rule, outcome, n in counted.itertuples(index=False):
        outcomes_of.setdefault(rule, {})[outcome] = int(n)
    return {rule: Rate(*(outcomes.get(name, 0) for name in Rate._fields)) for rule, outcomes in outcomes_of.items()}


def choose() -> list[Rule]:
    """Let the visitor filter the rules by severity and subject, or single one out; the URL keeps all of it."""
    known = rules()
    names = {rule.id: rule.name[language()] for rule in known.values()}
    subjects = {rule.subject: words()["subjects"][rule.subject][language()] for rule in known.values()}
    weights = {weight: f"{labels.SEVERITY_ICONS[weight]} {t(f'severity.{weight}')}" for weight in _SEVERITIES}
    every = t("filter.all")
    with st.container(border=True):
        left, right = st.columns(2)
        one = state.bind_one("rule", list(names), remember=False, unknown="notice.unknown_rule")
        left.selectbox(t("rules.one"), list(names), index=None, format_func=names.__getitem__, placeholder=every, **one)
        of = state.bind_many("subject", list(subjects))
        right.multiselect(
            t("column.subject"), list(subjects), format_func=subjects.__getitem__, placeholder=every, **of
        )
        heavy = state.bind_many("severity", list(weights))
        st.pills(t("filter.severity"), list(weights), selection_mode="multi", format_func=weights.__getitem__, **heavy)
    if state.value("rule"):
        return [known[state.value("rule")]]
    kinds, severities = state.value("subject"), state.value("severity")
    return [
        rule
        for rule in known.values()
        if (not kinds or rule.subject in kinds) and (not severities or rule.severity in severities)
    ]


def show(rule: Rule, rate: Rate, *, expanded: bool) -> None:
    """A rule, folded under its icon, name and rate; its examples and reasons inside."""
    head = f"{markdown(rule.name[language()])} · {rate_text(rate)}"
    with st.expander(head, icon=labels.SEVERITY_ICONS[rule.severity], expanded=expanded):
        st.html(rule_html(rule))
        with st.container(horizontal=True, gap="medium"):
            if not expanded:
                links.to_page("about", t("rules.link"), view="rules", rule=rule.id)
            if rate.failed + rate.uncertain:
                summary = t("rules.findings", n=rate.failed + rate.uncertain)
                links.to_page("inconsistencies", summary, rule=rule.id, show=board.EVERY)


def rate_text(rate: Rate) -> str:
    """``12 / 340 failed, 5 uncertain``, or that the rule applied nowhere."""
    if not rate.judged:
        return t("rules.not_judged")
    share = number(rate.failed / rate.judged, "rate")
    summary = t("rules.rate", failed=number(rate.failed), judged=number(rate.judged), share=share)
    return summary + (t("rules.rate_uncertain", n=number(rate.uncertain)) if rate.uncertain else "")


def table(shown: Sequence[Rule], counted: Mapping[str, Rate]) -> pd.DataFrame:
    """The rules with their rates, with visible column names; the rule set's version is in each row."""
    rows = []
    for rule in shown:
        rate = counted.get(rule.id, Rate())
        share = rate.failed / rate.judged if rate.judged else None
        weight, subject = t(f"severity.{rule.severity}"), words()["subjects"][rule.subject][language()]
        rows.append((rule.id, rule.name[language()], weight, subject, *rate, rate.judged, share, version()))
    heads = ("column.id", "column.rule", "column.weight", "column.subject", "outcome.failed", "outcome.uncertain")
    names = [*map(t, heads), t("rules.passed"), t("rules.judged"), t("rules.share"), t("rules.version")]
    return pd.DataFrame(rows, columns=names)


def rule_html(rule: Rule) -> Markup:
    """What a rule says, why, when a failure is no mistake, and its examples."""
    spoken = language()
    return render(
        "rule",
        rule=rule,
        spoken=spoken,
        words=words(),
        tolerance=tolerance(rule, spoken),
        examples=examples(rule.id, spoken),
        never=[(outcome, reason[spoken]) for outcome, reason in rule.without.items()],
        signs=_SIGNS,
    )
