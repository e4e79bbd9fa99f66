"""Whether an upload comes from the browser whose visit it names."""

from __future__ import annotations

import hmac

from starlette.requests import HTTPConnection
from starlette.types import Scope
from streamlit import config
from streamlit.runtime import Runtime
from streamlit.web.server.starlette.starlette_app_utils import decode_xsrf_token_string

_COOKIE = "_streamlit_xsrf"


def is_own(runtime: Runtime, session_id: str, scope: Scope) -> bool:
    """Whether a request holds the token in its cookie that the visit's WebSocket was opened with.

    True as well where XSRF protection is off: there is no token then.
    """
    if not config.get_option("server.enableXsrfProtection"):
        return True
    client = runtime.get_client(session_id)
    context = client.client_context if client else None
    opened_with = _token(context.cookies.get(_COOKIE)) if context else None
    given = _token(HTTPConnection(scope).cookies.get(_COOKIE))
    return opened_with is not None and given is not None and hmac.compare_digest(opened_with, given)


def _token(cookie: str | None) -> bytes | None:
    """The token under the cookie's mask, which is another one each time."""
    return decode_xsrf_token_string(cookie)[0] if cookie else None
