"""What a site's interface answers in JSON: a page in one of its fields, or a table's rows as records.

Fields with markup are the page, other texts its paragraphs; records with the same keys are rows under these as heads.
"""

from __future__ import annotations

import html as markup
import json
import re
from collections.abc import Iterator
from typing import Any

from parsing.document import Document
from parsing.errors import NotTextError
from parsing.loaders.charset import decode
from parsing.loaders.web import html

# {…}, […], and callback({…}) as scripts of other sites ask for it
_BEGINS = re.compile(r"\A\s{0,99}(?:[\w.$]{1,60}\s?\(\s{0,9})?(?=[{\[])")
_MAY_BEGIN = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,99}(?:[\w.$]{1,60}\s?\(\s{0,9})?[{\[]")
_ENDS = re.compile(r"\)\s{0,9};?\s{0,99}\Z")
_TAIL = 120
_TAG = re.compile(r"<(?:table|td|p|div|span|br)[\s/>]", re.IGNORECASE)
_ESCAPED_TAG = re.compile(r"&lt;(?:table|td|p|div|span|br)(?:\s|/|&gt;)", re.IGNORECASE)
_WORDS = re.compile("[\\u4e00-\\u9fff]{2}")
_MIN_RECORDS, _MAX_FIELDS = 3, 40
_DEEPEST = 40


def accepts(data: bytes) -> bool:
    """Whether a JSON object or list begins here and is whole."""
    return _MAY_BEGIN.match(data) is not None and _parsed(data) is not None


def load(data: bytes) -> Document:
    """JSON bytes → Document. Raises what the loader of pages raises."""
    written = "\n".join(_written(_parsed(data), "", 0))
    page = f'<html><head><meta charset="utf-8"></head><body>{written}</body></html>'
    # an escape may be half of a character
    return html.load(page.encode(errors="replace"))


def _parsed(data: bytes) -> Any:
    """The object or list; None for what is no JSON."""
    try:
        text = decode(data).lstrip("\ufeff")
        begins = _BEGINS.match(text)
        if begins is None:
            return None
        inner = text[begins.end() :]
        end = _ENDS.search(inner, max(len(inner) - _TAIL, 0)) if "(" in begins[0] else None
        return json.loads(inner[: end.start()] if end else inner)
    except (ValueError, RecursionError, NotTextError):
        return None


def _written(value: Any, name: str, depth: int) -> Iterator[str]:
    """The parts of a page that a value holds, in its order."""
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        yield from _of_text(value, name)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _written(each, str(key), depth + 1)
    elif isinstance(value, list):
        records = _records(value)
        if records:
            yield _table(records)
        else:
            for each in value:
                yield from _written(each, name, depth + 1)


def _of_text(text: str, name: str) -> Iterator[str]:
    if _ESCAPED_TAG.search(text) and not _TAG.search(text):
        text = markup.unescape(text)
    if _TAG.search(text):
        yield f"<div>{text}</div>"
    elif html.is_metadata(name):
        yield f'<meta name="{markup.escape(name)}" content="{markup.escape(text)}">'
    elif _WORDS.search(text):
        yield "".join(f"<p>{markup.escape(line)}</p>" for line in text.split("\n"))


def _records(values: list[Any]) -> list[list[str]]:
    """The rows of a table, its heads first: of records with the same keys, or of lists; [] for any other list."""
    if len(values) < _MIN_RECORDS:
        return []
    first = values[0]
    if isinstance(first, dict) and 1 < len(first) <= _MAX_FIELDS:
        if not all(isinstance(each, dict) and each.keys() == first.keys() for each in values):
            return []
        rows = [list(first), *(list(each.values()) for each in values)]
    elif all(isinstance(each, list) and 0 < len(each) <= _MAX_FIELDS for each in values):
        rows = values
    else:
        return []
    if any(isinstance(cell, dict | list) or (isinstance(cell, str) and _TAG.search(cell)) for r in rows for cell in r):
        return []
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def _table(rows: list[list[str]]) -> str:
    cells = ("".join(f"<td>{markup.escape(cell)}</td>" for cell in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
