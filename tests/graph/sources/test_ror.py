"""ROR: the published sample comes out as its description says; a cut file is refused."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.graph.sources.reading import SAMPLES, Came, packed, read
from triskele.sources.dumps import streams
from triskele.sources.dumps.ror import Ror
from triskele.sources.dumps.selection import Selection
from triskele.sources.dumps.values import ror_of

NAME = "v2.8-2026-10-27-ror-data.zip"


@pytest.fixture(scope="module")
def came(tmp_path_factory: pytest.TempPathFactory) -> Came:
    folder = tmp_path_factory.mktemp("seeds")
    (folder / "ror").mkdir()
    shutil.copy(SAMPLES / NAME, folder / "ror")
    return read(folder)


def records() -> str:
    with zipfile.ZipFile(SAMPLES / NAME) as archive:
        return archive.read(archive.namelist()[0]).decode()


def test_counts(came: Came) -> None:
    assert sum(r["kind"] == "actor" for r in came["things"]) == 10
    assert [len(came.ties(kind)) for kind in ("part-of", "succession", "related")] == [2, 1, 2]
    assert came.found("counts")[0].message_en == (
        "11 rows read = 10 loaded + 1 reported. Reported: 1 withdrawn."
    )  # fmt: skip


def test_no_tie_is_dated_and_organisations_have_their_years(came: Came) -> None:
    assert {r[c] for r in came["ties"] for c in ("valid_from", "valid_to", "valid_to_latest")} == {None}
    assert sorted(r["valid_from"] for r in came["things"] if r["kind"] == "actor" and r["valid_from"]) == [
        "1409", "1971", "1987", "1992", "2004", "2014"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ror", "sphere"),
    [("09eyv0a26", "university"), ("09ttq1b46", "unknown"), ("09krf2c97", "industry"), ("09vkf3d69", "civil-society"),
     ("09snp4e47", "government"), ("09mrm5f39", "university"), ("09kkn8j07", "unknown"), ("09ars9k80", "unknown"),
     ("09acr1n65", "unknown")],
)  # fmt: skip
def test_spheres(came: Came, ror: str, sphere: str) -> None:
    (row,) = came.of("spheres", f"ror-{ror}")
    assert row["sphere"].rsplit("#")[-1] == sphere


def test_names_have_their_language(came: Came) -> None:
    assert {(r["text"], r["language"], r["preferred"]) for r in came.of("names", "ror-09eyv0a26")} == {
        ("Ege Yenilik Üniversitesi", "tr", True), ("Aegean Innovation University", "en", True),
        ("EYÜ", "tr", False), ("Ege Teknik Akademisi", "und", False),
    }  # fmt: skip


def test_identifiers(came: Came) -> None:
    found = {(r["scheme"], r["value"]) for r in came.of("identifiers", "ror-09eyv0a26")}
    assert found == {("ror", "09eyv0a26"), ("crossref-funder", "501100990001"), ("grid", "grid.999001.1"),
                     ("isni", "0000000999001017"), ("wikidata", "Q9990000001"),
                     ("web", "https://www.eyu.example")}  # fmt: skip


def test_the_withdrawn_id_leads_to_the_successor(came: Came) -> None:
    assert ("ror", "09dpx7h50", "withdrawn") in {
        (r["scheme"], r["value"], r["note"]) for r in came.of("identifiers", "ror-09krf2c97")
    }


def test_findings(came: Came) -> None:
    assert {f.shape.removeprefix("dump/") for f in came.findings} == {
        "missing-end", "inactive-end", "same-relation", "withdrawn-record", "country-only", "inactive", "places",
        "counts",
    }  # fmt: skip
    assert came.found("missing-end")[0].value == "09yqk0m44"


def test_a_record_cut_in_the_middle_is_refused(tmp_path: Path) -> None:
    came = read(packed(tmp_path, NAME, {"v2.8-2026-10-27-ror-data.json": records()[:9000]}))
    assert not came.whole
    assert not came["ties"]
    assert "is broken in line" in came.found("unreadable")[0].message_en


def test_wrong_check_digits_and_repeated_ids_are_told(tmp_path: Path) -> None:
    given = json.loads(records())
    given[1]["id"] = "https://ror.org/09ttq1b47"
    given.append(given[0])
    came = read(packed(tmp_path, NAME, {"v2.8-2026-10-27-ror-data.json": json.dumps(given, indent=1)}))
    assert [f.value for f in came.found("broken-record")] == ["https://ror.org/09ttq1b47"]
    assert [f.value for f in came.found("repeated-record")] == ["09eyv0a26"]
    assert came.found("counts")[0].message_en.startswith("12 rows read = 9 loaded + 3 reported.")


def test_schema_one_alone_is_refused(tmp_path: Path) -> None:
    came = read(packed(tmp_path, NAME, {"v1.99-2025-11-24-ror-data.json": '[{"id": "x", "name": "A"}]'}))
    assert "no JSON of schema 2" in came.found("unreadable")[0].message_en


@pytest.mark.parametrize(("text", "ror"), [
    ("https://ror.org/02mhbdp94", "02mhbdp94"), ("https://ror.org/02mhbdp95", ""), ("02mhbdp94", "02mhbdp94"),
    (None, ""),
])  # fmt: skip
def test_ids(text: str | None, ror: str) -> None:
    assert ror_of(text) == ror


_values = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(), lambda inner: some.lists(inner, max_size=3)
)


@settings(max_examples=30, deadline=None)
@given(some.lists(some.dictionaries(some.text(max_size=3), _values, max_size=3), max_size=5), some.integers(1, 40))
def test_an_array_is_read_as_json_reads_it(
    tmp_path_factory: pytest.TempPathFactory, rows: list[object], part: int
) -> None:
    path = tmp_path_factory.mktemp("json") / "some.json"
    path.write_text(json.dumps(rows, indent=part % 3 or None, ensure_ascii=part % 2 == 0), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streams, "_PART", part)  # records and letters that go on in the next part
        assert [record for _, record in streams.array(path)] == rows


def test_own_parents_are_told(tmp_path: Path) -> None:
    given = json.loads(records())
    one, other = given[0], given[1]
    for record, parent in ((one, other), (other, one)):
        record["relationships"] = [{"type": "parent", "id": parent["id"], "label": "x"},
                                   {"type": "child", "id": record["id"], "label": "x"}]  # fmt: skip
    came = read(packed(tmp_path, NAME, {"v2.8-2026-10-27-ror-data.json": json.dumps([one, other])}))
    assert [f.value for f in came.found("self-end")] == ["09eyv0a26", "09ttq1b46"]
    assert len(came.ties("part-of")) == 2


def test_signs_that_are_no_letters_do_not_stop_the_reading(tmp_path: Path) -> None:
    given = json.loads(records())
    given[0]["names"] = [{"value": "A\ud800b\x00c", "types": ["ror_display"], "lang": "tr"}]
    came = read(packed(tmp_path, NAME, {"v2.8-2026-10-27-ror-data.json": json.dumps(given)}))
    assert came.whole
    assert [r["text"] for r in came.of("names", "ror-09eyv0a26")] == ["A�b c"]


def test_a_value_of_another_kind_stops_nothing(tmp_path: Path) -> None:
    """Each of these is left out or told; the others of the record come."""
    given = json.loads(records())
    one = given[0]
    one["names"].append({"value": "Other", "types": ["alias"], "lang": {"code": "en"}})
    one["links"] = [{"type": "website", "value": {"href": "x"}}, {"type": "website", "value": "https://x.example"}]
    one["locations"][0]["geonames_details"]["lat"] = {"degrees": 1}
    given[1]["locations"][0]["geonames_id"] = {"id": 1}
    came = read(packed(tmp_path, NAME, {"v2.8-2026-10-27-ror-data.json": json.dumps(given)}))
    assert came.whole
    assert [r["value"] for r in came.of("identifiers", "ror-09eyv0a26") if r["scheme"] == "web"] == [
        "https://x.example"
    ]
    assert [r["language"] for r in came.of("names", "ror-09eyv0a26") if r["text"] == "Other"] == ["und"]
    assert [f.field for f in came.found("place")] == ["locations"]


@pytest.mark.parametrize("part", ["types", "links", "external_ids", "relationships", "names", "locations"])
@pytest.mark.parametrize("value", [None, 0, "x", [None], [{}], [["x"]], {"a": 1}, [{"type": ["x"], "all": {}}]])
def test_a_part_of_another_kind_leaves_the_arithmetic_whole(part: str, value: object, tmp_path: Path) -> None:
    """What is loaded and what is reported are the rows read; no record is both."""
    given = json.loads(records())
    given[0][part] = value
    (tmp_path / "v2.8-2026-10-27-ror-data.json").write_text(json.dumps(given), encoding="utf-8")
    reader = Ror([tmp_path / "v2.8-2026-10-27-ror-data.json"], "ror", "https://data.example.org/",
                 {"v2.8-2026-10-27-ror-data.json": "ROR"}, Selection())  # fmt: skip
    actors = [row for batch in reader.batches() if batch.table == "things" for row in batch.rows]
    loaded = sum(row["kind"] == "actor" for row in actors)
    said = next(f.message_en for f in reader.read.findings if f.shape == "dump/counts")
    reported = 11 - loaded
    assert said.startswith(f"11 rows read = {loaded} loaded + {reported} reported.")
    assert sum(map(int, re.findall(r"(\d+) (?:broken|withdrawn)", said))) == reported


def test_what_no_rule_covers_is_told(tmp_path: Path) -> None:
    kept = json.loads(records())[0]
    kept["types"] = ["spaceport"]
    kept["relationships"] = [{"type": "owner", "id": kept["id"], "label": ""}]
    kept["external_ids"] = [{"type": "fundref", "preferred": None, "all": ["501100001", "501100002"]}]
    came = read(packed(tmp_path, NAME, {"v2.8-2026-10-27-ror-data.json": json.dumps([kept])}))
    assert [f.value for f in came.found("unknown-relation")] == ["owner"]
    assert [f.value for f in came.found("several-ids")] == ["501100001 501100002"]
    (actor,) = [r for r in came["things"] if r["kind"] == "actor"]
    assert actor["note_en"] == "ROR gives a type that the table does not hold: spaceport."
