"""Linked data: every thing answers at its own address, as a page, as RDF in every syntax, or as JSON."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from starlette.responses import RedirectResponse

from triskele import terms
from triskele.bounded.queries import Question
from triskele.catalogue.description import describe, page_ties, subjects_of
from triskele.catalogue.reading import kind_of
from triskele.catalogue.records import Thing
from triskele.findable import Link, schema_org
from triskele.findable.links import of_thing, write_header
from triskele.formats import GRAPH_FORMATS, Format
from triskele.identifiers import address_of, place_of
from triskele_api.answers import Answer
from triskele_api.asking import Ask, Asked, answer, only_known_parameters
from triskele_api.describing import facts_of
from triskele_api.negotiate import GRAPH_ALIASES, GRAPH_OFFERS, HTML, JSON, by_name, choose, media_of
from triskele_api.pages.shell import show

router = APIRouter(tags=["linked data"], dependencies=[Depends(only_known_parameters)])

OFFERS: tuple[Format, ...] = (JSON, *GRAPH_OFFERS, HTML)
DATA: tuple[Format, ...] = (JSON, *GRAPH_OFFERS)
SUFFIXES = {f.suffix: f for f in DATA} | {"jsonld": GRAPH_FORMATS["jsonld"], "xml": GRAPH_FORMATS["rdfxml"]}
ALIASES = {name: media for name, media in GRAPH_ALIASES.items() if name != "application/json"}

Limit = Annotated[int, Query(ge=1, le=500, description="Ties a page")]
Cursor = Annotated[str | None, Query(description="Where the page of ties begins")]


@router.get("/id/{kind}/{key:path}", summary="See its page or data / Sayfasına ya da verisine", status_code=303)
async def thing(it: Ask, kind: str, key: str) -> Response:
    if (moved := _moved(it, "id", kind, key)) is not None:
        return moved
    it.catalogue.find(kind, key)
    accept = it.request.headers.get("accept", "*/*")
    name = it.request.query_params.get("format")
    chosen = by_name(name, OFFERS) if name else choose(accept, OFFERS, ALIASES)
    query = f"?{it.request.url.query}" if it.request.url.query and not name else ""
    path = place_of(kind, key)
    place = f"/page/{path}" if chosen is HTML else f"/data/{path}.{chosen.suffix}"
    return RedirectResponse(f"{it.prefix}{place}{query}", 303, {"Vary": "Accept"})


@router.get("/.well-known/genid/{label}", include_in_schema=False)
async def nameless(it: Ask, label: str) -> Response:
    """A node that a source gave no name: the store knows it by this address."""
    record = it.writer.records.get(f"_:{label}") or it.catalogue.find("actor", f"_:{label}")  # or why there is none
    kind = record.kind if isinstance(record, Thing) else kind_of(record)
    return RedirectResponse(f"{it.prefix}/id/{place_of(kind, f'_:{label}')}", 303)


@router.get("/page/{kind}/{key:path}", summary="The page of a thing / Bir şeyin sayfası")
async def page(it: Ask, kind: str, key: str, limit: Limit = 200, cursor: Cursor = None) -> Response:
    if (moved := _moved(it, "page", kind, key)) is not None:
        return moved
    record = it.catalogue.find(kind, key)
    path = f"{it.prefix}/data/{place_of(kind, key)}"

    def gather() -> dict[str, Any]:
        found = describe(it.catalogue, record, it.language, selection=it.selection, limit=limit, cursor=cursor)
        if found["ties"]["next"]:
            found["ties"]["next"] = it.address(cursor=found["ties"]["next"])
        return {"title": found["thing"]["label"], "stands_for": [], **found}

    facts, place = facts_of(it), place_of(kind, key)
    formats = tuple((f.media_type, f"{path}.{f.suffix}") for f in DATA)
    seen_as = schema_org.type_of(it.served.release, getattr(record, "cls", None) or "", kind)
    links = (
        *of_thing(facts, address_of(record.iri), place, f"{terms.SCHEMA}{seen_as}", formats),
        *(Link("alternate", url, media) for media, url in formats),
    )
    address = f"{facts.front}/page/{place}"
    return await show(
        it, "thing.html", gather, links=links, variant=facts.base, drawn=True,
        head=lambda found: schema_org.embed(schema_org.describe_thing(facts, found, seen_as, address, it.language)),
    )  # fmt: skip


@router.get("/data/{kind}/{name:path}", summary="The data of a thing / Bir şeyin verisi")
async def data(it: Ask, kind: str, name: str, limit: Limit = 200, cursor: Cursor = None) -> Response:
    key, dot, suffix = _parts(it, kind, name)
    if (moved := _moved(it, "data", kind, key, dot + suffix)) is not None:
        return moved
    record = it.catalogue.find(kind, key)
    place = f"{it.prefix}/page/{place_of(kind, key)}"
    back = {"Link": write_header([Link("describes", place, "text/html")])}
    if dot:
        chosen = SUFFIXES.get(suffix) or by_name(suffix, DATA)
    else:
        asked = it.request.query_params.get("format")
        chosen = by_name(asked, DATA) if asked else choose(it.request.headers.get("accept", "*/*"), DATA, ALIASES)

    def document() -> dict[str, Any]:
        found = describe(it.catalogue, record, it.language, selection=it.selection, limit=limit, cursor=cursor)
        ties = found["ties"]
        meta = {"count": ties["count"], "truncated": ties["next"] is not None, "next": ties["next"]}
        ties["next"] = it.address(cursor=ties["next"]) if ties["next"] else None
        return {**found, "meta": meta}

    async def graph() -> Answer:
        ties = page_ties(it.catalogue, record, it.language, it.selection, limit, cursor)
        subjects = subjects_of(it.catalogue, record, ties.numbers)
        reply = await it.served.ask(
            Question(_statements(it, kind, key, subjects), {"graph": chosen.name}), client=it.client
        )
        headers = {"Content-Type": media_of(chosen)}
        if ties.cursor:
            headers["Link"] = f'<{it.address(cursor=ties.cursor)}>; rel="next"'
            headers["Triskele-Truncated"] = "true"
        return Answer(reply.body, headers)

    return await answer(it, document if chosen is JSON else graph, chosen=chosen, headers=back)


def _parts(it: Asked, kind: str, name: str) -> tuple[str, str, str]:
    """Key, dot and suffix of a name; in somebody else's address a dot is one before a suffix that we know, unless that
    is the end of the address itself."""
    if ":" not in name:
        return name.partition(".")
    parts = name.rpartition(".")
    if parts[2] not in SUFFIXES:
        return name, "", ""
    whole = it.catalogue.rows.one("SELECT 1 FROM thing WHERE kind = ? AND key = ?", [kind, name])
    return parts if whole is None else (name, "", "")


def _moved(it: Asked, room: str, kind: str, key: str, suffix: str = "") -> Response | None:
    """The way to the thing that a record counts as, or to the same address without a slash at its end, unless that is
    the end of somebody else's address; None when the record is one of its own. Browsers ask again each time, since a
    decision can be taken back."""
    query = f"?{it.request.url.query}" if it.request.url.query else ""
    if key.endswith("/") and ":" not in key:
        return RedirectResponse(f"{it.prefix}/{room}/{place_of(kind, key.rstrip('/'))}{suffix}{query}", 307)
    kept = it.catalogue.kept_for(kind, key)
    if kept is None:
        return None
    address = f"{it.prefix}/{room}/{place_of(*kept)}{suffix}{query}"
    return RedirectResponse(address, 301, headers={"Cache-Control": "no-cache"})


def _statements(it: Asked, kind: str, key: str, subjects: list[str]) -> str:
    """A query for everything said of these subjects, with a head that says what document this is."""
    nodes = [address_of(iri) for iri in subjects]
    values = " ".join(f"<{iri}>" for iri in nodes)
    release, place = it.served.release, place_of(kind, key)
    document = f"<{release.root}data/{place}>"
    licence = f"dct:license <{release.owner.licence}> ; " if release.owner.licence else ""
    head = (
        f"{document} a foaf:Document ; foaf:primaryTopic <{nodes[0]}> ; {licence}"
        f"void:inDataset <{release.root}dataset> ; "
        f"dct:isVersionOf <{release.root}r/{release.number}/data/{place}> ."
    )
    return f"CONSTRUCT {{ {head} ?s ?p ?o }} WHERE {{ VALUES ?s {{ {values} }} ?s ?p ?o }}"
