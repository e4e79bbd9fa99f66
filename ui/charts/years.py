"""Metrics over the years, small lines, and the links between one year's figures and the next."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from checks.judgement.states import WRONG
from ui.charts.base import ALARM, GRID, INK, LABEL, QUIET, SERIES, error
from ui.charts.drawing import PlainFigure, finish
from ui.shell.safe import markup, short
from ui.texts import t

LINK_COLOURS = {"passed": INK, "failed": ALARM, "uncertain": "#8e6bbf", "not_applicable": QUIET}
LINK_DASHES = {"passed": "solid", "failed": "solid", "uncertain": "dash", "not_applicable": "dot"}
LINK_SIGNS = {"passed": "=", "failed": "≠", "uncertain": "?", "not_applicable": "·"}
# How far a year's two figures are left and right of it.
_ASIDE = 0.26
# Up to so much every whole number has its tick.
_FEW_TICKS = 4


def courses(frames: Sequence[tuple[str, pd.DataFrame]], *, rate: bool, edition_break: float | None) -> go.Figure:
    """A metric over the years, a line a body. Columns: year, value, low, high, text, detail; a gap stays a gap."""
    figure = PlainFigure()
    for (name, frame), style in zip(frames, SERIES, strict=False):
        figure.add_trace(_line(name, frame, style, bars=rate and len(frames) == 1))
    if len(frames) == 1:
        figure.add_trace(_above(frames[0][1], "high" if rate else "value"))
    every = pd.concat([frame for _, frame in frames])
    _axes(figure, every, rate=rate)
    if edition_break is not None:
        _mark_edition(figure, edition_break)
    if len(frames) == 1:
        return finish(figure, height=320)
    figure.update_layout(showlegend=True, legend={"orientation": "h", "y": -0.14, "yanchor": "top", "x": 0})
    return finish(figure, height=360 + 18 * len(frames))


def spark(frame: pd.DataFrame, years: Sequence[int], top: float, *, rate: bool) -> go.Figure:
    """One small multiple; all share the years and the height. Columns as in ``courses``."""
    return sparks([(frame, SERIES[0])], years, top, rate=rate)


def sparks(
    frames: Sequence[tuple[pd.DataFrame, tuple[str, str, str]]], years: Sequence[int], top: float, *, rate: bool
) -> go.Figure:
    """A small multiple with a line a body, each with its style, one of ``SERIES``; years whose report gives no value
    are crosses on the axis, whose tip says why."""
    figure = PlainFigure(*[_small(_with_gaps(frame), style) for frame, style in frames])
    for frame, style in frames:
        if frame["value"].isna().any():
            figure.add_trace(_valueless(frame[frame["value"].isna()], style[0]))
    ends = [years[0], years[-1]] if len(years) > 1 else list(years)
    figure.update_xaxes(tickvals=ends, range=[years[0] - 0.4, years[-1] + 0.4])
    ticks = {"nticks": 3, "tickformat": ".0%"} if rate else {**_ticks(top), "nticks": 3}
    figure.update_yaxes(range=[0, top], showgrid=True, gridcolor=GRID, **ticks)
    figure.update_layout(margin={"l": 4, "r": 14, "t": 6, "b": 4})
    return finish(figure, height=130)


def _small(frame: pd.DataFrame, style: tuple[str, str, str]) -> go.Scatter:
    colour, dash, symbol = style
    return go.Scatter(
        x=frame["year"],
        y=frame["value"],
        mode="lines+markers",
        line={"color": colour, "width": 2, "dash": dash},
        marker={"size": _sizes(frame, 5), "color": _colours(frame, colour), "symbol": symbol},
        cliponaxis=False,
        connectgaps=False,
        customdata=frame["detail"],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _valueless(frame: pd.DataFrame, colour: str) -> go.Scatter:
    return go.Scatter(
        x=frame["year"],
        y=[0] * len(frame),
        mode="markers",
        marker={"size": 7, "color": colour, "symbol": "x-thin", "line": {"width": 1.5, "color": colour}},
        cliponaxis=False,
        customdata=frame["detail"],
        hovertemplate="%{customdata}<extra></extra>",
    )


def links(frame: pd.DataFrame, years: Sequence[int]) -> go.Figure:
    """What one year hands on and the next takes up, a line between the two figures.

    Columns: before, after (years), expected, printed (NaN where unknown), outcome, expected_text, printed_text, detail.
    """
    figure = PlainFigure()
    for row in frame.to_dict("records"):
        colour = LINK_COLOURS[row["outcome"]]
        known = [value for value in (row["expected"], row["printed"]) if not pd.isna(value)]
        height = max(known, default=0.0)
        ends = [height if pd.isna(value) else value for value in (row["expected"], row["printed"])]
        x = [row["before"] + _ASIDE, row["after"] - _ASIDE]
        figure.add_trace(
            go.Scatter(
                x=x,
                y=ends,
                mode="lines+markers+text",
                line={"color": colour, "width": 2.5, "dash": LINK_DASHES[row["outcome"]]},
                marker={"size": 10, "color": colour, "symbol": ["circle", "circle-open"]},
                text=[row["expected_text"], row["printed_text"]],
                textposition=["top center", "top center"],
                cliponaxis=False,
                customdata=[row["detail"]] * 2,
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
        figure.add_annotation(
            x=sum(x) / 2,
            y=sum(ends) / 2,
            text=f"<b>{LINK_SIGNS[row['outcome']]}</b>",
            showarrow=False,
            yshift=14,
            font={"size": 15, "color": colour},
        )
    top = float(frame[["expected", "printed"]].max().fillna(0).max())
    span = [years[0] - 0.5, years[-1] + 0.5]
    figure.update_xaxes(tickvals=list(years), ticktext=[str(year) for year in years], range=span)
    figure.update_yaxes(showgrid=True, gridcolor=GRID, range=[0, max(1.0, top) * 1.3], **_ticks(top))
    return finish(figure, height=270)


def _line(name: str, frame: pd.DataFrame, style: tuple[str, str, str], *, bars: bool) -> go.Scatter:
    colour, dash, symbol = style
    frame = _with_gaps(frame)
    return go.Scatter(
        x=frame["year"],
        y=frame["value"],
        name=markup(short(name, 26)),
        mode="lines+markers",
        line={"color": colour, "width": 2, "dash": dash},
        marker={"size": _sizes(frame, 9), "color": _colours(frame, colour), "symbol": symbol},
        error_y=error(frame, "value") if bars else None,
        cliponaxis=False,
        connectgaps=False,
        customdata=frame[["report", "detail"]],
        hovertemplate="%{customdata[1]}<extra></extra>",
    )


def _with_gaps(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with a row for every year, so that a year without a report breaks the line."""
    years = pd.Index(range(int(frame["year"].min()), int(frame["year"].max()) + 1), name="year")
    return frame.drop_duplicates("year").set_index("year").reindex(years).reset_index()


