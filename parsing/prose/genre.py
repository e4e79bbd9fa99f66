"""What kind of document this is: an annual report, a part of one, or something else that speaks of disclosure.

Told by what is there: by the name that a document gives itself, by the instructions that a form to be filled in prints,
and, for parts, by where the document begins and ends. What is missing proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

import yaml

from parsing import form
from parsing.document import Document
from parsing.form import DATA
from parsing.identity import titles
from parsing.prose.sections import TABLE_SECTIONS
from parsing.report import Genre, Region, Report, Section, Status
from parsing.wording.headings import heading

# A document names itself in its first lines, above its first section
_HEAD_LINES = 25
_LONGEST = 80
# Cells of lines in the head; wider ones are of a table
_NARROW = 3
# So many instructions make a form of a document that has no figures
_INSTRUCTIONS = 2
_LAST_SECTION = 6
_IS_SENTENCE = re.compile("[，,。；;]")
_ENDS = ("。", "！", "；", "!", ";", ".", "：", "）", ")", "”")
# Shorter lines end without a full stop: signatures, days, "无"
_SENTENCE = 24


class _Name(NamedTuple):
    genre: Genre
    named: re.Pattern[str]
    unless: re.Pattern[str]
    with_figures: bool


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.load((DATA / "genres.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return data


@cache
def _names() -> tuple[tuple[_Name, ...], re.Pattern[str]]:
    """What non-reports call themselves, and what forms to be filled in say."""
    names = (
        _Name(
            Genre(entry.get("genre", genre)), re.compile(entry["named"]), re.compile(entry["unless"]), entry["figures"]
        )
        for genre, entry in _data()["names"].items()
    )
    return tuple(names), re.compile(_data()["instruction"])


def said(kind: Genre, language: str) -> str:
    """What a reader is shown for a document of this kind, in ``zh`` or ``en``; "" of a whole report."""
    words: str = _data()["said"].get(kind.value, {}).get(language, "")
    return words


def genre(document: Document, report: Report) -> Genre:
    """The kind of a document, of which this report was read."""
    has_figures = Status.REPORTED in report.figures.statuses
    return _named(document, report, has_figures=has_figures) or _extent_of(report)


def of_its_kind(report: Report, kind: Genre) -> Report:
    """The report with its kind; body and year that a form or a notice names are no report's."""
    if kind is Genre.REPORT:
        return report
    if kind not in (Genre.TEMPLATE, Genre.NOTICE):
        return replace(report, kind=kind)
    sources = {name: where for name, where in report.sources.items() if name == "published"}
    return replace(report, kind=kind, agency=None, level=None, region=Region(), year=None, sources=sources)


def _named(document: Document, report: Report, *, has_figures: bool) -> Genre | None:
    """What the document calls itself, if that is no report."""
    names, instruction = _names()
    own = report.title if report.title and _names_its_report(report.title) else None
    lines = [own] if own else list(_head(document, report.title))
    for name in names:
        if has_figures and not name.with_figures:
            continue
        if any(name.named.search(line) and not name.unless.search(line) for line in lines):
            return name.genre
    if has_figures or len(list(_first(instruction.finditer(document.text), _INSTRUCTIONS))) < _INSTRUCTIONS:
        return None
    return Genre.TEMPLATE


def _names_its_report(title: str) -> bool:
    """Whether a title is a report's own, and no link of the site's to reports: it has a body or a year."""
    return titles.YEAR.search(title) is not None or titles.body(title) is not None


def _head(document: Document, title: str | None) -> Iterator[str]:
    """Lines that may be the document's title: those above its first section, and the page's own title."""
    yield from filter(None, (title, document.metadata.get("title", "")[:_LONGEST]))
    for line in document.lines[:_HEAD_LINES]:
        if len(line.texts) > _NARROW:
            return
        for text in line.texts:
            if heading(text):
                return
            if 4 < len(text) <= _LONGEST and not _IS_SENTENCE.search(text):  # noqa: PLR2004
                yield text.rstrip(":： ")


def _first(matches: Iterable[re.Match[str]], most: int) -> Iterator[re.Match[str]]:
    for _, match in zip(range(most), matches, strict=False):
        yield match


class SectionSpan(NamedTuple):
    """From which section to which a document goes, and whether the report begins and ends there."""

    first: int
    last: int
    begins: bool
    ends: bool

    def covers(self, section: int) -> bool:
        """Whether the document goes on both before and behind this section, so that what it lacks there is missing."""
        after_start = self.begins or section > self.first
        return after_start and (self.ends or section < self.last)


def extent(report: Report) -> SectionSpan:
    """Where a report begins and ends in its document."""
    there = [section.number for section in report.sections if section.heading or section.paragraphs]
    there += [TABLE_SECTIONS[name] for name in found_tables(report)]
    if not there:
        return SectionSpan(_LAST_SECTION, 0, begins=False, ends=False)
    first, last = min(there), max(there)
    begins = (report.title is not None and _names_its_report(report.title)) or _heads(report.sections, 1)
    return SectionSpan(first, last, begins, _ends(report.sections))


def found_tables(report: Report) -> list[str]:
    """The tables of which the document has a cell."""
    missing = Status.MISSING
    tables, statuses = report.figures.fields[0], report.figures.statuses
    return list(dict.fromkeys(t for t, status in zip(tables, statuses, strict=True) if status is not missing))


def _heads(sections: Iterable[Section], number: int) -> bool:
    return any(section.number == number and section.heading for section in sections)


def _ends(sections: tuple[Section, ...]) -> bool:
    """Whether the last section is there, or the fifth up to a full stop."""
    if _heads(sections, _LAST_SECTION):
        return True
    last = sections[-1] if sections else None
    if last is None or last.number < _LAST_SECTION - 1 or not last.paragraphs:
        return False
    text = last.paragraphs[-1].text.rstrip()
    return len(text) <= _SENTENCE or text.endswith(_ENDS)


def _extent_of(report: Report) -> Genre:
    """A report, or a part of one; reports on years before the form have no order that would show it."""
    where = extent(report)
    if where.begins and (where.ends or not form.is_prescribed(report.year)):
        return Genre.REPORT
    return Genre.CUT if where.begins else Genre.EXCERPT
