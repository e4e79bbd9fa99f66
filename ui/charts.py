"""Frames to Plotly figures. Colours work for colour-blind readers, and every colour comes with a sign or a word."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from ui.safe import markup, short
from ui.texts import t

# Blue and vermilion (Okabe and Ito) differ for every kind of colour vision; grey and open squares need no colour.
STATE_COLOURS = {"consistent": "#3a86b8", "flagged": "#d1610f", "zero_filled": "#8a929c", "unread": "#8a929c"}
STATE_SYMBOLS = {"consistent": "square", "flagged": "square", "zero_filled": "square-open", "unread": "square-open"}
STATE_SIGNS = {"consistent": "✓", "flagged": "!", "zero_filled": "0", "unread": "?"}
SEVERITY_COLOURS = {"error": "#c8453b", "warning": "#c58a1b", "uncertain": "#8e6bbf", "info": "#3a86b8"}
INK = "#2f77b0"
QUIET = "#8a929c"
# Reads equally well (4.3 : 1) on the light and on the dark background.
LABEL = "#727c88"
_GAP = "\u00a0\u00a0\u00a0"
GRID = "rgba(128,138,150,0.22)"
CONFIG = {"displayModeBar": False, "scrollZoom": False}
_ROW = 34


def matrix(cells: pd.DataFrame) -> go.Figure:
    """Region × year as squares. Columns: row (unique label), name, year, state, word, detail, report."""
    rows = list(dict.fromkeys(cells["row"]))
    years = sorted(cells["year"].unique())
    placed = cells.assign(column=cells["year"].map({year: n for n, year in enumerate(years)}))
    figure = go.Figure([_squares(placed[placed["state"] == state], state) for state in STATE_COLOURS])
    names = cells.drop_duplicates("row").set_index("row")["name"]
    figure.update_yaxes(
        tickvals=rows,
        ticktext=[markup(short(names[row], 22)) for row in rows],
        categoryorder="array",
        categoryarray=rows[::-1],
        showgrid=True,
        gridcolor=GRID,
        ticklabelstandoff=8,
        range=[-0.6, len(rows) - 0.4],
    )
    figure.update_xaxes(
        side="top",
        tickvals=list(range(len(years))),
        ticktext=[str(year) for year in years],
        showgrid=False,
        range=[-0.5, len(years) - 0.5],
    )
    return _finish(figure, height=60 + _ROW * len(rows))


def ranking(frame: pd.DataFrame, *, rate: bool) -> go.Figure:
    """Bodies by a metric. Columns: row (unique), name, value, low, high, ranked, detail; best-known order kept.

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
        ticktext=[markup(short(name, 22)) for name in frame["name"]],
        categoryorder="array",
        categoryarray=rows[::-1],
        range=[-0.6, len(rows) - 0.4],
    )
    figure.update_xaxes(showgrid=True, gridcolor=GRID, rangemode="tozero", zeroline=True, zerolinecolor=GRID)
    if rate:
        figure.update_xaxes(range=[-0.02, 1.14], tickformat=".0%", tickvals=[0, 0.25, 0.5, 0.75, 1])
    else:
        figure.update_xaxes(range=[0, max(1.0, float(frame["value"].max()) * 1.18)], tickformat=",~d", nticks=5)
    return _finish(figure, height=64 + _ROW * max(2, len(rows)))


def course(frame: pd.DataFrame, *, rate: bool, edition_break: float | None) -> go.Figure:
    """A metric over the years. Columns: year, value, low, high, text, detail; a gap stays a gap."""
    figure = go.Figure()
    known = frame.dropna(subset=["value"])
    figure.add_trace(
        go.Scatter(
            x=frame["year"],
            y=frame["value"],
            mode="lines+markers",
            line={"color": INK, "width": 2},
            marker={"size": 9, "color": INK},
            error_y=_error(frame, "value") if rate else None,
            cliponaxis=False,
            connectgaps=False,
            customdata=frame["detail"],
            hovertemplate="%{customdata}<extra></extra>",
            showlegend=False,
        )
    )
    figure.add_trace(_above(frame, "high" if rate else "value"))
    years = list(frame["year"])
    figure.update_xaxes(tickvals=years, ticktext=[str(y) for y in years], range=[min(years) - 0.5, max(years) + 0.5])
    highest = float((known["high"] if rate else known["value"]).max()) if len(known) else 1.0
    top = min(1.08, highest * 1.25 + 0.02) if rate else max(1.0, highest * 1.25)
    figure.update_yaxes(showgrid=True, gridcolor=GRID, range=[0, top], zeroline=True, zerolinecolor=GRID, nticks=5)
    if rate:
        figure.update_yaxes(tickformat=".0%")
    if edition_break is not None:
        figure.add_vline(x=edition_break, line={"color": QUIET, "dash": "dot", "width": 1.5})
        figure.add_annotation(
            x=edition_break,
            y=1,
            yref="paper",
            text=markup(t("years.edition_change")),
            showarrow=False,
            yanchor="bottom",
            font={"size": 12, "color": LABEL},
        )
    return _finish(figure, height=300)


