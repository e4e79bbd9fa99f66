"""``GET /shared/TOKEN``: what a link shares, for whoever has its token, as the pages show it to them."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

import settings
from api import datasets
from api.answering import Endpoint, json
from checks.cli import contract
from checks.judgement.states import state
from server.addresses import visitor
from server.problems import Problem, accepted
from server.rates import Guesses
from storage import Link, LinkError, Refusal, Shared
from ui.visitor import database, own
from ui.visitor.store.versions import grouped

# In place of the name of a dataset
SHARED = "shared"
_SHORT = 12
# Tokens that lead nowhere, of which one address may try so many a minute
_GUESSES = Guesses(60)
_WRONG = (Refusal.MISTYPED, Refusal.UNKNOWN)


async def collection(request: Request) -> Response:
    """The link, and its reports by the beginning of their sha256."""
    link, reports = await run_in_threadpool(_reports, request)
    return json(request, {**_link(link), "reports": [_listed(one) for one in reports]})


async def report(request: Request) -> Response:
    """One of its reports, as ``python -m checks --json`` prints it."""
    _, reports = await run_in_threadpool(_reports, request)
    wanted = request.path_params["report"]
    for read, _ in reports:
        if read.report.sha256[:_SHORT] == wanted[:_SHORT]:
            language = accepted(request.scope)
            line = contract.line(read.report, read.findings, language)
            return json(request, contract.joined(line, (), language, read.report.sha256) + b"\n")
    raise Problem("no_report")


def query(name: str) -> Endpoint:
    """The address of a query over the reports of a link, and of no others."""

    async def _query(request: Request) -> Response:
        asking = datasets.Asking.of(name, request, ())
        return await datasets.in_turn(partial(_answer, request, asking))

    return _query


def _answer(request: Request, asking: datasets.Asking) -> Response:
    link, reports = _reports(request)
    newest = [versions[0].entry for versions in grouped(reports, link.id, mine=True)]
    key = f"{link.collection}.{link.version}"
    tables = replace(own.of_entries(own.against(newest, None, key), key), alone=True)
    return datasets.answered(request, asking, datasets.first().ask(asking.name, tables, **asking.wanted), SHARED)


def _reports(request: Request) -> tuple[Link, list[Shared]]:
    """Raises Problem, or StorageUnavailableError."""
    if settings.text("NIANBAO_SHARING") == "off":
        raise Problem("not_found")
    address = visitor(request.scope)
    if wait := _GUESSES.wait(address):
        raise Problem("too_often", {"retry-after": str(math.ceil(wait))})
    with database.opened() as store:
        try:
            return store.links.reports(request.path_params["token"])
        except LinkError as error:
            if error.why in _WRONG:
                _GUESSES.missed(address)
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
