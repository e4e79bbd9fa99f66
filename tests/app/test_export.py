"""What leaves the app or enters Markdown and HTML is harmless."""

from __future__ import annotations

import pandas as pd
import pytest

from ui.export import csv
from ui.safe import markdown, markup, short


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "  =HYPERLINK(1)", "＝1"])
def test_formulas_are_defused(cell):
    assert csv(pd.DataFrame({"a": [cell]})).decode("utf-8-sig").splitlines()[1].lstrip('"').startswith("'")


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
