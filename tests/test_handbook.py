"""The rules' documentation: made from the rule set, never stale, with an example of each outcome."""

from __future__ import annotations

import pytest

from checks import rules
from checks.book import handbook
from checks.book.examples import examples, words
from checks.book.handbook import FILES


@pytest.mark.parametrize("language", FILES)
def test_the_written_document_is_what_the_rules_say(language):
    assert FILES[language].read_text("utf-8") == handbook.handbook(language), "stale: run make docs"


@pytest.mark.parametrize("language", FILES)
@pytest.mark.parametrize("rule", rules())
def test_every_rule_has_an_example_of_each_outcome_it_can_have(rule, language):
    shown = examples(rule, language)
    due = {"passed", "failed", "uncertain"} - set(rules()[rule].without)
    assert {example.outcome for example in shown} == due
    for example in shown:
        assert all(example.facts)
        assert example.message or example.outcome == "passed"
        assert "{" not in "".join(example.facts) + example.message


def test_words_are_in_both_languages():
    def leaves(node):
        if set(node) <= {"zh", "en"}:
            yield node
            return
        for below in node.values():
            yield from leaves(below)

    assert all(set(leaf) == {"zh", "en"} and all(leaf.values()) for leaf in leaves(words()))
    for rule in rules().values():
        assert rule.severity in words()["severities"]
        assert rule.subject in words()["subjects"]
