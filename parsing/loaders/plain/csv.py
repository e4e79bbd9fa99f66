"""CSV, by its content: lines with the same number of commas or semicolons, and a label of the form in a field.

Tabs are the text loader's, unless fields are quoted. Places are row and column.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from parsing.document import Document, build
from parsing.errors import NotTextError
from parsing.loaders import cell_text
from parsing.loaders.charset import decode
from parsing.loaders.plain import text
from parsing.loaders.sheet import Lines, SheetRow

_HEAD = 200_000
# So many records of the same length, of so many fields, make a table
_MIN_RECORDS = 3
_MIN_FIELDS = 3
_DELIMITERS = (b",", b";", b"\t")
_QUOTED = re.compile(rb'(?:^|\t)"', re.MULTILINE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# "sep=;" that Excel writes and reads
_HINT = re.compile(r"\A\s*sep=.\s*\n", re.IGNORECASE)
# A sentence may have as many commas as a row, and a label between two of them
_SENTENCE = re.compile("[。；]")

# What spreadsheets write to keep a figure as text: ="0015", '15
_AS_TEXT = re.compile(r"""\A="([^"]{0,40})"\Z|\A'(?=[\d.,+\-]{1,20}\Z)""")


def accepts(data: bytes) -> bool:
    """Whether several records have the same length and a field of theirs is a label of the form."""
    return _records(data) is not None


def load(data: bytes) -> Document:
    """CSV bytes → Document. Raises NotTextError or TooManyCellsError."""
    records = _records(data)
    if records is None:
        return text.load(data)
    lines = Lines()
    lines.sheet(1, list(_rows(records)))
    return build(lines.lines)


def _records(data: bytes) -> list[list[str]] | None:
    """The records, parted by the delimiter that makes most of them alike; None for what is no CSV."""
    delimiters = [delimiter.decode() for delimiter in _DELIMITERS if _may_part(data, delimiter)]
    if not delimiters:
        return None
    try:
        content = _HINT.sub("\n", decode(data).replace("\x00", ""))
        read = [
            list(csv.reader(io.StringIO(content, newline=""), delimiter=d, skipinitialspace=True)) for d in delimiters
        ]
    except (NotTextError, csv.Error):
        return None
    agreeing, records = max(((_agreeing(records), records) for records in read), key=lambda pair: len(pair[0]))
    if len(agreeing) < _MIN_RECORDS or not any(map(_has_label, agreeing)):
        return None
    return records


def _may_part(data: bytes, delimiter: bytes) -> bool:
    """Whether enough lines have the delimiter, found without decoding: none of the three is part of a character.

    In UTF-16 they may be; there, and only there, every delimiter is tried.
    """
    if data.startswith(_UTF16):
        return True
    head = data[:_HEAD]
    if head.count(delimiter) < _MIN_RECORDS * (_MIN_FIELDS - 1) or (delimiter == b"\t" and not _QUOTED.search(head)):
        return False
    return sum(line.count(delimiter) >= _MIN_FIELDS - 1 for line in head.splitlines()) >= _MIN_RECORDS


def _agreeing(records: list[list[str]]) -> list[list[str]]:
    """The records of the commonest length."""
    lengths = Counter(len(record) for record in records if len(record) >= _MIN_FIELDS)
    if not lengths:
        return []
    ((commonest, _),) = lengths.most_common(1)
    return [record for record in records if len(record) == commonest]


def _has_label(record: list[str]) -> bool:
    return any(map(cell_text.is_label, record)) and not any(map(_SENTENCE.search, record))


def _rows(records: list[list[str]]) -> Iterator[SheetRow]:
    for number, record in enumerate(records, 1):
        fields = [cell_text.of_lines(_AS_TEXT.sub(r"\1", field)) for field in record]
        texts = {column: field for column, field in enumerate(fields, 1) if field}
        if texts:
            yield SheetRow(number, texts, max(texts), end=len(fields))
