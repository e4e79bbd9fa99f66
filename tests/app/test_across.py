"""What is found across reports reaches the pages: the samples' for all, a visitor's own in his session only."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import closing

import pytest

from checks import run_checks
from checks.across import body
from parsing import loaders, parse_report
from storage import Limits, LinkTerms, open_store
from tests.app import visible
from tests.app.conftest import SAMPLES
from tests.sizes import sized
from ui.visitor import data, own
from workers import ReadDocument, wire


@pytest.fixture
def next_year() -> bytes:
    """A report of 宿迁市 for 2024 that keeps the tables of 2023."""
    page = (SAMPLES / "suqian_2023.html").read_bytes()
    return page.replace(b"2024", b"2025").replace(b"2023", b"2024").replace(b"2022", b"2023")


@pytest.fixture
def folder(tmp_path, next_year):
    shutil.copy(SAMPLES / "suqian_2023.html", tmp_path / "a.html")
    (tmp_path / "b.html").write_bytes(next_year)
    return tmp_path


@pytest.mark.parametrize("lang", sized(["en"], ["zh", "en"]))
def test_the_later_report_shows_what_is_found_across_years(opened, folder, next_year, lang):
    app = opened("report", lang=lang, samples=folder, report=hashlib.sha256(next_year).hexdigest()[:12])
    shown = visible.everything(app)
    assert {"zh": "2023 年年报结转下年度 121", "en": "the 2023 report carries 121"}[lang] in shown
    assert not app.exception


def test_the_board_lists_it(opened, folder):
    shown = visible.everything(opened("inconsistencies", samples=folder))
    assert "上年结转与上一年报一致" in shown


def test_a_visitors_report_is_held_against_the_samples_and_leaves_them_as_they_are(opened, folder, next_year):
    (folder / "b.html").unlink()
    app = opened("add", samples=folder)
    app.file_uploader(key="files").upload("b.html", next_year).run()
    assert "2023 年年报结转下年度 121" in visible.everything(app)
    other = opened("inconsistencies", samples=folder)
    assert "上年结转与上一年报一致" not in visible.everything(other)


def test_a_visitors_report_is_held_against_what_is_published(opened, folder, next_year, monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/store.sqlite3")
    (folder / "b.html").unlink()
    data = (folder / "a.html").read_bytes()
    (folder / "a.html").write_bytes((SAMPLES / "panshan_2022.txt").read_bytes())
    report = parse_report(data, "a.html")
    read = ReadDocument(report, run_checks(report), wire.encode_document(loaders.load(data)), data)
    with closing(open_store()) as store:
        store.links.keep([read], "", LinkTerms(30, can_decide=False), Limits(50, 2000))
        assert "2023 年年报结转下年度 121" not in _brought(opened, folder, next_year)
        store.administration.publish(store.administration.collections(1)[0].collection, "ann")
        assert "2023 年年报结转下年度 121" in _brought(opened, folder, next_year)


def _brought(opened, folder, data: bytes) -> str:
    app = opened("add", samples=folder)
    app.file_uploader(key="files").upload("b.html", data).run()
    assert not app.exception
    return visible.everything(app)


def test_pages_and_rules_agree_on_who_is_one_body(opened, folder, next_year):
    ids = {body(parse_report(data, "x.html")).id for data in (next_year, (folder / "a.html").read_bytes())}
    assert len(ids) == 1
    app = opened("years", samples=folder, body=ids.pop())
    assert not app.warning


def test_what_is_published_is_joined_to_a_visit_without_a_copy():
    first, second = (
        own.of_entries([data.read((SAMPLES / name).read_bytes(), name, mine=False)], name)
        for name in ("suqian_2023.html", "panshan_2022.txt")
    )
    both = own.joined(first, second)
    for name in ("reports", "findings", "metrics"):
        ids, theirs = both.tables[name]["report"], second.tables[name]["report"]
        assert len(ids) == len(first.tables[name]) + len(theirs)
        assert ids.chunks[-1].buffers()[2].address == theirs.chunks[0].buffers()[2].address
    assert len(own.joined(first, first).tables["reports"]) == 1
