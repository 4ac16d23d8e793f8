"""Reconciliation as the W3C draft has it: manifest, batches, suggestions, preview, extension."""

from __future__ import annotations

import json
import zipfile
from typing import Any

import httpx
import pytest
from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

from tests.suites import suite

ID = "https://w3id.org/triskele/id/"


def ask(client: httpx.Client, **query: Any) -> list[dict[str, Any]]:
    answer = client.post("/reconcile", data={"queries": json.dumps({"q": query})})
    assert answer.status_code == 200, answer.text
    result: list[dict[str, Any]] = answer.json()["q"]["result"]
    return result


def test_the_manifest_leads_to_everything(client: httpx.Client) -> None:
    manifest = client.get("/reconcile").json()
    assert manifest["versions"] == ["0.2"]
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
    assert rows["sea-cluster"]["founded"] == [{"str": "2015-03"}], "its day is not known, and none is made up"
    assert rows["nobody"] == {"place": [], "clusters": [], "founded": [], "ties": []}


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"queries": "[]"},
        {"queries": "{"},
        {"queries": "[" * 100_000},
        {"queries": '{"\\ud800": {"query": "a"}}'},
        {"extend": "{}"},
        {"extend": '{"ids": ["a"], "properties": [{"id": "weight"}]}'},
        {"extend": '{"ids": [["a"]], "properties": [{"id": "place"}]}'},
        {"queries": "{}", "extend": "{}"},
    ],
)
def test_bad_batches_are_told(client: httpx.Client, form: dict[str, str]) -> None:
    answer = client.post("/reconcile", data=form)
    assert answer.status_code in (400, 415), answer.text
    assert answer.json()["hint"]


@pytest.mark.parametrize(
    "query",
    [
        5,
        {},
        {"query": ""},
        {"query": "  ", "properties": []},
        {"query": 7},
        {"query": "a" * 301},
        {"query": "a", "limit": -1},
        {"query": "a", "limit": "many"},
        {"query": "a", "limit": True},
        {"query": "a", "type": "Nobody"},
        {"query": "a", "type": ["University", "Nobody"]},
        {"query": "a", "type": [["University"]]},
        {"query": "a", "type_strict": "perhaps"},
        {"query": "a", "properties": [{"pid": "weight", "v": 1}]},
        {"query": "a", "properties": [1]},
        {"query": "a", "properties": [{"pid": "place", "v": [["x"]]}]},
        {"query": "a", "properties": [{"pid": "place", "v": ["x"] * 51}]},
    ],
)
def test_an_error_concerns_its_query_and_not_the_batch(client: httpx.Client, query: Any) -> None:
    queries = json.dumps({"good": {"query": "Gemi"}, "bad": query, "also good": {"query": "Yelken"}})
    answer = client.post("/reconcile", data={"queries": queries})
    assert answer.status_code == 200, answer.text
    document = answer.json()
    assert document["good"]["result"][0]["id"] == f"{ID}actor/ship-firm"
    assert document["also good"]["result"]
    assert document["bad"]["result"] == []
    assert document["bad"]["error"]["code"] == "invalid-input"
    assert document["bad"]["error"]["hint"]


def keys(found: list[dict[str, Any]]) -> list[str]:
    return [candidate["id"].rpartition("/")[2] for candidate in found]


def test_an_identifier_is_as_good_as_a_name(client: httpx.Client) -> None:
    for written in (f"{ID}actor/sea-park", "actor/sea-park", " actor/sea-park "):
        (only,) = ask(client, query=written)
        assert (only["id"], only["score"], only["match"]) == (f"{ID}actor/sea-park", 100, True)
    assert keys(ask(client, query="sea-park"))[0] == "sea-park"
    assert ask(client, query=f"{ID}actor/nobody-at-all-xyzzy") == []


