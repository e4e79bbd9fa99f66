"""The addresses that Streamlit has handed out for uploads. It takes any other name for a file, too; we do not."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from streamlit.runtime.uploaded_file_manager import UploadedFileManager, UploadFileUrlInfo

# Addresses of a visit that are remembered: far more than it may upload
MAX_ISSUED = 4_000


class Issued:
    """Remembers for each visit the files that its page was given addresses for."""

    def __init__(self) -> None:
        self._files: dict[str, OrderedDict[str, None]] = {}
        self._lock = Lock()

    def watch(self, manager: UploadedFileManager) -> None:
        """Look over the manager's shoulder: note what it hands out, and forget it when a visit ends."""
        hand_out, remove = manager.get_upload_urls, manager.remove_session_files

        def _noted(session_id: str, file_names: Sequence[str]) -> list[UploadFileUrlInfo]:
            # no page asks for so many; an answer of any size would be made otherwise
            given = list(hand_out(session_id, file_names[:MAX_ISSUED]))
            self._note(session_id, [one.file_id for one in given])
            return given

        def _forgotten(session_id: str) -> None:
            with self._lock:
                self._files.pop(session_id, None)
            remove(session_id)

        manager.get_upload_urls = _noted  # type: ignore[method-assign]
        manager.remove_session_files = _forgotten  # type: ignore[method-assign]

    def holds(self, session_id: str, file_id: str) -> bool:
        """Whether this visit was given an address for this file."""
        with self._lock:
            return file_id in self._files.get(session_id, ())

    def _note(self, session_id: str, file_ids: list[str]) -> None:
        with self._lock:
            known = self._files.setdefault(session_id, OrderedDict())
            known.update(dict.fromkeys(file_ids))
            while len(known) > MAX_ISSUED:
                known.popitem(last=False)
