"""Linked data: every IRI answers at its own path, for people and for machines, in every syntax alike."""

from __future__ import annotations

import gzip
import re

import httpx
import pyoxigraph as ox
import pytest

from triskele.release import Release

SYNTAXES = {
    "ttl": ("text/turtle", ox.RdfFormat.TURTLE),
    "nt": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    "trig": ("application/trig", ox.RdfFormat.TRIG),
    "nq": ("application/n-quads", ox.RdfFormat.N_QUADS),
    "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
}
TSK = "https://w3id.org/triskele/ontology#"
ID = "https://w3id.org/triskele/id/"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


Triple = tuple[str, str, str]


def read(answer: httpx.Response, suffix: str = "ttl") -> set[Triple]:
    """The statements of an answer; none of them holds a blank node."""
    assert answer.status_code == 200, answer.text
    quads = ox.parse(answer.content, SYNTAXES[suffix][1])
    return {(q.subject.value, q.predicate.value, str(q.object)) for q in quads}


@pytest.mark.parametrize(
    ("accept", "place"),
    [
        (BROWSER, "/page/actor/sea-cluster"),
        ("text/turtle", "/data/actor/sea-cluster.ttl"),
        ("application/ld+json, text/turtle;q=0.5", "/data/actor/sea-cluster.jsonld"),
        ("application/rdf+xml;q=0.9, text/html;q=0.1", "/data/actor/sea-cluster.rdf"),
        ("application/json", "/data/actor/sea-cluster.json"),
        ("*/*", "/data/actor/sea-cluster.json"),
    ],
)
def test_a_thing_sends_on_to_its_page_or_its_data(client: httpx.Client, accept: str, place: str) -> None:
    answer = client.get("/id/actor/sea-cluster", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (303, place)
    assert "Accept" in answer.headers["vary"]
    assert client.get(place, headers={"Accept": accept}).status_code == 200


def test_a_pinned_thing_stays_pinned(client: httpx.Client) -> None:
    answer = client.get("/r/1/id/actor/sea-cluster?lang=tr", headers={"Accept": "text/html"})
    assert answer.headers["location"] == "/r/1/page/actor/sea-cluster?lang=tr"


def test_every_syntax_says_the_same(client: httpx.Client) -> None:
    first = read(client.get("/data/actor/sea-cluster.nt"), "nt")
    assert len(first) > 40
    for suffix, (media_type, _) in SYNTAXES.items():
        by_suffix = client.get(f"/data/actor/sea-cluster.{suffix}")
        assert read(by_suffix, suffix) == first, suffix
        answer = client.get("/data/actor/sea-cluster", headers={"Accept": media_type})
        assert answer.headers["content-type"].partition(";")[0] == media_type
        assert answer.content == by_suffix.content


def test_the_data_hold_ties_both_ways_with_their_evidence(client: httpx.Client) -> None:
    triples = read(client.get("/data/actor/sail-firm.ttl"))
    ends = {TSK + role for role in ("source", "target", "participant")}
    ties = {s for s, p, o in triples if p in ends and o == f"<{ID}actor/sail-firm>" and "/tie/" in s}
    assert {tie.rpartition("/")[2] for tie in ties} == {"tiny-t06", "tiny-t07", "tiny-t08"}
    for tie in ties:
        (evidence,) = (o[1:-1] for s, p, o in triples if (s, p) == (tie, TSK + "evidence"))
        assert sum((s, p) == (evidence, TSK + "statement") for s, p, _ in triples) == 2


def test_ties_come_in_pages(client: httpx.Client) -> None:
    answer = client.get("/data/actor/sail-firm.json?limit=2")
    document = answer.json()
    assert (document["ties"]["count"], len(document["ties"]["items"])) == (3, 2)
    assert document["meta"] == {"count": 3, "truncated": True, "next": document["ties"]["next"]}
    rest = client.get(document["ties"]["next"]).json()
    assert len(rest["ties"]["items"]) == 1
    assert rest["ties"]["next"] is None
    turtle = client.get("/data/actor/sail-firm.ttl?limit=2")
    assert 'rel="next"' in turtle.headers["link"]
    assert turtle.headers["triskele-truncated"] == "true"


def test_a_page_is_read_without_a_script(client: httpx.Client) -> None:
    page = client.get("/page/actor/sea-cluster", headers={"Accept": BROWSER, "Accept-Language": "tr"}).text
    body = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    for expected in (
        "<title>İĞNE Deniz Kümesi · Triskele: yenilik ekosistemi bilgi çizgesi</title>",
        '<html lang="tr"',
        "NEEDLE Sea Cluster",  # the other language beside it
        "Deniz Teknoparkı",  # the tie to the park …
        "Park kümeye katılmayı planlıyor.",  # … and its evidence
        "Kırktan fazla üye.",
        "Çelişkiler",
        "Bir yerde kırktan fazla, başka yerde otuz sekiz.",
        'class="sides"',
        'href="/data/actor/sea-cluster.ttl"',
        "CC BY 4.0",
    ):
        assert expected in body, expected
    assert "The park plans to join the cluster." not in body, "half a page in another language"
    assert '<html lang="en"' in client.get("/page/actor/sea-cluster?lang=en").text
    assert 'rel="alternate"' in page


@pytest.mark.parametrize(
    "path",
    [
        "tie/tiny-t01",
        "figure/tiny-f1",
        "event/tiny-e1",
        "evidence/tiny-t01",
        "classification/tiny-c1",
        "contradiction/tiny-k1",
        "place/harbour",
        "sector/ships",
        "thing/sail-project",
        "source/novel",
    ],
)
def test_every_kind_of_thing_has_a_page_and_data(client: httpx.Client, path: str) -> None:
    page = client.get(f"/page/{path}")
    assert page.status_code == 200
    assert "<h1>" in page.text
    assert "Undefined" not in page.text
    document = client.get(f"/data/{path}.json").json()
    kind = path.partition("/")[0]
    assert document["thing"]["kind"] == kind
    assert document["thing"]["label"]
    assert kind in document or kind in ("place", "sector", "thing", "source")
    assert len(read(client.get(f"/data/{path}.ttl"))) > 4


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("actor/sea-clutser", "actor/sea-cluster"),
        ("actor/harbour", "place/harbour"),
        ("place/habour", "place/harbour"),
        ("nothing/at-all", "Kinds are"),
    ],
)
def test_an_unknown_thing_is_not_found_with_near_keys(client: httpx.Client, path: str, near: str) -> None:
    for front in ("id", "page", "data"):
        answer = client.get(f"/{front}/{path}")
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
        assert near in answer.json()["hint"]
        assert near in client.get(f"/{front}/{path}", headers={"Accept": "text/html"}).text


