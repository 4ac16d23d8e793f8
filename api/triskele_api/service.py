"""What the SPARQL endpoint says of itself: languages, formats, graphs, and the prefixes and functions a query may use
without asking anybody."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from triskele import terms
from triskele.findable.facts import Facts
from triskele.quads import Quad, iri, text, typed
from triskele.store import Store

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_WRITTEN = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "N-Quads", "TriG", "JSON-LD", "RDF_XML"),
)
_GEOSPARQL = "http://www.opengis.net/def/function/geosparql/"
FUNCTIONS = (
    *(
        terms.XSD + name
        for name in ("date", "time", "gYear", "gYearMonth", "gMonth", "gDay", "gMonthDay", "duration",
                     "dayTimeDuration", "yearMonthDuration")
    ),
    *(
        _GEOSPARQL + name
        for name in ("distance", "area", "length", "perimeter", "convexHull", "envelope", "centroid", "getSRID",
                     "asGeoJSON", "dimension", "coordinateDimension", "spatialDimension", "isEmpty", "isSimple",
                     "sfEquals", "sfDisjoint", "sfIntersects", "sfTouches", "sfCrosses", "sfWithin", "sfContains",
                     "sfOverlaps")
    ),
)  # fmt: skip
"""What the engine computes beyond SPARQL 1.1: casts to the other types of XSD, and GeoSPARQL over WKT literals."""


def describe_service(base: str, facts: Facts, form: str) -> bytes:
    """The service description of the endpoint at ``base`` over the graphs of a release, in a graph format."""
    store = Store.create()
    store.load_quads("".join(f"{quad.line()}\n" for quad in _statements(base, facts)).encode())
    output = BytesIO()
    store.dump(output, form, merged=True)
    return output.getvalue()


def _statements(base: str, facts: Facts) -> Iterator[Quad]:
    service, dataset, default = iri(f"{base}/sparql"), iri(facts.dataset), iri(f"{base}/sparql#default")
    graph = iri(SD)

    def say(subject: str, predicate: str, *values: str) -> Iterator[Quad]:
        for value in values:
            yield Quad(subject, iri(predicate), value, graph)

    yield from say(service, terms.TYPE, iri(SD + "Service"))
    yield from say(service, SD + "endpoint", service)
    yield from say(service, SD + "supportedLanguage", iri(SD + "SPARQL11Query"))
    yield from say(service, SD + "feature", iri(SD + "EmptyGraphs"))
    yield from say(service, SD + "resultFormat", *(iri(_FORMATS + name) for name in _WRITTEN))
    yield from say(service, SD + "extensionFunction", *map(iri, FUNCTIONS))
    for function in FUNCTIONS:
        yield from say(iri(function), terms.TYPE, iri(SD + "Function"))
    for prefix, namespace in terms.PREFIXES.items():
        node = iri(f"{base}/sparql#prefix-{prefix}")
        yield from say(service, terms.SH + "declare", node)
        yield from say(node, terms.TYPE, iri(terms.SH + "PrefixDeclaration"))
        yield from say(node, terms.SH + "prefix", text(prefix))
        yield from say(node, terms.SH + "namespace", typed(namespace, "anyURI"))
    yield from say(service, SD + "defaultDataset", dataset)
    yield from say(dataset, terms.TYPE, iri(SD + "Dataset"))
    yield from say(dataset, SD + "defaultGraph", default)
    yield from say(default, terms.TYPE, iri(SD + "Graph"))
    own = f"{facts.owner.root}graph/"
    for name in facts.release.manifest["graphs"]:
        short = name.removeprefix(own).removeprefix(terms.GRAPH)
        node = iri(f"{base}/sparql#{short.replace('/', '-')}")
        yield from say(dataset, SD + "namedGraph", node)
        yield from say(node, terms.TYPE, iri(SD + "NamedGraph"))
        yield from say(node, SD + "name", iri(name))
    titles = {"en": "{}: SPARQL endpoint", "tr": "{}: SPARQL uç noktası"}
    yield from say(
        service, terms.DCT + "title", *(text(title.format(facts.title(tag)), tag) for tag, title in titles.items())
    )
