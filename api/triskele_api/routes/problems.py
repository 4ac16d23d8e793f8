"""What the type of a problem document leads to: every error by its code, with its status and what it means."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Depends, Response

from triskele.errors import NotFoundError, TriskeleError
from triskele_api.asking import Ask, answer, only_known_parameters
from triskele_api.negotiate import prefers_html
from triskele_api.pages.advice import advice_for
from triskele_api.pages.shell import show
from triskele_api.problem_document import TYPES
from triskele_api.problems import status_for

router = APIRouter(tags=["operation"], dependencies=[Depends(only_known_parameters)])

_BEYOND = {
    "address-too-long": (414, "The address has more bytes than are read; a question this long goes by POST."),
    "headers-too-large": (431, "The headers of the request have more bytes than are read."),
    "method-not-allowed": (405, "The path is there, but does not take this method."),
    "http-error": (400, "The request is not well-formed HTTP for this path."),
    "internal-error": (500, "Something nobody foresaw; the log of the service has the details."),
}
"""Codes that stand for no class of our own."""


def _tree(kind: type[TriskeleError]) -> Iterator[type[TriskeleError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _tree(below)


def _all() -> dict[str, dict[str, Any]]:
    known = {kind.code: (status_for(kind), inspect.getdoc(kind) or "") for kind in _tree(TriskeleError)}
    found = {}
    for code, (status, meaning) in sorted((known | _BEYOND).items()):
        title, advice = advice_for(status, code)
        found[code] = {
            "code": code,
            "type": TYPES + code,
            "status": status,
            "meaning": " ".join(meaning.partition("\n\n")[0].split()),
            "titles": title,
            "advice": advice,
        }
    return found


@router.get("/problems", summary="Every error by its code / Kodlarıyla bütün hatalar")
async def problems(it: Ask) -> Response:
    items = list(_all().values())
    return await answer(it, lambda: {"items": items, "meta": {"count": len(items), "truncated": False, "next": None}})


@router.get("/problems/{code}", summary="What an error means / Bir hata ne demek")
async def problem(it: Ask, code: str) -> Response:
    found = _all().get(code)
    if found is None:
        raise NotFoundError(f"No error has the code {code!r}.", hint="GET /problems lists them.")
    if prefers_html(it.request):
        return await show(it, "problem.html", lambda: {"title": code, **found})
    return await answer(it, lambda: found)
