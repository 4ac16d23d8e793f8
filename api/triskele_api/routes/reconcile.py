"""W3C Reconciliation Service API 0.2: manifest, batches of queries, suggestions, preview, data extension."""

from __future__ import annotations

import json
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response

from triskele import search as finding
from triskele.catalogue.sentences import name
from triskele.errors import InvalidInput
from triskele.reconciliation import EXTENSIONS, PROPERTIES, Wish, extend, reconcile
from triskele.terms import ID, TSK
from triskele.text import fold
from triskele_api.asking import Ask, Asked, answer, dump
from triskele_api.pages.shell import show
from triskele_api.uploads import read_form

router = APIRouter(tags=["reconciliation"])
MAX_QUERIES = 500


@router.get("/reconcile", summary="Manifest, or a batch by GET / Bildirge ya da GET ile sorgular")
async def manifest(
    it: Ask,
    request: Request,
    queries: str | None = None,
    more: Annotated[str | None, Query(alias="extend")] = None,
) -> Response:
    if queries is not None or more is not None:
        return await _serve(it, {"queries": queries, "extend": more})
    return await answer(it, lambda: _manifest(it), variant=it.base)


@router.post("/reconcile", summary="A batch of queries / Bir sorgu demeti")
async def batch(it: Ask, request: Request) -> Response:
    form = await read_form(request, it.state.settings.upload_mb)
    return await _serve(it, {name: form.get(name) for name in ("queries", "extend")})


async def _serve(it: Asked, given: dict[str, str | None]) -> Response:
    if (given["queries"] is None) == (given["extend"] is None):
        raise InvalidInput("Give either queries or extend.", hint="GET /reconcile without parameters is the manifest.")
    work = _reconcile if given["queries"] is not None else _extend
    document = await to_thread.run_sync(work, it, _read(given["queries"] or given["extend"] or ""))
    return Response(
        dump(document), media_type="application/json", headers={"Triskele-Release": str(it.catalogue.number)}
    )