def test_properties_without_a_name_are_a_query(client: httpx.Client) -> None:
    hill = ask(client, properties=[{"pid": "place", "v": "Tepe"}], type="University")
    assert keys(hill) == ["idle-university", "south-university"]
    assert {candidate["score"] for candidate in hill} == {100}
    assert not any(candidate["match"] for candidate in hill), "two are as good as each other"
    (born,) = ask(client, properties=[{"pid": "founded", "v": "2015-03"}], type="ClusterInitiative")
    assert (keys([born]), born["match"]) == (["sea-cluster"], True)
    near = ask(client, properties=[{"pid": "year", "v": 2014}], type="ClusterInitiative")
    assert {f["id"]: f["value"] for f in near[0]["features"]}["year"] == pytest.approx(0.8)
    assert ask(client, properties=[{"pid": "year", "v": 1900}], type="ClusterInitiative") == []


def test_several_types_and_values_count(client: httpx.Client) -> None:
    def classes(**more: Any) -> set[str]:
        found = ask(client, properties=[{"pid": "place", "v": ["Liman", "Tepe"]}], limit=50, **more)
        return {candidate["type"][0]["id"] for candidate in found}

    assert classes(type=["University", "Ministry"]) == {"University", "Ministry"}
    assert classes(type=[{"id": "University"}]) == {"University"}
    assert classes(type=["University", "OrganisationActor"], type_strict="all") == {"University"}
    assert classes(type=["University", "Ministry"], type_strict="all") == set()
    assert classes(type="University", type_strict="should") > {"University", "Firm"}
    should = ask(client, query="universitesi", type="Firm", type_strict="should")
    assert {f["id"]: f["value"] for f in should[0]["features"]}["type"] == 0
    one = ask(client, query="Kuzey Üniversitesi", properties=[{"pid": "place", "v": ["nowhere", "Liman"]}])[0]
    assert {f["id"]: f["value"] for f in one["features"]}["place"] == 1


def test_every_property_offered_can_be_used(client: httpx.Client) -> None:
    offered = {p["id"] for p in client.get("/reconcile/propose").json()["properties"]}
    suggested = {p["id"] for p in client.get("/reconcile/suggest/property?prefix=").json()["result"]}
    assert offered == suggested
    ids = [f"{ID}actor/sea-cluster", f"{ID}actor/north-university", f"{ID}actor/sea-park"]
    asked = {"ids": ids, "properties": [{"id": given} for given in sorted(offered)]}
    rows = client.post("/reconcile", data={"extend": json.dumps(asked)}).json()["rows"]
    used = set()
    for iri, row in rows.items():
        for given, cells in row.items():
            for cell in cells:
                (value,) = [v for kind, v in cell.items() if kind != "name"]
                found = ask(client, properties=[{"pid": given, "v": value}], limit=100)
                features = next(c["features"] for c in found if c["id"] == iri)
                assert features == [{"id": given, "value": 1.0}], (given, value)
                used.add(given)
    assert used == offered - {"sectors", "alt"}, "the tiny ecosystem has no sectors, and no other names of these three"


def test_a_preview_may_stand_in_a_frame_and_nothing_else(client: httpx.Client) -> None:
    preview = client.get("/reconcile/preview", params={"id": f"{ID}actor/sea-park"})
    assert "frame-ancestors *" in preview.headers["content-security-policy"]
    assert "x-frame-options" not in preview.headers
    for path in ("/page/actor/sea-park", "/", "/reconcile"):
        assert "frame-ancestors 'self'" in client.get(path).headers["content-security-policy"]


# --- as OpenRefine 3.8 sends it ---


