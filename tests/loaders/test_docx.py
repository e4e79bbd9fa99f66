"""What Word shows is read, and nothing else."""

from __future__ import annotations

import io
import zipfile

import pytest

from parsing.errors import DamagedFileError, EmptyError, TooManyCellsError, TooMuchUnpackedError
from parsing.loaders.office import docx
from tests.loaders.office import W, p, package, tbl, tc, word

BOX = "<w:txbxContent>{0}</w:txbxContent>"


def lines(body: str, **more):
    """Texts of each line, and its table."""
    return [([cell.raw for cell in line.cells], line.table) for line in docx.load(word(body, **more)).lines]


def columns(body: str):
    return [[(cell.raw, cell.place.column) for cell in line.cells] for line in docx.load(word(body)).lines]


def test_paragraphs_and_tables_in_order():
    found = docx.load(word(p("一") + tbl(tc("规章") + tc("3")) + p("") + p("二") + tbl(tc("x") + tc("y")))).lines
    assert [[c.raw for c in line.cells] for line in found] == [["一"], ["规章", "3"], ["二"], ["x", "y"]]
    assert [line.table for line in found] == [None, 1, None, 2]
    assert [line.cells[0].place.as_dict() for line in found] == [
        {"line": 1}, {"table": 1, "row": 1, "column": 1}, {"line": 2}, {"table": 2, "row": 1, "column": 1}
    ]  # fmt: skip


def test_a_number_in_several_runs_is_one_and_paragraphs_of_a_cell_are_parted():
    assert lines(tbl(tc(p("1", "4")) + tc(p("商业") + p("企业")) + tc(p("1", "<w:r><w:br/></w:r>", "2")))) == [
        (["14", "商业 企业", "1\n2"], 1)
    ]


def test_merged_cells():
    span, start, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = tbl(
        tc("a", span) + tc("b", start),
        tc("c") + tc("d") + tc("hidden", on),
        tc("e", on) + tc("f") + tc("g", on),
        tc("h") + tc("i") + tc("j"),
    )
    assert columns(body) == [
        [("a", 1), ("b", 3)], [("c", 1), ("d", 2)], [("e", 1), ("f", 2)], [("h", 1), ("i", 2), ("j", 3)]
    ]  # fmt: skip


def test_merged_cells_of_old_files_and_rows_that_begin_later():
    across = tc("a", '<w:hMerge w:val="restart"/>') + tc("", "<w:hMerge/>") + tc("b")
    later = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + tc("c") + tc("d")
    assert columns(tbl(across, later)) == [[("a", 1), ("b", 3)], [("c", 2), ("d", 3)]]


def test_blank_cells_are_cells():
    assert lines(tbl(tc("规章") + tc() + tc(" ") + tc("0"))) == [(["规章", "", "", "0"], 1)]


def test_tracked_changes_are_read_as_accepted():
    gone = "<w:del><w:r><w:delText>5</w:delText><w:t>5</w:t></w:r></w:del>"
    new = "<w:ins><w:r><w:t>7</w:t></w:r></w:ins>"
    moved = "<w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom>"
    assert lines(p("共", gone, new, moved, "件")) == [(["共7件"], None)]
    row = "<w:trPr><w:del/></w:trPr>" + tc("旧") + tc("1")
    assert lines(tbl(tc("新") + tc("2"), row)) == [(["新", "2"], 1)]
    assert lines(p("收到", properties="<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>") + p("三件")) == [(["收到三件"], None)]


def test_hidden_text_and_tables_of_contents_are_not_read():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>4</w:t></w:r>'
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert lines(p("1", hidden, shown)) == [(["14"], None)]
    assert lines(p(begin, "一、总体情况 1") + p("二、主动公开 2", end) + p("一、总体情况")) == [
        (["一、总体情况"], None)
    ]


def test_fields_links_and_controls_are_read():
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'
    field += '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2021</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    link = "<w:hyperlink><w:r><w:t>年报</w:t></w:r></w:hyperlink>"
    assert lines("<w:sdt><w:sdtContent>" + p(field, link) + "</w:sdtContent></w:sdt>") == [(["2021年报"], None)]
    control = f"<w:sdt><w:sdtContent>{tc('3')}</w:sdtContent></w:sdt>"
    assert lines(tbl(tc("规章") + control)) == [(["规章", "3"], 1)]


def test_a_text_box_is_read_once():
    boxed = BOX.format(p("标题"))
    both = f"<w:r><mc:AlternateContent><mc:Choice>{boxed}</mc:Choice><mc:Fallback>{boxed}</mc:Fallback></mc:AlternateContent></w:r>"
    assert lines(p(both) + p("正文")) == [(["标题"], None), (["正文"], None)]
    old = f"<w:r><mc:AlternateContent><mc:Choice/><mc:Fallback>{boxed}</mc:Fallback></mc:AlternateContent></w:r>"
    assert lines(p("前", old)) == [(["前"], None), (["标题"], None)]
    table = BOX.format(tbl(tc("规章") + tc("1")))
    assert lines(p(f"<w:r>{table}</w:r>")) == [(["规章", "1"], 1)]


