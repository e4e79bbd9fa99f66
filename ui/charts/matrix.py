"""Squares in rows and columns: bodies or regions by year, rules by rule."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from ui.charts.base import (
    ALARM,
    GAP,
    GRID,
    LABEL,
    LEAST,
    NAME,
    ON_STEPS,
    ROW,
    STATE_COLOURS,
    STATE_SIGNS,
    STATE_SYMBOLS,
    STEPS,
    lines,
    step,
)
from ui.charts.drawing import PlainFigure, finish
from ui.shell.safe import markup, short

# Shorter than elsewhere: the years need their room.
_NAME = 13
# How full the square of the lowest share is
_FAINTEST = 0.3
# So many years have room for all their digits.
_FULL_YEARS = 4


def matrix(cells: pd.DataFrame) -> go.Figure:
    """Body × year as squares. Columns: row (unique label), name, year, state, word, detail, report."""
    placed = cells.assign(place=_columns(cells))
    figure = PlainFigure(*[_squares(placed[placed["state"] == state], state) for state in STATE_COLOURS])
    figure.add_trace(_absent(placed[~placed["state"].isin(list(STATE_COLOURS))]))
    return _by_year(figure, cells, ROW)


def regions(cells: pd.DataFrame, *, alarming: bool) -> go.Figure:
    """Region × year as squares, the fuller the higher the share on a scale from the lowest to the highest, its figures
    under each. ``alarming`` where any share but 0 is one of something wrong.

    Columns: row (unique, first in the selection), name, year, share (NaN for none), text, detail.
    """
    blue = STATE_COLOURS["consistent"]
    colours = [(ALARM if share > 0 else blue) if alarming else blue for share in cells["share"]]
    low, high = cells["share"].min(), cells["share"].max()
    place = ((cells["share"] - low) / (high - low) if high > low else cells["share"] * 0 + 1).fillna(0)
    squares = go.Scatter(
        x=_columns(cells),
        y=cells["row"],
        mode="markers+text",
        marker={
            "symbol": "square",
            "size": 20,
            "color": colours,
            "opacity": [_FAINTEST + (1 - _FAINTEST) * share for share in place],
        },
        text=cells["text"],
        textposition="bottom center",
        textfont={"size": LEAST, "color": LABEL},
        cliponaxis=False,
        customdata=cells[["row", "detail"]],
        hovertemplate="%{customdata[1]}<extra></extra>",
        unselected={"textfont": {"color": LABEL}},
    )
    return _by_year(PlainFigure(squares), cells, 48)


def pairs(frame: pd.DataFrame, names: Sequence[str]) -> go.Figure:
    """How often two things come together. Columns: first, second (places in ``names``), count, share, text, detail."""
    grid = pd.RangeIndex(len(names))
    shares, details = (
        frame.pivot_table(index="first", columns="second", values=column, aggfunc="first").reindex(grid, columns=grid)
        for column in ("share", "detail")
    )
    figure = PlainFigure(
        go.Heatmap(
            z=shares,
            customdata=details,
            hovertemplate="%{customdata}<extra></extra>",
            hoverongaps=False,
            colorscale=_stepped(),
            zmin=0,
            zmax=1,
            showscale=False,
            xgap=3,
            ygap=6,
        )
    )
    # a trace of its own: a heat map's letters have one colour on light and dark
    figure.add_trace(
        go.Scatter(
            x=frame["second"],
            y=frame["first"],
            mode="text",
            text=frame["text"],
            textfont={"size": LEAST, "color": [ON_STEPS[step(share)] for share in frame["share"]]},
            hoverinfo="skip",
        )
    )
    places = list(range(len(names)))
    numbers = [str(n + 1) for n in places]
    figure.update_xaxes(side="top", tickvals=places, ticktext=numbers, range=[-0.6, len(names) - 0.4], showgrid=False)
    labels = [f"{'<br>'.join(map(markup, lines(name, NAME)))}{GAP}{n}" for name, n in zip(names, numbers, strict=True)]
    figure.update_yaxes(tickvals=places, ticktext=labels, range=[len(names) - 0.4, -0.6], gridcolor=GRID)
    return finish(figure, height=60 + 36 * len(names))


def _stepped() -> list[tuple[float, str]]:
    """``STEPS`` as a scale without transitions."""
    n = len(STEPS)
    return [(edge / n, colour) for place, colour in enumerate(STEPS) for edge in (place, place + 1)]


def _squares(part: pd.DataFrame, state: str) -> go.Scatter:
    colour = STATE_COLOURS[state]
    filled = STATE_SYMBOLS[state] == "square"
    return go.Scatter(
        x=part["place"],
        y=part["row"],
        mode="markers+text",
        name=state,
        marker={"symbol": STATE_SYMBOLS[state], "size": 20, "color": colour, "line": {"width": 2, "color": colour}},
        text=[STATE_SIGNS[state]] * len(part),
        textfont={"color": "#ffffff" if filled else colour, "size": 13},
        customdata=part[["report", "detail"]],
        hovertemplate="%{customdata[1]}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def _absent(part: pd.DataFrame) -> go.Scatter:
    """Years without a report: a dash, with nothing to open."""
    return go.Scatter(
        x=part["place"],
        y=part["row"],
        mode="text",
        text=["–"] * len(part),
        textfont={"color": LABEL, "size": 14},
        customdata=part[["report", "detail"]],
        hovertemplate="%{customdata[1]}<extra></extra>",
    )


def _by_year(figure: PlainFigure, cells: pd.DataFrame, height: int) -> go.Figure:
    rows = list(dict.fromkeys(cells["row"]))
    years = sorted(cells["year"].unique())
    names = cells.drop_duplicates("row").set_index("row")["name"]
    figure.update_yaxes(
        tickvals=rows,
        ticktext=[markup(short(names[row], _NAME)) for row in rows],
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
        ticktext=[_tick(year, is_full=n == 0 or len(years) <= _FULL_YEARS) for n, year in enumerate(years)],
        tickangle=0,
        showgrid=False,
        range=[-0.5, len(years) - 0.5],
    )
    return finish(figure, height=60 + height * len(rows))


def _tick(year: int, *, is_full: bool) -> str:
    """A year in full or by its last two digits: of many, only the first in full, so that they are apart on a
    telephone."""
    return str(year) if is_full else f"{year % 100:02}"


def _columns(cells: pd.DataFrame) -> pd.Series:
    years = sorted(cells["year"].unique())
    return cells["year"].map({year: n for n, year in enumerate(years)})