def test_a_column_is_reconciled_as_openrefine_does_it(client: httpx.Client) -> None:
    """First ten cells to guess types, then batches with the type chosen and another column as a property; then the
    matched cells are extended."""
    manifest = client.get("/reconcile").json()
    guess = {f"q{i}": {"query": name, "limit": 3} for i, name in enumerate(("Gemi", "Yelken", "Halat"))}
    guessed = client.post("/reconcile", data={"queries": json.dumps(guess)}).json()
    types = {t["id"] for result in guessed.values() for c in result["result"] for t in c["type"]}
    assert "Firm" in types
    queries = {
        "q0": {"query": "Kuzey Üniversitesi", "type": "University", "type_strict": "should",
               "properties": [{"pid": "place", "v": "Liman"}]},
        "q1": {"query": "Deniz Teknoparkı", "type": "University", "type_strict": "should",
               "properties": [{"pid": "place", "v": {"id": f"{ID}place/harbour", "name": "Liman"}}]},
        "q2": {"query": "Güney", "type": "University", "type_strict": "should", "properties": []},
    }  # fmt: skip
    document = client.post("/reconcile", data={"queries": json.dumps(queries)}).json()
    best = {key: result["result"][0] for key, result in document.items()}
    assert (best["q0"]["id"], best["q0"]["match"]) == (f"{ID}actor/north-university", True)
    assert keys([best["q2"]]) == ["south-university"]
    proposed = manifest["extend"]["propose_properties"]
    offered = client.get(
        proposed["service_url"] + proposed["service_path"], params={"type": "University", "limit": 50}
    ).json()
    wanted = [p["id"] for p in offered["properties"]][:5]
    extension = {"ids": [best["q0"]["id"]], "properties": [{"id": p} for p in wanted]}
    extended = client.post("/reconcile", data={"extend": json.dumps(extension)}).json()
    assert [m["id"] for m in extended["meta"]] == wanted
    assert set(extended["rows"][best["q0"]["id"]]) == set(wanted)
    suggest = manifest["suggest"]["entity"]
    typed = client.get(suggest["service_url"] + suggest["service_path"], params={"prefix": "gün", "type": "University"})
    assert keys(typed.json()["result"])[0] == "south-university"


def test_everything_fits_the_schemas_of_the_protocol(client: httpx.Client) -> None:
    with zipfile.ZipFile(suite("reconciliation-0.2-schemas.zip")) as archive:
        schemas = {name: json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json")}
    resources = [(schema["$id"], DRAFT7.create_resource(schema)) for schema in schemas.values() if "$id" in schema]
    registry: Registry[Any] = Registry().with_resources(resources)

    def check(name: str, document: Any) -> None:
        Draft7Validator(schemas[f"{name}.json"], registry=registry).validate(document)

    check("manifest", client.get("/reconcile").json())
    queries = {"a": {"query": "deniz", "limit": 3}, "b": {"properties": [{"pid": "place", "v": ["Liman", "Tepe"]}]},
               "c": {"query": "gemi", "type": ["Firm", "University"], "type_strict": "all"}}  # fmt: skip
    check("reconciliation-query-batch", queries)
    check("reconciliation-result-batch", client.post("/reconcile", data={"queries": json.dumps(queries)}).json())
    check("suggest-entities-response", client.get("/reconcile/suggest/entity?prefix=den").json())
    check("suggest-types-response", client.get("/reconcile/suggest/type?prefix=uni").json())
    check("suggest-properties-response", client.get("/reconcile/suggest/property?prefix=").json())
    proposal = client.get("/reconcile/propose?type=Firm").json()
    check("data-extension-property-proposal", proposal)
    things = [a["iri"] for a in client.get("/actors?limit=100").json()["items"]]
    extension = {"ids": things, "properties": [{"id": p["id"]} for p in proposal["properties"]]}
    check("data-extension-query", extension)
    check("data-extension-response", client.post("/reconcile", data={"extend": json.dumps(extension)}).json())


def test_a_form_that_says_two_things_is_refused(client: httpx.Client) -> None:
    """Of two fields of one name nobody can say which counts; said twice alike it is as good as once."""
    once = {"queries": '{"q": {"query": "deniz"}}'}
    other = {"queries": '{"q": {"query": "park"}}'}
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for first, second, status in ((once, once, 200), (once, other, 400)):
        pairs = str(httpx.QueryParams([*first.items(), *second.items()]))
        for answer in (
            client.post("/reconcile", content=pairs, headers=form),
            client.get(f"/reconcile?{pairs}", headers={"Accept": "application/json"}),
        ):
            assert answer.status_code == status, answer.text
