"""How the lines of a cell become its text, in every format.

A line end between words is a blank: a label broken over two lines is one label. Between two figures it stays a line
end, so that they are neither one number nor a number with a thousands separator. A tab in a cell parts like a line end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from parsing import form
from parsing.document import RawLine
from parsing.loaders import symbols
from parsing.wording.labels import key

# The mark that the stylesheet of HTML writes for a line end, and one that no text keeps
BREAK = "\ue005"
_KEPT = "\ue006"
# What a figure may end and begin with: digits, units, dashes and signs
_END = r"\d%％件项条个次宗元/／\-－—–―─"
_START = r"\d+＋/／\-－—–―─增减约"
_PARTED = re.compile(rf"(?<=[{_END}])[^\S\n\t\v{BREAK}]*+[\n\t\v{BREAK}][\s{BREAK}]*+(?=[{_START}])")
# In a page's source line ends and tabs are blanks
_PARTED_BY_MARK = re.compile(rf"(?<=[{_END}])\s*+{BREAK}[\s{BREAK}]*+(?=[{_START}])")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_UP, _DOWN = "\ue007", "\ue008"
_MARKED = re.compile(f"{_UP}[^{_UP}{_DOWN}]*{_DOWN}")
# In place of a picture in a cell
PICTURE = "[图]"
# What says of all columns that a cell is merged over that nothing is there, and over how many that is
NOTHING = frozenset(("0", "\uff10", "无", "零", "/", "\uff0f", "-", "\uff0d", "—", "——"))
MANY_COLUMNS = 5
# So much of a formula says that there is one
_MAX_FORMULA = 20
_WORD = re.compile(r"[^\W\d_]")


def of_lines(text: str) -> str:
    """A cell's text as one: ``商业⏎企业`` → ``商业 企业``, ``12 ⏎ 34`` → ``12⏎34``."""
    text = text.strip()
    if "\n" in text or "\t" in text or "\v" in text:
        return _set_right(_PARTED.sub(_KEPT, text.replace(_KEPT, "")))
    return " ".join(text.split())


def of_marked(text: str) -> str:
    """The texts of many cells as the stylesheet wrote them, their line ends likewise."""
    if BREAK not in text:
        return " ".join(text.split())
    return _set_right(_PARTED_BY_MARK.sub(_KEPT, text).replace(BREAK, " "))


def _set_right(text: str) -> str:
    return " ".join(text.split()).replace(_KEPT, "\n")


def stands_in_all(text: str, columns: int) -> bool:
    """Whether a cell merged over so many columns says of each that nothing is there."""
    return columns >= MANY_COLUMNS and text.strip() in NOTHING


def raised(text: str) -> str:
    """What is raised or lowered and all that a cell holds.

    Nobody can tell whether it is the figure or the number of a note: digits stay raised, so that they are unclear.
    Words stay as they are.
    """
    return text if _WORD.search(text) else text.translate(_RAISED)


def mark_raised(text: str) -> str:
    """A run that is raised or lowered, marked for ``without_raised``."""
    return f"{_UP}{text.replace(_UP, '').replace(_DOWN, '')}{_DOWN}" if text else ""


def without_raised(text: str) -> str:
    """A cell's or a paragraph's text without what is raised in it; where that is all, it stays."""
    if _UP not in text:
        return text
    rest = _MARKED.sub("", text)
    return rest if rest.strip() else raised(text.replace(_UP, "").replace(_DOWN, ""))


def with_picture(text: str) -> str:
    """The text of a cell that holds a picture: where no words are in it, the picture may be its figure, or a part."""
    return text if _WORD.search(text) else PICTURE + text


def formula(written: str) -> str:
    """A formula that no program has worked out: its beginning, which is no figure."""
    return "=" + written.replace("=", "")[:_MAX_FORMULA] if written[:1].isalnum() else symbols.UNKNOWN


def has_form(lines: Iterable[RawLine]) -> bool:
    """Whether a cell of a table is a label of the form."""
    return any(is_label(text) for line in lines if line.table is not None for text in line.texts)


def is_label(text: str) -> bool:
    """Whether a text is a label of the form, of a row or of a column."""
    return bool(text) and key(text) in _labels()


@cache
def _labels() -> frozenset[str]:
    rows = [row for table in form.tables().values() for row in table.rows]
    return frozenset(key(label) for row in rows for label in (row.label, *(column.label for column in row.columns)))
