"""A store is backed up, restored, moved, checked and read again."""

from __future__ import annotations

import hashlib
import threading
import zlib
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from parsing.report import Figures
from storage import StorageUnavailableError, Store, check, copying, documents
from storage.__main__ import main
from storage.database import connect, reading
from storage.tables import DOCUMENTS, METADATA, READINGS
from tests.storage.conftest import MONTH, ROOM
from tests.storage.test_lines import verdict
from workers import Pool


@pytest.fixture
def filled(store, panshan):
    """A store with two links, one of them deleted, and verdicts with a history."""
    store.verdicts.record(verdict())
    store.verdicts.record(verdict(note="anew"))
    store.links.delete(*store.links.keep([panshan], "gone", MONTH, ROOM))
    return store.links.keep([panshan], "两份", MONTH, ROOM)


def rows(address):
    engine = connect(address)
    with reading(engine) as connection:
        found = {table.name: sorted(map(tuple, connection.execute(select(table)))) for table in METADATA.sorted_tables}
    engine.dispose()
    return found


def test_a_backup_holds_everything_and_is_one_file(filled, address, tmp_path, panshan):
    folder = tmp_path / "backup"
    folder.mkdir()
    assert main(["backup", str(folder / "store.bak")]) == 0
    assert [path.name for path in folder.iterdir()] == ["store.bak"]
    target = copying._address(tmp_path / "elsewhere.sqlite3")
    copying.restore(folder / "store.bak", target)
    assert rows(target) == rows(address)
    store = Store(connect(target))
    assert store.links.reports(filled.token)[1][0].read == panshan
    assert store.verdicts.all() == [verdict(note="anew")]
    store.close()


def test_from_one_database_to_another_and_back_nothing_is_lost(filled, address, tmp_path, capsys):
    before, there = rows(address), f"sqlite:///{tmp_path}/there.sqlite3"
    here = address.render_as_string(hide_password=False)
    assert main(["copy", here, there]) == 0
    assert main(["copy", there, here]) == 1
    assert "holds something already" in capsys.readouterr().err
    assert rows(address) == before
    assert main(["copy", there, here, "--replace"]) == 0
    assert rows(address) == before


def test_a_backup_taken_while_others_write_is_of_one_moment(filled, store, address, tmp_path, panshan):
    stop = threading.Event()

    def _write():
        while not stop.is_set():
            store.links.delete(*store.links.keep([panshan], "", MONTH, ROOM))

    writer = threading.Thread(target=_write)
    writer.start()
    try:
        for n in range(3):
            copying.backup(address, tmp_path / f"{n}.bak")
    finally:
        stop.set()
        writer.join()
    for n in range(3):
        engine = connect(copying._address(tmp_path / f"{n}.bak"))
        assert check.problems(engine) == []
        engine.dispose()
    # on a machine that has nothing
    bare = copying._address(tmp_path / "bare" / "store.sqlite3")
    copying.restore(tmp_path / "2.bak", bare)
    assert rows(bare) == rows(copying._address(tmp_path / "2.bak"))
    assert {row[0]: hashlib.sha256(zlib.decompress(row[2])).hexdigest() for row in rows(bare)["documents"]} == {
        row[0]: row[0] for row in rows(bare)["documents"]
    }


def test_a_restore_that_breaks_off_leaves_the_store_as_it_was(filled, address, tmp_path, monkeypatch):
    copying.backup(address, tmp_path / "store.bak")
    before = rows(address)

    def _fails(reader, writer, name):
        if name == "items":
            raise OSError("no space left on device")
        return 0

    with monkeypatch.context() as broken:
        broken.setattr(copying, "_copy", _fails)
        assert main(["restore", str(tmp_path / "store.bak"), "--replace"]) == 1
        assert main(["backup", str(tmp_path / "second.bak")]) == 1
    assert rows(address) == before
    assert not [path for path in tmp_path.iterdir() if "second" in path.name]


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_file_that_is_no_backup_is_refused(store, tmp_path, content, capsys):
    (tmp_path / "wrong.bak").write_bytes(content)
    assert main(["restore", str(tmp_path / "none.bak")]) == 1
    if content:
        assert main(["restore", str(tmp_path / "wrong.bak")]) == 1
    assert "nothing was done" in capsys.readouterr().err


def test_damage_is_found_and_named(filled, address, capsys):
    assert main(["check"]) == 0
    engine = connect(address)
    for table, values, said in (
        (DOCUMENTS, {"data": zlib.compress(b"another")}, "another one than was kept"),
        (DOCUMENTS, {"data": b"\xff"}, "document"),
        (READINGS, {"report": zlib.compress(b"\xc1")}, "reading of"),
        (READINGS, {"findings": b"\xff"}, "damaged"),
    ):
        with engine.begin() as connection:
            (old,) = connection.execute(select(*(table.c[name] for name in values))).one()
            connection.execute(update(table).values(values))
        capsys.readouterr()
        assert main(["check"]) == 1
        assert said in capsys.readouterr().out
        with engine.begin() as connection:
            connection.execute(update(table).values(dict.fromkeys(values, old)))
    assert main(["check"]) == 0
    engine.dispose()


def test_a_damaged_report_is_a_named_error(filled, address, store):
    engine = connect(address)
    for damage in (b"\xff", zlib.compress(b"\xc1")):
        with engine.begin() as connection:
            connection.execute(update(READINGS).values(report=damage))
        with pytest.raises(StorageUnavailableError):
            store.links.reports(filled.token)
    engine.dispose()


@pytest.fixture(scope="module")
def pool():
    with Pool(1, warm=False) as opened:
        yield opened


def test_what_an_older_reader_has_read_is_read_again(filled, address, store, panshan, capsys, pool, monkeypatch):
    monkeypatch.setattr("storage.__main__.server_pool", lambda: pool)
    figures = list(panshan.report.figures)
    wrong = figures[0]._replace(value=4321)
    old = replace(panshan.report, figures=Figures.of([wrong, *figures[1:]]))
    engine = connect(address)
    with engine.begin() as connection:
        kept = documents.packed(panshan._replace(report=old)).report
        connection.execute(update(READINGS).values(report=kept, reader="older"))
    version = store.links.look(filled.token).version
    assert main(["reread"]) == 0
    assert f"figure {wrong.id}: 4321" in capsys.readouterr().out
    link, (shared,) = store.links.reports(filled.token)
    assert shared.read == panshan
    assert link.version > version
    assert store.verdicts.all() == [verdict(note="anew")]
    assert main(["reread"]) == 0
    assert capsys.readouterr().out == ""
    engine.dispose()