def shares(frame: pd.DataFrame) -> go.Figure:
    """Shares as bars with ``n / N`` beside them. Columns: name, share, text, detail."""
    figure = go.Figure(
        go.Bar(
            x=frame["share"],
            y=[markup(short(name, 22)) for name in frame["name"]],
            orientation="h",
            text=frame["text"],
            textposition="outside",
            cliponaxis=False,
            marker={"color": INK},
            width=0.55,
            customdata=frame["detail"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    figure.update_yaxes(autorange="reversed", type="category")
    figure.update_xaxes(range=[0, 1.16], tickvals=[0, 0.5, 1], tickformat=".0%", showgrid=True, gridcolor=GRID)
    return _finish(figure, height=48 + _ROW * len(frame))


def counts(frame: pd.DataFrame) -> go.Figure:
    """How often each rule is flagged, by weight. Columns: name, weight, word, count. Names stand above their bars."""
    names = list(dict.fromkeys(frame["name"]))
    places = {name: -n for n, name in enumerate(names)}
    figure = go.Figure()
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
    return _finish(figure, height=20 + 42 * len(names))


def _squares(part: pd.DataFrame, state: str) -> go.Scatter:
    colour = STATE_COLOURS[state]
    filled = STATE_SYMBOLS[state] == "square"
    return go.Scatter(
        x=part["column"],
        y=part["row"],
        mode="markers+text",
        name=state,
        marker={"symbol": STATE_SYMBOLS[state], "size": 24, "color": colour, "line": {"width": 2, "color": colour}},
        text=[STATE_SIGNS[state]] * len(part),
        textfont={"color": "#ffffff" if filled else colour, "size": 13},
        customdata=part[["report", "detail"]],
        hovertemplate="%{customdata[1]}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def _interval(part: pd.DataFrame, *, ranked: bool) -> go.Scatter:
    colour = INK if ranked else QUIET
    return go.Scatter(
        x=part["value"],
        y=part["row"],
        mode="markers",
        error_x=_error(part, "value", colour),
        marker={
            "size": 11,
            "color": colour,
            "symbol": "circle" if ranked else "circle-open",
            "line": {"width": 2, "color": colour},
        },
        customdata=part["detail"],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )


def _beside(frame: pd.DataFrame) -> go.Scatter:
    """The values in figures, right of the intervals."""
    return go.Scatter(
        x=frame["high"],
        y=frame["row"],
        mode="text",
        text=[f"{_GAP}{text}" for text in frame["text"]],
        textposition="middle right",
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )


def _above(frame: pd.DataFrame, column: str) -> go.Scatter:
    """The values in figures, above the points or their intervals."""
    return go.Scatter(
        x=frame["year"],
        y=frame[column],
        mode="text",
        text=frame["text"],
        textposition="top center",
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
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
        customdata=part["detail"],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )


def _error(frame: pd.DataFrame, column: str, colour: str = INK) -> dict[str, object]:
    return {
        "type": "data",
        "symmetric": False,
        "array": frame["high"] - frame[column],
        "arrayminus": frame[column] - frame["low"],
        "color": colour,
        "thickness": 1.5,
        "width": 4,
    }


def _finish(figure: go.Figure, *, height: int) -> go.Figure:
    figure.update_layout(
        height=height,
        showlegend=False,
        margin={"l": 8, "r": 16, "t": 20, "b": 8},
        dragmode=False,
        bargap=0.35,
        hoverlabel={"align": "left"},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        uniformtext={"minsize": 10, "mode": "show"},
    )
    figure.update_xaxes(fixedrange=True, title=None, automargin=True, tickfont={"color": LABEL})
    figure.update_yaxes(fixedrange=True, title=None, automargin=True, tickfont={"color": LABEL})
    return figure
