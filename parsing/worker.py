"""Binary formats are read in a process of their own: what hangs, eats memory or crashes there is a named error here.

One worker serves all threads, one file at a time, and is started again when it had to be stopped. It is started as
``python -m parsing.worker`` and not by multiprocessing, whose child would run the caller's main script once more.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import logging
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from parsing.document import Document
from parsing.errors import ReaderCrashedError, TookTooLongError, TooMuchMemoryError, UnreadableError

if TYPE_CHECKING:
    from parsing.loaders import Loader

SECONDS = 20.0
MAX_MEMORY = 1024 * 1024 * 1024
# A worker whose owner is gone ends itself so long after its time
_ORPHAN = 10
_LENGTH = struct.Struct(">Q")
_ROOT = str(Path(__file__).parents[1])
# A message: the loader's name, its time, the file's length; then the file
_REQUEST = struct.Struct(">32sdQ")

_LOG = logging.getLogger(__name__)

Answer = Document | tuple[type[UnreadableError], dict[str, object]] | None


class Worker:
    """A process that reads files, started when it is first needed.

    ``program`` is what it runs, with the bytes of memory it may use for its last argument.
    """

    def __init__(
        self, program: Sequence[str] = (sys.executable, "-m", "parsing.worker"), memory: int = MAX_MEMORY
    ) -> None:
        self._program = (*program, str(memory))
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def load(self, loader: str, data: bytes, seconds: float = SECONDS) -> Document:
        """What the loader of this name reads from the bytes.

        Raises what the loader raises, and TookTooLongError, TooMuchMemoryError or ReaderCrashedError.
        """
        with self._lock:
            answer = self._ask(loader, data, seconds)
        if isinstance(answer, Document):
            return answer
        if answer is None:
            raise ReaderCrashedError
        error, values = answer
        if "cause" in values:
            _LOG.info("%s: %s", loader, values["cause"])
        raise error(**values)

    def close(self) -> None:
        """Stop the process, and wait until it is gone."""
        with self._lock:
            self._stop()

    @property
    def pid(self) -> int | None:
        """The process's id while it runs."""
        process = self._process
        return process.pid if process and process.poll() is None else None

    def _ask(self, loader: str, data: bytes, seconds: float) -> Answer:
        process = self._running()
        late = threading.Event()
        timer = threading.Timer(seconds, _expire, (process, late))
        timer.daemon = True
        timer.start()
        try:
            answer = _exchange(process, loader, data, seconds)
        except (OSError, EOFError, pickle.UnpicklingError, ValueError):
            answer = None
        finally:
            timer.cancel()
            # a timer that has begun to stop the process is waited for, lest it stops the next one's work
            timer.join()
        if late.is_set() or answer is None or _was_the_last(answer):
            self._stop()
        if answer is None and late.is_set():
            return TookTooLongError, {"limit": seconds}
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._stop()
        paths = [_ROOT, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(  # noqa: S603 our own module, by our own interpreter
            self._program,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            start_new_session=True,
        )
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        _kill(process)
        for pipe in filter(None, (process.stdin, process.stdout)):
            with contextlib.suppress(OSError):
                pipe.close()
        process.wait()

    def forget(self) -> None:
        """Leave the process to the process that forked this one; a thread it has not copied may hold the lock."""
        self._process = None
        self._lock = threading.Lock()


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and whatever it has started; it leads a group of its own."""
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()


def _expire(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    _kill(process)


def _exchange(process: subprocess.Popen[bytes], loader: str, data: bytes, seconds: float) -> Answer:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(_REQUEST.pack(loader.encode(), seconds, len(data)))
    process.stdin.write(data)
    process.stdin.flush()
    (length,) = _LENGTH.unpack(_read(process.stdout, _LENGTH.size))
    answer: Answer = pickle.loads(_read(process.stdout, length))  # noqa: S301 our own worker wrote it
    return answer


def _read(pipe: IO[bytes], length: int) -> bytes:
    found = pipe.read(length)
    if len(found) < length:
        raise EOFError
    return found


def _was_the_last(answer: Answer) -> bool:
    """Whether the worker is not to be used again: its memory is in pieces, or what it started still runs."""
    return isinstance(answer, tuple) and issubclass(answer[0], TookTooLongError | TooMuchMemoryError)


def shared(memory: int = MAX_MEMORY) -> Worker:
    """A worker that all threads share; it ends with the program, and a forked process has one of its own."""
    worker = Worker(memory=memory)
    atexit.register(worker.close)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=worker.forget)
    return worker


WORKER = shared()


def main() -> None:
    """The worker's side: read requests from the standard input until it ends, answer on the standard output."""
    from parsing import loaders  # noqa: PLC0415 the loaders' own module imports this one

    answers = os.fdopen(os.dup(1), "wb")
    # whatever a library prints must not get among the answers
    os.dup2(2, 1)
    memory = int(sys.argv[-1]) if sys.argv[-1].isdecimal() else MAX_MEMORY
    _limit_memory(memory)
    # the libraries' own objects are never garbage, and need not be looked through after each file
    gc.freeze()
    while header := sys.stdin.buffer.read(_REQUEST.size):
        name, seconds, length = _REQUEST.unpack(header)
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, seconds + _ORPHAN)
        found = {loader.name: loader for loader in loaders.LOADERS}
        answer = _answer(found.get(name.rstrip(b"\0").decode()), _read(sys.stdin.buffer, length), memory)
        payload = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
        answers.write(_LENGTH.pack(len(payload)) + payload)
        answers.flush()
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)


def _limit_memory(memory: int) -> None:
    """Cap the data segment: unlike the address space, it does not count what threads and libraries only reserve."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 POSIX only

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(loader: Loader | None, data: bytes, memory: int) -> Answer:
    try:
        return loader.load(data) if loader else (ReaderCrashedError, {})
    except UnreadableError as error:
        return type(error), error.values
    except MemoryError:
        return TooMuchMemoryError, {"limit_mb": memory // 1024 // 1024}
    except Exception:  # noqa: BLE001 whatever a loader raises that is no refusal, it broke off
        return ReaderCrashedError, {"cause": traceback.format_exc()}


if __name__ == "__main__":
    main()
