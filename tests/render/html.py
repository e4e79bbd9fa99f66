"""HTML layouts: the site's own page, a Word export pasted into it, and a page of layout tables around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from html import escape
from random import Random

from demo.printing.model import Grid, Para, PrintedCell, PrintedLine
from demo.printing.web import spans
from tests.render.layouts import matrix, spaces_aligned
from tests.render.model import Draft

_spans = partial(spans, quote="'", order=("rowspan", "colspan"))
META = "<!--meta-->"
SITE = "政府信息公开"
MENU = ("首页", "政务公开", "互动交流")
STYLE = "<style>.t1{width:980px;margin:0 auto}.n12{font-size:12px}.off{display:none}</style>"
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


def html_boxed(draft: Draft, rng: Random) -> str:
    """The official form with a layout table or two around each of its tables."""
    around = rng.choice((1, 2))

    def block_html(block: Para | Grid) -> str:
        inside = _plain_block(block, rng)
        if not isinstance(block, Grid):
            return inside
        return "<table width='100%'><tr><td>" * around + inside + "</td></tr></table>" * around

    return _page(draft, "\n".join(map(block_html, draft.blocks)))


def html_pre(draft: Draft, rng: Random) -> str:
    """The report as text between ``<pre>`` tags, figures in columns of one width."""
    return _page(draft, f"<pre>{escape(spaces_aligned(draft, rng))}</pre>")


def html_flat(draft: Draft, rng: Random) -> str:
    """Tables without any span: rectangles with blanks for what merged cells cover, or their texts again."""
    tag = rng.choice(("td", "td", "th"))

    def cell_html(cell: PrintedCell | None) -> str:
        name = "td" if cell is None or cell.role == "figure" else tag
        return f"<{name}>{_inside(cell or PrintedCell('', 'other'), rng)}</{name}>"

    def block_html(block: Para | Grid) -> str:
        if not isinstance(block, Grid):
            return _plain_block(block, rng)
        found = ["<table border='1'>"]
        for line, row in zip(block.lines, matrix(block, fill=draft.fill_spans, left=draft.push_left), strict=True):
            if isinstance(row, PrintedLine):
                found.append(f"</table><p>{row.cut or '&nbsp;'}</p><table border='1'>")
            else:
                found.append(_row(line, "".join(map(cell_html, row))))
        return "\n".join([*found, "</table>"])

    return _page(draft, "\n".join(map(block_html, draft.blocks)))


_ROLES = (
    (re.compile("<table border='1'>"), "<div role='table'>"),
    (re.compile("<tr([^<>]*)>"), r"<div role='row'\1>"),
    (re.compile("<t[dh]>"), "<span role='cell'>"),
    (re.compile("</(?:table|tr)>"), "</div>"),
    (re.compile("</t[dh]>"), "</span>"),
)


def html_roles(draft: Draft, rng: Random) -> str:
    """Rectangles of blocks that have the roles of a table, its rows and its cells."""
    page = html_flat(draft, rng)
    for written, role in _ROLES:
        page = written.sub(role, page)
    return page


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


def _plain_cell(cell: PrintedCell, rng: Random) -> str:
    return f"<td{_spans(cell)}>{_inside(cell, rng)}</td>"


def _inside(cell: PrintedCell, rng: Random) -> str:
    """What stands in a plain cell: its text or the field that holds it, and what is no part of the text."""
    if cell.carrier in ("input", "select"):
        return _field(cell, rng)
    return (escape(cell.text).replace("\n", "<br>") or rng.choice(("", "&nbsp;"))) + _aside(cell, rng)


def _field(cell: PrintedCell, rng: Random) -> str:
    """A field of an input form with the cell's text as its value."""
    value = escape(cell.text, quote=True)
    if cell.carrier == "input":
        return f"<input type='text' size='6' {rng.choice(('readonly', 'disabled'))} value='{value}'>"
    others = rng.sample(range(10, 99), 2)
    return f"<select><option>{others[0]}</option><option selected>{value}</option><option>{others[1]}</option></select>"


