"""Concepts that a document teaches are rows: read, checked, closed over what is above them, rendered."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from triskele.ecosystem import Ecosystem
from triskele.ledger.checks import check_tables
from triskele.ledger.spheres import assign_spheres
from triskele.ledger.tables import opened
from triskele.ledger.time import date_things, date_ties
from triskele.release.gather import gather, read_terms
from triskele.settings import Settings

SCHEME = "https://w3id.org/triskele/vocabularies/maturity"


@pytest.fixture
def table(tiny: Path, tmp_path: Path) -> Path:
    shutil.copytree(tiny, tmp_path / "seeds")
    return tmp_path / "seeds" / "tiny" / "concepts.csv"


def change(table: Path, **cells: str) -> list[str]:
    """Change cells of the first row; the findings then, as shape and value."""
    with open(table, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0] |= cells
    names = list(dict.fromkeys(name for row in rows for name in row))
    with open(table, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    options = Settings.read({}, seeds=table.parents[1])
    with opened() as ledger:
        gathered = gather(options, read_terms(options), ledger)
        assign_spheres(ledger)
        date_things(ledger)
        date_ties(ledger)
        return [f"{f.shape} {f.value}" for f in (*gathered.report.findings, *check_tables(ledger))]


def test_what_a_concept_points_to_must_be_there(table: Path) -> None:
    found = change(table, broader="maturity/ripe", names="lake-cluster")
    assert found == ["table/known-key maturity/ripe", "table/known-key lake-cluster"]


def test_a_concept_needs_a_scheme_that_somebody_describes(table: Path) -> None:
    found = change(table, id="ripeness/ripe")  # and another row points to what it was called
    assert found == ["table/known-key maturity/developing", "table/known-scheme ripeness"]


def test_who_uses_a_deprecated_concept_is_told_what_to_use(table: Path) -> None:
    found = change(table, replaced_by="maturity/mature")
    assert found == [f"table/deprecated {SCHEME}#developing"]


def test_rows_are_concepts_like_those_of_the_ontology(ecosystem: Ecosystem) -> None:
    query = f"""SELECT ?name ?above ?value ?thing {{ ?c skos:inScheme <{SCHEME}> ; skos:notation ?name
      OPTIONAL {{ ?c skos:broader/skos:notation ?above }} OPTIONAL {{ ?c tsk:rangeFrom ?value }}
      OPTIONAL {{ ?c tsk:names/skos:prefLabel ?thing FILTER(LANG(?thing) = "en") }} }} ORDER BY ?name"""
    rows = [tuple(row.values()) for row in ecosystem.query(query)]
    assert [(name, above, None if value is None else float(value)) for name, above, value, _ in rows] == [
        ("developing", "seen", 51.0),
        ("mature", "seen", 85.0),
        ("seen", None, None),
    ]
    assert rows[1][3] is not None
    assert rows == [tuple(row.values()) for row in ecosystem.query(query, as_of=2016)], "true of every year"


def test_one_that_is_classified_stands_under_what_is_above(ecosystem: Ecosystem) -> None:
    from triskele.networks.choosing import open_arrays

    (one, *_) = [c for c in open_arrays(ecosystem.release).classifications if c.scheme == "maturity"]
    assert (one.concept, tuple(one.above)) == ("developing", ("seen",))
