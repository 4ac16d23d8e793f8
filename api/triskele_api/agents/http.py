"""The protocol over HTTP: each request for itself, no sessions, answers as JSON."""

from __future__ import annotations

from typing import Any

from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

from triskele_api.addresses import prefix_of
from triskele_api.agents.server import make_server
from triskele_api.agents.service import Service
from triskele_api.clients import client_of


def make_manager() -> StreamableHTTPSessionManager:
    """What answers requests; it works while its ``run`` is entered."""
    return StreamableHTTPSessionManager(make_server(_service_of), json_response=True, stateless=True)


def _service_of(request: Any) -> Service:
    return Service(request.app, client_of(request), prefix_of(request.scope))
