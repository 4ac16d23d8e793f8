"""SPARQL 1.1 Protocol: GET, form POST and direct POST, dataset parameters, strict negotiation, service description."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from starlette.responses import RedirectResponse

from triskele import terms
from triskele.errors import InvalidInput, RefusedError
from triskele.formats import Format
from triskele.quads import Quad, iri, text
from triskele.sparql import check_length
from triskele.store import Store
from triskele.workers import Question
from triskele_api.answers import Answer
from triskele_api.asking import while_connected
from triskele_api.negotiate import (
    GRAPH_ALIASES,
    GRAPH_OFFERS,
    HTML,
    RESULT_ALIASES,
    ROW_OFFERS,
    NotAcceptable,
    UnsupportedMedia,
    by_name,
    choose,
)
from triskele_api.recall import matches, remember
from triskele_api.state import Served, served_of, state_of
from triskele_api.uploads import TooLarge, read_body


class Direct(APIRoute):
    """Hands the request to the endpoint as it came: the protocol has its own rules for repeated parameters and bodies,
    and reading them by signature costs more than many queries do."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        return self.endpoint  # type: ignore[no-any-return]  # APIRoute knows it as any callable


router = APIRouter(tags=["sparql"], route_class=Direct)
SD = "http://www.w3.org/ns/sparql-service-description#"
MAX_BYTES, MAX_PARAMETERS = 1 << 20, 1000
"""What one question may send: its query, percent-encoded, and the names of graphs."""
_KNOWN = {"query", "default-graph-uri", "named-graph-uri", "as_of", "timeout", "lang", "format"}


@dataclass(frozen=True)
class Asked:
    """One protocol request, whichever way it came."""

    query: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    as_of: int | None
    format: str | None
    seconds: float | None


def _parameter(name: str, kind: str, words: str, *, many: bool = False) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "array", "items": {"type": kind}} if many else {"type": kind}
    return {"name": name, "in": "query", "required": False, "description": words, "schema": schema}


_YEAR = re.compile(r"-?[0-9]{1,4}")

_DATASET = [
    _parameter("default-graph-uri", "string", "A graph of the default graph, as often as needed", many=True),
    _parameter("named-graph-uri", "string", "A graph that GRAPH may see, as often as needed", many=True),
    _parameter("as_of", "integer", "The ecosystem as of this year is the default graph"),
    _parameter("timeout", "number", "Seconds after which to stop, where the service's own bound is not sooner"),
    _parameter("format", "string", "Name of a format, instead of the Accept header"),
    _parameter("lang", "string", "Language of the editor, where a browser is sent there"),
]
_CONTENT = {f.media_type: {"schema": {"type": "string"}} for f in (*ROW_OFFERS, *GRAPH_OFFERS)}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The result; without a query, the service description", "content": _CONTENT}
}
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
    responses=_RESPONSES,
    openapi_extra={"parameters": [_parameter("query", "string", "The query"), *_DATASET]},
)
async def sparql_get(request: Request) -> Response:
    asked = _read(_parameters(request))
    if asked.query is None:
        return _describe(request)
    return await _answer(request, asked)


@router.post(
    "/sparql",
    summary="SPARQL query by POST / POST ile SPARQL sorgusu",
    responses=_RESPONSES,
    openapi_extra={"parameters": _DATASET, "requestBody": _BODY},
)
async def sparql_post(request: Request) -> Response:
    kind, _, more = request.headers.get("content-type", "").lower().partition(";")
    kind = kind.strip()
    charset = more.partition("charset=")[2].strip(' "')
    if charset not in ("", "utf-8", "utf8"):
        raise UnsupportedMedia(f"The body is in {charset}.", hint="Queries are sent as UTF-8.")
    body = await _text(request) if kind else ""
    parameters = _parameters(request)
    if kind == "application/x-www-form-urlencoded":
        asked = _read([*_pairs(body), *parameters])
    elif kind == "application/sparql-query":
        if any(name == "query" for name, _ in parameters):
            raise InvalidInput("The query came both in the body and in the URL.", hint="Send it once.")
        asked = _read([*parameters, ("query", body)])
    elif kind == "application/sparql-update":
        raise RefusedError("Updates change data, and a release never changes.", hint="Build a new release instead.")
    else:
        raise UnsupportedMedia(
            f"The body is {kind or 'of no stated kind'}.",
            hint="Send application/sparql-query, or application/x-www-form-urlencoded with query=.",
        )
    if asked.query is None:
        raise InvalidInput("The request holds no query.", hint="Send the parameter query.")
    return await _answer(request, asked)


