"""Archives give their reports one by one, and nothing that a container can say of itself is believed."""

from __future__ import annotations

import io
import struct
import zipfile
from functools import cache

import pytest

from parsing import parse_report
from parsing.errors import (
    ArchiveError,
    DamagedFileError,
    EmptyArchiveError,
    EncryptedArchiveError,
    NestedArchiveError,
    TooManyFilesError,
    TooMuchUnpackedError,
    UnsupportedFormatError,
)
from parsing.loaders import archive
from parsing.loaders.archive import is_archive, read_archive
from tests.loaders import office
from tests.loaders.office import p, package, word

TEXT = "某局2021年政府信息公开工作年度报告".encode()


def packed(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as container:
        for name, content in files:
            container.writestr(name, content)
    return out.getvalue()


def with_raw_name(name: bytes) -> bytes:
    """An archive as Windows writes it: the name in the system's charset, and no word about it."""
    data = packed(("x" * len(name), TEXT))
    return data.replace(b"x" * len(name), name)


def test_each_report_with_its_name():
    cases = [office.case(seed, kind) for seed, kind in ((1, "docx"), (2, "xlsx"), (3, "csv"))]
    data = packed(
        ("2021/", b""),
        *[(f"2021/{case.name}", case.data) for case in cases],
        ("__MACOSX/._x", b"x"),
        ("2021/.DS_Store", b"x"),
    )
    found = list(read_archive(data, "reports.zip"))
    assert [name for name, _ in found] == [f"2021/{case.name}" for case in cases]
    assert [parse_report(content, name).year for name, content in found] == [case.year for case in cases]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_that_do_not_say_their_charset(encoding):
    assert [name for name, _ in read_archive(with_raw_name("年报/商务局.txt".encode(encoding)), "x")] == [
        "年报/商务局.txt"
    ]


def test_names_that_do_say_it():
    assert [name for name, _ in read_archive(packed(("年报.txt", TEXT)), "x")] == ["年报.txt"]


@pytest.mark.parametrize("name", ["../../etc/a.txt", "/a.txt", "C:\\a.txt", "..\\a.txt", "./a.txt", "a\x1b.txt"])
def test_names_lead_nowhere(name):
    assert [found for found, _ in read_archive(packed((name, TEXT)), "x")] in (["etc/a.txt"], ["a.txt"])


def test_an_archive_is_told_from_documents():
    assert is_archive(packed(("a.txt", TEXT)))
    assert not any(map(is_archive, (word(p("x")), office.case(1, "xlsx").data, TEXT, b"")))
    # stored whole, a document's own parts are named in the archive's bytes
    assert is_archive(packed(("a.docx", word(p("x"))), method=zipfile.ZIP_STORED))


def test_a_report_cannot_be_an_archive():
    with pytest.raises(ArchiveError) as caught:
        parse_report(packed(("a.txt", TEXT)), "a.docx")
    assert "压缩包" in caught.value.message("zh")
    assert "archive" in caught.value.message("en")


@pytest.mark.parametrize(("part", "says"), [("OFD.xml", "OFD"), ("ppt/presentation.xml", "PPTX")])
def test_other_documents_are_called_by_their_names(part, says):
    with pytest.raises(UnsupportedFormatError) as caught:
        parse_report(package({part: "<a/>"}), "x.zip")
    assert says in caught.value.message("zh")
    assert says in caught.value.message("en")


def lying(data: bytes, size: int) -> bytes:
    """The same archive, whose headers say that its file has another size."""
    changed = bytearray(data)
    struct.pack_into("<I", changed, 22, size)
    struct.pack_into("<I", changed, data.rfind(b"PK\x01\x02") + 24, size)
    return bytes(changed)


def encrypted(data: bytes) -> bytes:
    changed = bytearray(data)
    changed[6] |= 1
    changed[data.rfind(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


@cache
def big() -> bytes:
    """An archive whose file is too large once it is unpacked."""
    return packed(("a.txt", b"0" * (archive.MAX_FILE + 1)))


# Made where they are asked for: some take long
REFUSED = {
    "empty": (packed, EmptyArchiveError),
    "folders only": (lambda: packed(("a/", b""), ("__MACOSX/b", b"x")), EmptyArchiveError),
    "cut": (lambda: packed(("a.txt", TEXT))[:-30], DamagedFileError),
    "head": (lambda: b"PK\x03\x04", DamagedFileError),
    "changed": (
        lambda: packed(("a.txt", TEXT * 9)).replace(b"\x00\x00a.txt", b"\x00\x00a.txt\x01", 1),
        DamagedFileError,
    ),
    "many": (lambda: packed(*[(f"{n}.txt", TEXT) for n in range(archive.MAX_FILES + 1)]), TooManyFilesError),
    "directory": (lambda: packed(*[(f"{n}" * 40, b"") for n in range(9999)]), DamagedFileError),
    "nested": (lambda: packed(("a.zip", packed(("b.txt", TEXT)))), NestedArchiveError),
    "nested under another name": (lambda: packed(("a.docx", packed(("b.txt", TEXT)))), NestedArchiveError),
    "rar": (lambda: packed(("a.rar", b"Rar!\x1a\x07\x00")), NestedArchiveError),
    "tar": (lambda: packed(("a.tar", b"\0" * 257 + b"ustar")), NestedArchiveError),
    "encrypted": (lambda: encrypted(packed(("a.txt", TEXT))), EncryptedArchiveError),
    "bomb": (big, TooMuchUnpackedError),
    "bomb that says it is small": (lambda: lying(big(), 10), DamagedFileError),
    "total": (lambda: packed(*[(f"{n}.txt", b"0" * archive.MAX_FILE) for n in range(6)]), TooMuchUnpackedError),
    "bzip2": (lambda: packed(("a.txt", TEXT), method=zipfile.ZIP_BZIP2), DamagedFileError),
    "lzma": (lambda: packed(("a.txt", TEXT), method=zipfile.ZIP_LZMA), DamagedFileError),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name):
    make, error = REFUSED[name]
    with pytest.raises(error) as caught:
        list(read_archive(make(), "x.zip"))
    assert caught.value.message("zh") != caught.value.message("en")
    assert "{" not in caught.value.message("zh") + caught.value.message("en")


def test_a_file_that_says_it_is_large_is_as_large_as_it_is():
    assert list(read_archive(lying(packed(("a.txt", TEXT)), 10**9), "x.zip")) == [("a.txt", TEXT)]


def test_the_nested_one_is_named():
    with pytest.raises(NestedArchiveError) as caught:
        list(read_archive(packed(("内层.zip", packed(("b.txt", TEXT)))), "x.zip"))
    assert "内层.zip" in caught.value.message("zh")
    assert "内层.zip" in caught.value.message("en")


def test_what_the_directory_tells_is_refused_before_anything_is_read():
    with pytest.raises(EncryptedArchiveError):
        read_archive(encrypted(packed(("a.txt", TEXT))), "x.zip")
