"""The release describing itself: VoID, DCAT, prefixes and example queries, each in its own graph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from triskele import terms
from triskele.formats import GRAPH_FORMATS
from triskele.ownership import Owner
from triskele.quads import Quad, iri, text, typed
from triskele.questions import read_questions
from triskele.store import Store


def describe_examples(folder: Path) -> bytes:
    """The questions as SHACL executables, and the prefixes as SHACL declarations: what query editors read."""
    graph = iri(terms.EXAMPLES_GRAPH)
    prefixes = iri(terms.ROOT + "prefixes")

    def quads() -> Iterator[Quad]:
        for prefix, namespace in terms.PREFIXES.items():
            node = iri(f"{terms.ROOT}prefixes#{prefix}")
            yield Quad(prefixes, iri(terms.SH + "declare"), node, graph)
            yield Quad(node, iri(terms.SH + "prefix"), text(prefix), graph)
            yield Quad(node, iri(terms.SH + "namespace"), typed(namespace, "anyURI"), graph)
        for question in read_questions(folder):
            node = iri(f"{terms.ROOT}examples/{question.name}")
            kind = question.form.capitalize()
            yield Quad(node, iri(terms.TYPE), iri(terms.SH + "SPARQLExecutable"), graph)
            yield Quad(node, iri(terms.TYPE), iri(f"{terms.SH}SPARQL{kind}Executable"), graph)
            yield Quad(node, iri(terms.SH + "prefixes"), prefixes, graph)
            yield Quad(node, iri(terms.SH + kind.lower()), text(question.text()), graph)
            for language in terms.LANGUAGES:
                yield Quad(node, iri(terms.RDFS + "label"), text(question.title[language], language), graph)
                yield Quad(node, iri(terms.RDFS + "comment"), text(question.question[language], language), graph)

    return _lines(quads())


def describe_void(store: Store, truth_graphs: list[str], owner: Owner) -> bytes:
    """VoID: size, partitions by class and by property, one subset for each source graph."""
    root = owner.root
    name_of_all = root + "dataset"
    graph, dataset = iri(terms.VOID_GRAPH), iri(name_of_all)

    def v(name: str) -> str:
        return iri(terms.VOID + name)

    def count(query: str) -> Iterator[dict[str, str | int]]:
        yield from store.query(query)

    def quads() -> Iterator[Quad]:
        yield Quad(dataset, iri(terms.TYPE), v("Dataset"), graph)
        yield Quad(dataset, v("uriSpace"), text(f"{root}id/"), graph)
        yield Quad(dataset, v("sparqlEndpoint"), iri(root + "sparql"), graph)
        if example := _example(store):
            yield Quad(dataset, v("exampleResource"), iri(example), graph)
        total = next(count("SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?s_n) { ?s ?p ?o }"))
        yield Quad(dataset, v("triples"), typed(str(total["n"]), "integer"), graph)
        yield Quad(dataset, v("distinctSubjects"), typed(str(total["s_n"]), "integer"), graph)
        for vocabulary in (terms.TSK, terms.SKOS, terms.PROV, terms.DCT, terms.ORG):
            yield Quad(dataset, v("vocabulary"), iri(vocabulary), graph)
        for row in count("SELECT ?c (COUNT(?x) AS ?n) { ?x a ?c . FILTER(ISIRI(?c)) } GROUP BY ?c ORDER BY ?c"):
            node = iri(f"{name_of_all}#class-{_slug(str(row['c']))}")
            yield Quad(dataset, v("classPartition"), node, graph)
            yield Quad(node, v("class"), iri(str(row["c"])), graph)
            yield Quad(node, v("entities"), typed(str(row["n"]), "integer"), graph)
        for row in count("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"):
            node = iri(f"{name_of_all}#property-{_slug(str(row['p']))}")
            yield Quad(dataset, v("propertyPartition"), node, graph)
            yield Quad(node, v("property"), iri(str(row["p"])), graph)
            yield Quad(node, v("triples"), typed(str(row["n"]), "integer"), graph)
        for name in truth_graphs:
            size = next(count(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"))
            yield Quad(dataset, v("subset"), iri(name), graph)
            yield Quad(iri(name), iri(terms.TYPE), v("Dataset"), graph)
            yield Quad(iri(name), v("triples"), typed(str(size["n"]), "integer"), graph)

    return _lines(quads())


def _example(store: Store) -> str | None:
    """The first thing, by its address, that has a key and evidence. Hardly ever the first with a key has none: that one
    is looked at alone, since joining all of them takes longer than all that is counted."""
    first = next((row["x"] for row in store.query("SELECT (MIN(?x) AS ?x) { ?x org:identifier ?key }")), None)
    if first and not store.query("ASK { ?x tsk:evidence ?e }", bindings={"x": first}):
        found = store.query("SELECT ?x { ?x org:identifier ?key ; tsk:evidence ?e } ORDER BY ?x LIMIT 1")
        first = next((row["x"] for row in found), None)
    return first


def describe_dataset(inputs_digest: str, inputs: dict[str, str], owner: Owner) -> bytes:
    """DCAT: the dataset, its licence, the files it was made from with their checksums, and its distributions."""
    root = owner.root
    name_of_all = root + "dataset"
    graph, dataset = iri(terms.DATASET_GRAPH), iri(name_of_all)

    def quads() -> Iterator[Quad]:
        yield Quad(dataset, iri(terms.TYPE), iri(terms.DCAT + "Dataset"), graph)
        for language in terms.LANGUAGES:
            if title := {"tr": owner.title_tr, "en": owner.title_en}[language]:
                yield Quad(dataset, iri(terms.DCT + "title"), text(title, language), graph)
        if owner.licence:
            yield Quad(dataset, iri(terms.DCT + "license"), iri(owner.licence), graph)
        if owner.publisher:
            node = iri(f"{name_of_all}#publisher")
            yield Quad(dataset, iri(terms.DCT + "publisher"), node, graph)
            yield Quad(node, iri(terms.TYPE), iri(terms.FOAF + "Agent"), graph)
            yield Quad(node, iri(terms.FOAF + "name"), text(owner.publisher), graph)
        yield Quad(dataset, iri(terms.DCT + "conformsTo"), iri(terms.TSK.rstrip("#")), graph)
        yield Quad(dataset, iri(terms.DCT + "identifier"), text(f"sha256:{inputs_digest}"), graph)
        for fmt in GRAPH_FORMATS.values():
            node = iri(f"{name_of_all}#distribution-{fmt.name}")
            yield Quad(dataset, iri(terms.DCAT + "distribution"), node, graph)
            yield Quad(node, iri(terms.TYPE), iri(terms.DCAT + "Distribution"), graph)
            yield Quad(
                node,
                iri(terms.DCAT + "mediaType"),
                iri(f"https://www.iana.org/assignments/media-types/{fmt.media_type}"),
                graph,
            )
            yield Quad(node, iri(terms.DCAT + "accessURL"), iri(f"{root}exports/{fmt.name}"), graph)
        for path, digest in inputs.items():
            node, check = iri(f"{name_of_all}#input/{path}"), iri(f"{name_of_all}#checksum/{path}")
            yield Quad(dataset, iri(terms.PROV + "wasDerivedFrom"), node, graph)
            yield Quad(node, iri(terms.SPDX + "checksum"), check, graph)
            yield Quad(check, iri(terms.SPDX + "algorithm"), iri(terms.SPDX + "checksumAlgorithm_sha256"), graph)
            yield Quad(check, iri(terms.SPDX + "checksumValue"), typed(digest, "hexBinary"), graph)

    return _lines(quads())


def _lines(quads: Iterator[Quad]) -> bytes:
    return "".join(f"{quad.line()}\n" for quad in quads).encode()


def _slug(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", name.removeprefix("http://").removeprefix("https://")).strip("-")