_ASIDES = {
    "hidden": (
        '<span style="display: none">{}</span>',
        "<span style='DISPLAY:none;color:red'>{}</span>",
        "<b hidden>{}</b>",
        '<span style="visibility:hidden">{}</span>',
        '<span class="off">{}</span>',
        "<span style='mso-hide:all;display:none'>{}</span>",
        "<!--{}-->",
        "<template>{}</template>",
        "<script>{}</script>",
    ),
    "struck": (
        "<s>{}</s>",
        "<strike>{}</strike>",
        '<span style="text-decoration: line-through">{}</span>',
        "<span style='text-decoration:underline line-through'>{}</span>",
    ),
    "deleted": ("<del>{}</del>", "<del><span lang=EN-US>{}</span></del>"),
    "superscript": (
        "<sup>{}</sup>",
        '<span style="vertical-align:super;font-size:8px">{}</span>',
        '<a href="#_ftn1"><sup>{}</sup></a>',
    ),
}


def _aside(cell: PrintedCell, rng: Random) -> str:
    return rng.choice(_ASIDES[cell.aside[0]]).format(escape(cell.aside[1])) if cell.aside else ""


_HIDDEN_ROWS = (' style="display:none"', " hidden", " class='off'", ' style="height:20px; display : none;"')


def _row(line: PrintedLine, cells: str) -> str:
    hidden = _HIDDEN_ROWS[len(cells) % len(_HIDDEN_ROWS)] if line.hidden else ""
    return f"<tr{hidden}>{cells}</tr>"


def _word_block(block: Para | Grid, rng: Random) -> str:
    if isinstance(block, Grid):
        opening = "<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse'>"
        return _tables(block, opening, lambda cell: _word_cell(cell, rng))
    size = "22.0pt" if block.kind == "title" else "16.0pt"
    return (
        f"<p class=MsoNormal style='text-indent:32.0pt;line-height:28.0pt'><span lang=EN-US style='font-size:{size};"
        f"font-family:仿宋_GB2312'>{escape(block.text)}<o:p></o:p></span></p>"
    )


def _word_cell(cell: PrintedCell, rng: Random) -> str:
    texts = [_word_runs(text, rng) for text in cell.text.split("\n")]
    if cell.carrier in ("input", "select"):
        texts = [_field(cell, rng)]
    texts[-1] += _aside(cell, rng)
    paragraphs = "".join(f"<p class=MsoNormal align=center style='text-align:center'>{text}</p>" for text in texts)
    return f"<td width=72{_spans(cell)} valign=top style='width:54.0pt;padding:0cm 5.4pt'>\n{paragraphs}\n</td>"


def _word_runs(text: str, rng: Random) -> str:
    """A cell's text in one or two spans, a blank as a non-breaking space."""
    if not text:
        return "<span lang=EN-US style='font-size:10.5pt'>&nbsp;<o:p></o:p></span>"
    at = rng.randrange(1, len(text)) if len(text) > 1 and rng.random() < 0.4 else 0
    runs = (text[:at], text[at:]) if at else (text,)
    return "".join(f"<span lang=EN-US style='font-size:10.5pt;font-family:宋体'>{escape(run)}</span>" for run in runs)


def _tables(grid: Grid, opening: str, cell_html: Callable[[PrintedCell], str]) -> str:
    found: list[str] = []
    for part, after in parts(grid):
        rows = (_row(line, "".join(cell_html(cell) for cell in line.cells)) for line in part)
        found += [opening, "<tbody>", *rows, "</tbody></table>", f"<p>{after or '&nbsp;'}</p>"]
    return "\n".join(found)


def parts(grid: Grid) -> list[tuple[list[PrintedLine], str | None]]:
    """The lines before and after each cut; a merged cell that the cut divides is blank on the next page."""
    found: list[tuple[list[PrintedLine], str | None]] = []
    lines: list[PrintedLine] = []
    carried: list[PrintedCell] = []
    for line in grid.lines:
        if line.cut is not None:
            carried = divide(lines)
            found.append((lines, line.cut))
            lines = []
        else:
            lines.append(replace(line, cells=[*carried, *line.cells]))
            carried = []
    return [*found, (lines, None)]


def divide(lines: list[PrintedLine]) -> list[PrintedCell]:
    """Shortens the spans that reach beyond these lines; their blank continuations, from the left."""
    carried: list[PrintedCell] = []
    for position, line in enumerate(lines):
        for cell in line.cells:
            left = cell.rowspan - (len(lines) - position)
            if left > 0:
                cell.rowspan -= left
                carried.append(PrintedCell("", "group", None, cell.colspan, left))
    return carried


HTML = {
    "html_form": html_form,
    "html_word": html_word,
    "html_nested": html_nested,
    "html_boxed": html_boxed,
    "html_pre": html_pre,
    "html_flat": html_flat,
    "html_roles": html_roles,
}

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
