"""Words that only the browser shows: labels, hints and names of controls are in the visitor's language.

What Streamlit itself says in English and cannot be told otherwise is listed here by its pattern, and nothing else is let
through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

# The app's frame, its logo, help signs, toolbars of tables, parts of lists, icons inside text, the uploader
BUILT_IN = re.compile(
    r"Sidebar|(?:Collapse|Expand|Open|Close) sidebar|Logo|App pages|Main menu|Navigate to home page|Help(?: for .+)?"
    r"|(?:Show/hide columns|Search|Fullscreen|Close fullscreen): .+|Open|Close|Copy to clipboard"
    r"|Selected values|Clear all|Remove .+|\w+ icon|file upload|Upload|Pagination|(?:Go to )?(?:page|Page) \d+.*"
    r"|(?:Previous|Next)(?: page)?|Scroll (?:left|right)"
)
# Names, units and formats that are the same in Chinese, and the switch of languages, which speaks both
SAME = re.compile(
    r"Wilson|MB|Ctrl|V|Excel|CSV|Word|PDF|ZIP|HTML|Parquet|JSON|Language|语言|中文|English|X(?:LSX)?|NIANBAO"
)
FOREIGN = {"zh-CN": re.compile(r"[A-Za-z]{2,}"), "en-GB": re.compile(r"[\u3400-\u9fff]+")}
# A body's or a file's own name is what it is in both languages.
OF_REPORTS = "[class*=nb-], [data-testid=stMultiSelectTagsContainer]"
NAMED = """skip => [...document.querySelectorAll("[aria-label], [placeholder], [title], [alt]")]
  .filter(element => !element.closest(skip) && !element.closest("svg, .plotly"))
  .flatMap(element => ["aria-label", "placeholder", "title", "alt"].map(name => element.getAttribute(name)))
  .filter(Boolean)"""


def named(page: Page) -> list[str]:
    """What controls and pictures of a page are called."""
    names: list[str] = page.evaluate(NAMED, OF_REPORTS)
    return names


def foreign(names: Iterable[str], locale: str) -> set[str]:
    """Names that are not in the language of this locale."""
    return {name for name in names if not BUILT_IN.fullmatch(name) and FOREIGN[locale].search(SAME.sub("", name))}
