"""Reads government-information-disclosure annual reports: ``parse_report(data, name) -> Report``."""

from parsing.errors import UnreadableError
from parsing.pipeline import parse_report, unpack
from parsing.report import Figure, Place, Region, Report, Section, Status

__all__ = ["Figure", "Place", "Region", "Report", "Section", "Status", "UnreadableError", "parse_report", "unpack"]
