"""A visitor: one browser tab's session with the server, over the WebSocket that Streamlit's own page speaks.

Written for Streamlit 1.67 (``streamlit/web/server/starlette`` and ``streamlit/proto``). It does what the page does and
the server relies on: answers with the states of the widgets shown, runs fragments again by their own clock
(``run_every``), asks for upload addresses, sends the XSRF cookie.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests
from pyarrow import ipc
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs, FileURLsResponse, UploadedFileInfo
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from benchmarks.visitors.screen import Screen

# Longer than any answer may take: what has not come by then is counted as none.
PATIENCE = 150.0
# What is shown where something was kept
_LINK_AND_KEY = 2
_TRIGGERS = ("trigger_value", "json_trigger_value", "string_trigger_value")


class Visitor:
    """One visitor; ``watch`` is a pattern whose matches in anything that the server sends are kept in ``seen``."""

    def __init__(
        self, address: str, locale: str = "en-GB", watch: re.Pattern[bytes] | None = None, at: str = ""
    ) -> None:
        """``at`` is the address that a proxy would say the visitor has; "" for none."""
        self.screen = Screen()
        self.seen: set[bytes] = set()
        self.errors: list[str] = []
        self._address, self._locale, self._watch = address, locale, watch
        self._http = requests.Session()
        self._at = at
        self._forwarded = {"X-Forwarded-For": at} if at else {}
        self._http.headers.update(self._forwarded)
        self._states: dict[str, WidgetState] = {}
        self._timers: dict[str, asyncio.Task[None]] = {}
        self._news = asyncio.Event()
        self._uploads: dict[str, asyncio.Future[FileURLsResponse]] = {}
        self._session = self._page = self._query = ""
        self._pages: dict[str, str] = {}
        self._run: asyncio.Future[None] | None = None
        self._run_id = ""

    # -- what a visitor does

    async def come(self, page: str = "", query: str = "") -> float:
        """Open the app at a page by its URL; seconds until it is there."""
        start = time.perf_counter()
        await asyncio.to_thread(self._http.get, f"{self._address}/_stcore/health", timeout=PATIENCE)
        parts = urlsplit(self._address)
        token = self._http.cookies.get("_streamlit_xsrf") or "PLACEHOLDER_AUTH_TOKEN"
        self._socket: ClientConnection = await connect(
            f"ws://{parts.netloc}/_stcore/stream",
            additional_headers={"Cookie": "; ".join(f"{c.name}={c.value}" for c in self._http.cookies)}
            | self._forwarded,
            origin=self._address,  # type: ignore[arg-type]
            subprotocols=["streamlit", token],  # type: ignore[list-item]
            max_size=None,
            ping_interval=None,
            open_timeout=PATIENCE,
        )
        self._reader = asyncio.create_task(self._read())
        self._query = query
        await self._rerun(name=page)
        return time.perf_counter() - start

    async def go(self, page: str, query: str = "") -> float:
        """Choose a page in the navigation, by its URL, or a view of it; seconds until it is there."""
        start = time.perf_counter()
        self._page, self._query = self._pages[page], query
        await self._rerun()
        return time.perf_counter() - start

    async def press(self, key: str) -> None:
        """Press the button of this key."""
        await self.press_id(self.button(key))

    async def press_id(self, widget: str) -> None:
        """Say that the button with this id was pressed, be it there or not."""
        await self._trigger(widget, trigger_value=True)

    def button(self, key: str) -> str:
        """The id of the button of this key. Raises LookupError."""
        return str(self._widget("button", key).id)

    async def keep(self) -> dict[str, str]:
        """Keep what was brought; the parameters of the link, with its ``key``. Empty where it was not kept."""
        await self.press("keep_save")
        told = [code.code_text for code in self.screen.elements("code")]
        if len(told) < _LINK_AND_KEY:
            return {}
        link, key = told[-_LINK_AND_KEY:]
        await self.press("keep_taken")
        return {**dict(parse_qsl(urlsplit(link).query)), "key": key}

    def said(self) -> list[str]:
        """What the page says beside its contents: short messages, warnings and errors."""
        toasts = [toast.body for toast in self.screen.elements("toast")]
        return toasts + [f"{alert.title} {alert.body}".strip() for alert in self.screen.elements("alert")]

    async def paste(self, text: str) -> None:
        """Paste text into the field of the page on which reports are added, and have it read."""
        field = self._widget("text_area", "paste").id
        self._states[field] = WidgetState(id=field, string_value=text)
        await self.press("read")

    async def paste_rich(self, html: str) -> None:
        """Paste what a browser has copied, with its tables, into the box for it."""
        box = self._widget("bidi_component", "rich").id
        events = json.dumps([{"event": "pasted", "value": html}])
        await self._trigger(f"$$STREAMLIT_INTERNAL_KEY_{box}__events", json_trigger_value=events)

    async def upload(self, *files: tuple[str, bytes]) -> None:
        """Upload files by the page's uploader."""
        uploader = self._widget("file_uploader", "files").id
        state = WidgetState(id=uploader)
        if uploader in self._states:
            state = self._states[uploader]
        addresses = await self._addresses([name for name, _ in files])
        for (name, content), urls in zip(files, addresses, strict=True):
            await asyncio.to_thread(self._put, urls.upload_url, name, content)
            info = UploadedFileInfo(name=name, size=len(content), file_id=urls.file_id, file_urls=urls)
            state.file_uploader_state_value.uploaded_file_info.append(info)
        self._states[uploader] = state
        await self._rerun()

    async def until(self, holds: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Wait, as messages come, until something holds; TimeoutError where it does not."""
        async with asyncio.timeout(seconds):
            while not holds():
                self._news.clear()
                await self._news.wait()

    async def leave(self) -> None:
        """Close the tab."""
        self._stop_timers()
        self._http.close()
        if hasattr(self, "_socket"):
            await self._socket.close()
            await self._reader

    def again(self) -> Visitor:
        """The same person in a new tab: what was seen and what went wrong is remembered, nothing else is."""
        other = Visitor(self._address, self._locale, self._watch, self._at)
        other.seen, other.errors = self.seen, self.errors
        return other

    # -- what a visitor sees

    @property
    def is_waiting(self) -> bool:
        """Whether a fragment of the page runs again by itself, as a display of progress does."""
        return bool(self._timers)

    def outcomes(self) -> list[str]:
        """What the page on which reports are added says of each document: why it was not read, or what it is."""
        refused = [f"{alert.title}: {alert.body}" for alert in self.screen.elements("alert") if alert.title]
        read = [f"read: {head.body}" for head in self.screen.elements("heading") if head.tag == "h3"]
        return refused + read + [f"listed: {row}" for table in self._tables() for row in table]

    def _tables(self) -> list[list[str]]:
        """The rows of the page's tables, in which many documents are listed, each as one text."""
        shown = [table.arrow_data.data for table in self.screen.elements("dataframe") if table.arrow_data.data]
        return [[str(list(row.values())) for row in ipc.open_stream(data).read_all().to_pylist()] for data in shown]

    def exceptions(self) -> list[str]:
        """The faults that the page shows."""
        return [f"{fault.type} {fault.message}" for fault in self.screen.elements("exception")]

    # -- the protocol

    def _widget(self, kind: str, key: str) -> Any:
        found = self.screen.widget(kind, key)
        if found is None:
            raise LookupError(f"no {kind} {key} on the page")
        return found

    async def _trigger(self, widget: str, **value: Any) -> None:
        self._states[widget] = WidgetState(id=widget, **value)
        try:
            await self._rerun()
        finally:
            self._states.pop(widget, None)

    async def _rerun(self, name: str = "") -> None:
        """Have the script run, and wait until it has."""
        self._run, self._run_id = asyncio.get_running_loop().create_future(), ""
        try:
            await self._send(self._rerun_message(name))
            async with asyncio.timeout(PATIENCE):
                await self._run
        finally:
            self._run = None
        # A browser forgets the states of widgets that are not shown any more.
        shown = self.screen.widget_ids()
        self._states = {key: state for key, state in self._states.items() if key in shown}

    def _rerun_message(self, name: str = "", fragment: str = "") -> BackMsg:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_script_hash, asked.page_name = self._query, self._page, name
        asked.fragment_id, asked.is_auto_rerun = fragment, bool(fragment)
        asked.context_info.locale, asked.context_info.timezone = self._locale, "UTC"
        asked.context_info.url = f"{self._address}/{name}"
        states = self._states.values()
        if fragment:
            states = [state for state in states if state.WhichOneof("value") not in _TRIGGERS]
        asked.widget_states.widgets.extend(states)
        return message

    async def _send(self, message: BackMsg) -> None:
        try:
            await self._socket.send(message.SerializeToString())
        except ConnectionClosed as error:
            raise ConnectionError(str(error)) from error

    def _take(self, data: bytes) -> None:
        if self._watch:
            self.seen.update(self._watch.findall(data))

    async def _read(self) -> None:
        try:
            async for data in self._socket:
                assert isinstance(data, bytes)
                self._take(data)
                message = ForwardMsg.FromString(data)
                handler = getattr(self, f"_on_{message.WhichOneof('type')}", None)
                if handler:
                    handler(message)
                self._news.set()
        except ConnectionClosed as error:
            self.errors.append(f"connection lost: {error}")
        if self._run and not self._run.done():
            self._run.set_exception(ConnectionError("the server has closed the connection"))

    def _on_new_session(self, message: ForwardMsg) -> None:
        self.screen.begin(message)
        self._session = message.new_session.initialize.session_id or self._session
        if not self.screen.fragments:
            self._page = message.new_session.page_script_hash
            self._stop_timers()
            self._run_id = self.screen.run

    def _on_delta(self, message: ForwardMsg) -> None:
        self.screen.apply(message)
        if message.delta.new_element.WhichOneof("type") == "exception":
            fault = message.delta.new_element.exception
            self.errors.append(f"{fault.type} {fault.message}")

    def _on_navigation(self, message: ForwardMsg) -> None:
        self._pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
        self._page = message.navigation.page_script_hash

    def _on_page_info_changed(self, message: ForwardMsg) -> None:
        self._query = message.page_info_changed.query_string

    def _on_page_not_found(self, message: ForwardMsg) -> None:
        self.errors.append(f"no such page: {message.page_not_found.page_name}")

    def _on_file_urls_response(self, message: ForwardMsg) -> None:
        self._uploads.pop(message.file_urls_response.response_id).set_result(message.file_urls_response)

    def _on_auto_rerun(self, message: ForwardMsg) -> None:
        fragment, interval = message.auto_rerun.fragment_id, message.auto_rerun.interval
        if fragment not in self._timers:
            self._timers[fragment] = asyncio.create_task(self._tick(fragment, interval))

    def _on_stop_auto_rerun(self, message: ForwardMsg) -> None:
        for fragment in message.stop_auto_rerun.fragment_ids:
            if fragment in self._timers:
                self._timers.pop(fragment).cancel()

    def _on_script_finished(self, message: ForwardMsg) -> None:
        self.screen.end(message.script_finished)
        is_ours = bool(self._run_id) and message.metadata.run.script_run_id == self._run_id
        if is_ours and self._run and not self._run.done():
            if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                self._run_id = ""
            else:
                self._run.set_result(None)

    async def _tick(self, fragment: str, interval: float) -> None:
        with contextlib.suppress(ConnectionError):
            while True:
                await asyncio.sleep(interval)
                await self._send(self._rerun_message(fragment=fragment))

    def _stop_timers(self) -> None:
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()

    async def _addresses(self, names: list[str]) -> list[FileURLs]:
        message = BackMsg()
        message.file_urls_request.request_id = str(time.monotonic_ns())
        message.file_urls_request.session_id = self._session
        message.file_urls_request.file_names.extend(names)
        answer = asyncio.get_running_loop().create_future()
        self._uploads[message.file_urls_request.request_id] = answer
        await self._send(message)
        async with asyncio.timeout(PATIENCE):
            return list((await answer).file_urls)

    def _put(self, address: str, name: str, content: bytes) -> None:
        token = self._http.cookies.get("_streamlit_xsrf") or ""
        answer = self._http.put(
            f"{self._address}{address}",
            files={name: (name, content)},
            headers={"X-Xsrftoken": token, "Origin": self._address},
            timeout=PATIENCE,
        )
        answer.raise_for_status()
