"""The rules in the page about the program: every rule, its rate with a denominator, one rule by its link, filters; and
what a search finds in method, metrics and rules."""

from __future__ import annotations

from html import escape

import pandas as pd
import pytest

from checks import rules
from checks.book.examples import examples
from metrics import metric
from tests.sizes import sized
from ui.texts import LANGUAGES, catalogue
from ui.views.about.rule_book import Rate, rates


def test_rates_count_what_was_judged():
    frame = pd.DataFrame(
        {
            "rule": ["a", "a", "a", "a", "b"],
            "outcome": ["passed", "failed", "uncertain", "not_applicable", "not_applicable"],
            "n": [1, 1, 2, 1, 3],
        }
    )
    assert rates(frame) == {"a": Rate(failed=1, uncertain=2, passed=1), "b": Rate()}
    assert rates(frame)["a"].judged == 4
    assert rates(frame)["b"].judged == 0


@pytest.mark.parametrize("lang", sized(("en",), LANGUAGES))
def test_every_rule_stands_on_the_page(opened, lang):
    app = opened("about", view="rules", lang=lang)
    assert not app.exception
    assert [e.label.split(" · ")[0].replace("\\", "") for e in app.main.expander][1:] == [
        rule.name[lang] for rule in rules().values()
    ]
    html = "\n".join(html.value for html in app.html)
    assert all(f"<code>{rule}</code>" in html for rule in rules())


def test_a_link_opens_one_rule_with_its_examples(opened):
    app = opened("about", view="rules", lang="en", rule="requests.row_sum")
    listed = app.main.expander[1:]
    assert [e.proto.expanded for e in listed] == [True]
    assert " of " in listed[0].label
    html = next(html.value for html in app.html if "nb-examples" in html.value)
    for example in examples("requests.row_sum", "en"):
        assert escape(example.facts[0]) in html


def test_an_unknown_rule_is_said(opened):
    app = opened("about", view="rules", lang="en", rule="requests.<b>none")
    assert not app.exception
    assert any("not in the rule set" in warning.value for warning in app.warning)
    assert len(app.main.expander) == len(rules()) + 1


def test_filters_narrow_the_list(opened):
    app = opened("about", view="rules", lang="en", severity="info")
    names = [e.label.split(" · ")[0].replace("\\", "") for e in app.main.expander][1:]
    assert names == [rule.name["en"] for rule in rules().values() if rule.severity == "info"]
    nothing = opened("about", view="rules", lang="en", severity="error", subject="sentence")
    assert catalogue("en")["empty.rules.title"] in "".join(m.value for m in nothing.markdown)


def test_the_rules_stand_there_without_any_report(opened, tmp_path):
    app = opened("about", view="rules", lang="en", samples=tmp_path)
    assert not app.exception
    assert len(app.main.expander) == len(rules()) + 1
    assert catalogue("en")["rules.not_judged"] in app.main.expander[1].label


@pytest.mark.parametrize(("lang", "words"), [("zh", "复议 纠正"), ("en", "review corrected")])
def test_a_search_finds_metrics_and_rules_in_the_language_of_the_page(opened, lang, words):
    app = opened("about", lang=lang, q=words)
    assert not app.exception
    heads = [head.value for head in app.main.subheader]
    named = [catalogue(lang)[f"about.view_{view}"] for view in ("method", "metrics", "rules")]
    assert heads == [name for name in named if name in heads]
    assert metric("review_corrected_rate").name[lang] in [one.label for one in app.main.expander]


def test_a_search_without_a_hit_says_so(opened):
    app = opened("about", lang="en", q="<b>zebra")
    assert not app.exception
    assert catalogue("en")["empty.search.title"] in "".join(text.value for text in app.markdown)
    assert not app.main.expander


@pytest.mark.parametrize("lang", LANGUAGES)
def test_metrics_are_a_view_of_the_page(opened, lang):
    app = opened("about", lang=lang, view="metrics", metric="review_corrected_rate")
    assert not app.exception
    assert metric("review_corrected_rate").name[lang] in [head.value for head in app.main.subheader]
