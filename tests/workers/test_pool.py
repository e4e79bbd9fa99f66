"""What hangs, eats memory or crashes in a worker is a named error, and the next document is read as ever."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from parsing import errors
from tests.loaders.office import p, word, workbook
from workers import Answer, BroughtDocument, Pool, child, profiles
from workers import pool as pools

ROOT = Path(__file__).parents[2]
BAD = (sys.executable, str(Path(__file__).with_name("bad.py")))


@pytest.fixture(scope="module")
def bad():
    """A pool whose one worker does what the document's name says; a second one is for another visitor."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        with Pool(1, BAD, warm=False) as pool:
            yield pool


@pytest.fixture(scope="module")
def good():
    with Pool(1, warm=False) as pool:
        yield pool


def read(pool, name, data=b"", seconds=60.0) -> Answer:
    batch = pool.submit("visitor", [BroughtDocument("key", name, data)])
    assert batch.wait(seconds)
    (outcome,) = batch.take()
    return outcome


def echo(pool, data=b"next") -> int:
    """The id of the process that read a harmless document."""
    outcome = read(pool, "echo", data)
    assert isinstance(outcome.error, errors.TooLargeError)
    assert outcome.error.values["size_mb"] == len(data)
    return outcome.error.values["limit_mb"]


def gone(pid: int) -> bool:
    """Whether no process has this id, or only a dead one that its parent, not us, has to clear away."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def patient(condition) -> bool:
    return any(condition() or time.sleep(0.1) for _ in range(900))


def all_there(pool) -> set[int]:
    """The ids of its processes, once those that were ended have been replaced."""
    assert patient(lambda: len(pool.pids) == 2)
    return set(pool.pids)


@pytest.fixture
def half_a_second(monkeypatch):
    """Limits of half a second: for workers that start from now on."""
    every = {name: profile._replace(seconds=0.5) for name, profile in profiles.PROFILES.items()}
    monkeypatch.setattr(child, "PROFILES", every)


@pytest.mark.parametrize("what", ["hang", "spin"])
def test_what_takes_too_long_is_stopped(half_a_second, monkeypatch, what):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    with Pool(1, BAD, warm=False) as pool:
        echo(pool)
        before = set(pool.pids)
        outcome = read(pool, what)
        assert isinstance(outcome.error, errors.TookTooLongError)
        assert "秒" in outcome.error.message("zh")
        assert "seconds" in outcome.error.message("en")
        assert patient(lambda: before - set(pool.pids))
        killed = before - set(pool.pids)
        assert patient(lambda: all(map(gone, killed)))
        assert echo(pool)


@pytest.mark.parametrize(("waiting", "is_late"), [(0, True), (3, False), (60, True)])
def test_waiting_for_a_processor_is_none_of_a_documents_time(monkeypatch, waiting, is_late):
    """With a limit of 1.5 seconds, which ended at 10; twice as long it may have waited."""
    monkeypatch.setattr(child, "waited", lambda pid: waiting)
    waits = object.__new__(child.Child)
    waits._process, waits._waited_before = SimpleNamespace(pid=1), 0.0
    waits.seconds, waits.deadline = 1.5, 10.0
    assert waits.is_late(13.5 if waiting == 60 else 12.0) is is_late
    assert not waits.is_late(9.0)


@pytest.mark.linux
def test_a_process_says_how_long_it_waited():
    assert child.waited(os.getpid()) > 0
    assert child.waited(2**22 + 1) == 0


@pytest.mark.linux
def test_workers_give_way_to_pages(bad):
    pid = echo(bad)
    assert os.getpriority(os.PRIO_PROCESS, pid) > os.getpriority(os.PRIO_PROCESS, 0)
    # where the kernel weighs sessions, that alone says nothing
    weighed = Path(f"/proc/{pid}/autogroup")
    assert not weighed.exists() or int(weighed.read_text().rpartition("nice ")[2]) > 0


def test_what_it_started_is_stopped_too(bad):
    batch = bad.submit("visitor", [BroughtDocument("key", "started", b"")])
    folders = Path(os.environ.get("TMPDIR", "/tmp")).glob("nianbao-*/pid")  # noqa: S108 where tempfile puts them
    notes: list[Path] = []
    assert patient(lambda: notes.extend(folders) or notes or notes.extend(Path("/tmp").glob("nianbao-*/pid")) or notes)  # noqa: S108
    pid = int(notes[0].read_text())
    batch.stop()
    assert patient(lambda: gone(pid))
    assert patient(lambda: not notes[0].parent.exists())
    assert echo(bad)


@pytest.mark.linux
@pytest.mark.parametrize("what", ["eat", "eat_slowly"])
def test_too_much_memory(bad, what):
    outcome = read(bad, what)
    assert isinstance(outcome.error, errors.TooMuchMemoryError)
    assert "1024 MB" in outcome.error.message("zh")
    assert "1024 MB" in outcome.error.message("en")
    assert echo(bad)


@pytest.mark.parametrize("what", ["segfault", "leave", "close", "long_winded"])
def test_a_crash_has_a_name(bad, what):
    outcome = read(bad, what)
    assert isinstance(outcome.error, errors.ReaderCrashedError)
    assert "中断" in outcome.error.message("zh")
    assert "broke off" in outcome.error.message("en")
    assert echo(bad)


@pytest.mark.parametrize("what", ["bug", "recursion", "surrogate", "no such behaviour"])
def test_a_fault_of_the_program_is_an_outcome_without_a_report(bad, what):
    before = all_there(bad)
    assert read(bad, what)[2:4] == (None, None)
    assert echo(bad)
    assert set(bad.pids) == before


def test_what_readers_print_is_not_taken_for_an_answer(bad):
    assert isinstance(read(bad, "chatty").error, errors.TooLargeError)


def test_errors_keep_their_values(bad):
    assert "甲" in read(bad, "damaged").error.message("zh")


def test_one_worker_reads_many_documents_and_large_ones(bad):
    before = all_there(bad)
    assert {echo(bad, b"x" * size) for size in (1, 10, 20_000_000, 100)} <= before
    assert set(bad.pids) == before


def test_another_visitor_does_not_wait(bad):
    first = bad.submit("first", [BroughtDocument(str(n), "wait", b"3") for n in range(20)])
    assert patient(lambda: first.reading)
    second = bad.submit("second", [BroughtDocument("key", "echo", b"")])
    assert second.wait(60)
    assert first.finished <= 1
    assert first.total == 20
    first.stop()


def test_stopping_ends_what_is_being_read(bad):
    batch = bad.submit("visitor", [BroughtDocument(str(n), "hang", b"") for n in range(3)])
    assert patient(lambda: batch.reading)
    batch.stop()
    assert batch.is_done
    assert echo(bad)
    assert patient(lambda: bad.status()["waiting"] == 0)
    assert not list(batch.take())


def test_an_abandoned_visit_is_not_read(bad, monkeypatch):
    monkeypatch.setattr("workers.batch._GRACE", 0.1)
    batch = bad.submit("gone", [BroughtDocument(str(n), "hang", b"") for n in range(3)], lambda: False)
    assert batch.wait(30)
    assert batch.stopped
    assert echo(bad)


def test_what_is_too_much_for_the_queue_is_refused(bad, monkeypatch):
    for turns in bad._turns.values():
        monkeypatch.setattr(turns, "_most_bytes", 1000)
    busy = bad.submit("first", [BroughtDocument(str(n), "wait", b"2" + b" " * 900) for n in range(2)])
    outcome = read(bad, "echo", b"x" * 900)
    assert isinstance(outcome.error, errors.BusyError)
    assert "再试" in outcome.error.message("zh")
    busy.stop()


def test_a_report_comes_back_as_it_was_read(good):
    from checks import run_checks  # noqa: PLC0415
    from parsing import loaders, parse_report  # noqa: PLC0415
    from workers import wire  # noqa: PLC0415

    data = (ROOT / "sample_reports" / "panshan_2022.txt").read_bytes()
    outcome = read(good, "panshan_2022.txt", data)
    report = parse_report(data, "panshan_2022.txt")
    assert outcome.read.report == report
    assert outcome.read.findings == run_checks(report)
    assert wire.decode_document(outcome.read.document) == loaders.load(data)
    assert outcome.read.data == data


@pytest.mark.parametrize(
    "data",
    [
        lambda: workbook("<sheetData><row>" + "<c/>" * 9_500_000 + "</row></sheetData>"),
        lambda: word("<w:p/>" * 6_500_000),
    ],
    ids=["xlsx", "docx"],
)
def test_bombs_below_the_caps_are_refused(good, data):
    assert isinstance(
        read(good, "x", data()).error,
        errors.TooMuchMemoryError | errors.TookTooLongError | errors.EmptyError | errors.TooManyCellsError,
    )


@pytest.mark.linux
def test_workers_stand_behind_walls_and_know_no_database(good, monkeypatch):
    assert patient(lambda: good.status()["ready"])
    status = good.status()
    assert status["ok"]
    assert (status["no_connections"], status["own_folder_only"], status["bounded_memory"]) == (True, True, True)
    for pid in good.pids:
        assert b"DATABASE_URL" not in Path(f"/proc/{pid}/environ").read_bytes()


def test_a_worker_that_has_grown_is_replaced(bad, monkeypatch):
    before = set(bad.pids)
    monkeypatch.setattr(pools, "_MAX_GROWTH", -(1 << 40))
    assert echo(bad)
    assert patient(lambda: set(bad.pids) != before)
    monkeypatch.undo()
    assert echo(bad)


def test_nothing_is_left_when_the_program_ends(tmp_path):
    code = (
        "import workers; p = workers.Pool(1, warm=False); b = p.submit('v', [workers.BroughtDocument('k', 'x', b'x')]);"
        "assert b.wait(60); print(*p.pids)"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        check=True,
        cwd=ROOT,
        timeout=60,
        env=environment,
    )
    assert done.stderr == b""
    assert all(gone(int(pid)) for pid in done.stdout.split())
    assert done.stdout.split()
    assert list(tmp_path.iterdir()) == []


def test_a_legacy_file_goes_to_a_worker_of_its_own(good):
    outcome = read(good, "x.rtf", rb"{\rtf1 \pard 2022 annual report\par}", 90)
    assert isinstance(outcome.error, errors.NotAReportError | errors.NeedsConverterError)


def test_a_word_file_is_read(good):
    assert read(good, "x.docx", word(p("政府信息公开工作年度报告"))).read is not None
