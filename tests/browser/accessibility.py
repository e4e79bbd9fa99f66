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
# Letters smaller than this are hard to read; what axe does not look at, and of charts their contrast too
_LEAST, _CONTRAST = 12, 4.5
_LETTERS = """() => {
  const lightness = (colour) => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255);
    const [r, g, b] = parts.map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = lightness(getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor);
  const contrast = (colour) => {
    const [dark, light] = [lightness(colour), ground].sort((one, other) => one - other);
    return (light + 0.05) / (dark + 0.05);
  };
  const seen = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    if (!text || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (element.closest("[data-testid^=stIcon], .nb-hidden, style, script, canvas, noscript, [inert]")) continue;
    const style = getComputedStyle(element);
    // other letters of a chart may stand on a mark, whose colours are looked at elsewhere
    const onGround = element.closest("[class^=xaxislayer], [class^=yaxislayer], .g-xtitle, .g-ytitle, .legend");
    seen.push({ text, size: parseFloat(style.fontSize), contrast: onGround ? contrast(style.fill) : 99 });
  }
  return seen;
}"""
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


def hard_to_read(page: Page) -> list[str]:
    """Texts that are smaller than 12 px, and texts of charts that stand out too little from the page."""
    return sorted(
        {
            f"{one['text'][:30]} {one['size']} px {one['contrast']:.1f}"
            for one in page.evaluate(_LETTERS)
            if one["size"] < _LEAST or one["contrast"] < _CONTRAST
        }
    )
