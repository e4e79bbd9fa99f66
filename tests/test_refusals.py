"""Every refusal there is, brought about by a file that deserves it, and its message read in both languages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from parsing import UnreadableError, parse_report, unpack
from parsing.errors import _texts
from parsing.loaders import archive, ocr
from parsing.loaders import pdf as pdf_loader
from parsing.loaders.ocr import limits
from parsing.loaders.office import legacy
from tests.loaders.office import p, package, word
from tests.loaders.test_archive import encrypted, packed
from tests.loaders.test_legacy import ole
from tests.pdf.paper import Page, pdf
from tests.pdf.test_refusals import LOCK, PROSE

MB = 1024 * 1024


def report(data: Callable[[], bytes]) -> Callable[[], object]:
    return lambda: parse_report(data(), "x")


def reports(data: Callable[[], bytes]) -> Callable[[], object]:
    return lambda: list(unpack(data(), "x.zip"))


def overlapping() -> bytes:
    """Many names for the same compressed bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("a.txt", b"0" * (19 * MB))
        first = container.infolist()[0]
        for number in range(1, 8):
            again = zipfile.ZipInfo(f"{number}.txt")
            for name in ("header_offset", "CRC", "compress_size", "file_size", "compress_type"):
                setattr(again, name, getattr(first, name))
            container.filelist.append(again)
            container.NameToInfo[again.filename] = again
    return out.getvalue()


ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
)
PIPES = "政府信息公开".encode() + b"|" * 1_000_000

# Code → how it comes about, and a word of its message in either language
REFUSALS: dict[str, list[tuple[Callable[[], object], str, str]]] = {
    "empty": [
        (report(lambda: b" \n\x00"), "没有可读的文字", "nothing to read"),
        (report(lambda: word("")), "没有可读的文字", "nothing to read"),
    ],
    "too_large": [(report(lambda: b"x" * (20 * MB + 1)), "20 MB 的上限", "limit of 20 MB")],
    "too_many_cells": [
        (report(lambda: "政府信息公开".encode() + b"|0 " * 150_000), "100000 个", "100000 table cells"),
        (report(lambda: "<table>公开".encode() + b"<tr><td>0</td></tr>" * 100_001), "100000 个", "100000 table cells"),
        (report(lambda: "规章,1,2,3\n".encode() * 26_000), "100000 个", "100000 table cells"),
    ],
    "unsupported_format": [
        (report(lambda: b"GIF89a" + bytes(50)), "一张图片（GIF）", "a picture (GIF)"),
        (report(lambda: package({"ppt/presentation.xml": "<a/>"})), "演示文稿", "presentation"),
        (report(lambda: b"\x7fELF\x02\x01" + bytes(50)), "程序文件", "a program"),
    ],
    "not_text": [
        (report(lambda: bytes(range(256)) * 20), "编码", "charset"),
        (report(lambda: b"<p>" + bytes(range(128, 256)) * 50), "编码", "charset"),
    ],
    "too_much_text": [(report(lambda: "政府信息公开".encode() * 350_000), "2 百万字", "2 million characters")],
    "not_a_report": [
        (report(lambda: b"lorem ipsum dolor sit amet " * 10), "年度报告", "annual report"),
        (report(lambda: b"|" * 1_000_000), "年度报告", "annual report"),
    ],
    "damaged": [
        (report(lambda: word(p("x"))[:-30]), "Word 文档", "Word document"),
        (report(lambda: word(p("&c;"), prolog=ENTITIES)), "Word 文档", "Word document"),
        (
            report(lambda: package({"xl/workbook.xml": f"{ENTITIES}<workbook>&c;</workbook>"})),
            "Excel 工作簿",
            "Excel workbook",
        ),
        (report(lambda: b"%PDF-1.4\n" + b"garbage" * 40), "PDF 文件", "a PDF file"),
        (reports(lambda: packed(("a.txt", b"x"))[:-30]), "ZIP 压缩包", "ZIP archive"),
    ],
    "encrypted": [
        (report(lambda: ole("Root Entry", "EncryptionInfo", "EncryptedPackage")), "打开密码", "password"),
        (report(lambda: pdf(Page().text(60, 60, PROSE), trailer=LOCK)), "打开密码", "password"),
        (report(lambda: encrypted(package({"word/document.xml": "<a/>"}))), "打开密码", "password"),
    ],
    "too_much_unpacked": [
        (report(lambda: package({"word/document.xml": b"<a>" + b" " * (41 * MB) + b"</a>"})), "40 MB", "40 MB"),
        (reports(lambda: packed(("a.txt", b"0" * (20 * MB + 1)))), "20 MB", "20 MB"),
        (reports(lambda: packed(*[(f"{n}.txt", b"0" * (19 * MB)) for n in range(6)])), "100 MB", "100 MB"),
    ],
    "archive": [(report(lambda: packed(("a.txt", b"x"))), "压缩包", "archive")],
    "archive_empty": [(reports(packed), "没有文件", "no files")],
    "archive_too_many_files": [
        (
            reports(lambda: packed(*[(f"{n}.txt", b"") for n in range(archive.MAX_FILES + 1)])),
            "200 个",
            "more than 200 files",
        )
    ],
    "archive_nested": [(reports(lambda: packed(("内.zip", packed(("b.txt", b"x"))))), "内.zip", "“内.zip”")],
    "archive_encrypted": [
        (reports(lambda: encrypted(packed(("a.txt", b"x")))), "压缩包设有密码", "archive is protected")
    ],
    "too_many_pages": [(report(lambda: pdf(*[Page()] * (pdf_loader.MAX_PAGES + 1))), "300 页", "300 pages")],
}
ALL = [(code, number) for code, ways in REFUSALS.items() for number in range(len(ways))]


