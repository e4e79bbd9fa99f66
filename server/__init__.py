"""The walls around the app: what every request meets before Streamlit does, however the app was started.

``app.py`` hands routes, middleware and lifespan to Streamlit's own ASGI app; the order of the walls is here.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Route

import settings
import workers
from server import (
    administrators,
    compressed,
    connections,
    frames,
    headers,
    health,
    hosts,
    keeping,
    logs,
    metrics,
    rates,
    requests,
    sessions,
    uploads,
)
from server.logs import log_fault

# Views of the page about the program that were pages
_IN_ABOUT = ("metrics", "rules")

__all__ = ["lifespan", "log_fault", "middleware", "routes"]


def routes() -> list[BaseRoute]:
    """What the app answers besides Streamlit's own addresses."""
    moved = [Route(f"/{view}", _part_of_about, methods=["GET"]) for view in _IN_ABOUT]
    first = Route("/overview", _first_page, methods=["GET"])
    return [Route(health.PATH, health.answer, methods=["GET"]), first, *moved]


def _first_page(request: Request) -> RedirectResponse:
    """Streamlit serves its first page at ``/`` only and says in English that no page has its name."""
    return RedirectResponse(f"/?{request.url.query}" if request.url.query else "/")


def middleware() -> list[Middleware]:
    """The walls, the outermost first. Ends the process with a plain message where a setting cannot be used."""
    try:
        settings.require()
    except settings.InvalidSettingError as error:
        sys.exit(f"The app was not started:\n{error}")
    # before there are threads, each with an arena of its own
    sessions.share_memory()
    if wrong := administrators.problems():
        sys.exit("\n".join(["The app was not started:", *wrong]))
    outer = (requests.Requests, headers.Headers, hosts.Hosts, rates.Rates)
    inner = (connections.Connections, frames.Frames, metrics.Metrics, compressed.CompressedFiles, uploads.Uploads)
    return [Middleware(wall) for wall in (*outer, *inner)]


def _part_of_about(request: Request) -> RedirectResponse:
    """What was a page of its own is a part of another; links to it lead there. Relative, as the app may have a path."""
    view = request.url.path.rstrip("/").rpartition("/")[2]
    return RedirectResponse(f"about?{'&'.join(filter(None, (f'view={view}', request.url.query)))}")


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """What is set up once Streamlit's runtime runs."""
    logs.set_up()
    uploads.start()
    workers.server_pool()
    _spare_collector()
    keepers = [asyncio.create_task(keep()) for keep in (sessions.keep, keeping.keep)]
    try:
        yield
    finally:
        for keeper in keepers:
            keeper.cancel()
        workers.close()


def _spare_collector() -> None:
    """Take what is loaded by now out of every later collection of garbage: Streamlit runs a full one after each run of
    a page, and all other threads, those of health and of other visitors too, wait for it."""
    gc.collect()
    gc.freeze()
