"""Provinces as squares in their place, without borders."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from ui.charts.base import GRID, LABEL, LEAST, ON_STEPS, STEPS, step
from ui.charts.drawing import PlainFigure, finish


def tiles(frame: pd.DataFrame) -> go.Figure:
    """Columns: column, row (place), short, share (of the largest; NaN without a value), text, detail, province."""
    known = frame["share"].notna()
    colours = [STEPS[step(share)] if here else GRID for share, here in zip(frame["share"], known, strict=True)]
    figure = PlainFigure(
        go.Scatter(
            x=frame["column"],
            y=frame["row"],
            mode="markers",
            marker={"symbol": "square", "size": 40, "color": colours},
            customdata=frame[["province", "detail"]],
            hovertemplate="%{customdata[1]}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )
    )
    for place, here in zip(frame.to_dict("records"), known, strict=True):
        figure.add_annotation(
            x=place["column"],
            y=place["row"],
            text=f"{place['short']}<br>{place['text']}" if here else place["short"],
            showarrow=False,
            font={"size": LEAST, "color": ON_STEPS[step(place["share"])] if here else LABEL},
        )
    across, down = frame["column"].max(), frame["row"].max()
    figure.update_xaxes(visible=False, range=[-0.6, across + 0.6])
    figure.update_yaxes(visible=False, range=[down + 0.6, -0.6])
    return finish(figure, height=40 + 46 * (int(down) + 1))
