"""Rules: what each says and why, examples of its outcomes, when a failure is no mistake, how often it fails here."""

from checks.model.rules import version
from ui.parts import page
from ui.shell import state
from ui.texts import t
from ui.views import rule_book
from ui.visitor import looked_at

page.through_app()

shown = looked_at.shown()
sentence = page.opening("rules", shown)
chosen = rule_book.choose()
sentence.markdown(t("rules.shown", n=len(chosen), version=version(), reports=f"{len(shown):,}"))
if not chosen:
    page.empty("empty.rules")
    page.stop()

rates = rule_book.rates(shown.ask("outcomes"))
page.data_behind(rule_book.table(chosen, rates), "rules", t("rules.table_alt"))
for rule in chosen:
    rule_book.show(rule, rates.get(rule.id, rule_book.Rate()), expanded=state.value("rule") == rule.id)
