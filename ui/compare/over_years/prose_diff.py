"""Two years' prose side by side, as HTML and as a table: what was kept, changed, added and dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby, zip_longest
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from checks.across import Edit, SectionChange, SentencePair, prose_changes
from parsing.report import Report
from ui.shell import templates
from ui.texts import number, t

SIGNS = {Edit.KEPT: "", Edit.RENUMBERED: "#", Edit.REWORDED: "≈", Edit.ADDED: "+", Edit.DROPPED: "−"}
_ONE_SIDED = (Edit.ADDED, Edit.DROPPED)
_COLOURS = {Edit.ADDED: "blue", Edit.DROPPED: "orange", Edit.REWORDED: "violet", Edit.RENUMBERED: "gray"}


def legend() -> str:
    """The signs in words, as Markdown."""
    return " ".join(f":{colour}-badge[{SIGNS[kind]} {t(f'diff.{kind.value}')}]" for kind, colour in _COLOURS.items())


class Side(NamedTuple):
    """One year's words of a row, those that differ tagged "del" or "ins"; ``kind`` says what became of them."""

    pieces: Sequence[tuple[str, str]]
    kind: str = ""


class SideBySide(NamedTuple):
    """What is side by side: a sentence, or a run of kept ones; None where the other year has more."""

    kind: str
    left: Side | None
    right: Side | None


class _Section(NamedTuple):
    heading: str
    share: str
    rows: list[SideBySide]


def render(old: Report, new: Report) -> Markup:
    """Both texts in two columns, a section after the other, a row a sentence or a run of kept ones."""
    caption = t("diff.caption", old=old.year, new=new.year)
    sections = [_section(change) for change in prose_changes(old, new)]
    signs = {kind.value: sign for kind, sign in SIGNS.items()}
    return templates.render("diff", caption=caption, old=old.year, new=new.year, sections=sections, signs=signs)


def table(old: Report, new: Report) -> pd.DataFrame:
    """Every sentence with what became of it, with visible column names."""
    rows = [
        (change.number, t(f"diff.{piece.kind.value}"), piece.old, piece.new)
        for change in prose_changes(old, new)
        for piece in change.pieces
    ]
    columns = [t("column.section"), t("column.change"), str(old.year), str(new.year)]
    return pd.DataFrame(rows, columns=columns)


def _section(change: SectionChange) -> _Section:
    overlap = change.overlap
    share = t("diff.share", share=number(overlap.share, "rate")) if overlap.characters else ""
    return _Section(change.heading or t("section.number", n=change.number), share, list(_rows(change.pieces)))


def _rows(pieces: Sequence[SentencePair]) -> Iterator[SideBySide]:
    for what, group in groupby(pieces, key=lambda piece: "replaced" if piece.kind in _ONE_SIDED else piece.kind.value):
        run = list(group)
        if what == Edit.KEPT.value:
            kept = Side([("", "".join(piece.new for piece in run))])
            yield SideBySide(what, kept, kept)
            continue
        for left, right in _beside(run) if what == "replaced" else map(_both, run):
            yield SideBySide(what, left, right)


def _beside(run: Sequence[SentencePair]) -> Iterator[tuple[Side | None, Side | None]]:
    """What was dropped, and beside it what was added in the same place; the two need have nothing in common."""
    dropped = [Side([("del", piece.old)], piece.kind.value) for piece in run if piece.kind is Edit.DROPPED]
    added = [Side([("ins", piece.new)], piece.kind.value) for piece in run if piece.kind is Edit.ADDED]
    return zip_longest(dropped, added)


def _both(piece: SentencePair) -> tuple[Side, Side]:
    left, right = _within(piece.old, piece.new)
    return Side(left), Side(right, piece.kind.value)


def _within(old: str, new: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The differences inside of a sentence, tagged in both."""
    left, right = [], []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        is_same = tag == "equal"
        left.append(("" if is_same else "del", old[a:b]))
        right.append(("" if is_same else "ins", new[c:d]))
    return [piece for piece in left if piece[1]], [piece for piece in right if piece[1]]
