"""Damaged, lying and misnamed files give a Report or an error with a name, whatever they are."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from parsing import UnreadableError, loaders, parse_report
from parsing.errors import ReaderCrashedError, _texts
from parsing.loaders.office import legacy
from tests.loaders import office
from tests.loaders.test_archive import packed
from tests.loaders.test_mhtml import PAGE, saved
from tests.sizes import examples


@cache
def files() -> dict[str, bytes]:
    """One of each kind."""
    return {
        "docx": office.case(1, "docx").data,
        "xlsx": office.case(2, "xlsx").data,
        "csv": office.case(3, "csv").data,
        "mht": saved((PAGE, "html", "gb2312", "base64")),
        "zip": packed(("a.txt", b"x" * 99)),
        "docx parts": office.word(office.tbl(office.tc("规章") + office.tc("3"))),
        "xlsx parts": office.workbook('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'),
    }


def read(data: bytes) -> None:
    """As ``loaders.load``, but in this process, where what a loader raises is seen as it is."""
    loader = next(loader for loader in loaders.LOADERS if loader.accepts(data))
    if loader.name == legacy.__name__.rpartition(".")[2]:
        return
    try:
        loader.load(data)
    except UnreadableError as error:
        assert not isinstance(error, ReaderCrashedError)
        assert error.message("zh") != error.message("en") != ""


@settings(max_examples=examples(300), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_damaged_files(data):
    content = bytearray(files()[data.draw(st.sampled_from(sorted(files())))])
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(content)))
        kind = data.draw(st.sampled_from(["cut", "insert", "flip", "zero"]))
        if kind == "cut":
            del content[start : start + data.draw(st.integers(1, 400))]
        elif kind == "insert":
            content[start:start] = data.draw(st.binary(max_size=40))
        elif kind == "flip" and start < len(content):
            content[start] ^= data.draw(st.integers(1, 255))
        else:
            content[start : start + 30] = bytes(30)
    read(bytes(content))


_markup = st.lists(
    st.sampled_from(
        [
            "<w:p>",
            "</w:p>",
            "<w:tbl>",
            "</w:tbl>",
            "<w:tr>",
            "</w:tr>",
            "<w:tc>",
            "</w:tc>",
            "<w:r><w:t>3</w:t></w:r>",
            "<w:tcPr><w:vMerge/></w:tcPr>",
            "<w:vMerge w:val='x'/>",
            "<w:gridSpan w:val='-1'/>",
            "<w:gridSpan w:val='99999999999'/>",
            "<w:sdt>",
            "</w:sdt>",
            "<w:t/>",
            "&#9;",
            "<x/>",
            "<!-- -->",
            "<?x?>",
            "<w:txbxContent>",
            "</w:txbxContent>",
            "<mc:AlternateContent/>",
        ]
    ),
    max_size=40,
)


@settings(max_examples=examples(200), deadline=None)
@given(_markup)
def test_any_markup_in_a_document(parts):
    parser = etree.XMLParser(recover=True)
    broken = f"<w:document {office.W}><w:body>{''.join(parts)}</w:body></w:document>"
    mended = etree.tostring(etree.fromstring(broken.encode(), parser))
    read(office.package({"word/document.xml": mended}))


_cells = st.tuples(
    st.sampled_from(["A1", "B1", "XFD1", "", "??", "a1", "ZZZ9999999", "A0"]),
    st.sampled_from(["", "s", "n", "str", "b", "e", "d", "inlineStr", "x"]),
    st.sampled_from(["", "1", "-1", "1e400", "nan", "99999999999999999999", "x", "0x1", "１"]),
    st.sampled_from(["", "0", "1", "99", "-1", "x"]),
)


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(_cells, max_size=12), st.sampled_from(["", "1", "0", "x", "99999999999"]))
def test_any_cells_in_a_sheet(cells, row):
    inside = "".join(f'<c r="{r}" t="{t}" s="{s}"><v>{v}</v></c>' for r, t, v, s in cells)
    read(office.workbook(f'<sheetData><row r="{row}">{inside}</row></sheetData>', shared="<si/><si><t>a</t></si>"))


@pytest.mark.parametrize("kind", ["docx", "xlsx", "csv"])
def test_a_name_is_only_a_name(kind):
    case = office.case(4, kind)
    for name in ("x.pdf", "x.txt", "x", "", "../x.html"):
        report = parse_report(case.data, name)
        assert (report.source, report.year) == (name, case.year)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"Rar!\x1a\x07\x00", ("压缩包", "archive")),
        (b"7z\xbc\xaf\x27\x1c", ("压缩包", "archive")),
        (b"\x1f\x8b\x08\x00", ("压缩包", "archive")),
        (b"MZ\x90\x00\x03", ("程序", "program")),
        (b"RIFF\x00\x00\x00\x00WEBP", ("图片", "picture")),
        (b"BM\x00\x00\x00\x00", ("图片", "picture")),
    ],
)
def test_what_holds_no_text_is_called_by_its_name(data, says):
    with pytest.raises(UnreadableError) as caught:
        parse_report(data, "x.docx")
    assert says[0] in caught.value.message("zh")
    assert says[1] in caught.value.message("en")


def test_a_file_in_another_files_clothes():
    page = "<html><body><table><tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr></table>政府信息公开</body></html>"
    assert parse_report(page.encode(), "x.doc").by_id()["disclosure/regulations/in_force"].value == 3


def test_every_error_has_a_text_in_both_languages():
    def below(kind):
        return {kind, *(k for sub in kind.__subclasses__() for k in below(sub))}

    assert {kind.code for kind in below(UnreadableError)} == set(_texts())
    assert all(set(text) == {"zh", "en"} and all(text.values()) for text in _texts().values())


def test_the_pipeline_is_seen_at_a_glance():
    names = [loader.name for loader in loaders.LOADERS]
    assert names[-1] == "text"
    assert names.index("refused") < names.index("html")
    equipped = {loader.name: loader.equipment for loader in loaders.LOADERS if loader.equipment != "reader"}
    assert equipped == {"legacy": "converter", "picture": "recogniser", "scan": "recogniser"}


def test_letters_that_also_begin_a_picture_begin_a_text():
    assert parse_report("BM局2021年政府信息公开工作年度报告\n规章 | 1 | 2 | 3 |".encode(), "x").year == 2021
