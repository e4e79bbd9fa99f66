"""The address for programs, ``/api/v1``: documents in, the JSON of ``python -m checks --json`` out; shared reports, and
named queries of the datasets that pages show. Its root describes it (OpenAPI); what is wrong is answered as a problem.
"""

from __future__ import annotations

from starlette.routing import BaseRoute, Mount

from api import datasets, description, documents, parameters, shared
from api.answering import nothing_here, route
from server.problems import API


def routes() -> list[BaseRoute]:
    """Routes of the app, before those of its pages."""
    inner = [
        route("/", description.describe),
        route("/documents", documents.read, "POST"),
        route("/shared/{token}", shared.collection),
        route("/shared/{token}/reports/{report}", shared.report),
        *(route(f"/shared/{{token}}/queries/{name}", shared.query(name)) for name in parameters.served()),
        route("/shared/{token}/queries/{name}", datasets.none),
        *(route(f"/queries/{name}", datasets.query(name)) for name in parameters.served()),
        route("/queries/{name}", datasets.none),
        route("/{rest:path}", nothing_here),
    ]
    return [route(API, description.describe), Mount(API, routes=inner)]
