"""``GET /shared/TOKEN``: what a link shares, for whoever has its token, as the pages show it to them."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

import settings
from api.answering import json
from checks.cli import contract
from checks.judgement.states import state
from server.problems import Problem, accepted
from storage import Link, LinkError, Shared
from ui.visitor import database

_SHORT = 12


async def collection(request: Request) -> Response:
    """The link, and its reports by the beginning of their sha256."""
    link, reports = await run_in_threadpool(_reports, request.path_params["token"])
    return json(request, {**_link(link), "reports": [_listed(one) for one in reports]})


async def report(request: Request) -> Response:
    """One of its reports, as ``python -m checks --json`` prints it."""
    _, reports = await run_in_threadpool(_reports, request.path_params["token"])
    wanted = request.path_params["report"]
    for read, _ in reports:
        if read.report.sha256[:_SHORT] == wanted[:_SHORT]:
            language = accepted(request.scope)
            line = contract.line(read.report, read.findings, language)
            return json(request, contract.joined(line, (), language, read.report.sha256) + b"\n")
    raise Problem("no_report")


def _reports(token: str) -> tuple[Link, list[Shared]]:
    """Raises Problem, or StorageUnavailableError."""
    if settings.text("NIANBAO_SHARING") == "off":
        raise Problem("not_found")
    with database.opened() as store:
        try:
            return store.links.reports(token)
        except LinkError as error:
            raise Problem(f"link_{error.why.value}") from error


def _link(link: Link) -> dict[str, Any]:
    ends = link.expires_at.isoformat() if link.expires_at else None
    made = link.made_at.isoformat()
    return {
        "title": link.title,
        "version": link.version,
        "made_at": made,
        "expires_at": ends,
        "verdicts": link.can_decide,
    }


def _listed(one: Shared) -> dict[str, Any]:
    report = one.read.report
    return {
        "report": report.sha256[:_SHORT],
        "sha256": report.sha256,
        "source": report.source,
        "agency": report.agency,
        "region": list(report.region.path),
        "year": report.year,
        "state": state(report, one.read.findings),
        "added_at": one.added_at.isoformat(),
    }
