"""What is probably wrong, in the reader's language: a sentence a cause, and what speaks for each of its mends."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from checks.model.mends import (
    BLANKS,
    CARRY_AGREES,
    CARRY_DIFFERS,
    FIGURES,
    PROSE_AGREES,
    PROSE_DIFFERS,
    Cause,
    Change,
    Mend,
)
from checks.model.rules import rules
from checks.words.localise import cell_label, number

# Cells that a sentence names before it counts them
_NAMED = 3
_LINES = ("displaced", "exchanged", "not_carried")
_SUPPORT = (PROSE_AGREES, CARRY_AGREES)
_AGAINST = frozenset((PROSE_DIFFERS, CARRY_DIFFERS))
# Findings about a whole table, and what is said of their cause
_WHOLE = {"years.repeated": "repeated", "zero.contradicted": "zeros"}


@cache
def _texts() -> dict[str, dict[str, dict[str, str]]]:
    data: dict[str, Any] = yaml.load(Path(__file__).with_suffix(".yaml").read_text("utf-8"), yaml.CSafeLoader)
    return data


def said(cause: Cause, language: str) -> str:
    """A cause in one sentence, in ``zh`` or ``en``."""
    words = {
        "then": _counted("then", cause, language),
        "broken": _counted("broken", cause, language),
        "fails": _counted("fails", cause, language),
        "m": len(cause.mends),
        "cells": _cells(cause.cells, language),
        "change": _changes(cause.mends[0], language) if cause.mends else "",
        "slip": _slip(cause, language),
        "support": _support(cause, language),
    }
    return _texts()["causes"][_template(cause)][language].format(**words)


def mend_said(mend: Mend, language: str) -> str:
    """A way to mend a cause, as something that might be."""
    return _changes(mend, language, "try_")


def evidence_said(mend: Mend, language: str) -> tuple[str, ...]:
    """What speaks for a mend, and against it."""
    return tuple(_texts()["evidence"][sign][language] for sign in mend.evidence)


def _template(cause: Cause) -> str:
    if cause.kind == BLANKS:
        return "blank" if cause.mends else "blank_open"
    if cause.kind != FIGURES:
        return next((word for rule, word in _WHOLE.items() if any(rule == of for of, _ in cause.findings)), cause.kind)
    return _of_one(cause.only) if cause.only else _of_several(cause)


def _of_one(mend: Mend) -> str:
    if any(mistake.kind in _LINES for mistake in mend.mistakes):
        return "line"
    return "one_cell" if len(mend.cells) == 1 else "one_mend"


def _of_several(cause: Cause) -> str:
    if not cause.complete:
        return "open_one" if len(cause.mends) == 1 else "open"
    if _supported(cause):
        return "supported"
    against = [bool(_AGAINST.intersection(mend.evidence)) for mend in cause.mends]
    return "uncontradicted" if not against[0] and all(against[1:]) else "equal"


def _supported(cause: Cause) -> str:
    """What agrees with the first mend and with no other; "" where nothing does."""
    first, *others = (frozenset(_SUPPORT).intersection(mend.evidence) for mend in cause.mends)
    return next((sign for sign in _SUPPORT if sign in first and not any(others)), "")


def _support(cause: Cause, language: str) -> str:
    sign = _supported(cause) if cause.mends else ""
    return _texts()["evidence"][sign][language] if sign else ""


def _slip(cause: Cause, language: str) -> str:
    kinds = [mistake.kind for mend in cause.mends[:1] for mistake in mend.mistakes if mistake.kind in _LINES]
    return _texts()["evidence"][kinds[0]][language] if kinds else ""


def _counted(what: str, cause: Cause, language: str) -> str:
    n = sum(rules()[rule].equation is not None for rule, _ in cause.findings)
    return _texts()["parts"][f"{what}_{'one' if n == 1 else 'all'}"][language].format(n=n)


def _changes(mend: Mend, language: str, prefix: str = "") -> str:
    every = (*mend.changes, *mend.fills)
    named = [_change(change, language, prefix) for change in every[:_NAMED]]
    parts = _texts()["parts"]
    more = [parts["more"][language].format(n=len(every))] if len(every) > _NAMED else []
    return parts["joiner"][language].join([*named, *more])


def _change(change: Change, language: str, prefix: str) -> str:
    template = _texts()["parts"][f"{prefix}{'fill' if change.reported is None else 'change'}"][language]
    return template.format(
        cell=_name(change.cell, language), reported=number(change.reported), implied=number(change.implied)
    )


def _name(cell: str, language: str) -> str:
    """A cell by its row, without the group before it, and its column."""
    return cell_label(cell, language).rpartition(" / ")[2]


def _cells(cells: tuple[str, ...], language: str) -> str:
    parts = _texts()["parts"]
    named = [_name(cell, language) for cell in cells[:_NAMED]]
    more = [parts["more"][language].format(n=len(cells))] if len(cells) > _NAMED else []
    return ("、" if language == "zh" else ", ").join([*named, *more])
