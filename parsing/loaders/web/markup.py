"""Tables in the markup of forums, wikis and typesetters, as the page that they are shown as: BBCode,
MediaWiki, DokuWiki, list tables of reStructuredText, and LaTeX.

Each becomes a table of HTML, with its merged cells; what is around them are paragraphs. Places are those of that page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import NamedTuple

from parsing.document import Document
from parsing.errors import NotTextError
from parsing.loaders.charset import decode
from parsing.loaders.web import html

_BREAK = re.compile(r"\r\n?|[\x85\u2028]")
# ``[td=2,3]``: columns and rows; ``[td width=90]``
_BB_ROW = re.compile(r"\[tr(?:[= ][^\[\]\n]{0,60})?\]", re.IGNORECASE)
_BB_CELL = re.compile(r"\[t[dh](?:=(\d{1,2})(?:,(\d{1,2}))?)?(?:[=, ][^\[\]\n]{0,60})?\]", re.IGNORECASE)
_BB_BEGIN = re.compile(r"\[table(?:[= ][^\[\]\n]{0,60})?\]", re.IGNORECASE)
_BB_END = re.compile(r"\[/table\]", re.IGNORECASE)
_BB_MARK = re.compile(
    r"\[/?(?:b|i|u|size|color|font|align|center|left|right|p|t[drh]|indent)(?:=[^\[\]\n]{0,40})?\]", re.IGNORECASE
)
# ``| rowspan="2" colspan=3 | text``
_WIKI_BEGIN, _WIKI_END = re.compile(r"^[^\S\n]*\{\|[^\n]*$", re.MULTILINE), re.compile(r"^[^\S\n]*\|\}", re.MULTILINE)
_WIKI_CELL = re.compile(r"^(?:\s*\w+\s*=\s*(?:\"[^\"|\n]{0,80}\"|[\w%-]{1,20}))+\s*\|(?!\|)")
_SPAN = re.compile(r"(row|col)span\s*=\s*\"?(\d{1,2})", re.IGNORECASE)
_LIST_BEGIN = re.compile(r"^\s*\.\. list-table::")
# ``* - `` begins a row, ``- `` another cell of it
_LIST_CELL = re.compile(r"[^\S\n]{0,40}(\* ?)?-(?=\s|\Z)")
_TEX_BEGIN = re.compile(r"\\begin\{(?:tabular|tabularx|longtable|array|tabu)\}")
_TEX_END = re.compile(r"\\end\{(?:tabular|tabularx|longtable|array|tabu)\}")
_TEX_HEAD = re.compile(r"^(?:\{[^{}\n]{0,20}\})?\s*\{(?:[^{}\n]|\{[^{}\n]{0,40}\}){0,200}\}")
_TEX_RULE = re.compile(
    r"\\(?:hline|toprule|midrule|bottomrule|endhead|endfirsthead|endfoot|endlastfoot|centering|small)(?![a-z])"
    r"|\\c(?:mid)?(?:line|rule)(?:\([^()\n]{0,9}\))?\{[\d-]{1,9}\}"
)
_TEX_SPAN = re.compile(r"\\multi(row|column)\{(\d{1,2})\}\{[^{}]{0,20}\}\{((?:[^{}]|\{[^{}]{0,200}\}){0,400})\}")
_TEX_MARK = re.compile(r"\\(?:textbf|textit|text|small|bfseries|makecell|shortstack)(?![a-z])|[{}]|~")
_TEX_ESCAPE = re.compile(r"\\([%&_#$])")
_HEAD_CELLS = re.compile(r"\|\||!!")
_MIN_CARETS = 3


class _Cell(NamedTuple):
    """A cell's text, and how many columns and rows it spans."""

    text: str
    columns: int = 1
    rows: int = 1


_Row = list[_Cell]


class _Markup(NamedTuple):
    """A kind of markup: what a line that begins a table has in it, what one that ends it has (None where it goes on as
    far as lines are indented), and how to read what is between."""

    begins: re.Pattern[str]
    ends: re.Pattern[str] | None
    rows: Callable[[str], list[_Row]]


