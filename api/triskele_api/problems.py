"""Exception to HTTP answer: one table, one shape (RFC 9457, application/problem+json)."""

from __future__ import annotations

import json

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from triskele import errors
from triskele_api.asking import ClientLeft
from triskele_api.laboratory import WorkFailed
from triskele_api.negotiate import NotAcceptable, UnsupportedMedia
from triskele_api.tokens import TokenNeeded
from triskele_api.uploads import TooLarge

TYPES = "https://w3id.org/triskele/problems/"

STATUS: tuple[tuple[type[errors.TriskeleError], int], ...] = (
    (NotAcceptable, 406),
    (UnsupportedMedia, 415),
    (TooLarge, 413),
    (WorkFailed, 500),
    (TokenNeeded, 401),
    (ClientLeft, 499),
    (errors.UnknownFormat, 406),
    (errors.NotFoundError, 404),
    (errors.RefusedError, 403),
    (errors.QueryTimeout, 504),
    (errors.LimitError, 503),
    (errors.InvalidRelease, 422),
    (errors.ReleaseBusy, 409),
    (errors.InvalidInput, 400),
    (errors.SettingsError, 500),
    (errors.TriskeleError, 500),
)
"""The first class that fits decides."""

TITLES = {
    400: "The request cannot be understood",
    401: "A token is needed",
    403: "Refused",
    404: "Not found",
    405: "Not this method",
    406: "No acceptable format",
    409: "Somebody else is at it",
    413: "Too large",
    415: "Not this kind of content",
    422: "The data break a rule",
    499: "Nobody waits for the answer",
    500: "The service failed",
    503: "Over a bound",
    504: "Took too long",
}


def problem(status: int, code: str, detail: str, hint: str, **more: object) -> Response:
    """One problem document; ``more`` adds members such as line and column."""
    body = {
        "type": TYPES + code,
        "title": TITLES.get(status, "Error"),
        "status": status,
        "detail": detail,
        "code": code,
        "hint": hint,
        **{name: value for name, value in more.items() if value is not None},
    }
    headers = {503: {"Retry-After": "1"}, 401: {"WWW-Authenticate": "Bearer"}}.get(status, {})
    return Response(
        json.dumps(body, ensure_ascii=False), status, headers=headers, media_type="application/problem+json"
    )


def status_of(error: errors.TriskeleError) -> int:
    """The HTTP status of an error."""
    return next(status for kind, status in STATUS if isinstance(error, kind))


async def _ours(_: Request, error: Exception) -> Response:
    assert isinstance(error, errors.TriskeleError)
    place = {"line": getattr(error, "line", None), "column": getattr(error, "column", None)}
    return problem(status_of(error), error.code, error.message, error.hint, **place)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    codes = {404: "not-found", 405: "method-not-allowed"}
    hints = {
        404: "GET / lists what there is; the interface is described at /openapi.json.",
        405: "See /openapi.json for the methods of this path.",
    }
    answer = problem(
        error.status_code,
        codes.get(error.status_code, "http-error"),
        f"{request.method} {request.url.path}: {error.detail}",
        hints.get(error.status_code, "See /openapi.json."),
    )
    answer.headers.update(error.headers or {})
    if error.status_code == 405:
        answer.headers["Allow"] = ", ".join(sorted(_allowed(request)))
    return answer


def _allowed(request: Request) -> set[str]:
    """The methods of a path: of every route that would take it, not only of the first."""
    found: set[str] = set()
    for route in request.app.state.routes:
        if route.matches(request.scope)[0] is not Match.NONE:
            found |= route.methods
    return found | ({"HEAD"} if "GET" in found else set())


async def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = "; ".join(f"{'.'.join(str(p) for p in e['loc'])}: {e['msg']}" for e in error.errors())
    return problem(400, "invalid-input", found, "See /openapi.json for the parameters of this path.")


async def _unforeseen(_: Request, error: Exception) -> Response:
    return problem(
        500,
        "internal-error",
        f"An unforeseen {type(error).__name__}.",
        "Please report it with what you asked; the log of the service has the details.",
    )


def install(app: FastAPI) -> None:
    """Make every error of the app a problem document."""
    app.add_exception_handler(errors.TriskeleError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _unforeseen)
