"""Wikidata: the published sample comes out as its description says; other shapes of the same JSON are read or told."""

from __future__ import annotations

import bz2
import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.graph.sources.reading import SAMPLES, Came, read
from triskele.sources.dumps.selection import Selection
from triskele.sources.dumps.snaks import amount_of, is_about, item_of, moment_of
from triskele.text import fold

NAME = "wikidata-20261020-all.json.gz"


@pytest.fixture(scope="module")
def came(tmp_path_factory: pytest.TempPathFactory) -> Came:
    folder = tmp_path_factory.mktemp("seeds")
    shutil.copytree(SAMPLES / "wikidata", folder / "wd")
    return read(folder)


def snak(value: Any = None, kind: str = "value", type: str = "wikibase-entityid") -> dict[str, Any]:
    """A snak of an item by its id, of a time by (time, precision), of a text, or without a value."""
    if kind != "value":
        return {"snaktype": kind}
    if isinstance(value, tuple):
        value, type = {"time": value[0], "precision": value[1], "calendarmodel": "…/Q1985727"}, "time"
    elif isinstance(value, str) and value[:1] == "Q":
        value = {"entity-type": "item", "id": value}
    return {"snaktype": "value", "datavalue": {"type": type, "value": value}}


def said(value: Any, rank: str = "normal", **qualifiers: list[dict[str, Any]]) -> dict[str, Any]:
    found = {"mainsnak": value if isinstance(value, dict) and "snaktype" in value else snak(value), "rank": rank}
    return found | ({"qualifiers": qualifiers} if qualifiers else {})


def item(one: str, kind: str = "Q4830453", label: str | None = "", **claims: list[dict[str, Any]]) -> dict[str, Any]:
    labels = {"tr": {"language": "tr", "value": label or f"Kurum {one}"}} if label is not None else []
    return {"type": "item", "id": one, "labels": labels, "aliases": [], "claims": {"P31": [said(kind)], **claims}}


def laid(folder: Path, items: list[Any], name: str = "wikidata-20261020-all.json.gz") -> Path:
    """A dump of these items, or lines, in the set ``wd`` of a seeds folder."""
    (folder / "wd").mkdir(exist_ok=True)
    lines = [one if isinstance(one, str) else json.dumps(one) for one in items]
    content = ("[\n" + ",\n".join(lines) + "\n]\n").encode()
    pack = {"gz": lambda c: gzip.compress(c, mtime=0), "bz2": bz2.compress}.get(name.rsplit(".")[-1], bytes)
    (folder / "wd" / name).write_bytes(pack(content))
    return folder


def ties(came: Came) -> dict[tuple[str, str, str, str | None], dict[str, Any]]:
    """Ties by kind, ends as the ends of their keys, and start."""
    ends: dict[str, list[str]] = {}
    for row in came["ends"]:
        ends.setdefault(row["tie"], []).append(row["thing"].rsplit("-", 1)[-1].upper())
    return {(row["type"].rsplit("#")[-1], *ends[row["iri"]], row["valid_from"]): row for row in came["ties"]}


def test_ties_of_the_sample(came: Came) -> None:
    found = {
        (kind, a[-2:], b[-2:], start, row["valid_to"], row["told"])
        for (kind, a, b, start), row in ties(came).items() if kind != "location"
    }  # fmt: skip
    assert found == {
        ("part-of", "02", "05", "2015-07-01", None, "present"),
        ("part-of", "02", "04", None, "2015-06-30", None),
        ("ownership", "05", "02", "2015-07-01", None, None),
        ("part-of", "03", "01", "2006-05-01", None, None),
        ("membership", "01", "06", "1999", "2011-06-30", None),
        ("part-of", "03", "07", None, None, None),
        ("succession", "04", "05", None, None, None),
        ("part-of", "08", "01", None, None, None),
        ("part-of", "01", "06", None, None, None),
        ("hosting", "03", "02", None, None, None),
    }
    assert [r["valid_from_latest"] for r in came["ties"] if r["valid_from"] == "2006-05-01"] == ["2006-05-31"]
    (owned,) = came.ties("ownership")
    assert owned["note_en"] == "share 51 %"
    assert sum(r["thing"] == owned["iri"] for r in came["supports"]) == 2  # both ends state it


