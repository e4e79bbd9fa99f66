"""The catalogue: the same keys and placeholders in both languages, none missing, none left over."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from checks.judgement.states import STATES, name
from checks.model.mends import MISTAKES
from metrics import metrics
from ui.texts import catalogue

ROOT = Path(__file__).parents[2]
SOURCES = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "ui").rglob("*.py"))]
TEMPLATES = sorted((ROOT / "ui").rglob("*.j2"))
# t("cell.implied", …), t("source.view" if whole else "source.excerpt"); the beginning of what is put together: "diff."
IN_TEMPLATE = re.compile(r'"(\w+\.[\w.]*)"')
PLACEHOLDER = re.compile(r"{(\w+)}")
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)
CHINESE = re.compile(r"[\u3400-\u9fff]")


def keys_in_code() -> tuple[set[str], set[str]]:
    """Keys written out in calls of ``t``, in code or templates, and the beginnings of those that are put together."""
    whole, begun = set(), set()
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                begun.add(str(node.values[0].value))
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.FormattedValue):
                begun |= {f"{key}." for key in ("empty", "overview", "add", "report", "regions", "years", "zero")}
                begun |= {"inconsistencies.", "metrics.", "rules.", "data.", "about."}
    for template in TEMPLATES:
        for key in IN_TEMPLATE.findall(template.read_text("utf-8")):
            (begun if key.endswith(".") else whole).add(key)
    return whole, begun


def test_both_languages_have_the_same_keys():
    assert set(catalogue("zh")) == set(catalogue("en"))


def test_both_languages_have_the_same_placeholders():
    for key, text in catalogue("zh").items():
        assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(catalogue("en")[key])), key


def test_no_text_is_empty():
    assert all(text.strip() for language in ("zh", "en") for text in catalogue(language).values())


def test_every_key_in_the_code_is_in_the_catalogue():
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t"
            if called and node.args and isinstance(node.args[0], ast.Constant):
                assert node.args[0].value in catalogue("zh"), (source.name, node.args[0].value)


def test_no_key_is_left_over():
    whole, begun = keys_in_code()
    unused = {key for key in catalogue("zh") if key not in whole and not any(key.startswith(b) for b in begun if b)}
    assert unused == set()


def test_no_visible_text_stands_in_the_code():
    for source in SOURCES:
        tree = ast.parse(source.read_text("utf-8"))
        documented = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, DOCUMENTED)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in documented:
                assert not CHINESE.search(node.value), (source.name, node.value)


def test_every_unit_and_group_of_a_metric_has_its_words():
    for entry in metrics().values():
        assert f"unit.{entry.unit}" in catalogue("zh")
        assert f"metric.group_{entry.group}" in catalogue("zh")


def test_every_mistake_can_be_put_into_words():
    assert {f"mistake.{kind}" for kind in MISTAKES if kind != "other"} <= set(catalogue("zh"))


def test_states_have_the_same_names_on_pages_and_elsewhere():
    for word in STATES:
        assert catalogue("zh")[f"state.{word}"] == name(word, "zh")
        assert catalogue("en")[f"state.{word}"] == name(word, "en")
