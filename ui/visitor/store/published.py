"""Reports of shared collections that an administrator has published: among those of the dataset, for every visitor.

They are public, so they are held once for all visits of a process: their entries, compared with each other and with the
dataset, and their tables. Among made-up reports there are none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

import settings
from queries import Asked, Own
from storage import StorageUnavailableError, is_there
from ui.visitor import database, own
from ui.visitor.entry import Entry
from ui.visitor.store.versions import grouped

_KEPT = "_published"


@dataclass(frozen=True, slots=True)
class Published:
    """The reports, their tables for queries, and how many of them the dataset has not got itself."""

    entries: tuple[Entry, ...]
    own: Own
    more: int


def settle(asked: Asked) -> None:
    """Look which reports are published beside this dataset; must run before a page asks for reports."""
    st.session_state[_KEPT] = beside(asked)


def found() -> Published | None:
    """The published reports beside the dataset of this page; None where there are none."""
    kept: Published | None = st.session_state.get(_KEPT)
    return kept


def more() -> int:
    """How many published reports there are on this page that the dataset has not got."""
    kept = found()
    return kept.more if kept else 0


def beside(asked: Asked) -> Published | None:
    """The published reports, held against this dataset; None where there are none, or where it is made up. The same
    object until one of both changes."""
    if settings.mode("NIANBAO_SHARING") == "off" or asked.manifest.made_up:
        return None
    try:
        if not is_there():
            return None
        with database.opened() as store:
            if not (key := store.public.key()):
                return None
        return _held(database.address(), key, asked.store.address, asked.manifest.version, asked)
    except StorageUnavailableError:
        # said where a link or a verdict is asked for
        return None


# As many as datasets are looked at in turn. Database, what is published in it, dataset and its version are the key.
@st.cache_resource(show_spinner=False, max_entries=4)
def _held(address: str, key: str, dataset: str, version: str, _asked: Asked) -> Published | None:  # noqa: ARG001 - as above
    with database.opened() as store:
        groups = grouped(store.public.reports(), "", mine=False)
    # of several versions of a report the newest
    fingerprint = f"{key} {version}"
    newest = [replace(versions[0].entry, is_published=True) for versions in groups]
    entries = own.against(newest, _asked, fingerprint)
    if not entries:
        return None
    known = set(_asked.ask("causes", ids=[entry.id for entry in entries])["report"])
    more = sum(entry.id not in known for entry in entries)
    return Published(tuple(entries), own.of_entries(entries, fingerprint), more)
