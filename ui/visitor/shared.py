"""The reports of a link that somebody has shared: looked up again with every run, and held in the visit while it opens.

Where it does not open, ``Opened.why`` says for what reason; nothing else is shown in its place.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import streamlit as st

import settings
from server.addresses import visitor
from server.rates import Buckets
from storage import Limits, Link, LinkError, Refusal, Shared, StorageUnavailableError
from ui.shell import state
from ui.visitor import database
from ui.visitor.entry import Entry
from ui.visitor.store.versions import Version, grouped

ON, READ, OFF = "on", "read", "off"
UNAVAILABLE, TOO_MANY = "unavailable", "too_many"
NAME = "shared"
# Longer than any token: what is cut is said to be mistyped
_LONGEST = 40
_HELD = "_shared"
# Links and keys that one address may try a minute, before they are looked up
_TRIES = 60
_TRIED = Buckets()


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link has opened: the reports, of several documents on one body and year the newest; ``earlier`` has the
    others by the id of that. Without a ``link`` it did not open, and ``why`` names a text."""

    token: str
    link: Link | None = None
    why: str = ""
    entries: tuple[Entry, ...] = ()
    added: Mapping[str, datetime] = field(default_factory=dict)
    earlier: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)


def mode() -> str:
    """What this installation allows: ``on``, ``read`` or ``off``, by NIANBAO_SHARING; a word not known means off."""
    return settings.mode("NIANBAO_SHARING")


def may_keep() -> bool:
    """Whether a visitor may keep reports here: not in an embedded view, where another site's page lies around it."""
    return mode() == ON and not st.context.is_embedded


def limits() -> Limits:
    """How much may be kept."""
    return Limits(settings.count("NIANBAO_LINK_MB"), settings.count("NIANBAO_STORE_MB"))


def settle() -> None:
    """Open the link that the URL names; must run before a page asks for reports."""
    state.bind_text(NAME, _LONGEST)
    token = state.value(NAME)
    held: Opened | None = st.session_state.get(_HELD)
    if held is not None and held.token != token:
        held = None
    st.session_state[_HELD] = _open(token, held) if token else None


def opened() -> Opened | None:
    """What the link of this visit has opened; None where there is no link."""
    held: Opened | None = st.session_state.get(_HELD)
    return held


def entries() -> tuple[Entry, ...]:
    """The shared reports, in the order in which they were added."""
    link = opened()
    return link.entries if link else ()


def close() -> None:
    """Callback: leave the shared reports."""
    # what is shown next is what there is then
    state.update(**{NAME: None}, scope=None)


def can_decide(link: str) -> bool:
    """Whether verdicts may be given through the link with this id, as it holds at this moment."""
    now = opened()
    if now is None or now.link is None or now.link.id != link:
        return False
    try:
        with database.opened() as store:
            return store.links.look(now.token).can_decide
    except (StorageUnavailableError, LinkError):
        return False


def may_try() -> bool:
    """Whether this visitor's address may try one more link or key; counts as a try."""
    return _TRIED.take(visitor_address(), _TRIES, time.monotonic()) == 0


def visitor_address() -> str:
    """The address by which this visitor's tries are counted."""
    scope = {
        "client": (st.context.ip_address or "127.0.0.1", 0),
        "headers": [(name.lower().encode(), value.encode()) for name, value in st.context.headers.items()],
    }
    return visitor(scope)


def _open(token: str, held: Opened | None) -> Opened:
    if mode() == OFF:
        return Opened(token, why=OFF)
    if held is not None and held.why in {Refusal.MISTYPED, Refusal.UNKNOWN}:
        return held
    is_new = held is None or held.why == TOO_MANY
    try:
        return Opened(token, why=TOO_MANY) if is_new and not may_try() else _looked_up(token, held)
    except LinkError as error:
        return Opened(token, why=error.why)
    except StorageUnavailableError:
        return Opened(token, why=UNAVAILABLE)


def _looked_up(token: str, held: Opened | None) -> Opened:
    """What the link opens now; reports that are held already are not asked for."""
    with database.opened() as store:
        link = store.links.look(token)
        if held is not None and held.link is not None and held.link.version == link.version:
            # the terms may be other ones
            return replace(held, link=link)
        return _sorted(token, *store.links.reports(token))


def _sorted(token: str, link: Link, reports: Sequence[Shared]) -> Opened:
    """The newest document of each body and year, and those before it."""
    groups = grouped(reports, link.id, mine=True)
    newest = [versions[0] for versions in groups]
    earlier = {versions[0].entry.id: tuple(versions[1:]) for versions in groups if versions[1:]}
    added = {version.entry.id: version.added_at for version in newest}
    return Opened(token, link, "", tuple(version.entry for version in newest), added, earlier)
