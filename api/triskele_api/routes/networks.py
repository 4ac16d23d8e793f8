"""Networks in every format, neighbourhoods, and the paths between two actors."""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from triskele.catalogue.paths import focus as narrow
from triskele.catalogue.paths import shortest_paths
from triskele.exports.document import describe_network
from triskele.exports.formats import NETWORK_FORMATS
from triskele.formats import Format
from triskele.networks import PROJECTIONS, Projected, Selection
from triskele.networks.selection import HYBRIDS, MODALITIES, PARALLEL, WEIGHTS
from triskele.networks.ties import SPHERES
from triskele_api.asking import Ask, Asked, answer, only_known_parameters
from triskele_api.negotiate import JSON, negotiate
from triskele_api.routes.selection import HELP, Chosen

router = APIRouter(tags=["networks"], dependencies=[Depends(only_known_parameters)])

OFFERS = (
    JSON,
    *(Format(f.name, f.media_type, f.suffix, "network") for f in NETWORK_FORMATS.values()),
)
_CHOICES = {"modalities": MODALITIES, "weight": WEIGHTS, "parallel": PARALLEL, "hybrids": HYBRIDS, "spheres": SPHERES}
Steps = Annotated[int, Query(ge=0, le=10, description="Steps around the focus")]


@router.get("/networks", summary="The projections / İzdüşümler")
async def networks(it: Ask) -> Response:
    return await answer(it, _list)


def _list() -> dict[str, Any]:
    parameters = []
    for field in fields(Selection):
        default = field.default
        kind = "list" if isinstance(default, tuple) else "int" if default is None else type(default).__name__
        parameters.append(
            {
                "name": field.name,
                "type": kind,
                "default": list(default) if isinstance(default, tuple) else default,
                "choices": list(_CHOICES.get(field.name, ())),
                "help": HELP[field.name],
            }
        )
    items = [
        {"name": p.name, "title": p.title, "description": p.description, "parameters": parameters}
        for p in PROJECTIONS.values()
    ]
    formats = [{"name": f.name, "media_type": f.media_type, "suffix": f.suffix} for f in OFFERS]
    return {"items": items, "formats": formats, "meta": {"count": len(items), "truncated": False, "next": None}}


@router.get("/networks/{projection}", summary="A network in a format of your choice / Seçilen biçimde bir ağ")
async def network(
    it: Ask,
    projection: str,
    chosen: Chosen,
    positions: bool = False,
    focus: Annotated[str | None, Query(description="Key of an actor: only what is near it")] = None,
    k: Steps = 1,
) -> Response:
    form = negotiate(it.request, OFFERS)
    headers = {}
    if form is not JSON:
        name = f"triskele-{it.served.release.number}-{projection}.{form.suffix}"
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return await answer(
        it, lambda: _make(it, projection, chosen, form, positions, focus, k), chosen=form, headers=headers
    )


@router.get("/networks/{projection}/ego", summary="The neighbourhood of an actor / Bir aktörün çevresi")
async def ego(it: Ask, projection: str, actor: str, chosen: Chosen, positions: bool = True, k: Steps = 1) -> Response:
    form = negotiate(it.request, OFFERS)
    return await answer(it, lambda: _make(it, projection, chosen, form, positions, actor, k), chosen=form)


@router.get("/networks/{projection}/paths", summary="Shortest paths with their ties / Bağlarıyla en kısa yollar")
async def paths(
    it: Ask,
    projection: str,
    source: str,
    target: str,
    chosen: Chosen,
    k: Annotated[int, Query(ge=1, le=20, description="How many paths")] = 1,
) -> Response:
    def make() -> dict[str, Any]:
        projected = it.served.projected(projection, chosen)
        found = shortest_paths(projected.network, source, target, k)
        document: dict[str, Any] = {
            "projection": projection,
            "parameters": chosen.public(),
            "paths": [_path(it, projected, path) for path in found],
        }
        if not found:
            document["reason"] = {
                "tr": "Bu ağda iki aktörü birleştiren bir yol yok.",
                "en": "No path joins the two actors in this network.",
            }
        return document

    return await answer(it, make)


def _path(it: Asked, projected: Projected, path: list[str]) -> dict[str, Any]:
    catalogue, writer = it.catalogue, it.writer
    place = {key: row for row, key in enumerate(projected.keys.tolist())}
    ties = projected.ties
    steps = []
    for a, b in pairwise(path):
        u, v = place[a], place[b]
        forward = (ties["u"] == u) & (ties["v"] == v)
        if not projected.network.is_directed():
            forward |= (ties["u"] == v) & (ties["v"] == u)
        else:
            forward |= (ties["u"] == v) & (ties["v"] == u) & ties["symmetric"]
        named = [catalogue.ties[catalogue.by_key[key]] for key in dict.fromkeys(ties.loc[forward, "tie"])]
        steps.append({"from": a, "to": b, "ties": [writer.tie(tie) for tie in named]})
    nodes = [writer.thing(catalogue.by_key[key]) for key in path]
    return {"length": len(path) - 1, "nodes": nodes, "steps": steps}


def _make(
    it: Asked, projection: str, chosen: Selection, form: Format, positions: bool, focus: str | None, k: int
) -> dict[str, Any] | bytes:
    projected = it.served.projected(projection, chosen)
    if focus:
        projected = narrow(projected, focus, k)
    places = it.served.positions.places if positions else None
    document = describe_network(projected, places)
    if form is not JSON:
        return NETWORK_FORMATS[form.name].writer(document)
    return _document(it, projected, document.nodes, document.links, document.about, positions)


def _document(
    it: Asked,
    projected: Projected,
    nodes: list[dict[str, Any]],
    links: list[dict[str, Any]],
    about: dict[str, Any],
    positions: bool,
) -> dict[str, Any]:
    """The network as the explorer reads it: nodes as things, links with the keys of their ties."""
    catalogue, writer = it.catalogue, it.writer
    communities = it.served.positions.communities if positions else {}
    degrees = projected.network.degrees.tolist()
    things = []
    for node, degree in zip(nodes, degrees, strict=True):
        key = node["id"]
        thing: dict[str, Any] = writer.thing(catalogue.by_key[key]) or {}
        thing |= {name: node[name] for name in ("x", "y", "mode") if name in node}
        thing |= {"degree": int(degree), "community": communities.get(key)}
        thing["membership"] = {sphere: node[sphere] for sphere in SPHERES[:4]}
        things.append(thing)
    document: dict[str, Any] = {
        "projection": projected.name,
        "parameters": projected.selection.public(),
        "dropped": projected.dropped,
        "directed": projected.network.is_directed(),
        "nodes": things,
        "links": [{name: value for name, value in link.items() if name != "spells"} for link in links],
        "meta": {**about, "next": None, "truncated": False},
    }
    if projected.layers:
        document["layers"] = [{"key": key, "m": layer.number_of_edges()} for key, layer in projected.layers.items()]
    if projected.hypergraph is not None:
        graph = projected.hypergraph
        document["hyperedges"] = [
            {"key": edge, "members": [graph.actors[i] for i in graph.members(row)], "spheres": sorted(spheres)}
            for row, (edge, spheres) in enumerate(zip(graph.edges, graph.sphere_sets(), strict=True))
        ]
    return document