def test_nothing_fits_is_406(client: httpx.Client) -> None:
    assert client.get("/id/actor/sea-cluster", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/data/actor/sea-cluster", headers={"Accept": "text/csv"}).status_code == 406
    assert client.get("/data/actor/sea-cluster.xlsx").status_code == 406
    assert client.get("/data/actor/sea-cluster?format=xlsx").status_code == 406


def test_a_page_as_of_a_year(client: httpx.Client) -> None:
    then = client.get("/data/actor/north-university.json?as_of=2005").json()
    assert [t["key"] for t in then["ties"]["items"]] == ["tiny-t01"]
    assert then["events"] == []
    assert "2005" in client.get("/page/actor/north-university?as_of=2005").text


def test_names_cannot_break_out_of_a_page(client: httpx.Client) -> None:
    answer = client.get("/page/actor/%3Cscript%3Ealert(1)%3C%2Fscript%3E", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert" in answer.text
    assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_every_address_the_data_name_answers(client: httpx.Client, release: Release) -> None:
    """One of each kind of IRI that stands in the statements, as a page and as RDF."""
    with gzip.open(release.folder / "data.nq.gz", "rt", encoding="utf-8") as lines:
        names = set(re.findall(r"<https://w3id\.org/triskele/([^>#]*)", lines.read()))
    kind = re.compile(r"^(id/[a-z]+|vocabularies|graph/[a-z]+|examples|exports)/.*")
    kinds = {kind.sub(r"\1", name): name for name in sorted(names)}
    assert {"id/assignment", "graph/source", "cube", "prefixes", "examples", "ontology"} <= set(kinds)
    for name in kinds.values():
        for accept in ("text/html", "text/turtle"):
            answer = client.get(f"/{name}", headers={"Accept": accept}, follow_redirects=True)
            assert answer.status_code == 200, (name, accept)
