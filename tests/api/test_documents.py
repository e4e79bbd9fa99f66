"""Documents that programs send: read as the command line reads them, or a problem that says what to do."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks.visitors.documents import KINDS
from checks import run_checks
from checks.cli import output
from parsing import UnreadableError, parse_report
from tests.samples import FOLDER
from tests.server.visit import BOUNDARY
from tests.sizes import sized
from workers import Answer
from workers.serve import _printed

SAMPLE = (FOLDER / "suqian_2023.html").read_bytes()
FORM = f"multipart/form-data; boundary={BOUNDARY}"
_QUICK = (("line ends", "newlines_20k.txt"), ("spans", "spans_116k.html"), ("unpacking", "text_19.zip"))
_MORE = (("slow pages", "laughing.pdf"), ("slow pages", "curves_50.pdf"), ("short rows", "tabs_15k.txt"))
# What such a document may be answered with besides a report, each a named error; a bomb may take its reader with it
REFUSED = {
    "not_a_report",
    "took_too_long",
    "too_much_unpacked",
    "too_much_memory",
    "reader_crashed",
    "empty",
    "no_text_layer",
}
HOSTILE = sized(_QUICK, (*_QUICK, *_MORE, ("no text", "self_form.pdf"), ("rules", "dashes_20k.txt")))


def multipart(**files: bytes) -> bytes:
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name.replace("__", ".")}"\r\n\r\n'.encode()
        + content
        + b"\r\n"
        for name, content in files.items()
    ]
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def packed(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return out.getvalue()


def printed(files: dict[str, bytes]) -> bytes:
    """What ``python -m checks --json --language en`` prints of these."""

    def read(name: str, content: bytes) -> output.PrintedFile:
        try:
            report = parse_report(content, name)
        except UnreadableError as error:
            return output.unread(name, hashlib.sha256(content).hexdigest(), error.message("en"))
        return output.read(Answer(name, name, None, printed=_printed(report, run_checks(report), "en")), None, "en")

    reads = [read(name, content) for name, content in files.items()]
    return b"".join(line + b"\n" for _, line in output.objects(reads, "en", io.BytesIO()))


def test_files_are_answered_as_the_command_line_prints_them(send):
    later, picture = SAMPLE.replace(b"2023", b"2024"), b"\x89PNG\r\n\x1a\n" + bytes(90)
    body = multipart(first__html=SAMPLE, more__zip=packed(later__html=later, none__bin=b"\x7fELF" + picture))
    answer = send("POST", "/documents", body, Content_Type=FORM)
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/x-ndjson"
    files = {"first.html": SAMPLE, "more.zip/later.html": later, "more.zip/none.bin": b"\x7fELF" + picture}
    assert answer.body == printed(files)
    assert [bool(json.loads(line)["error"]) for line in answer.body.splitlines()] == [False, False, True]


def test_one_document_is_one_object_in_the_language_that_is_asked_for(send):
    said = {}
    for language, header in (("en", "fr, en-GB;q=0.9, zh;q=0.1"), ("zh", "zh-CN,en;q=0.5"), ("none", "")):
        answer = send("POST", "/documents?name=a.html", SAMPLE, header)
        assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
        assert answer.said["source"] == "a.html"
        said[language] = answer
    assert said["en"].headers["content-language"] == "en" and said["zh"].headers["content-language"] == "zh"
    assert said["en"].body != said["zh"].body == said["none"].body
    alone = send("POST", "/documents", multipart(a__html=SAMPLE), "zh", Content_Type=FORM)
    assert alone.body == said["zh"].body


@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        (b"", {}, 400, "no_document"),
        (b" \n", {}, 422, "empty"),
        (b"Nothing about any of this. " * 20, {}, 422, "not_a_report"),
        (b"\x7fELF" + bytes(200), {}, 415, "unsupported_format"),
        (b"PK\x03\x04 broken", {}, 422, "damaged"),
        (b"x" * 5 * 1024 * 1024, {}, 429, "too_many_at_once"),
        (multipart(), {"Content_Type": FORM}, 400, "no_document"),
        (b"--other\r\nnothing", {"Content_Type": FORM}, 400, "bad_multipart"),
        (b"", {"Content_Type": "multipart/form-data"}, 400, "bad_multipart"),
    ],
)
def test_what_cannot_be_read_is_a_problem_in_both_languages(send, body, headers, status, code):
    answers = {language: send("POST", "/documents", body, language, **headers) for language in ("zh", "en")}
    for language, answer in answers.items():
        assert (answer.status, answer.code) == (status, code), answer.body
        assert answer.headers["content-language"] == language
        assert answer.said["type"].startswith("urn:nianbao-lens:problem:")
    assert answers["zh"].said["title"] != answers["en"].said["title"]
    assert answers["en"].said["detail"].isascii() and not answers["zh"].said["detail"].isascii()


def test_an_address_may_send_only_so_many_documents_a_minute(send, place):
    codes = [send("POST", "/documents", b" \n").code for _ in range(9)]
    assert codes == ["empty"] * 8 + ["too_often"]
    refused = send("POST", "/documents", b" \n")
    assert refused.status == 429 and int(refused.headers["retry-after"]) >= 1
    assert send("POST", "/documents", b" \n", X_Forwarded_For="203.0.113.9").code == "empty"


def test_hostile_documents_are_answered_and_others_do_not_wait(send):
    def other(number: int) -> int:
        return send("POST", "/documents", SAMPLE, X_Forwarded_For=f"203.0.113.{number}").status

    with ThreadPoolExecutor(len(HOSTILE) + 2) as pool:
        hostile = [pool.submit(send, "POST", "/documents", KINDS[kind]()[name]()) for kind, name in HOSTILE]
        others = [pool.submit(other, number) for number in (20, 21)]
        assert [one.result() for one in others] == [200, 200]
        for answer in (one.result() for one in hostile):
            if answer.status != 200:
                assert answer.code in REFUSED
                assert "Traceback" not in answer.said["detail"]
            else:
                assert all(json.loads(line)["source"] for line in answer.body.splitlines())


def test_nothing_that_was_sent_is_logged(send, place):
    marked = "不得记入日志的文件"
    assert send("POST", "/documents?name=marked_name.txt", marked.encode()).code == "not_a_report"
    lines = [json.loads(line) for line in place.log.read_text("utf-8").splitlines() if line.startswith("{")]
    logged = [line for line in lines if line.get("path") == "/api/v1/documents"]
    assert logged and {"time", "level", "request", "method", "status", "ms"} <= logged[-1].keys()
    text = place.log.read_text("utf-8")
    assert "marked_name" not in text and marked not in text and "\\u4e0d\\u5f97" not in text
