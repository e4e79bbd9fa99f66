"""Legacy formats go through LibreOffice where it is installed; else the error says what to do."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from parsing import parse_report
from parsing.errors import ConversionFailedError, EncryptedError, NeedsConverterError, UnsupportedFormatError
from parsing.loaders.office import legacy
from tests.loaders import office
from tests.loaders.test_forms import wrong

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
needs_soffice = pytest.mark.soffice
FLAT = b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table><Row><Cell><Data ss:Type="String">%s</Data></Cell><Cell><Data ss:Type="Number">3</Data></Cell></Row></Table></Worksheet></Workbook>'


def ole(*streams: str) -> bytes:
    """The beginning of an OLE file whose directory names these streams."""
    return OLE.ljust(512, b"\0") + b"".join((name + "\0").encode("utf-16-le").ljust(128, b"\0") for name in streams)


REFUSED_KINDS = {
    "doc": (ole("Root Entry", "WordDocument"), "Word"),
    "rtf": (b"{\\rtf1 \\ansi x}", "RTF"),
    "xml": (FLAT % b"x", "2003"),
    "odt": (office.package({"mimetype": "application/vnd.oasis.opendocument.text"}), "ODT"),
    "xlsb": (office.package({"xl/workbook.bin": b"x"}), "XLSB"),
}


@pytest.mark.parametrize("name", REFUSED_KINDS)
def test_without_a_converter_the_error_says_what_to_do(name, monkeypatch):
    data, says = REFUSED_KINDS[name]
    assert legacy.accepts(data)
    monkeypatch.setattr(legacy.shutil, "which", lambda _: None)
    with pytest.raises(NeedsConverterError) as caught:
        legacy.load(data)
    zh, en = caught.value.message("zh"), caught.value.message("en")
    assert says in zh
    assert says in en
    assert "DOCX" in zh
    assert "paste" in en


def test_a_protected_file():
    with pytest.raises(EncryptedError) as caught:
        parse_report(ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "x.docx")
    assert "密码" in caught.value.message("zh")
    assert "password" in caught.value.message("en")


@pytest.mark.parametrize("streams", [("Root Entry", "PowerPoint Document"), ("Root Entry", "Other"), ()])
def test_other_files_of_the_kind(streams):
    with pytest.raises(UnsupportedFormatError) as caught:
        parse_report(ole(*streams), "x.doc")
    assert "Office" in caught.value.message("zh")


def test_what_the_file_is_and_not_what_is_embedded():
    assert legacy._kind(ole("Root Entry", "WordDocument", "Workbook")).suffix == ".doc"
    assert not legacy.is_workbook(ole("Root Entry", "WordDocument", "Workbook"))
    assert legacy.is_workbook(ole("Root Entry", "Workbook", "WordDocument"))
    assert legacy.is_workbook(ole("Root Entry", "Book"))
    assert not legacy.is_workbook(ole("Root Entry", "Workbook", "EncryptedPackage"))


def test_the_name_of_a_stream_in_the_text_is_no_stream():
    assert legacy._entry(OLE + b"x" + "WordDocument\0".encode("utf-16-le"), "WordDocument") is None


@needs_soffice
def test_a_damaged_file():
    with pytest.raises(ConversionFailedError) as caught:
        parse_report(ole("Root Entry", "WordDocument"), "x.doc")
    assert "LibreOffice" in caught.value.message("zh")


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """A form in each legacy format, as LibreOffice writes it, with its truth."""
    folder = tmp_path_factory.mktemp("legacy")
    found = {}
    for kind, targets in (("docx", ("doc", "rtf", "odt")), ("xlsx", ("xls", "ods"))):
        case = office.case(5 if kind == "docx" else 2, kind, ("cells_blank",))
        source = folder / f"form.{kind}"
        source.write_bytes(case.data)
        for target in targets:
            command = [
                shutil.which("soffice"),
                "--headless",
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--convert-to",
                target,
                "--outdir",
                folder,
                source,
            ]
            subprocess.run(command, check=True, capture_output=True, timeout=100)
            found[target] = (case, Path(folder, f"form.{target}").read_bytes())
    return found


@needs_soffice
@pytest.mark.parametrize("target", ["doc", "rtf", "odt", "xls", "ods"])
def test_a_form_comes_back_whole(converted, target):
    case, data = converted[target]
    report = parse_report(data, "x")
    assert wrong(case, report) == ([], [])
    assert (report.year, report.title) == (case.year, case.title)


@needs_soffice
def test_office_2003(tmp_path):
    data = FLAT % "政府信息公开".encode()
    assert [cell.raw for cell in legacy.load(data).lines[0].cells] == ["政府信息公开", "3"]
