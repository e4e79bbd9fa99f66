"""How an address answers: its endpoint's response, or the problem that it raises."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from server import log_fault
from server.problems import Problem, accepted, answer
from storage import StorageUnavailableError

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]
_LOG = logging.getLogger(__name__)
_READING = ("GET", "HEAD")


def route(path: str, endpoint: Endpoint, method: str = "GET") -> Route:
    """The address with this path. Its other methods are problems too, so all of them come here."""
    allowed = _READING if method == "GET" else (method,)

    async def _answered(request: Request) -> Response:
        try:
            if request.method not in allowed:
                raise Problem("method", {"allow": ", ".join(allowed)})  # noqa: TRY301 - one place for all problems
            return await endpoint(request)
        except Problem as problem:
            return answer(request.scope, problem)
        except ClientDisconnect:
            return answer(request.scope, Problem("broken_off"))
        except StorageUnavailableError as error:
            _LOG.warning("the database cannot be reached: %s", type(error).__name__)
            return answer(request.scope, Problem("unavailable"))
        except Exception as error:  # noqa: BLE001 - a program gets a problem, whatever went wrong
            return answer(request.scope, Problem("fault", number=log_fault(error)))

    return Route(path, _answered, methods=["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])


async def nothing_here(_request: Request) -> Response:
    """For an address that does not exist."""
    raise Problem("not_found")


def json(request: Request, body: bytes | object, media_type: str = "application/json") -> Response:
    """JSON whose words are in the language that was asked for; bytes are JSON already."""
    content = body if isinstance(body, bytes) else msgspec.json.encode(body) + b"\n"
    headers = {"content-language": accepted(request.scope), "vary": "Accept-Language", "cache-control": "no-store"}
    return Response(content, 200, headers, media_type)
