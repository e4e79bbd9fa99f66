"""Text in every layout the web hands on: a cell a line, pipes in all their places, tabs, blanks, Markdown.

A lone pipe parts two cells, and two lone pipes with only blanks or a line end between them hold a blank cell; a run of
two or more pipes is padding to the table's width. A line end parts cells too, but makes no blank ones. A browser's copy
has each cell on lines of its own, with a tab between blank lines where a cell ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, repeat

from parsing.document import MAX_CELLS, Document, RawLine, build, raw_line
from parsing.errors import TooManyCellsError
from parsing.loaders.charset import decode
from parsing.loaders.plain import drawn
from parsing.report import place_of_line
from parsing.wording.labels import key, row_keys
from parsing.wording.values import Kind, kind
from parsing.wording.words import parted, words

_PIPES = re.compile(r"([|｜]+)")
# "| --- | :---: |" under a Markdown head; "-- |" is a cell with a dash: a rule has a pipe before it or between two
_MARKDOWN_RULE = re.compile(r"\A[|｜\s:]*--[-|｜\s:]*")
_RULED_CELLS = re.compile(r"\A\s*[|｜]|-[\s:]*[|｜]+[\s:]*-")
_PIPE_CHARACTERS = ("|", "｜")
# "**一、总体情况**", "## 一、总体情况"
_MARKDOWN_MARKS = re.compile(r"^[^\S\n]{0,3}#{1,6}[^\S\n]+|\*\*|(?<!_)__(?!_)", re.MULTILINE)
# "- 规章", "* 规章" before every cell of a table that became a list: the sign before "- 14" is none
_BULLET = re.compile(r"^([^\S\n]*)[-*•·] +(?=[^\s|｜])", re.MULTILINE)
_BULLET_LABEL = re.compile(r"^[^\S\n]*[-*•·] +[一-鿿（(\d][^\n]{0,60}[一-鿿]", re.MULTILINE)
_BULLET_FIGURE = re.compile(r"^[^\S\n]*[-*•·] +\d[\d.,]*[^\S\n]*$", re.MULTILINE)
_MIN_BULLETS = 5
# Where a table and its rows begin in the markup of a wiki; the pipe before each cell stays
_WIKI_ROWS = re.compile(r"^\{\|[^\n]*|^\|[-}][^\n|]*$", re.MULTILINE)
# "> > 规章" in a message that quotes
_QUOTATION = re.compile(r"^(?:> ?){1,9}")
_MIN_QUOTED, _MOSTLY = 10, 0.8
# Markup inside Markdown: "3<br>", "<b>5</b>", "`4`", "&nbsp;"; what is struck out or the number of a note goes
_GONE = re.compile(r"<(sup|del|s|strike)>[^<>|\n]{0,40}</\1>|~~[^~|\n]{1,40}~~", re.IGNORECASE)
_BREAKS = re.compile(r"<br ?/?>", re.IGNORECASE)
_SPACES = re.compile(r"&(?:nbsp|ensp|emsp|#160);", re.IGNORECASE)
# Stands for a line end inside a cell while the text is parted into lines
_INNER_END = "\u2029"
_INLINE = re.compile(r"</?(?:b|strong|i|em|u|sub|font|code|small|mark)(?: [^<>|]{0,200})?>", re.IGNORECASE)
_CODE = re.compile(r"`([^`|\n]{1,60})`")
# Columns set with blanks, and the whole report on one line
_WIDE = re.compile(r"[ \u3000\xa0]{2,}")
_BLANKS = re.compile(r"[ \u3000\xa0]{2}")
_ONE_LINE = 600
# A line of so many tabs inside a table is a row of blank cells
_MIN_BLANK = 4
# What parts the cells of a table in a page's or document's paragraphs; so many in so many lines do
UPRIGHTS = ("|", *drawn.UPRIGHTS)
_COLUMN_MARKS = ("\t", *UPRIGHTS)
_MIN_MARKS, _MIN_ROWS = 3, 3
# So many lines with nothing but one tab are a browser's copy, in which so many blank lines end a row
_MIN_TABS = 5
_ROW_END = 2
_MANY = 40
_MAX_PART = 60


def accepts(_data: bytes) -> bool:
    """Anything may be text."""
    return True


def load(data: bytes) -> Document:
    """Text bytes → Document. Raises NotTextError or TooManyCellsError."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").replace("\u2028", "\n")
    if text.count("\n>") >= _MIN_QUOTED:
        text = _unquoted(text)
    if any(mark in text for mark in "<&`~"):
        text = _CODE.sub(r"\1", text)
        text = _INLINE.sub("", _SPACES.sub(" ", _BREAKS.sub(_INNER_END, _GONE.sub("", text))))
    text = _WIKI_ROWS.sub("", drawn.plain(text)) if "{|" in text else drawn.plain(text)
    if all(len(pattern.findall(text)) >= _MIN_BULLETS for pattern in (_BULLET_FIGURE, _BULLET_LABEL)):
        text = _BULLET.sub(r"\1", text)
    return build(_lines(text))


