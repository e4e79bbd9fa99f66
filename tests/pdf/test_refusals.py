"""What is no readable PDF is refused by name, and the message says what to do in both languages."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.visitors.documents_pdf import pages, stream
from parsing.errors import (
    DamagedFileError,
    EncryptedError,
    NoTextLayerError,
    TookTooLongError,
    TooManyPagesError,
    UnreadableError,
)
from parsing.loaders import pdf as loader
from tests.pdf.paper import Page, pdf
from tests.sizes import examples

PROSE = "本机关严格执行中华人民共和国政府信息公开条例的各项规定。"
# A password nobody knows: the two hashes fit no empty one
LOCK = f"/ID [<{'01' * 16}> <{'01' * 16}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'ab' * 32}> /U <{'cd' * 32}> >>"


def report() -> bytes:
    sheet = Page().text(60, 60, PROSE)
    sheet.table((60, 200, 260, 320), 100, [["规章", "1", "2"], ["其他", "3", "4"]])
    return pdf(sheet)


def scanned() -> bytes:
    """A page that is one grey picture."""
    picture = "q 500 0 0 700 40 60 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q"
    sheet = Page()
    sheet.drawn.append(picture)
    return pdf(sheet)


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (pdf(Page().text(60, 60, PROSE), trailer=LOCK), EncryptedError, ("密码", "password")),
        (b"%PDF-1.4\n" + b"\x00\x01garbage" * 40, DamagedFileError, ("PDF", "PDF")),
        (report()[:60], DamagedFileError, ("损坏", "damaged")),
        (pdf(*[Page()] * 301), TooManyPagesError, ("300", "300")),
        (scanned(), NoTextLayerError, ("扫描", "scan")),
        (pdf(Page().text(60, 60, "☆" * 60), unknown="☆"), NoTextLayerError, ("OCR", "OCR")),
    ],
    ids=["encrypted", "garbage", "cut off", "301 pages", "scan", "font without characters"],
)
def test_refused_by_name(data, error, says):
    assert loader.accepts(data)
    with pytest.raises(error) as caught:
        loader.load(data)
    zh, en = caught.value.message("zh"), caught.value.message("en")
    assert says[0] in zh
    assert says[1] in en
    assert "{" not in zh + en
    assert "。" in zh
    assert en.endswith(".")


@pytest.mark.parametrize("drawn", [b"0 0 m 1 2 3 4 5 6 c S\n", b"0 0 m 5 5 l S\n", b"0 0 90 9 re S\n"])
def test_what_takes_long_to_open_is_not_handed_on_to_a_recogniser(drawn, monkeypatch):
    monkeypatch.setattr(loader, "MAX_OPENING_SECONDS", 0.03)
    with pytest.raises(NoTextLayerError):
        loader.load(scanned())
    with pytest.raises(TookTooLongError):
        loader.load(pages([stream(drawn * 100_000)]))


def test_300_pages_are_read():
    document = loader.load(pdf(Page().text(60, 60, PROSE), *[Page()] * 299))
    assert [line.cells[0].raw for line in document.lines] == [PROSE]


def test_told_by_content():
    assert loader.accepts(b"\r\n" * 100 + report())
    assert not loader.accepts(b"<p>%PD</p>")
    assert not loader.accepts(b" " * 2000 + b"%PDF-1.4")


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_damaged_file_is_read_or_refused_by_name(data):
    content = bytearray(report())
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(9, len(content)))
        content[start : start + data.draw(st.integers(0, 60))] = data.draw(st.binary(max_size=20))
    try:
        loader.load(bytes(content))
    except UnreadableError as error:
        assert error.message("zh") != error.message("en") != ""


def laid_under() -> bytes:
    """A scan whose figures somebody's text recognition has laid under the picture."""
    sheet = Page().text(60, 60, "某县商务局2021年政府信息公开工作年度报告", 14)
    for row, texts in enumerate(
        (("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"), ("规章", "14", "0", "37"))
    ):
        for column, text in enumerate(texts):
            sheet.text(60 + 120 * column, 120 + 30 * row, text)
    sheet.drawn.insert(0, "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q")
    return pdf(sheet)


def test_text_laid_under_a_scan_is_not_sure():
    document = loader.load(laid_under())
    assert document.recognised == {1}
    places = [cell.place for line in document.lines for cell in line.cells if cell.text in ("14", "0", "37")]
    assert len(places) == 3
    assert set(places) <= document.doubts


def test_a_scan_is_recognised_anew_where_that_is_installed():
    with pytest.raises(NoTextLayerError):
        loader.load(laid_under(), recognised=True)
