"""The path of a request below the app's own address, be it served at the root of its host or below a path."""

from __future__ import annotations

from starlette.types import Scope
from streamlit import config


def inside(scope: Scope) -> str:
    """The path without the server's ``root_path`` and Streamlit's ``server.baseUrlPath``, with a leading slash and
    without a trailing one: what Streamlit's routes are matched with."""
    path = str(scope["path"])
    for base in (scope.get("root_path"), config.get_option("server.baseUrlPath")):
        prefix = "/" + str(base or "").strip("/")
        if path == prefix or path.startswith(f"{prefix}/"):
            path = path[len(prefix) :]
    return "/" + path.strip("/")
