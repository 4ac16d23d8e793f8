"""Networks as documents: what the routes of networks, neighbourhoods and paths answer with.

Imported when first needed: networks stand on networkx and scipy, which are slow to import.
"""

from __future__ import annotations

from dataclasses import asdict, fields
from itertools import pairwise
from typing import Any

from triskele.catalogue.paths import focus as narrow
from triskele.catalogue.paths import shortest_paths
from triskele.catalogue.records import Tie
from triskele.exports.document import describe_communities, describe_network, describe_selection
from triskele.exports.formats import NETWORK_FORMATS
from triskele.formats import Format
from triskele.ledger.arrays import SPHERES
from triskele.ledger.selection import HYBRIDS, MODALITIES, OCCURRENCES, PARALLEL, WEIGHTS
from triskele.ledger.time import WHEN
from triskele.networks import PROJECTIONS, Projected, Selection
from triskele.networks.around import around
from triskele.positions import at_level
from triskele.terms import LANGUAGES
from triskele_api.asking import Asked
from triskele_api.negotiate import JSON
from triskele_api.routes.selection import HELP

OFFERS = (JSON, *(Format(f.name, f.media_type, f.suffix, "network") for f in NETWORK_FORMATS.values()))
_CHOICES = {"modalities": MODALITIES, "weight": WEIGHTS, "parallel": PARALLEL, "hybrids": HYBRIDS, "spheres": SPHERES,
            "when": WHEN, "occurrences": OCCURRENCES}  # fmt: skip


def list_projections() -> dict[str, Any]:
    """The projections, their parameters and the formats."""
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


def draw_paths(it: Asked, projection: str, given: dict[str, Any], source: str, target: str, k: int) -> dict[str, Any]:
    """Up to ``k`` shortest paths, each step with its ties and their evidence."""
    selection = Selection.read(given)
    projected = it.served.projected(projection, selection)
    found = shortest_paths(projected.network, source, target, k)
    document: dict[str, Any] = {
        "projection": projection,
        "parameters": selection.public(),
        "chosen": projected.chosen,
        "dropped": projected.dropped,
        "paths": [_path(it, projected, path) for path in found],
    }
    if not found:
        document["reason"] = {
            "tr": "Bu ağda iki aktörü birleştiren bir yol yok.",
            "en": "No path joins the two actors in this network.",
        }
    return document


def _path(it: Asked, projected: Projected, path: list[str]) -> dict[str, Any]:
    catalogue, writer = it.catalogue, it.writer
    ties = projected.ties
    find = ties.arrays.texts("node-key").find
    steps: list[dict[str, Any]] = []
    for a, b in pairwise(path):
        u, v = find(a), find(b)
        forward = (ties["u"] == u) & (ties["v"] == v)
        if not projected.network.is_directed():
            forward |= (ties["u"] == v) & (ties["v"] == u)
        else:
            forward |= (ties["u"] == v) & (ties["v"] == u) & ties["mutual"]
        named = list(dict.fromkeys(ties.where(forward).keys))
        steps.append({"from": a, "to": b, "ties": named})
    iris = catalogue.by_key([*path, *(key for step in steps for key in step["ties"])])
    writer.records.bring(iris.values())
    for step in steps:
        found = (writer.records.get(iris.get(key)) for key in step["ties"])
        step["ties"] = [writer.tie(tie) for tie in found if isinstance(tie, Tie)]
    nodes = [writer.thing(iris[key]) for key in path]
    return {"length": len(path) - 1, "nodes": nodes, "steps": steps}


def draw_network(
    it: Asked,
    projection: str,
    given: dict[str, Any],
    form: Format,
    positions: bool,
    focus: list[str],
    k: int,
    level: str = "actors",
    community: int | None = None,
) -> dict[str, Any] | bytes:
    """A network in one format: whole, what is within ``k`` steps of any of ``focus``, what is inside one community, or
    the communities and the ties between them."""
    projected = it.served.projected(projection, Selection.read(given))
    if focus:
        projected = narrow(projected, focus, k)
    projected = at_level(projected, level, community, lambda: it.served.positions.communities)
    gathered = "level" in projected.network.graph
    if gathered and form is JSON:
        return _communities(it, projected, positions)
    places = None
    if positions:
        places = it.served.positions.centres if gathered else it.served.positions.places
    document = describe_network(projected, places)
    if form is not JSON:
        return NETWORK_FORMATS[form.name].writer(document)
    drawn = _document(it, projected, document.nodes, document.links, document.about, positions)
    if len(focus) == 1:
        drawn["around"] = asdict(around(projected, focus[0]))
    return drawn


def _communities(it: Asked, projected: Projected, positions: bool) -> dict[str, Any]:
    """Communities as nodes, called after their members with most ties; links with the number of ties between them."""
    network, about = projected.network, describe_selection(projected)
    centres = it.served.positions.centres if positions else {}
    nodes: list[dict[str, Any]] = []
    for (key, data), degree in zip(network.nodes(data=True), network.degrees.tolist(), strict=True):
        labels = {tag: data[f"label_{tag}"] for tag in LANGUAGES}
        place = centres.get(key)
        nodes.append(
            {
                "id": key,
                "key": key,
                **{name: int(data[name]) for name in ("community", "size", "inner")},
                "sphere": data.get("sphere", "unknown"),
                **({"x": place[0], "y": place[1]} if place else {}),
                "label": labels[it.language],
                "labels": labels,
                "degree": int(degree),
                "membership": {sphere: round(float(data[sphere.replace("-", "_")]), 4) for sphere in SPHERES[:4]},
            }
        )
    return {**_head(projected, about), "level": "communities", "nodes": nodes, "links": describe_communities(projected),
            "meta": {**about, "next": None, "truncated": False}}  # fmt: skip


def _head(projected: Projected, about: dict[str, Any]) -> dict[str, Any]:
    return {
        "projection": projected.name,
        "parameters": projected.selection.public(),
        "chosen": projected.chosen,
        "dropped": projected.dropped,
        "directed": projected.network.is_directed(),
        "multigraph": False,
        "graph": {"title": about["title"], "licence": about["licence"], "release": about["release"]},
    }


def _document(
    it: Asked,
    projected: Projected,
    nodes: list[dict[str, Any]],
    links: list[dict[str, Any]],
    about: dict[str, Any],
    positions: bool,
) -> dict[str, Any]:
    """The network as the explorer reads it, and networkx (``node_link_graph(document, edges="links")``): nodes as
    things, links with the keys of their ties."""
    catalogue, writer = it.catalogue, it.writer
    communities = it.served.positions.communities if positions else {}
    degrees = projected.network.degrees.tolist()
    things = []
    iris = catalogue.by_key(node["id"] for node in nodes)
    writer.records.bring(iris.values())
    for node, degree in zip(nodes, degrees, strict=True):
        key = node["id"]
        thing: dict[str, Any] = {"id": key, **(writer.thing(iris.get(key)) or {})}
        thing |= {name: node[name] for name in ("x", "y", "mode", "certain") if name in node}
        thing |= {"degree": int(degree), "community": communities.get(key)}
        thing["membership"] = {sphere: node[sphere] for sphere in SPHERES[:4]}
        things.append(thing)
    document: dict[str, Any] = {
        **_head(projected, about),
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
