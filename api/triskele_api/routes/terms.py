"""What the words mean and what the release is: ontology, vocabularies, shapes, dataset, examples.

Each is a page with a heading for every term, so that a hash term lands on its own; or RDF; or JSON.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Depends, Response
from starlette.responses import RedirectResponse

from triskele import terms
from triskele.bounded.queries import Question
from triskele.catalogue import shapes as rules
from triskele.catalogue import terminology
from triskele.errors import NotFoundError
from triskele.findable import Link, schema_org
from triskele.findable.links import of_dataset
from triskele.formats import Format
from triskele.questions import Question as CompetencyQuestion
from triskele.questions import find_question, read_questions
from triskele.syntaxes import rewrite_rdf
from triskele_api.answers import Answer
from triskele_api.asking import Ask, Asked, answer, only_known_parameters
from triskele_api.describing import described, facts_of, feeds, published
from triskele_api.distribution import describe_dataset, write_dataset
from triskele_api.negotiate import GRAPH_ALIASES, GRAPH_OFFERS, HTML, JSON, by_name, choose, media_of, prefers_html
from triskele_api.pages.shell import show
from triskele_api.routes.resources import DATA, OFFERS, SUFFIXES

RELEASES = 20
"""Releases a dataset names, the newest."""
router = APIRouter(tags=["terms"], dependencies=[Depends(only_known_parameters)])
_ALIASES = {media: name for media, name in GRAPH_ALIASES.items() if media != "application/json"}
Gather = Callable[[], dict[str, Any]]


async def offer(
    it: Asked,
    suffix: str | None,
    template: str,
    gather: Gather,
    query: str | Callable[[str], bytes],
    *,
    links: tuple[Link, ...] = (),
    head: Callable[[dict[str, Any]], str] | None = None,
    variant: str = "",
    headers: dict[str, str] | None = None,
    pure: bool = True,
) -> Response:
    """The page, the JSON of ``gather``, or the RDF of a query (or as written in the format of a name). ``links`` and
    ``head`` are those of the page, ``headers`` those of the data."""
    name = it.request.query_params.get("format")
    if suffix:
        chosen = SUFFIXES.get(suffix) or by_name(suffix, OFFERS)
    else:
        chosen = by_name(name, OFFERS) if name else choose(it.request.headers.get("accept", "*/*"), OFFERS, _ALIASES)
    if chosen is HTML:
        path = f"{it.prefix}{it.request.scope['path']}"
        alternates = tuple(Link("alternate", f"{path}?format={f.name}", f.media_type) for f in DATA)
        return await show(it, template, gather, links=(*links, *alternates), head=head, variant=variant,
                          pure=pure)  # fmt: skip
    if chosen is JSON:
        return await answer(
            it, lambda: {k: v for k, v in gather().items() if k != "title"}, chosen=JSON, headers=headers
        )
    if isinstance(query, str):
        return await answer(it, lambda: _ask(it, query, chosen), chosen=chosen, headers=headers)
    return await answer(it, lambda: query(chosen.name), chosen=chosen, headers=headers)


async def _ask(it: Asked, query: str, chosen: Format) -> Answer:
    reply = await it.served.ask(Question(query, {"graph": chosen.name}), client=it.client)
    return Answer(reply.body, {"Content-Type": media_of(chosen)})


def _graph(name: str) -> str:
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"


@router.get("/ontology", summary="The ontology / Ontoloji")
@router.get("/ontology.{suffix}", include_in_schema=False)
async def ontology(it: Ask, suffix: str | None = None) -> Response:
    def gather() -> dict[str, Any]:
        found = terminology.describe_ontology(it.served.release.store, it.language)
        return {"title": found["ontology"]["label"], **found}

    return await offer(it, suffix, "ontology.html", gather, _graph(terms.ONTOLOGY_GRAPH))


@router.get("/ontology/{version}", include_in_schema=False)
async def ontology_version(it: Ask, version: str) -> Response:
    here = it.served.release.manifest["ontology_version"]
    if version != here:
        raise NotFoundError(f"Release {it.served.release.number} has ontology {here}, not {version}.",
                            hint="GET /releases says which release has which version.")  # fmt: skip
    return RedirectResponse(f"{it.prefix}/ontology", 303)


@router.get("/vocabularies", summary="The vocabularies / Sözlükler")
async def vocabularies(it: Ask) -> Response:
    def gather() -> dict[str, Any]:
        schemes = terminology.list_schemes(it.catalogue, it.served.release.store, it.language)
        return {"title": "Vocabularies" if it.language == "en" else "Sözlükler", "schemes": schemes}

    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s a skos:ConceptScheme ; ?p ?o }"
    return await offer(it, None, "vocabularies.html", gather, query)


@router.get("/vocabularies/{scheme}", summary="One vocabulary / Bir sözlük")
async def vocabulary(it: Ask, scheme: str) -> Response:
    key, _, suffix = scheme.partition(".")

    def gather() -> dict[str, Any]:
        found = terminology.describe_scheme(it.catalogue, it.served.release.store, key, it.language)
        return {"title": found["scheme"]["label"], **found}

    terminology.check_scheme(it.served.release.store, key)
    node = f"<{terms.VOCABULARY}{key}>"
    query = (
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {{ BIND({node} AS ?s) }} UNION {{ ?s skos:inScheme {node} }} "
        f"UNION {{ ?c skos:inScheme {node} ; tsk:evidence ?s }} ?s ?p ?o }}"
    )
    return await offer(it, suffix or None, "scheme.html", gather, query)


@router.get("/shapes", summary="The data shapes / Veri biçimleri")
@router.get("/shapes.{suffix}", include_in_schema=False)
async def shapes(it: Ask, suffix: str | None = None) -> Response:
    path = it.served.release.ontology / "shapes.ttl"

    def gather() -> dict[str, Any]:
        title = "Data shapes" if it.language == "en" else "Veri biçimleri"
        return {"title": title, "shapes": rules.describe_shapes(rules.open_rules(path))}

    return await offer(it, suffix, "shapes.html", gather, lambda name: rewrite_rdf(path, terms.SHAPES_GRAPH, name))


@router.get("/.well-known/void", summary="VoID description / VoID betimlemesi")
async def void(it: Ask) -> Response:
    chosen = choose(it.request.headers.get("accept", "*/*"), [*GRAPH_OFFERS, HTML], GRAPH_ALIASES)
    if it.request.query_params.get("format"):
        chosen = by_name(it.request.query_params["format"], GRAPH_OFFERS)
    if chosen is HTML:
        return RedirectResponse(f"{it.prefix}/dataset", 303, {"Vary": "Accept"})
    return await answer(it, lambda: _ask(it, _graph(terms.VOID_GRAPH), chosen), chosen=chosen)


@router.get("/dataset", summary="The dataset, its files and checksums / Veri kümesi, dosyaları ve sağlamaları")
@router.get("/dataset.{suffix}", include_in_schema=False)
async def dataset(it: Ask, suffix: str | None = None) -> Response:
    facts = facts_of(it)
    numbers = [] if facts.pinned else published(it)[:RELEASES]
    releases = tuple(facts_of(it, it.state.library.release(number)) for number in numbers)
    return await offer(
        it,
        suffix,
        "dataset.html",
        lambda: describe_dataset(it.served.release, it.language),
        lambda name: write_dataset(it.served.release, name),
        links=(*of_dataset(facts), *feeds(facts.base, it.language)),
        head=lambda _: schema_org.embed(schema_org.describe_dataset(facts, it.language, releases)),
        variant=f"{facts.base} {numbers}",
        headers=described(it),
        pure=facts.pinned,
    )


@router.get("/examples", summary="Example queries / Örnek sorgular")
async def examples(it: Ask) -> Response:
    def gather() -> dict[str, Any]:
        found = [_example(q) for q in read_questions(it.served.release.ontology / "questions")]
        return {
            "title": "Example queries" if it.language == "en" else "Örnek sorgular",
            "examples": found,
            "items": found,
        }

    name = it.request.query_params.get("format")
    accept = it.request.headers.get("accept", "*/*")
    if not name and choose(accept, [JSON, HTML, *GRAPH_OFFERS], _ALIASES) is JSON:
        return await answer(it, lambda: {"items": gather()["items"]}, chosen=JSON)
    return await offer(it, None, "examples.html", gather, _graph(terms.EXAMPLES_GRAPH))


@router.get("/examples/{name}", summary="One example query / Bir örnek sorgu")
async def example(it: Ask, name: str) -> Response:
    question = find_question(it.served.release.ontology / "questions", name)
    if prefers_html(it.request, DATA):
        return RedirectResponse(f"{it.prefix}/examples#{name}", 303, {"Vary": "Accept"})
    query = f"CONSTRUCT WHERE {{ <{terms.ROOT}examples/{name}> ?p ?o }}"
    return await offer(it, None, "examples.html", lambda: _example(question), query)


def _example(question: CompetencyQuestion) -> dict[str, Any]:
    return {
        "iri": f"{terms.ROOT}examples/{question.name}",
        "name": question.name,
        "title": question.title,
        "question": question.question,
        "parameters": question.parameters,
        "form": question.form,
        "query": question.query,
        "filled": question.text(),
    }
