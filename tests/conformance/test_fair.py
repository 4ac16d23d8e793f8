"""The FsF metrics that F-UJI measures (version 0.8 of their list), one by one with their weights, against the served
page: what a harvester gets from its head, its typed links and its files, nothing that only we know.

docs/explanation/findable.md holds the same table; a line that is met there and not here, or the other way round, fails.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pyoxigraph as ox
import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "findable.md"
ROOT = "https://w3id.org/triskele/"
PERSISTENT = re.compile(r"https?://(w3id\.org/|purl\.org/|doi\.org/10\.|hdl\.handle\.net/|n2t\.net/ark:)\S+")
OPEN_FORMATS = {
    "text/turtle",
    "application/n-triples",
    "application/ld+json",
    "application/rdf+xml",
    "application/gzip",
}


@dataclass
class Harvest:
    """What somebody who only has the address of the page can gather."""

    client: httpx.Client
    page: str
    embedded: dict[str, Any] = field(init=False)
    links: list[dict[str, str]] = field(init=False)
    statements: set[tuple[str, str]] = field(init=False)
    """Predicate and object of what content negotiation gives."""

    def __post_init__(self) -> None:
        answer = self.client.get(self.page, headers={"Accept": "text/html"})
        answer.raise_for_status()
        (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', answer.text, re.DOTALL)
        self.embedded = json.loads(found)
        self.links = [
            {"href": target, **dict(re.findall(r'([a-z]+)="([^"]*)"', rest))}
            for target, rest in re.findall(r'<([^>]*)>((?:; [a-z]+="[^"]*")*)', answer.headers["link"])
        ]
        turtle = self.client.get(self.page, headers={"Accept": "text/turtle"})
        quads = ox.parse(turtle.content, ox.RdfFormat.TURTLE)
        self.statements = {(q.predicate.value, str(q.object)) for q in quads}

    def by(self, relation: str) -> list[dict[str, str]]:
        return [link for link in self.links if link.get("rel") == relation]

    @property
    def namespaces(self) -> set[str]:
        return {re.sub(r"[^/#]*$", "", predicate) for predicate, _ in self.statements}

    @property
    def files(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.embedded["distribution"]
        return found


def has(*names: str) -> Callable[[Harvest], bool]:
    """Whether the embedded metadata say all of these."""
    return lambda it: all(it.embedded.get(name) for name in names)


def scheme(*addresses: str) -> bool:
    return bool(addresses) and all(urlsplit(address).scheme in ("http", "https") for address in addresses)


def identifier(it: Harvest) -> str:
    (cited,) = it.by("cite-as")
    return cited["href"]


def fetched(it: Harvest) -> bool:
    """The first file, and one of the tables, are what the metadata say they are."""
    for file in (it.files[0], it.files[-1]):
        answer = it.client.get(file["contentUrl"])
        told = (file["encodingFormat"], int(file["contentSize"].removesuffix(" B")))
        if (answer.status_code, (answer.headers["content-type"].partition(";")[0], len(answer.content))) != (200, told):
            return False
    return True


def resolves(it: Harvest) -> bool:
    place = identifier(it).replace(ROOT, f"{it.client.base_url}/")
    return it.client.get(place, headers={"Accept": "text/html"}).status_code == 200


def unknown_here(it: Harvest) -> bool:
    """Whether w3id.org leads on is known only where the service is published: not counted as met."""
    return False


CITED = ("creator", "name", "identifier", "datePublished", "publisher", "@type")
CHECKS: tuple[tuple[str, float, Callable[[Harvest], bool]], ...] = (
    ("FsF-F1-01MD-1", 1, lambda it: it.embedded["@id"] == identifier(it) and scheme(identifier(it))),
    ("FsF-F1-02MD-1", 0.5, lambda it: bool(PERSISTENT.fullmatch(identifier(it)))),
    ("FsF-F1-02MD-2", 0.5, unknown_here),
    ("FsF-F2-01M-2", 1, has(*CITED)),
    ("FsF-F2-01M-3", 1, has(*CITED, "description", "keywords")),
    ("FsF-F3-01M-2", 1, lambda it: scheme(*(file["contentUrl"] for file in it.files))),
    ("FsF-F4-01M-1", 2, lambda it: str(it.embedded["@context"]).startswith("https://schema.org")),
    ("FsF-A1-01M-1", 1, lambda it: any(p.endswith("/accessRights") and "access-right/PUBLIC" in o
                                       for p, o in it.statements) and it.embedded["isAccessibleForFree"] is True),
    ("FsF-A1-02MD-1", 1, resolves),
    ("FsF-A1-02MD-2", 1, fetched),
    ("FsF-A1.1-01MD-1", 1, lambda it: scheme(identifier(it), it.embedded["url"])),
    ("FsF-A1.1-01MD-2", 1, lambda it: scheme(*(link["href"] for link in it.by("item")))),
    ("FsF-A1.2-01MD-1", 1, lambda it: scheme(it.embedded["url"])),  # HTTP has authentication (RFC 9110, 11)
    ("FsF-A1.2-01MD-2", 1, lambda it: scheme(*(file["contentUrl"] for file in it.files))),
    ("FsF-I1-01M-1", 2, has("@context", "@type")),
    ("FsF-I1-01M-2", 2, lambda it: len(it.statements) > 50 and "application/ld+json" in {
        link.get("type") for link in it.by("describedby")}),
    ("FsF-I2-01M-2", 2, lambda it: it.namespaces >= {
        "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/", "http://www.w3.org/ns/prov#"}),
    ("FsF-I3-01M-1", 2, lambda it: all(source["name"] for source in it.embedded["isBasedOn"])),
    ("FsF-I3-01M-2", 2, lambda it: scheme(*(source["@id"] for source in it.embedded["isBasedOn"]))),
    ("FsF-R1-01M-1", 1, lambda it: "https://schema.org/Dataset" in {link["href"] for link in it.by("type")}),
    ("FsF-R1-01M-2", 1, lambda it: all(file["encodingFormat"] for file in it.files) and "contentSize" in it.files[0]),
    ("FsF-R1.1-01M-1", 1, lambda it: [link["href"] for link in it.by("license")] == [it.embedded["license"]]),
    ("FsF-R1.2-01M-1", 1, has("creator", "publisher", "datePublished", "isBasedOn", "version")),
    ("FsF-R1.2-01M-2", 1, lambda it: any(p.startswith("http://www.w3.org/ns/prov#") for p, _ in it.statements)),
    ("FsF-R1.3-01M-3", 1, lambda it: {"http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"} <= it.namespaces),
    ("FsF-R1.3-02D-1", 1, lambda it: bool(OPEN_FORMATS & {file["encodingFormat"] for file in it.files})),
)  # fmt: skip
CAPS = {"FsF-I1-01M": 2.0, "FsF-I3-01M": 2.0, "FsF-R1.2-01M": 1.0}
"""Metrics whose tests are alternatives: one that is met gives all there is."""
TOTAL = 26
"""What all metrics of the list give together."""


def score(met: dict[str, bool]) -> float:
    """The sum over the metrics, alternatives counted once."""
    sums: dict[str, float] = {}
    for name, weight, _ in CHECKS:
        metric = name.rpartition("-")[0]
        sums[metric] = sums.get(metric, 0.0) + weight * met[name]
    return sum(min(value, CAPS.get(metric, value)) for metric, value in sums.items())


def test_the_weights_are_those_of_the_list() -> None:
    assert score({name: True for name, _, _ in CHECKS}) == TOTAL
    assert len(CHECKS) == len({name for name, _, _ in CHECKS}) == 26


@pytest.fixture(scope="module", params=["/dataset", "/r/1/dataset"])
def met(client: httpx.Client, request: pytest.FixtureRequest) -> dict[str, bool]:
    it = Harvest(client, request.param)
    return {name: check(it) for name, _, check in CHECKS}


def test_at_least_85_percent_of_fair(met: dict[str, bool]) -> None:
    failed = [name for name, is_met in met.items() if not is_met]
    assert score(met) / TOTAL >= 0.85, failed


def test_the_page_says_what_is_met(met: dict[str, bool]) -> None:
    rows = re.findall(r"^\| (FsF-[\w.-]+) \| ([\d.]+) \| (yes|no) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert [(name, float(weight), answer == "yes") for name, weight, answer in rows] == [
        (name, weight, met[name]) for name, weight, _ in CHECKS
    ]
    percent = round(100 * score(met) / TOTAL)
    assert f"{score(met):g} of {TOTAL}, {percent} %" in PAGE.read_text(encoding="utf-8")
