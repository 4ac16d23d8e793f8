"""Years in SPARQL: the same graphs whichever way they are asked for, refused where they would silently be empty."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from triskele.bounded.queries import Question
from triskele.errors import InvalidInput
from triskele.ledger.arrays import Arrays
from triskele.ledger.selection import Selection, mask
from triskele.rdf.tree import SPAN_GRAPH
from triskele.release import Release
from triskele.sparql import check_query

VIEW = "https://w3id.org/triskele/graph/view/"
TIES = "SELECT (COUNT(*) AS ?n) FROMHERE { ?t a tsk:Tie }"


def ask(client: httpx.Client, query: str, **parameters: Any) -> httpx.Response:
    return client.get("/sparql", params={"query": query, "format": "csv", **parameters})


@pytest.mark.parametrize("year", [-300, 2004, 2010, 2013, 2030])
@pytest.mark.parametrize("when", ["possible", "certain"])
def test_a_year_is_the_same_whichever_way_it_is_asked_for(
    client: httpx.Client, release: Release, year: int, when: str
) -> None:
    plain, name = TIES.replace("FROMHERE", ""), str(year).replace("-", "\\-")
    asked = ask(client, plain, as_of=year, when=when)
    ways = [
        ask(client, TIES.replace("FROMHERE", f"FROM <{VIEW}{year}>"), when=when),
        ask(client, "PREFIX v: <graph/view/> " + TIES.replace("FROMHERE", f"FROM v:{name}"), when=when),
        ask(client, plain, when=when, **{"default-graph-uri": f"{VIEW}{year}"}),
    ]
    chosen = release.chosen(year, when)
    assert int(asked.text.split()[1]) == chosen["ties"]
    assert asked.headers["triskele-chosen"] == "; ".join(f"{name}={count}" for name, count in chosen.items())
    for answer in ways:
        assert answer.text == asked.text
        for name in ("as-of", "view", "when", "chosen"):
            assert answer.headers[f"triskele-{name}"] == asked.headers[f"triskele-{name}"]
        again = client.get(answer.request.url, headers={"If-None-Match": answer.headers["etag"]})
        assert again.status_code == 304


def test_what_is_chosen_is_what_the_arrays_choose(release: Release) -> None:
    arrays = Arrays(release.folder / "arrays")
    counted = set()
    for year in (1000, 2005, 2008, 2010, 2012, 2014, 2016, 2030):
        for when in ("possible", "certain"):
            selection = Selection(as_of=year, when=when)
            kept = mask([*selection.tie_conditions(), *selection.year_conditions()], arrays.pairs, len(arrays.pairs))
            there = mask(selection.year_conditions(), arrays.nodes, len(arrays.nodes)) & arrays.nodes["actor"]
            chosen = release.chosen(year, when)
            assert chosen["ties"] == len(set(arrays.pairs["tie"][kept].tolist()))
            assert chosen["actors"] == int(there.sum())
            counted.add(chosen["ties"])
    assert len(counted) > 3


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        (f"SELECT * {{ GRAPH <{VIEW}2010> {{ ?s ?p ?o }} }}", {}),
        ("SELECT * { GRAPH <graph/view/2010> { ?s ?p ?o } }", {}),
        (rf"PREFIX g: <{VIEW}> SELECT * {{ {{}}GRAPH g:2010 {{ ?s ?p ?o }} }}", {}),
        ("PREFIX g: <graph/> SELECT * { GRAPH g:view\\/2010 { ?s ?p ?o } }", {}),
        (f"SELECT * FROM NAMED <{VIEW}2010> {{ ?s ?p ?o }}", {}),
        (f"SELECT * FROM <{VIEW}2010> FROM <{VIEW}2011> {{ ?s ?p ?o }}", {}),
        (f"SELECT * FROM <{VIEW}2010> FROM NAMED <urn:g> {{ ?s ?p ?o }}", {}),
        ("SELECT * { ?s ?p ?o }", {"named-graph-uri": VIEW + "2010"}),
        ("SELECT * { ?s ?p ?o }", {"default-graph-uri": [VIEW + "2010", "urn:g"]}),
        ("SELECT * FROM <urn:g> { ?s ?p ?o }", {"as_of": 2010}),
        (f"SELECT * FROM <{VIEW}2010> {{ ?s ?p ?o }}", {"as_of": 2010}),
        ("SELECT * { ?s ?p ?o }", {"as_of": 2010, "default-graph-uri": VIEW + "2010"}),
    ],
)
def test_a_year_where_it_would_find_nothing_is_refused(
    client: httpx.Client, query: str, parameters: dict[str, Any]
) -> None:
    answer = ask(client, query, **parameters)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-input"), answer.text
    assert "as_of" in answer.json()["hint"]


@pytest.mark.parametrize(
    ("parameters", "named"),
    [({"when": "certain"}, "as_of"), ({"when": "surely", "as_of": 2010}, "certain"), ({"as_of": "+2010"}, "2015"),
     ({"default-graph-uri": VIEW + "soon"}, "year=2015")],
)  # fmt: skip
def test_a_year_or_certainty_that_is_none_is_refused(client: httpx.Client, parameters: Any, named: str) -> None:
    answer = ask(client, "ASK { ?s ?p ?o }", **parameters)
    assert answer.status_code == 400
    assert named in answer.json()["hint"]


def test_graphs_of_the_years_are_seen_only_by_their_names(client: httpx.Client, release: Release) -> None:
    listed = ask(client, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").text.split()[1:]
    assert set(listed) == set(release.manifest["graphs"])
    span = next(name for name in release.store.graphs() if name.startswith(SPAN_GRAPH))
    count = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{span}> {{ ?s ?p ?o }} }}"
    assert int(ask(client, count).text.split()[1]) > 0
    assert span not in ask(client, "DESCRIBE <https://w3id.org/triskele/dataset>").text
    assert ask(client, count, as_of=2010).text == ask(client, count).text


def test_what_the_tokens_say_of_graphs() -> None:
    facts = check_query(
        "BASE <http://b/> PREFIX p: <x/> SELECT ?FROM FROM<a>FROM NAMED p:n\\,1 "
        "{ { }GRAPH <#c> { ?s ?p 'FROM <no>' } GRAPH ?g { <d> p:e p:f } FILTER(?s = <g>) }"
    )
    assert facts.default == ("http://b/a",)
    assert facts.named == ("http://b/x/n,1",)
    assert facts.graphs == ("http://b/#c",)
    assert facts.asks_graphs


def test_a_query_in_this_process_sees_the_same(release: Release) -> None:
    rows = list(release.query("SELECT ?t { ?t a tsk:Tie }", as_of=2010))
    assert len(rows) == len({row["t"] for row in rows}) == release.chosen(2010)["ties"]
    with pytest.raises(InvalidInput, match="as_of"):
        release.scope(Question("", {}, as_of=2010), check_query("SELECT * FROM <urn:g> { ?s ?p ?o }"))
