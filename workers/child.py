"""One worker process as its owner sees it: started with a folder of its own, asked one document at a time, killed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import msgspec

from parsing.loaders import Equipment
from workers.profiles import MOST_WAITING, PROFILES
from workers.protocol import FRAME, MAX_ANSWER, Answered, Ready, Request

PROGRAM = (sys.executable, "-m", "workers.serve")
_ROOT = str(Path(__file__).parents[1])
# A process that has not loaded its libraries by then never will
_START_SECONDS = 120.0
# What a worker needs to know of its surroundings; addresses and passwords of databases are not among it
_INHERITED = (
    "PATH",
    "LANG",
    "LC_ALL",
    "LD_LIBRARY_PATH",
    "PYTHONPATH",
    "PYTHONPYCACHEPREFIX",
    "PYTHONDONTWRITEBYTECODE",
    "SYSTEMROOT",
    "VIRTUAL_ENV",
)
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class Child:
    """A worker process. From its ``deadline`` on (of ``time.monotonic``; None while it is idle) its owner asks whether
    it is late."""

    def __init__(self, equipment: Equipment, program: Sequence[str] = PROGRAM, *, warm: bool = True) -> None:
        profile = PROFILES[equipment]
        self.seconds = profile.seconds
        self.late = False
        self.killed = False
        self.deadline: float | None = time.monotonic() + _START_SECONDS
        self.ready: Ready | None = None
        self.resident = 0
        self._waited_before = 0.0
        self._folder = tempfile.mkdtemp(prefix="nianbao-")
        at_most = profile.seconds * (1 + MOST_WAITING)
        limits = (str(at_most), str(profile.memory), str(int(profile.local_sockets)))
        command = [*program, equipment.value, self._folder, *limits]
        self._process = subprocess.Popen(  # noqa: S603 our own module, by our own interpreter
            [*command, "--warm"] if warm else command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_ROOT,
            env=_environment(self._folder),
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it runs and nobody has killed it."""
        return not self.killed and self._process.poll() is None

    def is_late(self, now: float) -> bool:
        """Whether it has taken longer than it may. The time for which it waits while pages or other programs have the
        processors does not count, up to ``MOST_WAITING`` times its limit."""
        deadline = self.deadline
        if deadline is None or now <= deadline:
            return False
        return now - min(waited(self.pid) - self._waited_before, MOST_WAITING * self.seconds) > deadline

    def wait_ready(self) -> Ready:
        """Wait for the first word of the process. Raises EOFError or OSError where it ends before."""
        if self.ready is None:
            self.ready = msgspec.msgpack.decode(self._receive(), type=Ready)
            self.resident = self.ready.resident
            self.deadline = None
        return self.ready

    def ask(self, request: Request, data: bytes) -> Answered:
        """Send a document and wait for the answer.

        Raises OSError, EOFError or msgspec.DecodeError where the process breaks off or is killed.
        """
        self.wait_ready()
        self._waited_before = waited(self.pid)
        self.deadline = time.monotonic() + self.seconds
        try:
            header = msgspec.msgpack.encode(request)
            self._pipe(self._process.stdin).write(FRAME.pack(len(header), len(data)) + header)
            self._pipe(self._process.stdin).write(data)
            self._pipe(self._process.stdin).flush()
            answered = msgspec.msgpack.decode(self._receive(), type=Answered)
        finally:
            self.deadline = None
        self.resident = answered.resident
        return answered

    def kill(self, *, late: bool = False) -> None:
        """End the process and whatever it has started; it leads a group of its own. Whoever waits is notified."""
        self.late = self.late or late
        self.killed = True
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()

    def close(self) -> None:
        """End the process, wait until it is gone, and remove its folder."""
        self.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                self._pipe(pipe).close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _receive(self) -> bytes:
        source = self._pipe(self._process.stdout)
        length, _ = FRAME.unpack(_exactly(source, FRAME.size))
        if length > MAX_ANSWER:
            raise EOFError
        return _exactly(source, length)

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        assert pipe is not None
        return pipe


def waited(pid: int) -> float:
    """Seconds for which a process could have run but had no processor; 0 where the system does not say."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text("ascii").split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0


def _exactly(source: IO[bytes], length: int) -> bytes:
    data = source.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _environment(folder: str) -> dict[str, str]:
    inherited = {name: value for name in _INHERITED if (value := os.environ.get(name)) is not None}
    return {**inherited, **_ONE_THREAD, "HOME": folder, "TMPDIR": folder, "TEMP": folder, "TMP": folder}