def test_a_table_in_a_table():
    inner = tbl(tc("规章") + tc("1"), tc("行政规范性文件") + tc("2"))
    assert lines(tbl(tc("左") + tc(p("前") + inner + p("后")))) == [
        (["左"], None), (["前"], None), (["规章", "1"], 1), (["行政规范性文件", "2"], 1), (["后"], None)
    ]  # fmt: skip


def test_prose_in_a_table_is_prose():
    assert lines(tbl(tc(p("长" * 121) + p("短")))) == [(["长" * 121], None), (["短"], None)]


def test_line_breaks_part_paragraphs_and_tabs_part_columns():
    assert lines(p("行政许可", "<w:r><w:tab/></w:r>", "61", "<w:r><w:br/></w:r>", "下一行")) == [
        (["行政许可\t61"], None),
        (["下一行"], None),
    ]


def test_pinyin_above_characters_is_left_out():
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>gui</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>规</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    assert lines(p(ruby, "章")) == [(["规章"], None)]


def test_a_page_inside_an_empty_document():
    chunk = '<w:altChunk r:id="c"/>'
    relations = '<Relationships><Relationship Id="c" Target="/word/page.htm"/></Relationships>'
    page = "<html><body><table><tr><td>规章</td><td>3</td></tr></table></body></html>"
    more = {"word/_rels/document.xml.rels": relations, "word/page.htm": page}
    assert lines(chunk, more=more) == [(["规章", "3"], 1)]


def test_the_strict_variant():
    data = word(p("规章"))
    strict = package(
        {
            "word/document.xml": _document(data).replace(
                b"schemas.openxmlformats.org/wordprocessingml/2006", b"purl.oclc.org/ooxml/wordprocessingml"
            )
        }
    )
    assert docx.load(strict).text == "规章"


def _document(data: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")


ENTITIES = (
    "<!DOCTYPE w:document ["
    '<!ENTITY a "公开">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (word(p("x"))[:-30], DamagedFileError),
        (word(p("x"))[:300], DamagedFileError),
        (word("<w:p>"), DamagedFileError),
        (package({"word/document.xml": b"\x00" * 100}), DamagedFileError),
        (package({"word/document.xml": "<a/>"}), DamagedFileError),
        (word(p("&#0;")), DamagedFileError),
        (word(p("&#xD800;")), DamagedFileError),
        (word("<w:ins>" * 3000 + "</w:ins>" * 3000), DamagedFileError),
        (word(p("<w:r><w:t>&i;</w:t></w:r>"), prolog=ENTITIES), DamagedFileError),
        (word("<w:p/>" * 7_500_000), TooMuchUnpackedError),
        (word(tbl(*[tc("0") * 50] * 2001)), TooManyCellsError),
        (word(p(" ")), EmptyError),
    ],
    ids=[
        "cut",
        "head only",
        "open tag",
        "nulls",
        "no body",
        "null",
        "surrogate",
        "deep",
        "entities",
        "bomb",
        "cells",
        "empty",
    ],
)
def test_what_is_no_document_is_refused_by_name(data, error):
    with pytest.raises(error) as caught:
        docx.load(data)
    assert caught.value.message("zh") != caught.value.message("en")


