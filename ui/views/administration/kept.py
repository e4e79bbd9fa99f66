"""What is kept: how much of what may be, and each collection, which an administrator publishes, extends or removes."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from storage import LinkError, Listed, StorageUnavailableError, Store
from ui.compare import administration
from ui.names import labels
from ui.parts import page
from ui.shell.safe import markdown
from ui.texts import t
from ui.views.sharing.keep import DAYS
from ui.visitor import database, shared
from ui.visitor.store import administrator

# Collections that are listed, the latest first, and reports of one that are named
_MOST, _NAMED = 1_000, 50
_CHOSEN = "administration_collection"
_SURE = "administration_sure"
_MB = 1024 * 1024


def show(store: Store) -> None:
    """Numbers, the table, and what can be done with one collection."""
    _used(store)
    listed = store.administration.collections(_MOST)
    if not listed:
        st.info(t("administration.nothing_kept"), icon=":material/inbox:")
        return
    page.table(administration.kept(listed), "administration_kept", t("administration.kept_alt"), has_download=True)
    if len(listed) == _MOST:
        st.caption(t("administration.first", n=f"{_MOST:,}"))
    by_id = {one.collection: one for one in listed}
    names = {one.collection: administration.name(one) for one in listed}
    words, hint = t("administration.collection"), t("administration.choose")
    chosen = st.selectbox(words, list(names), index=None, format_func=names.__getitem__, key=_CHOSEN, placeholder=hint)
    if chosen in by_id:
        _one(store, by_id[chosen])


def _used(store: Store) -> None:
    used, limits = store.administration.used(), shared.limits()
    with st.grid(4, min_column_width=150):
        space = t("administration.space", all=f"{limits.store_mb:,}")
        help_text = t("administration.space_help", link_mb=f"{limits.link_mb:,}")
        st.metric(space, f"{used.bytes / _MB:,.2f}", border=True, help=help_text)
        st.metric(t("administration.documents"), f"{used.documents:,}", border=True)
        st.metric(t("administration.links"), f"{used.links:,}", border=True)
        st.metric(t("administration.verdicts"), f"{used.verdicts:,}", border=True)


def _one(store: Store, one: Listed) -> None:
    """A collection: its reports, and the buttons."""
    with st.container(border=True):
        _reports(store, one)
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            act = "unpublish" if one.published_at else "publish"
            icon = ":material/public_off:" if one.published_at else ":material/public:"
            args = (act, one)
            st.button(t(f"administration.{act}"), key=f"administration_{act}", icon=icon, on_click=_act, args=args)
            until = {until: t(f"keep.until_{until}") for until in DAYS}
            words, key = t("administration.until"), "administration_until"
            st.selectbox(words, list(until), format_func=until.__getitem__, key=key, width=160)
            st.button(t("administration.extend"), key="administration_extend", on_click=_extend, args=(one,))
            _delete(one)
        st.caption(t("administration.publish_help"))


def _delete(one: Listed) -> None:
    """What cannot be undone takes two steps."""
    is_sure = st.checkbox(t("administration.sure"), key=_SURE)
    icon, args = ":material/delete:", ("delete", one)
    key, words = "administration_delete", t("administration.delete")
    st.button(words, key=key, icon=icon, disabled=not is_sure, on_click=_act, args=args)


def _reports(store: Store, one: Listed) -> None:
    """What it holds, each with its document as it came."""
    reads = store.administration.reports(one.collection)
    for read in reads[:_NAMED]:
        report = read.report
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(markdown(f"{labels.body(report)} · {labels.year(report)} · {report.source}"))
            document(report.sha256, report.source, read.data)
    if len(reads) > _NAMED:
        st.caption(t("administration.first", n=f"{_NAMED:,}"))


def document(name: str, source: str, data: bytes | Callable[[], bytes]) -> None:
    """The way to a document as it came: never shown, for nothing of it may run here."""
    st.download_button(
        t("administration.document"),
        data,
        source.replace("\\", "/").rpartition("/")[2] or name,
        "application/octet-stream",
        key=f"administration_document_{name}",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )


def _act(name: str, one: Listed) -> None:
    """Callback: publish, unpublish or delete."""
    do(lambda store: getattr(store.administration, name)(one.collection, administrator.name()), name)


def _extend(one: Listed) -> None:
    days = DAYS[st.session_state.get("administration_until") or "month"]
    do(lambda store: store.administration.extend(one.collection, days, administrator.name()), "extend")


def do(act: Callable[[Store], None], name: str) -> None:
    """Do something, if it is still an administrator who asks for it, and say what came of it."""
    if not administrator.is_one():
        return
    try:
        with database.opened(rests=False) as store:
            act(store)
    except LinkError:
        st.toast(t("administration.gone"), icon=":material/error:")
    except StorageUnavailableError:
        st.toast(t("administration.not_done"), icon=":material/error:")
    else:
        st.session_state[_SURE] = False
        st.toast(t(f"administration.done_{name}"), icon=":material/check_circle:")