def refused(code: str, how: Callable[[], object], zh: str, en: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        how()
    assert caught.value.code == code
    chinese, english = caught.value.message("zh"), caught.value.message("en")
    assert zh in chinese and en in english
    assert "{" not in chinese + english
    # what to do is said too
    assert "请" in chinese and english.count(". ") >= 1


@pytest.mark.parametrize(("code", "number"), ALL)
def test_a_refusal(code, number):
    refused(code, *REFUSALS[code][number])


def test_a_container_whose_names_share_their_bytes():
    with pytest.raises(UnreadableError) as caught:
        list(unpack(overlapping(), "x.zip"))
    assert caught.value.code in ("damaged", "too_much_unpacked")


def test_without_a_converter(monkeypatch):
    monkeypatch.setattr(legacy.shutil, "which", lambda _: None)
    refused("needs_converter", lambda: legacy.load(ole("Root Entry", "WordDocument")), "LibreOffice", "LibreOffice")


def test_what_the_converter_cannot_read(monkeypatch):
    monkeypatch.setattr(legacy.shutil, "which", lambda _: "/bin/true")
    refused(
        "conversion_failed", lambda: legacy.load(ole("Root Entry", "WordDocument")), "未能转换", "could not convert"
    )


def test_without_text_recognition(monkeypatch):
    monkeypatch.setattr(limits, "_PACKAGES", ("no_such_package",))
    refused(
        "no_text_layer",
        report(lambda: pdf(Page().grid([80, 300, 500], [80, 200, 400]))),
        "requirements-ocr.txt",
        "requirements-ocr.txt",
    )


@pytest.mark.ocr
def test_too_much_to_recognise():
    refused("too_many_scanned_pages", lambda: ocr.load_pdf(pdf(*[Page()] * 21)), "20 页", "20 pages")
    page = io.BytesIO()
    from PIL import Image  # noqa: PLC0415 - as the recogniser

    Image.new("1", (9_000, 9_000)).save(page, "PNG")
    refused("too_many_pixels", lambda: ocr.load(page.getvalue()), "60 百万像素", "60 million pixels")


def test_no_refusal_is_left_out():
    elsewhere = {"needs_converter", "conversion_failed", "no_text_layer", "too_many_scanned_pages", "too_many_pixels"}
    elsewhere |= {"took_too_long", "too_much_memory", "reader_crashed", "unreadable", "busy", "no_room"}
    # of uploads: tests/server/test_uploads.py
    elsewhere |= {"visit_full", "too_many_uploads", "uploads_full"}
    # of an earlier run: tests/bulk/test_run.py
    elsewhere |= {"no_document"}
    assert set(REFUSALS) | elsewhere == set(_texts())


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.zip", "a.png", "../a.exe", "", "\ud800.txt", "a\x00.txt"])
def test_a_wrong_name_changes_nothing(name):
    page = "<h1>某县商务局2021年政府信息公开工作年度报告</h1>"
    assert parse_report(page.encode(), name).year == 2021


@pytest.mark.parametrize(
    "data",
    [
        "某县商务局2021年政府信息公开工作年度报告".encode("utf-16"),
        "<meta charset=iso-8859-1><h1>某县商务局2021年政府信息公开工作年度报告</h1><p>本报告由县商务局编制。</p>".encode(
            "gb18030"
        ),
        "<meta charset=gb2312><h1>某县商务局2021年政府信息公开工作年度报告</h1>".encode(),
        "某县商务局2021年政府\x00信息公开工作年度报告\x00".encode(),
        b"\xed\xa0\x80" + "某县商务局2021年政府信息公开工作年度报告".encode() + b"\xed\xbf\xbf",
        b"<div>" * 100_000 + "<h1>某县商务局2021年政府信息公开工作年度报告</h1>".encode() + b"</div>" * 100_000,
        b"<table><tr><td>" * 100_000 + "某县商务局2021年政府信息公开工作年度报告".encode(),
        PIPES + "\n某县商务局2021年政府信息公开工作年度报告".encode(),
    ],
    ids=["utf-16", "latin declared", "gb declared", "nulls", "surrogates", "nested", "nested tables", "pipes"],
)
def test_what_lies_or_nests_is_read_or_refused_by_name(data):
    try:
        report = parse_report(data, "x")
    except UnreadableError as error:
        assert error.message("zh") != error.message("en") != ""
    else:
        assert report.year in (2021, None)
        assert not any(figure.value is not None for figure in report.figures)
