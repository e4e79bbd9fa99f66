"""Uploads as a page makes them and as somebody else might: counted, bounded, the visit's own only, never on disk."""

from __future__ import annotations

import uuid

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from parsing.errors import TooManyUploadsError, UploadsFullError, VisitFullError
from server.uploads import refused
from server.uploads.quota import Arriving, Quota
from server.uploads.stub import FILES, SERVER, VISIT, stub
from tests.server.visit import visiting

MB = 1024 * 1024
KEPT = 204


@pytest.fixture
def visit(plain):
    with visiting(plain) as one:
        yield one


def test_a_pages_uploads_are_kept_and_not_on_disk(visit):
    """2.5 MB: beyond what the server can write to any file."""
    (path,) = visit.addresses("a.html")
    assert visit.put(path, b"a" * (5 * MB // 2)) == KEPT


def test_what_is_beyond_the_visits_room_is_replaced_and_room_comes_back(visit):
    first, second, third = visit.addresses("a.html", "b.html", "c.html")
    assert visit.put(first, b"a" * 2 * MB) == KEPT
    # answered as kept, so that the page runs and says so: but only the stub is
    assert visit.put(second, b"b" * 2 * MB) == KEPT
    assert visit.put(third, b"c" * (MB // 2)) == KEPT
    assert visit.delete(first) == KEPT
    assert visit.put(second, b"b" * 2 * MB) == KEPT


def test_uploads_to_invented_addresses_are_refused(visit):
    for _ in range(8):
        assert visit.put(f"/_stcore/upload_file/{visit.session}/{uuid.uuid4()}", b"a") == 403


def test_another_browser_can_neither_add_nor_remove(plain, visit):
    (path,) = visit.addresses("a.html")
    with visiting(plain) as other:
        assert other.put(path, b"a") == 403
        assert other.delete(path) == 403
        # the right token in the header alone is not the browser's
        assert visit.put(path, b"a", Cookie=f"_streamlit_xsrf={other.token}") == 403
    assert visit.put(path, b"a") == KEPT


def test_forged_requests_are_refused(visit):
    (path,) = visit.addresses("a.html")
    assert visit.put(path, b"a", **{"X-Xsrftoken": ""}) == 403
    assert visit.put(path, b"a", "2|00|00|0") == 403
    assert visit.put(f"/_stcore/upload_file/{uuid.uuid4()}/{uuid.uuid4()}", b"a") == 400


def test_bytes_are_counted_as_they_arrive(visit):
    (path,) = visit.addresses("a.html")
    assert visit.put_in_pieces(path, b"a" * 4 * MB) == 413
    assert visit.put_in_pieces(path, b"a" * 2 * MB) == KEPT


def test_stubs_are_bounded_too(visit):
    statuses = [visit.put(path, b"") for path in visit.addresses(*(["a.html"] * 8))]
    assert statuses == [KEPT] * 6 + [413] * 2


def test_all_visits_together_are_bounded_and_an_ended_one_gives_back(monkeypatch):
    monkeypatch.setenv("NIANBAO_UPLOADS_MB", "5")
    manager = MemoryUploadedFileManager("/upload")
    quota = Quota(manager)
    manager.add_file("one", UploadedFileRec("1", "a.html", "text/html", b"a" * 2 * MB))
    arriving = Arriving("two", "1", announced=0, arrived=2 * MB)
    quota.begin(arriving)
    assert quota.lacks(arriving) is None
    assert quota.lacks(Arriving("three", "1", announced=2 * MB)) == SERVER
    manager.remove_session_files("one")
    assert quota.lacks(Arriving("three", "1", announced=2 * MB)) is None
    quota.end(arriving)
    assert quota.lacks(Arriving("three", "1", announced=5 * MB)) is None


def test_what_arrives_after_the_end_of_a_visit_is_not_kept():
    manager = MemoryUploadedFileManager("/upload")
    manager.add_file("gone", UploadedFileRec("1", "a.html", "text/html", b"a"))
    Quota(manager).drop(Arriving("gone", "1", announced=1))
    assert dict(manager.file_storage) == {}


@pytest.mark.parametrize(
    ("reason", "error", "zh", "en"),
    [
        (VISIT, VisitFullError, "合计会超过 7 MB", "exceed 7 MB"),
        (FILES, TooManyUploadsError, "已达 9 个", "has 9 uploaded files"),
        (SERVER, UploadsFullError, "过几分钟", "in a few minutes"),
    ],
)
def test_a_stub_says_what_was_wrong(monkeypatch, reason, error, zh, en):
    monkeypatch.setenv("NIANBAO_VISIT_MB", "7")
    monkeypatch.setenv("NIANBAO_VISIT_DOCUMENTS", "9")
    found = refused(stub(reason))
    assert type(found) is error
    assert zh in found.message("zh")
    assert en in found.message("en")
    assert refused(b"<html>") is None
    assert refused(stub(reason) + b"x" * 1000) is not None
