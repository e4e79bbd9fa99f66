"""Defects of single figures: blanks, dashes, words, signs, units, widths and separators."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from demo.printing.model import PrintedCell, plain
from parsing import form
from parsing.report import Status
from tests.render.model import Draft, Printed, blank, number, unclear

DASHES = ("/", "-", "—", "无", "——", "－")
MARKS = (
    *("O", "*", "√", "？", "1O", "约10", "10余", "5*", "7①", "3+2", "（0）", "12（含撤诉3）", "空"),
    *(
        "l0",
        "I2",
        "２O",
        "1.5万",
        "≥3",
        "3-5",
        "1/2",
        "0件（见附件）",
        "〃",
        "同上",
        "5²",
        "12⑴",
        "½",
        "2022年",
        "12月",
    ),
    # what a program takes for a number or writes in place of one
    *("nan", "1_000", "1e3", "0x10", "inf", "1.2E+05", "####", "#REF!", "#DIV/0!", "null", "undefined", "12,34", "1,2"),
)
WORDS = ("详见附表", "见附件", "详见官网")
_WIDE = str.maketrans("0123456789.-", "０１２３４５６７８９．－")


def numbers(draft: Draft) -> Iterator[tuple[PrintedCell, Printed]]:
    """Cells in which a number is printed, with its truth."""
    for cell in draft.cells():
        if cell.id is not None and draft.printed[cell.id].status is Status.REPORTED:
            yield cell, draft.printed[cell.id]


def some(draft: Draft, rng: Random, most: int) -> list[tuple[PrintedCell, Printed]]:
    """Up to ``most`` numbers anywhere, at least one."""
    return some_of(list(numbers(draft)), rng, most)


def cells_blank(draft: Draft, rng: Random) -> None:
    """A few cells, the zeros of a whole row, or all zeros of a table are empty."""
    chance = rng.random()
    if chance < 0.5:
        chosen = some(draft, rng, 12)
    elif chance < 0.65:
        table = rng.choice(form.TABLES)
        zeros = [(cell, printed) for cell, printed in numbers(draft) if printed.value == 0]
        chosen = [(cell, printed) for cell, printed in zeros if (cell.id or "").startswith(table)]
    else:
        row = rng.choice([line for line in draft.lines() if line.figures])
        chosen = [(cell, printed) for cell, printed in numbers(draft) if cell in row.figures]
        chosen = [(cell, printed) for cell, printed in chosen if printed.value == 0] or chosen
    for cell, _ in chosen:
        draft.reprint(cell, blank())


def cells_dashed(draft: Draft, rng: Random) -> None:
    """A few cells, or all zeros of the report, hold a dash, a slash or 无."""
    dash = rng.choice(DASHES)
    found = list(numbers(draft))
    zeros = [(cell, printed) for cell, printed in found if printed.value == 0]
    chosen = zeros if rng.random() < 0.3 and len(zeros) < len(found) else some(draft, rng, 15)
    for cell, _ in chosen:
        draft.reprint(cell, Printed(dash, None, Status.NOT_APPLICABLE))


def words_in_cells(draft: Draft, rng: Random) -> None:
    """A cell refers to somewhere else instead of giving a number."""
    for cell, _ in some(draft, rng, 2):
        draft.reprint(cell, Printed(rng.choice(WORDS), None, Status.UNCLEAR))


def marks_in_cells(draft: Draft, rng: Random) -> None:
    """A cell holds something that is nearly a number, or a mark instead of one; a zero may stand in words."""
    for cell, printed in some(draft, rng, 3):
        mark = rng.choice(MARKS)
        draft.reprint(cell, number(0, "零") if printed.value == 0 else Printed(mark, None, Status.UNCLEAR))


def changes_signed(draft: Draft, rng: Random) -> None:
    """Changes are printed ``+12``, ``增12``, ``减3``."""
    plus, minus = rng.choice((("+", "-"), ("增", "减"), ("增加", "减少"), ("＋", "－"), ("+", "减")))
    for cell, printed in list(numbers(draft)):
        if cell.id is not None and cell.id.endswith("/change") and printed.value:
            sign = plus if printed.value > 0 else minus
            _rewrite(draft, cell, printed, f"{sign}{plain(abs(printed.value))}")


def _amounts(draft: Draft) -> list[tuple[PrintedCell, Printed]]:
    return [(c, p) for c, p in numbers(draft) if c.id is not None and c.id.endswith("/amount")]


def amount_with_unit(draft: Draft, rng: Random) -> None:
    """Amounts are printed with 万元."""
    for cell, printed in _amounts(draft):
        _rewrite(draft, cell, printed, cell.text + rng.choice(("万元", "（万元）")))


def amount_in_yuan(draft: Draft, rng: Random) -> None:
    """Amounts are printed in 元 under the head 万元."""
    for cell, printed in _amounts(draft):
        yuan = round(float(printed.value or 0) * 10_000, 2)
        _rewrite(draft, cell, printed, plain(int(yuan) if yuan == int(yuan) else yuan) + "元")


def units_in_cells(draft: Draft, rng: Random) -> None:
    """Counts are printed with their unit."""
    share = rng.choice((0.2, 1.0))
    for cell, printed in list(numbers(draft)):
        if cell.id is not None and not cell.id.endswith("/amount") and rng.random() < share:
            items = cell.id.startswith("disclosure") and "regulations" not in cell.id and "normative" not in cell.id
            _rewrite(draft, cell, printed, cell.text + ("项" if items else "件"))


def full_width_digits(draft: Draft, rng: Random) -> None:
    """Digits in full width, in some cells or in all."""
    _reform(draft, rng, lambda text: text.translate(_WIDE))


def digits_padded(draft: Draft, rng: Random) -> None:
    """Digits with blanks of one kind or another around them."""
    before, after = rng.choice(((" ", " "), ("\xa0", "\xa0"), ("\u3000", ""), ("  ", ""), ("", "\xa0")))
    _reform(draft, rng, lambda text: f"{before}{text}{after}")


def thousands(draft: Draft, rng: Random) -> None:
    """Commas between thousands, of either width."""
    comma = rng.choice((",", ",", "，"))
    _reform(draft, rng, lambda text: _grouped(text, comma), share=1.0)


def thousands_spaced(draft: Draft, rng: Random) -> None:
    """Spaces between thousands."""
    space = rng.choice((" ", "\xa0"))
    _reform(draft, rng, lambda text: _grouped(text, space), share=1.0)
    # 12 345 may be two numbers: only a row whose total says so is one that a careful reader is sure of
    for line in draft.lines():
        if any(draft.printed[cell].status is not Status.REPORTED or draft.printed[cell].accepts for cell in line.ids):
            for cell in line.ids:
                draft.printed[cell] = draft.printed[cell].unsure()


def _grouped(text: str, separator: str) -> str:
    """Thousands set apart in the whole part of a number; signs, units and decimals as they are."""
    whole, point, rest = text.partition(".")
    grouped = re.sub(r"\d{4,}", lambda digits: f"{int(digits[0]):,}".replace(",", separator), whole)
    return grouped + point + rest


def _reform(draft: Draft, rng: Random, change: Callable[[str], str], share: float | None = None) -> None:
    share = rng.choice((0.15, 0.5, 1.0)) if share is None else share
    for cell, printed in list(numbers(draft)):
        if rng.random() < share:
            _rewrite(draft, cell, printed, change(cell.text))


def _rewrite(draft: Draft, cell: PrintedCell, printed: Printed, text: str) -> None:
    draft.reprint(cell, Printed(text, printed.value, printed.status, printed.accepts))


_NUMERALS = "零一二三四五六七八九十"


def counts(draft: Draft) -> list[tuple[PrintedCell, Printed]]:
    return [(c, p) for c, p in numbers(draft) if c.id is not None and not c.id.endswith("/amount")]


def thousands_points(draft: Draft, rng: Random) -> None:
    """Points between thousands among counts: 1.432 may be one and a half or one and a half thousand."""
    for cell, printed in counts(draft):
        value = printed.value
        if isinstance(value, int) and 1000 <= value < 1_000_000:
            draft.reprint(cell, unclear(f"{value:,}".replace(",", "."), value, value / 1000))


def percents(draft: Draft, rng: Random) -> None:
    """A percent sign in a cell or two: those are unclear and no others."""
    for cell, printed in some(draft, rng, 2):
        draft.reprint(cell, unclear(cell.text + rng.choice(("%", "％")), printed.value))


def chinese_numerals(draft: Draft, rng: Random) -> None:
    """Small counts in Chinese numerals: the number, or unclear."""
    for cell, printed in some_of(counts(draft), rng, 6):
        value = printed.value
        if isinstance(value, int) and 0 <= value < 100:
            draft.reprint(cell, Printed(_numeral(value, rng), value, Status.REPORTED).unsure())


def _numeral(value: int, rng: Random) -> str:
    if value == 0:
        return rng.choice(("零", "〇"))
    tens, ones = divmod(value, 10)
    return (_NUMERALS[tens] if tens > 1 else "") + "十" * bool(tens) + (_NUMERALS[ones] if ones else "")


def some_of(found: list[tuple[PrintedCell, Printed]], rng: Random, most: int) -> list[tuple[PrintedCell, Printed]]:
    return rng.sample(found, min(rng.randrange(1, most + 1), len(found)))
