"""RDF that comes in is contained in the release as it was, and counts as rows of our own do."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given
from hypothesis import settings as trials
from hypothesis import strategies as st

from tests.serving import PATIENT, serve
from triskele import terms
from triskele.ecosystem import Ecosystem
from triskele.errors import SourceError
from triskele.ledger.tables import Ledger, opened
from triskele.ownership import Owner
from triskele.rdf.render import WORDS, prepare, write_queries
from triskele.release import Release
from triskele.release.build import build_release
from triskele.release.exports import export_path, write_exports
from triskele.release.gather import Gathered, gather, read_terms
from triskele.release.judging import validate_file, validate_sources
from triskele.settings import Settings
from triskele.sources import Known
from triskele.sources.statements import RdfFiles

HEAD = """
@prefix ex: <https://example.org/ns#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sphere: <https://w3id.org/triskele/vocabularies/spheres#> .
@prefix tsk: <https://w3id.org/triskele/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
# a firm at an address of its own, a class and a property below ours, nodes without names, graphs of the file's own
OWN = (
    HEAD
    + """
ex:Lab rdfs:subClassOf tsk:RDCentre ; rdfs:label "Laboratuvar"@tr , "Laboratory"@en .
ex:helps rdfs:subPropertyOf tsk:suppliesTo .
<https://firm.example/a.ttl> a tsk:Firm ; skos:prefLabel "Dotted"@en .
<https://firm.example/acme> a tsk:Firm ; skos:prefLabel "Akme"@tr , "Acme"@en ; ex:helps ex:lab ;
  owl:sameAs <http://www.wikidata.org/entity/Q1> ; tsk:cooperatesWith ex:lab .
ex:lab a ex:Lab ; skos:prefLabel "Deneme"@tr , "Trial"@en ; skos:altLabel "The trial lab"@EN-gb ;
  ex:score 1.0 , 01 , 1e0 , "1.00"^^xsd:decimal , "x"^^ex:kind ;
  ex:address [ ex:street "a \\"b\\"\\\\ \\n\\t\\r\\u0001" ] .
[] a tsk:Firm ; skos:prefLabel "Adsız"@tr , "Nameless"@en .
ex:gadget a ex:Gadget ; rdfs:label "A gadget" ; ex:weight 3 .
ex:graph { ex:lab ex:near [ ex:street "c" ] . ex:graph ex:by _:who }
_:unnamed { ex:lab ex:seen true . _:unnamed ex:by ex:lab }
"""
)


