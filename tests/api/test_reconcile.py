"""Reconciliation as the W3C draft has it: manifest, batches, suggestions, preview, extension."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

ID = "https://w3id.org/triskele/id/"


def ask(client: httpx.Client, **query: Any) -> list[dict[str, Any]]:
    answer = client.post("/reconcile", data={"queries": json.dumps({"q": query})})
    assert answer.status_code == 200, answer.text
    result: list[dict[str, Any]] = answer.json()["q"]["result"]
    return result


def test_the_manifest_leads_to_everything(client: httpx.Client) -> None:
    manifest = client.get("/reconcile").json()
    assert "0.2" in manifest["versions"]
    assert (manifest["identifierSpace"], manifest["view"]["url"]) == (ID, "{{id}}")
    assert {t["id"] for t in manifest["defaultTypes"]} >= {"Actor", "University", "Firm"}
    for kind in ("entity", "type", "property"):
        service = manifest["suggest"][kind]
        found = client.get(service["service_url"] + service["service_path"], params={"prefix": "un"})
        assert all({"id", "name"} <= set(r) for r in found.json()["result"])
    propose = manifest["extend"]["propose_properties"]
    assert client.get(propose["service_url"] + propose["service_path"], params={"type": "Actor"}).json()["properties"]
    preview = client.get(manifest["preview"]["url"].replace("{{id}}", f"{ID}actor/sea-park"))
    assert "Sea Park" in preview.text


def test_a_year_leaves_out_what_was_founded_later(client: httpx.Client) -> None:
    queries = json.dumps({"q": {"query": "Needle Cluster"}})

    def found(year: int) -> list[str]:
        result = client.get("/reconcile", params={"queries": queries, "as_of": year}).json()["q"]["result"]
        return [candidate["id"] for candidate in result]

    assert f"{ID}actor/sea-cluster" in found(2015)
    assert f"{ID}actor/sea-cluster" not in found(2014)


def test_candidates_explain_their_scores(client: httpx.Client) -> None:
    best, *rest = ask(client, query="Deniz Teknopark", type="Technopark")
    assert best["id"] == f"{ID}actor/sea-park"
    assert best["match"] is True
    features = {f["id"]: f["value"] for f in best["features"]}
    assert features["type"] == 1
    assert best["score"] == pytest.approx(100 * (6 * features["name"] + 2 * features["type"]) / 8, abs=0.01)
    assert all(not r["match"] and r["score"] <= best["score"] for r in rest)


def test_type_place_year_and_sphere_constrain(client: httpx.Client) -> None:
    assert {c["type"][0]["id"] for c in ask(client, query="universitesi", type="University")} == {"University"}
    places = {c["id"]: {f["id"]: f["value"] for f in c["features"]}
              for c in ask(client, query="universitesi", properties=[{"pid": "place", "v": "Tepe"}])}  # fmt: skip
    assert places[f"{ID}actor/south-university"]["place"] == 1
    assert places[f"{ID}actor/north-university"]["place"] == 0
    wider = ask(client, query="Kuzey Üniversitesi", properties=[{"pid": "place", "v": {"id": f"{ID}place/land"}}])
    assert wider[0]["score"] == 100
    year = ask(client, query="İğne Deniz Kümesi", properties=[{"pid": "year", "v": "2015"}])[0]
    off = ask(client, query="İğne Deniz Kümesi", properties=[{"pid": "year", "v": 2013}])[0]
    unknown = ask(client, query="Deniz Teknoparkı", properties=[{"pid": "year", "v": "2013"}])[0]
    assert year["score"] == 100
    assert {f["id"]: f["value"] for f in off["features"]}["year"] == pytest.approx(0.6)
    assert {f["id"]: f["value"] for f in unknown["features"]}["year"] == 0.5
    sphere = ask(client, query="Halat", properties=[{"pid": "sphere", "v": "industry"}])[0]
    assert {f["id"]: f["value"] for f in sphere["features"]}["sphere"] == 1


def test_many_at_once_and_by_get(client: httpx.Client) -> None:
    queries = {
        f"q{i}": {"query": name, "limit": 2} for i, name in enumerate(("Gemi", "Yelken", "nothing like it xyzzy"))
    }
    document = client.get("/reconcile", params={"queries": json.dumps(queries)}).json()
    assert document["q0"]["result"][0]["id"] == f"{ID}actor/ship-firm"
    assert document["q2"]["result"] == []
    assert all(len(r["result"]) <= 2 for r in document.values())


def test_a_table_is_extended(client: httpx.Client) -> None:
    asked = {"ids": [f"{ID}actor/sea-park", "sea-cluster", "nobody"],
             "properties": [{"id": "place"}, {"id": "clusters"}, {"id": "founded"}, {"id": "ties"}]}  # fmt: skip
    document = client.post("/reconcile?lang=tr", data={"extend": json.dumps(asked)}).json()
    assert [m["name"] for m in document["meta"]] == ["Yer", "Kümeler", "Kuruluş", "Bağ sayısı"]
    rows = document["rows"]
    assert rows[f"{ID}actor/sea-park"]["place"] == [{"id": f"{ID}place/harbour", "name": "Liman"}]
    assert rows[f"{ID}actor/sea-park"]["clusters"][0]["id"] == f"{ID}actor/sea-cluster"
    assert rows["sea-cluster"]["founded"] == [{"date": "2015-03"}]
    assert rows["nobody"] == {"place": [], "clusters": [], "founded": [], "ties": []}


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"queries": "[]"},
        {"queries": "{"},
        {"queries": "[" * 100_000},
        {"queries": '{"q": 5}'},
        {"queries": '{"q": {"query": "a", "limit": -1}}'},
        {"queries": '{"q": {"query": "a", "type": "Nobody"}}'},
        {"queries": '{"q": {"query": "a", "properties": [{"pid": "weight", "v": 1}]}}'},
        {"queries": '{"q": {"query": "a", "properties": [1]}}'},
        {"extend": "{}"},
        {"extend": '{"ids": ["a"], "properties": [{"id": "weight"}]}'},
        {"queries": "{}", "extend": "{}"},
    ],
)
def test_bad_batches_are_told(client: httpx.Client, form: dict[str, str]) -> None:
    answer = client.post("/reconcile", data=form)
    assert answer.status_code in (400, 415), answer.text
    assert answer.json()["hint"]
