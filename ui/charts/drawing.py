"""A figure while it is drawn, as plain dicts: Plotly checks what is set in its own figures one by one, which takes ten
times as long as checking all of it once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from ui.charts.base import FONT, LABEL, LEAST

# Without legend, title and background
_LAYOUT = {
    "showlegend": False,
    "margin": {"l": 8, "r": 16, "t": 20, "b": 8},
    "bargap": 0.35,
    "font": {"family": FONT, "size": LEAST},
    "legend": {"font": {"size": LEAST}},
    "hoverlabel": {"align": "left", "font": {"family": FONT}},
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "uniformtext": {"minsize": LEAST, "mode": "show"},
}
_AXIS = {"fixedrange": True, "automargin": True, "tickfont": {"color": LABEL, "size": LEAST}}


class PlainFigure:
    """Traces and a layout that begins as all figures have it. Methods are named and mean as those of Plotly's figures,
    on one pair of axes; a setting of None leaves it to Plotly."""

    def __init__(self, *traces: Any) -> None:
        self._traces = list(traces)
        self._layout: dict[str, Any] = {**_LAYOUT, "xaxis": _AXIS, "yaxis": _AXIS}
        self._shapes: list[dict[str, Any]] = []
        self._annotations: list[dict[str, Any]] = []

    def add_trace(self, trace: Any) -> None:
        """One more trace, above the others."""
        self._traces.append(trace)

    def add_annotation(self, **settings: Any) -> None:
        """A text."""
        self._annotations.append(settings)

    def add_vline(self, *, x: float, line: Mapping[str, Any]) -> None:
        """A line from bottom to top."""
        ends = {"x0": x, "x1": x, "xref": "x", "y0": 0, "y1": 1, "yref": "y domain"}
        self._shapes.append({"type": "line", "line": line, **ends})

    def add_hline(self, *, y: float, line: Mapping[str, Any]) -> None:
        """A line from left to right."""
        ends = {"x0": 0, "x1": 1, "xref": "x domain", "y0": y, "y1": y, "yref": "y"}
        self._shapes.append({"type": "line", "line": line, **ends})

    def update_layout(self, **settings: Any) -> None:
        """Settings of the whole."""
        self._layout = _merged(self._layout, settings)

    def update_xaxes(self, **settings: Any) -> None:
        """Settings of the axis from left to right."""
        self.update_layout(xaxis=settings)

    def update_yaxes(self, **settings: Any) -> None:
        """Settings of the axis upwards."""
        self.update_layout(yaxis=settings)

    def figure(self) -> go.Figure:
        """Plotly's figure of it. Raises ValueError for what Plotly does not know."""
        more = {"shapes": self._shapes, "annotations": self._annotations}
        return go.Figure(self._traces, {**self._layout, **{name: each for name, each in more.items() if each}})


def finish(drawing: PlainFigure, *, height: int, dragmode: str | bool = False) -> go.Figure:
    """The figure of a drawing, so high; nothing zooms, so that a page scrolls over it."""
    drawing.update_layout(height=height, dragmode=dragmode)
    return drawing.figure()


def _merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Settings upon settings, however deep they lie."""
    merged = dict(old)
    for name, value in new.items():
        before = old.get(name)
        merged[name] = _merged(before, value) if isinstance(before, Mapping) and isinstance(value, Mapping) else value
    return merged
