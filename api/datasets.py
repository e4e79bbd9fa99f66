"""``GET /queries/NAME``: named queries of the datasets that pages show, as JSON or CSV."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec
import numpy as np
import pandas as pd
from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from api import parameters
from api.answering import Endpoint, json
from dataset.defuse import defused
from dataset.manifest import NotADatasetError
from queries import Asked
from server.problems import Problem
from ui.visitor import opened
from ui.visitor.store import published

FORMATS = ("json", "csv")
CSV = "text/csv"
# Questions that are answered at once, so that pages have processors too
_AT_ONCE = 4
_LOG = logging.getLogger(__name__)
_places: list[CapacityLimiter] = []


@dataclass(frozen=True, slots=True)
class Asking:
    """A query that is asked: its name, the parameters that it binds, the form of the answer, and which dataset."""

    name: str
    wanted: dict[str, Any]
    form: str
    dataset: str

    @classmethod
    def of(cls, name: str, request: Request, names: Sequence[str]) -> Asking:
        """What a request asks, of one of the datasets with these ``names``, the first unless it says which; without
        names of no dataset. Raises Problem."""
        given = request.query_params
        wanted = parameters.bound(parameters.served()[name], given)
        form, dataset = given.get("format", FORMATS[0]), given.get("dataset", next(iter(names), ""))
        if form not in FORMATS:
            raise Problem("bad_parameter", name="format", takes=", ".join(FORMATS))
        if dataset and dataset not in names:
            raise Problem("no_dataset", known=", ".join(names))
        return cls(name, wanted, form, dataset)


def query(name: str) -> Endpoint:
    """The address of a query."""

    async def _query(request: Request) -> Response:
        asking = Asking.of(name, request, list(opened.addresses()))
        return await in_turn(partial(_answer, request, asking))

    return _query


async def none(_request: Request) -> Response:
    """For a query that does not exist."""
    raise Problem("no_query", known=", ".join(parameters.served()))


async def in_turn(answer: Callable[[], Response]) -> Response:
    """The answer, once there is a processor for it."""
    # of the running loop, which is not there when this module is loaded
    if not _places:
        _places.append(CapacityLimiter(_AT_ONCE))
    return await to_thread.run_sync(answer, limiter=_places[0])


def _answer(request: Request, asking: Asking) -> Response:
    asked = _asked(asking.dataset)
    public = published.beside(asked)
    frame = asked.ask(asking.name, public.own if public else None, **asking.wanted)
    return answered(request, asking, frame, asking.dataset, is_made_up=asked.manifest.made_up)


def answered(
    request: Request, asking: Asking, frame: pd.DataFrame, dataset: str, *, is_made_up: bool = False
) -> Response:
    """The rows in the form that was asked for; ``dataset`` says what they are of."""
    if asking.form == "csv":
        return Response(_csv(frame, is_made_up=is_made_up), 200, {"cache-control": "no-store"}, CSV)
    rows = frame.convert_dtypes().to_json(orient="values", date_format="iso", force_ascii=False, double_precision=15)
    head = {"query": asking.name, "dataset": dataset, "made_up": is_made_up, "columns": list(frame.columns)}
    return json(request, msgspec.json.encode(head | {"rows": msgspec.Raw(rows.encode())}) + b"\n")


def first() -> Asked:
    """The first dataset, by whose means tables in memory are asked. Raises Problem."""
    return _asked(next(iter(opened.addresses())))


def _asked(dataset: str) -> Asked:
    """The dataset, as it is now. Raises Problem."""
    try:
        asked = opened.asked(dataset)
        asked.refresh()
    except (NotADatasetError, OSError, ImportError) as error:
        _LOG.warning("the dataset %r cannot be opened: %s", dataset, type(error).__name__)
        raise Problem("unavailable") from error
    return asked


def _csv(frame: pd.DataFrame, *, is_made_up: bool) -> bytes:
    """Rows of a table; each says whether it is made up, and no spreadsheet runs anything in them."""
    marked = frame.convert_dtypes().assign(made_up=True) if is_made_up else frame.convert_dtypes()
    texts = [name for name in marked.columns if not pd.api.types.is_numeric_dtype(marked[name])]
    safe = marked.assign(**{name: defused(marked[name].astype(object).map(_listed)) for name in texts})
    return safe.to_csv(index=False).encode()


def _listed(cell: object) -> object:
    """A cell of several words as a list, as it is defused."""
    return list(cell) if isinstance(cell, np.ndarray) else cell
