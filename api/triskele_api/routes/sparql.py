"""SPARQL 1.1 Protocol: GET, form POST and direct POST, dataset parameters, strict negotiation, service description."""

from __future__ import annotations

import asyncio
import hashlib
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from triskele import __version__
from triskele.bounded.queries import Question
from triskele.errors import InvalidInput, RefusedError
from triskele.findable.facts import Facts
from triskele.formats import GRAPH_FORMATS
from triskele.sparql import check_length
from triskele_api.addresses import prefix_of, public_address
from triskele_api.answers import Answer
from triskele_api.asking import while_connected
from triskele_api.clients import client_of
from triskele_api.negotiate import (
    GRAPH_ALIASES,
    GRAPH_OFFERS,
    HTML,
    ROW_OFFERS,
    NotAcceptable,
    UnsupportedMedia,
    choose,
    media_of,
)
from triskele_api.protocol import MAX_BYTES, Call, check_pairs, formats_for, read_call, read_pairs, reads_the_query_page
from triskele_api.recall import matches, remember
from triskele_api.routes.direct import Direct
from triskele_api.service import describe_service
from triskele_api.state import Served, served_of, state_of
from triskele_api.timing import timed
from triskele_api.uploads import pairs_of, read_body

router = APIRouter(tags=["sparql"], route_class=Direct)


def _parameter(name: str, kind: str, words: str, *, many: bool = False) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "array", "items": {"type": kind}} if many else {"type": kind}
    return {"name": name, "in": "query", "required": False, "description": words, "schema": schema}


_DATASET = [
    _parameter("default-graph-uri", "string", "A graph of the default graph, as often as needed", many=True),
    _parameter("named-graph-uri", "string", "A graph that GRAPH may see, as often as needed", many=True),
    _parameter("as_of", "integer", "The ecosystem as of this year is the default graph"),
    _parameter("when", "string", "With as_of: possible (what may have been there then) or certain"),
    _parameter("timeout", "number", "Seconds after which to stop, where the service's own bound is not sooner"),
    _parameter("format", "string", "Name of a format, instead of the Accept header"),
    _parameter("lang", "string", "Language of the editor, where a browser is sent there"),
]
_BODY = {
    "content": {
        "application/sparql-query": {"schema": {"type": "string"}},
        "application/x-www-form-urlencoded": {
            "schema": {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]}
        },
    }
}


@router.get(
    "/sparql",
    summary="SPARQL query / SPARQL sorgusu",
    openapi_extra={"parameters": [_parameter("query", "string", "The query"), *_DATASET]},
)
async def sparql_get(request: Request) -> Response:
    arrived = asyncio.get_running_loop().time()
    call = read_call(_parameters(request))
    if call.query is None:
        return _describe(request, call)
    return await _answer(request, call, arrived)


@router.post(
    "/sparql",
    summary="SPARQL query by POST / POST ile SPARQL sorgusu",
    openapi_extra={"parameters": _DATASET, "requestBody": _BODY},
)
async def sparql_post(request: Request) -> Response:
    arrived = asyncio.get_running_loop().time()
    kind, _, more = request.headers.get("content-type", "").lower().partition(";")
    kind = kind.strip()
    charset = more.partition("charset=")[2].strip(' "')
    if charset not in ("", "utf-8", "utf8"):
        raise UnsupportedMedia(f"The body is in {charset}.", hint="Queries are sent as UTF-8.")
    body = await _text(request) if kind else ""
    parameters = _parameters(request)
    if kind == "application/x-www-form-urlencoded":
        workers = served_of(request).workers
        pairs = await pairs_of(check_pairs(body), workers, client_of(request))
        call = read_call([*pairs, *parameters])
    elif kind == "application/sparql-query":
        if any(name == "query" for name, _ in parameters):
            raise InvalidInput("The query came both in the body and in the URL.", hint="Send it once.")
        call = read_call([*parameters, ("query", body)])
    elif kind == "application/sparql-update":
        raise RefusedError("Updates change data, and a release never changes.", hint="Build a new release instead.")
    else:
        raise UnsupportedMedia(
            f"The body is {kind or 'of no stated kind'}.",
            hint="Send application/sparql-query, or application/x-www-form-urlencoded with query=.",
        )
    if call.query is None:
        raise InvalidInput("The request holds no query.", hint="Send the parameter query.")
    return await _answer(request, call, arrived)


