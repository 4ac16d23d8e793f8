"""Nobody's request decides another's answer: hosts, slashes, pinned releases, the time, chance."""

from __future__ import annotations

import json
from dataclasses import replace

import httpx
import pytest

from tests.serving import serve
from triskele.errors import SettingsError
from triskele.release import Release
from triskele.settings import Settings

STRANGER = {"Host": "stranger.example"}


@pytest.mark.parametrize("path", ["/reconcile", "/reconcile?lang=tr", "/r/1/reconcile"])
def test_the_manifest_of_one_host_is_not_that_of_another(client: httpx.Client, path: str) -> None:
    strange = client.get(path, headers=STRANGER)
    own = client.get(path)
    assert "http://stranger.example" in strange.text
    assert "stranger" not in own.text
    assert strange.headers["etag"] != own.headers["etag"]
    again = client.get(path, headers={"If-None-Match": strange.headers["etag"]})
    assert again.status_code == 200


def test_the_service_description_names_the_host_it_was_asked_at(client: httpx.Client) -> None:
    assert "stranger" in client.get("/sparql", headers={**STRANGER, "Accept": "text/turtle"}).text
    assert "stranger" not in client.get("/sparql", headers={"Accept": "text/turtle"}).text


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/actors/", "/actors"),
        ("/actors/?limit=2&q=%C4%B1", "/actors?limit=2&q=%C4%B1"),
        ("/r/1/actors/?limit=2", "/r/1/actors?limit=2"),
        ("/r/1/page/actor/sea-park/", "/r/1/page/actor/sea-park"),
        ("/id/actor/sea-park/", "/id/actor/sea-park"),
        ("/sparql/?query=ASK%7B%7D", "/sparql?query=ASK%7B%7D"),
    ],
)
def test_a_slash_leads_to_the_same_release_at_the_same_host(client: httpx.Client, path: str, place: str) -> None:
    answer = client.get(path, headers=STRANGER)
    assert (answer.status_code, answer.headers["location"]) == (307, place)
    assert client.get(path, headers=STRANGER, follow_redirects=False).text == ""


@pytest.mark.parametrize("path", ["//stranger.example/", "//actors/", "/nowhere/", "/r/1//stranger.example/actors/"])
def test_a_slash_leads_nowhere_else(client: httpx.Client, path: str) -> None:
    base = str(client.base_url).rstrip("/")
    assert client.get(base + path).status_code == 404


BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/r/1/sparql?query=ASK%7B%7D", BROWSER),
        ("/r/1/sparql", BROWSER),
        ("/r/1/id/actor/sea-park", BROWSER),
        ("/r/1/id/actor/sea-park", {"Accept": "text/turtle"}),
        ("/r/1/id/metric/sphere-entropy", BROWSER),
        ("/r/1/metrics", BROWSER),
        ("/r/1/metrics/sphere-entropy", BROWSER),
        ("/r/1/.well-known/void", BROWSER),
        ("/r/1/examples/actors-by-class", BROWSER),
        ("/r/1/actors/", {}),
    ],
)
def test_redirects_keep_the_pinned_release(client: httpx.Client, path: str, headers: dict[str, str]) -> None:
    answer = client.get(path, headers=headers)
    assert answer.status_code in (303, 307), answer.text
    assert answer.headers["location"].startswith("/r/1/")


def test_the_addresses_of_a_pinned_release_are_pinned(client: httpx.Client) -> None:
    document = client.get("/r/1/dataset?format=json").json()
    assert document["sparql"] == "/r/1/sparql"
    for distribution in document["distributions"]:
        assert distribution["url"].startswith(("/r/1/exports/", "/releases/1/files/")), distribution
        assert client.head(distribution["url"]).status_code == 200
    first = client.get("/r/1/actors?limit=2")
    assert first.json()["meta"]["next"].startswith("/r/1/actors?")
    assert client.get(first.json()["meta"]["next"]).json()["release"] == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (NOW() AS ?x) {}",
        "SELECT (rand() AS ?x) {}",
        "SELECT (UUID() AS ?x) {}",
        "SELECT (StrUUID ( ) AS ?x) {}",
        "SELECT (1-RAND() AS ?x) {}",
        "SELECT (str(NOW# when?\n()) AS ?x) {}",
        "SELECT ?x { BIND(BNODE() AS ?x) }",
        "SELECT (IF(true&&RAND()>2, 1, STR(UUID())) AS ?x) {}",
    ],
)
def test_time_and_chance_are_never_kept(client: httpx.Client, query: str) -> None:
    first, second = (client.get("/sparql", params={"query": query}) for _ in range(2))
    assert first.status_code == 200, first.text
    assert first.headers["cache-control"] == "no-store"
    assert "etag" not in first.headers
    assert first.content != second.content, "NOW has fractions of seconds, the others have 64 bits or more of chance"


def test_every_other_query_is_kept(client: httpx.Client) -> None:
    for query in ("SELECT ?now ?uuid { ?now tsk:known ?uuid }", "ASK { ?s ?brand ?o }"):
        assert client.get("/sparql", params={"query": query}).headers["etag"]


@pytest.mark.parametrize(
    "address",
    ["https://data.example.org/triskele", "http://a.example/x/", "data.example.org", "ftp://a.example", "http://",
     "https://a.example?x=1", "https://a.example#x", "http://[::1", "http://a.example:99999", "http://me@a.example"],
)  # fmt: skip
def test_an_address_below_a_path_is_refused_before_anything_starts(address: str) -> None:
    with pytest.raises(SettingsError, match="BASE_URL") as error:
        Settings.read({}, base_url=address)
    assert "https://data.example.org" in error.value.hint


def test_a_public_address_is_what_answers_say(settings: Settings, release: Release) -> None:
    assert Settings.read({}, base_url="https://data.example.org/").base_url == "https://data.example.org"
    with serve(replace(settings, base_url="https://data.example.org")) as client:
        manifest = client.get("/r/1/reconcile", headers=STRANGER)
        assert json.loads(manifest.text)["preview"]["url"].startswith("https://data.example.org/r/1/reconcile")
        assert "stranger" not in manifest.text
        described = client.get("/sparql", headers={**STRANGER, "Accept": "text/turtle"}).text
        assert "https://data.example.org/sparql" in described
        assert "stranger" not in described
        assert client.get("/actors/", headers=STRANGER).headers["location"] == "/actors"
