"""Bars: shares of reports, how often rules fail, the mix of outcomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from ui.charts.base import GRID, INK, LABEL, LEAST, NAME, ROW, SEVERITY_COLOURS, error
from ui.charts.drawing import PlainFigure, finish
from ui.shell.safe import markup, short

# The six outcomes from open to closed: blue to vermilion by way of greys, with a pattern where neighbours are alike.
OUTCOME_COLOURS = ("#1f6aa5", "#7fb2d9", "#c4570f", "#a3adb8", "#6d5a9c", "#d8c58a")
# So much of a name is above a bar on a telephone.
_SENTENCE = 50
OUTCOME_SHAPES = ("", "", "/", "", ".", "")


def shares(frame: pd.DataFrame, *, above: bool = False) -> go.Figure:
    """Shares as bars with their intervals and ``n / N`` beside them. Columns: name, share, low, high, text, detail.

    Names are left of the bars, or, where they are sentences, above them.
    """
    places = list(range(len(frame)))
    top = max(0.05, float(frame["high"].max())) * 1.24
    figure = PlainFigure(
        go.Bar(
            x=list(frame["share"]),
            y=places,
            orientation="h",
            error_x=error(frame, "share", LABEL),
            marker={"color": INK},
            width=0.36 if above else 0.5,
            customdata=list(frame["detail"]),
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    figure.add_trace(
        go.Scatter(
            x=list(frame["high"]),
            y=places,
            mode="text",
            text=[f"\u00a0\u00a0{text}" for text in frame["text"]],
            textposition="middle right",
            textfont={"size": LEAST, "color": LABEL},
            cliponaxis=False,
            hoverinfo="skip",
        )
    )
    _names(figure, list(frame["name"]), above=above)
    figure.update_xaxes(range=[0, top], tickformat=".0%", nticks=5, showgrid=True, gridcolor=GRID)
    return finish(figure, height=48 + (46 if above else ROW) * len(frame))


def counts(frame: pd.DataFrame) -> go.Figure:
    """How often each rule is flagged, by weight. Columns: name, weight, word, count. Names are above their bars."""
    names = list(dict.fromkeys(frame["name"]))
    places = {name: -n for n, name in enumerate(names)}
    figure = PlainFigure()
    for weight, colour in SEVERITY_COLOURS.items():
        part = frame[frame["weight"] == weight]
        figure.add_trace(
            go.Bar(
                x=part["count"],
                y=part["name"].map(places),
                orientation="h",
                width=0.34,
                marker={"color": colour, "line": {"width": 0}},
                customdata=part[["name", "word"]],
                hovertemplate="%{customdata[0]}<br>%{customdata[1]}: %{x}<extra></extra>",
            )
        )
    totals = frame.groupby("name")["count"].sum()
    for name, place in places.items():
        figure.add_annotation(
            x=0,
            y=place + 0.2,
            text=f"{markup(name)} · {totals[name]}",
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
            font={"size": 12.5, "color": LABEL},
        )
    figure.update_layout(barmode="stack")
    figure.update_yaxes(visible=False, range=[0.4 - len(names), 0.8])
    figure.update_xaxes(visible=False, range=[0, float(totals.max()) * 1.02])
    return finish(figure, height=20 + 42 * len(names))


def mix(frame: pd.DataFrame, parts: Mapping[str, str], details: Mapping[str, Sequence[str]]) -> go.Figure:
    """Shares that add up to one, stacked. Columns: row (unique), name, and one for each key of ``parts`` (its word)."""
    figure = PlainFigure()
    for (part, word), colour, shape in zip(parts.items(), OUTCOME_COLOURS, OUTCOME_SHAPES, strict=True):
        figure.add_trace(
            go.Bar(
                x=frame[part],
                y=frame["row"],
                name=word,
                orientation="h",
                width=0.7,
                marker={
                    "color": colour,
                    "line": {"width": 0.5, "color": "rgba(255,255,255,0.6)"},
                    "pattern": {
                        "shape": shape,
                        "fillmode": "overlay",
                        "fgcolor": "#ffffff",
                        "size": 5,
                        "solidity": 0.2,
                    },
                },
                customdata=details[part],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    rows = list(frame["row"])
    names = [markup(short(name, NAME)) for name in frame["name"]]
    figure.update_yaxes(tickvals=rows, ticktext=names, categoryorder="array", categoryarray=rows[::-1])
    figure.update_xaxes(range=[0, 1], tickformat=".0%", nticks=5)
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal", "maxheight": 1}
    figure.update_layout(barmode="stack", showlegend=True, legend=legend)
    return finish(figure, height=150 + 28 * max(2, len(rows)))


def _names(figure: PlainFigure, names: Sequence[str], *, above: bool) -> None:
    places = list(range(len(names)))
    if not above:
        ticks = [markup(short(name, NAME)) for name in names]
        figure.update_yaxes(tickvals=places, ticktext=ticks, range=[len(names) - 0.4, -0.6])
        return
    for place, name in zip(places, names, strict=True):
        figure.add_annotation(
            x=0,
            y=place - 0.2,
            text=markup(short(name, _SENTENCE)),
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
            font={"size": 12.5, "color": LABEL},
        )
    figure.update_yaxes(visible=False, range=[len(names) - 0.6, -0.8])
