"""The errors that are put into the invented reports, at stated rates, each with the rule that should find it.

An error takes a report, and the same body's report of the year before where there is one, changes what is printed and
gives the cells that it touched; None where it makes no sense in this report. Its rate stands in settings.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import NamedTuple

from demo import prose
from demo.paper import Paper, plain
from parsing import form

Cells = tuple[str, ...]
Apply = Callable[[Random, Paper, Paper | None], Cells | None]


class Error(NamedTuple):
    """A kind of error: the rule that should find it, and how it is made."""

    rule: str
    apply: Apply


ERRORS: dict[str, Error] = {}
_OUTSIDE = ("received", "carried_in", "total", "carried_out")


def error(rule: str) -> Callable[[Apply], Apply]:
    """Register a function as a kind of error that this rule should find."""

    def register(apply: Apply) -> Apply:
        ERRORS[apply.__name__] = Error(rule, apply)
        return apply

    return register


def _add(paper: Paper, cell: str, more: int) -> str:
    paper.texts[cell] = str(int(paper.texts[cell]) + more)
    return cell


def _outcomes(paper: Paper) -> list[str]:
    return [row.id for row in form.table(paper.edition, "requests").rows if row.id not in _OUTSIDE]


def _busy(paper: Paper, least: int = 3) -> bool:
    return paper.number("requests/received/total") >= least


@error("requests.row_sum")
def row_total(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """The total of an outcome is mistyped."""
    rows = [row for row in _outcomes(paper) if paper.number(f"requests/{row}/total")]
    return (_add(paper, f"requests/{rng.choice(rows)}/total", rng.randint(1, 3)),) if rows else None


@error("requests.outcome_sum")
def outcome_cell(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """A single figure of an outcome is mistyped: its row and its column break."""
    if not _busy(paper):
        return None
    row, who = rng.choice(_outcomes(paper)), rng.choice(("natural_person", "business"))
    return (_add(paper, f"requests/{row}/{who}", rng.randint(1, 4)),)


@error("requests.balance")
def carried_out(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """More is carried over than there is: the row adds up, the balance does not."""
    if not _busy(paper):
        return None
    more = rng.randint(1, 3)
    return tuple(_add(paper, f"requests/carried_out/{who}", more) for who in ("natural_person", "total"))


@error("disputes.sum")
def dispute_total(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """The total of a procedure is mistyped."""
    cells = [f"disputes/{procedure}/total" for procedure in form.PROCEDURES]
    busy = [cell for cell in cells if paper.number(cell)]
    return (_add(paper, rng.choice(busy), 1),) if busy else None


@error("figures.domain")
def negative_count(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """A count below zero."""
    cell = f"requests/{rng.choice(_outcomes(paper))}/business"
    paper.texts[cell] = "-1"
    return (cell,)


@error("figures.domain")
def decimal_count(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """A count with decimals."""
    cell = f"requests/{rng.choice(_outcomes(paper))}/natural_person"
    paper.texts[cell] = f"{paper.number(cell)}.5"
    return (cell,)


@error("figures.blank")
def blank_row(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """A row of zeros is left empty."""
    rows = [row for row in _outcomes(paper) if not paper.number(f"requests/{row}/total")]
    if not rows:
        return None
    row = rng.choice(rows)
    cells = tuple(f"requests/{row}/{who}" for who in (*form.APPLICANTS, form.TOTAL))
    paper.texts |= dict.fromkeys(cells, "")
    return cells


@error("figures.blank")
def dashed_table(_rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """Zeros of reviews and lawsuits are printed as dashes."""
    cells = tuple(cell for cell in form.table(paper.edition, "disputes").cells if not paper.number(cell))
    paper.texts |= dict.fromkeys(cells, "—")
    return cells or None


@error("figures.unit")
def fee_in_yuan(_rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """Fees in 元 under a head in 万元."""
    cell = "disclosure/fees/amount"
    if paper.edition != "2021" or not paper.figures[cell]:
        return None
    paper.texts[cell] = f"{round(paper.figures[cell] * 10_000)}元"
    return (cell,)


@error("figures.split_number")
def split_number(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """A number of two digits stands in two cells."""
    rows = [row for row in ("received", "granted", "total") if paper.number(f"requests/{row}/natural_person") > 10]  # noqa: PLR2004
    if not rows:
        return None
    row = f"requests/{rng.choice(rows)}"
    first, *others = paper.row(*row.split("/")).values()
    # where others are asking too, or in 1 1 for 11, joining another pair may do as well
    if any(int(text) for text in others[:-1]) or int(first[:1]) + 10 * int(first[1:]) == int(first):
        return None
    paper.rows[row] = [first[:1], first[1:], *others]
    return (f"{row}/natural_person",)


@error("form.row_width")
def short_row(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """A row lacks one of its figures."""
    row = f"requests/{rng.choice(_outcomes(paper))}"
    columns = paper.row(*row.split("/"))
    lost = rng.choice(form.APPLICANTS)
    paper.rows[row] = [text for who, text in columns.items() if who != lost]
    return (f"{row}/{lost}",)


@error("form.table_missing")
def table_as_picture(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """A table is a picture."""
    table = rng.choice(form.TABLES)
    paper.pictures.add(table)
    return form.table(paper.edition, table).cells


@error("form.section_missing")
def heading_lost(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """The heading of a section is left out."""
    paper.headings.discard(rng.choice((5, 6)))
    return ()


@error("disclosure.decisions_are_stock")
def decisions_as_stock(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """Items on a list stand where decisions are asked for."""
    rows = ("licensing", "penalties", "coercion")
    before = {row: paper.number(f"disclosure/{row}/previous_items") for row in rows}
    items = {row: count + paper.number(f"disclosure/{row}/change") for row, count in before.items() if count}
    fit = [row for row, count in items.items() if count]
    if paper.edition != "2019" or not fit:
        return None
    chosen = rng.choice(fit)
    row = f"disclosure/{chosen}"
    paper.texts[f"{row}/decisions"] = str(items[chosen])
    return (f"{row}/decisions",)


@error("form.edition")
def old_form(_rng: Random, paper: Paper, before: Paper | None) -> Cells | None:
    """The form of 2019 is used although that of 2021 is in force."""
    if paper.year < form.LATEST or before is None:
        return None
    paper.edition = "2019"
    paper.texts = {
        cell: plain(paper.figures[cell]) for table in form.TABLES for cell in form.table("2019", table).cells
    }
    return ()


@error("report.year")
def wrong_period(_rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """The statistical period is still last year's."""
    paper.prose[0] = [
        text.replace(f"{paper.year}年1月", f"{paper.year - 1}年1月").replace(
            f"{paper.year}年12月", f"{paper.year - 1}年12月"
        )
        for text in paper.prose[0]
    ]
    return ()


