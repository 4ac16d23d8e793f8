"""Metric definitions as linked data: ``/id/metric/{name}``, the IRI that every result names as its metric."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Response
from starlette.responses import RedirectResponse

from triskele_api.asking import Ask, answer, load, only_known_parameters
from triskele_api.negotiate import GRAPH_OFFERS, HTML, JSON, by_name, choose, media_of
from triskele_api.routes.metrics import REGISTRY, describe
from triskele_api.routes.resources import ALIASES, SUFFIXES
from triskele_api.state import Answer

router = APIRouter(tags=["linked data"], dependencies=[Depends(only_known_parameters)])
WRITER = "triskele.exports.definitions"


@router.get("/id/metric/{name}", summary="A metric's page or data / Bir ölçünün sayfasına ya da verisine")
async def metric(it: Ask, name: str) -> Response:
    (await load(REGISTRY)).get(name)
    chosen = choose(it.request.headers.get("accept", "*/*"), (JSON, *GRAPH_OFFERS, HTML), ALIASES)
    place = f"/measures/{name}" if chosen is HTML else f"/data/metric/{name}.{chosen.suffix}"
    return RedirectResponse(f"{it.prefix}{place}", 303, {"Vary": "Accept"})


@router.get("/data/metric/{name}", summary="The definition of a metric / Bir ölçünün tanımı")
async def definition(it: Ask, name: str) -> Response:
    key, dot, suffix = name.partition(".")
    found = (await load(REGISTRY)).get(key)
    writer = await load(WRITER)
    offers = (JSON, *GRAPH_OFFERS)
    if dot:
        chosen = SUFFIXES.get(suffix) or by_name(suffix, offers)
    else:
        chosen = choose(it.request.headers.get("accept", "*/*"), offers, ALIASES)
    if chosen is JSON:
        return await answer(it, lambda: describe(found), chosen=chosen)
    return await answer(
        it,
        lambda: Answer(writer.write_definitions([found], chosen.name), {"Content-Type": media_of(chosen)}),
        chosen=chosen,
    )
