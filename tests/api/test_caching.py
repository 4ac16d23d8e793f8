"""Tags and HEAD: an answer somebody has already costs no evaluation, whatever it is."""

from __future__ import annotations

import asyncio
from collections import Counter
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from triskele_api import recall
from triskele_api.recall import Recall, remember
from triskele_api.state import Answer, Cache

PATHS = (
    "/actors",
    "/ties?limit=2",
    "/figures",
    "/events",
    "/clusters",
    "/contradictions",
    "/search?q=deniz",
    "/suggest?q=deniz",
    "/summary",
    "/completion",
    "/places/map",
    "/page/actor/sea-cluster",
    "/data/actor/sea-cluster.ttl",
    "/data/actor/sea-cluster.json",
    "/ontology",
    "/vocabularies/maturity",
    "/shapes",
    "/.well-known/void",
    "/dataset",
    "/examples",
    "/networks",
    "/networks/organisations?positions=true",
    "/networks/organisations?format=gexf",
    "/networks/organisations/paths?source=ship-firm&target=sail-firm",
    "/metrics",
    "/metrics/sphere-entropy",
    "/releases",
    "/releases/1",
    "/releases/1/report",
    "/releases/1/files/data.nq.gz",
    "/exports/ttl",
    "/exports/nt?as_of=2012",
    "/reconcile",
    "/reconcile/suggest/type?prefix=uni",
    "/sparql?query=ASK%7B%7D",
    "/",
)


@pytest.mark.parametrize("path", PATHS)
def test_a_tagged_answer_is_not_sent_twice(client: httpx.Client, path: str) -> None:
    first = client.get(path)
    assert first.status_code == 200, first.text
    tag = first.headers["etag"].removeprefix("W/")
    second = client.get(path, headers={"If-None-Match": f'"other", W/{tag}'})
    assert (second.status_code, second.content) == (304, b"")
    assert second.headers["etag"] == tag
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("path", [*PATHS, "/health", "/openapi.json", "/nowhere"])
def test_head_is_get_without_the_body(client: httpx.Client, path: str) -> None:
    plain = {"Accept-Encoding": "identity"}
    get, head = client.get(path, headers=plain), client.head(path, headers=plain)
    assert (head.status_code, head.content) == (get.status_code, b"")
    for name in ("content-type", "content-length", "etag", "vary"):
        assert head.headers.get(name) == get.headers.get(name), name


def test_what_decides_an_answer_decides_its_tag(client: httpx.Client) -> None:
    variants = [
        client.get("/actors"),
        client.get("/actors?lang=tr"),
        client.get("/actors", headers={"Accept-Language": "tr;q=0.9, en;q=0.8"}),
        client.get("/actors?as_of=2010"),
        client.get("/actors?limit=3"),
        client.get("/r/1/actors"),
        client.get("/data/actor/sea-cluster"),
        client.get("/data/actor/sea-cluster", headers={"Accept": "text/turtle"}),
    ]
    tags = [answer.headers["etag"] for answer in variants]
    assert len(set(tags)) == len(tags) - 1 + (tags[1] != tags[2])
    assert all("Accept" in answer.headers["vary"] for answer in variants)
    assert variants[1].headers["content-language"] == "tr"
    assert variants[3].headers["triskele-as-of"] == "2010"
    assert {answer.headers["triskele-release"] for answer in variants} == {"1"}


def test_two_questions_never_share_an_answer(client: httpx.Client) -> None:
    """An escaped # in a name is no comment: what follows it decides the answer."""

    def ask(query: str) -> tuple[bool, str]:
        answer = client.get("/sparql", params={"query": f"PREFIX x: <http://x/> ASK {{ {query} }}"})
        return answer.json()["boolean"], answer.headers["etag"]

    first, tag = ask("VALUES ?s { x:a\\#b } FILTER(?s = <http://x/a%23b> || STR(?s) = 'http://x/a#b')")
    second, other = ask("VALUES ?s { x:a\\#c } FILTER(?s = <http://x/a%23b> || STR(?s) = 'http://x/a#b')")
    assert (first, second) == (True, False)
    assert tag != other


@pytest.mark.parametrize("call", ["RAND()", "NOW()", "UUID()", "STRUUID()", "BNODE()"])
def test_what_changes_each_time_is_never_repeated(client: httpx.Client, call: str) -> None:
    answers = [client.get("/sparql", params={"query": f"SELECT ({call} AS ?x) {{}}"}) for _ in range(2)]
    assert all(answer.headers["cache-control"] == "no-store" for answer in answers)
    assert not any("etag" in answer.headers for answer in answers)
    if call != "BNODE()":  # the engine counts its blank nodes anew
        assert answers[0].content != answers[1].content


def test_anybody_may_ask_from_anywhere(client: httpx.Client) -> None:
    answer = client.get("/actors?limit=2", headers={"Origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    for name in ("Link", "ETag", "Triskele-Truncated"):
        assert name in answer.headers["access-control-expose-headers"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_cache_keeps_to_its_bound() -> None:
    cache = Cache(100)  # four times one byte of name and 24 of body
    for name in "abcdef":
        cache.put(name, Answer(b"x" * 24, {}))
    assert [name for name in "abcdef" if cache.get(name)] == ["c", "d", "e", "f"]
    cache.get("c")
    cache.put("g", Answer(b"x" * 24, {}))
    assert cache.get("c") is not None
    assert cache.get("d") is None
    cache.put("big", Answer(b"x" * 26, {}))
    assert cache.get("big") is None


@pytest.mark.parametrize(("size", "calls"), [(30, 1), (31, 2)])
def test_only_answers_of_a_bounded_size_are_remembered(monkeypatch: pytest.MonkeyPatch, size: int, calls: int) -> None:
    monkeypatch.setattr(recall, "MAX_BODY", 30)
    asked, said = [], []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        asked.append(scope["path"])
        remember(scope)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"x" * 20, "more_body": True})
        await send({"type": "http.response.body", "body": b"x" * (size - 20)})

    async def send(message: Any) -> None:
        said.append(message.get("body", b""))

    library = SimpleNamespace(current_number=lambda: 1)
    state = SimpleNamespace(cache=Cache(100_000), library=library, settings=SimpleNamespace(base_url="https://e.org"))
    door = Recall(app, SimpleNamespace(triskele=state), Counter())
    scope = {"type": "http", "method": "GET", "scheme": "http", "headers": [], "path": "/a", "query_string": b""}
    for _ in range(2):
        said.clear()
        asyncio.run(door(scope, None, send))
        assert len(b"".join(said)) == size
    assert len(asked) == calls


def test_an_answer_says_how_long_it_took(client: httpx.Client) -> None:
    def parts(path: str) -> dict[str, str]:
        answer = client.get(path, headers={"Origin": "https://example.org"})
        assert answer.headers["timing-allow-origin"] == "*"
        assert "Server-Timing" in answer.headers["access-control-expose-headers"]
        assert len(answer.headers.get_list("server-timing")) == 1
        return dict(part.split(";") for part in answer.headers["server-timing"].split(", "))

    for path in ("/sparql?query=ASK%7B%23timing%0A%7D", "/actors?limit=7&q=timing"):
        first, second = parts(path), parts(path)
        total, evaluation = (float(first[name].removeprefix("dur=")) for name in ("total", "evaluation"))
        assert 0 < evaluation <= total < 60_000
        assert second == {"cache": "desc=hit"}
    assert "total" in parts("/nowhere")
