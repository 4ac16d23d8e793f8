"""The seed tables: well-formed, complete in what a row must have, and nobody's sentences but our own."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from frictionless import Package

from tests.seeds import shingles

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
TABLES = sorted(p.relative_to(SEEDS).as_posix() for p in SEEDS.glob("*/*.csv"))
EVIDENCED = [t for t in TABLES if not t.endswith(("documents.csv", "schemes.csv", "searches.csv"))]
CONCEPTS = [t for t in TABLES if t.endswith("concepts.csv")]
OURS = ("statement_en", "statement_tr", "note", "note_en", "note_tr", "definition_en", "definition_tr")
LINES = {"izmir": 886, "next-generation": 939}


def rows(table: str) -> Iterator[dict[str, str]]:
    with open(SEEDS / table, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def test_the_descriptor_names_every_table() -> None:
    package = json.loads((SEEDS / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["path"] for resource in package["resources"]] == sorted(TABLES)
    assert Package.metadata_validate(package) is not None


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_frictionless_finds_nothing() -> None:
    report = Package(SEEDS / "datapackage.json").validate()
    assert report.valid, report.flatten(["fieldName", "rowNumber", "message"])[:10]


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_sorted_by_id(table: str) -> None:
    ids = [row["id"] for row in rows(table)]
    assert ids == sorted(ids), f"sort {table} by id"


def test_keys_are_unique_in_all_tables() -> None:
    keys = Counter(row["id"] for table in EVIDENCED for row in rows(table))
    assert [key for key, n in keys.items() if n > 1] == []


@pytest.mark.parametrize("table", EVIDENCED)
def test_every_row_has_evidence_inside_its_document(table: str) -> None:
    for row in rows(table):
        assert row["section"], row["id"]
        assert 1 <= int(row["line_from"]) <= int(row["line_to"]) <= LINES.get(row["document"], 10**6), row["id"]
        assert row["statement_en"].strip(), row["id"]
        assert row["statement_tr"].strip(), row["id"]


SHAPES = {
    "ror": r"0[a-z0-9]{6}[0-9]{2}", "wikidata": r"Q[1-9][0-9]*", "geonames": r"[1-9][0-9]*", "nuts": r"TR[0-9A-C]{1,3}",
    "iso-3166-1": r"[A-Z]{2}", "iso-3166-2": r"[A-Z]{2}-[A-Z0-9]{1,3}",
}  # fmt: skip


def test_identifiers_are_written_as_their_schemes_write_them_and_are_of_one_thing_each() -> None:
    found = list(rows("registers/identifiers.csv"))
    assert [row["id"] for row in found if not re.fullmatch(SHAPES[row["scheme"]], row["value"])] == []
    twice = Counter((row["scheme"], row["value"]) for row in found)
    assert [one for one, n in twice.items() if n > 1] == []
    assert {row["document"] for row in found} <= {row["id"] for row in rows("registers/documents.csv")}


def test_every_province_and_eighty_organisations_are_linked_and_the_others_were_looked_for() -> None:
    linked: dict[str, set[str]] = defaultdict(set)
    for row in rows("registers/identifiers.csv"):
        linked[row["about"]].add(row["scheme"])
    sought = {row["about"] for row in rows("registers/searches.csv")}
    actors = [row for table in TABLES if table.endswith("/actors.csv") for row in rows(table)]
    named = [row["id"] for row in actors if row["collective"] != "true"]
    provinces = [
        row["id"] for table in TABLES if table.endswith("/places.csv") for row in rows(table)
        if row["class"] == "Province"
    ]  # fmt: skip
    assert {one: linked[one] for one in provinces} == {
        one: {"iso-3166-2", "wikidata", "geonames", "nuts"} for one in provinces
    }
    assert sum(bool(linked[one]) for one in named) >= 80
    assert [one for one in named if not linked[one] and one not in sought] == []


@pytest.mark.parametrize("table", EVIDENCED)
def test_a_note_stands_in_both_languages(table: str) -> None:
    for row in rows(table):
        english = row.get("note") or row.get("note_en") or ""
        assert bool(english) == bool(row.get("note_tr")), row["id"]


@pytest.mark.parametrize("document", LINES)
def test_no_text_shares_a_run_of_eight_words_with_its_document(document: str) -> None:
    copied = shingles.known(document)
    assert len(copied) > 5000
    for table in EVIDENCED:
        for row in rows(table):
            for column in OURS:
                shared = shingles.fingerprints(row.get(column) or "") & copied
                assert not shared, f"{table} {row['id']}: {column} repeats the document; say it in your own words"


@pytest.mark.parametrize("language", ["en", "tr"])
def test_the_statement_of_a_concept_says_more_than_its_name(language: str) -> None:
    said: dict[str, set[str]] = {}
    for table in CONCEPTS:
        for row in rows(table):
            statement, name = row[f"statement_{language}"], row[f"label_{language}"]
            beside = set(_words(statement)) - set(_words(name)) - set(_words(row[f"definition_{language}"]))
            assert len(beside) >= 2, f"{row['id']}: the statement repeats name and definition: {statement}"
            said.setdefault(_shape(statement, name), set()).add(row["id"])
    twice = {shape: ids for shape, ids in said.items() if len(ids) > 3}
    assert not twice, "one sentence with only the name changed, for more than three concepts"


def test_a_concept_that_names_a_body_points_to_it() -> None:
    kinds = ("ClusterInitiative", "University", "IndustrialZone", "Technopark", "InnovationDistrict")
    called: dict[str, str] = {}
    for table in (t for t in TABLES if t.endswith("/actors.csv")):
        for row in rows(table):
            if row["class"] in kinds:
                names = [row["label_en"], row["label_tr"], *row["alt_en"].split(";"), *row["alt_tr"].split(";")]
                called |= {name: row["id"] for name in names if name}
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(called, key=len, reverse=True)))
    pointed = 0
    for table in CONCEPTS:
        for row in rows(table):
            for name in pattern.findall(f"{row['label_en']} / {row['label_tr']}"):
                assert called[name] in row["names"].split(";"), f"{row['id']} speaks of {name}"
                pointed += 1
    assert pointed > 20


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _shape(statement: str, name: str) -> str:
    return statement.lower().replace(name.lower(), "*")


def test_a_copied_sentence_would_be_found() -> None:
    # eight words in a row from the English abstract of the İzmir study, as any reader of it can check
    run = "companies operating in similar fields together in order"
    assert shingles.fingerprints(run) <= shingles.known("izmir")
