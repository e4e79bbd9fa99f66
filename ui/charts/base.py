"""What the figures share: colours, fonts, error bars, names in lines."""

from __future__ import annotations

from unicodedata import east_asian_width

import pandas as pd

# Blue and vermilion (Okabe and Ito) differ for every kind of colour vision; grey and open squares need no colour.
STATE_COLOURS = {
    "consistent": "#3a86b8",
    "remarked": "#3a86b8",
    "sums": "#d1610f",
    "prose": "#d1610f",
    "doubtful": "#8e6bbf",
    "zero_filled": "#8a929c",
    "unread": "#8a929c",
    "part": "#8a929c",
    "no_report": "#8a929c",
}
_FILLED = ("consistent", "sums")
STATE_SYMBOLS = {state: "square" if state in _FILLED else "square-open" for state in STATE_COLOURS}
STATE_SIGNS = {
    "consistent": "✓",
    "remarked": "i",
    "sums": "!",
    "prose": "≠",
    "doubtful": "~",
    "zero_filled": "0",
    "unread": "?",
    "part": "…",
    "no_report": "×",
}
SEVERITY_COLOURS = {"error": "#c8453b", "warning": "#c58a1b", "uncertain": "#8e6bbf", "info": "#3a86b8"}
INK = "#2f77b0"
ALARM = "#d1610f"
QUIET = "#8a929c"
# Lines of several bodies differ in colour, dash and sign.
SERIES = (
    ("#2f77b0", "solid", "circle"),
    ("#c4570f", "dash", "square"),
    ("#3f8f7a", "dot", "diamond"),
    ("#7a56a8", "dashdot", "triangle-up"),
    ("#8a7a00", "longdash", "cross"),
    ("#8a929c", "solid", "x"),
)
# From little to much, on any background, and the colour of letters on each (at least 4.5 : 1).
STEPS = ("#d3e4f1", "#9cc3e0", "#5a99c9", "#2f6fa6", "#174a7c")
ON_STEPS = ("#10263a", "#10263a", "#10263a", "#ffffff", "#ffffff")
# Reads equally well (4.3 : 1) on the light and on the dark background; style.css gives each its own in place of it.
LABEL = "#727c88"
# Letters of a chart are no smaller
LEAST = 12
GRID = "rgba(128,138,150,0.22)"
GAP = "\u00a0\u00a0\u00a0"
CONFIG = {"displayModeBar": False, "scrollZoom": False}
ROW = 34
# Names longer than this are cut: they would leave no room for the figures on a telephone.
NAME = 18
FONT = "-apple-system, 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"


def error(frame: pd.DataFrame, column: str, colour: str = INK) -> dict[str, object]:
    """Plotly's error bars from the columns ``low`` and ``high``."""
    return {
        "type": "data",
        "symmetric": False,
        "array": list(frame["high"] - frame[column]),
        "arrayminus": list(frame[column] - frame["low"]),
        "color": colour,
        "thickness": 1.5,
        "width": 4,
    }


def step(share: float) -> int:
    """Which of ``STEPS`` a share of 0 to 1 falls into."""
    return min(len(STEPS) - 1, int(share * len(STEPS)))


def lines(name: str, width: int) -> list[str]:
    """A name in one or two lines of so many letters, a Chinese character counting as two; what is more is cut."""
    joiner = " " if " " in name else ""
    lines = [""]
    for piece in name.split(" ") if joiner else name:
        longer = f"{lines[-1]}{joiner}{piece}" if lines[-1] else piece
        if _width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(piece)
    return lines if len(lines) <= 2 else [lines[0], f"{lines[1]}…"]  # noqa: PLR2004 - two lines


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
