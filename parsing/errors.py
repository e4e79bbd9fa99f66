"""What is no report at all: each error says in zh and en what was wrong and what to do.

The texts stand in ``data/errors.yaml``, by the error's code.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from parsing.form import DATA


@cache
def _texts() -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = yaml.load((DATA / "errors.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return texts


class UnreadableError(Exception):
    """A document that cannot be read as a report. ``code`` names the text, ``values`` fill it in."""

    code = "unreadable"

    def __init__(self, **values: Any) -> None:
        super().__init__(self.code, values)
        self.values = values

    def message(self, language: str) -> str:
        """What was wrong and what to do, in ``zh`` or ``en``."""
        return _texts()[self.code][language].format(**self.values)

    def __str__(self) -> str:
        return self.message("en")


class EmptyError(UnreadableError):
    """Nothing but blanks."""

    code = "empty"


class TooLargeError(UnreadableError):
    """More bytes than the cap."""

    code = "too_large"


class TooManyCellsError(UnreadableError):
    """More table cells than the cap."""

    code = "too_many_cells"


class UnsupportedFormatError(UnreadableError):
    """A format that no loader reads: a picture, a program."""

    code = "unsupported_format"


class NotTextError(UnreadableError):
    """Bytes that are text in no charset we know."""

    code = "not_text"


class NotAReportError(UnreadableError):
    """Text that has neither a row of the form nor a word of an annual report."""

    code = "not_a_report"
