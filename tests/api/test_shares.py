"""Shares of each client over HTTP: told apart by the address, or by what the proxy before the service vouches for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from tests.serving import serve
from triskele.release import Release
from triskele.settings import Settings

QUEUE = 4
LONG = "/metrics/small-world?permutations={}"


@pytest.fixture(scope="module")
def proxied(settings: Settings, release: Release) -> Iterator[httpx.Client]:
    with serve(replace(settings, client_header="X-Forwarded-For", job_queue=QUEUE)) as client:
        yield client


def ask(client: httpx.Client, number: int, told: str) -> httpx.Response:
    path = LONG.format(100_000 - number)
    return client.get(path, headers={"Prefer": "respond-async", "X-Forwarded-For": told})


def test_nobody_takes_every_place_in_the_queue_whatever_they_call_themselves(proxied: httpx.Client) -> None:
    """One job runs; of the four that may wait, one client has three. Only the last address is the proxy's word."""
    mine = [ask(proxied, n, f"198.51.100.{n}, 192.0.2.1") for n in range(QUEUE + 1)]
    assert [answer.status_code for answer in mine] == [202] * QUEUE + [503]
    assert mine[-1].json()["code"] == "queue-full"
    assert int(mine[-1].headers["retry-after"]) > 0
    assert ask(proxied, 50, "2001:db8::1").status_code == 202
    other = ask(proxied, 51, "2001:db8::2")  # whoever has one such address has them all
    assert other.status_code == 503
    for answer in mine[:QUEUE]:
        proxied.delete(answer.headers["location"])


def test_without_the_setting_nobody_is_believed(settings: Settings, release: Release) -> None:
    with serve(replace(settings, job_queue=QUEUE)) as client:
        found = [ask(client, n, f"192.0.2.{n}").status_code for n in range(QUEUE + 1)]
        assert found == [202] * QUEUE + [503]


@pytest.mark.parametrize(
    "path",
    ["/metrics/small-world?permutations=1000000000", "/metrics/small-world?permutations=-1",
     "/metrics/small-world/readings?permutations=1000000000", "/metrics/small-world/series?from=-9999&to=9999",
     "/what-if?changes=remove-actor:sea-park&permutations=1000000000",
     "/profiles/region/harbour?permutations=1000000000",
     "/networks/organisations/paths?source=sail-firm&target=sea-park&k=1000000",
     "/networks/organisations/partners?actor=sea-park&limit=1000000", "/actors?limit=1000000000"],
)  # fmt: skip
def test_what_nobody_can_mean_is_refused_at_once(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400, answer.text
    assert answer.elapsed.total_seconds() < 5, "which takes years"
    told, _, parameters = path.partition("?")
    link = {"path": told, "parameters": dict(pair.split("=") for pair in parameters.split("&"))}
    assert client.post("/permalinks", json=link).status_code == 400, "nor may a link hold it"
