"""Errors in the form, the period and the date of a report, and damage done to its page."""

from __future__ import annotations

from random import Random

from demo.errors.register import Cells, error, outcome
from demo.paper import Paper
from demo.printing.model import plain
from parsing import form


@error("form.row_width")
def short_row(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """A row lacks one of its figures."""
    row = f"requests/{outcome(rng, paper)}"
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
