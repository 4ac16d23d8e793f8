"""What harvesters, crawlers and agents ask first: linkset, RO-Crate, Croissant, llms.txt, robots.txt, sitemap."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

from fastapi import APIRouter, Depends, Response

from triskele import terms
from triskele.errors import NotFoundError
from triskele.findable import schema_org
from triskele.findable.crate import write_crate
from triskele.findable.croissant import write_croissant
from triskele.findable.guides import Sitemap, write_llms, write_robots
from triskele.findable.links import (
    CRATE_PROFILE,
    CROISSANT_PROFILE,
    JSON_LD,
    LINKSET,
    linkset_of_dataset,
    linkset_of_thing,
    of_thing,
)
from triskele.identifiers import address_of, place_of
from triskele_api.answers import Answer
from triskele_api.asking import Ask, Asked, answer, dump, only_known_parameters
from triskele_api.describing import described, facts_of, published
from triskele_api.negotiate import JSON
from triskele_api.pages.listing import PAGES
from triskele_api.routes.resources import DATA

router = APIRouter(tags=["findable"], dependencies=[Depends(only_known_parameters)])
TEXT, XML = "text/plain; charset=utf-8", "application/xml"


async def _say(
    it: Asked, make: Callable[[], dict[str, object] | str | bytes], media_type: str, *, about: bool = False
) -> Response:
    """One document of one kind, whatever is accepted: such addresses are fixed by those who look for them."""

    def write() -> Answer:
        made = make()
        body = dump(made) if isinstance(made, dict) else made.encode() if isinstance(made, str) else made
        return Answer(body, {"Content-Type": media_type})

    headers = described(it) if about else None
    shelf = f"{facts_of(it).base} {it.state.library.numbers()}"
    return await answer(it, write, chosen=JSON, variant=shelf, headers=headers, pure=False)


@router.get("/ro-crate-metadata.json", summary="The release as RO-Crate / RO-Crate olarak sürüm")
async def crate(it: Ask) -> Response:
    media = f'{JSON_LD}; profile="{CRATE_PROFILE}"'
    return await _say(it, lambda: write_crate(facts_of(it), it.language), media, about=True)


@router.get("/croissant.json", summary="The release as Croissant / Croissant olarak sürüm")
async def croissant(it: Ask) -> Response:
    media = f'{JSON_LD}; profile="{CROISSANT_PROFILE}"'
    return await _say(it, lambda: write_croissant(facts_of(it), it.language), media, about=True)


@router.get("/linkset", summary="Typed links of the dataset / Veri kümesinin türlü bağlantıları")
async def linkset(it: Ask) -> Response:
    return await _say(it, lambda: linkset_of_dataset(facts_of(it)), LINKSET)


@router.get("/linkset/{kind}/{key:path}", summary="Typed links of a thing / Bir şeyin türlü bağlantıları")
async def linkset_of(it: Ask, kind: str, key: str) -> Response:
    record = it.catalogue.find(kind, key)
    facts, place = facts_of(it), place_of(kind, key)
    formats = [(f.media_type, f"{facts.front}/data/{place}.{f.suffix}") for f in DATA]
    seen_as = schema_org.type_of(it.served.release, getattr(record, "cls", None) or "", kind)
    links = of_thing(facts, address_of(record.iri), place, f"{terms.SCHEMA}{seen_as}", formats)
    return await _say(it, lambda: linkset_of_thing(facts, f"{facts.front}/page/{place}", links), LINKSET)


@router.get("/llms.txt", summary="For agents: what there is and where / Aracılar için: ne, nerede")
async def llms(it: Ask) -> Response:
    protocol = find_spec("mcp") is not None
    return await _say(it, lambda: write_llms(facts_of(it), protocol=protocol), "text/markdown; charset=utf-8")


@router.get("/robots.txt", summary="For crawlers: what to leave out / Tarayıcılar için: neyi atlamalı")
async def robots(it: Ask) -> Response:
    return await _say(it, lambda: write_robots(facts_of(it).base), TEXT)


@router.get("/sitemap.xml", summary="For crawlers: every page / Tarayıcılar için: bütün sayfalar")
async def sitemap(it: Ask) -> Response:
    return await _say(it, _sitemap(it).write, XML)


@router.get("/sitemap-{part}.xml", summary="A part of a large sitemap / Büyük bir site haritasının parçası")
async def sitemap_part(it: Ask, part: int) -> Response:
    found = _sitemap(it)
    if not 1 <= part <= found.parts:
        raise NotFoundError(f"The sitemap has no part {part}.", hint=f"It has {found.parts}; see /sitemap.xml.")
    return await _say(it, lambda: found.write_part(part), XML)


def _sitemap(it: Asked) -> Sitemap:
    pages = [path for page in PAGES for path in page.paths if "{" not in path]
    return Sitemap(facts_of(it), it.catalogue, published(it), pages)
