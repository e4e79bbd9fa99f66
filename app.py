"""年报镜 · Nianbao Lens: the entry point. Page config, navigation and what every page shares; nothing else.

The server imports this file and finds the app with its walls; each run of a page executes it as ``__main__``.

The pages are in ``pages/``. Beside a folder of that name Streamlit runs the page alone for the first visitor who
comes by a link; each page therefore begins by making sure that this file runs it.
"""

import streamlit as st

import api
import server
from ui.parts import fault, sidebar
from ui.parts.page import PageStopped
from ui.report import cards
from ui.shell import assets, one_entry, page_language, state
from ui.texts import t
from ui.views.sharing import opened
from ui.visitor import dataset, reading, scope, shared
from ui.visitor.store import published

if __name__ != "__main__":
    app = st.App(
        __file__,
        routes=[*server.routes(), *api.routes()],
        middleware=server.middleware(),
        lifespan=server.lifespan,
        on_script_error=fault.show,
    )
else:
    state.start()
    # A picture of our own, and before the navigation: browsers would fetch a Material icon from a font server.
    st.set_page_config(page_icon=assets.ICON, layout="wide", initial_sidebar_state=sidebar.WIDTH)
    # Until here config.toml hides what Streamlit makes of the folder pages/ by itself.
    st.set_option("client.showSidebarNavigation", True)
    page = st.navigation(sidebar.pages(), position="hidden" if st.context.is_embedded else "sidebar")
    st.set_page_config(page_title=f"{page.title} · {t('app.name')}")
    state.enter(page.url_path)
    cards.style()
    dataset.settle()
    shared.settle()
    problem = dataset.problem()
    if problem:
        st.error(problem, icon=":material/database_off:")
    else:
        reading.collect()
        published.settle(dataset.asked())
        scope.settle()
        if not st.context.is_embedded:
            sidebar.show()
        if scope.PUBLIC in scope.chosen():
            dataset.banner()
        opened.banner()
    notices = st.container()
    try:
        if not problem:
            page.run()
    except PageStopped:
        pass
    finally:
        for text in state.notices():
            notices.warning(text, icon=":material/link_off:")
        page_language.declare()
        one_entry.keep()
        state.finish()
