"""``GET /``: the description of every address (OpenAPI 3.1)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml
from starlette.requests import Request
from starlette.responses import Response


async def describe(_request: Request) -> Response:
    """The description, for every version of the program another one."""
    return Response(_encoded(), 200, {"cache-control": "no-cache"}, "application/json")


@cache
def description() -> dict[str, Any]:
    """The description as data."""
    found: dict[str, Any] = yaml.load(Path(__file__).with_name("openapi.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return found


@cache
def _encoded() -> bytes:
    return msgspec.json.encode(description())
