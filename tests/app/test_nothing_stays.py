"""Nothing of what a visitor brought stays in the process once the visit has ended."""

from __future__ import annotations

import gc
from types import FrameType

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.test_add import paste
from tests.sizes import sized

# In the title, the agency, the prose, a cell and a file's name
MARK = "戊癸庚辰"
REPORT = f"""某县{MARK}局2022年政府信息公开工作年度报告
一、总体情况
2022年，我局{MARK}收到政府信息公开申请12件。
二、主动公开政府信息情况
规章 | 3 | {MARK} | 7
行政规范性文件 | 1 | 0 | 2
三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 2
"""
PAGES = ("report", "overview", *sized((), ("regions", "years", "inconsistencies", "zero")), "data")


def visit(opened, samples) -> AppTest:
    """A visit that pastes and uploads a report and looks at it on every page."""
    app = paste(opened("add", samples=samples), REPORT)
    app.file_uploader(key="files").upload(f"{MARK}.txt", REPORT.replace("12件", "13件").encode()).run()
    assert len(app.subheader) == 2
    for page in PAGES:
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception
    return app


def held() -> list[str]:
    """What holds texts with the mark: objects that the collector follows, caches of functions among them."""
    gc.collect()
    return [object.__repr__(holder) for holder in gc.get_objects() if _holds_the_mark(holder)]


def _holds_the_mark(holder: object) -> bool:
    # the frames of a test may hold it
    if isinstance(holder, FrameType):
        return False
    parts = gc.get_referents(holder)
    texts = [part if isinstance(part, str) else part.decode(errors="replace") for part in parts if _is_text(part)]
    return any(MARK in text for text in texts)


def _is_text(part: object) -> bool:
    return isinstance(part, (str, bytes))


@pytest.fixture
def untouched():
    """What holds the marker before any visit: this module."""
    return set(held())


def test_a_visit_leaves_nothing_behind(opened, tmp_path, untouched):
    app = visit(opened, tmp_path)
    # while it lasts it is there, or the search finds nothing at all
    assert set(held()) - untouched
    del app
    gc.collect()
    left = [one for one in held() if one not in untouched]
    assert left == []