@error("report.late")
def late(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """Published after the day that the Regulation sets."""
    if paper.body.level == "township":
        return None
    paper.published = f"{paper.year + 1}-{rng.randint(4, 8):02}-{rng.randint(1, 28):02}"
    return ()


@error("report.contaminated")
def pinyin(_rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """A mirror site has put pinyin behind words."""
    paper.prose[1] = [
        text.replace("公开", "公(gong)开(kai)").replace("申请", "申(shen)请(qing)") for text in paper.prose[1]
    ]
    return ()


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
    if not _busy(paper, 1) or paper.number("requests/received/total") > 20 or paper.body.level == "government":  # noqa: PLR2004
        return None
    cells = form.table(paper.edition, "requests").cells
    paper.texts |= dict.fromkeys(cells, "0")
    return ("requests/received/total",)


@error("years.carry")
def carry_broken(rng: Random, paper: Paper, before: Paper | None) -> Cells | None:
    """What was carried over into this year is not what last year's report says; the table itself adds up."""
    more = rng.randint(1, 3)
    if before is None or before.error or paper.number("requests/received/natural_person") <= more:
        return None
    for who in ("natural_person", "total"):
        _add(paper, f"requests/received/{who}", -more)
    return tuple(_add(paper, f"requests/carried_in/{who}", more) for who in ("natural_person", "total"))


@error("years.stock")
def stock_broken(rng: Random, paper: Paper, before: Paper | None) -> Cells | None:
    """Documents in force do not follow from last year's."""
    if before is None or {paper.edition, before.edition} != {"2021"}:
        return None
    return (_add(paper, "disclosure/normative_documents/in_force", rng.randint(1, 5)),)


@error("years.repeated")
def table_repeated(_rng: Random, paper: Paper, before: Paper | None) -> Cells | None:
    """Table 3 is still last year's."""
    if before is None or before.edition != paper.edition or before.error:
        return None
    cells = form.table(paper.edition, "requests").cells
    if sum(bool(before.number(cell)) for cell in cells) < 14 or paper.body.level == "government":  # noqa: PLR2004
        return None
    paper.texts |= {cell: before.texts[cell] for cell in cells}
    return cells


@error("years.copied")
def prose_copied(_rng: Random, paper: Paper, before: Paper | None) -> Cells | None:
    """The overview is last year's, word for word but for the year and the numbers of requests."""
    if before is None or before.error or _worded(before) != _worded(paper):
        return None
    paper.prose[1] = [
        before.prose[1][0].replace(str(before.year), str(paper.year)),
        paper.prose[1][1],
        *(text.replace(str(before.year), str(paper.year)) for text in before.prose[1][2:]),
    ]
    return ()


def _worded(paper: Paper) -> str:
    """What the overview says of requests, without its numbers."""
    return re.sub(r"\d+", "", paper.prose[1][1])


@error("years.jump")
def digit_too_many(_rng: Random, paper: Paper, before: Paper | None) -> Cells | None:
    """A number of decisions has two digits too many."""
    cell = "disclosure/licensing/decisions"
    if before is None or paper.number(cell) < 20 or paper.body.level == "government":  # noqa: PLR2004
        return None
    paper.texts[cell] += "00"
    return (cell,)


@error("levels.sum")
def own_figures_only(_rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """A government counts its own office alone: a quarter of the requests of all."""
    if paper.body.kind != "county":
        return None
    for cell in form.table(paper.edition, "requests").cells:
        paper.texts[cell] = "0"
    count = paper.number("requests/received/total") // 5
    for row in ("received", "granted", "total"):
        for who in ("natural_person", "total"):
            paper.texts[f"requests/{row}/{who}"] = str(count)
    section_one = paper.prose[1]
    section_one[1] = (
        section_one[1].split("，", 1)[0] + f"，{paper.year}年，{paper.body.we}共收到政府信息公开申请{count}件。"
    )
    return ("requests/received/total",)
