"""What people decide about twins: how the rows are read, what follows from all of them, what a release makes of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.serving import PATIENT, serve
from triskele.cli.main import main
from triskele.ecosystem import Ecosystem
from triskele.errors import InvalidRelease
from triskele.identity.decisions import FILE, Decision, read_decisions, settle, write_decision
from triskele.identity.merging import apply_decisions
from triskele.ledger.tables import opened
from triskele.release import Release
from triskele.release.build import build_release
from triskele.release.judging import validate_sources
from triskele.settings import Settings
from triskele.terms import ID

HEAD = "keep,other,decision,year,who,when,why\n"


def written(folder: Path, *rows: str, head: str = HEAD) -> Path:
    (folder / FILE).write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return folder


def same(row: int, keep: str, other: str, decision: str = "same") -> Decision:
    return Decision(row, keep, other, decision)


@pytest.mark.parametrize(
    ("row", "shape", "field"),
    [
        ("a,b,equal,,me,2026-11-28,x", "twins/decision", "decision"),
        ("a,,same,,me,2026-11-28,x", "twins/required", "other"),
        ("a,a,same,,me,2026-11-28,x", "twins/itself", "other"),
        ("a,b,merged,,me,2026-11-28,x", "twins/year", "year"),
        ("a,b,merged,20x6,me,2026-11-28,x", "twins/year", "year"),
        ("a,b,same,,,2026-11-28,x", "twins/unsigned", "who"),
        ("a,b,same,,me,yesterday,x", "twins/unsigned", "when"),
        ("a,b,same", "twins/cell-count", ""),
    ],
)
def test_what_is_wrong_with_a_row_is_told_with_its_number(tmp_path: Path, row: str, shape: str, field: str) -> None:
    found, wrong = read_decisions(written(tmp_path, "c,d,different,,me,2026-11-28,x", row))
    assert [(f.file, f.row, f.field, f.shape) for f in wrong] == [(FILE, 3, field, shape)]
    assert len(found) == 1 + (wrong[0].severity == "warning")


def test_semicolons_a_mark_and_columns_of_proposals_are_read(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes("\ufeffkeep;other;decision;score;why\na;b;Same;0.9;iki ad\n".encode())
    found, _ = read_decisions(tmp_path)
    assert found == [Decision(2, "a", "b", "same", why="iki ad")]


@pytest.mark.parametrize(
    ("content", "shape"),
    [
        (b"keep,other,decision\n\xff,b,same\n", "encoding"),
        (b"a,b\n1,2\n", "header"),
        (b'keep,other,decision\n"a,b', "quotes"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path, content: bytes, shape: str) -> None:
    (tmp_path / FILE).write_bytes(content)
    found, wrong = read_decisions(tmp_path)
    assert found == []
    assert [(f.shape, f.severity) for f in wrong] == [(f"twins/{shape}", "error")]


def test_chains_lead_to_one_that_is_kept() -> None:
    settled = settle([same(2, "a", "b"), same(3, "b", "c"), same(4, "d", "c")])
    assert {other: kept for other, (kept, _) in settled.becomes.items()} == dict.fromkeys("abc", "d")
    assert settled.findings == []


def test_a_circle_is_told_and_the_first_row_counts() -> None:
    settled = settle([same(2, "a", "b"), same(3, "b", "c"), same(4, "c", "a")])
    assert {other: kept for other, (kept, _) in settled.becomes.items()} == {"b": "a", "c": "a"}
    assert [(f.row, f.shape, f.severity) for f in settled.findings] == [(4, "twins/circle", "warning")]


def test_a_row_that_agrees_with_others_is_no_circle() -> None:
    settled = settle([same(2, "a", "b"), same(3, "a", "c"), same(4, "b", "c")])
    assert {other: kept for other, (kept, _) in settled.becomes.items()} == {"b": "a", "c": "a"}
    assert settled.findings == []


def test_what_is_both_the_same_and_different_is_an_error_that_names_both_rows() -> None:
    settled = settle([same(2, "a", "b"), same(3, "b", "c"), same(4, "a", "c", "different")])
    assert [(f.row, f.shape, f.severity) for f in settled.findings] == [(4, "twins/contradiction", "error")]
    assert "row 3" in settled.findings[0].message_en


def test_two_decisions_about_the_same_two_contradict() -> None:
    settled = settle([same(2, "a", "b"), same(3, "b", "a", "undecided")])
    assert [(f.row, f.shape) for f in settled.findings] == [(3, "twins/twice")]


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12))
def test_every_record_counts_as_one_that_is_kept(pairs: list[tuple[str, str]]) -> None:
    becomes = settle([same(n, *pair) for n, pair in enumerate(pairs) if pair[0] != pair[1]]).becomes
    kept = {iri: becomes[iri][0] if iri in becomes else iri for iri in "abcdef"}
    assert all(kept[k] == k for k in kept.values()), "what is kept counts as itself"
    assert all(kept[a] == kept[b] for a, b in pairs), "what is decided the same counts as one"


def test_a_decision_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    write_decision(tmp_path, Decision(0, "a", "b", "same", "", "me", "2026-11-28", "x"))
    write_decision(tmp_path, Decision(0, "c", "d", "same", "", "me", "2026-11-28", "x"))
    write_decision(tmp_path, Decision(0, "b", "a", "different", "", "me", "2026-11-29", "y"))
    found, wrong = read_decisions(tmp_path)
    assert [(d.keep, d.other, d.decision) for d in found] == [("c", "d", "same"), ("b", "a", "different")]
    assert wrong == []


def test_a_decision_is_known_however_the_two_are_named(tmp_path: Path) -> None:
    iri = f"{ID}actor/a"
    for number, (keep, other) in enumerate([(iri, "b"), ("actor/b", "a"), ("a", f"{ID}actor/b")]):
        write_decision(tmp_path, Decision(0, keep, other, "different", "", "me", "2026-11-28", str(number)))
    write_decision(tmp_path, Decision(0, "place/a", "place/b", "same", "", "me", "2026-11-28", "3"))
    assert [d.why for d in read_decisions(tmp_path)[0]] == ["2", "3"]


def test_a_merger_leaves_no_tie_with_itself_and_ends_nothing_before_it_begins() -> None:
    merged = [Decision(2, "actor/a", "actor/b", "merged", "2010"), Decision(3, "actor/a", "actor/c", "merged", "2010")]
    with opened() as ledger:
        ledger.append("things", [{"iri": f"i/{key}", "key": key, "kind": "actor", "valid_from": year}
                                 for key, year in (("a", "1990"), ("b", "1995"), ("c", "2011"))])  # fmt: skip
        ties = [("t/before", "2005", "b"), ("t/after", "2010", "b"), ("t/c", "2012", "c")]
        ledger.append("ties", [{"iri": iri, "type": "x", "valid_from": year} for iri, year, _ in ties])
        ledger.append(
            "ends", [{"tie": t, "thing": f"i/{k}", "place": n} for t, _, o in ties for n, k in enumerate("a" + o)]
        )
        ledger.execute("CREATE TABLE IF NOT EXISTS class_above (class VARCHAR, above VARCHAR)")
        told = apply_decisions(ledger, merged)
        assert [(f.shape, f.value or f.row) for f in told] == [
            ("twins/merged-before", "2010"),
            ("twins/loop", "t/after"),
        ]
        assert [t for (t,) in ledger.query("SELECT iri FROM ties ORDER BY iri")] == ["t/before", "t/c"]
        asked = "SELECT iri, valid_from, valid_to FROM things ORDER BY iri"
        assert list(ledger.query(asked)) == [("i/a", "1990", None), ("i/b", "1995", "2009"), ("i/c", "2011", None)]


def test_what_else_stands_in_the_file_stays(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("keep;other;decision;score;why\na;b;;0.9;iki ad\n\nc;d;same;0.8;x\n", encoding="utf-8")
    write_decision(tmp_path, Decision(0, "d", "c", "different", "", "me", "2026-11-28", "y"))
    assert (tmp_path / FILE).read_text(encoding="utf-8").splitlines() == [
        "keep,other,decision,year,who,when,why,score", "a,b,,,,,iki ad,0.9", "d,c,different,,me,2026-11-28,y,"
    ]  # fmt: skip


def test_a_place_and_a_span_are_filled_from_one_record_not_half_from_each(tmp_path: Path) -> None:
    rows = [
        {"key": "a"},
        {"key": "b", "lat": "10", "long": "40", "valid_from_latest": "1985"},
        {"key": "c", "lat": "20", "long": "30", "valid_from": "1990", "within": "i/a"},
    ]
    with opened(tmp_path / "l.duckdb") as ledger:
        ledger.append("things", [{"iri": f"i/{row['key']}", "kind": "place", **row} for row in rows])
        ledger.execute("CREATE TABLE IF NOT EXISTS class_above (class VARCHAR, above VARCHAR)")
        apply_decisions(ledger, [same(2, "place/a", "place/b"), same(3, "place/a", "place/c")])
        asked = "SELECT iri, lat, long, valid_from, valid_from_latest, within FROM things"
        assert list(ledger.query(asked)) == [("i/a", "10", "40", None, "1985", None)]


@pytest.fixture(scope="module")
def decided(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The tiny ecosystem with two universities made one, and a firm that another bought in 2012."""
    folder = tmp_path_factory.mktemp("twins")
    seeds = Path(shutil.copytree(tiny, folder / "seeds"))
    written(
        seeds,
        "north-university,actor/idle-university,same,2012,A. Person,2026-11-28,renamed",
        "sail-firm,rope-firm,merged,2012,A. Person,2026-11-28,bought",
        "ship-firm,nobody-firm,same,,A. Person,2026-11-28,dangling",
    )
    return Settings.read({}, data=folder / "data", seeds=seeds, **PATIENT)


