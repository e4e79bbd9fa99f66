"""What every page says where a link was opened: what it shows, who sees it until when, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from storage import Link, LinkError, Links, StorageUnavailableError
from ui.names import labels
from ui.parts import box
from ui.report import verdicts
from ui.shell.safe import markdown
from ui.texts import t
from ui.views.sharing import keep
from ui.visitor import data, database, reading, shared
from ui.visitor.entry import Entry


def banner() -> None:
    """The words and the buttons; nothing where no link was opened."""
    opened = shared.opened()
    if opened is None:
        return
    if opened.link is None:
        _not_opened(opened)
    elif st.context.is_embedded:
        st.caption(_words(opened.link, opened.entries))
    else:
        with st.container(border=True):
            st.markdown(f":material/share: {_words(opened.link, opened.entries)}")
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                _take_over(opened.entries)
                _manage(opened)
                st.button(t("shared.close"), key="shared_close", type="tertiary", on_click=shared.close)


def _not_opened(opened: shared.Opened) -> None:
    limits = shared.limits()
    words = t(f"shared.why_{opened.why}", link_mb=limits.link_mb, store_mb=limits.store_mb)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.error(words, title=t("shared.not_opened"), icon=":material/link_off:")
        st.button(t("shared.close"), key="shared_close", on_click=shared.close)


def _words(link: Link, entries: Sequence[Entry]) -> str:
    """What it is and how many reports, who sees it, until when, and whether verdicts may be given here."""
    n = len(entries)
    named = f"{labels.body(entries[0].report)} · {labels.year(entries[0].report)}" if n == 1 else t("shared.several")
    title = f"**{markdown(link.title or named)}**"
    until = t("shared.until", date=f"{link.expires_at:%Y-%m-%d}") if link.expires_at else t("shared.for_good")
    rights = t("shared.may_decide" if link.can_decide and verdicts.may_decide() else "shared.may_read")
    made = t("shared.made_one" if n == 1 else "shared.made", date=f"{link.made_at:%Y-%m-%d}", n=n)
    public = t("shared.is_public" if link.published_at else "shared.not_public")
    return t("shared.banner", title=title, made=made, until=until, rights=rights, public=public)


def _take_over(entries: Sequence[Entry]) -> None:
    """The way into the visitor's own reports, for those that are not there yet."""
    brought = data.brought()
    if new := [entry for entry in entries if entry.id not in brought]:
        st.button(t("shared.add", n=len(new)), key="shared_add", icon=":material/add:", on_click=_add, args=(new,))


def _add(entries: Sequence[Entry]) -> None:
    """Callback: put these into the visit, as far as it has room for them."""
    left = 0
    for entry in entries:
        if data.has_room(entry.size):
            reading.take_over(replace(entry, link=""))
        else:
            left += 1
    if left:
        st.toast(t("shared.no_room", n=left), icon=":material/error:")


def _manage(opened: shared.Opened) -> None:
    """What whoever has the key can do."""
    with box.popover(t("shared.manage"), "shared_box", icon=":material/key:"):
        st.text_input(t("shared.key"), key="shared_key", type="password", autocomplete="off")
        keep.terms("shared")
        with st.container(horizontal=True, gap="small"):
            st.button(t("shared.change"), key="shared_change", on_click=_change, args=(opened.token,))
            own = [entry for entry in data.brought().values() if entry.id not in {each.id for each in opened.entries}]
            if own:
                words = t("shared.enlarge", n=len(own))
                st.button(words, key="shared_enlarge", on_click=_enlarge, args=(opened.token, own))
            words = t("shared.delete")
            st.button(words, key="shared_delete", icon=":material/delete:", on_click=_delete, args=(opened.token,))


def _change(token: str) -> None:
    agreed = keep.chosen("shared")
    _with_key(lambda links, key: links.change(token, key, agreed), "shared.changed")


def _enlarge(token: str, own: Sequence[Entry]) -> None:
    limits = shared.limits()
    _with_key(lambda links, key: links.add(token, key, (entry.read for entry in own), limits), "shared.enlarged")


def _delete(token: str) -> None:
    _with_key(lambda links, key: links.delete(token, key), "shared.deleted")


def _with_key(act: Callable[[Links, str], None], done: str) -> None:
    """Do something that takes the key, and say what came of it."""
    key = (st.session_state.get("shared_key") or "").strip()
    if not shared.may_try():
        st.toast(t("shared.why_too_many"), icon=":material/error:")
        return
    try:
        with database.opened(rests=False) as store:
            act(store.links, key)
    except LinkError as error:
        st.toast(keep.refused(error), icon=":material/error:")
    except StorageUnavailableError:
        st.toast(t("keep.not_saved"), icon=":material/error:")
    else:
        box.close("shared_box")
        st.session_state["shared_key"] = ""
        st.toast(t(done), icon=":material/check_circle:")