def folder_of(folder: Path, **files: str) -> Path:
    """A seeds folder with one set, ``own``, of these files; ``_`` stands for the dot."""
    (folder / "own").mkdir(parents=True)
    (folder / "datapackage.json").write_text(json.dumps({"name": "own", "resources": []}))
    for name, text in files.items():
        (folder / "own" / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder


@contextmanager
def gathered(seeds: Path) -> Iterator[tuple[Ledger, Gathered]]:
    options = Settings.read({}, seeds=seeds)
    with opened() as ledger:
        yield ledger, gather(options, read_terms(options), ledger)


def canonical(lines: bytes) -> list[str]:
    dataset = ox.Dataset(ox.parse(lines, format=ox.RdfFormat.N_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(str(quad) for quad in dataset)


def in_graph(text: str, form: ox.RdfFormat, graph: str) -> bytes:
    """A document as N-Quads, its default graph named."""
    quads = ox.parse(text.encode(), format=form)
    default = ox.DefaultGraph()
    named = (
        q if q.graph_name != default else ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(graph)) for q in quads
    )
    return ox.serialize(named, format=ox.RdfFormat.N_QUADS) or b""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("own")
    shapes = HEAD + (
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "ex:weighed a sh:NodeShape ; sh:targetClass ex:Gadget ; sh:property "
        "[ sh:path ex:weight ; sh:maxInclusive 2 ; sh:severity sh:Warning ; sh:message 'Too heavy.'@en ] ."
    )
    seeds = folder_of(folder / "seeds", own_trig=OWN, shapes_ttl=shapes)
    return build_release(Settings.read({}, data=folder / "data", seeds=seeds))


def test_what_comes_in_is_contained_as_it_was(own: Release) -> None:
    mine = (f"<{Owner().graphs}own>", "<https://example.org/ns#graph>")
    with gzip.open(own.folder / "data.nq.gz", "rt", encoding="utf-8", newline="\n") as lines:
        every = list(lines)
    kept = [line for line in every if line[:-3].endswith(mine) or line[:-3].rpartition(" ")[2].startswith("_:")]
    assert not any("<https://w3id.org/triskele/dataset" in line for line in every), "nobody's, and so not ours"
    assert any(line.startswith(f"<{Owner().root}dataset> ") for line in every)
    wanted = canonical(in_graph(OWN, ox.RdfFormat.TRIG, Owner().graphs + "own"))
    assert canonical("".join(kept).encode()) == wanted
    assert any('"01"' in line for line in wanted)  # 01 is not 1, 1.00 not 1.0


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    with opened() as ledger:
        prepare(ledger, terms.ROOT)
        yield ledger


_iris = st.sampled_from([f"<http://example.org/{n}>" for n in "abcd"])
_blanks = st.sampled_from(["_:a", "_:b", "_:c"])
_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_literals = st.builds(
    lambda text, kind: (
        ox.Literal(text, datatype=ox.NamedNode(f"http://example.org/{kind}"))
        if kind in "de"
        else ox.Literal(text, language=kind)
        if kind
        else ox.Literal(text)
    ).__str__(),
    _texts,
    st.sampled_from(["", "d", "e", "tr", "en-gb"]),
)
_quads = st.tuples(_iris | _blanks, _iris, _iris | _blanks | _literals, st.sampled_from(["", "_:g", "<http://g/1>"]))


@given(st.lists(_quads, max_size=12))
@trials(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_statements_come_out_as_they_went_in(tmp_path: Path, ledger: Ledger, quads: list[tuple[str, ...]]) -> None:
    text = "".join(f"{' '.join(part for part in quad if part)} .\n" for quad in quads)
    (tmp_path / "own").mkdir(exist_ok=True)
    (tmp_path / "own" / "any.nq").write_text(text, encoding="utf-8", newline="\n")
    (source,) = RdfFiles.find(tmp_path, Known())
    ledger.execute("DELETE FROM statements")
    for batch in source.batches():
        ledger.append(batch.table, batch.rows)
    write_queries(ledger, [WORDS], tmp_path / "out.nq")
    assert canonical((tmp_path / "out.nq").read_bytes()) == canonical(
        in_graph(text, ox.RdfFormat.N_QUADS, Owner().graphs + "own")
    )


TABLES = (
    "things", "names", "spheres", "ties", "ends", "figures", "events", "participants", "classifications",
    "contradictions", "claims", "evidence", "supports", "documents", "identifiers",
)  # fmt: skip


def test_statements_of_a_release_read_back_are_the_rows_they_were_rendered_from(
    release: Release, tiny: Path, tmp_path: Path
) -> None:
    mark = f" <{terms.SOURCE_GRAPH}tiny> .\n"
    with gzip.open(release.folder / "data.nq.gz", "rt", encoding="utf-8", newline="\n") as lines:
        text = "".join(line.removesuffix(mark) + " .\n" for line in lines if line.endswith(mark))
    seeds = folder_of(tmp_path / "seeds")
    (seeds / "own").rename(seeds / "tiny")
    (seeds / "tiny" / "all.nt").write_text(text, encoding="utf-8", newline="\n")
    with gathered(tiny) as (first, _), gathered(seeds) as (second, report):
        assert report.report.findings == ()
        for table in TABLES:
            columns = [c for (c,) in first.query(f"SELECT name FROM pragma_table_info('{table}')")]
            kept = ", ".join(f'"{c}"' for c in columns if c not in ("verbatim", "file", "row", "told", "place", "rule"))
            named = " WHERE thing IN (SELECT iri FROM things)" if table == "names" else ""  # not of concepts
            query = f"SELECT {kept} FROM {table}{named} ORDER BY ALL"
            assert list(second.query(query)) == list(first.query(query)), table


def test_a_foreign_firm_and_a_class_below_ours_count(own: Release) -> None:
    assert own.manifest["counts"]["Firm"] == 3
    assert own.manifest["counts"]["RDCentre"] == 1
    ecosystem = Ecosystem(own)
    row = next(iter(ecosystem.query("SELECT ?s { <https://example.org/ns#lab> tsk:sphere ?s }")))
    assert row["s"].endswith("#industry")  # the convention of R&D centres
    asked = "SELECT ?t { ?t a tsk:Tie ; tsk:tieType tie:supply ; tsk:source <https://firm.example/acme> }"
    assert len(list(ecosystem.query(asked))) == 1  # ex:helps stands for a supply
    assert len(list(ecosystem.query(asked, as_of=2020))) == 1
    nameless = "SELECT ?f ?s { ?f a tsk:Firm ; skos:prefLabel 'Nameless'@en ; tsk:sphere ?s }"
    found = next(iter(ecosystem.query(nameless)))
    assert found["f"].startswith(terms.GENID)


def test_what_is_not_known_is_kept_and_said(own: Release) -> None:
    report = {f["shape"]: f for f in json.loads((own.folder / "report.json").read_text())}
    said = report["rdf/unknown-classes"]
    assert (said["severity"], said["file"]) == ("note", "own/own.trig")
    assert said["message_en"].startswith(
        "3 statements about 1 things of unknown classes: https://example.org/ns#Gadget"
    )
    assert "Bilinmeyen sınıflardan 1 şey" in said["message_tr"]
    assert report["https://example.org/ns#weighed"]["message_en"] == "Too heavy."  # shapes of the set's own, unnamed


def test_a_file_of_which_nothing_is_understood_warns(tmp_path: Path) -> None:
    seeds = folder_of(
        tmp_path, vivo_ttl=HEAD + "ex:p a foaf:Person ; rdfs:label 'P' .", bare_ttl=HEAD + "ex:a ex:b 1 ."
    )
    report = validate_sources(Settings.read({}, data=tmp_path, seeds=seeds)).report
    found = {(f.file, f.severity): f for f in report.findings if f.shape == "rdf/nothing-understood"}
    assert set(found) == {("own/vivo.ttl", "warning"), ("own/bare.ttl", "warning")}
    assert "http://xmlns.com/foaf/0.1/Person (1)" in found["own/vivo.ttl", "warning"].message_en
    assert "rdfs:subClassOf" in found["own/vivo.ttl", "warning"].message_tr


def test_bounds_dates_and_ends_of_ties_are_read(tmp_path: Path) -> None:
    text = (
        HEAD
        + """
ex:a a tsk:Firm ; skos:prefLabel "a" . ex:b a tsk:Firm ; skos:prefLabel "b" .
[] a tsk:Tie ; tsk:tieType <https://w3id.org/triskele/vocabularies/tie-types#supply> ;
  tsk:source ex:a ; tsk:target ex:b ;
  tsk:earliestStart 2001 ; tsk:latestStart 2003 ; tsk:latestEnd 2010 ; tsk:amount 1.50 ; tsk:currency "EUR" .
ex:b tsk:suppliedBy ex:a .
"""
    )
    with gathered(folder_of(tmp_path, ties_ttl=text)) as (ledger, _):
        rows = list(ledger.query("SELECT valid_from, valid_from_latest, valid_to, valid_to_latest, amount FROM ties"))
        assert rows == [("2001", "2003", None, "2010", "1.50")]  # the shortcut says nothing new: the tie is there
        assert list(ledger.query("SELECT thing, role FROM ends ORDER BY role")) == [
            ("https://example.org/ns#a", "source"), ("https://example.org/ns#b", "target")
        ]  # fmt: skip


def test_nodes_of_two_files_are_kept_apart(tmp_path: Path) -> None:
    text = HEAD + "[] a tsk:Firm ; rdfs:label 'one' ."
    with gathered(folder_of(tmp_path, a_ttl=text, b_ttl=text)) as (ledger, _):
        assert ledger.one("SELECT count(*) FROM things") == 2


def test_graphs_of_the_release_are_refused_and_statements_about_statements_too(tmp_path: Path) -> None:
    taken = folder_of(tmp_path / "1", a_trig=HEAD + f"<{terms.GRAPH}view/2000> {{ ex:a a tsk:Firm }}")
    report = validate_sources(Settings.read({}, data=tmp_path, seeds=taken)).report
    assert [f.shape for f in report.findings if f.severity == "error"] == ["rdf/reserved-graph"]
    star = folder_of(tmp_path / "2", a_ttl=HEAD + "<< ex:a ex:b ex:c >> ex:d 1 .")
    with pytest.raises(SourceError, match="a statement about a statement"):
        validate_sources(Settings.read({}, data=tmp_path, seeds=star))


def test_one_file_does_not_validate_in_silence(tmp_path: Path) -> None:
    (tmp_path / "vivo.ttl").write_text(HEAD + "ex:p a foaf:Person ; rdfs:label 'P' .")
    (tmp_path / "none.ttl").write_text(HEAD)
    found = validate_file(tmp_path / "vivo.ttl", Settings.read({})).findings
    assert [(f.shape, f.file, f.severity) for f in found] == [("rdf/nothing-understood", "vivo.ttl", "warning")]
    assert [f.shape for f in validate_file(tmp_path / "none.ttl", Settings.read({})).findings] == ["rdf/empty"]


PATCH = """H author "A curator" .
H time "2026-05-04" .
H reason "The firm moved." .
TX .
D <https://example.org/ns#a> <https://example.org/ns#city> "Old" .
A <https://example.org/ns#a> <https://example.org/ns#city> "New"@en .
D <https://example.org/ns#a> <https://example.org/ns#city> "Never said" .
TC .
"""


def test_a_patch_is_replayed_and_says_by_whom_when_and_why(tmp_path: Path) -> None:
    text = HEAD + "ex:a a tsk:Firm ; rdfs:label 'a' ; ex:city 'Old' ."
    seeds = folder_of(tmp_path, a_ttl=text, **{"1_rdfp": PATCH, "2_rdfp": "A what .\nX y ."})
    with gathered(seeds) as (ledger, read):
        said = ledger.query("SELECT object, \"language\" FROM statements WHERE predicate LIKE '%#city'")
        assert list(said) == [("New", "en")]
        record = ledger.query("SELECT object FROM statements WHERE graph LIKE '%/patches' AND subject LIKE '%1.rdfp'")
        assert {o for (o,) in record} >= {"A curator", "2026-05-04", "The firm moved."}
        found = [(f.file, f.row, f.shape, f.severity) for f in read.report.findings]
        assert found == [
            ("own/1.rdfp", 7, "rdf/patch-nothing", "warning"),
            *(("own/2.rdfp", row, "rdf/patch", "error") for row in (0, 0, 0, 1, 2)),
        ]


_RML = "http://semweb.mmlab.be/ns/rml#"
_RR = "http://www.w3.org/ns/r2rml#"


def run_mapping(folder: Path) -> bytes:
    """A processor of the part of RML that the document uses, over the tables of a release."""
    said: dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]] = {}
    text = (folder / "mapping.rml.ttl").read_text(encoding="utf-8").replace("tables/", f"{folder}/tables/")
    for triple in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE):
        said.setdefault(str(triple.subject), {}).setdefault(triple.predicate.value, []).append(triple.object)

    def one(node: object, name: str) -> ox.NamedNode | ox.BlankNode | ox.Literal | None:
        return (said[str(node)].get(name) or [None])[0]

    def term(node: object, value: str) -> ox.NamedNode | ox.BlankNode | ox.Literal:
        kind = one(node, _RR + "termType")
        if kind == ox.NamedNode(_RR + "BlankNode"):
            return ox.BlankNode(value)
        if kind == ox.NamedNode(_RR + "IRI"):
            return ox.NamedNode(value)
        tag, datatype = one(node, _RR + "language"), one(node, _RR + "datatype")
        return ox.Literal(value, language=tag.value if tag else None, datatype=datatype)

    quads = []
    with opened() as engine:
        for says in list(said.values()):
            for source in says.get(_RML + "logicalSource", []):
                (subject,), (pair,) = says[_RR + "subjectMap"], says[_RR + "predicateObjectMap"]
                value, fixed = one(pair, _RR + "objectMap"), one(pair, _RR + "predicate")
                for row in engine.query(one(source, _RML + "query").value):
                    s, g = row[0], row[-1]
                    p = fixed or ox.NamedNode(row[1])
                    quads.append(ox.Quad(term(subject, s), p, term(value, row[-2]), ox.NamedNode(g)))
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


