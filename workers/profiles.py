"""The kinds of worker: what each may do, and the limits of time and memory for one document."""

from __future__ import annotations

from typing import NamedTuple

from parsing.loaders import Equipment, ocr
from parsing.loaders.office import legacy

_MB = 1024 * 1024


# Workers give way to pages. So long, in times of its limit, one may wait for a processor without losing time
MOST_WAITING = 2


class Profile(NamedTuple):
    """Limits of a kind of worker. ``memory`` is in bytes, ``seconds`` of the clock, from the request to the answer,
    without those for which the worker had to wait for a processor.

    ``local_sockets``: LibreOffice's processes talk to each other. ``lasting``: a worker reads many documents; others
    end after one, since a converter leaves files behind and a recogniser's models take much memory.
    """

    seconds: float
    memory: int
    local_sockets: bool = False
    lasting: bool = True


PROFILES = {
    Equipment.READER: Profile(20, 1024 * _MB),
    Equipment.CONVERTER: Profile(legacy.SECONDS, 1024 * _MB, local_sockets=True, lasting=False),
    Equipment.RECOGNISER: Profile(ocr.settings()["seconds"], ocr.settings()["memory_mb"] * _MB, lasting=False),
}
