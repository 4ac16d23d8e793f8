"""W3C Reconciliation Service API 0.2: manifest, batches of queries, suggestions, preview, data extension."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from triskele import search as finding
from triskele.catalogue.lists import degrees_of
from triskele.catalogue.reading import kind_of
from triskele.catalogue.sentences import name
from triskele.errors import InvalidInput, QueryTimeout
from triskele.ledger.time import When
from triskele.reconciliation import PROPERTIES, TYPES, Wish, extend, reconcile
from triskele.terms import TSK
from triskele.text import fold
from triskele_api import turns
from triskele_api.apart import Opened, Written
from triskele_api.asking import Ask, Asked, answer, dump, while_connected, written
from triskele_api.bodies import read_json
from triskele_api.frame import CSP
from triskele_api.pages.shell import show_alone
from triskele_api.uploads import check_once, read_form

router = APIRouter(tags=["reconciliation"])
MAX_QUERIES, MAX_CANDIDATES, MAX_VALUES, MAX_VALUE = 500, 100, 50, 300
MAX_BODY = 1
"""MiB of a batch: what so many queries need, many times over."""
EXAMPLE = 'queries={"q0": {"query": "ostim"}}'
FRAMED = {"Content-Security-Policy": CSP.replace("frame-ancestors 'self'", "frame-ancestors *")}
"""A preview stands in a frame of the tool that asks for it, wherever that runs."""


@router.get("/reconcile", summary="Manifest, or a batch by GET / Bildirge ya da GET ile sorgular")
async def manifest(
    it: Ask,
    request: Request,
    queries: str | None = None,
    more: Annotated[str | None, Query(alias="extend")] = None,
) -> Response:
    if queries is not None or more is not None:
        check_once(request.query_params.multi_items())
        return await _serve(it, {"queries": queries, "extend": more})
    return await answer(it, lambda: _manifest(it), variant=it.base)


@router.post("/reconcile", summary="A batch of queries / Bir sorgu demeti")
async def batch(it: Ask, request: Request) -> Response:
    form = await read_form(request, MAX_BODY, it.served.workers, it.client)
    return await _serve(it, {name: form.get(name) for name in ("queries", "extend")})


async def _serve(it: Asked, given: dict[str, str | None]) -> Response:
    if (given["queries"] is None) == (given["extend"] is None):
        raise InvalidInput("Give either queries or extend.", hint="GET /reconcile without parameters is the manifest.")
    text = (given["extend"] if given["queries"] is None else given["queries"]) or ""
    asked = await written(it, lambda: read_json(text, EXAMPLE))
    if given["queries"] is None:
        document = await written(it, lambda: _extend(it, asked))
    else:
        document = await while_connected(it.request, _reconcile(it, asked))
    return Response(
        dump(document), media_type="application/json", headers={"Triskele-Release": str(it.catalogue.number)}
    )


def _manifest(it: Asked) -> dict[str, Any]:
    base, owner = it.base, it.served.release.owner
    title = owner.title(it.language) or "Triskele"
    types = ("Actor", "OrganisationActor", "University", "Firm", "ClusterInitiative", "Place", "Sector", "Project")
    return {
        "versions": ["0.2"],
        "name": title if it.language == "en" else f"{title} (Türkçe)",
        "identifierSpace": f"{owner.root}id/",
        "schemaSpace": TSK,
        "documentation": f"{base}/openapi.json",
        "defaultTypes": [_type(it, key) for key in types if key in it.catalogue.classes],
        "view": {"url": "{{id}}"},
        "preview": {"url": f"{base}/reconcile/preview?id={{{{id}}}}", "width": 420, "height": 260},
        "suggest": {
            kind: {"service_url": base, "service_path": f"/reconcile/suggest/{kind}"}
            for kind in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {"service_url": base, "service_path": "/reconcile/propose"},
            "property_settings": [],
        },
        "batchSize": 50,
    }


def _type(it: Asked, key: str) -> dict[str, str]:
    return {"id": key, "name": it.writer.cls(key)["label"]}


async def _reconcile(it: Asked, queries: dict[str, Any]) -> dict[str, Any]:
    """The result of each query; others have their turn between two of them. QueryTimeout when all of them together
    take longer than an answer may: a part would pass for names that nobody knows."""
    if len(queries) > MAX_QUERIES:
        raise InvalidInput(f"{len(queries)} queries at once.", hint=f"Send at most {MAX_QUERIES} a batch.")
    found: dict[str, Any] = {}
    seconds = it.state.limits.total_seconds
    try:
        async with asyncio.timeout(seconds):
            for key, query in queries.items():
                elsewhere = await it.state.apart(
                    reconcile_one, it.served.release.number, it.language, it.as_of, it.when, query,
                    kind=turns.kind_of(it.request.scope), client=it.client,
                )  # fmt: skip
                found[key] = elsewhere or await written(it, partial(answer_one, it, query))
    except TimeoutError:
        raise QueryTimeout(
            f"Stopped after {seconds:g} s, when {len(found)} of {len(queries)} queries were answered.",
            hint="Send fewer at once.",
        ) from None
    return found


def answer_one(it: Asked, query: Any) -> dict[str, Any]:
    """The result of one query; what is wrong with it concerns no other, and is told beside an empty result."""
    try:
        return {"result": _candidates(it, _wish(query))}
    except InvalidInput as error:
        return {"result": [], "error": error.told()}


def reconcile_one(
    opened: Opened, release: int, language: str, as_of: int | None, when: When, query: dict[str, Any]
) -> Written:
    """The same in a process of its own."""
    state = opened[1].state.triskele
    begun = time.process_time()
    it = Asked(Request({"type": "http"}), state, state.served(release), language, as_of, when)
    return answer_one(it, query), time.process_time() - begun


def _wish(query: Any) -> Wish:
    if not isinstance(query, dict) or not isinstance(query.get("query") or "", str):
        raise InvalidInput("A query is an object with a text query.", hint='{"query": "ostim", "type": "Actor"}')
    strict = query.get("type_strict") or "any"
    if strict not in ("any", "all", "should"):
        raise InvalidInput(f"type_strict is {str(strict)[:80]!r}.", hint="Say any, all or should.")
    limit = query.get("limit")
    limit = 10 if limit is None else int(limit) if isinstance(limit, float) and limit.is_integer() else limit
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise InvalidInput(f"limit is {str(limit)[:80]!r}.", hint=f"Give a number from 1 to {MAX_CANDIDATES}.")
    kinds = [_name(kind).removeprefix(TSK) for kind in _list(query.get("type"))]
    properties: dict[str, tuple[str, ...]] = {}
    for one in _list(query.get("properties")):
        if not isinstance(one, dict) or "pid" not in one or "v" not in one:
            raise InvalidInput("A property is an object with pid and v.", hint='{"pid": "place", "v": "ankara"}')
        values = tuple(filter(None, map(_name, _list(one["v"]))))
        if values:  # an empty cell says nothing
            pid = _name(one["pid"])
            properties[pid] = (*properties.get(pid, ()), *values)
    if sum(map(len, properties.values())) + len(kinds) > MAX_VALUES:
        raise InvalidInput(f"The query has more than {MAX_VALUES} types and values.", hint="Send fewer.")
    return Wish(query.get("query") or "", tuple(filter(None, kinds)), strict, min(limit, MAX_CANDIDATES), properties)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _name(value: Any) -> str:
    """The text of a value: of a reconciled one its id; InvalidInput for one that is no value."""
    if isinstance(value, dict):
        value = value.get("id") or value.get("name") or ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, str | int | float) or len(str(value)) > MAX_VALUE:
        raise InvalidInput("A value is neither text nor number, or too long.", hint='{"pid": "place", "v": "ankara"}')
    return str(value)


def _candidates(it: Asked, wish: Wish) -> list[dict[str, Any]]:
    found = []
    writer = it.writer
    candidates = reconcile(it.served.release, it.catalogue, wish, it.selection)
    writer.records.bring(iri for c in candidates for iri in (c.thing.iri, c.thing.place) if iri)
    for candidate in candidates:
        thing = candidate.thing
        place = name(writer.records, thing.place, it.language)
        found.append(
            {
                "id": thing.iri,
                "name": name(writer.records, thing.iri, it.language),
                "description": ", ".join(part for part in (it.writer.cls(thing.cls)["label"], place) if part),
                "type": [_type(it, thing.cls)],
                "score": candidate.score,
                "match": candidate.match,
                "features": [{"id": key, "value": value} for key, value in candidate.features.items()],
            }
        )
    return found


def _extend(it: Asked, asked: dict[str, Any]) -> dict[str, Any]:
    ids, properties = asked.get("ids"), asked.get("properties")
    if not isinstance(ids, list) or not isinstance(properties, list):
        raise InvalidInput("extend needs ids and properties.", hint='{"ids": ["…"], "properties": [{"id": "founded"}]}')
    if len(ids) > MAX_QUERIES or len(properties) > MAX_VALUES:
        raise InvalidInput(
            f"{len(ids)} things with {len(properties)} properties at once.",
            hint=f"Send at most {MAX_QUERIES} things and {MAX_VALUES} properties a batch.",
        )
    wanted = [_name(one) for one in properties]
    rows = extend(it.catalogue, [_name(one) for one in ids], wanted, it.language)
    return {"meta": [_meta(it, given) for given in wanted], "rows": rows}


def _meta(it: Asked, given: str) -> dict[str, Any]:
    kind = TYPES.get(PROPERTIES[given].kind)
    return _property(it, given) | ({"type": _type(it, kind)} if kind else {})


def _property(it: Asked, given: str) -> dict[str, str]:
    return {"id": given, "name": PROPERTIES[given].names[it.language]}


@router.get("/reconcile/suggest/{kind}", summary="Suggestions for tools / Araçlar için öneri")
async def suggest(
    it: Ask, kind: str, prefix: Annotated[str, Query(max_length=200)], cursor: Annotated[int, Query(ge=0, le=1000)] = 0
) -> Response:
    makers = {"entity": _suggest_entity, "type": _suggest_type, "property": _suggest_property}
    if kind not in makers:
        raise InvalidInput(f"{kind!r} cannot be suggested.", hint=f"There are: {', '.join(makers)}.")
    return await answer(it, lambda: {"result": makers[kind](it, prefix)[cursor : cursor + 20]})


def _suggest_entity(it: Asked, prefix: str) -> list[dict[str, Any]]:
    found = []
    hits, writer = finding.search(it.served.release, prefix, limit=100), it.writer
    writer.records.bring(hit.iri for hit in hits)
    for hit in hits:
        known = writer.records.thing(hit.iri)
        if known is not None and not known.there(it.as_of, it.when):
            continue
        thing = writer.thing(hit.iri) or {}
        kind = _type(it, thing["class"])
        found.append({"id": hit.iri, "name": thing["label"], "description": kind["name"], "notable": [kind]})
    return found


def _suggest_type(it: Asked, prefix: str) -> list[dict[str, Any]]:
    found = [_type(it, key) for key in it.catalogue.classes]
    return [t for t in found if fold(prefix) in fold(t["name"]) or fold(prefix) in fold(t["id"])]


def _suggest_property(it: Asked, prefix: str) -> list[dict[str, Any]]:
    found = [_property(it, given) for given in PROPERTIES]
    return [p for p in found if fold(prefix) in fold(p["name"]) or fold(prefix) in fold(p["id"])]


@router.get("/reconcile/propose", summary="Properties to extend a table by / Eklenebilecek özellikler")
async def propose(it: Ask, type: str | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 50) -> Response:
    def make() -> dict[str, Any]:
        found = [_property(it, given) for given in PROPERTIES]
        return {**({"type": type} if type else {}), "limit": limit, "properties": found[:limit]}

    return await answer(it, make)


@router.get("/reconcile/preview", summary="A small page for tools / Araçlar için küçük sayfa")
async def preview(it: Ask, id: str) -> Response:
    kind, slash, key = id.removeprefix(f"{it.served.release.root}id/").partition("/")
    record = it.catalogue.find(kind, key) if slash else it.catalogue.find("actor", id)

    def gather() -> dict[str, Any]:
        thing = it.writer.thing(record.iri) or {}
        records = it.writer.records
        kind = kind_of(record)
        found = records.evidence_of(kind, [record.number]).get(record.number, ())
        evidence = it.writer.evidence(e.iri for e in found)
        ties = degrees_of(it.catalogue, [record.number], it.selection).get(record.number, 0) if kind == "thing" else 0
        return {"title": thing["label"], "thing": thing, "evidence": evidence[:2], "ties": ties,
                "cls": it.writer.cls(thing["class"])}  # fmt: skip

    return await show_alone(it, "preview.html", gather, FRAMED)
