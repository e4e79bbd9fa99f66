"""The walls around a worker, tried from inside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRIALS = r"""
import json, os, pathlib, signal, socket, sys, threading
from workers.confine import confine
folder, outside, owner = sys.argv[1:4]
walls = confine(pathlib.Path(folder), 1 << 30, local_sockets=sys.argv[4] == "1")

def refused(trial):
    try:
        trial()
    except (PermissionError, MemoryError) as error:
        return type(error).__name__
    except OSError as error:
        return str(error)
    return None

def in_thread():
    found = []
    thread = threading.Thread(target=lambda: found.append(refused(lambda: socket.socket())))
    thread.start()
    thread.join()
    return found[0]

print(json.dumps({
    "walls": walls._asdict(),
    "tcp": refused(lambda: socket.socket()),
    "udp": refused(lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)),
    "local": refused(lambda: socket.socket(socket.AF_UNIX)),
    "thread": in_thread(),
    "child": os.system(f"{sys.executable} -c 'import socket; socket.socket()' 2>/dev/null") != 0,
    "write": refused(lambda: open(outside, "w")),
    "remove": refused(lambda: os.remove(outside)),
    "own": refused(lambda: open(folder + "/own", "w").close()),
    "null": refused(lambda: open(os.devnull, "w").close()),
    "read": refused(lambda: open(outside).close()),
    "signal": refused(lambda: os.kill(int(owner), 0)),
    "memory": refused(lambda: bytearray(2 << 30)),
}))
"""


@pytest.fixture
def elsewhere():
    """A folder outside the one in which converters meet."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as name:
        yield Path(name)


def tried(tmp_path, local_sockets="0"):
    folder, outside = tmp_path / "folder", tmp_path / "outside"
    folder.mkdir()
    outside.write_text("kept")
    arguments = [str(folder), str(outside), str(os.getpid()), local_sockets]
    done = subprocess.run(
        [sys.executable, "-c", TRIALS, *arguments], capture_output=True, check=True, cwd=ROOT, timeout=60
    )
    assert outside.read_text() == "kept"
    return json.loads(done.stdout)


@pytest.mark.linux
def test_no_connection_and_no_file_outside(elsewhere):
    found = tried(elsewhere)
    assert found["memory"] == "MemoryError"
    if found["walls"]["connections"]:
        assert (found["tcp"], found["udp"], found["local"], found["thread"]) == ("PermissionError",) * 4
        assert found["child"]
    if found["walls"]["files"]:
        assert (found["write"], found["remove"]) == ("PermissionError",) * 2
    assert (found["own"], found["null"], found["read"]) == (None, None, None)


@pytest.mark.linux
def test_a_converter_has_local_sockets_only(elsewhere):
    found = tried(elsewhere, "1")
    if found["walls"]["connections"]:
        assert found["tcp"] == "PermissionError"
    assert found["local"] is None
