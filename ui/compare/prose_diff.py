"""Two years' prose side by side, as HTML and as a table: what was kept, changed, added and dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby, zip_longest

import pandas as pd

from checks.across import Kind, Piece, SectionChange, prose_changes
from parsing.report import Report
from ui.shell.safe import markup
from ui.texts import number, t

SIGNS = {Kind.KEPT: "", Kind.RENUMBERED: "#", Kind.REWORDED: "≈", Kind.ADDED: "+", Kind.DROPPED: "−"}
_ONE_SIDED = (Kind.ADDED, Kind.DROPPED)
_COLOURS = {Kind.ADDED: "blue", Kind.DROPPED: "orange", Kind.REWORDED: "violet", Kind.RENUMBERED: "gray"}


def legend() -> str:
    """The signs in words, as Markdown."""
    return " ".join(f":{colour}-badge[{SIGNS[kind]} {t(f'diff.{kind.value}')}]" for kind, colour in _COLOURS.items())


def render(old: Report, new: Report) -> str:
    """Both texts in two columns, a section after the other, a row a sentence or a run of kept ones."""
    changes = prose_changes(old, new)
    heads = f'<th scope="col">{old.year}</th><th scope="col">{new.year}</th>'
    body = "".join(_section(change) for change in changes)
    caption = markup(t("diff.caption", old=old.year, new=new.year))
    return (
        f'<div class="nb-scroll" tabindex="0" role="region" aria-label="{caption}"><table class="nb-diff">'
        f'<caption class="nb-hidden">{caption}</caption><thead><tr>{heads}</tr></thead>{body}</table></div>'
    )


def table(old: Report, new: Report) -> pd.DataFrame:
    """Every sentence with what became of it, with visible column names."""
    rows = [
        (change.number, t(f"diff.{piece.kind.value}"), piece.old, piece.new)
        for change in prose_changes(old, new)
        for piece in change.pieces
    ]
    columns = [t("column.section"), t("column.change"), str(old.year), str(new.year)]
    return pd.DataFrame(rows, columns=columns)


def _section(change: SectionChange) -> str:
    heading = markup(change.heading or t("section.number", n=change.number))
    overlap = change.overlap
    share = markup(t("diff.share", share=number(overlap.share, "rate"))) if overlap.characters else ""
    head = f'<tr><th colspan="2" scope="rowgroup">{heading} <span>{share}</span></th></tr>'
    return f"<tbody>{head}{''.join(_rows(change.pieces))}</tbody>"


def _rows(pieces: Sequence[Piece]) -> Iterator[str]:
    for what, group in groupby(pieces, key=lambda piece: "replaced" if piece.kind in _ONE_SIDED else piece.kind.value):
        run = list(group)
        if what == Kind.KEPT.value:
            text = markup("".join(piece.new for piece in run))
            yield f'<tr class="nb-kept"><td>{text}</td><td>{text}</td></tr>'
            continue
        for left, right in _beside(run) if what == "replaced" else map(_both, run):
            yield f'<tr class="nb-{what}"><td>{left}</td><td>{right}</td></tr>'


def _beside(run: Sequence[Piece]) -> Iterator[tuple[str, str]]:
    """What was dropped, and beside it what was added in the same place; the two need have nothing in common."""
    dropped = [f"{_sign(Kind.DROPPED)}<del>{markup(piece.old)}</del>" for piece in run if piece.kind is Kind.DROPPED]
    added = [f"{_sign(Kind.ADDED)}<ins>{markup(piece.new)}</ins>" for piece in run if piece.kind is Kind.ADDED]
    return zip_longest(dropped, added, fillvalue="")


def _both(piece: Piece) -> tuple[str, str]:
    left, right = _within(piece.old, piece.new)
    return left, _sign(piece.kind) + right


def _sign(kind: Kind) -> str:
    return f'<b aria-label="{markup(t(f"diff.{kind.value}"))}">{SIGNS[kind]}</b> '


def _within(old: str, new: str) -> tuple[str, str]:
    """The differences inside of a sentence, marked in both."""
    left, right = [], []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            left.append(markup(old[a:b]))
            right.append(markup(new[c:d]))
            continue
        if b > a:
            left.append(f"<del>{markup(old[a:b])}</del>")
        if d > c:
            right.append(f"<ins>{markup(new[c:d])}</ins>")
    return "".join(left), "".join(right)
