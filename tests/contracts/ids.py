"""The ids that verdicts, links and other people's programs hold on to: of cells, rules and metrics."""

from __future__ import annotations

from pathlib import Path

from checks import rules
from metrics import metrics
from parsing import form

FILE = Path(__file__).with_name("ids.txt")


def ids() -> list[str]:
    """Every id behind what it is of: ``cell 2021 requests/received/total``, ``rule requests.row_sum``."""
    cells = [
        f"cell {edition} {cell}"
        for edition in form.EDITIONS
        for table in form.TABLES
        for cell in form.table(edition, table).cells
    ]
    return [*cells, *(f"rule {rule}" for rule in rules()), *(f"metric {metric}" for metric in metrics())]


def recorded() -> list[str]:
    """The ids that are promised."""
    return FILE.read_text("utf-8").splitlines()


def record(found: list[str]) -> None:
    """Promise these from now on."""
    FILE.write_text("\n".join(found) + "\n", "utf-8")
