"""Whatever is sent as a body is answered by a report or by a problem of the right status, and the server goes on."""

from __future__ import annotations

import json
import re
import select
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml

from benchmarks.visitors.documents import KINDS
from server.problems import _STATUSES, _entries
from server.problems import codes as codes_of_problems
from tests.api.conftest import Answer
from tests.api.test_documents import FORM, SAMPLE
from tests.server.visit import BOUNDARY
from tests.sizes import sized
from tests.test_hostile import HOSTILE

ERRORS = yaml.safe_load(Path("parsing/data/errors.yaml").read_text("utf-8"))
# Seconds of a processor each: benchmarks.hostile brings these
DEAR = {"many_200.zip", "many_5000.zip", "lines_5x19.zip", "figures_5x18.zip", "pages_5x19.zip", "texts_6x18.zip"}
DEAR |= {"curves_50.pdf", "lines_7.pdf", "one_path_40.pdf", "paragraphs_35.docx"}
TEXTS = {name: (head + unit * (times // 4) + tail).encode() for name, (head, unit, times, tail) in HOSTILE.items()}
SURROGATES = "政府信息公开年度报告".encode() + b"\xed\xa0\x80\xed\xb0\x80" * 50
# By what is sent: body, headers, and the codes that it may be answered with ("" for a report)
BODIES: dict[str, tuple[bytes, dict[str, str], set[str]]] = {
    "deep lists": (b"[" * 200_000, {"Content_Type": "application/json"}, {"not_a_report"}),
    "deep objects": (('{"政府信息公开":' * 50_000).encode(), {"Content_Type": "application/json"}, {"not_a_report", ""}),
    "halves of pairs": (SURROGATES, {}, {"not_text", "not_a_report", ""}),
    "escaped halves": (json.dumps({"a": "\ud800政府信息公开年度报告"}).encode(), {}, {"not_a_report", ""}),
    "NULs": ("政府信息公开年度报告".encode() + bytes(5_000), {}, {"not_text", "not_a_report", ""}),
    "wide characters": ("政府信息公开年度报告\n规章 | 1".encode("utf-32"), {}, {"not_text", "not_a_report", ""}),
    "a form of another kind": (b"a=1&b=2", {"Content_Type": "application/x-www-form-urlencoded"}, {"not_a_report"}),
    "said to be packed": (b"no gzip", {"Content_Encoding": "gzip"}, {"not_a_report"}),
    "no such type": (SAMPLE, {"Content_Type": "\x22;;;=/*"}, {""}),
    "no boundary": (b"--x", {"Content_Type": "multipart/form-data; boundary="}, {"bad_multipart", "no_document"}),
    "a long boundary": (b"--x", {"Content_Type": f"multipart/form-data; boundary={'b' * 8_000}"}, {"bad_multipart"}),
    "another boundary": (b"--x\r\n\r\n", {"Content_Type": FORM}, {"bad_multipart"}),
    "a part without an end": (f"--{BOUNDARY}\r\nContent-Disposition: form-data".encode(), {"Content_Type": FORM},
                              {"bad_multipart", "no_document"}),
    "many parts": (f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=a; filename=b\r\n\r\nx\r\n".encode() * 60,
                   {"Content_Type": FORM}, {"bad_multipart"}),
    "a long language": (b"x", {"Accept_Language": "en" + ",x;q=0.1" * 3_000}, {"not_a_report"}),
}  # fmt: skip
NAMES = (
    "../../../etc/passwd",
    "..\\..\\x.txt",
    "/dev/null",
    "a\x00b",
    "con",
    "<img src=x>",
    "\r\nX-Evil: 1",
    "名" * 3_000,
)


def judged(answer: Answer, codes: set[str] | None = None) -> None:
    """A report, or a problem whose status is that of its code."""
    assert "Traceback" not in answer.body.decode()
    if answer.status == 200:
        assert codes is None or "" in codes
        for line in answer.body.splitlines():
            assert not re.search(r"failed|程序", json.loads(line)["error"] or "")
        return
    assert answer.code in ({*ERRORS, *codes} if codes else ERRORS)
    assert codes is None or answer.code in codes, answer.body
    of_document = {_STATUSES.get(answer.code, 422)} if answer.code in ERRORS else set()
    of_request = {_entries()[answer.code]["status"]} if answer.code in codes_of_problems() else set()
    assert answer.status in of_document | of_request


def goes_on(send) -> None:
    assert send("POST", "/documents", SAMPLE, X_Forwarded_For="203.0.113.77").status == 200


@pytest.mark.parametrize("name", BODIES)
def test_a_body_of_another_kind_is_a_problem(send, name):
    body, headers, codes = BODIES[name]
    judged(send("POST", "/documents", body, **headers), codes)


def test_a_name_is_a_text_and_no_path(send, place):
    before = {path for path in place.folder.rglob("*") if "verdicts" not in path.name}
    for number, name in enumerate(NAMES):
        known = {"X_Forwarded_For": f"203.0.113.{100 + number}"}
        answer = send("POST", f"/documents?name={quote(name)}", SAMPLE, **known)
        assert (answer.status, answer.said["source"]) == (200, name)
        assert "x-evil" not in answer.headers
    half = send("POST", "/documents?name=%ED%A0%80", SAMPLE)
    assert half.status == 200 and half.said["source"]
    assert {path for path in place.folder.rglob("*") if "verdicts" not in path.name} == before


def test_documents_that_mean_harm_are_answered(send):
    documents = dict(TEXTS)
    for kind, known in sized({}, KINDS).items():
        documents |= {f"{kind} {name}": make() for name, make in known().items() if name not in DEAR}

    def asked(number: int, name: str) -> tuple[str, Answer]:
        address = f"203.0.{number // 200}.{number % 200}"
        return name, send("POST", "/documents", documents[name], X_Forwarded_For=address)

    with ThreadPoolExecutor(4) as pool:
        for _, answer in pool.map(asked, range(1_000, 1_000 + len(documents)), documents):
            judged(answer)
    goes_on(send)


def raw(place, head: str, body=()) -> bytes:
    """What comes back to bytes as they are, until the server has no more to say."""
    said = b""
    with socket.create_connection(("127.0.0.1", place.server.port), timeout=60) as line:
        line.sendall(f"POST /api/v1/documents HTTP/1.1\r\nHost: localhost\r\n{head}\r\n".encode("latin-1"))
        # a line that is closed before the end is an answer, too
        with suppress(OSError):
            for piece in body:
                # whoever goes on sending after the answer may lose it
                if select.select([line], [], [], 0)[0]:
                    break
                line.sendall(piece)
        with suppress(OSError):
            line.shutdown(socket.SHUT_WR)
        with suppress(OSError):
            while more := line.recv(65_536):
                said += more
    return said


def test_a_body_without_an_end_is_broken_off(send, place):
    piece = b"10000\r\n" + b"x" * 65_536 + b"\r\n"
    said = raw(place, "Transfer-Encoding: chunked\r\n", (piece for _ in range(2_000)))
    assert said.startswith(b"HTTP/1.1 429") and b"application/problem+json" in said and b"too_many_at_once" in said
    goes_on(send)


def test_what_is_no_request_does_no_harm(send, place):
    # what breaks HTTP itself is refused by the server below the app
    for head in (
        "Content-Length: abc\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Transfer-Encoding: chunked\r\n",
        f"X-Long: {'x' * 200_000}\r\n",
        "X-Many: 1\r\n" * 5_000,
        "Content-Type\x00: x\r\n",
    ):
        said = raw(place, head, [b"zz\r\n"])
        assert re.match(rb"HTTP/1\.1 4\d\d ", said) or not said, (head[:40], said[:200])
    # less than was promised, and more
    for length in (1_000_000, 1):
        raw(place, f"Content-Length: {length}\r\n", [b"<p>x</p>"])
    with socket.create_connection(("127.0.0.1", place.server.port)) as silent:
        silent.sendall(b"POST /api/v1/documents HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n")
        goes_on(send)
