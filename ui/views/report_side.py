"""What is beside the form: the document, its marked lines or all of it, and the selected cell."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ui.report import cards, source, source_view
from ui.report.marks import Marks
from ui.shell import state
from ui.shell.safe import markdown
from ui.texts import t
from ui.visitor.entry import Entry

# The first is the one of a link that says nothing: the lines of what was found
TABS = ("findings", "source")


def is_source_open() -> bool:
    """Whether the whole source is shown, which wants more room."""
    state.bind_one("side", TABS, TABS[0], remember=False)
    return bool(state.value("side") == "source")


def side(entry: Entry, cell: str | None, drawn: Marks) -> None:
    """The document with the same marks as the form, and what is known of the selected cell."""
    names = {name: t(f"side.{name}") for name in TABS}
    tie = state.bind_one("side", TABS, TABS[0], remember=False)
    st.segmented_control(
        t("side.label"), TABS, format_func=names.__getitem__, required=True, label_visibility="collapsed", **tie
    )
    if cell:
        _cell(entry, cell, drawn)
    if state.value("side") == "source":
        _whole_source(entry, drawn)
    elif not cell:
        _marked(entry, drawn)


def _cell(entry: Entry, cell: str, drawn: Marks) -> None:
    """The selected cell: what is printed, how sure we are, where it is, and the lines around it."""
    figure = entry.report.by_id().get(cell)
    with st.container(border=True, gap="xsmall", key="cell_card"):
        if figure is None:
            st.markdown(t("cell.not_here"))
        else:
            st.html(cards.cell_card(figure, drawn.numbers.get(cell, ()), drawn.implied.get(cell)))
            if state.value("side") != "source":
                _excerpt(entry, [cell], drawn)
        st.button(
            f":small[{t('cell.close')}]",
            key="cell_close",
            icon=":material/close:",
            type="tertiary",
            on_click=state.update,
            kwargs={"cell": None},
        )


def _marked(entry: Entry, drawn: Marks) -> None:
    """The document's own lines for the cells that carry a number, or for those that carry any mark."""
    cells = list(drawn.numbers or drawn.kinds)
    if cells:
        _excerpt(entry, cells, drawn)
    else:
        st.caption(t("source.no_marks"))


def _excerpt(entry: Entry, cells: Sequence[str], drawn: Marks) -> None:
    document = source.document(entry)
    by_id = entry.report.by_id()
    places = [place for cell in cells if cell in by_id and (place := by_id[cell].place)]
    if document is None or not places:
        st.caption(t("source.no_place"))
        return
    st.html(source_view.excerpt(document, source.around(document.lines, places), entry.report, drawn))
    st.caption(t("source.how"))


def _whole_source(entry: Entry, drawn: Marks) -> None:
    document = source.document(entry)
    if document is None:
        st.info(t("source.unreadable"), icon=":material/description:")
        return
    st.caption(t("source.lead", name=markdown(entry.report.source)))
    st.html(source_view.whole(document, entry.report, drawn))
