"""Templates escape whatever they are given, and none is left without its values."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from jinja2 import UndefinedError

from ui.shell import templates
from ui.shell.html_table import html_table

HOSTILE = "<script>x</script>\"'&"
ESCAPED = "&lt;script&gt;x&lt;/script&gt;&#34;&#39;&amp;"
FOLDER = Path(templates.__file__).parent


def test_every_value_is_escaped_in_text_and_in_attributes():
    shown = html_table(pd.DataFrame({HOSTILE: [HOSTILE], "n": [HOSTILE]}), HOSTILE)
    assert shown.count(ESCAPED) == 5
    assert "<script" not in shown


def test_a_template_without_its_values_is_an_error():
    with pytest.raises(UndefinedError):
        templates.render("cause", n=1)


def test_no_template_puts_in_anything_unescaped():
    found = sorted(FOLDER.glob("*.html.j2"))
    assert len(found) >= 10
    for template in found:
        text = template.read_text("utf-8")
        assert "|safe" not in text.replace(" ", "")
        assert "autoescape" not in text
