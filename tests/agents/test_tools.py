"""The tools as an agent meets them, over HTTP, on the tiny ecosystem: every fact with where it is said."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError

from tests.agents.talking import talk
from triskele_api.agents.fitting import MOST_BYTES
from triskele_api.agents.tools import TOOLS

RESOURCES = ("triskele://ontology", "triskele://examples", "triskele://release", "triskele://examples/founders")


@pytest.fixture(scope="module")
def address(client: httpx.Client) -> str:
    return f"{client.base_url}/mcp"


def one(address: str, name: str, /, **given: Any) -> dict[str, Any]:
    return talk(address, [(name, given)])[0]


def refused(address: str, name: str, /, **given: Any) -> dict[str, Any]:
    error: dict[str, Any] = talk(address, [(name, given)], fails=True)[0]["error"]
    return error


def test_what_there_is_is_listed_and_can_be_read(address: str) -> None:
    found: dict[str, Any] = {}

    async def run() -> None:
        async with Client(address) as client:
            found["instructions"] = client.instructions
            found["tools"] = (await client.list_tools()).tools
            found["listed"] = [r.uri for r in (await client.list_resources()).resources]
            found["texts"] = [(await client.read_resource(uri)).contents[0].text for uri in RESOURCES]
            found["prompts"] = {p.name for p in (await client.list_prompts()).prompts}
            asked = {"claim": "Ship Firm funds {language}", "language": "Turkish"}
            found["messages"] = (await client.get_prompt("check_a_claim", asked)).messages
            for name, work in (
                ("near", client.read_resource("triskele://ontologi")),
                ("missing", client.get_prompt("check_a_claim", {})),
            ):
                try:
                    await work
                except MCPError as error:
                    found[name] = str(error)

    asyncio.run(run())
    assert "contradictions" in found["instructions"]
    tools = found["tools"]
    assert [t.name for t in tools] == list(TOOLS)
    assert len(tools) <= 10
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert tool.description
        assert tool.input_schema["additionalProperties"] is False
        assert not any("title" in member for member in tool.input_schema["properties"].values())
    assert found["listed"] == list(RESOURCES[:3])
    for text in found["texts"]:
        assert '"release":1' in text
        assert len(text.encode()) < MOST_BYTES
    assert {"answer_with_evidence", "check_a_claim"} <= found["prompts"]
    (message,) = found["messages"]
    assert "Ship Firm funds {language}" in message.content.text
    assert "Answer in Turkish" in message.content.text
    assert "Did you mean triskele://ontology" in found["near"]
    assert "needs claim" in found["missing"]


def test_a_tie_says_who_when_how_and_where_it_is_said(address: str) -> None:
    for name in ("ship-firm", "actor/ship-firm", "https://w3id.org/triskele/id/actor/ship-firm", "Ship Firm"):
        answer = one(address, "ties", thing=name, other="north-university")
        assert (answer["release"], answer["as_of"], answer["count"]) == (1, None, 1)
        (tie,) = answer["items"]
        assert tie["iri"] == "https://w3id.org/triskele/id/tie/tiny-t02"
        assert {p["iri"].rpartition("/")[2] for p in tie["participants"]} == {"north-university", "ship-firm"}
        assert tie["modality"] == "stated"
        assert (tie["dates"]["from"], tie["dates"]["to"], tie["dates"]["latest_end"]) == ("2008", "2016", 2016)
        (piece,) = tie["evidence"]
        assert (piece["document"], piece["section"], piece["lines"]) == ("novel", "4", "31-32")
        assert piece["says"]


def test_labels_and_statements_come_in_the_language_asked_for(address: str) -> None:
    english, turkish = talk(address, [("ties", {"thing": "ship-firm", "language": tag}) for tag in ("en", "tr")])
    assert english["items"][0]["evidence"][0]["says"] != turkish["items"][0]["evidence"][0]["says"]
    assert one(address, "describe", thing="kuzey üniversitesi", language="tr")["thing"]["label"] == "Kuzey Üniversitesi"


def test_near_names_are_offered_and_none_is_taken_for_another(address: str) -> None:
    error = refused(address, "ties", thing="Noth Universty")
    assert error["code"] == "unknown-thing"
    assert error["near"][0]["label"] == "North University"
    assert error["near"][0]["iri"].startswith("https://")
    assert "sail-firm" in refused(address, "describe", thing="actor/sail-frm")["hint"]
    assert "degree" in refused(address, "measure", metric="degre-centrality")["hint"]
    assert "funding" in refused(address, "ties", type=["fundng"])["hint"]
    assert "thing" in refused(address, "ties", thin="ship-firm")["hint"]
    assert "ties" in refused(address, "tiess")["hint"]
    assert "founders" in refused(address, "questions", name="founder")["hint"]
    found = one(address, "find", text="igne kumesi")
    assert found["items"][0]["iri"].endswith("/sea-cluster")


def test_filters_take_labels_as_well_as_keys(address: str) -> None:
    by_key = one(address, "list", what="actors", type=["University"], place=["land"])
    by_label = one(address, "list", what="actors", type=["üniversite"], place=["Ülke"])
    assert by_key["count"] == 3
    assert [a["iri"] for a in by_label["items"]] == [a["iri"] for a in by_key["items"]]
    counted = one(address, "list", what="actors", count_by="type", limit=1)
    assert {"key": "University", "label": "university", "count": 3} in counted["counts"]


def test_what_the_sources_do_not_say_is_an_answer_with_what_was_searched(address: str) -> None:
    answer = one(address, "ties", thing="ship-firm", type=["licensing"], as_of=2010)
    assert answer["found"] is False
    told = answer["not_in_the_sources"]
    assert "not evidence" in told["says"]
    searched = told["searched"]
    assert [d["key"] for d in searched["documents"]] == ["novel"]
    assert (searched["as_of"], searched["ends"], searched["filters"]) == (
        2010, {"actor": "actor/ship-firm"}, {"type": ["licensing"]}
    )  # fmt: skip
    assert searched["ties_of_these_ends_whatever_type_year_modality_and_confidence"] == 2
    for name, given in (
        ("find", {"text": "zzzzqqq"}),
        ("figures", {"about": "ship-firm"}),
        ("list", {"what": "events", "subject": "ship-firm"}),
        ("query", {"query": "SELECT ?x { ?x a tsk:Nothing }"}),
        ("questions", {"about": "zzzzqqq"}),
        ("path", {"source": "ship-firm", "target": "idle-university", "selection": {"isolates": True}}),
    ):
        assert one(address, name, **given, language="tr")["not_in_the_sources"]["searched"]["documents"], name


def test_contradictions_come_with_both_claims(address: str) -> None:
    for name, given in (
        ("figures", {"about": "sea-cluster"}),
        ("describe", {"thing": "sea-cluster"}),
        ("query", {"query": "SELECT ?f { ?f a tsk:Figure }"}),
        ("list", {"what": "contradictions", "of": "sea-cluster"}),
    ):
        answer = one(address, name, **given)
        (dispute,) = answer["items"] if name == "list" else answer["contradictions"]
        first, second = dispute["claims"]
        assert first["says"] != second["says"]
        assert first["evidence"][0]["lines"]
        assert second["evidence"][0]["lines"]


def test_records_can_be_described_too(address: str) -> None:
    for kind, key in (("tie", "tiny-t02"), ("figure", "tiny-f1"), ("event", "tiny-e1"), ("contradiction", "tiny-k1")):
        answer = one(address, "describe", thing=f"https://w3id.org/triskele/id/{kind}/{key}")
        assert answer["record"]["iri"].endswith(key)
        assert "claims" in answer["record"] or answer["record"]["evidence"][0]["lines"]
    assert one(address, "describe", thing="evidence/tiny-t01")["record"]["evidence"][0]["says"]


def test_a_year_keeps_what_was_there(address: str) -> None:
    assert one(address, "ties", thing="ship-firm", as_of=2017)["as_of"] == 2017
    keys = [t["iri"].rpartition("/")[2] for t in one(address, "ties", thing="ship-firm", as_of=2017)["items"]]
    assert keys == ["tiny-t04"]
    both = [one(address, "query", query="SELECT ?t { ?t a tsk:Tie }", as_of=y)["count"] for y in (2004, 2012)]
    assert both[0] < both[1]
    assert refused(address, "ties", as_of=20_000)["code"] == "invalid-input"


@pytest.mark.parametrize(
    ("name", "given", "size"),
    [
        ("ties", {}, 11),
        ("list", {"what": "actors"}, 12),
        ("describe", {"thing": "north-university"}, 3),
        ("query", {"query": "SELECT ?t { ?t a tsk:Tie } ORDER BY ?t"}, 12),
    ],
)
def test_pages_hold_every_record_once(address: str, name: str, given: dict[str, Any], size: int) -> None:
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        answer = one(address, name, **given, limit=2, **cursor)
        page = answer["ties"] if name == "describe" else answer
        assert page["count"] == size
        rows = page.get("items") or [{"iri": row[0]} for row in page["rows"]]
        assert page["shown"] == len(rows) <= 2
        seen += [row["iri"] for row in rows]
        if "next_cursor" not in page:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert len(seen) == len(set(seen)) == size


def test_rows_of_a_query_come_with_what_they_rest_on(address: str) -> None:
    answer = one(address, "query", query="SELECT ?t ?n { ?t a tsk:Tie BIND(1.5 AS ?n) } ORDER BY ?t LIMIT 2")
    assert answer["columns"] == ["t", "n"]
    assert answer["rows"][0][1] == 1.5
    assert [f["iri"] for f in answer["facts"]] == [row[0] for row in answer["rows"]]
    for fact in answer["facts"]:
        assert fact["modality"]
        assert fact["evidence"][0]["document"] == "novel"
        assert fact["evidence"][0]["lines"]
    assert one(address, "query", query="ASK { ?t a tsk:Tie }")["answer"] is True
    graph = one(address, "query", query="CONSTRUCT WHERE { ?t a tsk:Tie }", limit=2)
    assert (graph["count"], len(graph["statements"]), graph["next_cursor"]) == (12, 2, "2")


def test_paths_metrics_and_sources(address: str) -> None:
    path = one(address, "path", source="Ship Firm", target="sail-firm")["paths"][0]
    assert path["nodes"][0]["iri"].endswith("ship-firm")
    assert len(path["steps"]) == path["length"]
    assert all(step["ties"][0]["evidence"] for step in path["steps"])
    degree = one(address, "measure", metric="degree-centrality", limit=2, parameters={"spheres": ["industry"]})
    assert degree["shown"] == 2
    assert degree["address"].startswith("https://")
    assert degree["chosen"]["ties"]
    series = one(address, "measure", metric="sphere-entropy", from_year=2010, to_year=2011)
    assert [point["as_of"] for point in series["points"]] == [2010, 2011]
    assert one(address, "measure", metric="sphere-entropy", explain=True)["definition"]["formula"]
    assert one(address, "measure")["count"] > 60
    assert one(address, "sources")["documents"][0]["key"] == "novel"
    assert one(address, "sources", document="novel")["document"]["rests_on_it"]["ties"]


@pytest.mark.parametrize("what", ["clusters", "events", "classes", "vocabularies", "networks", "releases"])
def test_everything_that_can_be_listed_is(address: str, what: str) -> None:
    assert one(address, "list", what=what)["items"]


def test_a_release_can_be_pinned_by_the_address(client: httpx.Client) -> None:
    assert talk(f"{client.base_url}/r/1/mcp", [("query", {"query": "ASK {}"}), ("sources", {})])[0]["release"] == 1
    error = talk(f"{client.base_url}/r/9/mcp", [("sources", {})], fails=True)[0]["error"]
    assert error["code"] == "unknown-release"
