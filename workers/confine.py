"""What a process that reads strangers' documents may do: bounded memory, no connections, files in its own folder only.

Memory is bounded by ``setrlimit`` on any POSIX system. On Linux seccomp refuses sockets and Landlock refuses writing
outside one folder; both are kernel interfaces without a Python library of the standard kind, so they are called by
number through ctypes. A process applies them to itself before it loads any library: threads started later inherit them.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import platform
import struct
import sys
from pathlib import Path
from typing import NamedTuple

_NO_NEW_PRIVILEGES = 38
_SET_SECCOMP = 22
_FILTER_MODE = 2
_AF_UNIX = 1

# Berkeley packet filter instructions
_LOAD = 0x20
_IF_EQUAL = 0x15
_IF_AT_LEAST = 0x35
_RETURN = 0x06
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000
_KILL = 0x80000000
# Offsets in the kernel's struct seccomp_data
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_X32 = 0x40000000


class _Machine(NamedTuple):
    """A processor family: its audit number, and the system calls that are refused there."""

    audit: int
    socket: int
    seccomp: int
    refused: tuple[int, ...]


# io_uring could open sockets past the filter, ptrace and process_vm_writev reach into other processes
_MACHINES = {
    "x86_64": _Machine(0xC000003E, 41, 317, (425, 101, 311)),
    "aarch64": _Machine(0xC00000B7, 198, 277, (425, 117, 271)),
}

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG = 1
_PATH_BENEATH = 1
# Rights of Landlock by the version that knows them; reading and executing stay free
_WRITE_FILE = 1 << 1
_WRITING = {1: _WRITE_FILE | sum(1 << bit for bit in range(4, 13)), 2: 1 << 13, 3: 1 << 14}
_TRUNCATE = 1 << 14
# LibreOffice's processes meet at a socket that they make and remove here, whatever TMPDIR says
_MEETING_PLACE = "/tmp"  # noqa: S108 # nosec B108
_MAKE_AND_REMOVE_SOCKETS = 1 << 9 | 1 << 5
_TCP = {4: 0b11}
# Abstract sockets and signals to processes outside
_SCOPES = {6: 0b11}


class Confinement(NamedTuple):
    """Which walls are around a process."""

    memory: bool
    connections: bool
    files: bool


def confine(folder: Path, memory: int, *, local_sockets: bool = False) -> Confinement:
    """Confine this process for good; ``memory`` is in bytes of data, ``folder`` the one it may write in.

    ``local_sockets`` allows sockets of the AF_UNIX kind, which LibreOffice needs among its own processes.
    """
    limited = _limit_memory(memory)
    if sys.platform != "linux":
        return Confinement(limited, connections=False, files=False)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return Confinement(limited, connections=False, files=False)
    files = _restrict_writing(libc, folder, local_sockets=local_sockets)
    return Confinement(limited, _refuse_sockets(libc, local_sockets=local_sockets), files)


def _limit_memory(memory: int) -> bool:
    """Cap the data segment: unlike the address space, it does not count what threads and libraries only reserve."""
    try:
        import resource  # noqa: PLC0415 POSIX only

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        return False
    return True


class _Program(ctypes.Structure):
    """The kernel's struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def _refuse_sockets(libc: ctypes.CDLL, *, local_sockets: bool) -> bool:
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        return False
    code = _filter(machine, local_sockets=local_sockets)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    return not libc.prctl(_SET_SECCOMP, _FILTER_MODE, ctypes.byref(program), 0, 0)


def _filter(machine: _Machine, *, local_sockets: bool) -> bytes:
    """Allow everything but new sockets and the refused calls; kill what calls by another architecture's numbers."""
    refuse = (_RETURN, 0, 0, _REFUSE | errno.EACCES)
    allow = (_RETURN, 0, 0, _ALLOW)
    code = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_IF_EQUAL, 1, 0, machine.audit),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_IF_AT_LEAST, 0, 1, _X32),
        refuse,
    ]
    for number in machine.refused:
        code += [(_IF_EQUAL, 0, 1, number), refuse]
    code.append((_IF_EQUAL, 1, 0, machine.socket))
    code.append(allow)
    if local_sockets:
        code += [(_LOAD, 0, 0, _FIRST_ARGUMENT), (_IF_EQUAL, 0, 1, _AF_UNIX), allow]
    code.append(refuse)
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in code)


def _restrict_writing(libc: ctypes.CDLL, folder: Path, *, local_sockets: bool) -> bool:
    version = libc.syscall(_CREATE_RULESET, None, 0, _VERSION_FLAG)
    if version < 1:
        return False
    writing = _known(_WRITING, version)
    attributes = struct.pack("<QQQ", writing, _known(_TCP, version), _known(_SCOPES, version))
    # older kernels refuse fields that they do not know
    size = 24 if version >= 6 else 16 if version >= 4 else 8  # noqa: PLR2004 versions of the interface
    ruleset = libc.syscall(_CREATE_RULESET, attributes, size, 0)
    if ruleset < 0:
        return False
    with contextlib.ExitStack() as stack:
        stack.callback(os.close, ruleset)
        rules = [(str(folder), writing), (os.devnull, writing & (_WRITE_FILE | _TRUNCATE))]
        if local_sockets:
            rules.append((_MEETING_PLACE, _MAKE_AND_REMOVE_SOCKETS))
        if not all(_allow(libc, ruleset, path, rights) for path, rights in rules):
            return False
        return not libc.syscall(_RESTRICT_SELF, ruleset, 0)


def _known(rights: dict[int, int], version: int) -> int:
    return sum(bits for since, bits in rights.items() if since <= version)


def _allow(libc: ctypes.CDLL, ruleset: int, path: str, rights: int) -> bool:
    handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        return not libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("<Qi", rights, handle), 0)
    finally:
        os.close(handle)
