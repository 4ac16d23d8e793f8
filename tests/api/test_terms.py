"""Terms and dataset: pages whose headings hash terms land on, RDF and JSON of the same."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import rdflib
import shacl

from tests.serving import serve
from tests.suites import suite
from triskele.release import Release
from triskele.settings import Settings
from triskele.terms import PREFIXES
from triskele_api.pages.bundle import ADDRESS
from triskele_api.pages.listing import PAGES
from triskele_api.pages.shell import FOLDER
from triskele_api.pages.words import WORDS

TSK = "https://w3id.org/triskele/ontology#"


def anchors(page: str) -> set[str]:
    return set(re.findall(r'\bid="([^"]+)"', page))


def graph(answer: httpx.Response) -> rdflib.Graph:
    assert answer.status_code == 200, answer.text
    found = rdflib.Graph()
    found.parse(data=answer.content, format="turtle")
    return found


def test_every_term_of_the_ontology_has_its_heading(client: httpx.Client) -> None:
    terms = client.get("/ontology", headers={"Accept": "application/json"}).json()
    page = client.get("/ontology", headers={"Accept": "text/html"}).text
    there = anchors(page)
    listed = [*terms["classes"], *terms["properties"]]
    assert len(listed) > 150
    assert {t["key"] for t in listed} <= there
    assert all(t["labels"]["tr"] and t["labels"]["en"] and t["definitions"]["tr"] for t in listed)
    rdf = graph(client.get("/ontology", headers={"Accept": "text/turtle"}))
    declared = {str(s).removeprefix(TSK) for s in rdf.subjects() if str(s).startswith(TSK)}
    assert {t["key"] for t in listed} <= declared


def test_every_concept_has_its_heading_and_its_evidence(client: httpx.Client) -> None:
    schemes = client.get("/vocabularies", headers={"Accept": "application/json"}).json()["schemes"]
    assert len(schemes) > 20
    assert {s["key"]: s["concepts"] for s in schemes}["maturity"] == 3  # rows of the tiny ecosystem
    for scheme in ("maturity", "spheres", "tie-types", "sectors"):
        document = client.get(f"/vocabularies/{scheme}", headers={"Accept": "application/json"}).json()
        page = client.get(f"/vocabularies/{scheme}", headers={"Accept": "text/html"}).text
        assert {c["key"] for c in document["concepts"]} <= anchors(page), scheme
    maturity = client.get("/vocabularies/maturity.json").json()
    assert {c["key"] for c in maturity["concepts"]} >= {"mature", "developing"}
    assert all(c["evidence"] and c["evidence"][0]["statements"]["tr"] for c in maturity["concepts"])
    mature = next(c for c in maturity["concepts"] if c["key"] == "mature")
    assert [thing["key"] for thing in mature["names"]] == ["sea-cluster"]
    assert "/page/actor/sea-cluster" in client.get("/vocabularies/maturity", headers={"Accept": "text/html"}).text
    rdf = graph(client.get("/vocabularies/maturity.ttl"))
    assert (rdflib.URIRef("https://w3id.org/triskele/vocabularies/maturity#mature"), None, None) in rdf


def test_shapes_say_what_to_do_in_both_languages(client: httpx.Client) -> None:
    shapes = client.get("/shapes", headers={"Accept": "application/json"}).json()["shapes"]
    page = client.get("/shapes", headers={"Accept": "text/html"}).text
    assert {s["key"] for s in shapes} <= anchors(page)
    assert sum(bool(s["messages"]) for s in shapes) > 30
    paths = {s["key"]: s["path"] for s in shapes}
    assert paths["evidence-beyond-end"] == "^prov:hadPrimarySource/tsk:lineTo"
    assert not any("_:" in path for path in paths.values())
    assert all(s["messages"]["tr"] and s["messages"]["en"] for s in shapes if s["messages"])
    assert len(graph(client.get("/shapes.ttl"))) > 300


def test_the_dataset_names_its_files_with_sizes_and_checksums(client: httpx.Client, release: Release) -> None:
    document = client.get("/dataset", headers={"Accept": "application/json"}).json()
    named = {d["name"]: d for d in document["distributions"]}
    for name in ("data.nq.gz", "report.ttl"):
        body = client.get(named[name]["url"]).content
        assert hashlib.sha256(body).hexdigest() == named[name]["sha256"]
        assert len(body) == named[name]["bytes"] == (release.folder / name).stat().st_size
    rdf = graph(client.get("/dataset", headers={"Accept": "text/turtle"}))
    sums = {str(o) for o in rdf.objects(None, rdflib.URIRef("http://spdx.org/rdf/terms#checksumValue"))}
    assert named["data.nq.gz"]["sha256"] in sums
    void = graph(client.get("/.well-known/void", headers={"Accept": "text/turtle"}))
    partitions = list(void.objects(None, rdflib.URIRef("http://rdfs.org/ns/void#classPartition")))
    assert len(partitions) > 10
    assert client.get("/.well-known/void", headers={"Accept": "text/html"}).headers["location"] == "/dataset"


def test_examples_can_be_asked(client: httpx.Client) -> None:
    examples = client.get("/examples").json()["items"]
    assert len(examples) >= 40
    for example in examples[:5]:
        assert example["title"]["tr"]
        assert example["question"]["en"]
        assert client.get("/sparql", params={"query": example["filled"]}).status_code == 200
    executables = graph(client.get("/examples", headers={"Accept": "text/turtle"}))
    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    assert len(set(executables.subjects(rdflib.RDF.type, shacl.SPARQLExecutable))) == len(examples)


@pytest.mark.parametrize("path", ["/vocabularies/maturty", "/ontology/9.9.9"])
def test_unknown_terms_are_not_found(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json()["hint"]


def test_the_version_iri_of_the_ontology_leads_to_it(client: httpx.Client, release: Release) -> None:
    answer = client.get(f"/ontology/{release.manifest['ontology_version']}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/ontology")


def test_pages_use_only_words_that_exist() -> None:
    used: set[str] = set()
    for template in sorted(Path(FOLDER / "templates").glob("*.html")):
        used |= set(re.findall(r"\bw\.([a-z_0-9]+)", template.read_text(encoding="utf-8")))
    assert used <= set(WORDS)
    assert all(texts["tr"] and texts["en"] for texts in WORDS.values())


def test_the_explorer_s_addresses_answer_with_its_page(client: httpx.Client) -> None:
    thing = {"kind": "actor", "key": "sea-cluster", "check": "tie-undated"}
    assets: set[str] = set()
    for page in PAGES:
        for path in page.paths:
            where = path.replace(":path}", "}").format_map(defaultdict(lambda: "harbour", thing))
            answer = client.get(where, headers={"Accept": "text/html"})
            assert answer.status_code == 200, path
            assert answer.headers["content-type"].startswith("text/html")
            assert 'href="/exports/ttl"' in answer.text  # the ways into the data, for readers without a script
            assets |= set(re.findall(r'(?:src|href)="(/static/[^"]+)"', answer.text))
    assert {client.get(asset).status_code for asset in assets} == {200}
    assert len(assets) > 3


def test_files_of_the_explorer_stay_what_they_are(client: httpx.Client) -> None:
    """At the address of their edition they are kept for ever; another edition is missing, not for ever."""
    answer = client.get(f"{ADDRESS}/app.js")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    again = client.get(f"{ADDRESS}/app.js", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.headers["cache-control"]) == (304, answer.headers["cache-control"])
    for gone in (f"/static/{'0' * 12}/app.js", "/static/app.js", f"{ADDRESS}/nothing.js"):
        missing = client.get(gone)
        assert (missing.status_code, missing.headers["cache-control"]) == (404, "no-store"), gone


def test_a_release_answers_from_what_it_was_built_with(
    client: httpx.Client, release: Release, settings: Settings, tmp_path: Path
) -> None:
    """Shapes, questions, alignments and context come from the release, whatever lies in the folders of today."""
    paths = ("/shapes", "/examples", "/examples/founders", "/alignments", "/alignments/org.ttl", "/context.jsonld",
             "/r/1/shapes.ttl", "/r/1/examples", "/ontology", "/vocabularies/maturity")  # fmt: skip
    with serve(replace(settings, ontology=tmp_path, seeds=tmp_path)) as other:
        for path in paths:
            answer = other.get(path)
            assert answer.status_code == 200, path
            assert answer.content == client.get(path).content, path
    assert len(graph(client.get("/alignments/org.ttl"))) > 10
    assert client.get("/alignments/nobody").status_code == 404
    assert "@context" in client.get("/context.jsonld").json()


def test_a_named_graph_answers_at_its_name(client: httpx.Client, release: Release) -> None:
    found = client.get("/graph/source/tiny").json()
    name = "https://w3id.org/triskele/graph/source/tiny"
    rows = list(release.store.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"))
    assert found["meta"]["count"] == rows[0]["n"] == len(graph(client.get("/graph/source/tiny?format=ttl")))
    assert client.get("/graph/source/nobody").status_code == 404


def test_the_graph_of_a_year_describes_itself(client: httpx.Client, release: Release) -> None:
    found = client.get("/graph/view/2012").json()
    rows = release.store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", default_graphs=release.scope.held(2012))
    assert found["meta"]["count"] == next(iter(rows))["n"]
    assert len(graph(client.get("/graph/view/2012?format=ttl"))) == 3  # what it is, its year, how much it holds
    assert client.get("/graph/view/soon").status_code == 400


def test_pages_of_terms_are_read_with_and_without_a_script(client: httpx.Client) -> None:
    """The explorer does not draw these addresses: what the service wrote is the page, in the frame of all pages."""
    for path in ("/ontology", "/vocabularies", "/vocabularies/maturity", "/shapes", "/dataset", "/examples", "/cube",
                 "/problems/not-found", "/nowhere", "/ties?as_of=soon", "/r/99/ties"):  # fmt: skip
        page = client.get(path, headers={"Accept": "text/html"}).text
        assert "<noscript>" not in page, path
        assert "<h1>" in page.partition('<div id="served"')[2], path
        assert [f'href="{entry.paths[0]}?lang=en"' for entry in PAGES if entry.menu] == re.findall(
            r'<li><a (href="[^"]+")', page.partition("<nav")[2].partition("</nav>")[0]
        ), path


def test_the_dataset_breaks_no_shape_of_dcat_ap(client: httpx.Client) -> None:
    turtle = client.get("/dataset", headers={"Accept": "text/turtle"}).text
    shapes = shacl.Shapes.from_text(suite("dcat-ap-3.0.0-shapes.ttl").read_text(encoding="utf-8"), format="turtle")
    report = shapes.validate_text(turtle, format="turtle")
    assert report.conforms, [(r.focus_node, r.path) for r in report.results]
    less = turtle.replace("dcat:endpointURL", "dcat:endpoint")
    assert not shapes.validate_text(less, format="turtle").conforms, "the shapes look at services"


def test_the_dataset_says_by_which_services_it_is_served(client: httpx.Client) -> None:
    graph = rdflib.Graph().parse(data=client.get("/dataset.ttl").text, format="turtle")
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    services = set(graph.subjects(rdflib.RDF.type, dcat.DataService))
    root = "https://w3id.org/triskele/"
    for service in services:
        assert graph.value(service, dcat.servesDataset) == rdflib.URIRef(f"{root}dataset")
        for predicate in (dcat.endpointURL, dcat.endpointDescription):
            where = str(graph.value(service, predicate)).removeprefix(root)
            assert client.get(f"/{where}", headers={"Accept": "*/*"}).status_code == 200
    assert len(services) == 2
    for file in graph.subjects(dcat.downloadURL):
        where = str(graph.value(file, dcat.downloadURL)).removeprefix(root)
        assert len(client.get(f"/{where}").content) == int(graph.value(file, dcat.byteSize))


def test_the_service_description_declares_what_a_query_may_use(client: httpx.Client) -> None:
    graph = rdflib.Graph().parse(data=client.get("/sparql", headers={"Accept": "text/turtle"}).text, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    (service,) = graph.subjects(rdflib.RDF.type, sd.Service)
    declared = {str(graph.value(node, sh.prefix)): str(graph.value(node, sh.namespace))
                for node in graph.objects(service, sh.declare)}  # fmt: skip
    assert declared == PREFIXES
    for prefix in declared:
        assert client.get("/sparql", params={"query": f"ASK {{ ?s {prefix}:p ?o }}"}).status_code == 200
    samples = {"date": "2012-03-01", "time": "10:00:00", "gYear": "2012", "gYearMonth": "2012-03", "gMonth": "--03",
               "gDay": "---01", "gMonthDay": "--03-01", "duration": "P1Y", "dayTimeDuration": "P1D",
               "yearMonthDuration": "P1Y"}  # fmt: skip
    wkt = '"POLYGON((0 0, 0 1, 1 1, 1 0, 0 0))"^^<http://www.opengis.net/ont/geosparql#wktLiteral>'
    point = '"POINT(32 39)"^^<http://www.opengis.net/ont/geosparql#wktLiteral>'
    metre = "<http://www.opengis.net/def/uom/OGC/1.0/metre>"
    functions = {str(node) for node in graph.objects(service, sd.extensionFunction)}
    assert len(functions) > 30
    for function in functions:
        name = function.replace("#", "/").rpartition("/")[2]
        units = (metre, metre.replace("metre", "square_metre"))
        shapes = (wkt, f"{wkt}, {wkt}", f"{point}, {point}, {metre}", *(f"{wkt}, {unit}" for unit in units))
        calls = [f'"{samples[name]}"'] if name in samples else shapes
        query = "SELECT " + " ".join(f"(<{function}>({call}) AS ?v{i})" for i, call in enumerate(calls)) + " {}"
        answer = client.get("/sparql", params={"query": query})
        assert answer.json()["results"]["bindings"][0], f"{name} computes nothing"
