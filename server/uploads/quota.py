"""How much is uploaded: what Streamlit's manager keeps of a visit and what of it is just arriving.

What is kept is asked of the manager itself, so that a file that was removed, or whose visit has ended, counts no more.
"""

from __future__ import annotations

from dataclasses import dataclass

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.stats import CACHE_MEMORY_FAMILY

import settings
from server.uploads.stub import FILES, SERVER, VISIT

MB = 1024 * 1024


@dataclass(eq=False, slots=True)
class Arriving:
    """An upload on its way: the bytes that it announced (0 where it did not) and those that have come."""

    session_id: str
    file_id: str
    announced: int
    arrived: int = 0


class Quota:
    """The bounds: bytes and files of a visit, bytes of all visits together."""

    def __init__(self, manager: MemoryUploadedFileManager) -> None:
        self._manager = manager
        self._arriving: set[Arriving] = set()

    def lacks(self, upload: Arriving) -> str | None:
        """What there is no room for: VISIT, FILES or SERVER; None where the upload may come."""
        held = dict(self._manager.file_storage.get(upload.session_id, {}))
        held.pop(upload.file_id, None)
        others = [one for one in self._arriving if one.session_id == upload.session_id and one is not upload]
        if len(held) + len(others) >= settings.count("NIANBAO_VISIT_DOCUMENTS"):
            return FILES
        taken = sum(len(file.data) for file in held.values()) + sum(map(_size, others))
        if taken + _size(upload) > settings.count("NIANBAO_VISIT_MB") * MB:
            return VISIT
        everything = self._kept() + sum(one.arrived for one in self._arriving if one is not upload)
        return SERVER if everything + _size(upload) > settings.count("NIANBAO_UPLOADS_MB") * MB else None

    def holds(self, session_id: str) -> int:
        """How many files of a visit are kept."""
        return len(self._manager.file_storage.get(session_id, {}))

    def begin(self, upload: Arriving) -> None:
        """Count an upload that begins to arrive."""
        self._arriving.add(upload)

    def end(self, upload: Arriving) -> None:
        """Count it no more: the manager has it, or it was refused."""
        self._arriving.discard(upload)

    def drop(self, upload: Arriving) -> None:
        """Take a file away from the manager, and the visit with it where that was its last."""
        self._manager.remove_file(upload.session_id, upload.file_id)
        if not self.holds(upload.session_id):
            self._manager.remove_session_files(upload.session_id)

    def _kept(self) -> int:
        stats = self._manager.get_stats().get(CACHE_MEMORY_FAMILY, [])
        return sum(one.byte_length for one in stats)


def _size(upload: Arriving) -> int:
    return max(upload.announced, upload.arrived)
