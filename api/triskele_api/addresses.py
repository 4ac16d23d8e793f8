"""Where the service is reached, as its answers write it, and what decides that."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import Request
from starlette.responses import RedirectResponse
from starlette.routing import Match, Router
from starlette.types import Receive, Scope, Send


def public_address(request: Request) -> str:
    """Scheme and host without a slash at the end: those of the settings, else those the request was sent to.

    The second is whatever a client wrote into its Host header. An answer that repeats it is for that client alone, so
    its cache key holds it.
    """
    base: str = request.app.state.triskele.settings.base_url
    return base or str(request.base_url).rstrip("/")


def prefix_of(scope: Scope) -> str:
    """``/r/{n}`` when the request pinned a release, else nothing: what addresses of its answer begin with."""
    number = scope.get("triskele.release")
    return "" if number is None else f"/r/{number}"


class OtherSlash:
    """Sends a path nobody answers to to the same one with, or without, a slash at its end, where somebody does.

    The place is told without a host, so that nothing repeats a Host header, and keeps the pinned release.
    """

    def __init__(self, router: Router) -> None:
        self._router = router

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if scope["type"] == "http" and path != "/" and not path.startswith("//"):
            other = path.rstrip("/") if path.endswith("/") else f"{path}/"
            if any(route.matches({**scope, "path": other})[0] is not Match.NONE for route in self._router.routes):
                query = scope["query_string"].decode("latin-1")
                place = f"{prefix_of(scope)}{quote(other)}" + (f"?{query}" if query else "")
                await RedirectResponse(place, 307)(scope, receive, send)
                return
        await self._router.not_found(scope, receive, send)