def accepts(data: bytes) -> bool:
    """Whether the bytes are text with a table in such markup."""
    if not any(sign in data for sign in (b"[table", b"[TABLE", b"{|", b"list-table::", b"\\begin{", b"^")):
        return False
    try:
        text = decode(data)
    except NotTextError:
        return False
    return _has_table(_BREAK.sub("\n", text).split("\n"))


def load(data: bytes) -> Document:
    """Text bytes → Document. Raises NotTextError, TooManyCellsError and EmptyError."""
    lines = _BREAK.sub("\n", decode(data)).split("\n")
    page = "\n".join(_page(lines))
    return html.load(f"<html><head><meta charset='utf-8'></head><body>\n{page}\n</body></html>".encode())


def _has_table(lines: list[str]) -> bool:
    return any(markup.begins.search(line) for line in lines for markup in _MARKUPS) or _has_carets(lines)


def _has_carets(lines: list[str]) -> bool:
    """Whether some rows begin with the mark of a head in DokuWiki; pipes alone are many a markup's."""
    return sum(_is_doku(line) and line.lstrip()[0] == "^" for line in lines) >= _MIN_CARETS


def _page(lines: list[str]) -> Iterator[str]:
    """The page's paragraphs and tables; a table goes on to the line that ends it, or to the last one."""
    has_carets = _has_carets(lines)
    at = 0
    while at < len(lines):
        markup = next((each for each in _MARKUPS if each.begins.search(lines[at])), None)
        if markup is not None:
            end = _end(lines, at, markup)
            before, inside, behind = _parted("\n".join(lines[at : end + 1]), markup)
            yield _paragraph(before)
            yield _table(markup.rows(inside))
            yield _paragraph(behind)
            at = end + 1
        elif has_carets and _is_doku(lines[at]):
            end = at
            while end + 1 < len(lines) and _is_doku(lines[end + 1]):
                end += 1
            yield _table([_doku(line) for line in lines[at : end + 1]])
            at = end + 1
        else:
            yield _paragraph(_BB_MARK.sub("", lines[at]))
            at += 1


def _end(lines: list[str], begin: int, markup: _Markup) -> int:
    ends = markup.ends
    if ends is None:
        return _list_end(lines, begin)
    return next((at for at in range(begin, len(lines)) if ends.search(lines[at])), len(lines) - 1)


def _list_end(lines: list[str], begin: int) -> int:
    """The last line that is indented under a list table."""
    margin = len(lines[begin]) - len(lines[begin].lstrip())
    last = begin
    for at in range(begin + 1, len(lines)):
        if lines[at].strip():
            if len(lines[at]) - len(lines[at].lstrip()) <= margin:
                break
            last = at
    return last


def _parted(text: str, markup: _Markup) -> tuple[str, str, str]:
    """What is before a table in its first line, the table's inside, and what is behind it in its last."""
    begin = markup.begins.search(text)
    if begin is None or markup.ends is None:
        return "", text, ""
    end = markup.ends.search(text, begin.end())
    if end is None:
        return text[: begin.start()], text[begin.end() :], ""
    return text[: begin.start()], text[begin.end() : end.start()], text[end.end() :]


def _paragraph(text: str) -> str:
    return f"<p>{escape(text.strip())}</p>" if text.strip() else ""


def _table(rows: Iterable[_Row]) -> str:
    return "<table>" + "".join(f"<tr>{''.join(map(_written, row))}</tr>" for row in rows if row) + "</table>"


def _written(cell: _Cell) -> str:
    spans = (f' colspan="{cell.columns}"' if cell.columns > 1 else "") + (
        f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    )
    return f"<td{spans}>{escape(cell.text.strip()).replace(chr(10), '<br>')}</td>"


def _bb_rows(text: str) -> list[_Row]:
    return [list(_bb_cells(row)) for row in _BB_ROW.split(text)[1:]]


def _bb_cells(row: str) -> Iterator[_Cell]:
    _, *parts = _BB_CELL.split(row)
    for columns, rows, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        yield _Cell(_BB_MARK.sub("", text), int(columns or 1), int(rows or 1))