def _parameters(request: Request) -> list[tuple[str, str]]:
    return _pairs(request.scope["query_string"].decode("latin-1"))


def _pairs(text: str) -> list[tuple[str, str]]:
    """The parameters of an address or a form; their number and length are looked at before they are read."""
    if len(text) > MAX_BYTES:
        raise TooLarge(f"The parameters have {len(text)} characters.", hint=f"At most {MAX_BYTES} are read.")
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=MAX_PARAMETERS)
    except ValueError as error:
        raise InvalidInput(
            f"The request has more than {MAX_PARAMETERS} parameters.", hint="Name fewer graphs."
        ) from error


async def _text(request: Request) -> str:
    body = await read_body(request, bound=MAX_BYTES)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidInput("The body is not UTF-8.", hint="Queries are sent as UTF-8.") from error


def _read(parameters: list[tuple[str, str]]) -> Asked:
    values: dict[str, list[str]] = {}
    for name, value in parameters:
        values.setdefault(name, []).append(value)
    if "update" in values:
        raise RefusedError("Updates change data, and a release never changes.", hint="Build a new release instead.")
    for name in ("query", "as_of", "format", "timeout"):
        if len(values.get(name, ())) > 1:
            raise InvalidInput(f"{name} was given {len(values[name])} times.", hint="Give it once.")
    unknown = set(values) - _KNOWN
    if unknown:
        raise InvalidInput(
            f"No parameter is called {', '.join(sorted(unknown))}.", hint=f"Parameters: {', '.join(sorted(_KNOWN))}."
        )
    one = {name: given[0] for name, given in values.items()}
    year = one.get("as_of", "")
    if year and not _YEAR.fullmatch(year):
        raise InvalidInput(f"as_of is {year!r}.", hint="Give a year, for instance as_of=2015.")
    return Asked(
        one.get("query"),
        tuple(values.get("default-graph-uri", ())),
        tuple(values.get("named-graph-uri", ())),
        int(year) if year else None,
        one.get("format"),
        _seconds(one.get("timeout", "")),
    )


def _seconds(written: str) -> float | None:
    if not written:
        return None
    try:
        seconds = float(written)
    except ValueError:
        seconds = 0
    if not 0 < seconds < float("inf"):
        raise InvalidInput(f"timeout is {written!r}.", hint="Give seconds, for instance timeout=2.5.")
    return seconds


@lru_cache(maxsize=512)
def _formats(accept: str, name: str | None) -> dict[str, str]:
    """The format for rows and the one for graphs; one of them may be impossible, which only matters if it is needed.

    Clients send the same few headers over and over; weighing one takes longer than many queries.
    """
    if name:
        by_name(name, [*ROW_OFFERS, *GRAPH_OFFERS])
        return {"rows": name, "graph": name}
    chosen: dict[str, str] = {}
    refusal: NotAcceptable | None = None
    for kind, offers, aliases in (("rows", ROW_OFFERS, RESULT_ALIASES), ("graph", GRAPH_OFFERS, GRAPH_ALIASES)):
        try:
            chosen[kind] = choose(accept, offers, aliases).name
        except NotAcceptable as error:
            refusal = error
            chosen[kind] = "none"
    if refusal and set(chosen.values()) == {"none"}:
        raise refusal
    return chosen


