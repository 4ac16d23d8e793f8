"""What the seeds say of a thing can be told apart and asked for by fields alone."""

from __future__ import annotations

from collections import defaultdict

from tests.seeds.test_seeds import TABLES, rows
from triskele.catalogue import open_catalogue
from triskele.catalogue.description import describe
from triskele.catalogue.summary import summarize
from triskele.ecosystem import Ecosystem

FIELDS = ("about", "measure", "unit", "year", "year_to", "part", "area", "whole", "level", "class")


def test_figures_on_one_thing_are_told_apart_by_fields_or_contradict_each_other() -> None:
    same: dict[tuple[str, ...], list[str]] = defaultdict(list)
    claims: dict[str, set[str]] = defaultdict(set)
    for table in TABLES:
        for row in rows(table):
            if table.endswith("/figures.csv") and row["qualifier"] != "one-of":
                same[tuple(row[field] for field in FIELDS)].append(row["id"])
            elif table.endswith("/contradictions.csv"):
                for claim in row["claims"].split(";"):
                    claims[claim].add(row["id"])
    assert [ids for ids in same.values() if len(ids) > 1 and not set.intersection(*(claims[one] for one in ids))] == []


def test_founding_dates_are_those_that_every_source_with_a_date_gives_else_ranges(seeds: Ecosystem) -> None:
    found = open_catalogue(seeds.release).columns.tuples(
        "SELECT key, founded, founded_latest FROM thing WHERE cls = 'Technopark'"
    )
    # next-generation 458-467; the İzmir study gives the range 2001-2003 for all of them, in which each year lies
    assert {key: year for key, year, latest in found if year and not latest} == {
        "tubitak-mam-teknopark": "2001", "bilkent-cyberpark": "2002", "izmir-tgb": "2002", "gosb-teknopark": "2002",
        "hacettepe-tgb": "2003", "itu-ari-teknokent": "2003", "eskisehir-tgb": "2003", "selcuk-tgb": "2003",
        "kocaeli-universitesi-tgb": "2003", "yildiz-teknik-tgb": "2003", "istanbul-universitesi-tgb": "2003",
        "teknopark-istanbul": "2010-05-04",
    }  # fmt: skip
    # 2000 in one study, after the law of 2001 in the other: a contradiction that is not resolved, so a bound below both
    assert [(key, *years) for key, *years in found if years[1]] == [("odtu-teknokent", "2000", "..")]


def test_the_role_of_an_end_stands_in_json(seeds: Ecosystem) -> None:
    catalogue = open_catalogue(seeds.release)
    tie = describe(catalogue, catalogue.find("tie", "ngc-t243"), "tr")["tie"]
    assert (tie["source"]["key"], tie["source_role"]["key"], tie["source_role"]["label"]) == (
        "fnss", "main-industry", "ana sanayi",
    )  # fmt: skip


def test_what_lies_within_bounds_is_said_so(seeds: Ecosystem) -> None:
    """iz-k029 sets the founding of METU Technopark under the law of 2001 (no later bound) against the year 2000."""
    catalogue = open_catalogue(seeds.release)
    for language, said in (("en", "2001 or later"), ("tr", "2001 ya da sonrası")):
        claims = describe(catalogue, catalogue.find("contradiction", "iz-k029"), language)["contradiction"]["claims"]
        assert [claim["text"].rpartition(", ")[2] for claim in claims] == [said, "2000"]
    # ngb-t083: T.ICT came after the cluster of 2010; ngc-t044: HUB stood by 2016; iz-t533: until the early 1970s
    shown = {key: describe(catalogue, catalogue.find("tie", key), "en")["thing"]["label"]
             for key in ("ngb-t083", "ngc-t044", "iz-t533")}  # fmt: skip
    assert {key: label.rpartition(", ")[2] for key, label in shown.items()} == {
        "ngb-t083": "2010 or later", "ngc-t044": "2016 at the latest", "iz-t533": "… – between 1970 and 1974",
    }  # fmt: skip


def test_what_was_read_is_told_apart_from_registers(seeds: Ecosystem) -> None:
    """Pages count what was read for what it says: two studies, not the four registers that give identifiers."""
    types = {
        d["key"]: d["type"]["key"] for d in summarize(open_catalogue(seeds.release), seeds.release, "en")["documents"]
    }
    assert {key for key, kind in types.items() if kind == "paper"} == {"izmir", "next-generation"}
    assert sorted(types.values()) == ["paper"] * 2 + ["register"] * 4
