"""Rules on the report as a whole: its years, its day of publication, a mirror site's additions, how it was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checks.kinds import own_year
from checks.kinds.registry import check
from checks.model.findings import Finding, Outcome
from checks.model.known import Known
from checks.model.rules import Rule
from checks.words.localise import Words
from parsing.report import Report

_CONTAMINATION = ("advertising", "pinyin", "junk")


@check("year")
def year(rule: Rule, report: Report, _known: Known) -> Iterator[Finding]:
    """Title and statistical period name the same year; prose and file name, where they speak of it, name it too."""
    years: Mapping[str, int] = next(
        (remark.details["years"] for remark in report.remarks if remark.kind == "years"), {}
    )
    both = "title" in years and "period" in years
    if both and years["title"] != years["period"]:
        title, period = str(years["title"]), str(years["period"])
        yield Finding(rule.id, "", Outcome.FAILED, rule.severity, title, period, details=dict(years))
        return
    other = next(own_year.others(report), None)
    if other is not None:
        details = {"where": Words((other.where,)), "quote": other.quote}
        yield Finding(rule.id, "", Outcome.UNCERTAIN, rule.severity, str(report.year), str(other.year), details=details)
        return
    outcome = Outcome.PASSED if both else Outcome.NOT_APPLICABLE
    yield Finding(rule.id, "", outcome, rule.severity, *([str(report.year)] * 2 if both else ()))


@check("late")
def late(rule: Rule, report: Report, _known: Known) -> Iterator[Finding]:
    """Published by the day that the Regulation sets for this kind of body."""
    due = _due(rule, report.year, report.level)
    if due is None or report.published is None or report.year is None:
        yield Finding(rule.id, "", Outcome.NOT_APPLICABLE, rule.severity)
        return
    day = f"{report.year + 1}-{due}"
    outcome = Outcome.FAILED if report.published > day else Outcome.PASSED
    yield Finding(rule.id, "", outcome, rule.severity, report.published, day)


def _due(rule: Rule, year: int | None, level: str | None) -> str | None:
    """Month and day of publication; None where the Regulation of that time sets none."""
    earlier = rule.parameters["of_2008"]
    if year is None or year < earlier["first"]:
        return None
    day: str | None = earlier["due"] if year <= earlier["last"] else rule.parameters["due"].get(level)
    return day


@check("contaminated")
def contaminated(rule: Rule, report: Report, _known: Known) -> Iterator[Finding]:
    """Advertising words, pinyin and junk that a copy of the report has and the report has not."""
    kinds = tuple(kind for kind in _CONTAMINATION if any(remark.kind == kind for remark in report.remarks))
    outcome = Outcome.FAILED if kinds else Outcome.PASSED
    yield Finding(rule.id, "", outcome, rule.severity, details={"kinds": Words(kinds)} if kinds else {})


@check("recognised")
def recognised(rule: Rule, report: Report, _known: Known) -> Iterator[Finding]:
    """The text was recognised in pictures, so that its figures may be misread."""
    recognised = next((remark.details for remark in report.remarks if remark.kind == "ocr"), None)
    if recognised is None:
        yield Finding(rule.id, "", Outcome.PASSED, rule.severity)
        return
    details = {"pages": len(recognised["pages"]), "doubts": recognised["doubts"]}
    yield Finding(rule.id, "", Outcome.FAILED, rule.severity, details=details)