async def _answer(request: Request, asked: Asked) -> Response:
    assert asked.query is not None
    check_length(asked.query)
    served = served_of(request)
    wants_html = not asked.format and _prefers_html(request)
    if wants_html:
        return RedirectResponse(f"/query?{request.url.query}", 303, {"Vary": "Accept"})
    formats = _formats(request.headers.get("accept", "*/*"), asked.format)
    if asked.as_of is not None and (asked.default_graphs or asked.named_graphs):
        raise InvalidInput("as_of and a dataset were both given.", hint="as_of chooses the default graph; give one.")
    default = served.release.default_graphs(asked.as_of) if asked.as_of is not None else None
    if asked.default_graphs or asked.named_graphs:
        default = asked.default_graphs
    question = Question(
        asked.query,
        formats,
        default,
        asked.named_graphs if asked.default_graphs or asked.named_graphs else None,
        base=terms.ROOT,
    )
    tag = _tag(served, question)
    headers = {
        "ETag": tag,
        "Vary": "Accept",
        "Cache-Control": "public, max-age=0, must-revalidate",
        "Triskele-Release": str(served.release.number),
    }
    if asked.as_of is not None:
        headers["Triskele-As-Of"] = str(asked.as_of)
        headers["Triskele-View"] = str(served.release.view_year(asked.as_of))
    if matches(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    cache = state_of(request).cache
    found = cache.get(tag)
    if found is None:
        reply = await while_connected(request, served.pool.ask(question, asked.seconds))
        media = next(f.media_type for f in (*ROW_OFFERS, *GRAPH_OFFERS) if f.name == reply.format)
        charset = "; charset=utf-8" if media.startswith("text/") else ""
        found = Answer(reply.body, {"Content-Type": media + charset})
        if reply.changing:  # NOW, RAND: nobody may repeat it
            headers = {n: v for n, v in headers.items() if n != "ETag"} | {"Cache-Control": "no-store"}
            return Response(found.body, headers=headers | found.headers)
        cache.put(tag, found)
    remember(request.scope)
    return Response(found.body, headers=headers | found.headers)


def _prefers_html(request: Request) -> bool:
    accept = request.headers.get("accept", "")
    if "text/html" not in accept:
        return False
    return choose(accept, [HTML, *ROW_OFFERS, *GRAPH_OFFERS]) is HTML


def _tag(served: Served, question: Question) -> str:
    # the text as it came: what two texts have in common is for the engine to say, in the worker
    key = "\0".join(
        (
            served.release.digest,
            question.query,
            repr(sorted(question.formats.items())),
            repr(question.default_graphs),
            repr(question.named_graphs),
        )
    )
    return f'"{hashlib.sha256(key.encode()).hexdigest()[:32]}"'


def _describe(request: Request) -> Response:
    """The service description; HTML goes to the query page."""
    offers: list[Format] = [*GRAPH_OFFERS]
    accept = request.headers.get("accept", "*/*")
    chosen = choose(accept, [*offers, HTML], GRAPH_ALIASES)
    if chosen is HTML:
        return RedirectResponse("/query", 303, {"Vary": "Accept"})
    base = state_of(request).settings.base_url.rstrip("/") or str(request.base_url).rstrip("/")
    service, dataset, default = iri(f"{base}/sparql"), iri(terms.ROOT + "dataset"), iri(f"{base}/sparql#default")
    graph = iri(SD)
    quads = [
        Quad(service, iri(terms.TYPE), iri(SD + "Service"), graph),
        Quad(service, iri(SD + "endpoint"), service, graph),
        Quad(service, iri(SD + "supportedLanguage"), iri(SD + "SPARQL11Query"), graph),
        Quad(service, iri(SD + "feature"), iri(SD + "EmptyGraphs"), graph),
        Quad(service, iri(SD + "defaultDataset"), dataset, graph),
        Quad(dataset, iri(terms.TYPE), iri(SD + "Dataset"), graph),
        Quad(dataset, iri(SD + "defaultGraph"), default, graph),
        Quad(default, iri(terms.TYPE), iri(SD + "Graph"), graph),
    ]
    formats = "http://www.w3.org/ns/formats/"
    for name in (
        "SPARQL_Results_JSON",
        "SPARQL_Results_XML",
        "SPARQL_Results_CSV",
        "SPARQL_Results_TSV",
        "Turtle",
        "N-Triples",
        "N-Quads",
        "TriG",
        "JSON-LD",
        "RDF_XML",
    ):
        quads.append(Quad(service, iri(SD + "resultFormat"), iri(formats + name), graph))
    for name in served_of(request).release.manifest["graphs"]:
        node = iri(f"{base}/sparql#{name.removeprefix(terms.GRAPH).replace('/', '-')}")
        quads += [Quad(dataset, iri(SD + "namedGraph"), node, graph), Quad(node, iri(SD + "name"), iri(name), graph)]
    quads += [
        Quad(service, iri(terms.DCT + "title"), text("Triskele SPARQL endpoint", "en"), graph),
        Quad(service, iri(terms.DCT + "title"), text("Triskele SPARQL uç noktası", "tr"), graph),
    ]
    output = BytesIO()
    store = Store.create()
    store.load_quads("".join(f"{q.line()}\n" for q in quads).encode())
    store.dump(output, chosen.name)
    return Response(output.getvalue(), media_type=chosen.media_type, headers={"Vary": "Accept"})