def _parameters(request: Request) -> list[tuple[str, str]]:
    return read_pairs(request.scope["query_string"].decode("latin-1"))


async def _text(request: Request) -> str:
    body = await read_body(request, bound=MAX_BYTES)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidInput("The body is not UTF-8.", hint="Queries are sent as UTF-8.") from error


async def _answer(request: Request, call: Call, arrived: float) -> Response:
    assert call.query is not None
    check_length(call.query)
    served = served_of(request)
    accept = request.headers.get("accept", "*/*")
    if request.method == "GET" and not call.format and reads_the_query_page(accept):
        place = f"{prefix_of(request.scope)}/query?{request.scope['query_string'].decode('latin-1')}"
        return RedirectResponse(place, 303, {"Vary": "Accept"})
    formats = formats_for(accept, call.format)
    question = Question(
        call.query,
        formats,
        call.default_graphs or None,
        call.named_graphs or None,
        base=served.release.root,
        as_of=call.as_of,
        when=call.when,
    )
    tag = _tag(served, question)
    headers = {"Vary": "Accept", "Triskele-Release": str(served.release.number), **call.headers}
    if call.as_of is not None:
        headers |= _of_year(served, call.as_of, call.when)
    tagged = headers | {"ETag": tag, "Cache-Control": "public, max-age=0, must-revalidate"}
    if request.method == "GET" and matches(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=tagged)
    cache = state_of(request).cache
    found = cache.get(tag)
    if found is None:
        asking = served.ask(question, client=client_of(request), key=tag, arrived=arrived, seconds=call.seconds)
        with timed(request.scope):
            reply = await while_connected(request, asking)
        form = next(f for f in (*ROW_OFFERS, *GRAPH_OFFERS) if f.name == reply.format)
        said = {} if reply.as_of is None else _of_year(served, reply.as_of, call.when)  # FROM may have asked for it
        found = Answer(reply.body, {"Content-Type": media_of(form), **said})
        if reply.changing:  # NOW, RAND: nobody may repeat it
            return Response(found.body, headers={**headers, "Cache-Control": "no-store"} | found.headers)
        cache.put(tag, found)
    remember(request.scope)
    return Response(found.body, headers=tagged | found.headers)


def _of_year(served: Served, as_of: int, when: str) -> dict[str, str]:
    """What an answer says of the year it is for: since when nothing has changed, and how much was chosen."""
    chosen = served.release.chosen(as_of, when)
    return {
        "Triskele-As-Of": str(as_of),
        "Triskele-When": when,
        "Triskele-View": str(served.release.view_year(as_of)),
        "Triskele-Chosen": "; ".join(f"{name}={count}" for name, count in chosen.items()),
    }


def _tag(served: Served, question: Question) -> str:
    # the text as it came: what two texts have in common is for the engine to say, in the worker
    key = "\0".join(
        (
            __version__,
            served.release.digest,
            question.query,
            repr(sorted(question.formats.items())),
            repr(question.default_graphs),
            repr(question.named_graphs),
            repr((question.as_of, question.when)),
        )
    )
    return f'"{hashlib.sha256(key.encode()).hexdigest()[:32]}"'


def _describe(request: Request, call: Call) -> Response:
    """The service description; HTML goes to the query page."""
    accept = request.headers.get("accept", "*/*")
    if not call.format and choose(accept, [*GRAPH_OFFERS, HTML], GRAPH_ALIASES) is HTML:
        return RedirectResponse(f"{prefix_of(request.scope)}/query", 303, {"Vary": "Accept"})
    form = GRAPH_FORMATS.get(formats_for(accept, call.format)["graph"])
    if form is None:
        raise NotAcceptable(
            f"A service description cannot be written as {call.format}.", hint=f"Use one of {', '.join(GRAPH_FORMATS)}."
        )
    base = public_address(request) + prefix_of(request.scope)
    body = describe_service(base, Facts(served_of(request).release, base), form.name)
    return Response(body, headers={"Content-Type": media_of(form), "Vary": "Accept", **call.headers})
