"""Reading what the visitor brings, outside the server: documents go to the workers, and their reports into the visit.

A callback submits documents and waits a moment, so that an ordinary report is there at once; what takes longer is
collected by the runs after it (``collect``, which the entry point calls) and shown by ``progress``.

Streamlit may break off a run wherever it touches the session's state. So documents are noted as submitted in one go
with their submission, and an outcome is taken once it is kept: what a broken run has left, the next one takes up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.typing import UploadedFile

import workers
from parsing import UnreadableError
from parsing.errors import NoRoomError
from parsing.loaders import MAX_BYTES
from server.uploads import refused
from ui.shell import state as url
from ui.texts import language, t
from ui.visitor import data, handing, paste
from ui.visitor.entry import Entry
from ui.visitor.store import failures

# Of a paste that is larger than any report, enough to be refused
MAX_PASTE = MAX_BYTES + 1
# Documents that were not read are held for being handed over: so many bytes of a visit
MAX_REFUSED = 20 * 1024 * 1024
# So long the page waits for what is read, before it shows how far reading is
PATIENCE = 1.5
_OUTCOMES = "_outcomes"
_BATCHES = "_batches"
_SUBMITTED = "_submitted"
_READ = "_read"
_STOPPED = "_stopped"


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of one document: the id of its report, or why there is none."""

    name: str
    entry_id: str | None = None
    error: UnreadableError | None = None
    # the number of a fault of the program in the log
    fault: str = ""
    # what was not read, as long as it may be handed over
    data: bytes = b""

    @property
    def message(self) -> str:
        """What was wrong and what to do."""
        return self.error.message(language()) if self.error else t("add.unexpected", number=self.fault)

    @property
    def fingerprint(self) -> str:
        """Of the document that is held."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def cause(self) -> str:
        """The code of the reason why it was not read."""
        return self.error.code if self.error else failures.FAULT


@dataclass(frozen=True, slots=True)
class State:
    """How far reading is: documents finished, of how many, and the names of those that are being read."""

    finished: int
    total: int
    reading: tuple[str, ...]


def outcomes() -> dict[str, Arrival]:
    """What became of the documents of this visit, the latest first, by their key."""
    return dict(reversed(st.session_state.get(_OUTCOMES, {}).items()))


def read_so_far() -> int:
    """How many documents were read in this visit, refused ones too."""
    return int(st.session_state.get(_READ, 0))


def state() -> State | None:
    """How far reading is; None where nothing is being read."""
    batches = _batches()
    if not batches:
        return None
    names = tuple(name for batch in batches for name in batch.reading)
    return State(sum(batch.finished for batch in batches), sum(batch.total for batch in batches), names)


def stopped() -> int:
    """How many documents were not read because the visitor stopped reading."""
    return int(st.session_state.get(_STOPPED, 0))


def read_paste() -> None:
    """Callback: read the pasted text."""
    _read_text(st.session_state.get("paste") or "")


def read_rich() -> None:
    """Callback: read what was pasted with its tables."""
    if content := paste.pasted("rich"):
        _read_text(content)


def unread_files() -> list[UploadedFile]:
    """The uploaded files that have not been submitted in this visit."""
    known = _submitted()
    files: list[UploadedFile] = st.session_state.get("files") or []
    return [file for file in files if file.file_id not in known]


def read_files() -> None:
    """Callback: read the uploaded files that have not been read in this visit."""
    documents = []
    for file in unread_files():
        content, name = file.getvalue(), _clean(file.name)
        if error := refused(content):
            _refuse(workers.BroughtDocument(file.file_id, name, b""), error)
        else:
            documents.append(workers.BroughtDocument(file.file_id, name, content))
    if documents:
        _submit(documents)


def stop() -> None:
    """Callback: read no more of what waits."""
    collect()
    if (reached := state()) is not None:
        st.session_state[_STOPPED] = reached.total - reached.finished
    for batch in _batches():
        batch.stop()
    collect()


def collect() -> bool:
    """Take what the workers have read into the visit; whether there was anything."""
    batches = _batches()
    taken = []
    for batch in batches:
        for outcome in batch.take():
            _take_in(batch, outcome)
            taken.append(outcome)
    failures.count(taken)
    batches[:] = [batch for batch in batches if not batch.is_taken]
    return bool(taken)


def forget(key: str) -> None:
    """Callback: take an outcome off the page, and its report out of the visit."""
    known = dict(st.session_state.get(_OUTCOMES, {}))
    outcome = known.pop(key, None)
    st.session_state[_OUTCOMES] = known
    if outcome and outcome.entry_id:
        data.remove(outcome.entry_id)
        if not data.brought():
            # what is shown next is what there is then
            url.update(scope=None)


def let_go(keys: Iterable[str]) -> None:
    """Hold these documents that were not read no longer; what became of them stays on the page."""
    known, gone = st.session_state.get(_OUTCOMES, {}), set(keys)
    st.session_state[_OUTCOMES] = {key: replace(one, data=b"") if key in gone else one for key, one in known.items()}


def take_over(entry: Entry) -> None:
    """Keep a report in the visit that somebody else has brought."""
    data.add(entry)
    _keep(entry.id, Arrival(entry.report.source, entry_id=entry.id))


def _read_text(text: str) -> None:
    _submit([workers.BroughtDocument("paste", t("add.pasted_name"), text.encode("utf-8", errors="replace"))])


def _submit(documents: list[workers.BroughtDocument]) -> None:
    """Let the workers read these, as far as the visit has room for them."""
    st.session_state[_STOPPED] = 0
    waiting = sum(batch.size for batch in _batches())
    accepted = []
    for document in documents:
        waiting += len(document.data)
        if data.has_room(waiting):
            accepted.append(document)
        else:
            waiting -= len(document.data)
            _refuse(document, _full())
    if accepted:
        batches, known, pool = _batches(), _submitted(), workers.server_pool()
        # nothing from here to the last of these three touches the session's state
        batch = pool.submit(_visitor(), accepted, _presence())
        batches.append(batch)
        known.update(document.key for document in accepted)
        batch.wait(PATIENCE)
        collect()


def _refuse(document: workers.BroughtDocument, error: UnreadableError) -> None:
    """Say why a document is not read at all."""
    _keep(document.key, Arrival(document.name, error=error))
    _submitted().add(document.key)


def _take_in(batch: workers.Batch, outcome: workers.Answer) -> None:
    """Keep a report in the visit; where there is no room for it, the rest of its archive is not read either."""
    read = outcome.read
    if read is None:
        held = outcome.data if handing.is_offered() else b""
        _keep(outcome.key, Arrival(outcome.name, error=outcome.error, fault=outcome.fault, data=held))
        return
    entry = Entry(read.report, read.findings, read.data, mine=True, document=read.document)
    if not data.has_room(entry.size):
        batch.stop()
        _keep(outcome.key, Arrival(outcome.name, error=_full()))
        return
    data.add(entry)
    _keep(outcome.key, Arrival(outcome.name, entry_id=entry.id))


def _keep(key: str, outcome: Arrival) -> None:
    known = {k: o for k, o in st.session_state.get(_OUTCOMES, {}).items() if k != key}
    st.session_state[_OUTCOMES] = _bounded({**known, key: outcome})
    st.session_state[_READ] = read_so_far() + 1


def _bounded(known: Mapping[str, Arrival]) -> dict[str, Arrival]:
    """The same, with no more documents that were not read than a visit may hold; the latest stay."""
    left, bounded = MAX_REFUSED, {}
    for key, one in reversed(list(known.items())):
        left -= len(one.data)
        bounded[key] = one if left >= 0 or not one.data else replace(one, data=b"")
    return dict(reversed(bounded.items()))


def _batches() -> list[workers.Batch]:
    batches: list[workers.Batch] = st.session_state.setdefault(_BATCHES, [])
    return batches


def _submitted() -> set[str]:
    """The ids of the uploaded files that were submitted or refused."""
    known: set[str] = st.session_state.setdefault(_SUBMITTED, set())
    return known


def _full() -> NoRoomError:
    return NoRoomError(documents=data.most_documents(), limit_mb=data.most_bytes() // 1024 // 1024)


def _clean(name: str) -> str:
    """A file's name that can be encoded."""
    return name.encode("utf-8", errors="replace").decode("utf-8")


def _visitor() -> str:
    context = get_script_run_ctx()
    return context.session_id if context else ""


def _presence() -> Callable[[], bool]:
    """Tells whether the visitor of this session still is here."""
    session = _visitor()
    return lambda: not exists() or get_instance().is_active_session(session)
