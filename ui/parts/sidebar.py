"""The navigation and what is below it: language, and how many reports are shown."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from ui.shell import assets, state
from ui.shell.safe import markdown
from ui.texts import t
from ui.visitor import data, dataset, looked_at, scope
from ui.visitor.store import administrator, published

# In pixels: no wider than its words, for the tables need the room
WIDTH = 250
# Reports among which bodies are found, and bodies that are named
_LOOKED_AT, _FOUND = 200, 6
# Sections in their order; a page is its file, its icon.
_SECTIONS = {
    "": (("overview", "grid_view"), ("add", "upload_file")),
    "look": (("report", "article"), ("regions", "leaderboard"), ("years", "timeline")),
    "check": (("zero", "exposure_zero"), ("inconsistencies", "rule")),
    "data": (("data", "table_view"), ("about", "info")),
}


def pages() -> dict[str, list[st.Page]]:
    """The pages by section, titled in the visitor's language; their URLs are the same in both. That of administrators
    is there where there are any, and in the navigation for them alone."""
    sections = _pages()
    if administrator.exists():
        visibility: Literal["visible", "hidden"] = "visible" if administrator.is_one() else "hidden"
        sections[next(reversed(sections))].append(_page("administration", "admin_panel_settings", visibility))
    return sections


def _pages() -> dict[str, list[st.Page]]:
    return {
        t(f"section.{section}") if section else "": [_page(name, icon) for name, icon in members]
        for section, members in _SECTIONS.items()
    }


def _page(name: str, icon: str, visibility: Literal["visible", "hidden"] = "visible") -> st.Page:
    return st.Page(
        f"pages/{name}.py",
        title=t(f"{name}.nav"),
        icon=f":material/{icon}:",
        url_path=name,
        default=name == "overview",
        visibility=visibility,
        help=t(f"{name}.lead"),
    )


def show() -> None:
    """The foot of the sidebar."""
    st.logo(str(assets.LOGO), size="large", icon_image=str(assets.ICON))
    with st.sidebar:
        _search()
        state.language_switch()
        dataset.choose()
        size = dataset.asked().manifest.counts["reports"] + published.more()
        scope.choose(size)
        named = {"name": markdown(dataset.called(dataset.chosen())), "shared": f"{size:,}", "mine": len(data.mine())}
        st.caption(t("sidebar.scope", **named), help=dataset.note())


def _search() -> None:
    """Finds bodies by words of their name or region, and leads to them."""
    asked = st.text_input(t("sidebar.search"), placeholder=t("sidebar.search_hint"), key="find_body", max_chars=80)
    words = (asked or "").split()
    if not words:
        return
    hits = looked_at.shown().ask("search", words=words, limit=_LOOKED_AT, offset=0).drop_duplicates("body")
    if hits.empty:
        st.caption(t("sidebar.search_none"))
    for row in hits.head(_FOUND).to_dict("records"):
        label = markdown(f"{row['name']} — {row['region']}" if row["region"] else row["name"])
        st.page_link("pages/years.py", label=label, query_params={"body": row["body"]}, help="")
    if len(hits) > _FOUND:
        st.caption(t("sidebar.search_more"))