def _unquoted(text: str) -> str:
    """The text of a message that quotes the whole document: nearly all its lines begin with the sign of quotation."""
    lines = text.split("\n")
    quoted = sum(1 for line in lines if line.startswith(">"))
    written = sum(1 for line in lines if line.strip())
    return "\n".join(map(_QUOTATION.sub, repeat(""), lines)) if quoted >= _MOSTLY * written else text


def piped(lines: list[RawLine]) -> list[RawLine]:
    """The lines of a page or document, those of its paragraphs parted that are tables as text: drawn, or with pipes or
    tabs between their cells."""
    prose = "\n".join([line.texts[0] for line in lines if line.table is None])
    if not any(mark in prose for mark in _COLUMN_MARKS):
        return lines
    tables = max((line.table or 0 for line in lines), default=0)
    if not tables and any(mark in prose for mark in UPRIGHTS):
        return list(_lines(drawn.plain(prose)))
    moved: list[RawLine] = []
    for is_prose, group in groupby(lines, lambda line: line.table is None):
        run = list(group)
        text = drawn.plain("\n".join(line.texts[0] for line in run)) if is_prose else ""
        rows = sum(1 for line in text.split("\n") if max(map(line.count, "|\t")) >= _MIN_MARKS)
        moved += run if rows < _MIN_ROWS else [_moved(line, run[0], tables) for line in _lines(text)]
    return moved


def _moved(line: RawLine, first: RawLine, tables: int) -> RawLine:
    """A line of paragraphs read as a text of their own, as one of the document in which ``first`` is the first."""
    before = (first.places[0].line or 1) - 1
    places = tuple([place._replace(line=(place.line or 1) + before) for place in line.places])
    return RawLine(line.texts, places, None if line.table is None else tables + line.table)


def _lines(text: str) -> Iterator[RawLine]:
    lines = _MARKDOWN_MARKS.sub("", text).split("\n") if "**" in text or "#" in text else text.split("\n")
    lines = drawn.whole_rows(lines) if "+-" in text else lines
    # a row of blank cells has several in a line
    if sum(1 for line in lines if line.strip(" ") == "\t") >= _MIN_TABS:
        yield from _Copied().read(lines)
        return
    pipes = _PipeReader(lines)
    table = cells = 0
    in_table = False
    for number, line in enumerate(lines, 1):
        stripped = line.strip()
        if drawn.is_border(stripped):
            continue
        if not stripped and not (in_table and line.count("\t") >= _MIN_BLANK):
            continue
        texts = _cells(line, stripped, pipes)
        cells += len(texts)
        if cells > MAX_CELLS:
            raise TooManyCellsError(limit=MAX_CELLS)
        if len(texts) == 1:
            in_table = False
            yield raw_line(((texts[0],), (place_of_line(number),), None))
        elif len(texts) > _MANY and "\t" not in line and "|" not in line:
            yield from [raw_line(((part,), (place_of_line(number, i),), None)) for i, part in enumerate(texts, 1)]
        elif texts:
            table += not in_table
            in_table = True
            places = tuple([place_of_line(number, column) for column in range(1, len(texts) + 1)])
            yield raw_line((tuple([text.replace(_INNER_END, "\n") for text in texts]), places, table))


def _is_tab(line: str) -> bool:
    """Whether a line holds nothing but a tab or several."""
    return "\t" in line and not line.strip(" \t")


