"""How well a reader reads: shares of cells right by layout and by defect, and every wrong or invented value."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TextIO, TypeVar

from checks.model.findings import Findings
from demo.printing.model import Number
from parsing.report import Figure, Figures, Report, Status
from tests.render.model import LEVELS, Case, same

Read = Callable[[bytes, str], Any]
"""A reader: bytes and file name to a report (``parsing.report.Report`` or anything with its attributes)."""

Check = Callable[[Report], Findings]
"""The rules: a report to its findings."""

RIGHT, WITHHELD, OVERSURE, WRONG, INVENTED, OTHER = (
    "right", "withheld", "oversure", "wrong", "invented", "other"
)  # fmt: skip
OUTCOMES = {
    RIGHT: "an acceptable reading",
    WITHHELD: "a certain number in the document, and no number read",
    OVERSURE: "the right number, reported where its column can't be told",
    WRONG: "a number is reported, and the document has another one there",
    INVENTED: "a number is reported where the document has none",
    OTHER: "another status than the right one, no number reported",
}


@dataclass(frozen=True, slots=True)
class Miss:
    """A value reported that the document does not have there."""

    seed: int
    layout: str
    defects: tuple[str, ...]
    cell: str
    printed: str
    expected: tuple[Number | None, str]
    read: tuple[Number | None, str]


@dataclass(frozen=True, slots=True)
class FalseFinding:
    """A finding on the reading that the printed figures do not give."""

    seed: int
    layout: str
    defects: tuple[str, ...]
    rule: str
    subject: str
    outcome: str


Fault = TypeVar("Fault", Miss, FalseFinding)


@dataclass(slots=True)
class Tally:
    """Counts over some documents: cells by outcome, documents, and facts about the report that were read right."""

    cells: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    perfect: int = 0
    false_findings: int = 0
    failed: int = 0
    facts: Counter[str] = field(default_factory=Counter)

    def share(self, outcome: str = RIGHT) -> float:
        """Share of cells with this outcome; 1 if there are none."""
        return self.cells[outcome] / total if (total := self.cells.total()) else 1.0

    def fact(self, name: str) -> float:
        """Share of documents whose year, agency, region, editions or date was read right."""
        return self.facts[name] / self.documents if self.documents else 1.0


@dataclass(slots=True)
class Score:
    """Tallies for all documents, for each layout and for each defect (``clean`` for none); misses and crashes."""

    total: Tally = field(default_factory=Tally)
    layouts: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    defects: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    misses: list[Miss] = field(default_factory=list)
    false_findings: list[FalseFinding] = field(default_factory=list)
    crashes: list[tuple[int, str]] = field(default_factory=list)
    facts_wrong: list[tuple[int, str, Any, Any]] = field(default_factory=list)

    def tallies(self, case: Case) -> list[Tally]:
        """The tallies in which a document counts."""
        return [self.total, self.layouts[case.layout], *(self.defects[name] for name in case.defects or ("clean",))]


def score(cases: Iterable[Case], read: Read, check: Check | None = None) -> Score:
    """Reads every document and compares; a reader that raises has read nothing.

    With ``check`` the findings on each reading are compared with those on the truth.
    """
    result = Score()
    for case in cases:
        try:
            report = read(case.data, case.name)
        except Exception as error:  # noqa: BLE001 - whatever the reader raises is a result
            result.crashes.append((case.seed, f"{type(error).__name__}: {error}"))
            for tally in result.tallies(case):
                tally.documents += 1
                tally.failed += 1
                tally.cells.update({WITHHELD: len(case.cells)})
            continue
        _compare(case, report, result, check)
    return result


def _compare(case: Case, report: Any, result: Score, check: Check | None) -> None:
    false = compare_findings(case, report, check) if check else []
    result.false_findings += false
    outcomes, misses = compare_cells(case, report)
    result.misses += misses
    facts = compare_facts(case, report)
    result.facts_wrong += [(case.seed, name, *pair) for name, (right, *pair) in facts.items() if not right]
    for tally in result.tallies(case):
        tally.documents += 1
        tally.cells += outcomes
        tally.false_findings += len(false)
        tally.perfect += outcomes[RIGHT] == outcomes.total()
        tally.facts.update(name for name, (right, *_) in facts.items() if right)


def compare_findings(case: Case, report: Report, check: Check) -> list[FalseFinding]:
    """The failed and uncertain findings that the same rules do not give, or not as certain, on the truth."""
    flagged = check(report).flagged
    if not flagged:
        return []
    right = {(f.rule, f.subject): f.outcome for f in check(_true(case, report)).flagged}
    return [
        FalseFinding(case.seed, case.layout, case.defects, f.rule, f.subject, str(f.outcome))
        for f in flagged
        if right.get((f.rule, f.subject)) not in (f.outcome, "failed")
    ]


def _true(case: Case, report: Report) -> Report:
    """The reading with the truth for each figure that is not read acceptably, and without remarks on rows and tables
    whose columns anybody can tell."""
    figures = []
    for figure in report.figures:
        printed = case.cells.get(figure.id)
        if printed and not case.accepts(figure.id, figure.value, figure.status):
            figures.append(_figure(case, figure.id))
        else:
            figures.append(figure)
    lacking = set(case.cells) - {figure.id for figure in figures}
    figures += [_figure(case, cell) for cell in case.cells if cell in lacking]
    editions = {table: edition or report.editions.get(table) for table, edition in case.editions.items()}
    remarks = tuple(
        remark for remark in report.remarks if remark.kind not in _OF_TABLES or _doubted(case, remark.subject)
    )
    return replace(report, figures=Figures.of(figures), editions=editions, remarks=remarks, year=case.year)


_OF_TABLES = ("row_width", "table_repeated", "columns_disordered")


def _figure(case: Case, cell: str) -> Figure:
    printed = case.cells[cell]
    table, row, column = cell.split("/")
    return Figure(table, row, column, printed.value, printed.status, printed.text, None)


def _doubted(case: Case, subject: str) -> bool:
    """Whether a careful reader may call any cell of a row or table unclear."""
    own = (printed for cell, printed in case.cells.items() if f"{cell}/".startswith(f"{subject}/"))
    return any(status is Status.UNCLEAR for printed in own for _, status in printed.answers)


def compare_cells(case: Case, report: Any) -> tuple[Counter[str], list[Miss]]:
    """Outcomes of all cells of the form, and the values reported wrongly. A figure not given counts as missing."""
    read = {f"{f.table}/{f.row}/{f.column}": (f.value, Status(f.status)) for f in report.figures}
    outcomes: Counter[str] = Counter()
    misses: list[Miss] = []
    for cell in [*case.cells, *(set(read) - set(case.cells))]:
        value, status = read.get(cell, (None, Status.MISSING))
        if cell not in case.cells and value is None:
            continue
        outcome = _outcome(case, cell, value, status)
        outcomes[outcome] += 1
        if outcome in (WRONG, INVENTED):
            misses.append(_miss(case, cell, value, status))
    return outcomes, misses


def _outcome(case: Case, cell: str, value: Number | None, status: Status) -> str:
    if cell not in case.cells:
        return INVENTED
    printed = case.cells[cell]
    if case.accepts(cell, value, status):
        return RIGHT
    if status is Status.REPORTED:
        if printed.printed_value is None:
            return INVENTED
        return OVERSURE if same(value, printed.printed_value) else WRONG
    return WITHHELD if printed.status is Status.REPORTED and value is None else OTHER


def _miss(case: Case, cell: str, value: Number | None, status: Status) -> Miss:
    printed = case.cells.get(cell)
    expected = (printed.value, str(printed.status)) if printed else (None, "not in the form")
    text = printed.text if printed else ""
    return Miss(case.seed, case.layout, case.defects, cell, text, expected, (value, str(status)))


def compare_facts(case: Case, report: Any) -> dict[str, tuple[bool, Any, Any]]:
    """For year, agency, region, editions and date of publication: whether right, as read, as expected."""
    region = {level: getattr(report.region, level, None) for level in LEVELS}
    editions = {table: dict(report.editions).get(table) for table in case.editions}
    agreed = all(editions[table] == edition for table, edition in case.editions.items() if edition)
    published = getattr(report, "published", None)
    return {
        "year": (report.year in case.years, report.year, case.year),
        "agency": (report.agency in case.agencies, report.agency, case.agency),
        "region": (_region_right(case, region), tuple(region.values()), tuple(case.region.values())),
        "editions": (agreed, editions, dict(case.editions)),
        "published": (published == case.published, published, case.published),
    }


def _region_right(case: Case, region: Mapping[str, str | None]) -> bool:
    """Every level as it is; where the document has lost the body's name, nothing at all is as good."""
    for level in LEVELS:
        expected, got = case.region.get(level), region[level]
        # a zone that the national list lacks is kept as it is named in the body's name
        if level == "county" and expected is None and got and got in (case.agency or ""):
            continue
        if got != expected and not (got is None and not case.region_certain):
            return False
    return True