def test_an_entity_is_never_filled_in_from_a_file():
    prolog = '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    with pytest.raises(DamagedFileError):
        docx.load(word(p("<w:r><w:t>&a;</w:t></w:r>"), prolog=prolog))


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def symbol(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


SUPER = '<w:vertAlign w:val="superscript"/>'
STYLES = (
    f'<w:styles {W}><w:style w:styleId="a1"><w:rPr>{SUPER}</w:rPr></w:style>'
    '<w:style w:styleId="a2"><w:basedOn w:val="a3"/></w:style><w:style w:styleId="a3"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:styleId="z"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
)


def cell(*runs: str, paragraph: str = "") -> str:
    """What the second cell of a row says, in a document with styles."""
    relations = '<Relationships><Relationship Id="s" Target="styles.xml"/></Relationships>'
    more = {"word/_rels/document.xml.rels": relations, "word/styles.xml": STYLES}
    data = word(tbl(tc("规章") + tc(p(*runs, properties=paragraph)) + tc("7")), more)
    (line,) = docx.load(data).lines
    assert (line.raws[0], line.raws[2]) == ("规章", "7")
    return line.raws[1]


@pytest.mark.parametrize(
    "runs",
    [
        ("38", run("2", SUPER)),
        ("38", run("2", '<w:vertAlign w:val="subscript"/>')),
        (run("7", "<w:strike/>"), "38"),
        (run("7", "<w:dstrike/>"), "38"),
        ("38", run("9", "<w:vanish/>")),
        ("38", run("9", '<w:sz w:val="2"/>')),
        ("38", run("2", '<w:rStyle w:val="a1"/>')),
        (run("7", '<w:rStyle w:val="a2"/>'), "38"),
        (run("3", '<w:rStyle w:val="a2"/><w:strike w:val="0"/>'), "8"),
        (run("38", '<w:vertAlign w:val="baseline"/>'), run("①", SUPER)),
        ("<w:moveFrom>" + run("7") + "</w:moveFrom>", "38"),
        (symbol("Symbol", "F033"), symbol("Times New Roman", "0038")),
        ("<w:r><w:t>\uf033</w:t></w:r>", "8"),
        (run("\uf033", '<w:rFonts w:ascii="Symbol"/>'), "8"),
    ],
)
def test_a_figure_is_what_word_shows(runs):
    assert cell(*runs) == "38"


@pytest.mark.parametrize(
    ("runs", "shown"),
    [
        ((run("5", SUPER),), "⁵"),
        ((run("注", SUPER),), "注"),
        ((symbol("Wingdings", "F0FC"),), "√"),
        ((symbol("Wingdings", "F082"),), "②"),
        ((symbol("Wingdings", "F033"), "8"), "?8"),
        ((run("3", '<w:rFonts w:ascii="Wingdings"/>'),), "?"),
        ((symbol("Symbol", "zz"),), "?"),
        (("12", "<w:r><w:br/></w:r>", "34"), "12\n34"),
        (("1", "<w:r><w:tab/></w:r>", "234"), "1\n234"),
    ],
)
def test_what_is_no_figure_stays_as_it_is_shown(runs, shown):
    assert cell(*runs) == shown


def test_paragraphs_of_a_hidden_style_are_not_read():
    assert cell("窗体顶端9", paragraph='<w:pPr><w:pStyle w:val="z"/></w:pPr>') == ""


def test_styles_that_cannot_be_read_are_none():
    relations = '<Relationships><Relationship Id="s" Target="styles.xml"/></Relationships>'
    for styles in ("<w:styles vanish", None):
        more = {"word/_rels/document.xml.rels": relations, **({"word/styles.xml": styles} if styles else {})}
        assert [line.raws for line in docx.load(word(p("规章"), more)).lines] == [("规章",)]


def control(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def test_content_controls_show_what_was_filled_in():
    prompt = "<w:showingPlcHdr/>"
    assert cell(control("", run("38"))) == "38"
    assert cell(control(prompt, run("单击此处输入文字"))) == ""
    assert cell(control(prompt, run("38"))) == "38"
    whole = tbl(tc("规章") + control(prompt, tc("选择一项。")) + tc("7"))
    assert lines(whole) == [(["规章", "", "7"], 1)]


def test_fields_of_forms():
    def form(field: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{field}</w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'

    entries = '<w:listEntry w:val="1"/><w:listEntry w:val="38"/>'
    assert cell(form(f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>')) == "38"
    assert cell(form(f"<w:ddList>{entries}</w:ddList>")) == "1"
    assert cell(form('<w:ddList><w:result w:val="9"/></w:ddList>')) == ""
    assert cell(form("<w:checkBox><w:checked/></w:checkBox>")) == "√"
    assert cell(form('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>')) == ""


def test_a_row_of_no_height_is_hidden():
    flat = '<w:trPr><w:trHeight w:val="1" w:hRule="exact"/></w:trPr>'
    low = '<w:trPr><w:trHeight w:val="1" w:hRule="atLeast"/></w:trPr>'
    assert lines(tbl(flat + tc("规章") + tc("9"), low + tc("规章") + tc("3"))) == [(["规章", "3"], 1)]


def test_a_text_box_in_a_cell_is_read_once_and_apart():
    box = f"<w:txbxContent>{p('34')}</w:txbxContent>"
    both = f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>'
    assert cell("12", both) == "12\n34"
    assert cell(both) == "34"


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<w:r><w:t>41</w:t></w:r><w:r><w:rPr><w:position w:val="12"/></w:rPr><w:t>1</w:t></w:r>', "41"),
        ('<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>9</w:t></w:r><w:r><w:t>41</w:t></w:r>', "41"),
        ('<w:r><w:rPr><w:color w:val="ffffff"/><w:shd w:fill="003366"/></w:rPr><w:t>41</w:t></w:r>', "41"),
        ('<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>41</w:t></w:r>', "⁴¹"),
        ("<w:r><w:drawing/></w:r>", "[图]"),
        ("<w:r><w:t>4</w:t></w:r><w:r><w:pict/></w:r>", "[图]4"),
        ("<w:r><w:t>行政许可</w:t></w:r><w:r><w:drawing/></w:r>", "行政许可"),
    ],
    ids=["raised", "white", "white on a colour", "white alone", "a picture", "a digit and a picture", "words"],
)
def test_what_a_cell_shows_beside_plain_text(cell, shown):
    (line,) = docx.load(word(tbl(tc("规章") + tc(p(cell))))).lines
    assert line.raws == ("规章", shown)
