"""What could not be read: refused documents by reason, of which nothing else is kept, and kept reports that were read
in part, with their documents."""

from __future__ import annotations

import streamlit as st

from storage import Store
from ui.compare import administration
from ui.names import labels
from ui.parts import page
from ui.shell.safe import markdown
from ui.texts import t
from ui.views.administration.kept import document

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