def _colours(frame: pd.DataFrame, colour: str) -> list[str]:
    """Years whose report has figures that disagree stand out."""
    return [ALARM if state in WRONG else colour for state in frame["state"]]


def _sizes(frame: pd.DataFrame, size: int) -> list[int]:
    return [size + 3 if state in WRONG else size for state in frame["state"]]


def _above(frame: pd.DataFrame, column: str) -> go.Scatter:
    """The values in figures, above the points or their intervals."""
    return go.Scatter(
        x=frame["year"],
        y=frame[column].fillna(frame["value"]),
        # an unseen mark keeps the figures clear of the line
        mode="markers+text",
        marker={"size": 14, "opacity": 0},
        text=[f"! {text}" if s in WRONG else text for text, s in zip(frame["text"], frame["state"], strict=True)],
        textposition="top center",
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )


def _axes(figure: PlainFigure, frame: pd.DataFrame, *, rate: bool) -> None:
    years = sorted(frame["year"].unique())
    figure.update_xaxes(tickvals=years, ticktext=[str(y) for y in years], range=[min(years) - 0.5, max(years) + 0.5])
    highest = float((frame["high"].fillna(frame["value"]) if rate else frame["value"]).max())
    top = max(1.0, highest * 1.25) if not rate else highest * 1.2 + 0.02
    figure.update_yaxes(showgrid=True, gridcolor=GRID, range=[0, top], zeroline=True, zerolinecolor=GRID)
    figure.update_yaxes(**({"tickformat": ".0%", "nticks": 5} if rate else _ticks(top)))


def _ticks(top: float) -> dict[str, object]:
    """Ticks of an axis of counts: whole ones, thousands set apart."""
    return {"dtick": 1} if top <= _FEW_TICKS else {"nticks": 5, "tickformat": ","}


def _mark_edition(figure: PlainFigure, place: float) -> None:
    figure.add_vline(x=place, line={"color": QUIET, "dash": "dot", "width": 1.5})
    figure.add_annotation(
        x=place,
        y=1,
        yref="paper",
        text=markup(t("years.edition_change")),
        showarrow=False,
        yanchor="bottom",
        font={"size": 12, "color": LABEL},
    )
