"""The frames that pages share, each made or read when a page first asks for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

import pandas as pd

from checks.frames import findings_frame
from metrics import metrics_frame
from parsing.frames import figures_frame, reports_frame
from ui.visitor.entry import Entry


class Frames:
    """The frames of the shown reports; each has a ``report`` column with the id. They are shared: never change one."""

    def __init__(self, load: Callable[[str], pd.DataFrame]) -> None:
        """``load`` gives a frame by its name."""
        self._load = load

    @cached_property
    def reports(self) -> pd.DataFrame:
        """As ``parsing.frames.reports_frame``, with ``state``, ``mine`` and ``body`` beside."""
        return self._load("reports")

    @cached_property
    def figures(self) -> pd.DataFrame:
        """As ``parsing.frames.figures_frame``."""
        return self._load("figures")

    @cached_property
    def findings(self) -> pd.DataFrame:
        """As ``checks.frames.findings_frame``."""
        return self._load("findings")

    @cached_property
    def metrics(self) -> pd.DataFrame:
        """As ``metrics.metrics_frame``."""
        return self._load("metrics")


def built(shown: Sequence[Entry]) -> Frames:
    """The frames of these entries, made of their reports and findings."""
    reports = [entry.report for entry in shown]
    make: dict[str, Callable[[], pd.DataFrame]] = {
        "reports": lambda: _reports(shown),
        "figures": lambda: figures_frame(reports),
        "findings": lambda: findings_frame((entry.report, entry.findings) for entry in shown),
        "metrics": lambda: metrics_frame(reports),
    }
    return Frames(lambda name: make[name]())


def joined(parts: Sequence[Frames]) -> Frames:
    """Several sets of frames as one."""
    if len(parts) == 1:
        return parts[0]
    return Frames(lambda name: pd.concat([getattr(part, name) for part in parts], ignore_index=True))


def _reports(shown: Sequence[Entry]) -> pd.DataFrame:
    return reports_frame([entry.report for entry in shown]).assign(
        state=[entry.state for entry in shown],
        mine=[entry.mine for entry in shown],
        body=[entry.body for entry in shown],
    )
