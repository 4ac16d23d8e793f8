"""Exception to HTTP answer: one table, one shape (RFC 9457, application/problem+json), and a page for browsers."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from triskele import errors
from triskele.terms import LANGUAGES
from triskele_api.asking import ClientLeft
from triskele_api.logs import REQUEST
from triskele_api.negotiate import NotAcceptable, UnsupportedMedia, language, prefers_html
from triskele_api.problem_document import Texts, describe, in_both
from triskele_api.shelf import TooFast
from triskele_api.tokens import TokenNeeded
from triskele_api.uploads import TooLarge

STATUS: tuple[tuple[type[errors.TriskeleError], int], ...] = (
    (NotAcceptable, 406),
    (UnsupportedMedia, 415),
    (TooLarge, 413),
    (TokenNeeded, 401),
    (ClientLeft, 499),
    (errors.UnknownFormat, 406),
    (errors.Withdrawn, 410),
    (errors.NotFoundError, 404),
    (errors.RefusedError, 403),
    (errors.QueryTimeout, 504),
    (TooFast, 429),
    (errors.LimitError, 503),
    (errors.InvalidRelease, 422),
    (errors.ReleaseBusy, 409),
    (errors.InvalidInput, 400),
    (errors.SettingsError, 500),
    (errors.WorkerCrashed, 500),
    (errors.EndpointError, 502),
    (errors.WorkFailed, 500),
    (errors.OutdatedRelease, 410),
    (errors.DamagedRelease, 500),
    (errors.StorageError, 507),
    (errors.TriskeleError, 500),
)
"""The first class that fits decides."""
LONGEST = 4_000
"""Characters of a message."""
PAUSE = 0.3
"""Seconds before whoever asks too much is told so: asking again at once, unheeding, would take from all others."""


def problem(request: Request, status: int, code: str, detail: str | Texts, hint: str, **more: Any) -> Response:
    """One problem document, or a page for whoever came with a browser; both in the language that was asked for.

    ``more`` adds members such as line and column.
    """
    details = in_both(_short(detail)) if isinstance(detail, str) else {t: _short(said) for t, said in detail.items()}
    lang = _language(request)
    more = {name: value for name, value in more.items() if value is not None}
    headers = {"Vary": "Accept, Accept-Language", "Cache-Control": "no-store"}
    headers |= {503: {"Retry-After": "1"}, 401: {"WWW-Authenticate": "Bearer"}}.get(status, {})
    if _reads_pages(request):
        from triskele_api.pages.advice import advice_page  # slow to import

        number = request.scope.get("triskele.release")
        page = advice_page(
            lang, status, "" if number is None or code == "unknown-release" else f"/r/{number}",
            code=code, details=details, hints=in_both(hint), method=request.method, path=request.url.path,
            here=lambda **changed: _address(request, **changed), **more,
        )  # fmt: skip
        return Response(page, status, headers=headers, media_type="text/html")
    body = describe(status, code, details, hint, lang, **more)
    return Response(
        json.dumps(body, ensure_ascii=False), status, headers=headers, media_type="application/problem+json"
    )


def _short(text: str) -> str:
    """What is told of a request may repeat it, and a request may be long."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} … {text[-LONGEST // 2 :]}"


def _address(request: Request, **changed: str) -> str:
    return str(request.url.include_query_params(**changed).replace(scheme="", netloc=""))


def _reads_pages(request: Request) -> bool:
    """Whether a person sits before it: no program names HTML first, and none that asks for a format is one."""
    try:
        return prefers_html(request)
    except errors.TriskeleError:  # the header itself is what is wrong, or none of both is taken
        return False


def _language(request: Request) -> str:
    try:
        return language(request)
    except errors.TriskeleError:  # the parameter lang may be what is wrong
        return "en"


def status_of(error: errors.TriskeleError) -> int:
    """The HTTP status of an error."""
    return status_for(type(error))


def status_for(kind: type[errors.TriskeleError]) -> int:
    """The HTTP status of a class of errors."""
    return next(status for above, status in STATUS if issubclass(kind, above))


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, errors.TriskeleError)
    place = {name: getattr(error, name, None) for name in ("line", "column", "date", "reason")}
    answer = problem(request, status_of(error), error.code, error.message, error.hint, **place)
    if isinstance(error, errors.QueueFull | TooFast):
        await asyncio.sleep(PAUSE)
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    codes = {404: "not-found", 405: "method-not-allowed"}
    hints = {
        404: "GET / lists what there is; the interface is described at /openapi.json.",
        405: "See /openapi.json for the methods of this path.",
    }
    answer = problem(
        request,
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


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = [(".".join(str(part) for part in e["loc"]), in_both(e["msg"])) for e in error.errors()]
    details = {tag: "; ".join(f"{place}: {said[tag]}" for place, said in found) for tag in LANGUAGES}
    return problem(request, 400, "invalid-input", details, "See /openapi.json for the parameters of this path.")


async def _unforeseen(request: Request, error: Exception) -> Response:
    return problem(
        request,
        500,
        "internal-error",
        f"An unforeseen {type(error).__name__}.",
        f"Please report it with what you asked; the log of the service has the details of request {REQUEST.get()}.",
    )


def install(app: FastAPI) -> None:
    """Make every error of the app a problem document."""
    app.add_exception_handler(errors.TriskeleError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _unforeseen)
