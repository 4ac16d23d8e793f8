"""Metrics as jobs over real HTTP: an address, how far it is, the same bytes, bounds and cancelling that stop."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from tests.serving import serve
from triskele.bounded.jobs import Tell
from triskele.errors import QueryTimeout
from triskele.progress import COMPUTING, Progress
from triskele.release import Release
from triskele.settings import Settings
from triskele_api.answers import Answer
from triskele_api.routes import metrics

ASYNC = {"Prefer": "respond-async"}
LONG = "/metrics/small-world?permutations=400000"
"""Minutes on the tiny network: nothing here waits for its end."""


@pytest.fixture(scope="module")
def patient(settings: Settings, release: Release) -> Iterator[httpx.Client]:
    """A service of its own with a queue of two, so that long jobs stand in nobody's way."""
    with serve(replace(settings, job_queue=2, total_seconds=3.0)) as client:
        yield client


def wait(client: httpx.Client, url: str, *states: str, seconds: float = 120) -> dict[str, Any]:
    deadline = time.monotonic() + seconds
    while (job := client.get(url).json())["state"] not in states:
        assert time.monotonic() < deadline, job
        time.sleep(0.05)
    return job


def start(client: httpx.Client, path: str) -> str:
    answer = client.get(path, headers=ASYNC)
    assert answer.status_code == 202, answer.text
    return answer.headers["Location"]


def test_a_job_ends_with_the_bytes_of_the_plain_answer(patient: httpx.Client, client: httpx.Client) -> None:
    question = "/metrics/ei-index?permutations=499&seed=3"
    answer = patient.get(question, headers=ASYNC)
    assert answer.status_code == 202
    assert answer.headers["Preference-Applied"] == "respond-async"
    assert answer.headers["Retry-After"] == "1"
    assert answer.headers["Cache-Control"] == "no-store"
    told = answer.json()
    assert (told["state"], told["kind"], told["question"]) == ("queued", "metric", question)
    assert told["note"]["tr"]
    assert told["note"]["en"]
    url = answer.headers["Location"]
    job = patient.get(url, headers={"Prefer": "wait=20"}).json()
    assert job["state"] == "done", job
    assert (job["fraction"], job["error"], job["what"]["tr"]) == (1.0, None, "Bitti")
    result = patient.get(job["result"])
    assert result.headers["Content-Type"] == "application/json"
    # asked again, plainly or not, it is there at once: 200, the same bytes; and so does a service that knows no job
    again = patient.get(question, headers=ASYNC)
    assert again.status_code == 200
    assert result.content == again.content == patient.get(question).content == client.get(question).content
    rows = patient.get(f"{question}&format=csv", headers={"Prefer": "respond-async, wait=20"})
    assert rows.status_code == 200, rows.text
    assert rows.headers["Content-Type"].startswith("text/csv")


def test_a_table_and_a_series_can_be_jobs(patient: httpx.Client) -> None:
    table = "region,sector,value\nA,x,30\nA,y,70\nB,x,10\nB,y,90\n"
    headers = {"Content-Type": "text/csv"}
    answer = patient.post("/metrics/location-quotient", content=table, headers=headers | ASYNC)
    assert answer.status_code == 202
    job = wait(patient, answer.headers["Location"], "done", "failed")
    result = patient.get(job["result"]).content
    plain = patient.post("/metrics/location-quotient", content=table, headers=headers)
    assert result == plain.content
    other = patient.post("/metrics/location-quotient", content=table.replace("30", "31"), headers=headers)
    assert other.content != result, "another table is another question"
    series = "/metrics/ei-index/series?from=2000&to=2010&step=5&permutations=9"
    job = wait(patient, start(patient, series), "done", "failed")
    assert patient.get(job["result"]).content == patient.get(series).content


def test_a_long_job_tells_how_far_it_is_and_stops_when_told(patient: httpx.Client) -> None:
    url = start(patient, LONG)
    wait(patient, url, "running")
    seen: list[dict[str, Any]] = []
    with patient.stream("GET", url, headers={"Accept": "text/event-stream"}) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        assert "Content-Encoding" not in stream.headers, "a packer would hold the news back"
        for line in stream.iter_lines():
            if line.startswith("data: "):
                seen.append(json.loads(line.removeprefix("data: ")))
            if len(seen) >= 2 and seen[-1]["total"] > 1 and seen[-1]["done"] > 0:
                break
    fractions = [job["fraction"] for job in seen]
    assert fractions == sorted(fractions)
    last = seen[-1]
    assert 0 < last["done"] < last["total"] == 400_000
    assert 0 < last["fraction"] < 0.5
    assert last["what"] == {"tr": "Boş modelden örnekler çekiliyor", "en": "Drawing from the null model"}
    assert last["elapsed"] > 0
    assert patient.get(f"{url}/result").status_code == 409
    gone = patient.delete(url).json()
    assert (gone["state"], gone["result"]) == ("cancelled", None)
    assert patient.delete(url).json()["state"] == "cancelled"
    assert patient.get(f"{url}/result").status_code == 404
    # its process is free for the next at once
    job = wait(patient, start(patient, "/metrics/ei-index?permutations=19"), "done", "failed")
    assert job["state"] == "done"