@pytest.mark.parametrize("which", ["release", "own"])
def test_the_published_mapping_makes_the_graphs_of_the_sources(which: str, request: pytest.FixtureRequest) -> None:
    made: Release = request.getfixturevalue(which)
    with gzip.open(made.folder / "data.nq.gz", "rt", encoding="utf-8", newline="\n") as lines:
        kept = [
            line
            for line in lines
            if (graph := line[:-3].rpartition(" ")[2]).startswith((f"<{terms.SOURCE_GRAPH}", f"<{Owner().graphs}"))
            or not graph.startswith((f"<{terms.GRAPH}", "_:"))
        ]
    assert canonical(run_mapping(made.folder)) == canonical("".join(kept).encode())


def test_things_of_others_and_without_a_name_have_every_page(own: Release) -> None:
    settings = Settings.read({}, data=own.folder.parent.parent, **PATIENT)
    with serve(settings) as client:
        nameless = client.get("/search", params={"q": "nameless"}).json()["items"][0]
        assert nameless["iri"] == terms.GENID + nameless["key"].removeprefix("_:")
        for key in (
            nameless["key"],
            "https://firm.example/acme",
            "https://example.org/ns#lab",
            "https://firm.example/a.ttl",
        ):
            place = quote(key, safe="")
            page = client.get(f"/page/actor/{place}", headers={"Accept": "text/html"})
            assert page.status_code == 200
            found = client.get(f"/data/actor/{place}.json").json()
            assert found["thing"]["key"] == key
            assert all(client.get(form["url"]).status_code == 200 for form in found["formats"])
            iri = rdflib.URIRef(found["thing"]["iri"])
            graph = rdflib.Graph().parse(data=client.get(f"/data/actor/{place}.ttl").text, format="turtle")
            assert (None, rdflib.FOAF.primaryTopic, iri) in graph
            assert (iri, rdflib.RDF.type, None) in graph
            assert client.get(f"/linkset/actor/{place}").status_code == 200
            assert client.get(f"/data/actor/{place}").json()["thing"]["key"] == key
            for kind in ("cluster", "zone"):  # asked for what it is, and not for an address that nobody has
                assert client.get(f"/profiles/{kind}/{place}").json()["code"] == "invalid-input"
                led = client.get(f"/profiles/{kind}/{place}", headers={"Accept": "text/html"})
                assert led.headers["location"] == f"/{kind}/{place}"
                assert client.get(led.headers["location"], headers={"Accept": "text/html"}).status_code == 200
        asked = client.get(f"/.well-known/genid/{nameless['key'].removeprefix('_:')}", follow_redirects=True)
        assert asked.json()["thing"]["key"] == nameless["key"]
        assert client.get("/.well-known/genid/nobody").status_code == 404


def test_a_text_may_hold_any_character_in_every_export(own: Release) -> None:
    write_exports(own)
    with gzip.open(own.folder / "data.nq.gz", "rb") as lines:
        assert sorted(export_path(own, "nq").read_bytes().splitlines()) == sorted(lines.read().splitlines())