def _read(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidInput(f"Not JSON: {error}.", hint='For instance queries={"q0": {"query": "ostim"}}.') from error
    if not isinstance(document, dict):
        raise InvalidInput("The JSON is no object.", hint='For instance queries={"q0": {"query": "ostim"}}.')
    return document


def _manifest(it: Asked) -> dict[str, Any]:
    base = it.base
    types = ("Actor", "OrganisationActor", "University", "Firm", "ClusterInitiative", "Place", "Sector", "Project")
    return {
        "versions": ["0.1", "0.2"],
        "name": "Triskele" if it.language == "en" else "Triskele (Türkçe)",
        "identifierSpace": ID,
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


def _reconcile(it: Asked, queries: dict[str, Any]) -> dict[str, Any]:
    if len(queries) > MAX_QUERIES:
        raise InvalidInput(f"{len(queries)} queries at once.", hint=f"Send at most {MAX_QUERIES} a batch.")
    return {key: {"result": _candidates(it, _wish(query))} for key, query in queries.items()}


def _wish(query: Any) -> Wish:
    if not isinstance(query, dict) or not isinstance(query.get("query", ""), str):
        raise InvalidInput("A query is an object with a text query.", hint='{"query": "ostim", "type": "Actor"}')
    kind = query.get("type")
    kind = kind[0] if isinstance(kind, list) and kind else kind
    kind = kind.get("id") if isinstance(kind, dict) else kind
    properties = {}
    for one in query.get("properties") or []:
        if not isinstance(one, dict) or "pid" not in one or "v" not in one:
            raise InvalidInput("A property is an object with pid and v.", hint='{"pid": "place", "v": "ankara"}')
        value = one["v"][0] if isinstance(one["v"], list) and one["v"] else one["v"]
        value = value.get("id", value.get("name", "")) if isinstance(value, dict) else value
        properties[str(one["pid"])] = str(value).removeprefix(ID)
    limit = query.get("limit", 10)
    if not isinstance(limit, int) or not 1 <= limit <= 100:
        raise InvalidInput(f"limit is {limit!r}.", hint="Give a number from 1 to 100.")
    strict = query.get("type_strict", "any") != "should"
    return Wish(query.get("query", ""), str(kind).removeprefix(TSK) if kind else None, strict, limit, properties)


def _candidates(it: Asked, wish: Wish) -> list[dict[str, Any]]:
    found = []
    for candidate in reconcile(it.served.release, it.catalogue, wish, it.as_of):
        thing = candidate.thing
        place = name(it.catalogue, f"{ID}place/{thing.place}", it.language) if thing.place else ""
        found.append(
            {
                "id": thing.iri,
                "name": name(it.catalogue, thing.iri, it.language),
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
    if len(ids) > MAX_QUERIES:
        raise InvalidInput(f"{len(ids)} things at once.", hint=f"Send at most {MAX_QUERIES} a batch.")
    wanted = [str(p.get("id")) if isinstance(p, dict) else str(p) for p in properties]
    rows = extend(it.catalogue, [str(i) for i in ids], wanted, it.language)
    return {"meta": [{"id": p, "name": EXTENSIONS[p][it.language]} for p in wanted], "rows": rows}


@router.get("/reconcile/suggest/{kind}", summary="Suggestions for tools / Araçlar için öneri")
async def suggest(it: Ask, kind: str, prefix: str, cursor: Annotated[int, Query(ge=0, le=1000)] = 0) -> Response:
    makers = {"entity": _suggest_entity, "type": _suggest_type, "property": _suggest_property}
    if kind not in makers:
        raise InvalidInput(f"{kind!r} cannot be suggested.", hint=f"There are: {', '.join(makers)}.")
    return await answer(it, lambda: {"result": makers[kind](it, prefix)[cursor : cursor + 20]})


def _suggest_entity(it: Asked, prefix: str) -> list[dict[str, Any]]:
    found = []
    for hit in finding.search(it.served.release, prefix, limit=100):
        thing = it.writer.thing(hit.iri) or {}
        kind = _type(it, thing["class"])
        found.append({"id": hit.iri, "name": thing["label"], "description": kind["name"], "notable": [kind]})
    return found


def _suggest_type(it: Asked, prefix: str) -> list[dict[str, Any]]:
    found = [_type(it, key) for key in it.catalogue.classes]
    return [t for t in found if fold(prefix) in fold(t["name"]) or fold(prefix) in fold(t["id"])]


def _suggest_property(it: Asked, prefix: str) -> list[dict[str, Any]]:
    named = {**EXTENSIONS, **PROPERTIES}
    found = [{"id": key, "name": texts[it.language]} for key, texts in named.items()]
    return [p for p in found if fold(prefix) in fold(p["name"]) or fold(prefix) in fold(p["id"])]


@router.get("/reconcile/propose", summary="Properties to extend a table by / Eklenebilecek özellikler")
async def propose(it: Ask, type: str | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 50) -> Response:
    def make() -> dict[str, Any]:
        found = [{"id": key, "name": texts[it.language]} for key, texts in EXTENSIONS.items()]
        return {**({"type": type} if type else {}), "limit": limit, "properties": found[:limit]}

    return await answer(it, make)


@router.get("/reconcile/preview", summary="A small page for tools / Araçlar için küçük sayfa")
async def preview(it: Ask, id: str) -> Response:
    kind, slash, key = id.removeprefix(ID).partition("/")
    record = it.catalogue.find(kind, key) if slash else it.catalogue.find("actor", id)

    def gather() -> dict[str, Any]:
        thing = it.writer.thing(record.iri) or {}
        evidence = it.writer.evidence(getattr(record, "evidence", ()))
        ties = len(it.catalogue.ties_of.get(record.iri, ()))
        return {"title": thing["label"], "thing": thing, "evidence": evidence[:2], "ties": ties,
                "cls": it.writer.cls(thing["class"])}  # fmt: skip

    return await show(it, "preview.html", gather, bare=True)
