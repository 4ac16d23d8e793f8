"""What the service logs: one JSON object a line, on the error output, each with the number of its request.

No line holds who asked or what was asked: no address of a client, no question, no body, no header. Paths stand without
their query, keys of jobs and permanent links are left out. JSON escapes every control character and whatever is not
ASCII, so that nothing a client sends can begin a line or paint a terminal.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import sys
import time
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUEST: ContextVar[str] = ContextVar("request", default="")
"""The number of the request that is being answered."""
HEADER = b"x-request-id"
_TAKEN = re.compile(rb"[A-Za-z0-9_-]{8,64}")
_KEYS = re.compile(r"^((?:/r/[0-9]+)?/(?:jobs|permalinks)/)[^/]+")
LONGEST = 200
"""Characters of a path that are logged."""
_MESSAGE = 4000
_LOG = logging.getLogger("triskele.requests")


class Lines(logging.Formatter):
    """A record as one line of JSON; of an exception its type and where it was raised, not the values it names."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "request": REQUEST.get() or None,
            "message": record.getMessage()[:_MESSAGE],
            **getattr(record, "told", {}),
        }
        if record.exc_info and record.exc_info[0] is not None:
            told["error"] = record.exc_info[0].__name__
            told["raised"] = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(record.exc_info[2])]
        return json.dumps({name: value for name, value in told.items() if value is not None})


def start_logging(what: str) -> None:
    """Send what the service and its server say to the error output, as lines; ``what`` is ``problems`` or
    ``requests``."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    for name, level in (("uvicorn", "WARNING"), ("triskele", "INFO" if what == "requests" else "WARNING")):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level)


class RequestLog:
    """Gives each request a number, tells it in the answer, and logs the answer.

    A number the client or proxy sends in ``X-Request-Id`` is kept when it is one: 8 to 64 letters, digits, - and _.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = next((value for name, value in scope["headers"] if name == HEADER), b"")
        number = given if _TAKEN.fullmatch(given) else secrets.token_hex(8).encode()
        REQUEST.set(number.decode())
        start, status = time.perf_counter(), 500

        async def numbered(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": [*message["headers"], (HEADER, number)]}
            await send(message)

        try:
            await self.app(scope, receive, numbered)
        finally:
            level = logging.WARNING if status >= 500 else logging.INFO
            if _LOG.isEnabledFor(level):
                spent = round(1000 * (time.perf_counter() - start), 1)
                told = {"method": scope["method"][:16], "path": told_path(scope["path"]), "status": status, "ms": spent}
                _LOG.log(level, "answered", extra={"told": told})


def told_path(path: str) -> str:
    """A path as it is logged: short, without keys that open something."""
    return _KEYS.sub(r"\1{key}", path)[:LONGEST]
