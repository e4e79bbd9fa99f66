"""What the visitor looks at, kept in the URL, so that every view is a link.

The URL is the truth: a widget takes its value from it and writes to it when it is changed. A value that is not one of
the options is named in a notice, and the default is shown. Filters are remembered within the visit, page by page.

Streamlit's own ``bind="query-params"`` and ``persist_state`` would lose four things: they drop unknown values silently,
take every default out of the URL (one that depends on the reports must stay in it, or the link means something else
tomorrow), let only the widget write its parameter (a link within a page sets several at once, another province clears
the county), and know no parameter without a widget.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import streamlit as st

from ui.shell.safe import markdown, short
from ui.texts import LANGUAGES, t

# The page of a long list; it means nothing any more once something else is chosen.
PAGE_NUMBER = "page"
_NOTICES = "_notices"
_KEPT = "_kept"
_PAGE = "_page"
_ENTERED = "_entered"
_PENDING = "_pending"
_RUNNING = "_running"
# Parameters that hold on every page, not page by page.
_EVERYWHERE = frozenset({"data", "scope", "shared"})


def start() -> None:
    """Begin a run: settle the language, forget the notices of the run before."""
    st.session_state[_RUNNING] = True
    st.session_state[_NOTICES] = []
    st.session_state[_PENDING] = {}
    asked = st.query_params.get("lang")
    if asked in LANGUAGES:
        st.session_state["lang"] = asked
    else:
        st.session_state.setdefault("lang", _language_of_browser())
        if asked is not None:
            notice("notice.unknown_language", value=asked)


def enter(page: str) -> None:
    """Say which page is shown. On coming from another page the language goes into the URL again."""
    st.session_state[_ENTERED] = st.session_state.get(_PAGE) != page
    st.session_state[_PAGE] = page
    chosen = st.session_state.get("_lang_chosen")
    if st.session_state[_ENTERED] and chosen and "lang" not in st.query_params:
        st.session_state[_PENDING]["lang"] = chosen


def page() -> str:
    """The name of the page that is shown, as in its address; "" for the first one."""
    return str(st.session_state.get(_PAGE) or "")


def entered() -> bool:
    """Whether the entry point is running this page."""
    return bool(st.session_state.get(_RUNNING))


def finish() -> None:
    """End a run: write what the page has settled into the URL, in one step."""
    pending = st.session_state.get(_PENDING) or {}
    st.session_state[_PENDING] = {}
    # First of all: where a page has stopped the run, writing the URL ends it again, here.
    st.session_state[_RUNNING] = False
    # A fragment that runs again by itself must not bring back what the visitor has just taken away.
    st.session_state[_ENTERED] = False
    if pending:
        st.query_params.update(pending)


def notice(key: str, **values: str) -> None:
    """Keep a notice for the head of the page; values come from outside and are made harmless."""
    safe = {name: markdown(short(value, 40)) for name, value in values.items()}
    st.session_state[_NOTICES].append(t(key, **safe))


def notices() -> list[str]:
    """The notices of this run, each once, as Markdown."""
    return list(dict.fromkeys(st.session_state.get(_NOTICES, [])))


def language_switch() -> None:
    """The switch between Chinese and English."""
    st.session_state["_lang_pick"] = st.session_state["lang"]
    names = {code: t(f"language.{code}") for code in LANGUAGES}
    st.segmented_control(
        t("language.label"),
        LANGUAGES,
        format_func=names.__getitem__,
        key="_lang_pick",
        required=True,
        on_change=_switch_language,
        width="stretch",
    )


def bind_one(  # noqa: PLR0913 - a parameter's whole nature is said in one place
    name: str,
    options: Sequence[Any],
    default: Any = None,
    *,
    explicit: bool = False,
    remember: bool = True,
    unknown: str = "notice.unknown_value",
    clears: Sequence[str] = (),
) -> dict[str, Any]:
    """Arguments that tie a widget of one choice to the URL parameter ``name``.

    ``explicit`` writes the default into the URL too, for one that depends on the data. None is a choice only as the
    default. ``unknown`` is the notice for a value that is not among the options. ``clears`` names the parameters that
    mean nothing any more once this one is changed, as a county does in another province.
    """
    by_text = {str(option): option for option in options}
    text = _asked(name, explicit=explicit, default=default, remember=remember, known=by_text)
    if text is not None and text not in by_text:
        notice(unknown, name=name, value=text)
        text = None
    value = by_text[text] if text is not None else default
    st.session_state[_key(name)] = value
    _keep(name, value, remember=remember)
    return {"key": _key(name), "on_change": _store_one, "args": (name, None if explicit else default, clears)}


def bind_many(  # noqa: PLR0913 - as above
    name: str,
    options: Sequence[Any],
    default: Sequence[Any] = (),
    *,
    unknown: str = "notice.unknown_value",
    clears: Sequence[str] = (),
    older: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> dict[str, Any]:
    """Arguments that tie a widget of several choices to the repeated URL parameter ``name``; nothing means all.

    A ``default`` is chosen, and written into the URL, where a page is entered without a choice. ``clears`` is as in
    ``bind_one``. ``older`` are values of links that were made before they were divided, with what they mean now.
    """
    by_text = {str(option): option for option in options}
    asked = []
    for text in st.query_params.get_all(name):
        asked += [now for now in older[text] if now in by_text] if text in older else [text]
    if not asked and st.session_state.get(_ENTERED):
        asked = [text for text in _kept().get(_scoped(name)) or [] if text in by_text]
        asked = asked or [str(option) for option in default]
        if asked:
            st.session_state[_PENDING][name] = asked
    for text in asked:
        if text not in by_text:
            notice(unknown, name=name, value=text)
    chosen = [text for text in dict.fromkeys(asked) if text in by_text]
    st.session_state[_key(name)] = [by_text[text] for text in chosen]
    _kept()[_scoped(name)] = chosen
    return {"key": _key(name), "on_change": _store_many, "args": (name, clears)}


def bind_text(name: str, most: int) -> dict[str, Any]:
    """Arguments that tie a field of free text to the URL parameter ``name``; what is longer than ``most`` is cut."""
    asked = st.query_params.get(name)
    if asked is None and st.session_state.get(_ENTERED):
        asked = _kept().get(_scoped(name))
        if asked:
            st.session_state[_PENDING][name] = asked
    asked = asked or ""
    if len(asked) > most:
        notice("notice.cut", name=name, value=asked, n=str(most))
    st.session_state[_key(name)] = asked[:most]
    _keep(name, asked[:most] or None, remember=True)
    return {"key": _key(name), "max_chars": most, "on_change": _store_one, "args": (name, "")}


def value(name: str) -> Any:
    """The settled value of a parameter that ``bind_one`` or ``bind_many`` has prepared in this run."""
    return st.session_state[_key(name)]


def unknown_values(name: str, options: Collection[Any]) -> list[str]:
    """Values of a parameter in the URL that are not among the options; nothing else may be shown in their place."""
    known = {str(option) for option in options}
    return [text for text in st.query_params.get_all(name) if text not in known]


def parameters() -> dict[str, list[str]]:
    """Everything that the URL says."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def update(**parameters: str | None) -> None:
    """Set URL parameters from a callback; None takes one away. A list that changes is shown from its first page."""
    st.query_params.pop(PAGE_NUMBER, None)
    for name, text in parameters.items():
        if text is None:
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = text


