"""Details of findings across reports, each saying itself in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from checks.words.localise import number
from parsing import form
from parsing.wording.values import tidy


class Term(NamedTuple):
    """A figure of one year: its report's year and sha256, its cell, its value (None where unknown), and +1 or −1."""

    year: int
    report: str
    cell: str
    value: float | None
    sign: int = 1


class PhraseValue(NamedTuple):
    """A figure, or the word that it has no number."""

    value: float | None

    def said(self, language: str) -> str:
        """``1,234``, or 未印数字."""
        return words()["unknown"][language] if self.value is None else number(self.value)


class Steps(NamedTuple):
    """Figures of different years that are added up: ``2022 年现行有效件数 10 + 2023 年本年制发件数 3 = 13``."""

    terms: tuple[Term, ...]

    def said(self, language: str) -> str:
        """Each with its year and column, then what they come to."""
        parts: list[str] = []
        for term in self.terms:
            sign = ("+ " if term.sign > 0 else "− ") if parts else ("" if term.sign > 0 else "−")
            table, row, column = term.cell.split("/")
            cell = form.column_label(table, row, column, language)
            value = PhraseValue(term.value).said(language)
            parts.append(sign + words()["term"][language].format(year=term.year, cell=cell, value=value))
        total = tidy(sum(term.sign * (term.value or 0) for term in self.terms))
        return " ".join(parts) + (f" = {number(total)}" if len(parts) > 1 else "")


class Years(NamedTuple):
    """One figure in several years: ``2019 年 12、2020 年 15``."""

    values: tuple[tuple[int, float], ...]

    def said(self, language: str) -> str:
        """Year by year."""
        template = words()["year_value"][language]
        return words()["separator"][language].join(template.format(year=y, value=number(v)) for y, v in self.values)


class Bodies(NamedTuple):
    """One figure of several bodies that are added up: ``民政局 3 + 教育局 5``; zeros are not listed."""

    values: tuple[tuple[str, float], ...]

    def said(self, language: str) -> str:
        """Body by body, those with a zero in a word."""
        template = words()["body_value"][language]
        parts = [template.format(body=body, value=number(value)) for body, value in self.values if value]
        zeros = words()["zeros"][language] if 0 < len(parts) < len(self.values) else ""
        return (" + ".join(parts) or "0") + zeros


class AcrossPhrase(NamedTuple):
    """A phrase of across.yaml with its numbers."""

    id: str
    values: Mapping[str, Any]

    def said(self, language: str) -> str:
        """The phrase, filled in."""
        text: str = words()[self.id][language]
        return text.format_map(self.values)


class Notes(NamedTuple):
    """Sentences behind a message."""

    notes: tuple[AcrossPhrase, ...]

    def said(self, language: str) -> str:
        """One behind the other."""
        return "".join(note.said(language) for note in self.notes)


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """The phrases by id and language."""
    text = Path(__file__).with_name("across.yaml").read_text("utf-8")
    loaded: Mapping[str, Mapping[str, str]] = yaml.load(text, yaml.CSafeLoader)
    return loaded
