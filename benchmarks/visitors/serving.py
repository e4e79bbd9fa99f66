"""The app as a process group of its own, watched from outside: memory, health answers, what is left on disk."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[2]
# Of a working tree, what no server writes, or only Python itself
_NOT_WATCHED = {".git", ".venv", "__pycache__", "build", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
_START = 60.0
_PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident megabytes of the server's process, and of all that it has started."""

    server: float
    children: float

    @property
    def total(self) -> float:
        """Both."""
        return self.server + self.children


NO_MEMORY = Memory(0, 0)


@dataclass
class Server:
    """A running server: its address and process, and the folder for its temporary files."""

    address: str
    process: subprocess.Popen[bytes]
    temporary: Path
    log: Path
    began: float = field(default_factory=time.time)

    def memory(self) -> Memory:
        """Resident memory now; zeros where the system has no /proc."""
        own, *others = [_resident(pid) for pid in (self.process.pid, *_descendants(self.process.pid))]
        return Memory(own, sum(others))

    def warnings(self) -> list[str]:
        """The lines of the log that say that something went wrong, each with the id of its request."""
        lines = self.log.read_text(errors="replace").splitlines()
        return [line for line in lines if re.match(r"\S+ (warning|error|critical) ", line)]

    def files(self) -> set[str]:
        """Files in the temporary folder, and those of the working tree written since the start."""
        found = {str(path) for path in self.temporary.rglob("*") if path.is_file()}
        for folder, names, files in os.walk(ROOT):
            names[:] = [name for name in names if name not in _NOT_WATCHED]
            found |= {path for name in files if _written(path := str(Path(folder, name))) > self.began}
        return found


@contextmanager
def serving(ttl: int, environment: dict[str, str] | None = None) -> Iterator[Server]:
    """Serve the app as `make run` does, on a free port, with a database of its own.

    A session is forgotten ``ttl`` seconds after its visitor has gone (Streamlit's own setting: 120).
    """
    with tempfile.TemporaryDirectory() as folder:
        temporary = Path(folder, "tmp")
        temporary.mkdir()
        with _process(_free_port(), ttl, Path(folder), environment or {}) as (address, process):
            yield Server(address, process, temporary, Path(folder, "log"))


@contextmanager
def _process(
    port: int, ttl: int, folder: Path, environment: dict[str, str]
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.fileWatcherType": "none",
        "server.disconnectedSessionTTL": ttl,
    }
    command = [sys.executable, "-m", "streamlit", "run", "app.py", *(f"--{k}={v}" for k, v in options.items())]
    own = {name: value for name, value in os.environ.items() if not name.startswith("NIANBAO_")}
    own |= {"TMPDIR": str(folder / "tmp"), "DATABASE_URL": f"sqlite:///{folder}/verdicts.sqlite3", **environment}
    with (
        Path(folder, "log").open("wb") as log,
        subprocess.Popen(  # noqa: S603 - our own app, by our own interpreter
            command, cwd=ROOT, env=own, stdout=log, stderr=log, start_new_session=True
        ) as process,
    ):
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address, process, Path(folder, "log"))
            yield address, process
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask the server to end, as its workers rely on, and make sure that all its group has."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(10)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError, http.client.HTTPException):
            if _get(address, "/_stcore/health")[0] == http.client.OK:
                return
        time.sleep(_PAUSE)
    raise RuntimeError(f"the server did not start: {log.read_text(errors='replace')}")


class Watch(threading.Thread):
    """Asks for the server's health without a pause to speak of, and keeps the slowest answer and the most memory."""

    def __init__(self, server: Server) -> None:
        super().__init__(daemon=True)
        self._server, self._over = server, threading.Event()
        self.path = health_path(server.address)
        self.answers = 0
        self.slowest = self.peak = 0.0

    def run(self) -> None:
        """Until ``stop``."""
        while not self._over.is_set():
            start = time.perf_counter()
            try:
                status, _ = _get(self._server.address, self.path)
            except OSError:
                status = 0
            spent = time.perf_counter() - start if status == http.client.OK else float("inf")
            self.answers += 1
            self.slowest = max(self.slowest, spent)
            self.peak = max(self.peak, self._server.memory().total)
            self._over.wait(_PAUSE)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()


def health_path(address: str) -> str:
    """The app's own address of health, or Streamlit's where it has none."""
    status, kind = _get(address, "/healthz")
    return "/healthz" if status == http.client.OK and "html" not in kind else "/_stcore/health"


def _get(address: str, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=150)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.getheader("content-type") or ""
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _written(path: str) -> float:
    try:
        return Path(path).stat().st_mtime
    except OSError:
        return 0.0


def _descendants(pid: int) -> list[int]:
    """The processes that this one has started, and theirs."""
    found: list[int] = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += [int(child) for child in listed.read_text().split()]
    return [*found, *(deeper for child in found for deeper in _descendants(child))]


def _resident(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
    return 0.0