def _whole(lines: Iterable[str], begins: Callable[[str], object]) -> list[str]:
    """Lines with those that go on in them, each behind a line end; what is before the first is left out."""
    groups: list[list[str]] = []
    for line in lines:
        if begins(line):
            groups.append([line])
        elif groups and line.strip():
            groups[-1].append(line.strip())
    return ["\n".join(group) for group in groups]


def _begins_in_wiki(line: str) -> bool:
    return line.startswith(("|", "!"))


def _wiki_rows(text: str) -> list[_Row]:
    """Rows after ``|-``; cells after ``|`` and ``!`` at a line's beginning, and after ``||`` and ``!!`` in it."""
    rows: list[_Row] = [[]]
    for line in _whole(map(str.strip, text.split("\n")), _begins_in_wiki):
        if line.startswith("|-"):
            rows.append([])
        elif not line.startswith("|+"):
            parts = _HEAD_CELLS.split(line[1:]) if line[0] == "!" else line[1:].split("||")
            rows[-1] += map(_wiki_cell, parts)
    return rows


def _wiki_cell(text: str) -> _Cell:
    attributes = _WIKI_CELL.match(text)
    if attributes is None:
        return _Cell(text)
    spans = {kind.lower(): int(count) for kind, count in _SPAN.findall(attributes[0])}
    return _Cell(text[attributes.end() :], spans.get("col", 1), spans.get("row", 1))


def _list_rows(text: str) -> list[_Row]:
    rows: list[_Row] = []
    for line in _whole(text.split("\n")[1:], _LIST_CELL.match):
        mark = _LIST_CELL.match(line)
        if mark is None:
            continue
        if mark[1] or not rows:
            rows.append([])
        rows[-1].append(_Cell(line[mark.end() :]))
    return rows


def _tex_rows(text: str) -> list[_Row]:
    body = _TEX_RULE.sub("", _TEX_HEAD.sub("", text))
    rows = [re.split(r"(?<!\\)&", row) for row in re.split(r"\\\\(?:\[[^\]\n]{0,12}\])?", body) if row.strip()]
    return _without_covered([list(map(_tex_cell, row)) for row in rows])


def _tex_cell(text: str) -> _Cell:
    columns = rows = 1
    span = _TEX_SPAN.search(text)
    while span:
        columns, rows = (int(span[2]), rows) if span[1] == "column" else (columns, int(span[2]))
        text = span[3]
        span = _TEX_SPAN.search(text)
    return _Cell(_TEX_ESCAPE.sub(r"\1", _TEX_MARK.sub(" ", text)), columns, rows)


def _without_covered(rows: list[_Row]) -> list[_Row]:
    """Rows without the empty cells that LaTeX writes under a cell of several rows, which a page leaves out."""
    covered: dict[int, int] = {}
    kept: list[_Row] = []
    for number, row in enumerate(rows):
        column, left = 0, []
        for cell in row:
            if covered.get(column, -1) < number or cell.text.strip():
                left.append(cell)
            if cell.rows > 1:
                covered.update(dict.fromkeys(range(column, column + cell.columns), number + cell.rows - 1))
            column += cell.columns
        kept.append(left)
    return kept


def _is_doku(line: str) -> bool:
    line = line.strip()
    return len(line) > 1 and line[0] in "^|" and line[-1] in "^|"


def _doku(line: str) -> _Row:
    """A row between ``^`` and ``|``; two marks side by side merge the cell before them with the next column."""
    row: _Row = []
    for part in re.split(r"[\^|]", line.strip())[1:-1]:
        if part == "" and row:
            row[-1] = row[-1]._replace(columns=row[-1].columns + 1)
        else:
            row.append(_Cell(part))
    return row


_MARKUPS = (
    _Markup(_BB_BEGIN, _BB_END, _bb_rows),
    _Markup(_WIKI_BEGIN, _WIKI_END, _wiki_rows),
    _Markup(_LIST_BEGIN, None, _list_rows),
    _Markup(_TEX_BEGIN, _TEX_END, _tex_rows),
)
