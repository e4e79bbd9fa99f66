"""Every invented report, with the list of the errors put into them."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from demo import SEED, YEARS, prose
from demo.errors import ERRORS
from demo.figures import Figures, all_years
from demo.paper import Paper, texts
from demo.places import MadeUpBody, bodies, settings
from parsing.form import edition_of_year


class Seeded(NamedTuple):
    """A seeded error: the report's file, the kind of error, the rule that should find it, the cells it touched."""

    name: str
    error: str
    rule: str
    cells: tuple[str, ...]


class Generated(NamedTuple):
    """The reports in their order (by region, body and year) and the seeded errors."""

    papers: tuple[Paper, ...]
    truth: tuple[Seeded, ...]


def generate(seed: int = SEED, provinces: Sequence[str] = ("96", "97", "98")) -> Generated:
    """The reports of the provinces with these codes."""
    chosen = [body for body in bodies() if (body.region.code or "").startswith(tuple(provinces))]
    figures = all_years(chosen, seed)
    papers = {
        (body.key, year): _paper(body, year, figures[body.key, year], Random(f"{seed} {body.key} {year}"))
        for body in chosen
        for year in YEARS
    }
    lost = Random(f"{seed} unpublished")
    papers = {key: paper for key, paper in papers.items() if lost.random() >= settings()["unpublished"]}
    truth = _put_errors(papers, Random(f"{seed} errors"))
    return Generated(tuple(sorted(papers.values(), key=_order)), truth)


def _order(paper: Paper) -> tuple[str, bool, str, int]:
    """By region from province down, a government before its departments, then by body and year."""
    return paper.body.region.code or "", paper.body.level != "government", paper.body.kind, paper.year


def _paper(body: MadeUpBody, year: int, figures: Figures, rng: Random) -> Paper:
    edition = edition_of_year(year)
    last = {"department": 31, "government": 90}.get(body.level, 75)
    day = rng.randint(10, last)
    month, day = (1, day) if day <= 31 else (2, day - 31) if day <= 59 else (3, day - 59)  # noqa: PLR2004 - days of a year
    published = f"{year + 1}-{month:02}-{day:02}"
    written = prose.write(rng, body, year, prose.values(figures))
    return Paper(body, year, edition, figures, texts(figures, edition), written, published)


def _put_errors(papers: dict[tuple[str, int], Paper], rng: Random) -> tuple[Seeded, ...]:
    """At most one error a report, of each kind as many as its rate says where so many reports allow of it."""
    seeded: list[Seeded] = []
    keys = list(papers)
    for kind, per_thousand in settings()["errors"].items():
        wanted = round(len(papers) * per_thousand / 1000)
        for key in rng.sample(keys, len(keys)):
            if not wanted:
                break
            paper = papers[key]
            if paper.error:
                continue
            cells = ERRORS[kind].apply(rng, paper, papers.get((key[0], key[1] - 1)))
            if cells is not None:
                paper.error = kind
                wanted -= 1
                seeded.append(Seeded(paper.name, kind, ERRORS[kind].rule, cells))
    return tuple(seeded)
