"""Rates against the cases that they rest on, with the limits of chance."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from metrics.funnel import Funnel
from ui.charts.base import ALARM, GRID, INK, LABEL, QUIET
from ui.charts.drawing import PlainFigure, finish
from ui.shell.safe import markup, short

# A name at a dot is cut sooner than on an axis
_NAME = 10
# More names than this would cover each other
_NAMED = 8
# Round numbers on an axis of cases
_TICKS = [first * 10**power for power in range(7) for first in (1, 2, 5)]
_SIGNS = {0: "circle-open", 1: "circle", 2: "diamond"}


def funnel(drawn: Funnel, x_title: str) -> go.Figure:
    """Bodies by rate and cases; ``drawn.bodies`` with the columns name, detail, report, contradicted besides those of
    the funnel.

    Those outside the limits differ by shape and, the farthest of them, by their name beside the dot; those that are
    contradicted by their colour.
    """
    figure = PlainFigure()
    for number, dash in ((2, "solid"), (1, "dot")):
        for side in ("low", "high"):
            figure.add_trace(_limit(drawn.limits, f"{side}_{number}", dash))
    figure.add_hline(y=drawn.pooled, line={"color": LABEL, "width": 1.5})
    for beyond in _SIGNS:
        figure.add_trace(_dots(drawn.bodies[drawn.bodies["beyond"] == beyond], beyond))
    figure.add_trace(_names(drawn))
    figure.update_xaxes(
        type="log",
        tickvals=_TICKS,
        tickformat=",~d",
        showgrid=True,
        gridcolor=GRID,
        title={"text": markup(x_title), "font": {"size": 13, "color": LABEL}},
    )
    top = float(max(drawn.bodies["value"].max(), drawn.pooled)) * 1.12 + 0.01
    figure.update_yaxes(range=[-0.02 * top, top], tickformat=".0%", nticks=6, showgrid=True, gridcolor=GRID)
    return finish(figure, height=460)


def _limit(limits: pd.DataFrame, column: str, dash: str) -> go.Scatter:
    return go.Scatter(
        x=limits["cases"],
        y=limits[column],
        mode="lines",
        line={"color": QUIET, "width": 1.2, "dash": dash},
        hoverinfo="skip",
    )


def _dots(part: pd.DataFrame, beyond: int) -> go.Scatter:
    own = INK if beyond else QUIET
    colour = [ALARM if is_contradicted else own for is_contradicted in part["contradicted"]]
    return go.Scatter(
        x=part["denominator"],
        y=part["value"],
        mode="markers",
        marker={
            "size": 11 if beyond else 9,
            "color": colour,
            "symbol": _SIGNS[beyond],
            "line": {"width": 1.5, "color": colour},
        },
        customdata=part[["report", "detail"]],
        hovertemplate="%{customdata[1]}<extra></extra>",
        cliponaxis=False,
    )


def _names(drawn: Funnel) -> go.Scatter:
    far = drawn.bodies[drawn.bodies["beyond"] > 0]
    away = (far["value"] - drawn.pooled).abs() * far["denominator"] ** 0.5
    far = far.loc[away.sort_values(ascending=False, kind="stable").index[:_NAMED]]
    above = far["value"] > drawn.pooled
    return go.Scatter(
        x=far["denominator"],
        y=far["value"],
        # an unseen mark keeps the names clear of the dots
        mode="markers+text",
        marker={"size": 11, "opacity": 0},
        text=[markup(short(name, _NAME)) for name in far["name"]],
        textposition=["top center" if high else "bottom center" for high in above],
        textfont={"size": 12, "color": LABEL},
        hoverinfo="skip",
        cliponaxis=False,
        unselected={"textfont": {"color": LABEL}},
    )
