"""A page's picture → its ruling lines, as pdfplumber has them, and the ink without them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2

from parsing.loaders.ocr.pictures import Picture
from parsing.loaders.pdf.grid import Edge, ruling_lines

# In parts of a line of text: lines across and upright that are shorter are strokes of characters
_ACROSS = 2.0
_UPRIGHT = 1.3
# A shorter line across ends at two upright ones: digits side by side may look like one
_LONG = 8.0
# An upright line that ends in nothing on one side is cut by the page's end, and longer than any stroke
_CUT = 4.0
# Lines this broken (pixels) are mended, so near a line another one ends at it, and so much around them is theirs
_GAP = 3
_TOUCH = 6
_AROUND = 2


class Stroke(NamedTuple):
    """A straight stroke's box, in pixels."""

    left: int
    top: int
    width: int
    height: int


class Ruling(NamedTuple):
    """Lines in points, and the ink of the page without their pixels."""

    edges: list[Edge]
    ink: Picture


def ruling(ink: Picture, text_height: float, scale: float) -> Ruling:
    """The ruling lines in this ink; ``text_height`` is a line of text's in pixels, ``scale`` points a pixel."""
    strokes = _strokes(ink, (round(_ACROSS * text_height), 1))
    upright = [s for s in _strokes(ink, (1, round(_UPRIGHT * text_height))) if _is_upright(s, strokes, text_height)]
    across = [s for s in strokes if s.width >= _LONG * text_height or _is_between(s, upright)]
    edges = [_edge(stroke, "h", scale) for stroke in across] + [_edge(stroke, "v", scale) for stroke in upright]
    without = ink.copy()
    for left, top, width, height in (*across, *upright):
        without[max(top - _AROUND, 0) : top + height + _AROUND, max(left - _AROUND, 0) : left + width + _AROUND] = 0
    return Ruling(ruling_lines(edges), without)


def _strokes(ink: Picture, size: tuple[int, int]) -> list[Stroke]:
    """What holds a stroke of this size, small gaps mended before."""
    gap = (_GAP, 1) if size[0] > size[1] else (1, _GAP)
    mended = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, gap))
    opened = cv2.morphologyEx(mended, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, size))
    count, _, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    return [Stroke(*(int(value) for value in stats[index][:4])) for index in range(1, count)]


def _is_upright(stroke: Stroke, across: Sequence[Stroke], text_height: float) -> bool:
    """Whether an upright stroke ends at lines across, and is not one of a character's."""
    x = stroke.left + stroke.width / 2
    beside = [
        line.top + line.height / 2 for line in across if line.left - _TOUCH <= x <= line.left + line.width + _TOUCH
    ]
    top, bottom = stroke.top, stroke.top + stroke.height
    ends = sum(any(abs(end - y) <= _TOUCH for y in beside) for end in (top, bottom))
    return ends == 2 or (ends == 1 and stroke.height >= _CUT * text_height)  # noqa: PLR2004 both ends


def _is_between(stroke: Stroke, upright: Sequence[Stroke]) -> bool:
    """Whether a stroke across goes from one upright line to another, or over it."""
    y = stroke.top + stroke.height / 2
    beside = [
        line.left + line.width / 2 for line in upright if line.top - _TOUCH <= y <= line.top + line.height + _TOUCH
    ]
    ends = (stroke.left, stroke.left + stroke.width)
    return all(any(abs(end - x) <= _TOUCH for x in beside) for end in ends)


def _edge(stroke: Stroke, orientation: str, scale: float) -> Edge:
    """The middle of a stroke as pdfplumber's edge."""
    left, top, width, height = (value * scale for value in stroke)
    x0, x1, y0, y1 = left, left + width, top, top + height
    if orientation == "h":
        y0 = y1 = top + height / 2
    else:
        x0 = x1 = left + width / 2
    return {
        "orientation": orientation,
        "object_type": "line",
        "x0": x0,
        "x1": x1,
        "top": y0,
        "bottom": y1,
        "width": x1 - x0,
        "height": y1 - y0,
    }