def test_seats_founding_and_figures_of_the_sample(came: Came) -> None:
    assert {(b, start, row["valid_to"]) for (kind, _, b, start), row in ties(came).items() if kind == "location"} == {
        ("Q406", None, "2010"), ("Q3640", "2010", None)
    }  # fmt: skip
    actors = {r["key"][-2:]: r for r in came["things"] if r["kind"] == "actor"}
    assert {key: (r["valid_from"], r["valid_to"]) for key, r in actors.items() if r["valid_from"] or r["valid_to"]} == {
        "01": ("1987", None), "02": ("2004-03-17", None), "03": ("2006-05", None), "04": (None, "2016"),
        "07": ("1923-10-29", None),
    }  # fmt: skip
    assert actors["06"]["note_en"].endswith("Founded: the 19th century.")
    assert actors["02"]["place"].endswith("/wikidata-q3640")
    assert [(f["measure"].rsplit("#")[-1], f["value"], f["year"], f["note_en"]) for f in came["figures"]] == [
        ("student-count", "24500", "2024", None), ("employment", "312", "2023", "On 2023-12-31.")
    ]  # fmt: skip


@pytest.mark.parametrize(("number", "sphere"), [
    (1, "university"), (2, "industry"), (3, "unknown"), (4, "industry"), (5, "industry"), (6, "civil-society"),
    (7, "government"), (8, "unknown"),
])  # fmt: skip
def test_spheres_of_the_sample(came: Came, number: int, sphere: str) -> None:
    (row,) = came.of("spheres", f"wikidata-q999000000{number}")
    assert row["sphere"].rsplit("#")[-1] == sphere


def test_two_stays_in_one_place_are_two_ties_and_one_stated_twice_is_one(tmp_path: Path) -> None:
    ends = ("+2010-00-00T00:00:00Z", "+2015-00-00T00:00:00Z", "+2010-00-00T00:00:00Z")
    seats = [said("Q406", P582=[snak((end, 9))]) for end in ends]
    came = read(laid(tmp_path, [item("Q11", P159=seats)]))
    assert [(tie["key"][-6:], tie["valid_to"]) for tie in came.ties("location")] == [
        ("q406-x", "2010"), ("06-x-2", "2015")
    ]  # fmt: skip


@pytest.mark.parametrize("kind", [["value"], {"": "value"}, 1])
def test_a_kind_of_value_that_is_no_text_is_none(tmp_path: Path, kind: Any) -> None:
    came = read(laid(tmp_path, [item("Q11", P159=[said("Q406", P582=[{"snaktype": kind}])])]))
    (tie,) = came.ties("location")
    assert not tie.get("valid_to")


def test_the_person_of_the_sample_is_named_nowhere(came: Came) -> None:
    assert "Ayşe Nur" not in str(came.tables) + str(came.findings)
    assert len(came.found("person-end")) == 2


def test_what_the_sample_reports(came: Came) -> None:
    assert {f.shape.removeprefix("dump/") for f in came.findings} == {
        "coarse-date", "julian", "no-label", "person-end", "part-of-other-sphere", "unnamed-place", "counts"
    }  # fmt: skip
    assert came.found("counts")[0].message_en == (
        "10 rows read = 8 loaded + 2 reported. Reported: 1 no item, 1 person."
    )


def test_labels_for_all_languages(tmp_path: Path) -> None:
    one = item("Q1", label=None) | {"labels": {"mul": {"value": "Hepsi"}}, "aliases": {"mul": [{"value": "H"}]}}
    other = item("Q2", label=None) | {"labels": {"de": {"value": "Haus"}}}
    came = read(laid(tmp_path, [one, other]))
    assert {(r["text"], r["language"], r["preferred"]) for r in came.of("names", "wikidata-q1")} == {
        ("Hepsi", "tr", True), ("H", "mul", False)
    }  # fmt: skip
    assert [(r["text"], r["language"]) for r in came.of("names", "wikidata-q2")] == [("Haus", "en")]


def test_a_subclass_behaves_like_the_class_above_it_even_in_a_circle(tmp_path: Path) -> None:
    came = read(laid(tmp_path, [
        item("Q1", "Q101"), item("Q2", "Q103"), item("Q4", "Q105"),
        item("Q101", "Q16889133", P279=[said("Q102")]), item("Q102", "Q16889133", P279=[said("Q3918")]),
        item("Q103", "Q16889133", P279=[said("Q104")]), item("Q104", "Q16889133", P279=[said("Q103")]),
        item("Q105", "Q16889133", P279=[said("Q5")]),
    ]))  # fmt: skip
    assert [r["key"] for r in came["things"] if r["kind"] == "actor"] == ["wikidata-q1"]
    assert came.of("spheres", "wikidata-q1")[0]["sphere"].endswith("#university")
    assert came.found("counts")[0].message_en.endswith("Reported: 6 no organisation, 1 person.")
    assert [f.value for f in came.found("unmapped-type")] == ["Q103 1", "Q16889133 5"]