def test_the_queue_has_an_end_and_equal_questions_share_a_run(patient: httpx.Client) -> None:
    first = start(patient, LONG)
    shared = start(patient, LONG)
    wait(patient, first, "running")
    waiting = [start(patient, f"{LONG}&seed={seed}") for seed in (2, 3)]
    assert patient.get(waiting[1]).json()["before"] == 1
    full = patient.get(f"{LONG}&seed=4", headers=ASYNC)
    assert (full.status_code, full.json()["code"]) == (503, "queue-full")
    assert int(full.headers["Retry-After"]) > 0
    assert patient.delete(waiting[1]).json()["state"] == "cancelled"
    assert patient.delete(shared).json()["state"] == "cancelled"
    assert patient.get(first).json()["state"] == "running", "somebody else still wants it"
    assert patient.delete(first).json()["state"] == "cancelled"
    wait(patient, waiting[0], "running")
    assert patient.delete(waiting[0]).json()["state"] == "cancelled"


def test_a_plain_question_that_takes_longer_than_its_time_becomes_a_job(patient: httpx.Client) -> None:
    answer = patient.get(LONG)
    assert answer.status_code == 202, answer.text
    assert "Preference-Applied" not in answer.headers, "nobody preferred it"
    url, told = answer.headers["Location"], answer.json()
    assert (told["question"], told["state"] in ("queued", "running")) == (LONG, True)
    begun = time.monotonic()
    again = patient.get(LONG)
    assert (again.status_code, again.json()["question"]) == (202, LONG)
    assert time.monotonic() - begun < 2, "it is a job already: nobody computes it a second time"
    for job in (again.headers["Location"], url):
        assert patient.delete(job).json()["state"] == "cancelled"


@pytest.mark.parametrize(
    ("more", "headers"), [("", {"Prefer": "wait=20"}), ("&format=csv", {}), ("", {"Accept": "text/turtle"})]
)
def test_who_waits_for_the_result_or_reads_no_json_is_told_how_to_ask_for_a_job(
    patient: httpx.Client, more: str, headers: dict[str, str]
) -> None:
    answer = patient.get(f"{LONG}{more}", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (504, "query-timeout")
    assert "Prefer: respond-async" in answer.json()["hint"]


def test_what_is_told_early_decides_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nine tenths of it after 0.1 s and 1 s of time are no reason to give up; a thousandth is."""
    monkeypatch.setattr(metrics, "_SOON", 0.05)

    async def work(tell: Tell, fraction: float) -> Answer:
        tell(Progress(0.0, 0, 10, COMPUTING))
        await asyncio.sleep(0.1)
        tell(Progress(fraction, 1, 10, COMPUTING))
        await asyncio.sleep(0)
        return Answer(b"{}", {})

    def run(fraction: float) -> Answer:
        return asyncio.run(metrics._in_time(lambda tell: work(tell, fraction), 1.0))

    assert run(0.9).body == b"{}"
    with pytest.raises(QueryTimeout, match="within 1 s"):
        run(0.001)


def test_a_job_is_ended_by_its_bound_and_plain_work_by_a_client_that_leaves(
    settings: Settings, release: Release
) -> None:
    with serve(replace(settings, job_seconds=0.5, total_seconds=1000.0)) as client:
        job = wait(client, start(client, LONG), "failed")
        assert job["error"]["code"] == "query-timeout"
        assert "command line" in job["error"]["hint"]
        assert client.get(f"{job['url']}/result").status_code == 504
        with pytest.raises(httpx.ReadTimeout):
            client.get(LONG, timeout=0.5)
        # the one process for plain requests is free again: nobody waits for minutes here
        assert client.get("/metrics/ei-index?permutations=29", timeout=100).status_code == 200


def test_what_is_wrong_is_told_as_ever(patient: httpx.Client) -> None:
    assert patient.get("/metrics/ei-indx", headers=ASYNC).status_code == 404
    assert patient.get("/metrics/ei-index?permutations=many", headers=ASYNC).status_code == 400
    assert patient.get("/jobs/0123456789abcdef0123456789abcdef").status_code == 404
    assert patient.get("/jobs/0123456789abcdef0123456789abcdef/result").status_code == 404
    job = wait(patient, start(patient, "/metrics/location-quotient?territory=land"), "failed")
    assert job["error"]["code"] == "bad-table"
    assert patient.get(f"{job['url']}/result").json()["code"] == "bad-table"
    odd = patient.get("/metrics/ei-index?permutations=19", headers={"Prefer": "wait=soon, handling=strict"})
    assert odd.status_code == 200, "preferences nobody knows are passed over"
