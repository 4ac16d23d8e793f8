"""Run the service with uvicorn."""

from __future__ import annotations

import uvicorn

from triskele.settings import Settings
from triskele_api.app import create_app


def serve(settings: Settings) -> None:
    """Serve until stopped. One process: the queries run in worker processes of their own."""
    uvicorn.run(create_app(settings), host=settings.host, port=settings.port, log_level="info", access_log=False)
