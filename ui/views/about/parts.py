"""The parts of the page about the program: its method, the metrics, the rules, and what a search finds in all three."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from checks import Rule
from checks import rules as rule_set
from checks.model.rules import version
from metrics import Metric
from metrics import metrics as every_metric
from ui.names import bodies
from ui.parts import page, pickers
from ui.parts.links import to_page
from ui.shell import state
from ui.take import about
from ui.texts import language, t
from ui.views.about import metrics as measures
from ui.views.about import rule_book
from ui.visitor.shown import Shown

VIEWS = ("method", "metrics", "rules")
MOST_SEARCHED = 80
# Of each group that a search finds
_FIRST = 20
# What the method is told in, in its order: left and right by turns
_SECTIONS = ("method", "limits", "statuses", "sources", "privacy", "cite", "embed")
_EMBEDDED = '<iframe src="…/regions?year=2024&embed=true" width="100%" height="720"></iframe>'


def view_name(view: str) -> str:
    """The name of a view."""
    return t(f"about.view_{view}")


def method() -> None:
    """How figures are read and checked, what is not done, sources, privacy, how to cite and embed."""
    st.markdown(f"**{t('about.rule_one')}** {t('about.rule_two')}")
    places = st.columns(2, gap="medium")
    for n, section in enumerate(_SECTIONS):
        with places[n % 2].container(border=True):
            st.subheader(t(f"about.{section}"), anchor=False)
            _section(section)


def metrics(shown: Shown) -> None:
    """What each metric is, over which cells, with which caveat, and how it spreads in the shown reports."""
    with st.container(border=True):
        chosen = pickers.choose_metric("granted_rate")
    left, right = st.columns(2, gap="medium")
    with left.container(border=True):
        st.subheader(chosen.name[language()], anchor=False)
        measures.definition(chosen)
    with right.container(border=True):
        st.subheader(t("metric.distribution"), anchor=False)
        if len(shown):
            values = shown.ask("metric_rows", metrics=[chosen.id])
            measures.distribution(bodies.described(shown.reports), values, chosen)
            to_page("regions", t("metric.compare"), metric=chosen.id)
        else:
            page.empty()
    with st.expander(t("metrics.all"), icon=":material/menu_book:"):
        measures.dictionary()


def rules(shown: Shown) -> None:
    """What each rule says and why, examples, when a failure is no mistake, and how often it fails here."""
    chosen = rule_book.choose()
    st.markdown(t("rules.shown", n=len(chosen), version=version(), reports=f"{len(shown):,}"))
    if not chosen:
        page.empty("empty.rules")
        return
    rates = rule_book.rates(shown.ask("outcomes"))
    page.data_behind(rule_book.table(chosen, rates), "rules", t("rules.table_alt"))
    for rule in chosen:
        rule_book.show(rule, rates.get(rule.id, rule_book.Rate()), expanded=state.value("rule") == rule.id)


def found(text: str, shown: Shown) -> None:
    """What has every word that is searched for: sections of the method, metrics and rules."""
    words = text.lower().split()
    sections = [name for name in _SECTIONS if _has(words, [t(f"about.{name}"), t(f"about.{name}_text")])]
    named = [one for one in every_metric().values() if _has(words, _said_of_metric(one))]
    listed = [one for one in rule_set().values() if _has(words, _said_of_rule(one))]
    counts = {"method": len(sections), "metrics": len(named), "rules": len(listed)}
    if not any(counts.values()):
        page.empty("empty.search")
        return
    st.markdown(t("about.found", **{name: f"{n:,}" for name, n in counts.items()}))
    for name in sections:
        with _group("method", name == sections[0]), st.expander(t(f"about.{name}"), icon=":material/article:"):
            _section(name)
    for one in named[:_FIRST]:
        head = _group("metrics", one is named[0])
        with head, st.expander(one.name[language()], icon=":material/functions:"):
            measures.definition(one)
            to_page("about", t("about.open_metric"), view="metrics", metric=one.id)
    rates = rule_book.rates(shown.ask("outcomes")) if listed else {}
    for rule in listed[:_FIRST]:
        with _group("rules", rule is listed[0]):
            rule_book.show(rule, rates.get(rule.id, rule_book.Rate()), expanded=False)
    if max(counts["metrics"], counts["rules"]) > _FIRST:
        st.caption(t("about.first", n=_FIRST))


def _group(name: str, is_first: bool) -> st.delta_generator.DeltaGenerator:  # noqa: FBT001 - of one use
    if is_first:
        st.subheader(view_name(name), anchor=False)
    return st.container()


def _section(name: str) -> None:
    """A section of the method, with what is measured or made up of it."""
    values = about.versions() if name == "cite" else {}
    st.markdown(t(f"about.{name}_text", **values))
    measured = about.measured() if name == "limits" else None
    if measured:
        st.markdown(t("about.measured", **measured._asdict()))
    if name == "embed":
        st.code(_EMBEDDED, language="html", wrap_lines=True)


def _has(words: Sequence[str], texts: Sequence[str]) -> bool:
    whole = " ".join(texts).lower()
    return all(word in whole for word in words)


def _said_of_metric(one: Metric) -> list[str]:
    spoken = language()
    return [one.id, one.name[spoken], one.formula(spoken), one.caveat[spoken], t(f"metric.group_{one.group}")]


def _said_of_rule(rule: Rule) -> list[str]:
    spoken = language()
    texts = [rule.id, rule.name[spoken], rule.description[spoken], rule.source[spoken], rule.why[spoken]]
    return [*texts, *rule.legitimate.get(spoken, ())]