def test_two_spheres_leave_it_unknown_and_organisation_gives_way(tmp_path: Path) -> None:
    one = item("Q1", P31=[said("Q3918"), said("Q783794")])
    other = item("Q2", P31=[said("Q43229"), said("Q783794"), said("Q3918", "deprecated")])
    came = read(laid(tmp_path, [one, other]))
    spheres = [came.of("spheres", f"wikidata-q{n}")[0]["sphere"].rsplit("#")[-1] for n in (1, 2)]
    assert spheres == ["unknown", "industry"]


def test_statements_of_both_ends(tmp_path: Path) -> None:
    def span(start: str, end: str = "") -> dict[str, Any]:
        given = {"P580": [snak((f"+{start}-00-00T00:00:00Z", 9))]}
        return given | ({"P582": [snak((f"+{end}-00-00T00:00:00Z", 9))]} if end else {})

    came = read(laid(tmp_path, [
        item("Q1", P463=[said("Q2", **span("1999", "2001")), said("Q2", **span("2005"))],
             P749=[said("Q2", **span("2003", "2001"))], P361=[said("Q1"), said("Q77")]),
        item("Q2", P355=[said("Q1", P580=[snak(("+2001-00-00T00:00:00Z", 9)), snak(("+2002-00-00T00:00:00Z", 9))])],
             P527=[said(snak(kind="somevalue")), said(snak(kind="novalue"))]),
    ]))  # fmt: skip
    found = ties(came)
    assert sorted(found, key=str) == [
        ("membership", "Q1", "Q2", "1999"), ("membership", "Q1", "Q2", "2005"), ("part-of", "Q1", "Q2", "2001"),
    ]  # fmt: skip
    assert found["part-of", "Q1", "Q2", "2001"]["valid_from_latest"] == "2002"
    assert {f.shape.removeprefix("dump/") for f in came.findings} == {
        "date-order", "several-dates", "missing-end", "self-end", "counts"
    }  # fmt: skip


def test_circular_parents(tmp_path: Path) -> None:
    came = read(laid(tmp_path, [item(f"Q{n}", P749=[said(f"Q{n % 3 + 1}")]) for n in (1, 2, 3)]))
    assert len(came.ties("part-of")) == 3, "kept as stated; the checks of the tables tell the circle"


def test_selection(tmp_path: Path) -> None:
    laid(tmp_path, [
        item("Q1", P17=[said("Q43")], P131=[said("Q9")]), item("Q2", P17=[said("Q183")], P749=[said("Q1")]),
        item("Q3", P17=[said("Q90001")]), item("Q9", "Q515", "Yer"), item("Q4", "Q777"),
        item("Q90001", "Q6256", P297=[said("tr")]), item("Q5x"),
    ])  # fmt: skip
    (tmp_path / "sources.toml").write_text('country = ["TR"]\nids = ["Q4"]\n')
    came = read(tmp_path)
    assert [r["key"] for r in came["things"] if r["kind"] == "actor"] == [f"wikidata-q{n}" for n in (1, 3, 4)]
    assert {r["text"] for r in came["names"] if r["thing"].endswith("/place/wikidata-q9")} == {"Yer"}
    assert came.found("counts")[0].message_en.startswith("7 rows read = 3 loaded + 4 reported.")
    assert not came["ties"]


@pytest.mark.parametrize("name", ["wikidata-20261020-all.json", "wikidata-20261020-all.json.bz2"])
def test_lines_that_are_no_entities(tmp_path: Path, name: str) -> None:
    whole = json.dumps(item("Q2"))
    came = read(laid(tmp_path, [item("Q1"), whole[:40], whole, whole, '{"id": 5}', "7", {"type": "item", "id": "Q3",
                                "claims": [], "labels": None}], name))  # fmt: skip
    assert [f.row for f in came.found("broken-record")] == [3, 6, 7]
    assert [f.row for f in came.found("repeated-record")] == [5]
    assert came.found("counts")[0].message_en.startswith("7 rows read = 2 loaded + 5 reported.")


def test_a_list_that_does_not_end_is_refused(tmp_path: Path) -> None:
    path = laid(tmp_path, [item("Q1"), item("Q2")], "wikidata-all.json") / "wd" / "wikidata-all.json"
    path.write_bytes(path.read_bytes()[:-60])
    came = read(tmp_path)
    assert not came.whole
    assert "ends before its list does" in came.found("unreadable")[0].message_en


