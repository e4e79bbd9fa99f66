"""Bodies ranked by a metric: dots with intervals for rates, bars for counts."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from ui.charts.base import GRID, INK, LABEL, NAME, QUIET, error
from ui.charts.drawing import PlainFigure, finish
from ui.shell.safe import markup, short

_ROW = 36
# Room at either end of an axis of rates, as a share of it; and its least length
_EDGE, _NARROWEST = 0.03, 0.05
# Up to so much every whole number has its tick
_FEW_TICKS = 4


def ranking(frame: pd.DataFrame, *, rate: bool) -> go.Figure:
    """Bodies by a metric. Columns: row (unique), name, value, low, high, ranked, text, detail, report; order is kept.

    A rate is a dot with its interval, its figure above the dot; a count is a bar. Bodies that are not ranked are drawn
    open and grey.
    """
    figure = PlainFigure()
    draw = _interval if rate else _bar
    for ranked in (True, False):
        figure.add_trace(draw(frame[frame["ranked"] == ranked], ranked=ranked))
    rows = list(frame["row"])
    figure.update_yaxes(
        tickvals=rows,
        ticktext=[markup(short(name, NAME)) for name in frame["name"]],
        categoryorder="array",
        categoryarray=rows[::-1],
        range=[-0.6, len(rows) - 0.4],
    )
    figure.update_xaxes(showgrid=True, gridcolor=GRID, zeroline=True, zerolinecolor=GRID)
    _scale(figure, frame, rate=rate)
    return finish(figure, height=64 + _ROW * max(2, len(rows)))


def _scale(figure: PlainFigure, frame: pd.DataFrame, *, rate: bool) -> None:
    """As long as the data: a rate's from the lowest end of an interval to the highest, a count's from 0, as bars
    are."""
    if not rate:
        top = max(1.0, float(frame["value"].max()))
        ticks = {"dtick": 1} if top <= _FEW_TICKS else {"nticks": 5}
        figure.update_xaxes(range=[0, top], tickformat=",~d", rangemode="tozero", **ticks)
        return
    ends = frame[["value", "low", "high"]]
    least, most = float(ends.min().min()), float(ends.max().max())
    edge = max(_EDGE * (most - least), (_NARROWEST - (most - least)) / 2)
    figure.update_xaxes(range=[least - edge, most + edge], tickformat=".0%", nticks=6)


def _interval(part: pd.DataFrame, *, ranked: bool) -> go.Scatter:
    colour = INK if ranked else QUIET
    return go.Scatter(
        x=part["value"],
        y=part["row"],
        mode="markers+text",
        text=part["text"],
        textposition="top center",
        textfont={"size": 12, "color": LABEL},
        # figures stay readable where another row is selected
        unselected={"textfont": {"color": LABEL}},
        cliponaxis=False,
        error_x=error(part, "value", colour),
        marker={
            "size": 11,
            "color": colour,
            "symbol": "circle" if ranked else "circle-open",
            "line": {"width": 2, "color": colour},
        },
        customdata=part[["report", "detail"]],
        hovertemplate="%{customdata[1]}<extra></extra>",
    )


def _bar(part: pd.DataFrame, *, ranked: bool) -> go.Bar:
    return go.Bar(
        x=part["value"],
        y=part["row"],
        orientation="h",
        width=0.55,
        marker={"color": INK if ranked else QUIET},
        text=part["text"],
        # inside where there is room
        textposition="auto",
        textangle=0,
        insidetextfont={"color": "#ffffff" if ranked else "#10263a"},
        outsidetextfont={"color": LABEL},
        cliponaxis=False,
        customdata=part[["report", "detail"]],
        hovertemplate="%{customdata[1]}<extra></extra>",
    )
