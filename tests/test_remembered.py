"""What a document holds is nowhere in the process once its report is let go of; two threads read as one does."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from checks import run_checks
from parsing import parse_report
from tests.render import cases
from tests.samples import FOLDER

# Written backwards, so that this module's own texts do not hold it; never joined outside of ``document``
_BACKWARDS = "卍卐7f3a翯翀q"


def _marker() -> str:
    return _BACKWARDS[::-1]


def html() -> bytes:
    """A page with the marker in title, metadata, body, prose, labels, cells, attributes and tags."""
    mark = _marker()
    rows = "".join(
        f"<tr><td colspan='{mark}'>规章{mark}</td><td>{mark}</td><td>{text}</td></tr>" for text in ("1", "2", mark)
    )
    page = (FOLDER / "suqian_2023.html").read_text("gb18030")
    body = page[page.index("<body") :].partition(">")[2]
    return (
        f"<html><head><title>{mark}_2023年政府信息公开工作年度报告</title><meta name=pubdate content='{mark}'></head>"
        f"<body><{mark[:1]}x{mark}><h1>{mark}县人民政府2023年政府信息公开工作年度报告</h1><p>{mark}</p>"
        f"<p>2023年，{mark}收到政府信息公开申请12件。</p><table>{rows}</table>{body}</body></html>"
    ).encode()


def text() -> bytes:
    """The same as text, a cell a line and in tabs."""
    mark = _marker()
    lines = (
        f"{mark}县2023年政府信息公开工作年度报告",
        f"一、{mark}",
        f"收到{mark}申请12件。",
        f"规章{mark}\t{mark}\t1",
    )
    return "\n".join((*lines, f"规章{mark}", "3", mark)).encode()


def _held() -> Iterator[object]:
    """Every object that the collector knows of or that such an object refers to, each once."""
    seen: set[int] = set()
    waiting = gc.get_objects()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        if not isinstance(one, (str, bytes)):
            waiting += gc.get_referents(one)


def marked() -> list[str]:
    """The beginnings of all texts and bytes in the process with the marker in them."""
    mark = _marker()
    encoded = mark.encode()
    found = []
    for one in _held():
        if (isinstance(one, str) and one is not mark and mark in one) or (
            isinstance(one, bytes) and one is not encoded and encoded in one
        ):
            found.append(repr(one[:60]))
    return found


_DOCUMENTS = {"html": html, "text": text}


def read(data: bytes) -> None:
    run_checks(parse_report(data, "x"))


def stays(name: str) -> list[str]:
    """What is left of one of the documents after it was read, or of one that is kept."""
    if name == "kept":
        kept = ("a", {"b": [f"x{_marker()}"]})
        return [*marked(), kept[0]]
    read(_DOCUMENTS[name]())
    gc.collect()
    return marked()


@pytest.fixture(scope="module")
def process() -> Iterator[ProcessPoolExecutor]:
    """A process in which nothing else has been done: every object of it is looked at."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        yield pool


@pytest.mark.parametrize("name", _DOCUMENTS)
def test_nothing_of_a_document_stays(process, name):
    assert process.submit(stays, name).result() == []


def test_a_text_that_is_kept_would_be_found(process):
    assert len(process.submit(stays, "kept").result()) == 2


def test_threads_read_as_one_does():
    documents = [(case.data, case.name) for case in cases(12)]
    alone = [(report := parse_report(*each), run_checks(report)) for each in documents]

    def all_of_them(_: int) -> list[object]:
        return [(report := parse_report(*each), run_checks(report)) for each in documents]

    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(all_of_them, range(8)):
            assert found == alone
