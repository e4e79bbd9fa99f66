"""Reading what the visitor brings: each document for itself, so that one bad file harms no other."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import streamlit as st
from streamlit.typing import UploadedFile

from parsing import UnreadableError, unpack
from parsing.loaders import MAX_BYTES
from server.uploads import refused
from ui import data, paste
from ui.texts import language, t

# Of a paste that is larger than any report, enough to be refused
MAX_PASTE = MAX_BYTES + 1
_OUTCOMES = "_outcomes"
_READ = "_read"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: the id of its report, or why there is none."""

    name: str
    entry_id: str | None = None
    error: UnreadableError | None = None

    @property
    def message(self) -> str:
        """What was wrong and what to do."""
        return self.error.message(language()) if self.error else t("add.unexpected")


def outcomes() -> dict[str, Outcome]:
    """What became of the documents of this visit, the latest first, by their key."""
    return dict(reversed(st.session_state.get(_OUTCOMES, {}).items()))


def read_so_far() -> int:
    """How many documents were read in this visit, refused ones too."""
    return int(st.session_state.get(_READ, 0))


def read_paste() -> None:
    """Callback: read the pasted text."""
    _read_text(st.session_state.get("paste") or "")


def read_rich() -> None:
    """Callback: read what was pasted with its tables."""
    if content := paste.pasted("rich"):
        _read_text(content)


def _read_text(text: str) -> None:
    _keep("paste", read_one(text.encode("utf-8", errors="replace"), t("add.pasted_name")))


def read_files() -> None:
    """Callback: read those uploaded files that have not been read in this visit."""
    known = st.session_state.get(_OUTCOMES, {})
    files: list[UploadedFile] = st.session_state.get("files") or []
    for file in files:
        if file.file_id not in known:
            _read_file(file.file_id, file.getvalue(), file.name)


def _read_file(file_id: str, content: bytes, name: str) -> None:
    """Read a file, or each report in an archive; an archive that breaks off keeps what was read of it."""
    number = 0
    if error := refused(content):
        _keep(file_id, Outcome(name, error=error))
        return
    try:
        for number, (inner, document) in enumerate(unpack(content, name), 1):
            key = file_id if inner == name else f"{file_id}/{number}"
            _keep(key, read_one(document, inner))
    except UnreadableError as error:
        _keep(file_id, Outcome(name, error=error))
    else:
        # an archive's own key stays known, so that it is not read again
        if number and file_id not in st.session_state.get(_OUTCOMES, {}):
            _keep(file_id, Outcome(""))


def read_one(content: bytes, name: str) -> Outcome:
    """Read and keep one document, or say why not."""
    try:
        entry = data.read(content, name, mine=True)
    except UnreadableError as error:
        return Outcome(name, error=error)
    except Exception:  # noqa: BLE001 - a fault of ours must not take the visitor's other documents with it
        _LOG.exception("reading %r failed", name)
        return Outcome(name)
    data.add(entry)
    return Outcome(name, entry_id=entry.id)


def forget(key: str) -> None:
    """Callback: take an outcome off the page, and its report out of the visit."""
    known = dict(st.session_state.get(_OUTCOMES, {}))
    outcome = known.pop(key, None)
    # The uploader still holds the file; its key stays known so that it is not read again.
    if key != "paste":
        known[key] = Outcome("")
    st.session_state[_OUTCOMES] = known
    if outcome and outcome.entry_id:
        data.remove(outcome.entry_id)


def _keep(key: str, outcome: Outcome) -> None:
    known = {k: o for k, o in st.session_state.get(_OUTCOMES, {}).items() if k != key}
    st.session_state[_OUTCOMES] = {**known, key: outcome}
    st.session_state[_READ] = read_so_far() + 1
