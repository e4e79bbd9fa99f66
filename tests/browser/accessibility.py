"""axe-core's findings on a page, without what is Streamlit's own and cannot be mended from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Rule of axe → elements of Streamlit's own markup that break it, with the reason.
_NAVIGATION = "[data-testid=stSidebarNav] ul, [data-testid=stSidebarNav] li"
STREAMLITS_OWN = {
    "list": _NAVIGATION,  # the navigation groups its entries by elements that stand between list and items
    "scrollable-region-focusable": "[data-testid=stCode] pre",  # a code block's element is Streamlit's
    "listitem": _NAVIGATION,  # as above
    # its name comes from the style sheet, which axe does not read as browsers do; test_controls.py asks for it
    "button-name": "[data-testid=stFileUploaderDropzone] > span > button",
}
_GRAVE = {"serious", "critical"}
_AXE = Axe()


def violations(page: Page) -> list[str]:
    """Grave violations, one line an element: the rule, what it asks for, the element's markup."""
    found = _AXE.run(page).response["violations"]
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:200]} {node['target']} {[x['message'] for x in node['any']][:1]}"
        for rule in found
        if rule["impact"] in _GRAVE
        for node in rule["nodes"]
        if not _is_streamlits_own(page, rule["id"], node["target"][0])
    ]


def _is_streamlits_own(page: Page, rule: str, target: str) -> bool:
    own = STREAMLITS_OWN.get(rule)
    return own is not None and page.locator(target).first.evaluate("(element, own) => element.matches(own)", own)
