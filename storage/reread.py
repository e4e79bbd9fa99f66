"""Kept documents read again by the reader and the rules of today, in the workers; verdicts hold on to findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from sqlalchemy import Engine, Row, select, update

from checks.model.rules import version as rule_set
from dataset.versions import reader
from parsing.report import Report
from storage import documents
from storage.database import reading, writing
from storage.tables import COLLECTIONS, DOCUMENTS, ITEMS, READINGS
from workers import Answer, BroughtDocument, Pool, ReadDocument

_AT_ONCE = 16
_FLAGGED = ("failed", "uncertain")


def reread(engine: Engine, pool: Pool) -> Iterator[str]:
    """Read every kept document that another program has read; what that changes, a line each, while it goes on."""
    with reading(engine) as connection:
        old = (READINGS.c.reader != reader()) | (READINGS.c.rule_set != rule_set())
        due = connection.execute(select(READINGS.c.sha256, READINGS.c.name).where(old)).all()
    for start in range(0, len(due), _AT_ONCE):
        yield from _some(engine, pool, due[start : start + _AT_ONCE])


def _some(engine: Engine, pool: Pool, due: Sequence[Row[str, str]]) -> Iterator[str]:
    kept = {f"{n}": _kept(engine, *row) for n, row in enumerate(due)}
    batch = pool.submit("reread", [BroughtDocument(key, due[int(key)].name, one.data) for key, one in kept.items()])
    while not batch.is_done:
        batch.wait(1.0)
    for outcome in batch.take():
        yield from _taken(engine, kept[outcome.key], outcome)


def _kept(engine: Engine, sha256: str, name: str) -> ReadDocument:
    query = select(READINGS.c.report, READINGS.c.findings, READINGS.c.lines, DOCUMENTS.c.data).join(DOCUMENTS)
    with reading(engine) as connection:
        row = connection.execute(query.where(READINGS.c.sha256 == sha256, READINGS.c.name == name)).one()
        return documents.unpacked(*row)


def _taken(engine: Engine, old: ReadDocument, outcome: Answer) -> Iterator[str]:
    """Put a new reading in the place of the old one; one that failed leaves it there."""
    new, sha256 = outcome.read, old.report.sha256
    if new is None:
        why = outcome.error.code if outcome.error else "the reader failed"
        yield f"{sha256[:12]} is kept as it was read before: {why}"
        return
    part, now = documents.packed(new), datetime.now(UTC)
    here = (READINGS.c.sha256 == sha256) & (READINGS.c.name == part.name)
    with writing(engine) as connection:
        # somebody may have removed it meanwhile
        if connection.execute(select(READINGS.c.name).where(here)).first() is None:
            return
        documents.put(connection, part, now)
        holding = select(ITEMS.c.collection).where(ITEMS.c.sha256 == sha256, ITEMS.c.name == part.name)
        later = {"version": COLLECTIONS.c.version + 1}
        connection.execute(update(COLLECTIONS).where(COLLECTIONS.c.id.in_(holding)).values(later))
    yield from (f"{sha256[:12]} {line}" for line in _changes(old, new))


def _changes(old: ReadDocument, new: ReadDocument) -> Iterator[str]:
    was, now = _figures(old.report), _figures(new.report)
    for cell in {**was, **now}:
        if was.get(cell) != now.get(cell):
            yield f"figure {cell}: {_said(was.get(cell))} → {_said(now.get(cell))}"
    before, after = _outcomes(old), _outcomes(new)
    for finding in {**before, **after}:
        outcomes = before.get(finding, "none"), after.get(finding, "none")
        if outcomes[0] != outcomes[1] and set(outcomes) & set(_FLAGGED):
            yield f"finding {'/'.join(filter(None, finding))}: {outcomes[0]} → {outcomes[1]}"


def _figures(report: Report) -> dict[str, tuple[float | None, str]]:
    return dict(zip(report.figures.ids, zip(report.figures.values, report.figures.statuses, strict=True), strict=True))


def _outcomes(read: ReadDocument) -> dict[tuple[str, str], str]:
    return {(one.rule, one.subject): str(one.outcome) for one in read.findings.findings}


def _said(figure: tuple[float | None, str] | None) -> str:
    if figure is None:
        return "none"
    value, status = figure
    return f"{value} ({status})" if value is not None else str(status)