def choose(name: str, values: Sequence[str]) -> None:
    """Set a parameter of several values from a callback; a list stays on its page."""
    st.query_params.pop(name, None)
    if values:
        st.query_params[name] = list(values)


def replace(**parameters: str | None) -> None:
    """Set these URL parameters from a callback and take all others away but the language."""
    for name in list(st.query_params):
        if name != "lang":
            st.query_params.pop(name, None)
    update(**parameters)


def bind_tabs(name: str, ids: Sequence[str], label: Callable[[str], str], default: str) -> dict[str, Any]:
    """Tabs tied to the URL parameter ``name``: the containers by id. Only the open one need be filled."""
    bind_one(name, ids, default)
    labels = [label(tab) for tab in ids]
    key = f"_tabs_{name}_{'|'.join(labels)}"
    st.session_state[key] = label(value(name))
    tabs = st.tabs(labels, key=key, on_change=_store_tab, args=(name, key, dict(zip(labels, ids, strict=True))))
    return dict(zip(ids, tabs, strict=True))


def _asked(name: str, *, explicit: bool, default: Any, remember: bool, known: dict[str, Any]) -> str | None:
    if name in st.query_params:
        return st.query_params[name]
    if not st.session_state.get(_ENTERED):
        return None
    text: str | None = _kept().get(_scoped(name)) if remember else None
    if text not in known:
        text = str(default) if explicit and default is not None else None
    if text is not None and (explicit or text != str(default)):
        st.session_state[_PENDING][name] = text
    return text


def _keep(name: str, value: Any, *, remember: bool) -> None:
    if remember:
        _kept()[_scoped(name)] = None if value is None else str(value)


def _kept() -> dict[str, Any]:
    kept: dict[str, Any] = st.session_state.setdefault(_KEPT, {})
    return kept


def _scoped(name: str) -> str:
    return name if name in _EVERYWHERE else f"{st.session_state.get(_PAGE)}/{name}"


def _key(name: str) -> str:
    return f"url_{name}"


def _store_one(name: str, default: Any, clears: Sequence[str] = ()) -> None:
    value = st.session_state.get(_key(name))
    update(**{name: None if value is None or value == default else str(value)}, **dict.fromkeys(clears))


def _store_many(name: str, clears: Sequence[str] = ()) -> None:
    chosen = [str(value) for value in st.session_state.get(_key(name)) or []]
    update(**{name: None}, **dict.fromkeys(clears))
    if chosen:
        st.query_params[name] = chosen


def _store_tab(name: str, key: str, ids: dict[str, str]) -> None:
    # Written even where it is the default: which tab that is depends on the report.
    update(**{name: ids.get(st.session_state.get(key, ""))})


def _switch_language() -> None:
    chosen = st.session_state.get("_lang_pick") or st.session_state["lang"]
    st.session_state["lang"] = st.session_state["_lang_chosen"] = chosen
    update(lang=chosen)


def _language_of_browser() -> str:
    locale = (st.context.locale or LANGUAGES[0]).lower()
    return "zh" if locale.startswith("zh") else "en"
