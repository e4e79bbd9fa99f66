"""What the reader says of a text."""

from __future__ import annotations

from typing import NamedTuple

QUANTITIES = (
    "received",
    "carried_in",
    "handled",
    "granted",
    "partly_granted",
    "refused",
    "unavailable",
    "not_processed",
    "carried_out",
    "review",
    "litigation",
)


PROCESSED = "processed"
"""办理57件: may be received, received with the carry-in, or handled. ``read_numbers`` does not give it."""


class Statement(NamedTuple):
    """One quantity that one sentence states exactly of this body and this year.

    ``start`` and ``end`` are offsets of the stating words in the normalised text, ``number`` those of the number with
    its unit, None where no number is printed (未收到申请). A ``soft`` zero denies only some
    cases (未发生因答复不当引起的行政复议): it may be shown, it contradicts nothing.
    """

    quantity: str
    value: int
    sentence: str
    start: int
    end: int
    soft: bool = False
    number: tuple[int, int] | None = None
