"""What the server logs: a line a request and an event, each with its request's id, and nothing that a visitor wrote.

Of a path only names of our own are logged, of an address's query nothing, and of a fault its kind and where it came
about without its message, which may quote a document. NIANBAO_LOG chooses lines for people or JSON.
"""

from __future__ import annotations

import json
import logging
import secrets
import time
import traceback
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import settings

_REQUEST: ContextVar[str] = ContextVar("request", default="")
_LOG = logging.getLogger(__name__)
_ROOT = Path(__file__).parents[1]
# Extra attributes of a record that are printed, in their order
_FIELDS = ("method", "path", "status", "ms")
_KNOWN = frozenset(
    (
        *("_stcore", "upload_file", "stream", "health", "healthz", "host-config", "metrics", "static", "media"),
        *("component", "api", "v1", "documents", "queries", "datasets", "shared", "openapi.json"),
        *(path.stem for path in (_ROOT / "pages").glob("*.py")),
    )
)


def request_id() -> str:
    """The id of the request that is being answered; "" outside of one."""
    return _REQUEST.get()


def begin_request() -> str:
    """A new id, which everything that is logged from here on carries."""
    made = secrets.token_hex(6)
    _REQUEST.set(made)
    return made


def log_fault(error: BaseException) -> str:
    """Log an unexpected fault; the id to quote for whoever saw it, that of the request where there is one."""
    number = request_id() or begin_request()
    _LOG.error("fault", exc_info=error)
    return number


def log_request(method: str, path: str, status: int, since: float) -> None:
    """Log a request that has been answered; ``since`` is when it began, of ``time.perf_counter``."""
    spent = round((time.perf_counter() - since) * 1000, 1)
    _LOG.info("request", extra={"method": method, "path": shown(path), "status": status, "ms": spent})


def shown(path: str) -> str:
    """A path as far as it is made of our own names; what follows may be a token, an id or anything that was typed."""
    parts = path.strip("/").split("/")
    known = next((n for n, part in enumerate(parts) if part not in _KNOWN), len(parts))
    return "/" + "/".join([*parts[:known], *(["…"] if any(parts[known:]) else [])])


def set_up() -> None:
    """Let everything that is logged in this process go to the standard error output, in the form of the settings."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Json() if settings.text("NIANBAO_LOG") == "json" else _Plain())
    handler.addFilter(_note_request)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for logger in list(logging.root.manager.loggerDict.values()):
        if isinstance(logger, logging.Logger):
            logger.handlers.clear()
            logger.propagate = True
    # it prints addresses whole, with what was asked
    logging.getLogger("uvicorn.access").disabled = True
    # a page's fault is logged with its number, by log_fault
    logging.getLogger("streamlit.error_util").addFilter(lambda record: record.msg != "Uncaught app execution")


def _note_request(record: logging.LogRecord) -> bool:
    record.request = getattr(record, "request", "") or request_id()
    return True


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    """What is known of a record beside its words; ``error`` and ``where`` of a fault."""
    named = {name: getattr(record, name) for name in ("request", *_FIELDS) if getattr(record, name, "") != ""}
    if record.exc_info and record.exc_info[0] is not None:
        named |= {"error": record.exc_info[0].__name__, "where": _where(record.exc_info[2])}
    return named


def _where(trace: TracebackType | None) -> list[str]:
    """The places of a fault, the outermost first: ``file:line function``."""
    frames = traceback.extract_tb(trace)
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _short(path: str) -> str:
    place = Path(path)
    return str(place.relative_to(_ROOT)) if place.is_relative_to(_ROOT) else place.name


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        head: Mapping[str, Any] = {"time": _time(record), "level": record.levelname.lower(), "from": record.name}
        return json.dumps({**head, "event": record.getMessage(), **_fields(record)}, ensure_ascii=False)


class _Plain(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        named = _fields(record)
        where = named.pop("where", [])
        values = "".join(f" {name}={value}" for name, value in named.items())
        head = f"{_time(record)} {record.levelname.lower()} {record.name}: {record.getMessage()}{values}"
        return "\n  ".join([head, *where])
