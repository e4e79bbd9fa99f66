"""What hangs, eats memory or crashes in the worker is a named error, and the next file is read as ever."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from parsing.worker import WORKER, Worker

from parsing import loaders, parse_report
from parsing.errors import DamagedFileError, ReaderCrashedError, TookTooLongError, TooMuchMemoryError
from tests.loaders import office
from tests.loaders.office import p, word, workbook

ROOT = str(Path(__file__).parents[2])
# A worker with loaders that do what libraries do on bad days
PROGRAM = """
import ctypes, os, subprocess, sys, time
from parsing import loaders, worker
from parsing.document import RawLine, build
from parsing.errors import DamagedFileError
from parsing.report import Place

def started(data):
    child = subprocess.Popen(["sleep", "60"])
    open(data.decode(), "w").write(str(child.pid))
    time.sleep(60)

def chatty(data):
    print("noise")
    os.write(1, b"noise")
    os.write(2, b"noise")
    return echo(data)

def damaged(data):
    raise DamagedFileError(kind_zh="甲", kind_en="a")

def echo(data):
    return build([RawLine((data.decode(),), (Place(1),), None)])

found = dict(
    hang=lambda data: time.sleep(60),
    spin=lambda data: [None for _ in iter(int, 1)],
    eat=lambda data: bytearray(3 << 30),
    eat_slowly=lambda data: [bytearray(1 << 20) for _ in range(3000)],
    segfault=lambda data: ctypes.string_at(0),
    leave=lambda data: os._exit(0),
    close=lambda data: os.close(1) or os.kill(os.getpid(), 15),
    bug=lambda data: 1 // 0,
    recursion=lambda data: eval("(" * 5000),
    started=started, chatty=chatty, damaged=damaged, echo=echo,
)
loaders.LOADERS = tuple(loaders.Loader(name, bool, load) for name, load in found.items())
worker.main()
"""


@pytest.fixture
def bad():
    worker = Worker((sys.executable, "-c", PROGRAM))
    yield worker
    worker.close()


def gone(pid: int) -> bool:
    """Whether no process has this id, or only a dead one that its parent, not us, has to clear away."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


@pytest.mark.parametrize("what", ["hang", "spin"])
def test_what_takes_too_long_is_stopped(bad, what):
    bad.load("echo", b"x")
    pid = bad.pid
    start = time.monotonic()
    with pytest.raises(TookTooLongError) as caught:
        bad.load(what, b"", 0.5)
    assert time.monotonic() - start < 5
    assert "0 秒" in caught.value.message("zh") or "秒" in caught.value.message("zh")
    assert "seconds" in caught.value.message("en")
    assert gone(pid)
    assert bad.load("echo", b"next").text == "next"


def test_what_it_started_is_stopped_too(bad, tmp_path):
    note = tmp_path / "pid"
    with pytest.raises(TookTooLongError):
        bad.load("started", str(note).encode(), 3)
    pid = int(note.read_text())
    for _ in range(50):
        if gone(pid):
            return
        time.sleep(0.1)
    pytest.fail("a process was left behind")


@pytest.mark.linux
@pytest.mark.parametrize("what", ["eat", "eat_slowly"])
def test_too_much_memory(bad, what):
    with pytest.raises(TooMuchMemoryError) as caught:
        bad.load(what, b"")
    assert "1024 MB" in caught.value.message("zh")
    assert "1024 MB" in caught.value.message("en")
    assert bad.load("echo", b"next").text == "next"


@pytest.mark.parametrize("what", ["segfault", "leave", "close", "bug", "recursion", "no such loader"])
def test_a_crash_has_a_name(bad, what):
    with pytest.raises(ReaderCrashedError) as caught:
        bad.load(what, b"")
    assert "中断" in caught.value.message("zh")
    assert "broke off" in caught.value.message("en")
    assert bad.load("echo", b"next").text == "next"


def test_what_loaders_print_is_not_taken_for_an_answer(bad):
    assert bad.load("chatty", b"x").text == "x"


def test_errors_keep_their_values(bad):
    with pytest.raises(DamagedFileError) as caught:
        bad.load("damaged", b"")
    assert "甲" in caught.value.message("zh")


def test_one_worker_serves_many_files(bad):
    bad.load("echo", b"x")
    pid = bad.pid
    assert [bad.load("echo", b"%d" % n).text for n in range(20)] == [str(n) for n in range(20)]
    assert bad.pid == pid


def test_large_files_get_through(bad):
    assert len(bad.load("echo", b"x" * 20_000_000).text) == 20_000_000


def test_threads(bad):
    found: dict[int, str] = {}
    crashes = []

    def read(number: int) -> None:
        if number % 5 == 0:
            try:
                bad.load("segfault", b"")
            except ReaderCrashedError as error:
                crashes.append(error)
        else:
            found[number] = bad.load("echo", b"%d" % number).text

    threads = [threading.Thread(target=read, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert found == {n: str(n) for n in range(20) if n % 5}
    assert len(crashes) == 4


def test_nothing_is_left_when_the_program_ends():
    code = "from parsing.worker import WORKER; from parsing import loaders; import sys; loaders.load(sys.stdin.buffer.read()); print(WORKER.pid)"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        input=word(p("x")),
        capture_output=True,
        check=True,
        cwd=ROOT,
        timeout=60,
    )
    assert done.stderr == b""
    assert gone(int(done.stdout))


def test_a_script_without_a_guard_may_read(tmp_path):
    script = tmp_path / "script.py"
    script.write_text("import sys; from parsing import loaders; print(loaders.load(sys.stdin.buffer.read()).text)")
    environment = {**os.environ, "PYTHONPATH": ROOT, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, script],
        input=word(p("规章")),
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env=environment,
        timeout=60,
    )
    assert done.stdout.decode().split() == ["规章"]


@pytest.mark.linux
def test_a_forked_process_has_a_worker_of_its_own():
    loaders.load(word(p("x")))
    ours = WORKER.pid
    code = "import os; from parsing.worker import WORKER; from parsing import loaders; from tests.loaders.office import p, word\n"
    code += "loaders.load(word(p('a'))); mine = WORKER.pid; child = os.fork()\n"
    code += "if not child: loaders.load(word(p('b'))); assert WORKER.pid != mine; WORKER.close(); os._exit(0)\n"
    code += (
        "assert os.waitpid(child, 0)[1] == 0; assert WORKER.pid == mine; assert loaders.load(word(p('c'))).text == 'c'"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, timeout=60)
    assert WORKER.pid == ours


@pytest.mark.parametrize(
    "data",
    [workbook("<sheetData><row>" + "<c/>" * 9_500_000 + "</row></sheetData>"), word("<w:p/>" * 6_500_000)],
    ids=["xlsx", "docx"],
)
def test_bombs_below_the_caps_end_in_time(data):
    start = time.monotonic()
    with pytest.raises(Exception) as caught:  # noqa: PT011 which of the refusals it is depends on the machine
        parse_report(data, "x")
    assert type(caught.value).__name__ in ("TooMuchMemoryError", "TookTooLongError", "EmptyError", "TooManyCellsError")
    assert time.monotonic() - start < 30
    assert loaders.load(word(p("规章"))).text == "规章"


def test_a_warm_worker_costs_little():
    case = office.case(1, "docx")
    loader = next(loader for loader in loaders.LOADERS if loader.name == "docx")
    through = min(_seconds(lambda: loaders.load(case.data)) for _ in range(15))
    alone = min(_seconds(lambda: loader.load(case.data)) for _ in range(15))
    assert through < 2 * alone + 0.005


def _seconds(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
