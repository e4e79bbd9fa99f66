"""Errors in what the prose says, alone or beside the tables."""

from __future__ import annotations

from random import Random

from demo import prose
from demo.errors.register import Cells, busy, error
from demo.paper import Paper
from parsing import form


def _restate(paper: Paper, quantity: str, rng: Random) -> Cells | None:
    """The prose states another number than the table."""
    section, cells = prose.STATED[quantity]
    true = sum(paper.number(cell) for cell in cells)
    more = rng.randint(1, 4)
    # the prose may count what was carried in, and is right to
    more += quantity == "received" and more == paper.number("requests/carried_in/total")
    template = prose.sentences()[quantity]["some"]
    fill = {"we": paper.body.we, "year": paper.year}
    said, wrong = template.format(n=true, **fill), template.format(n=true + more, **fill)
    if not true or not any(said in text for text in paper.prose[section]):
        return None
    paper.prose[section] = [text.replace(said, wrong) for text in paper.prose[section]]
    return cells


@error("narrative.received")
def says_received(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """Requests received."""
    return _restate(paper, "received", rng)


@error("narrative.carried")
def says_carried(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """Requests carried over from last year."""
    return _restate(paper, "carried_in", rng)


@error("narrative.handled")
def says_handled(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """Requests handled."""
    return _restate(paper, "handled", rng)


@error("narrative.granted")
def says_granted(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """Requests granted."""
    return _restate(paper, "granted", rng)


@error("narrative.review")
def says_review(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """Administrative reviews."""
    return _restate(paper, "review", rng)


@error("narrative.litigation")
def says_litigation(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """Lawsuits."""
    return _restate(paper, "litigation", rng)


@error("narrative.placeholder")
def number_left_out(_rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """A sentence of a template without its number."""
    paper.prose[1].append(prose.sentences()["template"])
    return ()


@error("narrative.breakdown")
def parts_do_not_add(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """A total and parts that come to less."""
    a, b, c = (rng.randint(10, 90) for _ in "abc")
    paper.prose[1].append(prose.sentences()["parts"].format(n=a + b + c + rng.randint(1, 9), a=a, b=b, c=c))
    return ()


@error("zero.contradicted")
def zero_against_prose(_rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """The prose reports requests, the table is filled with zeros."""
    if not busy(paper, 1) or paper.number("requests/received/total") > 20 or paper.body.level == "government":  # noqa: PLR2004
        return None
    cells = form.table(paper.edition, "requests").cells
    paper.texts |= dict.fromkeys(cells, "0")
    return ("requests/received/total",)
