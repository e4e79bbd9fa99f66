"""What leaves the app or enters Markdown and HTML is harmless."""

from __future__ import annotations

import pandas as pd
import pytest

from dataset.defuse import defuse
from ui.shell.safe import markdown, markup, short
from ui.take.export import csv


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "  =HYPERLINK(1)", "＝1"])
def test_formulas_are_defused(cell):
    assert csv(pd.DataFrame({"a": [cell]})).decode("utf-8-sig").splitlines()[1].lstrip('"').startswith("'")


UNSEEN = ["\u200b", "\ufeff", "\xa0", "\u3000", "\u00ad", "\u202e", "\u2060", "\x00", "\x1f", "\u3164", " \u200b\t"]


@pytest.mark.parametrize("unseen", UNSEEN)
@pytest.mark.parametrize("formula", ["=1", "＋1", "－1", "＠x"])
def test_formulas_behind_what_is_not_seen_are_defused(unseen, formula):
    assert defuse(unseen + formula) == f"'{unseen}{formula}"


@pytest.mark.parametrize("separator", [";", "\t", "\n", "\r"])
def test_formulas_behind_another_separator_are_defused(separator):
    assert (
        defuse(f"某县{separator}=1+1{separator} @x{separator}3") == f"某县{separator}'=1+1{separator}' @x{separator}3"
    )


@pytest.mark.parametrize("cell", ["某县", "a-b", "1, -2", "a\tb;c", "", "2021; 2022"])
def test_other_texts_stay_as_they_are(cell):
    assert defuse(cell) == cell


def test_a_long_run_of_blanks_is_read_once():
    assert defuse("a" + ";\t" * 200_000 + "=1").endswith(";'\t=1")


def test_numbers_stay_numbers_and_the_mark_is_there():
    found = csv(pd.DataFrame({"=a": [-1.5], "b": ["某县"]}))
    assert found.startswith(b"\xef\xbb\xbf")
    assert found.decode("utf-8-sig").splitlines() == ["'=a,b", "-1.5,某县"]


def test_markdown_shows_text_as_itself():
    assert markdown("**a** :red[b]\n# c") == "\\*\\*a\\*\\* :\u2060red\\[b\\] \\# c"


def test_markup_escapes_quotes():
    assert markup('<a href="x">\'') == "&lt;a href=&quot;x&quot;&gt;&#x27;"


def test_short_cuts():
    assert short("一二三四五", 3) == "一二…"