@pytest.fixture(scope="module")
def merged(decided: Settings) -> Release:
    return build_release(decided)


@pytest.fixture(scope="module")
def visitor(decided: Settings, merged: Release) -> Iterator[httpx.Client]:
    with serve(decided) as client:
        yield client


def test_two_records_count_as_one_with_the_evidence_of_both(merged: Release) -> None:
    assert merged.manifest["counts"]["University"] == 2
    north = Ecosystem(merged).thing("north-university")
    assert {"Işık Üniversitesi", "Light University"} <= {str(v) for vs in north.properties.values() for v in vs}
    assert len(north.evidence()) == 2  # of the row of each
    asked = f"ASK {{ <{ID}actor/idle-university> owl:sameAs <{ID}actor/north-university> }}"
    assert merged.store.query(asked)


def test_a_dangling_decision_is_a_finding_and_the_others_count(merged: Release) -> None:
    assert merged.manifest["findings"] == {"error": 0, "warning": 1, "note": 1}  # no such thing; another place


def test_the_old_address_leads_to_the_kept_one_for_good(visitor: httpx.Client) -> None:
    for path in ("id/actor/{}", "page/actor/{}", "data/actor/{}.ttl"):
        answer = visitor.get("/" + path.format("idle-university"))
        assert (answer.status_code, answer.headers["location"]) == (301, "/" + path.format("north-university"))
        assert answer.headers["cache-control"] == "no-cache"  # a decision can be taken back
    assert visitor.get("/search", params={"q": "Light University"}).json()["items"][0]["key"] == "north-university"
    assert visitor.get("/search", params={"q": "idle-university"}).json()["items"][0]["key"] == "north-university"


