"""What could not be read: refused documents by reason, those that were handed over, and kept reports that were read in
part, both with their documents."""

from __future__ import annotations

from functools import partial

import streamlit as st

import settings
from storage import Handed, Store
from storage.administration.refused import DAYS
from ui.compare import administration
from ui.names import labels
from ui.parts import page
from ui.shell.safe import markdown
from ui.texts import t
from ui.views.administration.kept import do, document
from ui.visitor import database
from ui.visitor.store import administrator

_DAYS = 30
# Kept reports that are looked at, those that were read last, and how many of them are named for each reason
_MOST, _NAMED = 200, 20


def show(store: Store) -> None:
    """Both."""
    st.subheader(t("administration.refused"), anchor=False)
    st.caption(t("administration.refused_note", days=_DAYS))
    causes = store.failures.by_cause(_DAYS)
    if causes:
        page.table(administration.refused(causes), "administration_refused", t("administration.refused_alt"))
    else:
        st.info(t("administration.none_refused"), icon=":material/check_circle:")
    _handed(store)
    st.subheader(t("administration.in_part"), anchor=False)
    st.caption(t("administration.in_part_note", n=_MOST))
    by_cause = administration.in_part(store.administration.latest(_MOST))
    for cause, parts in by_cause.items():
        with st.expander(t(f"administration.cause_{cause}", n=len(parts))):
            for part in parts[:_NAMED]:
                report = part.read.report
                with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                    words = f"{labels.body(report)} · {labels.year(report)} · {report.source}"
                    st.markdown(markdown(f"{words} · {t('administration.figures', n=part.figures)}"))
                    document(f"{report.sha256}_{cause}", report.source, part.read.data)
            if len(parts) > _NAMED:
                st.caption(t("administration.first", n=_NAMED))
    if not by_cause:
        st.info(t("administration.none_in_part"), icon=":material/check_circle:")


def _handed(store: Store) -> None:
    """Refused documents that whoever brought them has handed over, by reason."""
    st.subheader(t("administration.handed"), anchor=False)
    room = settings.count("NIANBAO_REFUSED_MB")
    st.caption(t("administration.handed_note", days=DAYS, room=f"{room:,}"))
    by_cause: dict[str, list[Handed]] = {}
    for one in store.refused.listed(_MOST):
        by_cause.setdefault(one.cause, []).append(one)
    for cause, given in by_cause.items():
        with st.expander(t("administration.handed_cause", cause=t(f"failure.{cause}"), n=len(given))):
            for one in given[:_NAMED]:
                _one_handed(one)
            if len(given) > _NAMED:
                st.caption(t("administration.first", n=_NAMED))
    if not by_cause:
        st.info(t("administration.none_handed"), icon=":material/inbox:")


def _one_handed(one: Handed) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        kb = f"{max(one.size // 1024, 1):,} KB"
        st.markdown(markdown(f"{one.name} · {administration.when(one.given_at)} · {kb}"))
        document(one.id, one.name, partial(_document, one.id))
        words, key = t("administration.delete"), f"administration_handed_{one.id}"
        st.button(words, key=key, icon=":material/delete:", type="tertiary", on_click=_delete, args=(one.id,))


def _document(given: str) -> bytes:
    with database.opened(rests=False) as store:
        return store.refused.document(given)


def _delete(given: str) -> None:
    """Callback: remove one."""
    do(lambda store: store.refused.delete(given, administrator.name()), "refused_deleted")
