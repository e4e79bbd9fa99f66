"""What there is to be looked at: every page of ``pages/``, and the views of those that have several, by their URL."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tests.pages import PAGES as NAMES

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_reports"


def id_of(name: str) -> str:
    """The id under which links name a sample."""
    return hashlib.sha256((SAMPLES / name).read_bytes()).hexdigest()[:12]


_FLAGGED = f"report?report={id_of('panshan_2022.txt')}"
PAGES = {page: page for page in NAMES}
# Name of the view → its address, from the root of the app.
VIEWS = {
    **PAGES,
    "overview": "",
    "report": f"{_FLAGGED}&tab=requests&try=2&cell=requests/total/total",
    "report-disclosure": f"report?report={id_of('shanghai_office_2019.html')}&tab=disclosure&side=source",
    "report-disputes": f"report?report={id_of('hongze_2023.html')}&tab=disputes&cell=disputes/review/total",
    "report-prose": f"report?report={id_of('datonghu_2019.txt')}&tab=prose",
    "report-cells": f"{_FLAGGED}&tab=cells",
    "regions-funnel": "regions?year=2023&view=funnel",
    "regions-map": "regions?year=2023&view=map",
    "regions-scatter": "regions?year=2023&view=scatter",
    "regions-mix": "regions?year=2023&view=mix",
    "regions-lines": "regions?year=2023&view=lines",
    "years-links": "years?view=links",
    "years-metrics": "years?view=metrics",
    "years-prose": "years?view=prose",
    "about-metrics": "about?view=metrics",
    "about-rules": "about?view=rules",
    "about-found": "about?q=Wilson",
    "data-panel": "data?frame=panel",
    "inconsistencies-rules": "inconsistencies?view=rules",
    "inconsistencies-places": "inconsistencies?view=places",
    "inconsistencies-together": "inconsistencies?view=together",
}
# The same with the made-up dataset; a report of it is chosen by the page itself.
MADE_UP = {
    name: f"{address}{'&' if '?' in address else '?'}data=demo"
    for name, address in {**VIEWS, "report": "report"}.items()
    if "report=" not in address
}
