"""Who may write: whoever holds the token."""

from __future__ import annotations

import hmac

from fastapi import Request

from triskele.errors import RefusedError, TriskeleError


class TokenNeeded(TriskeleError):
    """A path that only the holder of the token may use."""

    code = "token-needed"


async def holder(request: Request) -> None:
    """Let pass whoever sends the token of the settings; without one in the settings, nobody."""
    token = request.app.state.triskele.settings.write_token
    if not token:
        raise RefusedError("This service takes no uploads.", hint="Start it with TRISKELE_WRITE_TOKEN set.")
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not given:
        raise TokenNeeded("Uploads need a token.", hint="Send Authorization: Bearer <token>.")
    if not hmac.compare_digest(given.strip().encode(), token.encode()):
        raise RefusedError("The token is not the right one.", hint="Ask whoever runs the service.")
