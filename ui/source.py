"""The document's own lines around the figures that a finding speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

# How far up the words may stand that a number belongs to, where every cell has a line of its own.
FAR = 30
MOST = 40


def lines_around(data: bytes, wanted: Iterable[int]) -> list[tuple[int, str, bool]]:
    """Lines of a UTF-8 text by number, those wanted and the nearest words above: (number, text, wanted); at most 40.

    Empty where the document is no UTF-8 text: line numbers of other formats are not those of its bytes.
    """
    try:
        text = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return []
    marked = {n for n in wanted if 1 <= n <= len(text)}
    near = sorted(marked | {m for n in marked if (m := _words_above(text, n))})
    return [(n, text[n - 1], n in marked) for n in near[:MOST]]


def _words_above(text: Sequence[str], n: int) -> int | None:
    """The number of the line at or above ``n`` that has words and not only figures."""
    for m in range(n, max(0, n - FAR), -1):
        if any(character.isalpha() for character in text[m - 1]):
            return m
    return None