def test_merged_bodies_are_two_before_their_year_and_one_from_then_on(merged: Release) -> None:
    eco = Ecosystem(merged)
    before, after = (set(eco.network(as_of=year).nodes) for year in (2011, 2012))
    rope, sail = "rope-firm", "sail-firm"
    assert {rope, sail} <= before
    assert sail in after
    assert rope not in after


def test_without_the_file_everything_is_as_it_was(release: Release, merged: Release, decided: Settings) -> None:
    (decided.seeds / FILE).unlink()
    report = validate_sources(decided).report
    assert not [f for f in report.findings if f.shape.startswith("twins/")]


def test_contradictory_decisions_release_nothing(tiny: Path, tmp_path: Path) -> None:
    seeds = Path(shutil.copytree(tiny, tmp_path / "seeds"))
    written(
        seeds,
        "sail-firm,rope-firm,same,,me,2026-11-28,x",
        "rope-firm,paint-firm,same,,me,2026-11-28,x",
        "paint-firm,sail-firm,different,,me,2026-11-28,x",
    )
    with pytest.raises(InvalidRelease) as caught:
        build_release(Settings.read({}, data=tmp_path / "data", seeds=seeds))
    wrong = [f for f in caught.value.report.findings if f.severity == "error"]
    assert [(f.file, f.row, f.shape) for f in wrong] == [(FILE, 4, "twins/contradiction")]


def test_the_command_line_decides_and_lists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = ["--seeds", str(tmp_path), "--who", "me", "--why", "x"]
    assert main(["twins", "decide", "actor/a", "actor/b", "merged", *said]) == 2  # no year
    assert main(["twins", "decide", "actor/a", "actor/b", "same", *said]) == 0
    assert main(["twins", "list", "--seeds", str(tmp_path), "--format", "csv"]) == 0
    assert "actor/a,actor/b,same" in capsys.readouterr().out
