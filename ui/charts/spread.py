"""How values spread: a metric's histogram, the quartiles of several, one metric against another."""

from __future__ import annotations

from itertools import product

import pandas as pd
import plotly.graph_objects as go

from ui.charts.base import ALARM, GRID, INK, LABEL, QUIET, error
from ui.charts.drawing import PlainFigure, finish
from ui.shell.safe import markup

# Up to here an axis of counts has every whole number, and no halves.
_WHOLE = 5


def histogram(frame: pd.DataFrame, *, rate: bool) -> go.Figure:
    """Columns: left, right (edges of a bin), count, detail."""
    figure = PlainFigure(
        go.Bar(
            x=(frame["left"] + frame["right"]) / 2,
            y=frame["count"],
            width=(frame["right"] - frame["left"]) * 0.94,
            marker={"color": INK},
            customdata=frame["detail"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    figure.update_xaxes(tickformat=".0%" if rate else ",~d", nticks=6)
    few = int(frame["count"].max()) < _WHOLE
    figure.update_yaxes(showgrid=True, gridcolor=GRID, nticks=4, tickformat=",d", dtick=1 if few else None)
    return finish(figure, height=220)


def spreads(frame: pd.DataFrame) -> go.Figure:
    """Rates as lines: tenth to ninetieth percentile thin, the middle half thick, the median a dot.

    Columns: name, p10, p25, p50, p75, p90, text, detail.
    """
    places = list(range(len(frame)))
    figure = PlainFigure()
    for low, high, width, colour in (("p10", "p90", 2, QUIET), ("p25", "p75", 9, "#9cc3e0")):
        figure.add_trace(_lines(frame, low, high, width, colour))
    figure.add_trace(
        go.Scatter(
            x=frame["p50"],
            y=places,
            mode="markers",
            marker={"size": 12, "color": INK, "line": {"width": 2, "color": "#ffffff"}},
            customdata=frame["detail"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    for place, name, text in zip(places, frame["name"], frame["text"], strict=True):
        figure.add_annotation(
            x=0,
            y=place - 0.24,
            text=f"{markup(name)} · {text}",
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
            font={"size": 12.5, "color": LABEL},
        )
    figure.update_yaxes(visible=False, range=[len(frame) - 0.5, -0.85])
    top = min(1.0, float(frame["p90"].max()) * 1.15 + 0.02)
    figure.update_xaxes(range=[-0.01, top], tickformat=".0%", nticks=5, showgrid=True, gridcolor=GRID)
    return finish(figure, height=40 + 50 * len(frame))


def scatter(frame: pd.DataFrame, names: tuple[str, str], rates: tuple[bool, bool]) -> go.Figure:
    """One metric against another. Columns: x, y, ranked, contradicted, report, and of the
    tip: detail, text_x, text_y, reason; open and grey where one is not
    ranked, a diamond of another colour where one is contradicted."""
    figure = PlainFigure()
    for ranked, contradicted in product((True, False), (False, True)):
        part = frame[(frame["ranked"] == ranked) & (frame["contradicted"] == contradicted)]
        colour = ALARM if contradicted else INK if ranked else QUIET
        shape = "diamond" if contradicted else "circle"
        figure.add_trace(
            go.Scatter(
                x=part["x"],
                y=part["y"],
                mode="markers",
                marker={
                    "size": 11,
                    "color": colour,
                    "symbol": shape if ranked else f"{shape}-open",
                    "opacity": 0.8,
                    "line": {"width": 1.5, "color": colour},
                },
                customdata=part[["report", "detail", "text_x", "text_y", "reason"]],
                # what each point has in common is written once
                hovertemplate=f"%{{customdata[1]}}<br>{markup(names[0])}: %{{customdata[2]}}<br>"
                f"{markup(names[1])}: %{{customdata[3]}}%{{customdata[4]}}<extra></extra>",
                cliponaxis=False,
            )
        )
    for axis, name, rate in ((figure.update_xaxes, names[0], rates[0]), (figure.update_yaxes, names[1], rates[1])):
        axis(
            title={"text": markup(name), "font": {"size": 13, "color": LABEL}},
            tickformat=".0%" if rate else ",~d",
            showgrid=True,
            gridcolor=GRID,
            rangemode="tozero",
            nticks=6,
        )
    return finish(figure, height=440, dragmode="select")


def _lines(frame: pd.DataFrame, low: str, high: str, width: int, colour: str) -> go.Scatter:
    middle = (frame[low] + frame[high]) / 2
    ends = pd.DataFrame({"low": frame[low], "high": frame[high], "middle": middle})
    bars = error(ends, "middle", colour) | {"thickness": width, "width": 0}
    return go.Scatter(
        x=middle,
        y=list(range(len(frame))),
        mode="markers",
        marker={"size": 1, "color": colour},
        error_x=bars,
        hoverinfo="skip",
    )
