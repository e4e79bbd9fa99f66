"""``POST /documents``: read in the workers, in turn with visitors of the pages, and printed as ``--json`` prints it."""

from __future__ import annotations

import asyncio
import hashlib
import io
import math
import time
from collections.abc import Iterator, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

import settings
import workers
from api import bodies
from api.answering import json
from checks.cli import output
from server.addresses import visitor
from server.problems import Problem, UnreadableProblem, accepted
from server.rates import Buckets
from ui.visitor.store import failures

_MB = 1024 * 1024
LINES = "application/x-ndjson"
# What the objects of an archive may take together
MOST_ANSWER = 64 * _MB
# How soon it is looked whether reading is done, in seconds: often at first, for most documents take a moment
_SOON, _LATER = 0.01, 0.25
_SPENT = Buckets()


async def read(request: Request) -> Response:
    """An object for one document; for an archive or several files a line each, with the findings across them."""
    language = accepted(request.scope)
    with bodies.room(request) as taken:
        documents = await bodies.documents(request, taken)
        _spend(request, len(documents))
        outcomes = await _outcomes(request, documents, language)
    await run_in_threadpool(failures.count, outcomes)
    if len(outcomes) == 1 and "/" not in outcomes[0].key:
        only = outcomes[0]
        if only.printed is None:
            raise _problem(only)
    objects = await run_in_threadpool(_printed, outcomes, documents, language)
    is_one = len(documents) == 1 and len(outcomes) == 1 and "/" not in outcomes[0].key
    return json(request, objects, "application/json" if is_one else LINES)


def _spend(request: Request, count: int) -> None:
    """Take a token for each document from the address's bucket. Raises Problem where none is left."""
    now = time.monotonic()
    for _ in range(count):
        if wait := _SPENT.take(visitor(request.scope), settings.count("NIANBAO_DOCUMENTS"), now):
            raise Problem("too_often", {"retry-after": str(math.ceil(wait))})


async def _outcomes(request: Request, documents: Sequence[bodies.SentFile], language: str) -> list[workers.Answer]:
    """What became of the documents and of archives' members, in their order."""
    gone = False
    given = [workers.BroughtDocument(str(number), one.name, one.data) for number, one in enumerate(documents)]
    pool = workers.server_pool()
    batch = pool.submit(f"api {visitor(request.scope)}", given, lambda: not gone, language)
    outcomes: list[workers.Answer] = []
    pause = _SOON
    try:
        while True:
            is_done = batch.is_done
            outcomes += batch.take()
            _demand_short(outcomes)
            if is_done:
                break
            gone = await request.is_disconnected()
            if gone:
                raise Problem("broken_off")
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, _LATER)
    finally:
        batch.stop()
    return sorted(outcomes, key=lambda outcome: (int(outcome.key.partition("/")[0]), _place(outcome.key)))


def _place(key: str) -> float:
    return output.place(key, key.partition("/")[0])


def _demand_short(outcomes: Sequence[workers.Answer]) -> None:
    size = sum(len(part) for outcome in outcomes if outcome.printed for part in outcome.printed.line)
    if size > MOST_ANSWER:
        raise Problem("too_long_an_answer", limit_mb=MOST_ANSWER // _MB)


def _problem(outcome: workers.Answer) -> Problem:
    if outcome.error is None:
        return Problem("fault", number=outcome.fault)
    return UnreadableProblem(outcome.error)


def _printed(outcomes: Sequence[workers.Answer], documents: Sequence[bodies.SentFile], language: str) -> bytes:
    with io.BytesIO() as waiting:
        objects = output.objects(_reads(outcomes, documents, language), language, waiting)
        return b"".join(line + b"\n" for _, line in objects)


def _reads(
    outcomes: Sequence[workers.Answer], documents: Sequence[bodies.SentFile], language: str
) -> Iterator[output.PrintedFile]:
    for outcome in outcomes:
        number, is_member = outcome.key.partition("/")[::2]
        sha256 = outcome.sha256 if is_member else hashlib.sha256(documents[int(number)].data).hexdigest()
        yield output.read(outcome, sha256, language)
