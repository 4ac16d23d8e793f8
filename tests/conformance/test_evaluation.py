"""Query evaluation end to end on a known graph: answers written out, formats that say the same."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree

import httpx
import pytest

CASES = {
    "filter and order": (
        'SELECT ?l { ?a a tsk:University ; skos:prefLabel ?l FILTER(LANG(?l) = "tr") } ORDER BY DESC(?l)',
        [["Kuzey Üniversitesi"], ["Işık Üniversitesi"], ["Güney Üniversitesi"]],
    ),
    "aggregate and having": (
        "SELECT ?s (COUNT(?t) AS ?n) { ?t tsk:source ?s } GROUP BY ?s HAVING(COUNT(?t) > 1) ORDER BY ?s",
        [["https://w3id.org/triskele/id/actor/town-ministry", "2"]],
    ),
    "optional and coalesce": (
        "SELECT ?k (COALESCE(?from, 'open') AS ?f) { VALUES ?t { <https://w3id.org/triskele/id/tie/tiny-t04> "
        "<https://w3id.org/triskele/id/tie/tiny-t05> } BIND(REPLACE(STR(?t), '^.*/', '') AS ?k) "
        "OPTIONAL { ?t tsk:validFrom ?from } } ORDER BY ?k",
        [["tiny-t04", "open"], ["tiny-t05", "2010"]],
    ),
    "property path": (
        "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a dct:spatial/tsk:within* <https://w3id.org/triskele/id/place/land> "
        "FILTER NOT EXISTS { ?a a tsk:Event } }",
        [["12"]],
    ),
    "union and minus": (
        "SELECT (COUNT(*) AS ?n) { { ?a a tsk:Firm } UNION { ?a a tsk:Ministry } MINUS { ?t tsk:source ?a } }",
        [["3"]],
    ),
    "subquery and negation": (
        "SELECT (COUNT(?a) AS ?n) { { SELECT ?a { ?a a ?c . ?c rdfs:subClassOf* tsk:Actor } } "
        "FILTER NOT EXISTS { ?t ?p ?a ; a tsk:Tie } }",
        [["1"]],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_known_answers(client: httpx.Client, name: str) -> None:
    query, expected = CASES[name]
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
    assert answer.status_code == 200, answer.text
    assert list(csv.reader(io.StringIO(answer.text)))[1:] == expected


def test_the_four_result_formats_say_the_same(client: httpx.Client) -> None:
    query = "SELECT ?a ?l ?n { ?a skos:prefLabel ?l OPTIONAL { ?a tsk:date ?n } } ORDER BY ?a ?l LIMIT 20"

    def get(name: str) -> httpx.Response:
        return client.get("/sparql", params={"query": query, "format": name})

    bindings = get("json").json()["results"]["bindings"]
    values = [[row.get(v, {}).get("value", "") for v in "aln"] for row in bindings]
    assert list(csv.reader(io.StringIO(get("csv").text)))[1:] == values
    assert len(get("tsv").text.splitlines()) == 21
    space = "{http://www.w3.org/2005/sparql-results#}"
    root = ElementTree.fromstring(get("xml").content)
    found = [
        ["".join(b.itertext()) if (b := r.find(f"{space}binding[@name='{v}']")) is not None else "" for v in "aln"]
        for r in root.iter(f"{space}result")
    ]
    assert found == values


def test_construct_and_describe_give_graphs(client: httpx.Client) -> None:
    me = "<https://w3id.org/triskele/id/actor/sea-park>"
    described = client.get("/sparql", params={"query": f"DESCRIBE {me}", "format": "nt"}).text
    built = client.get(
        "/sparql", params={"query": f"CONSTRUCT {{ {me} ?p ?o }} WHERE {{ {me} ?p ?o }}", "format": "nt"}
    ).text
    assert built
    assert set(built.splitlines()) <= set(described.splitlines())


def test_a_year_is_a_dataset_of_its_own(client: httpx.Client) -> None:
    query = "SELECT ?b { <https://w3id.org/triskele/id/actor/north-university> tsk:partnersWith ?b } ORDER BY ?b"

    def partners(**more: int) -> list[str]:
        answer = client.get("/sparql", params={"query": query, **more})
        return [r["b"]["value"].rpartition("/")[2] for r in answer.json()["results"]["bindings"]]

    assert partners(as_of=2007) == ["south-university"]
    assert partners(as_of=2010) == ["ship-firm", "south-university"]
    assert partners(as_of=2017) == ["south-university"]
    assert partners() == [], "shortcuts follow from ties and stand only in the views"
