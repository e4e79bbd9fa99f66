"""What a person does with a mouse where there is no element of its own to name: marks of charts, buttons of tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

# Plotly's marks of a chart of points
MARKS = ".scatterlayer .trace .point"


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list."""
    page.get_by_role("combobox", name=re.compile(re.escape(label))).click()
    page.get_by_role("option", name=option, exact=True).click()


def press_mark(page: Page, row: int = 0) -> None:
    """Click the mark of a chart's row, counted from above."""
    page.locator(MARKS).first.wait_for()
    boxes = sorted((mark.bounding_box() for mark in page.locator(MARKS).all()), key=lambda box: box["y"])
    box = boxes[row]
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def press_row_button(table: Locator) -> None:
    """Press the button of a table's only row, which is painted and stands in the first column."""
    table.wait_for()
    table.click(position={"x": 45, "y": table.bounding_box()["height"] - 18})
