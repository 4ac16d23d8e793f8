"""The interface describes itself: every path in both languages, every parameter it really has."""

from __future__ import annotations

import httpx


def test_every_path_says_in_both_languages_what_it_does(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    assert document["openapi"].startswith("3.")
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            english, slash, turkish = operation["summary"].partition(" / ")
            assert slash, (method, path)
            assert english
            assert turkish


def test_the_paths_of_the_design_are_there(client: httpx.Client) -> None:
    paths = set(client.get("/openapi.json").json()["paths"])
    assert paths >= {
        "/sparql", "/id/{kind}/{key}", "/page/{kind}/{key}", "/data/{kind}/{name}", "/ontology",
        "/vocabularies/{scheme}",
        "/shapes", "/.well-known/void", "/dataset", "/examples", "/actors", "/ties", "/figures", "/events", "/clusters",
        "/contradictions", "/search", "/suggest", "/summary", "/completion", "/places/map", "/networks",
        "/networks/{projection}", "/networks/{projection}/paths", "/networks/{projection}/ego", "/metrics",
        "/metrics/{name}", "/metrics/{name}/series", "/releases", "/releases/{number}", "/releases/{number}/report",
        "/releases/{older}/diff/{newer}", "/exports/{form}", "/permalinks", "/permalinks/{key}", "/reconcile",
        "/jobs/{key}", "/health", "/ready", "/telemetry",
    }  # fmt: skip


def test_telemetry_counts_what_was_answered(client: httpx.Client) -> None:
    def answered() -> int:
        text = client.get("/telemetry").text
        return sum(int(line.split()[-1]) for line in text.splitlines() if line.startswith("triskele_requests_total"))

    before = answered()
    client.get("/health")
    assert answered() == before + 2
