"""The figures of a page's cells: read twice, and sure only where both readings agree.

Its ink says whether a cell is blank, not the recogniser: it overlooks lone digits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np

from parsing.loaders.ocr import engine
from parsing.loaders.ocr.engine import Box, Text
from parsing.loaders.ocr.limits import settings
from parsing.loaders.ocr.pictures import Picture
from parsing.loaders.pdf.glyphs import UNKNOWN
from parsing.normalise import fold_width
from parsing.wording.values import Kind, kind

# In parts of a line of text: ink that is smaller both ways is dust
_DUST = 0.15
# What is so thin (pixels) at a box's edge is the rest of a ruling line
_THIN = 3
# A bar so thin, and so much longer, is a dash: its shape shows that better than the recogniser
_BAR = 0.2
_LONGER = 2.0
DASH = "—"
# White paper around a piece, for the first reading and for a second one
_PADS = (0.25, 0.55)
# A second reading sees the piece so much larger
_ENLARGED = 1.5
_LONGEST = 16
_PAPER = 255
_CHINESE = ("\u4e00", "\u9fff")


class RecognisedText(NamedTuple):
    """What is in a box, and whether that is sure."""

    box: Box
    text: str
    sure: bool


def is_figure_like(text: str) -> bool:
    """Whether this may be a figure, read rightly or not."""
    plain = fold_width(text)
    if kind(plain) is not Kind.TEXT:
        return True
    return len(plain) <= _LONGEST and not any(_CHINESE[0] <= c <= _CHINESE[1] for c in plain)


def read_figures(
    picture: Picture, ink: Picture, boxes: Sequence[tuple[Box, Text | None]], height: float
) -> Iterator[RecognisedText]:
    """Each box with what the page's own reading says of it, read once more; twice where the page's reading has nothing.

    ``ink`` is the page's without ruling lines, ``height`` a line of text's. A box without ink yields nothing.
    """
    inked = [(part, text, parts) for box, text in boxes for part, parts in [_inked(ink, box, height)] if parts]
    yield from (RecognisedText(box, DASH, sure=True) for box, _, parts in inked if _is_dash(box, parts, height))
    inked = [one for one in inked if not _is_dash(one[0], one[2], height)]
    first = engine.texts([_piece(picture, box, _PADS[0] * height) for box, _, _ in inked])
    again = [index for index, (_, text, _) in enumerate(inked) if text is None]
    pieces = [_enlarged(_piece(picture, inked[index][0], _PADS[1] * height)) for index in again]
    second = dict(zip(again, engine.texts(pieces), strict=True))
    for index, (box, text, parts) in enumerate(inked):
        readings = [first[index], text or second[index]]
        yield RecognisedText(box, *_agreed(readings, parts))


def _agreed(readings: Sequence[Text], parts: int) -> tuple[str, bool]:
    """The likelier of two readings, and whether both say so and leave no part of the ink out."""
    one, other = ("".join(fold_width(reading.text).split()) for reading in readings)
    least = min(reading.score for reading in readings)
    # each digit is a part of the ink, or several digits are one; a figure of fewer digits than parts has lost some
    sure = one == other != "" and least >= settings()["figure_score"] and len(one) >= parts
    best = max(readings, key=lambda reading: (bool(reading.text), reading.score)).text
    return best or UNKNOWN, sure


def _inked(ink: Picture, box: Box, height: float) -> tuple[Box, int]:
    """The part of the box that has ink, and of how many parts side by side that ink is; 0 where there is dust alone."""
    inside = ink[box.y0 : box.y1, box.x0 : box.x1]
    count, _, stats, _ = cv2.connectedComponentsWithStats(inside, connectivity=8)
    inner = [Box(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in stats[1:count]]
    kept = [part for part in inner if _is_printed(part, inside.shape[1], inside.shape[0], height)]
    if not kept:
        return box, 0
    parts, reach = 0, -1
    for part in sorted(kept):
        parts += part.x0 > reach
        reach = max(reach, part.x1)
    left, top, bottom = min(p.x0 for p in kept), min(p.y0 for p in kept), max(p.y1 for p in kept)
    return Box(box.x0 + left, box.y0 + top, box.x0 + reach, box.y0 + bottom), parts


def _is_dash(box: Box, parts: int, height: float) -> bool:
    across, down = box.x1 - box.x0, box.y1 - box.y0
    return parts == 1 and down <= _BAR * height and across >= _LONGER * down


def _is_printed(part: Box, width: int, height: int, text_height: float) -> bool:
    """Whether ink in a box of this width and height is more than dust, and no rest of a ruling line."""
    across, down = part.x1 - part.x0, part.y1 - part.y0
    at_side = down > across and across <= _THIN and (part.x0 <= 1 or part.x1 >= width - 1)
    at_end = across > down and down <= _THIN and (part.y0 <= 1 or part.y1 >= height - 1)
    return max(across, down) >= _DUST * text_height and not at_side and not at_end


def _piece(picture: Picture, box: Box, pad: float) -> Picture:
    """The box's pixels with white paper around, so that no ruling line gets in."""
    inside = picture[box.y0 : box.y1, box.x0 : box.x1]
    around = max(round(pad), 2)
    return np.pad(inside, ((around, around), (around, around), (0, 0)), constant_values=_PAPER)


def _enlarged(piece: Picture) -> Picture:
    return np.asarray(cv2.resize(piece, None, fx=_ENLARGED, fy=_ENLARGED, interpolation=cv2.INTER_CUBIC), np.uint8)
