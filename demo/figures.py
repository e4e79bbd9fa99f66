"""Figures of the invented bodies over the years, on which every rule of the form holds.

What one year carries over the next takes in, stocks of documents follow from what was issued and repealed, and a
government's figures are its own and those of all bodies below it. A year's figures hold the cells of both editions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from random import Random

from demo import YEARS, consistent
from demo.draws import part, poisson, shares, spread
from demo.places import MadeUpBody, settings
from parsing.form import APPLICANTS, TOTAL

Number = int | float
Figures = Mapping[str, Number]
_LEVEL = {2: "province", 4: "prefecture", 6: "county", 9: "township"}
_DECISIONS = ("licensing", "other_services", "penalties", "coercion")
_OTHER = ("other.no_correction", "other.fee_unpaid", "other.misc")


def all_years(bodies: list[MadeUpBody], seed: int) -> dict[tuple[str, int], Figures]:
    """The figures of every body and year by (key of the body, year); ``bodies`` has governments after those below."""
    figures_of: dict[tuple[str, int], Figures] = {}
    below: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for body in bodies:
        own = _Course(body, Random(f"{seed} figures {body.key}"))
        for year in YEARS:
            figures = Counter(own.year(year))
            if body.level == "government":
                figures = _added(figures, below[body.region.code or "", year])
            figures_of[body.key, year] = _rounded(figures)
            below[body.above, year] = _added(below[body.above, year], figures)
    return figures_of


def _added(left: Counter[str], right: Counter[str]) -> Counter[str]:
    # Counter's own + drops what is not positive, and a change of stock may be negative
    return Counter({cell: left[cell] + right[cell] for cell in left.keys() | right.keys()})


def _rounded(figures: Counter[str]) -> Figures:
    return {cell: round(figures[cell], 2) for cell in sorted(figures)}


class _Course:
    """What one body does by itself, year after year."""

    def __init__(self, body: MadeUpBody, rng: Random) -> None:
        usual = settings()["bodies"][body.kind]
        scale = settings()["scale"][_LEVEL[len(body.region.code or "")]] if body.level == "department" else 1
        # many are asked little, a few a lot
        self.rng = rng
        # people of one county ask more than those of another, whomever they ask
        scale *= spread(Random(f"place {body.region.code[:6]}"), 0.4) if body.region.code else 1
        self.requests = usual["requests"] * scale * spread(rng, 0.8)
        self.usual = {name: usual[name] * scale * spread(rng, 0.6) for name in (*_usual(), "fees", "documents")}
        self.regulations = usual["regulations"]
        self.carried = Counter(shares(rng, poisson(rng, self.requests * 0.05), settings()["applicants"]))
        self.outcomes = {row: weight * spread(rng, 0.5) for row, weight in settings()["outcomes"].items()}
        self.stocks = {
            "normative_documents": poisson(rng, self.usual["documents"] * 6),
            "regulations": poisson(rng, self.regulations * 8),
        }
        self.items = {row: poisson(rng, 4 + self.usual.get(row, 0) ** 0.5) for row in _DECISIONS}
        self.items["fees"] = poisson(rng, 3) if self.usual["fees"] else 0

    def year(self, year: int) -> dict[str, Number]:
        """The body's own figures of a year; years are asked for in order."""
        growth = 1.06 ** (year - YEARS[0])
        figures: dict[str, Number] = {}
        figures |= self._requests(growth)
        figures |= self._disputes(int(figures[f"requests/total/{TOTAL}"]))
        figures |= self._documents()
        figures |= self._decisions()
        return figures

    def _requests(self, growth: float) -> dict[str, Number]:
        count = poisson(self.rng, self.requests * growth * spread(self.rng, 0.25))
        received = Counter(shares(self.rng, count, settings()["applicants"]))
        cells = {f"requests/{row}/{who}": 0 for row in _rows() for who in APPLICANTS}
        for who in APPLICANTS:
            open_ = received[who] + self.carried[who]
            out = part(self.rng, open_, settings()["carried_over"])
            ended = shares(self.rng, open_ - out, self.outcomes)
            column = consistent.applicant(ended, self.carried[who], out)
            column["other"] = sum(ended.get(row, 0) for row in _OTHER)
            cells |= {f"requests/{row}/{who}": number for row, number in column.items()}
            self.carried[who] = out
        cells |= consistent.row_totals(cells, _rows())
        return {**cells}

    def _disputes(self, handled: int) -> dict[str, Number]:
        def endings(procedure: str) -> dict[str, int]:
            ends = shares(self.rng, part(self.rng, handled, settings()["disputes"][procedure]), settings()["endings"])
            return {end: ends.get(end, 0) for end in settings()["endings"]}

        return {**consistent.disputes(endings)}

    def _documents(self) -> dict[str, Number]:
        cells: dict[str, Number] = {}
        for row, mean in (("normative_documents", self.usual["documents"]), ("regulations", self.regulations)):
            issued = poisson(self.rng, mean)
            repealed = part(self.rng, self.stocks[row], 0.06)
            self.stocks[row] += issued - repealed
            name = f"disclosure/{row}/"
            cells |= {name + "issued": issued, name + "repealed": repealed, name + "in_force": self.stocks[row]}
            cells |= {name + "produced": issued, name + "newly_disclosed": issued}
            cells[name + "total_disclosed"] = self.stocks[row]
        return cells

    def _decisions(self) -> dict[str, Number]:
        cells: dict[str, Number] = {}
        for row in (*_DECISIONS, "fees"):
            change = poisson(self.rng, 0.6) - part(self.rng, self.items[row], 0.08)
            name = f"disclosure/{row}/"
            cells |= {name + "previous_items": self.items[row], name + "change": change}
            self.items[row] += change
            if row != "fees":
                cells[name + "decisions"] = poisson(self.rng, self.usual.get(row, 0.0) * spread(self.rng, 0.18))
        cells["disclosure/fees/amount"] = round(self.usual["fees"] * spread(self.rng, 0.15), 2)
        projects = poisson(self.rng, 3)
        amount = round(sum(80 * spread(self.rng, 0.9) for _ in range(projects)), 2)
        cells |= {"disclosure/procurement/projects": projects, "disclosure/procurement/amount": amount}
        return cells


def _usual() -> tuple[str, ...]:
    return ("licensing", "penalties", "coercion")


def _rows() -> tuple[str, ...]:
    return ("received", "carried_in", *settings()["outcomes"], "other", "total", "carried_out")
