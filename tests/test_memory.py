"""Reading report after report keeps nothing: the same documents cost no more memory the tenth time than the second."""

from __future__ import annotations

import gc
import tracemalloc

from checks import run_checks
from parsing import parse_report
from tests.render import cases
from tests.sizes import sized

DOCUMENTS = [(case.data, case.name) for case in cases(sized(10, 25))]
ROUNDS = sized(8, 20)
# Bytes a report that may be left behind: caches that are still filling
SLACK = 200


def read(times: int) -> None:
    for _ in range(times):
        for data, name in DOCUMENTS:
            run_checks(parse_report(data, name))
    gc.collect()


def test_memory_does_not_grow_with_the_number_of_reports():
    read(4)
    tracemalloc.start()
    try:
        read(ROUNDS)
        before, _ = tracemalloc.get_traced_memory()
        read(ROUNDS)
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before <= SLACK * ROUNDS * len(DOCUMENTS)
