"""What others call the things of the seeds: found by it, shown with the record it was read in, on every surface."""

from __future__ import annotations

import csv

import pytest

from tests.seeds.test_seeds import SEEDS
from triskele.catalogue import open_catalogue
from triskele.catalogue.description import describe
from triskele.ecosystem import Ecosystem
from triskele.reconciliation.candidates import Wish, reconcile
from triskele.search import search


@pytest.fixture(scope="module")
def links() -> list[dict[str, str]]:
    with open(SEEDS / "registers" / "identifiers.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("014weej12", "odtu"),
        ("https://ror.org/014weej12", "odtu"),
        ("Q756126", "odtu"),
        ("TR-06", "ankara"),
        ("TR510", "ankara"),
        ("https://sws.geonames.org/323784/", "ankara"),
        ("323784", "ankara"),
    ],
)
def test_an_identifier_finds_its_thing(seeds: Ecosystem, text: str, key: str) -> None:
    hit = search(seeds.release, text)[0]
    assert (hit.key, hit.score) == (key, 1.0)


def test_reconciliation_knows_identifiers(seeds: Ecosystem) -> None:
    catalogue = open_catalogue(seeds.release)
    for text in ("014weej12", "https://ror.org/014weej12"):
        found = reconcile(seeds.release, catalogue, Wish(text))
        assert (found[0].thing.key, found[0].match) == ("odtu", True)


def test_a_page_shows_identifiers_with_their_records_and_where_nothing_was_found(seeds: Ecosystem) -> None:
    catalogue = open_catalogue(seeds.release)
    said = describe(catalogue, catalogue.find("actor", "odtu"), "en")["description"]["links"]
    assert [(link["scheme"]["key"], link["value"], link["url"]) for link in said] == [
        ("ror", "014weej12", "https://ror.org/014weej12"),
        ("wikidata", "Q756126", "http://www.wikidata.org/entity/Q756126"),
    ]
    assert {e["document"]["key"] for link in said for e in link["evidence"]} == {"ror-records"}
    sought = describe(catalogue, catalogue.find("actor", "aselsan"), "tr")["description"]["searches"]
    assert {s["register"]["key"] for s in sought} == {"ror-records", "name-suggestion-index"}


def test_statements_hold_each_identifier_once_with_its_evidence(seeds: Ecosystem, links: list[dict[str, str]]) -> None:
    rows = list(
        seeds.query(
            "SELECT ?key ?value ?scheme { ?thing adms:identifier ?i . ?i skos:notation ?value ; tsk:evidence/"
            "prov:hadPrimarySource ?register ; tsk:identifierScheme/skos:notation ?scheme "
            'BIND (replace(str(?thing), "^.*/", "") AS ?key) }'
        )
    )
    assert {(r["key"], r["scheme"], r["value"]) for r in rows} == {
        (link["about"], link["scheme"], link["value"]) for link in links
    }


def test_a_document_says_what_it_is_and_which_copy_was_read(seeds: Ecosystem) -> None:
    catalogue = open_catalogue(seeds.release)
    paper, register = (
        describe(catalogue, catalogue.find("source", key), "en")["description"]["document"]
        for key in ("izmir", "ror-records")
    )
    assert (paper["type"]["key"], paper["language"], paper["lines"], len(paper["sha256"])) == ("paper", "tr", 886, 64)
    assert (register["type"]["key"], len(register["version"]), register["file"]) == ("register", 40, None)
