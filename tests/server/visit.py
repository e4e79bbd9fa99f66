"""A visit without a browser: the WebSocket of a page and its uploads, as Streamlit's own page speaks them."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.served import Served

BOUNDARY = "----visit"


@dataclass
class Visit:
    server: Served
    socket: ClientConnection
    session: str
    token: str

    def addresses(self, *names: str) -> list[str]:
        """The addresses that the page is given for uploads of these names."""
        self.ask_addresses("these", *names)
        while True:
            answer = received(self.socket).file_urls_response
            if answer.response_id == "these":
                return [one.upload_url for one in answer.file_urls]

    def ask_addresses(self, name: str, *names: str) -> None:
        asked = BackMsg()
        asked.file_urls_request.request_id = name
        asked.file_urls_request.file_names.extend(names)
        self.socket.send(asked.SerializeToString())

    def put(self, path: str, content: bytes, token: str | None = None, **headers: str) -> int:
        body = multipart("report.html", content)
        return self._ask(
            "PUT", path, body, token, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"} | headers
        )

    def put_in_pieces(self, path: str, content: bytes) -> int:
        """As ``put``, without saying how much there will be."""
        body = multipart("report.html", content)
        pieces = (body[start : start + 65536] for start in range(0, len(body), 65536))
        return self._ask("PUT", path, pieces, None, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})

    def delete(self, path: str, token: str | None = None) -> int:
        return self._ask("DELETE", path, b"", token, {})

    def _ask(self, method, path, body, token, headers) -> int:
        token = self.token if token is None else token
        known = {"Cookie": f"_streamlit_xsrf={token}", "X-Xsrftoken": token}
        return ask(self.server, method, path, body=body, headers=known | headers)[0]


def ask(
    server: Served, method: str, path: str, *, body=None, headers=None, timeout: float = 30
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (names in small letters) and body of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=timeout)
    try:
        connection.request(method, path, body, headers or {}, encode_chunked=not isinstance(body, bytes | None))
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def multipart(name: str, content: bytes) -> bytes:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


@contextmanager
def visiting(server: Served, **headers: str) -> Iterator[Visit]:
    _, given, _ = ask(server, "GET", "/_stcore/health", headers=headers)
    token = SimpleCookie(given["set-cookie"])["_streamlit_xsrf"].value
    with opened(server, Cookie=f"_streamlit_xsrf={token}", **headers) as socket:
        yield Visit(server, socket, _session(socket), token)


@contextmanager
def opened(server: Served, **headers: str) -> Iterator[ClientConnection]:
    address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], additional_headers=headers, max_size=None) as socket:
        yield socket


def received(socket: ClientConnection) -> ForwardMsg:
    message = ForwardMsg()
    content = socket.recv(timeout=60)
    assert isinstance(content, bytes)
    message.ParseFromString(content)
    return message


def _session(socket: ClientConnection) -> str:
    started = BackMsg()
    started.rerun_script.query_string = ""
    socket.send(started.SerializeToString())
    while True:
        message = received(socket)
        if message.WhichOneof("type") == "new_session":
            return message.new_session.initialize.session_id
