"""Documents made to hurt a reader, by kind: each a small cause of much work, most of them of a few kilobytes.

A kind is one way to make much of little; its documents differ in size, characters, nesting and format, so that mending
one of them does not mend the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.visitors import documents_binary, documents_pdf, documents_text

KINDS: dict[str, Callable[[], dict[str, Callable[[], bytes]]]] = {
    "line ends": documents_text.line_ends,
    "rules": documents_text.rules,
    "short rows": documents_text.short_rows,
    "spans": documents_text.spans,
    "unpacking": documents_binary.unpacking,
    "slow pages": documents_pdf.slow,
    "no text": documents_pdf.textless,
}


@dataclass(frozen=True, slots=True)
class Hostile:
    """A document, and by which ways a visitor can bring it."""

    kind: str
    name: str
    content: bytes

    @property
    def is_batch(self) -> bool:
        """Whether it may hold many documents."""
        return self.name.endswith(".zip")

    @property
    def ways(self) -> tuple[str, ...]:
        """What is text can be pasted too; HTML into the box that takes what a browser copies."""
        pasted = {"txt": "paste", "md": "paste", "csv": "paste", "html": "paste_rich"}
        suffix = self.name.rpartition(".")[2]
        return (*([pasted[suffix]] if suffix in pasted else []), "upload")


def documents(kinds: tuple[str, ...] = (), each: int | None = None) -> Iterator[Hostile]:
    """The documents of these kinds, of all where none is named; so many of each kind, the first first."""
    for kind in kinds or KINDS:
        for name, make in list(KINDS[kind]().items())[:each]:
            yield Hostile(kind, name, make())
