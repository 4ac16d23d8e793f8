"""What if over HTTP: the address holds the scenario and gives the same again, now or as a job."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx

QUESTION = (
    "/what-if?name=No%20office&changes=remove-actor:transfer-office;end-tie:tiny-t01"
    "&metrics=degree-centrality,ei-index&permutations=19"
)


def test_the_address_gives_the_same_again_and_nothing_is_changed(client: httpx.Client) -> None:
    before = client.get("/networks/organisations").json()["links"]
    answer = client.get(QUESTION)
    assert answer.status_code == 200, answer.text
    document = answer.json()
    assert [effect["metric"] for effect in document["effects"]] == ["degree-centrality", "ei-index"]
    assert document["changes"] == ["remove-actor:transfer-office", "end-tie:tiny-t01"]
    own = urlsplit(document["address"])
    assert client.get(f"{own.path.removeprefix('/triskele')}?{own.query}").json() == document
    assert client.get("/networks/organisations").json()["links"] == before
    job = client.get(f"{QUESTION}&seed=2", headers={"Prefer": "respond-async"})
    assert job.status_code == 202
    done = client.get(job.headers["Location"], headers={"Prefer": "wait=25"}).json()
    assert client.get(done["result"]).json()["seed"] == 2
    table = client.get(f"{QUESTION}&format=csv").text.splitlines()
    assert table[0].startswith("metric,before_of,before_value")
    assert len(table) == 3


def test_a_permanent_link_keeps_a_scenario(client: httpx.Client) -> None:
    changes = {"changes": "remove-actor:transfer-office", "metrics": "degree-centrality"}
    made = client.post("/permalinks", json={"path": "/what-if", "parameters": changes})
    assert made.status_code == 201, made.text
    assert client.get(made.json()["url"]).json()["rerun"]["same"] is True


def test_wrong_scenarios_are_told_by_name(client: httpx.Client) -> None:
    for query, said in (
        ("changes=remove-actor:nobody", "nobody"),
        ("changes=drop:ship-firm", "drop"),
        ("changes=" + "remove-actor:a;" * 101, "1 to 100"),
        ("changes=remove-actor:ship-firm&metrics=what", "what"),
        ("changes=remove-actor:ship-firm&metric=ei-index", "metric"),
    ):
        answer = client.get(f"/what-if?{query}")
        assert answer.status_code in (400, 404), (query, answer.text)
        assert said in answer.json()["detail"]


def test_whom_to_approach_next_over_http(client: httpx.Client) -> None:
    document = client.get("/networks/organisations/partners?actor=sail-firm").json()
    assert [c["actor"] for c in document["candidates"]] == ["coast-agency", "south-university"]
    assert document["ties"]["tiny-t06"]["evidence"][0]["document"]["key"] == "novel"
    own = urlsplit(document["address"])
    again = client.get(f"{own.path.removeprefix('/triskele')}?{own.query}").json()
    assert again["candidates"] == document["candidates"]
    wrong = client.get("/networks/organisations/partners?actor=nobody")
    assert (wrong.status_code, wrong.json()["code"]) == (400, "invalid-input")
