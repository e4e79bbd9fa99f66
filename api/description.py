"""``GET /``: the description of every address (OpenAPI 3.1)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml
from starlette.requests import Request
from starlette.responses import Response

from api.parameters import QueryParameter, Served, served
from metrics import metrics


async def describe(_request: Request) -> Response:
    """The description, for every version of the program another one."""
    return Response(_encoded(), 200, {"cache-control": "no-cache"}, "application/json")


@cache
def description() -> dict[str, Any]:
    """The description as data."""
    description: dict[str, Any] = yaml.load(
        Path(__file__).with_name("openapi.yaml").read_text("utf-8"), yaml.CSafeLoader
    )
    description["paths"] |= {
        f"/queries/{name}": {"get": _query(name, one, "Dataset")} for name, one in served().items()
    }
    of_link = {name: _query(name, one, "Token", "shared_query") for name, one in served().items()}
    description["paths"] |= {f"/shared/{{token}}/queries/{name}": {"get": one} for name, one in of_link.items()}
    return description


def _query(name: str, asked: Served, of: str, kind: str = "query") -> dict[str, Any]:
    """A query; ``of`` names the parameter that says of which reports."""
    common = [{"$ref": f"#/components/parameters/{one}"} for one in (of, "Format", "Language")]
    own = [_parameter(one, is_required=one.name in asked.required) for one in asked.parameters.values()]
    responses = {"200": {"$ref": "#/components/responses/Rows"}, "default": {"$ref": "#/components/responses/Problem"}}
    return {
        "operationId": f"{kind}_{name}",
        "summary": asked.query.about,
        "parameters": [*own, *common],
        "responses": responses,
    }


def _parameter(one: QueryParameter, *, is_required: bool) -> dict[str, Any]:
    kinds = {"integer": "integer", "integers": "integer", "truth": "boolean"}
    schema: dict[str, Any] = {"type": kinds.get(one.kind, "string")}
    if schema["type"] == "integer":
        schema |= {"minimum": one.least, "maximum": one.most}
    if one.kind in {"metric", "metrics"}:
        schema["enum"] = list(metrics())
    if one.default is not None:
        schema["default"] = one.default
    if one.kind in {"integers", "texts", "metrics"}:
        schema = {"type": "array", "items": schema}
    return {"name": one.name, "in": "query", "required": is_required, "description": one.about, "schema": schema}


@cache
def _encoded() -> bytes:
    return msgspec.json.encode(description())
