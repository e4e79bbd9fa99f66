"""Bodies ranked by a metric: dots with intervals for rates, bars for counts."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from ui.charts.base import GAP, GRID, INK, LABEL, NAME, QUIET, error, finish
from ui.shell.safe import markup, short

_ROW = 30


def ranking(frame: pd.DataFrame, *, rate: bool) -> go.Figure:
    """Bodies by a metric. Columns: row (unique), name, value, low, high, ranked, text, detail, report; order is kept.

    A rate is a dot with its interval; a count is a bar. Bodies that are not ranked are drawn open and grey.
    """
    figure = go.Figure()
    draw = _interval if rate else _bar
    for ranked in (True, False):
        figure.add_trace(draw(frame[frame["ranked"] == ranked], ranked=ranked))
    if rate:
        figure.add_trace(_beside(frame))
    rows = list(frame["row"])
    figure.update_yaxes(
        tickvals=rows,
        ticktext=[markup(short(name, NAME)) for name in frame["name"]],
        categoryorder="array",
        categoryarray=rows[::-1],
        range=[-0.6, len(rows) - 0.4],
    )
    figure.update_xaxes(showgrid=True, gridcolor=GRID, rangemode="tozero", zeroline=True, zerolinecolor=GRID)
    _scale(figure, frame, rate=rate)
    return finish(figure, height=64 + _ROW * max(2, len(rows)))


def _scale(figure: go.Figure, frame: pd.DataFrame, *, rate: bool) -> None:
    """Room right of the longest mark for its figure; a rate's axis ends where its intervals do."""
    top = float(frame[["value", "high"]].max().max())
    if rate:
        figure.update_xaxes(range=[-0.02 * top, max(0.05, top) * 1.2], tickformat=".0%", nticks=6)
    else:
        figure.update_xaxes(range=[0, max(1.0, float(frame["value"].max()) * 1.2)], tickformat=",~d", nticks=5)


def _interval(part: pd.DataFrame, *, ranked: bool) -> go.Scatter:
    colour = INK if ranked else QUIET
    return go.Scatter(
        x=part["value"],
        y=part["row"],
        mode="markers",
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


def _beside(frame: pd.DataFrame) -> go.Scatter:
    """The values in figures, right of the intervals."""
    return go.Scatter(
        x=frame["high"].fillna(frame["value"]),
        y=frame["row"],
        mode="text",
        text=[f"{GAP}{text}" for text in frame["text"]],
        textposition="middle right",
        cliponaxis=False,
        hoverinfo="skip",
        # figures stay readable where another row is selected
        unselected={"textfont": {"color": LABEL}},
    )


def _bar(part: pd.DataFrame, *, ranked: bool) -> go.Bar:
    return go.Bar(
        x=part["value"],
        y=part["row"],
        orientation="h",
        width=0.55,
        marker={"color": INK if ranked else QUIET},
        text=part["text"],
        textposition="outside",
        cliponaxis=False,
        customdata=part[["report", "detail"]],
        hovertemplate="%{customdata[1]}<extra></extra>",
    )
