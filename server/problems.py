"""What is answered where something is wrong: to programs a problem (RFC 9457), to others a plain sentence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import Scope

from parsing.errors import UnreadableError
from server import logs
from server.paths import inside

# Where programs ask
API = "/api/v1"
_LANGUAGES = ("zh", "en")
_MOST_HEADER = 500
_MEDIA_TYPE = "application/problem+json"
# Statuses of documents that are refused for another reason than what is in them
_STATUSES = {"too_large": 413, "unsupported_format": 415, "busy": 503, "too_much_unpacked": 413, "reader_crashed": 500}
_WAIT = {"retry-after": "10"}


class Problem(Exception):  # noqa: N818 - RFC 9457's own word
    """Something is wrong: ``code`` names the entry of ``problems.yaml`` that ``values`` fill in."""

    def __init__(self, code: str, headers: Mapping[str, str] | None = None, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.headers = headers or (_WAIT if _entries()[code]["status"] in {429, 503} else {})
        self.values = values

    def said(self, language: str) -> dict[str, Any]:
        """Its members but for those of the request."""
        entry = _entries()[self.code]
        words = {name: text.format(**self.values) for name, text in entry[language].items()}
        return {"type": f"urn:nianbao-lens:problem:{self.code}", "status": entry["status"], "code": self.code, **words}


class UnreadableProblem(Problem):
    """A document that cannot be read."""

    def __init__(self, error: UnreadableError) -> None:
        super().__init__("unreadable", _WAIT if error.code == "busy" else None)
        self._error = error

    def said(self, language: str) -> dict[str, Any]:
        """As any problem, with the error's own code and words."""
        self.values = {"why": self._error.message(language)}
        code = self._error.code
        status = _STATUSES.get(code, 422)
        return super().said(language) | {"status": status, "code": code}


def codes() -> tuple[str, ...]:
    """The codes of all problems but those of documents."""
    return tuple(_entries())


def accepted(scope: Scope) -> str:
    """The language that is asked for by Accept-Language, ``zh`` where neither is."""
    header = Headers(scope=scope).get("accept-language", "")[:_MOST_HEADER]
    wanted = [_range(entry) for entry in header.split(",")]
    known = [(weight, language) for language, weight in wanted if language in _LANGUAGES and weight > 0]
    return max(known, key=lambda one: one[0])[1] if known else _LANGUAGES[0]


def answer(scope: Scope, problem: Problem) -> Response:
    """The problem in the language that is asked for."""
    language = accepted(scope)
    said = {**problem.said(language), "request_id": logs.request_id()}
    headers = {"content-language": language, "vary": "Accept-Language", "cache-control": "no-store", **problem.headers}
    return Response(msgspec.json.encode(said), said["status"], headers, _MEDIA_TYPE)


def refusal(scope: Scope, problem: Problem, plain: str) -> Response:
    """The problem for a program, a plain sentence for whoever else asks."""
    path = inside(scope)
    if path == API or path.startswith(f"{API}/"):
        return answer(scope, problem)
    return PlainTextResponse(plain, problem.said("en")["status"], problem.headers)


def _range(entry: str) -> tuple[str, float]:
    """A language and its weight: ``zh-CN;q=0.8``."""
    tag, _, weight = entry.partition(";")
    try:
        return tag.strip().lower().partition("-")[0], float(weight.partition("=")[2] or 1)
    except ValueError:
        return "", 0.0


@cache
def _entries() -> dict[str, dict[str, Any]]:
    texts: dict[str, dict[str, Any]] = yaml.load(
        Path(__file__).with_name("problems.yaml").read_text("utf-8"), yaml.CSafeLoader
    )
    return texts