class _Copied:
    """Rows of a browser's copy of cells that hold paragraphs: a cell's text is between blank lines, a line with nothing
    but a tab ends a cell, two blank lines or more end a row, and a blank cell has a no-break space or nothing."""

    def __init__(self) -> None:
        self.rows: list[RawLine] = []
        self.texts: list[str] = []
        self.numbers: list[int] = []
        # The cell that is being read, and the blank lines since the last text or tab
        self.text: str | None = None
        self.number = 0
        self.blank = 0
        self.cells = 0
        self.tables = 0
        self.in_table = False

    def read(self, lines: list[str]) -> list[RawLine]:
        for number, line in enumerate(lines, 1):
            if not line.strip(" "):
                self.blank += 1
                continue
            if self.blank >= _ROW_END or (not _is_tab(line) and self._begins_row(line)):
                self._end_row()
            if _is_tab(line):
                for _ in range(line.count("\t")):
                    self._end_cell(number)
            else:
                self.text = line if self.text is None else f"{self.text}\n{line}"
                self.number = number
            self.blank = 0
        self._end_row()
        return self.rows

    def _begins_row(self, line: str) -> bool:
        """Whether a text begins a paragraph or a row: outside tables, and behind a cell that holds a figure or a blank;
        but not what goes on right below a figure, further digits or words about it."""
        if self.text is None:
            return not self.texts
        text = self.text.strip()
        if not self.blank and kind(text) is not Kind.TEXT and kind(f"{text}\n{line.strip()}") is not Kind.TEXT:
            return False
        return not self.texts or kind(text) is not Kind.TEXT

    def _end_cell(self, number: int) -> None:
        self.texts.append((self.text or "").strip())
        self.numbers.append(self.number if self.text else number)
        self.text = None
        self.cells += 1
        if self.cells > MAX_CELLS:
            raise TooManyCellsError(limit=MAX_CELLS)

    def _end_row(self) -> None:
        if self.texts:
            self._end_cell(self.number)
            self.tables += not self.in_table
            places = [place_of_line(number, column) for column, number in enumerate(self.numbers, 1)]
            self.rows.append(raw_line((tuple(self.texts), tuple(places), self.tables)))
        elif self.text is not None and self.text.strip():
            self.rows.append(raw_line(((self.text,), (place_of_line(self.number),), None)))
        self.in_table = bool(self.texts)
        self.texts, self.numbers, self.text = [], [], None


def _cells(line: str, stripped: str, pipes: _PipeReader) -> list[str]:
    """The cells of a line that is not blank; [] for padding and Markdown rules."""
    if "|" in line or "｜" in line:
        return pipes.cells(line) if "\t" not in stripped else line.strip("\r\n").split("\t")
    pipes.after_pipe = False
    # a tab before the first text is an empty first cell, those behind the last text are blanks at the row's end
    if "\t" in line and (
        line.count("\t") > 1 or "\t" in stripped or (line[-1] == "\t" and key(stripped) in row_keys())
    ):
        return line.strip("\r\n").split("\t")
    return _parts(stripped) if len(stripped) > _ONE_LINE or _BLANKS.search(stripped) else [stripped]


def _parts(line: str) -> list[str]:
    """A line's parts where wide blanks set columns (``行政许可    61    +119``); a line of prose stays whole.

    A very long line that blanks part many times is a whole report on one line.
    """
    parts = _WIDE.split(line)
    if len(line) > _ONE_LINE:
        parts = [word for part in parts for word in words(part)] if len(parts) > _MANY else line.split()
        return parts if len(parts) > _MANY else [line]
    # where wide blanks part some columns, single ones may part others
    return (
        [word for part in parts for word in parted(part)] if all(len(part) <= _MAX_PART for part in parts) else [line]
    )


class _PipeReader:
    """Cells of lines with pipes; it remembers whether the line before ended in one."""

    def __init__(self, lines: list[str]) -> None:
        self.after_pipe = False
        piped = [
            s
            for s in map(str.strip, lines)
            if s and any(p in s for p in _PIPE_CHARACTERS) and s not in _PIPE_CHARACTERS
        ]
        ended = sum(line.endswith(_PIPE_CHARACTERS) for line in piped)
        # Where rows do not end in a pipe, a pipe at a line's end has a blank cell behind it.
        self.closing = ended * 2 >= len(piped)
        # Where rows do not begin with a pipe, a pipe at a line's beginning has a blank cell before it.
        self.opening = sum(line.startswith(_PIPE_CHARACTERS) for line in piped) * 2 >= len(piped)

    def cells(self, line: str) -> list[str]:
        """The line's cells, blank ones as ""; [] for padding and Markdown rules."""
        if _MARKDOWN_RULE.fullmatch(line) and _RULED_CELLS.search(line):
            return []
        stripped = line.strip()
        parts = _PIPES.split(stripped)
        texts = self._read(parts)
        if not parts[0] and len(parts[1]) == 1 and len(parts) > 3 and not self.opening:  # noqa: PLR2004
            texts.insert(0, "")
        last = parts[-2] if not parts[-1].strip() else ""
        self.after_pipe = bool(last)
        if len(last) == 1 and not self.closing and len(parts) > 3:  # noqa: PLR2004 more than the pipe itself
            texts.append("")
        return texts

    def _read(self, parts: list[str]) -> list[str]:
        """``parts`` alternates text and runs of pipes: ["规章 ", "|", " 0 ", "||", ""]."""
        alone = not any(part.strip() for part in parts[::2])
        texts = []
        for index in range(0, len(parts), 2):
            text = parts[index].strip()
            before = parts[index - 1] if index else ""
            after = parts[index + 1] if index + 1 < len(parts) else ""
            between_lone_pipes = len(before) == 1 and len(after) == 1
            if text:
                texts.append(parts[index])
            elif between_lone_pipes or (alone and index == 0 and len(after) == 1 and self.after_pipe):
                texts.append("")
        return texts
