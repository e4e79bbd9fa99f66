"""Frames to Plotly figures. Colours work for colour-blind readers, and every colour comes with a sign or a word."""

from ui.charts.bars import counts, mix, shares
from ui.charts.base import CONFIG, SERIES, STATE_SIGNS
from ui.charts.funnel import funnel
from ui.charts.matrix import matrix, pairs, regions
from ui.charts.ranking import ranking
from ui.charts.spread import histogram, scatter, spreads
from ui.charts.tiles import tiles
from ui.charts.years import LINK_SIGNS, courses, links, spark, sparks

__all__ = [
    "CONFIG",
    "LINK_SIGNS",
    "SERIES",
    "STATE_SIGNS",
    "counts",
    "courses",
    "funnel",
    "histogram",
    "links",
    "matrix",
    "mix",
    "pairs",
    "ranking",
    "regions",
    "scatter",
    "shares",
    "spark",
    "sparks",
    "spreads",
    "tiles",
]
