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
    its unit, None where no number is printed (未收到申请). What contradicts nothing, and may be shown: a ``soft`` zero
    denies only some cases (未发生因答复不当引起的行政复议); what an office states ``for_all`` of its government
    (区政府办代表区政府受理) may be no more than its own.
    """

    quantity: str
    value: int
    sentence: str
    start: int
    end: int
    soft: bool = False
    number: tuple[int, int] | None = None
    for_all: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether it contradicts nothing."""
        return self.soft or self.for_all
