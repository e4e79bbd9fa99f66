"""The names that the app answers to: a request or WebSocket for another host is refused (NIANBAO_HOSTS)."""

from __future__ import annotations

from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp

import settings


class Hosts(TrustedHostMiddleware):
    """Starlette's own list of hosts, filled from the settings; without the setting any host will do."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(app, settings.words("NIANBAO_HOSTS") or ("*",), www_redirect=False)