@pytest.mark.parametrize("indent", [None, 1])
def test_what_the_web_service_answers(tmp_path: Path, indent: int | None) -> None:
    (tmp_path / "wd").mkdir()
    answer = {"entities": {"Q1": item("Q1"), "Q2": {"id": "Q2", "missing": ""}}, "continue": {"offset": 2}}
    (tmp_path / "wd" / "Q1.json").write_text(json.dumps(answer, indent=indent), encoding="utf-8")
    (tmp_path / "wd" / "wikidata-some.json").write_text(json.dumps([item("Q3")], indent=indent), encoding="utf-8")
    came = read(tmp_path)
    assert [r["key"] for r in came["things"] if r["kind"] == "actor"] == ["wikidata-q1", "wikidata-q3"]
    assert len(came.found("continued")) == 1


@pytest.mark.parametrize(("time", "precision", "text"), [
    ("+2015-07-01T00:00:00Z", 11, "2015-07-01"), ("+00000002015-07-00T00:00:00Z", 11, "2015-07"),
    ("+2015-07-00T00:00:00Z", 10, "2015-07"), ("+2015-00-00T00:00:00Z", 10, "2015"),
    ("+1987-01-01T00:00:00Z", 9, "1987"),
    ("-0044-03-15T00:00:00Z", 11, ""), ("+1900-02-30T00:00:00Z", 11,
     "1900-02"), ("+1985-00-00T00:00:00Z", 8, ""), ("+99999-00-00T00:00:00Z", 9, ""),
])  # fmt: skip
def test_moments(time: str, precision: int, text: str) -> None:
    moment = moment_of(snak((time, precision)))
    assert moment is not None
    assert moment.text == text
    assert (moment.note == ("", "")) == bool(text)


@pytest.mark.parametrize(("year", "precision", "note"), [
    (1985, 8, ("1980'ler", "the 1980s")), (1990, 8, ("1990'lar", "the 1990s")), (2000, 8, ("2000'ler", "the 2000s")),
    (1900, 7, ("19. yüzyıl", "the 19th century")), (1801, 7, ("19. yüzyıl", "the 19th century")),
    (1950, 7, ("20. yüzyıl", "the 20th century")), (2001, 7, ("21. yüzyıl", "the 21st century")),
])  # fmt: skip
def test_what_is_coarser_than_a_year(year: int, precision: int, note: tuple[str, str]) -> None:
    moment = moment_of(snak((f"+{year}-00-00T00:00:00Z", precision)))
    assert moment is not None
    assert moment.note == note


@pytest.mark.parametrize("bad", [None, 5, "", [], {"time": "2015"}, {"time": "+0000-00-00T00:00:00Z", "precision": 9},
                                 {"time": "+2015-01-01T00:00:00Z", "precision": None}])  # fmt: skip
def test_what_is_no_moment(bad: Any) -> None:
    assert moment_of({"snaktype": "value", "datavalue": {"value": bad}}) is None


def test_items_and_amounts() -> None:
    assert item_of({"snaktype": "value", "datavalue": {"value": {"entity-type": "item", "numeric-id": 42}}}) == "Q42"
    assert item_of({"snaktype": "value", "datavalue": {"value": {"entity-type": "property", "numeric-id": 42}}}) == ""
    assert amount_of(snak({"amount": "+1.5", "unit": "http://www.wikidata.org/entity/Q4916"})) == ("1.5", "Q4916")
    assert amount_of(snak({"amount": "1e5", "unit": "1"})) == ("", "")
    assert is_about(snak({"amount": "+5", "unit": "1", "upperBound": "+6", "lowerBound": "+4"}))
    assert not is_about(snak({"amount": "+5", "unit": "1", "upperBound": "+5", "lowerBound": "+5"}))


@pytest.mark.parametrize(("wanted", "place", "taken"), [
    ("Q406", "Q406", True), ("Q40", "Q406", False), ("Bonn", "Bonneuil", False), ("izmir", "İZMİR", True),
    ("TR31", "TR310", True), ("TR31", "TR32", False), ("ITC", "ITC4C", True),
])  # fmt: skip
def test_only_a_nuts_code_is_chosen_by_its_beginning(wanted: str, place: str, taken: bool) -> None:
    assert Selection(place=frozenset([fold(wanted)])).takes_body(frozenset(), "TR", place) is taken
