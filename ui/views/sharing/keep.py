"""Keep and share: reports of this visit are kept under a link, which is shown once with the key to change it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlencode

import streamlit as st

from storage import Given, LinkError, LinkTerms, StorageUnavailableError
from storage.tables import MAX_TITLE
from ui.parts import box
from ui.report import verdicts
from ui.shell import state
from ui.texts import t
from ui.visitor import data, database, dataset, scope, shared
from ui.visitor.entry import Entry

# For how many days a link holds, by the word for it
DAYS = {"month": 30, "year": 365, "good": None}
RIGHTS = ("read", "decide")
_GIVEN = "_given"


class _Kept(NamedTuple):
    given: Given
    report: str | None
    days: int | None


def all_brought() -> None:
    """Everything that the visitor has brought, kept as one collection; nothing where nothing was brought."""
    if brought := data.brought():
        _offer(list(brought.values()))


def one(entry: Entry) -> None:
    """One report of the visitor's; nothing for others, which have their link already."""
    if raw := data.brought().get(entry.id):
        _offer([raw])


def terms(prefix: str) -> None:
    """The choice for how long a link holds and what it allows; ``chosen`` gives it."""
    _choice("until", tuple(DAYS), prefix)
    if verdicts.mode() == verdicts.ON:
        _choice("rights", RIGHTS, prefix)


def _choice(name: str, options: Sequence[str], prefix: str) -> None:
    words = {option: t(f"keep.{name}_{option}") for option in options}
    st.radio(t(f"keep.{name}"), options, format_func=words.__getitem__, key=f"{prefix}_{name}", horizontal=True)


def chosen(prefix: str) -> LinkTerms:
    """What was chosen in ``terms``."""
    until, rights = (st.session_state.get(f"{prefix}_{name}") for name in ("until", "rights"))
    return LinkTerms(DAYS[until or "month"], can_decide=rights == "decide")


def _offer(entries: Sequence[Entry]) -> None:
    if not shared.may_keep():
        return
    with box.popover(t("keep.action"), "keep_box", icon=":material/share:"):
        st.markdown(t("keep.lead", n=len(entries)))
        st.text_input(t("keep.title"), max_chars=MAX_TITLE, key="keep_title", placeholder=t("keep.title_placeholder"))
        terms("keep")
        st.caption(t("keep.who"))
        st.button(t("keep.save", n=len(entries)), key="keep_save", type="primary", on_click=_keep, args=(entries,))
    _result()


def _keep(entries: Sequence[Entry]) -> None:
    """Callback: keep these, and close the box."""
    agreed, title, given_here = chosen("keep"), st.session_state.get("keep_title") or "", _given()
    try:
        with database.opened(rests=False) as store:
            given = store.links.keep((entry.read for entry in entries), title, agreed, shared.limits())
    except LinkError as error:
        st.toast(refused(error), icon=":material/error:")
        return
    except StorageUnavailableError:
        st.toast(t("keep.not_saved"), icon=":material/error:")
        return
    # No touch of the session's state: a run that is broken off there would lose a key that nobody can show again
    given_here[:] = [_Kept(given, entries[0].id if len(entries) == 1 else None, agreed.days)]
    box.close("keep_box")


def refused(error: LinkError) -> str:
    """Why something was not kept, changed or deleted, and what to do."""
    limits = shared.limits()
    return t(f"shared.why_{error.why}", link_mb=limits.link_mb, store_mb=limits.store_mb)


def _result() -> None:
    """The link and its key, until the visitor has taken them."""
    for kept in _given():
        _show(kept)


def _show(kept: _Kept) -> None:
    with st.container(border=True):
        st.markdown(f":material/check_circle: **{t('keep.done')}**")
        st.caption(t("keep.done_good" if kept.days is None else "keep.done_days", days=kept.days))
        st.code(address(kept.given.token, kept.report), language=None, wrap_lines=True)
        st.caption(t("keep.key"))
        st.code(kept.given.key, language=None)
        st.button(t("keep.taken"), key="keep_taken", on_click=_given().clear)


def _given() -> list[_Kept]:
    """The link and the key that the visitor has not taken yet, if any."""
    given: list[_Kept] = st.session_state.setdefault(_GIVEN, [])
    return given


def address(token: str, report: str | None) -> str:
    """The link as it is sent: to the one report, or to the overview of several, among those of the dataset."""
    here = (st.context.url or "").rstrip("/")
    base = here.removesuffix(f"/{state.page()}") if state.page() else here
    sets = () if dataset.is_made_up() else (scope.PUBLIC, scope.SHARED)
    query = [*([("report", report)] if report else []), (shared.NAME, token), *((scope.NAME, name) for name in sets)]
    return f"{base}/{'report' if report else ''}?{urlencode(query)}"
