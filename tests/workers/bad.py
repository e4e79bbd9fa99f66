"""A worker whose readers do what libraries do on bad days; the name of a document says what. Run by ``test_pool``."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from parsing.errors import DamagedFileError
from workers import serve
from workers.protocol import Answer, Fault, RefusedDocument, Request


def started(data: bytes) -> None:
    child = subprocess.Popen(["sleep", "60"])
    written = Path(sys.argv[2], "pid.part")
    written.write_text(str(child.pid))
    # there at once with all that it says
    written.rename(written.with_suffix(""))
    time.sleep(60)


def chatty(data: bytes) -> None:
    print("noise")
    os.write(1, b"noise")
    os.write(2, b"noise")


def damaged(data: bytes) -> None:
    raise DamagedFileError(kind_zh="甲", kind_en="a")


def long_winded(data: bytes) -> RefusedDocument:
    return RefusedDocument("x" * 60_000_000, {})


BEHAVIOUR = {
    "hang": lambda data: time.sleep(60),
    "wait": lambda data: time.sleep(float(data)),
    "spin": lambda data: [None for _ in iter(int, 1)],
    "eat": lambda data: bytearray(3 << 30),
    "eat_slowly": lambda data: [bytearray(1 << 20) for _ in range(3000)],
    "segfault": lambda data: ctypes.string_at(0),
    "leave": lambda data: os._exit(0),
    "close": lambda data: os.close(1) or os.kill(os.getpid(), 15),
    "bug": lambda data: 1 // 0,
    "recursion": lambda data: json.loads("[" * 100_000),
    "surrogate": lambda data: Fault("\ud800"),
    "started": started,
    "chatty": chatty,
    "damaged": damaged,
    "long_winded": long_winded,
    "echo": lambda data: None,
}


def answer(request: Request, data: bytes, equipment: str) -> Answer:
    """What the behaviour answers, or a refusal that holds the document's size."""
    return BEHAVIOUR[request.name](data) or RefusedDocument(
        "too_large", {"size_mb": len(data), "limit_mb": os.getpid()}
    )


serve._answer = answer
serve.main()
