"""The app in a process of its own, for tests that need a real server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]


class Served(NamedTuple):
    """A running server: its address, and where it listens."""

    url: str
    port: int


@contextmanager
def served(
    folder: Path,
    *,
    by: str = "streamlit",
    under: tuple[str, ...] = (),
    options: tuple[str, ...] = (),
    log: Path | None = None,
    **settings: str,
) -> Iterator[Served]:
    """The app with these settings and no others, its database in ``folder``; started by ``streamlit`` or ``uvicorn``.

    ``under`` is a command that the server is started with, as in ``("nice",)``, ``options`` are more arguments of its
    own; ``log`` is a file for what it logs.
    """
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NIANBAO_")}
    # one process that reads is enough for most tests, and each takes seconds to start
    own = {"DATABASE_URL": f"sqlite:///{folder}/verdicts.sqlite3", "NIANBAO_WORKERS": "1"}
    environment |= own | settings
    command = [*under, sys.executable, "-m", *_command(by, port), *options]
    with ExitStack() as stack:
        errors = stack.enter_context(log.open("wb")) if log else None
        process = stack.enter_context(
            subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=errors)
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
            yield Served(f"http://127.0.0.1:{port}", port)
        finally:
            process.terminate()


def _command(by: str, port: int) -> list[str]:
    if by == "uvicorn":
        return ["uvicorn", "app:app", "--host=127.0.0.1", f"--port={port}"]
    options = ["--server.headless=true", "--server.fileWatcherType=none", "--server.address=127.0.0.1"]
    return ["streamlit", "run", "app.py", f"--server.port={port}", *options]


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        if process.poll() is not None:
            raise RuntimeError("the app did not start")
        try:
            with urllib.request.urlopen(url, timeout=1):  # noqa: S310 - an address of our own
                return
        except OSError:
            time.sleep(0.25)
    raise RuntimeError("the app did not answer")