_HEAD = ("", "documents", "all right", "right", "withheld", "oversure", "wrong", "invented", "other", "false findings", "crashed",
         "year", "agency", "region", "editions", "published")  # fmt: skip


def print_score(result: Score, file: TextIO | None = None, misses: int = 20) -> None:
    """The score as Markdown: a row for all, for each layout and for each defect; then a miss and a false finding a document."""
    print("| " + " | ".join(_HEAD) + " |", file=file)
    print("|---|" + "---:|" * (len(_HEAD) - 1), file=file)
    rows = [("all", result.total), *sorted(result.layouts.items()), *sorted(result.defects.items())]
    for name, tally in rows:
        print("| " + " | ".join(_row(name, tally)) + " |", file=file)
    print(f"\n{len(result.misses)} values wrong or invented, {len(result.crashes)} crashes", file=file)
    for miss in _one_a_document(result.misses)[:misses]:
        where = f"{miss.seed} {miss.layout} [{', '.join(miss.defects)}]"
        print(f"- {where} {miss.cell}: printed {miss.printed!r}, right {miss.expected}, read {miss.read}", file=file)
    print(f"\n{len(result.false_findings)} findings that the printed figures do not give", file=file)
    for false in _one_a_document(result.false_findings)[:misses]:
        where = f"{false.seed} {false.layout} [{', '.join(false.defects)}]"
        print(f"- {where} {false.rule} {false.subject}: {false.outcome}", file=file)
    for seed, error in result.crashes[:misses]:
        print(f"- {seed}: {error}", file=file)


def _one_a_document(faults: list[Fault]) -> list[Fault]:
    """The first fault of each document."""
    return list({fault.seed: fault for fault in reversed(faults)}.values())[::-1]


def _row(name: str, tally: Tally) -> list[str]:
    counts = [str(tally.cells[outcome]) for outcome in (WITHHELD, OVERSURE, WRONG, INVENTED, OTHER)]
    facts = [f"{tally.fact(fact):.1%}" for fact in ("year", "agency", "region", "editions", "published")]
    counts += [str(tally.false_findings), str(tally.failed)]
    return [name, str(tally.documents), str(tally.perfect), f"{tally.share():.2%}", *counts, *facts]
