"""Lists of what a release holds: filters, facets with counts, pages, search."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Response

from triskele import search as finding
from triskele import words
from triskele.catalogue import lists, summary
from triskele.errors import InvalidInput
from triskele.ledger.selection import DEFAULT
from triskele_api.asking import LISTED, Ask, Asked, answer, keys, only_known_parameters
from triskele_api.negotiate import prefers_html
from triskele_api.pages.listing import page_of
from triskele_api.pages.shell import show_shell
from triskele_api.tables import LISTS

router = APIRouter(tags=["lists"], dependencies=[Depends(only_known_parameters)])

Keys = Annotated[list[str] | None, Query(description=f"One or several keys, {LISTED}")]
Disputed = Annotated[
    list[str] | None,
    Query(description="Only what these are part of: keys or IRIs of records, or of what they are about"),
]
Limit = Annotated[int, Query(ge=1, le=1000, description="Records a page")]
Cursor = Annotated[str | None, Query(description="Where the page begins; taken from meta.next")]


@router.get("/actors", summary="Actors with filters and facets / Aktörler, süzgeç ve kırılımlarıyla")
async def actors(
    it: Ask,
    type: Keys = None,
    sphere: Keys = None,
    place: Keys = None,
    sector: Keys = None,
    cluster: Keys = None,
    q: Annotated[str, Query(max_length=200)] = "",
    sort: Literal["label", "degree"] = "label",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    filters = {"type": type, "sphere": sphere, "place": place, "sector": sector, "cluster": cluster}
    wanted = {name: keys(values) for name, values in filters.items()}
    return await answer(
        it,
        lambda: lists.list_actors(
            it.catalogue, it.language, wanted, q=q, selection=it.selection, sort=sort, limit=limit, cursor=cursor
        ),
        LISTS,
    )


@router.get("/ties", summary="Ties with their evidence / Kanıtlarıyla bağlar")
async def ties(
    it: Ask,
    type: Keys = None,
    layer: Keys = None,
    modality: Keys = None,
    document: Keys = None,
    actor: str | None = None,
    other: str | None = None,
    source: str | None = None,
    target: str | None = None,
    min_confidence: Annotated[float, Query(ge=0, le=1)] = DEFAULT.min_confidence,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    filters = {"type": type, "layer": layer, "modality": modality, "document": document}
    wanted = {name: keys(values) for name, values in filters.items()}
    ends = {n: v for n, v in {"actor": actor, "other": other, "source": source, "target": target}.items() if v}
    if prefers_html(it.request):
        return await show_shell(it, page_of("ties"))
    return await answer(
        it,
        lambda: lists.list_ties(
            it.catalogue,
            it.language,
            wanted,
            ends=ends,
            selection=replace(it.selection, min_confidence=min_confidence),
            limit=limit,
            cursor=cursor,
        ),
        LISTS,
    )


@router.get("/figures", summary="Figures with years and evidence / Yıl ve kanıtlarıyla sayılar")
async def figures(
    it: Ask,
    about: str | None = None,
    measure: Keys = None,
    year: Keys = None,
    unit: Keys = None,
    modality: Keys = None,
    document: Keys = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    filters = {"measure": measure, "year": year, "unit": unit, "modality": modality, "document": document}
    wanted = {name: keys(values) for name, values in filters.items()}
    return await answer(
        it,
        lambda: lists.list_figures(
            it.catalogue, it.language, wanted, about=about, selection=it.selection, limit=limit, cursor=cursor
        ),
        LISTS,
    )


@router.get("/events", summary="Events / Olaylar")
async def events(
    it: Ask,
    type: Keys = None,
    year: Keys = None,
    modality: Keys = None,
    document: Keys = None,
    subject: str | None = None,
    participant: str | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    filters = {"type": type, "year": year, "modality": modality, "document": document}
    wanted = {name: keys(values) for name, values in filters.items()}
    ends = {n: v for n, v in {"subject": subject, "participant": participant}.items() if v}
    return await answer(
        it,
        lambda: lists.list_events(
            it.catalogue, it.language, wanted, ends=ends, selection=it.selection, limit=limit, cursor=cursor
        ),
        LISTS,
    )


@router.get("/clusters", summary="Clusters and innovation districts / Kümeler ve yenilik bölgeleri")
async def clusters(it: Ask, limit: Limit = 50, cursor: Cursor = None) -> Response:
    return await answer(
        it,
        lambda: lists.list_clusters(it.catalogue, it.language, selection=it.selection, limit=limit, cursor=cursor),
        LISTS,
    )


@router.get("/contradictions", summary="Claims that disagree, side by side / Çelişen savlar, yan yana")
async def contradictions(
    it: Ask, of: Disputed = None, rule: Keys = None, document: Keys = None, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    wanted = {"rule": keys(rule), "document": keys(document)}
    return await answer(
        it,
        lambda: lists.list_contradictions(
            it.catalogue,
            it.language,
            wanted,
            concerning=keys(of),
            selection=it.selection,
            limit=limit,
            cursor=cursor,
        ),
        LISTS,
    )


@router.get("/search", summary="Find things by name / Adla arama")
async def search(
    it: Ask,
    q: Annotated[str, Query(max_length=200)],
    kind: str | None = None,
    cls: Annotated[str | None, Query(alias="class")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
) -> Response:
    return await answer(it, lambda: _found(it, q, limit, kind, cls), LISTS)


@router.get("/suggest", summary="Suggestions while typing / Yazarken öneri")
async def suggest(it: Ask, q: Annotated[str, Query(max_length=200)]) -> Response:
    return await answer(it, lambda: _found(it, q, 8, None, None))


def _found(it: Asked, q: str, limit: int, kind: str | None, cls: str | None) -> dict[str, Any]:
    if cls is not None and cls not in it.catalogue.classes:
        raise InvalidInput(f"No class is called {cls!r}.", hint="GET /ontology lists the classes.")
    whole = cls is None and it.as_of is None
    hits = finding.search(it.served.release, q, limit=limit + 1 if whole else 500, kind=kind)
    writer = it.writer
    writer.records.bring(hit.iri for hit in hits)
    hits = [hit for hit in hits if (thing := writer.records.thing(hit.iri)) is None or thing.there(it.as_of, it.when)]
    if cls is not None:
        hits = [hit for hit in hits if it.catalogue.is_a(hit.cls, cls)]
    items = [
        {**(writer.thing(hit.iri) or {}), "matched": hit.matched, "why": hit.why, "score": hit.score}
        for hit in hits[:limit]
    ]
    return {"items": items, "meta": {"count": len(items), "truncated": len(hits) > limit, "next": None}}


@router.get("/summary", summary="What the release holds / Sürümde ne var")
async def summarize(it: Ask) -> Response:
    return await answer(it, lambda: summary.summarize(it.catalogue, it.served.release, it.language, it.selection))


@router.get("/words", summary="The words of results in one language / Sonuçların sözcükleri, bir dilde")
async def list_words(it: Ask) -> Response:
    return await answer(it, lambda: {"language": it.language, **words.catalogue(it.language)})


@router.get("/completion", summary="Terms in use, for query editors / Sorgu düzenleyiciler için terimler")
async def completion(it: Ask) -> Response:
    return await answer(it, lambda: summary.complete(it.served.release))


@router.get("/places/map", summary="Places with their actors / Aktörleriyle yerler")
async def places(
    it: Ask, located: Annotated[bool, Query(description="Only places with coordinates")] = True
) -> Response:
    return await answer(it, lambda: summary.map_places(it.catalogue, it.language, it.selection, located), LISTS)
