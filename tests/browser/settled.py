"""When a page stands still: the server has answered all that was asked of it, and what it sent is drawn.

What is asked and answered is read from the messages between page and server, as Streamlit writes them; what is drawn
from the page's own frames. No time is waited for that nothing happens.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request, WebSocket

PATIENCE = 60
_AGAIN = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN
# Frames without a change, and then a moment in which the browser has nothing to do
_DRAWN = """() => new Promise((done) => {
  let quiet = 0;
  const observer = new MutationObserver(() => { quiet = 0; });
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  const latest = setTimeout(() => end(false), 5000);
  const end = (drawn) => { observer.disconnect(); clearTimeout(latest); done(drawn); };
  const look = () => {
    const idle = document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]");
    quiet = idle && !document.querySelector("[data-testid=stSkeleton]") ? quiet + 1 : 0;
    quiet < 6 ? requestAnimationFrame(look) : requestIdleCallback(() => quiet < 6 ? look() : end(true));
  };
  requestAnimationFrame(look);
})"""


class Traffic:
    """What a page has asked of its server and not yet been answered."""

    def __init__(self, page: Page) -> None:
        self._asked = self._running = False
        self._uploads: set[Request] = set()
        # that of the page that is shown; others are of pages that were left
        self._socket: WebSocket | None = None
        page.on("request", self._requested)
        page.on("requestfinished", self._uploaded)
        page.on("requestfailed", self._uploaded)
        page.on("websocket", self._connected)

    @property
    def is_answered(self) -> bool:
        """Whether no run of the app and no upload is under way or asked for."""
        return not (self._asked or self._running or self._uploads)

    def _requested(self, request: Request) -> None:
        if request.is_navigation_request() and request.frame.parent_frame is None:
            self._asked, self._running, self._socket = True, False, None
        elif "/_stcore/upload_file/" in request.url:
            self._uploads.add(request)

    def _uploaded(self, request: Request) -> None:
        self._uploads.discard(request)

    def _connected(self, socket: WebSocket) -> None:
        self._asked, self._running, self._socket = True, False, socket
        socket.on("framesent", lambda payload: self._sent(socket, payload))
        socket.on("framereceived", lambda payload: self._received(socket, payload))

    def _sent(self, socket: WebSocket, payload: bytes | str) -> None:
        if socket is not self._socket or not isinstance(payload, bytes):
            return
        if BackMsg.FromString(payload).WhichOneof("type") == "rerun_script":
            self._asked = True

    def _received(self, socket: WebSocket, payload: bytes | str) -> None:
        if socket is not self._socket:
            return
        message = ForwardMsg.FromString(payload) if isinstance(payload, bytes) else ForwardMsg()
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._asked, self._running = False, True
        elif kind == "script_finished" and message.script_finished != _AGAIN:
            self._running = False


_TRAFFIC: WeakKeyDictionary[Page, Traffic] = WeakKeyDictionary()


def watch(page: Page) -> None:
    """Read what the page asks and is answered, from its first address on."""
    _TRAFFIC[page] = Traffic(page)


def settle(page: Page) -> None:
    """Wait until the page stands still."""
    traffic = _TRAFFIC[page]
    # a page that lies behind another one of its window is not drawn
    page.bring_to_front()
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if page.evaluate(_DRAWN) and traffic.is_answered:
            return
    pytest.fail(f"{page.url} did not come to rest")
