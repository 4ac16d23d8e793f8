"""What the release holds besides things and terms, each at the address that is its name: named graphs, alignments with
neighbouring vocabularies, the data structure of the metric cube, the prefixes, the names JSON users see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Depends, Response
from starlette.responses import RedirectResponse

from triskele import terms
from triskele.catalogue.shapes import open_rules
from triskele.errors import NotFoundError
from triskele.formats import GRAPH_FORMATS
from triskele.identifiers import mint, shorten, split
from triskele.ledger.time import parse_year
from triskele.store import Store
from triskele.syntaxes import rewrite_rdf
from triskele_api.asking import Ask, Asked, answer, only_known_parameters
from triskele_api.interface.context import write_context
from triskele_api.routes.terms import offer

router = APIRouter(tags=["terms"], dependencies=[Depends(only_known_parameters)])
SHOWN = 500
"""Statements a page lists; the RDF beside it holds them all."""


def _tell(title: str, name: str, store: Store, pattern: str) -> Callable[[], dict[str, Any]]:
    """What a page or JSON says of the statements that fit a pattern: how many, and the first of them."""

    def gather() -> dict[str, Any]:
        count = next(iter(store.query(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")))["n"]
        rows = store.query(
            f"SELECT ?s ?p ?o (LANG(?o) AS ?language) {{ {pattern} }} ORDER BY ?s ?p ?o LIMIT {SHOWN}"
            if count <= 10 * SHOWN
            else f"SELECT ?s ?p ?o (LANG(?o) AS ?language) {{ {pattern} }} LIMIT {SHOWN}"
        )
        items = [
            {"subject": r["s"], "predicate": r["p"], "object": r["o"], "language": r["language"] or None,
             "text": [shorten(str(r[part])) for part in "spo"]}
            for r in rows
        ]  # fmt: skip
        return {
            "title": title,
            "iri": name,
            "items": items,
            "meta": {"count": count, "truncated": count > len(items), "next": None},
        }

    return gather


@router.get("/graph/{name:path}", summary="A named graph / Adlandırılmış bir çizge")
async def graph(it: Ask, name: str) -> Response:
    if name.startswith("view/"):
        return await _view(it, terms.GRAPH + name, parse_year(name.removeprefix("view/"), "year"))
    graphs = it.served.release.manifest["graphs"]
    iri = next(
        (start + name for start in (f"{it.served.release.root}graph/", terms.GRAPH) if start + name in graphs), None
    )
    if iri is None:
        raise NotFoundError(
            f"Release {it.served.release.number} has no graph {name!r}.",
            hint="GET /sparql lists the graphs in its service description.",
        )
    pattern = f"GRAPH <{iri}> {{ ?s ?p ?o }}"
    gather = _tell(f"graph/{name}", iri, it.served.release.store, pattern)
    return await offer(it, None, "statements.html", gather, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}")


async def _view(it: Asked, iri: str, year: int) -> Response:
    """The graph of a year: a name for the graphs that together hold it, which ``as_of`` asks for."""
    release = it.served.release
    graphs = release.scope.held(year)

    def gather() -> dict[str, Any]:
        count = next(iter(release.store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", default_graphs=graphs)))["n"]
        address = it.address(as_of=str(year)).replace(it.request.scope["path"], "/sparql")
        said = [(terms.TYPE, terms.TSK + "Snapshot"), (terms.TSK + "year", year), (terms.VOID + "triples", count),
                (terms.RDFS + "seeAlso", address)]  # fmt: skip
        items = [
            {
                "subject": iri,
                "predicate": p,
                "object": o,
                "language": None,
                "text": [shorten(str(x)) for x in (iri, p, o)],
            }
            for p, o in said
        ]
        meta = {"count": count, "truncated": True, "next": None}
        return {"title": f"graph/view/{year}", "iri": iri, "items": items, "meta": meta}

    held = " UNION ".join(f"{{ GRAPH <{name}> {{ ?s ?p ?o }} }}" for name in graphs or ())
    construct = f"""CONSTRUCT {{ <{iri}> a tsk:Snapshot ; tsk:year "{year:04d}"^^xsd:gYear ; void:triples ?n }}
      WHERE {{ SELECT (COUNT(*) AS ?n) {{ {held} }} }}"""
    return await offer(it, None, "statements.html", gather, construct)


@router.get("/cube", summary="The data structure of metric results / Ölçü sonuçlarının veri yapısı")
async def cube(it: Ask) -> Response:
    return await _named(it, "cube", terms.ONTOLOGY_GRAPH)


@router.get("/prefixes", summary="The prefixes of every query / Her sorgunun önekleri")
async def prefixes(it: Ask) -> Response:
    return await _named(it, "prefixes", terms.EXAMPLES_GRAPH)


async def _named(it: Asked, name: str, holder: str) -> Response:
    """The statements of one graph whose subjects lie under a name."""
    iri = terms.ROOT + name
    pattern = f'GRAPH <{holder}> {{ ?s ?p ?o FILTER(?s = <{iri}> || STRSTARTS(STR(?s), "{iri}#")) }}'
    gather = _tell(name, iri, it.served.release.store, pattern)
    return await offer(it, None, "statements.html", gather, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}")


def _alignments(it: Asked) -> list[str]:
    return sorted(path.stem for path in (it.served.release.ontology / "alignments").glob("*.ttl"))


@router.get("/alignments", summary="Neighbouring vocabularies / Komşu sözlükler")
async def alignments(it: Ask) -> Response:
    def make() -> dict[str, Any]:
        items = [{"name": name, "url": f"{it.prefix}/alignments/{name}"} for name in _alignments(it)]
        return {"items": items, "meta": {"count": len(items), "truncated": False, "next": None}}

    return await answer(it, make)


@router.get("/alignments/{name}", summary="Our terms beside a neighbour's / Terimlerimiz komşununkilerin yanında")
async def alignment(it: Ask, name: str) -> Response:
    key, _, suffix = name.partition(".")
    if key not in _alignments(it):
        raise NotFoundError(f"No alignment is called {key!r}.", hint=f"There are {', '.join(_alignments(it))}.")
    path, iri = it.served.release.ontology / "alignments" / f"{key}.ttl", f"{terms.ROOT}alignments/{key}"

    def gather() -> dict[str, Any]:
        return _tell(f"alignments/{key}", iri, open_rules(path, iri), f"GRAPH <{iri}> {{ ?s ?p ?o }}")()

    return await offer(it, suffix or None, "statements.html", gather, lambda form: rewrite_rdf(path, iri, form))


@router.get("/context.jsonld", summary="The names JSON users see / JSON kullanıcılarının gördüğü adlar")
async def context(it: Ask) -> Response:
    return await answer(it, lambda: write_context(it.served.release), chosen=GRAPH_FORMATS["jsonld"])


_TOLD_WITH = {
    "assignment": "?thing tsk:hasSphereAssignment ?part",
    "identifier": "?thing adms:identifier ?part",
    "search": "?part a tsk:IdentifierSearch ; tsk:about ?thing",
}
"""What has an address of its own and is told on the page of the thing it belongs to."""


@router.get("/id/assignment/{key}", include_in_schema=False)
@router.get("/id/identifier/{key}", include_in_schema=False)
@router.get("/id/search/{key}", include_in_schema=False)
async def part(it: Ask, key: str) -> Response:
    """A share of a sphere, an identifier, a search: told where its thing is."""
    kind = it.request.url.path.rsplit("/", 2)[-2]
    pattern = f"SELECT ?thing {{ {_TOLD_WITH[kind]} }}"
    rows = list(it.served.release.store.query(pattern, bindings={"part": mint(kind, key, it.served.release.root)}))
    if not rows:
        raise NotFoundError(f"Nothing is called {kind}/{key}.", hint="GET /actors lists the actors.")
    named = split(rows[0]["thing"])
    path = rows[0]["thing"] if named is None else "/".join(("id", *named))
    query = f"?{it.request.url.query}" if it.request.url.query else ""
    return RedirectResponse(f"{it.prefix}/{path}{query}", 303)
