"""Found and harvested without a person's help: typed links, schema.org, RO-Crate, Croissant, what crawlers read."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx
import mlcroissant
import pyoxigraph as ox
import pytest
from rocrate.rocrate import ROCrate

from triskele.findable import Facts, guides
from triskele.findable.crate import write_crate
from triskele.findable.croissant import write_croissant
from triskele.findable.links import of_dataset
from triskele.findable.schema_org import describe_dataset, embed, type_of
from triskele.ownership import Owner
from triskele.release import Release

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
ROOT = "https://w3id.org/triskele/"
HTML = {"Accept": "text/html"}
PAGES = ("/dataset", "/releases/1", "/r/1/dataset", "/page/actor/sea-cluster", "/r/1/page/actor/sea-cluster")
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
Links = dict[str, list[dict[str, str]]]


def read_links(header: str) -> Links:
    """The links of a header by their relation (RFC 8288)."""
    found: Links = {}
    for target, rest in re.findall(r"<([^>]*)>((?:\s*;\s*[a-z*]+=\"[^\"]*\")*)", header):
        told = dict(re.findall(r'([a-z*]+)="([^"]*)"', rest))
        found.setdefault(told.pop("rel"), []).append({"href": target, **told})
    return found


def here(client: httpx.Client, address: str) -> str:
    """Where a name of ours is answered: the same path on this host, as its redirection would have it."""
    return address.replace(ROOT, f"{client.base_url}/") if address.startswith(ROOT) else address


def embedded(client: httpx.Client, page: str, **headers: str) -> dict[str, Any]:
    """The JSON-LD in the head of a page."""
    answer = client.get(page, headers=HTML | headers)
    assert answer.status_code == 200, answer.text
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', answer.text, re.DOTALL)
    document: dict[str, Any] = json.loads(found)
    return document


def graph_of(document: dict[str, Any]) -> set[tuple[str, str, str]]:
    """As statements, with the one part of the remote context that these documents use."""
    assert document["@context"] == "https://schema.org/"
    iris = {name: {"@type": "@id"} for name in ("license", "url", "contentUrl")}
    local = {**document, "@context": {"@vocab": "https://schema.org/", **iris}}
    return {
        (str(q.subject), str(q.predicate), str(q.object)) for q in ox.parse(json.dumps(local), ox.RdfFormat.JSON_LD)
    }


@pytest.mark.parametrize("page", PAGES)
def test_the_links_of_a_page_resolve_and_their_types_agree(client: httpx.Client, page: str) -> None:
    answer = client.get(page, headers=HTML)
    links = read_links(answer.headers["link"])
    assert len(links["cite-as"]) == 1
    assert {link["href"] for link in links["type"]} > {"https://schema.org/AboutPage"}
    assert [link["href"] for link in links["license"]] == [LICENCE]
    assert "collection" in links or "item" in links
    (cited,) = links["cite-as"]
    leads = client.get(here(client, cited["href"]), headers=HTML, follow_redirects=True)
    assert leads.status_code == 200
    assert read_links(leads.headers["link"])["cite-as"] == [cited]
    elements = set(re.findall(r'<link rel="([^"]*)"[^>]* href="([^"]*)">', answer.text))
    for relation, targets in links.items():
        for link in targets:
            assert (relation, link["href"]) in elements, (relation, link)
            if "type" in link:
                there = client.get(urljoin(f"{client.base_url}{page}", link["href"]), headers={"Accept": link["type"]})
                assert there.status_code == 200, link
                assert there.headers["content-type"].partition(";")[0] == link["type"], link
    head = client.head(page, headers=HTML)
    assert (head.content, head.headers["link"]) == (b"", answer.headers["link"])


@pytest.mark.parametrize("page", PAGES)
def test_a_linkset_says_what_the_headers_say_and_leads_back(client: httpx.Client, page: str) -> None:
    links = read_links(client.get(page, headers=HTML).headers["link"])
    (place,) = links.pop("linkset")
    answer = client.get(place["href"])
    assert answer.headers["content-type"] == "application/linkset+json" == place["type"]
    contexts = {told["anchor"]: told for told in answer.json()["linkset"]}
    own = contexts[urljoin(str(client.base_url), page.replace("/r/1/dataset", "/releases/1"))]
    for relation in set(links) - {"alternate"}:
        said = {urljoin(str(client.base_url), link["href"]) for link in links[relation]}
        assert said <= {target["href"] for target in own[relation]}, relation
    for address, told in contexts.items():
        back = told.get("describes") or told.get("collection")
        found = read_links(client.head(address).headers["link"]) if back and told is not own else {}
        for relation in set(found) & {"describes", "collection"}:
            targets = {urljoin(str(client.base_url), link["href"]) for link in found[relation]}
            assert targets == {target["href"] for target in told[relation]}, address


@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("page", ["/dataset", "/releases/1", "/r/1/dataset"])
def test_search_engines_read_what_the_dataset_is(
    client: httpx.Client, release: Release, page: str, language: str
) -> None:
    found = embedded(client, page, **{"Accept-Language": language})
    owner = release.owner
    assert found["@type"] == "Dataset"
    assert found["@id"] == f"{ROOT}dataset" if page == "/dataset" else f"{ROOT}releases/1"
    assert found["name"].startswith(owner.title(language))
    assert 50 <= len(found["description"]) <= 5000  # what dataset search asks for
    assert found["license"] == LICENCE
    assert found["publisher"]["name"] == owner.publisher
    assert [c["name"] for c in found["creator"]] == list(owner.creators)
    assert found["keywords"] == list(owner.keywords(language))
    assert found["isBasedOn"][0]["@id"] == f"{ROOT}id/source/novel"
    assert release.digest in found["identifier"][1]
    for file in found["distribution"]:
        answer = client.head(file["contentUrl"])
        assert answer.headers["content-type"].partition(";")[0] == file["encodingFormat"]
    assert len(graph_of(found)) > 100


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("actor/north-university", "CollegeOrUniversity"),
        ("actor/sail-firm", "Corporation"),
        ("actor/sea-cluster", "Organization"),  # its class has no match, that above it has
        ("place/harbour", "City"),
        ("thing/sail-project", "ResearchProject"),
        ("source/novel", "CreativeWork"),
        ("tie/tiny-t01", "Statement"),
        ("figure/tiny-f1", "Observation"),
        ("event/tiny-e1", "Event"),
        ("evidence/tiny-t01", "Statement"),
        ("sector/ships", "Thing"),
    ],
)
def test_search_engines_read_what_a_thing_is(client: httpx.Client, path: str, kind: str) -> None:
    found = embedded(client, f"/page/{path}?lang=en")
    page, thing = found["@graph"]
    iri = f"{ROOT}id/{path}"
    assert (page["@type"], page["mainEntity"]["@id"], thing["@id"], thing["@type"]) == ("AboutPage", iri, iri, kind)
    assert thing["name"]
    assert page["license"] == LICENCE
    assert thing["url"] == page["url"] == f"{client.base_url}/page/{path}"
    links = read_links(client.head(f"/page/{path}", headers=HTML).headers["link"])
    assert {link["href"] for link in links["type"]} == {f"https://schema.org/{t}" for t in ("AboutPage", kind)}
    statements = graph_of(found)
    assert (f"<{iri}>", f"<{TYPE}>", f"<https://schema.org/{kind}>") in statements


def test_both_languages_of_a_thing(client: httpx.Client) -> None:
    thing = embedded(client, "/page/actor/sea-cluster?lang=tr")["@graph"][1]
    assert thing["name"] == "İĞNE Deniz Kümesi"
    assert "NEEDLE Sea Cluster" in thing["alternateName"]
    assert thing["location"]["name"] == "Liman"


def test_nothing_in_embedded_data_ends_its_element() -> None:
    assert "</script>" not in embed({"name": "</script><script>alert(1)</script>"})[:-9]


def test_a_crate_is_read_by_the_library_of_its_makers(client: httpx.Client, tmp_path: Path) -> None:
    for front in ("", "/r/1"):
        answer = client.get(f"{front}/ro-crate-metadata.json")
        assert answer.headers["content-type"].startswith("application/ld+json")
        (tmp_path / "ro-crate-metadata.json").write_bytes(answer.content)
        crate = ROCrate(tmp_path)
        root = crate.root_dataset
        assert root["license"].id == LICENCE
        assert root["publisher"]["name"] == "Triskele contributors"
        check_crate(answer.json())
        for part in root["hasPart"]:
            there = client.get(part.id)
            assert there.headers["content-type"].partition(";")[0] == part["encodingFormat"]
            if part.get("contentSize"):
                assert int(part["contentSize"]) == len(there.content)


def check_crate(crate: dict[str, Any]) -> None:
    """What RO-Crate 1.1 says a crate MUST have."""
    assert set(crate) == {"@context", "@graph"}
    assert crate["@context"] == "https://w3id.org/ro/crate/1.1/context"
    nodes = {node["@id"]: node for node in crate["@graph"]}
    assert len(nodes) == len(crate["@graph"])  # flat, each entity once
    descriptor = nodes["ro-crate-metadata.json"]
    assert (descriptor["@type"], descriptor["about"]) == ("CreativeWork", {"@id": "./"})
    assert descriptor["conformsTo"]["@id"].startswith("https://w3id.org/ro/crate/")
    root = nodes["./"]
    assert root["@type"] == "Dataset"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", root["datePublished"])
    assert root["name"]
    assert root["description"]
    parts = {part["@id"] for part in root["hasPart"]}
    assert parts == {node["@id"] for node in nodes.values() if node["@type"] == "File"}
    for node in nodes.values():
        assert node["@type"]
        assert node["@id"].startswith(("http://", "https://", "#", "./", "ro-crate"))
        for value in node.values():
            for reference in value if isinstance(value, list) else [value]:
                if isinstance(reference, dict):
                    assert set(reference) == {"@id"}  # never nested
                    assert reference["@id"] in nodes or reference["@id"].startswith("https://w3id.org/ro/")


@pytest.mark.filterwarnings("ignore")  # the validator's own
def test_croissant_is_clean_and_its_tables_can_be_loaded(
    client: httpx.Client, release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROISSANT_CACHE", str(tmp_path))
    answer = client.get("/croissant.json")
    dataset = mlcroissant.Dataset(jsonld=answer.json())
    assert not dataset.metadata.ctx.issues.errors
    assert not dataset.metadata.ctx.issues.warnings
    assert dataset.metadata.license == [LICENCE]
    named = {record_set.name for record_set in dataset.metadata.record_sets}
    assert {"things", "names", "ties", "ends", "figures", "evidence"} <= named
    assert "identifiers" not in named  # there are none: a table without rows is not offered
    rows = list(dataset.records("ties"))
    assert len(rows) == release.manifest["tables"]["ties"]["rows"]
    assert {row["ties/key"].decode() for row in rows} >= {"tiny-t01", "tiny-t02"}
    assert client.get("/r/1/croissant.json").json()["recordSet"] == answer.json()["recordSet"]


def test_what_nobody_gave_nobody_claims(release: Release) -> None:
    bare = Release(release.folder)
    bare.__dict__["owner"] = Owner()
    facts = Facts(bare, "https://data.example.net")
    links = list(of_dataset(facts))
    assert not {link.rel for link in links} & {"license", "author", "cite-as"}
    for document in (describe_dataset(facts, "en"), write_crate(facts, "tr"), write_croissant(facts, "en")):
        text = json.dumps(document)
        for name in ('"license"', '"publisher"', '"creator"', '"keywords"'):
            assert name not in text.replace('"license": "cr:', "")
    assert describe_dataset(facts, "en")["@id"] == "https://data.example.net/dataset"
    stands_for = replace(Owner(), namespace="https://example.org/kiyi/")
    bare.__dict__["owner"] = stands_for
    assert not Facts(bare, "https://data.example.net").named


def test_who_made_the_data_is_a_person_where_an_orcid_says_so(release: Release) -> None:
    told = Release(release.folder)
    told.__dict__["owner"] = replace(
        release.owner, creators=("Ada Kıyı <https://orcid.org/0000-0002-1825-0097>", "Kıyı Ajansı")
    )
    facts = Facts(told, "https://data.example.net")
    assert describe_dataset(facts, "tr")["creator"] == [
        {"@type": "Person", "name": "Ada Kıyı", "@id": "https://orcid.org/0000-0002-1825-0097",
         "url": "https://orcid.org/0000-0002-1825-0097"},
        {"@type": "Organization", "name": "Kıyı Ajansı"},
    ]  # fmt: skip
    assert [k.href for k in of_dataset(facts) if k.rel == "author"] == ["https://orcid.org/0000-0002-1825-0097"]


def test_types_follow_the_classes(release: Release) -> None:
    assert type_of(release, "TechnologyTransferOffice", "actor") == "Organization"
    assert type_of(release, "NoSuchClass", "thing") == "Thing"


def test_crawlers_are_told_where_to_go_and_what_to_leave_out(client: httpx.Client) -> None:
    robots = client.get("/robots.txt")
    assert robots.headers["content-type"] == "text/plain; charset=utf-8"
    lines = robots.text.splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /sparql", "Disallow: /metrics/", "Disallow: /networks/"} <= set(lines)
    assert lines[-1] == f"Sitemap: {client.base_url}/sitemap.xml"


def locations(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/xml"
    return [element.text or "" for element in ET.fromstring(answer.content).iter() if element.tag.endswith("}loc")]


def test_the_sitemap_leads_to_pages_that_are_there(client: httpx.Client) -> None:
    places = locations(client.get("/sitemap.xml"))
    assert len(places) == len(set(places))
    assert {f"{client.base_url}{path}" for path in ("/", "/dataset", "/releases/1", "/page/actor/sea-cluster")} <= set(
        places
    )
    for place in places:
        answer = client.head(f"{place}?lang=tr", headers=HTML)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8"), place
        assert answer.headers["content-language"] == "tr"
    assert client.get("/sitemap-2.xml").status_code == 404


def test_a_large_sitemap_has_an_index_and_parts(
    client: httpx.Client, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = locations(client.get("/sitemap.xml"))
    monkeypatch.setattr(guides, "PART", 11)
    parts = locations(client.get("/sitemap.xml", headers={"If-None-Match": '"other"', "Host": "parts.example.net"}))
    assert parts == [f"http://parts.example.net/sitemap-{n}.xml" for n in range(1, -(-len(whole) // 11) + 1)]
    found = [place for n in range(1, len(parts) + 1) for place in locations(client.get(f"/sitemap-{n}.xml"))]
    assert found == whole


def test_agents_are_told_what_there_is(client: httpx.Client) -> None:
    answer = client.get("/llms.txt")
    assert answer.headers["content-type"].startswith("text/markdown")
    title, summary = answer.text.split("\n\n")[:2]
    assert title == "# Triskele: knowledge graph of the innovation ecosystem"
    assert summary.startswith("> ")
    assert "CC BY 4.0" in answer.text
    assert f"`POST {client.base_url}/mcp`" in answer.text
    for name, place in re.findall(r"- \[([^\]]*)\]\(([^)]*)\)", answer.text):
        assert name
        found = client.get(place + "deniz" if place.endswith("q=") else place, follow_redirects=True)
        assert found.status_code == 200, place
    assert f"]({client.base_url}/r/1/sparql)" in client.get("/r/1/llms.txt").text


def test_an_address_of_the_settings_is_the_one_that_is_told(release: Release) -> None:
    facts = Facts(release, "https://graph.example.org")
    assert {link.href.split("/")[2] for link in of_dataset(facts) if link.type} == {"graph.example.org"}
