"""The numbers that a report's prose states, each with its place in the report and held against the tables."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from checks.model.known import Known
from checks.model.memo import once
from checks.narrative.language.vocabulary import sums_of
from checks.narrative.memory.statement import PROCESSED, Statement
from checks.narrative.statements import read_normalised
from checks.narrative.subjects import is_of_another
from parsing.report import Report

_CARRIED_IN = "requests/carried_in/total"
_RECEIVED = "requests/received/total"


class StatementVerdict(StrEnum):
    """What the tables say to a statement."""

    AGREES = "agrees"
    DIFFERS = "differs"
    # 受理118件 where the table has 110 new requests and 8 carried in: no contradiction
    INCLUDES_CARRY_IN = "includes_carry_in"
    # The cells are not known, the statement is a soft zero, or the prose itself states two numbers
    UNKNOWN = "unknown"


class PlacedStatement(NamedTuple):
    """A number that the prose states exactly of this body and this year.

    ``quantity`` is one of ``QUANTITIES``, or ``processed`` (办理57件 may be received, received with the carry-in, or
    handled: it differs only from all three). ``sentence`` is the whole sentence. ``section`` is ``Section.number``,
    ``paragraph`` the index in ``Section.paragraphs`` from 0. ``start`` and ``end`` are offsets in its text:
    of the number with its unit, or, where no number is printed (未收到, 均已办结), of the words that state it.
    ``cells`` are the ids of the cells that add up to it in the table, ``printed`` their sum, None if one is unknown.
    A statement is not ``certain`` where it is a soft zero (未发生因答复不当引起的复议), an office's that speaks for its
    government, or the prose has two numbers, or says another than the table of a body that it names.
    """

    quantity: str
    value: int
    sentence: str
    section: int
    paragraph: int
    start: int
    end: int
    cells: tuple[str, ...]
    printed: float | None
    verdict: StatementVerdict
    certain: bool


def statements_of(report: Report) -> tuple[PlacedStatement, ...]:
    """All statements of a report's prose in the order of the text, each with the tables' verdict.

    Empty where the report's year is not known.
    """
    return _compared(report, report.known())


@once
def _compared(report: Report, known: Known) -> tuple[PlacedStatement, ...]:
    statements = read_report(report)
    values: dict[str, set[int]] = {}
    for statement in statements:
        if not statement.doubtful:
            values.setdefault(statement.quantity, set()).add(statement.value)
    places = Places(report)
    return tuple(
        _placed(statement, report, places, known, disputed=len(values.get(statement.quantity, ())) > 1)
        for statement in statements
    )


@once
def certain_by_quantity(report: Report, known: Known) -> Mapping[str, PlacedStatement]:
    """The first certain statement of each quantity; ``known`` are the report's certain values."""
    return {s.quantity: s for s in reversed(_compared(report, known)) if s.certain}


@once
def read_report(report: Report) -> tuple[Statement, ...]:
    """What the prose of a report states; offsets count in ``Report.prose``. Empty where its year is not known."""
    return read_normalised(report.prose, report.year, report.level or "department") if report.year is not None else ()


class Places:
    """Offsets in ``Report.prose`` → section, paragraph and offset in the paragraph."""

    def __init__(self, report: Report) -> None:
        self.paragraphs: list[tuple[int, int]] = []
        self.starts: list[int] = []
        position = 0
        for section in report.sections:
            for index, paragraph in enumerate(section.paragraphs):
                self.paragraphs.append((section.number, index))
                self.starts.append(position)
                position += len(paragraph.text) + 1
            if not section.paragraphs:  # an empty section is an empty line of the prose
                position += 1

    def span(self, start: int, end: int) -> tuple[int, int, int, int]:
        """Section number, paragraph index, and both offsets in the paragraph's text."""
        section, paragraph, origin = self.of(start)
        return section, paragraph, start - origin, end - origin

    def of(self, offset: int) -> tuple[int, int, int]:
        """Section number, paragraph index, and where the paragraph begins in the prose."""
        at = bisect_right(self.starts, offset) - 1
        return *self.paragraphs[at], self.starts[at]


def _placed(statement: Statement, report: Report, places: Places, known: Known, *, disputed: bool) -> PlacedStatement:
    place = places.span(*(statement.number or (statement.start, statement.end)))
    meant = sums_of(statement.quantity)
    sums = [total(cells, known) for cells in meant]
    verdict = _verdict(statement, sums, known)
    certain = not statement.doubtful and not disputed
    if certain and verdict is not StatementVerdict.AGREES:
        certain = not is_of_another(report, statement.number[0] if statement.number else statement.end)
    if not certain and verdict is not StatementVerdict.AGREES:
        verdict = StatementVerdict.UNKNOWN
    return PlacedStatement(
        statement.quantity,
        statement.value,
        statement.sentence,
        *place,
        meant[0],
        sums[0],
        verdict,
        certain,
    )


def _verdict(statement: Statement, sums: list[float | None], known: Known) -> StatementVerdict:
    """A number differs only if it can be none of the sums that may be meant."""
    value = statement.value
    if value == sums[0] or (statement.quantity == PROCESSED and value in sums):
        return StatementVerdict.AGREES
    if value in sums:
        return StatementVerdict.INCLUDES_CARRY_IN
    if _is_of_the_new(statement, known) or any(_may_be(value, cells, known) for cells in sums_of(statement.quantity)):
        return StatementVerdict.UNKNOWN
    return StatementVerdict.DIFFERS


def _is_of_the_new(statement: Statement, known: Known) -> bool:
    """``收到12件，均已办结`` says nothing of what was carried in, and the total does."""
    carried, received = known.get(_CARRIED_IN), known.get(_RECEIVED)
    return statement.quantity == "handled" and carried != 0 and statement.value == received


def _may_be(value: int, cells: tuple[str, ...], known: Known) -> bool:
    """Whether cells without a certain value, which are zero or more, can make the sum up to the value."""
    values = [known.get(cell) for cell in cells]
    return None in values and value >= sum(v for v in values if v is not None)


def total(cells: tuple[str, ...], known: Known) -> float | None:
    """The sum of cells, None where one is not certain."""
    found: float = 0
    for cell in cells:
        value = known.get(cell)
        if value is None:
            return None
        found += value
    return found
