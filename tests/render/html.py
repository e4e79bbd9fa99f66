"""HTML layouts: the site's own page, a Word export pasted into it, and a page of layout tables around it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from random import Random

from tests.render.model import Cell, Draft, Grid, Line, Para

META = "<!--meta-->"
SITE = "政府信息公开"
MENU = ("首页", "政务公开", "互动交流")
STYLE = "<style>.t1{width:980px;margin:0 auto}.n12{font-size:12px}</style>"
SCRIPT = "<script>var hits=365;function f(a){return a*2021;}</script>"


def html_form(draft: Draft, rng: Random) -> str:
    """The official form as a plain table."""
    return _page(draft, "\n".join(_plain_block(block, rng) for block in draft.blocks))


def html_word(draft: Draft, rng: Random) -> str:
    """The official form as Word exports it: paragraphs and spans in every cell, ``&nbsp;`` for blanks."""
    return _page(draft, "\n".join(_word_block(block, rng) for block in draft.blocks))


def html_nested(draft: Draft, rng: Random) -> str:
    """The official form inside layout tables, with navigation and scripts around it."""
    block_of = rng.choice((_plain_block, _word_block))
    body = "\n".join(block_of(block, rng) for block in draft.blocks)
    menu = "".join(f"<td><a href='/col{n}/'>{MENU[n]}</a></td>" for n in range(len(MENU)))
    return _page(
        draft,
        f"<table width='980' class='t1'><tr>{menu}</tr></table>\n<table width='980'><tr><td width='200'>"
        "<table><tr><td>公开指南</td></tr><tr><td>公开年报</td><td>12</td></tr></table></td><td>\n"
        f"<div id='zoom'>{body}</div>\n</td></tr></table>",
    )


def _page(draft: Draft, body: str) -> str:
    titles = [para.text for para in draft.paras if para.kind == "title"]
    title = escape("".join(titles[:1])) or SITE
    return (
        f"<!DOCTYPE html>\n<html><head>\n{META}<title>{title}</title>\n{STYLE}{SCRIPT}\n</head>\n"
        f"<body>\n{body}\n</body></html>\n"
    )


def _plain_block(block: Para | Grid, rng: Random) -> str:
    if isinstance(block, Grid):
        return _tables(block, "<table border='1' cellspacing='0'>", lambda cell: _plain_cell(cell, rng))
    if block.kind == "title":
        return f"<h1>{escape(block.text)}</h1>"
    text = escape(block.text)
    return f"<p><strong>{text}</strong></p>" if block.kind == "heading" else f"<p>{text}</p>"


def _plain_cell(cell: Cell, rng: Random) -> str:
    inside = escape(cell.text).replace("\n", "<br>") or rng.choice(("", "&nbsp;"))
    return f"<td{_spans(cell)}>{inside}</td>"


def _word_block(block: Para | Grid, rng: Random) -> str:
    if isinstance(block, Grid):
        opening = "<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse'>"
        return _tables(block, opening, lambda cell: _word_cell(cell, rng))
    size = "22.0pt" if block.kind == "title" else "16.0pt"
    return (
        f"<p class=MsoNormal style='text-indent:32.0pt;line-height:28.0pt'><span lang=EN-US style='font-size:{size};"
        f"font-family:仿宋_GB2312'>{escape(block.text)}<o:p></o:p></span></p>"
    )


def _word_cell(cell: Cell, rng: Random) -> str:
    paragraphs = "".join(
        f"<p class=MsoNormal align=center style='text-align:center'>{_word_runs(text, rng)}</p>"
        for text in cell.text.split("\n")
    )
    return f"<td width=72{_spans(cell)} valign=top style='width:54.0pt;padding:0cm 5.4pt'>\n{paragraphs}\n</td>"


def _word_runs(text: str, rng: Random) -> str:
    """A cell's text in one or two spans, a blank as a non-breaking space."""
    if not text:
        return "<span lang=EN-US style='font-size:10.5pt'>&nbsp;<o:p></o:p></span>"
    at = rng.randrange(1, len(text)) if len(text) > 1 and rng.random() < 0.4 else 0
    runs = (text[:at], text[at:]) if at else (text,)
    return "".join(f"<span lang=EN-US style='font-size:10.5pt;font-family:宋体'>{escape(run)}</span>" for run in runs)


def _spans(cell: Cell) -> str:
    colspan = f" colspan='{cell.colspan}'" if cell.colspan > 1 else ""
    return (f" rowspan='{cell.rowspan}'" if cell.rowspan > 1 else "") + colspan


def _tables(grid: Grid, opening: str, cell_html: Callable[[Cell], str]) -> str:
    found: list[str] = []
    for part, after in _pages(grid):
        rows = ("<tr>" + "".join(cell_html(cell) for cell in line.cells) + "</tr>" for line in part)
        found += [opening, "<tbody>", *rows, "</tbody></table>", f"<p>{after or '&nbsp;'}</p>"]
    return "\n".join(found)


def _pages(grid: Grid) -> list[tuple[list[Line], str | None]]:
    """The lines before and after each cut; a merged cell that the cut divides is blank on the next page."""
    parts: list[tuple[list[Line], str | None]] = []
    lines: list[Line] = []
    carried: list[Cell] = []
    for line in grid.lines:
        if line.cut is not None:
            carried = _divide(lines)
            parts.append((lines, line.cut))
            lines = []
        else:
            lines.append(Line([*carried, *line.cells]))
            carried = []
    return [*parts, (lines, None)]


def _divide(lines: list[Line]) -> list[Cell]:
    """Shortens the spans that reach beyond these lines; their blank continuations, from the left."""
    carried: list[Cell] = []
    for position, line in enumerate(lines):
        for cell in line.cells:
            left = cell.rowspan - (len(lines) - position)
            if left > 0:
                cell.rowspan -= left
                carried.append(Cell("", "group", None, cell.colspan, left))
    return carried


HTML = {"html_form": html_form, "html_word": html_word, "html_nested": html_nested}

_ENCODINGS = (
    ("utf-8", "utf-8"),
    ("utf-8", "utf-8"),
    ("utf-8", None),
    ("gb18030", "gb2312"),
    ("gb18030", None),
    ("gb18030", "utf-8"),
    ("utf-8", "gb2312"),
)


def encode(text: str, rng: Random) -> tuple[bytes, str]:
    """The page's bytes in UTF-8 or GB18030, declared rightly, wrongly or not at all; and the true encoding."""
    encoding, declared = rng.choice(_ENCODINGS)
    meta = rng.choice(
        ("<meta charset='{0}'>\n", "<meta http-equiv='Content-Type' content='text/html; charset={0}'>\n")
    ).format(declared)
    return text.replace(META, meta if declared else "", 1).encode(encoding), encoding
