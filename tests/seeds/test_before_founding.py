"""In 1950 no surface ties anybody to a body that was founded later; who was, is read from the tables themselves."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.agents.talking import talk
from tests.seeds.test_seeds import TABLES, rows
from tests.serving import PATIENT, serve
from triskele.ecosystem import Ecosystem
from triskele.settings import Settings

YEAR = 1950
IN_YEAR = {"as_of": YEAR, "lang": "en"}
ALL = {"modalities": "all", "persons": "true", "collectives": "true", "isolates": "true"}
EARLY = ("stanford", "silicon-valley", "osb-group")


def _later() -> set[str]:
    """Whoever no row lets be founded before 1951."""
    founded: dict[str, list[int]] = defaultdict(list)
    for table in TABLES:
        if table.endswith("/events.csv"):
            for row in rows(table):
                told = row["modality"] not in ("planned", "recommended") and (row["date"] or row["date_latest"])
                if row["type"] == "founding" and told:
                    founded[row["subject"]].append(int((row["date"] or "0")[:4]))
    return {key for key, years in founded.items() if min(years) > YEAR}


LATER = _later()
NAMED = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, sorted(LATER)))})(?![\w-])")
ADDRESS = re.compile(rf"/id/\w+/({'|'.join(map(re.escape, sorted(LATER)))})(?![\w-])")


@pytest.fixture(scope="module")
def early(seeds: Ecosystem) -> Iterator[httpx.Client]:
    with serve(Settings.read({}, data=seeds.release.folder.parents[1], **PATIENT)) as client:
        yield client


def _ends(ties: list[dict[str, Any]]) -> set[str]:
    return {e["key"] for t in ties for e in (t["source"], t["target"], *t["participants"]) if e}


def get(client: httpx.Client, path: str, **asked: Any) -> httpx.Response:
    answer = client.get(path, params=IN_YEAR | asked)
    assert answer.status_code == 200, (path, answer.text[:300])
    return answer


def _inside(body: bytes) -> str:
    """A text, or all texts of an archive."""
    if not body.startswith(b"PK"):
        return body.decode()
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


def test_there_are_bodies_founded_later_and_ties_before(early: httpx.Client) -> None:
    assert len(LATER) > 40
    assert {"arus", "teknopark-istanbul", "bursa-osb", "intel"} < LATER
    everything = early.get("/ties", params={"modality": "all", "limit": 200}).json()
    assert _ends(everything["items"]) & LATER, "without a year they have ties"


@pytest.mark.parametrize("when", ["possible", "certain"])
def test_lists(early: httpx.Client, when: str) -> None:
    seen: set[str] = set()
    page = get(early, "/ties", modality="all", limit=200, when=when).json()
    while seen := seen | _ends(page["items"]):
        if not page["meta"]["next"]:
            break
        page = early.get(page["meta"]["next"]).json()
    assert len(seen) > (100 if when == "possible" else 5)
    assert not seen & LATER
    for path in ("/actors", "/clusters"):
        assert not {one["key"] for one in get(early, path, limit=200, when=when).json()["items"]} & LATER
    for path, end in (("/figures", "about"), ("/events", "subject")):
        assert not {one[end]["key"] for one in get(early, path, limit=200, when=when).json()["items"]} & LATER
    assert not ADDRESS.findall(get(early, "/places/map", when=when).text)
    assert not NAMED.findall(get(early, "/ties", format="csv", limit=200, when=when).text)


@pytest.mark.parametrize("when", ["possible", "certain"])
def test_networks_in_every_format(early: httpx.Client, when: str) -> None:
    for projection in ("organisations", "membership", "layers", "hyperedges"):
        network = get(early, f"/networks/{projection}", when=when, **ALL).json()
        assert network["links"] or when == "certain"
        assert not {n["id"] for n in network["nodes"]} & LATER
    for form in ("node-link", "cytoscape", "graphml", "gexf", "net", "pajek", "csv"):
        text = _inside(get(early, "/networks/organisations", when=when, format=form, **ALL).content)
        assert "stanford" in text.casefold() or when == "certain"
        assert not NAMED.findall(text), form


def test_statements(early: httpx.Client) -> None:
    ends = (
        "PREFIX tsk: <https://w3id.org/triskele/ontology#> SELECT ?t ?e { ?t tsk:source|tsk:target|tsk:participant ?e }"
    )
    for when in ("possible", "certain"):
        assert not ADDRESS.findall(get(early, "/sparql", query=ends, format="csv", when=when).text)
    # what a study teaches is true of every year, and may name them: nothing else does, in the year of an export either
    lines = get(early, "/exports/nq").text.splitlines()
    assert {line.split(" ", 2)[1] for line in lines if ADDRESS.search(line)} == {
        "<https://w3id.org/triskele/ontology#names>"
    }


def test_pages_neighbourhoods_and_paths(early: httpx.Client) -> None:
    for key in EARLY:
        ties = get(early, f"/data/actor/{key}.json", limit=200).json()["ties"]["items"]
        assert ties
        assert not (_ends(ties) | {t["other"]["key"] for t in ties if t["other"]}) & LATER
        ego = get(early, "/networks/organisations/ego", actor=key, **ALL).json()
        assert not {n["id"] for n in ego["nodes"]} & LATER
    asked = {"source": "stanford", "target": "nasa"}
    assert not NAMED.findall(get(early, "/networks/organisations/paths", **asked, **ALL).text)
    refused = early.get("/networks/organisations/paths", params=IN_YEAR | asked | {"target": "intel"})
    assert refused.status_code == 404, "Intel was founded in 1968"


def test_what_is_found_by_name(early: httpx.Client) -> None:
    for name in ("ARUS", "Teknopark İstanbul", "Intel", "SAHA İstanbul"):
        for path, asked in (("/search", {"q": name}), ("/suggest", {"q": name}),
                            ("/reconcile/suggest/entity", {"prefix": name})):  # fmt: skip
            assert not ADDRESS.findall(get(early, path, **asked).text), (path, name)
        assert ADDRESS.findall(early.get("/reconcile/suggest/entity", params={"prefix": name}).text)
        found = get(early, "/reconcile", queries=json.dumps({"q": {"query": name}})).json()["q"]["result"]
        assert not {one["id"].rpartition("/")[2] for one in found} & LATER


def test_metrics_and_scorecards(early: httpx.Client) -> None:
    for name in ("degree-centrality", "next-generation-scorecard"):
        assert not NAMED.findall(get(early, f"/metrics/{name}").text), name


def test_tools_of_agents(early: httpx.Client) -> None:
    calls: list[tuple[str, dict[str, Any]]] = [
        ("ties", {"thing": "stanford", "as_of": YEAR}),
        ("ties", {"modality": ["all"], "limit": 200, "as_of": YEAR}),
        ("list", {"what": "clusters", "as_of": YEAR}),
        ("figures", {"limit": 200, "as_of": YEAR}),
        ("measure", {"metric": "degree-centrality", "limit": 500, "as_of": YEAR}),
        ("find", {"text": "Teknopark İstanbul", "as_of": YEAR}),
        ("query", {"query": "SELECT ?e { ?t tsk:source|tsk:target|tsk:participant ?e }", "as_of": YEAR}),
    ]
    for answer in talk(f"{early.base_url}/mcp", calls):
        assert not ADDRESS.findall(json.dumps(answer))
