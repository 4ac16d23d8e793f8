"""A release that is no longer what was written is told apart from one that is; what follows from it can be lost."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from triskele.catalogue import open_catalogue
from triskele.catalogue.database import COLUMNS, ROWS
from triskele.cli import main
from triskele.errors import DamagedRelease, OutdatedRelease
from triskele.networks import project
from triskele.positions import MAP
from triskele.publish import build_and_publish, publish
from triskele.release import Library, Release, compare_releases, verify
from triskele.search import INDEX, search
from triskele.settings import Settings
from triskele.sums import write_sums
from triskele_api.state import Served


@pytest.fixture
def copy(release: Release, tmp_path: Path) -> Release:
    target = tmp_path / "releases" / "1"
    shutil.copytree(release.folder, target, ignore=shutil.ignore_patterns("derived"))
    return Release(target)


def flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_a_release_is_as_it_was_written(release: Release) -> None:
    assert verify(release) == {}
    names = {line.split("  ")[1] for line in (release.folder / "SHA256SUMS").read_text().splitlines()}
    assert names >= {"manifest.json", "data.nq.gz", "report.json", "ontology/shapes.ttl", "ontology/context.jsonld",
                     "tables/ties.parquet", "arrays/pair-u.npy", "store/CURRENT"}  # fmt: skip
    done = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=release.folder, capture_output=True)
    assert (done.returncode, done.stdout) == (0, b"")


def test_reading_changes_no_file(copy: Release) -> None:
    assert sum(1 for _ in copy.store.query("SELECT * { GRAPH ?g { ?s ?p ?o } }")) > 1000
    publish(copy)
    assert verify(copy) == {}
    assert any(name.startswith("derived/") for name in everything(copy))


def test_many_names_are_indexed_in_a_process_of_their_own(copy: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also those of a release whose store is open here, which cannot be sent there."""

    def here(_: object) -> None:
        raise AssertionError("names are indexed in this process")

    assert copy.store.graphs()
    monkeypatch.setattr("triskele.publish._MANY", 0)
    monkeypatch.setattr("triskele.search.open_catalogue", here)
    publish(copy)
    assert search(copy, "Kuzey Üniversitesi")[0].key == "north-university"
    assert verify(copy) == {}


def everything(release: Release) -> list[str]:
    return sorted(str(p.relative_to(release.folder)) for p in release.folder.rglob("*") if p.is_file())


def test_a_flipped_bit_in_any_file_is_found(copy: Release) -> None:
    publish(copy)
    names = {n for n in everything(copy) if (copy.folder / n).stat().st_size and not n.endswith("SHA256SUMS")}
    for name in names:
        flip(copy.folder / name)
    assert set(verify(copy)) == names
    for name in names:
        flip(copy.folder / name)
    assert verify(copy) == {}
    flip(copy.folder / "SHA256SUMS")
    assert len(verify(copy)) in (1, 2)  # a digest that is another, or a name that is missing beside one too many


def test_a_file_too_many_and_sums_that_are_none_are_found(copy: Release) -> None:
    (copy.folder / "tables" / "more.parquet").write_bytes(b"PAR1")
    assert verify(copy) == {"tables/more.parquet": "it is not among the sums of SHA256SUMS"}
    (copy.folder / "SHA256SUMS").write_bytes(bytes(range(256)) * 40)
    assert len(verify(copy)) > 100
    (copy.folder / "SHA256SUMS").unlink()
    assert "cannot be verified" in verify(copy)["SHA256SUMS"]


@pytest.mark.parametrize("ending", [".sst", "CURRENT", "MANIFEST-*"])
def test_a_damaged_store_is_refused_by_name(copy: Release, ending: str) -> None:
    for path in (copy.folder / "store").glob(f"*{ending}"):
        flip(path)
    with pytest.raises(DamagedRelease, match="store") as caught:
        list(copy.query("SELECT ?s ?p ?o { ?s ?p ?o }"))
    assert "triskele build" in caught.value.hint


def test_a_store_that_the_engine_half_reads_is_refused(copy: Release) -> None:
    """What it cannot read it leaves out of a graph: one bit, and dozens of statements are gone without a word."""
    for path in sorted((copy.folder / "store").glob("*.sst"), key=lambda p: p.stat().st_size)[-3:]:
        flip(path)
        with pytest.raises(DamagedRelease, match=path.name):
            _ = Release(copy.folder).store
        served = Served(Release(copy.folder), workers=None, held=None)
        for _ in range(100):
            if served.damage is None:
                time.sleep(0.01)
        assert served.damage is not None
        flip(path)


def test_what_a_release_is_made_of_is_refused_by_name_when_it_is_damaged(copy: Release) -> None:
    arrays, table, question = "arrays/pair-u.npy", "tables/ties.parquet", "ontology/questions/all-ties.rq"
    for name in (arrays, table, question):
        path = copy.folder / name
        path.write_bytes(path.read_bytes()[:-1] + bytes([path.read_bytes()[-1] ^ 1]))
    for name, use in (
        (arrays, lambda: project(copy)), (table, lambda: open_catalogue(copy)), (question, lambda: copy.ontology),
    ):  # fmt: skip
        with pytest.raises(DamagedRelease, match=name):
            use()


def test_what_follows_is_made_again_by_whoever_asks(copy: Release) -> None:
    publish(copy)
    for name in (COLUMNS, ROWS, INDEX):
        flip(copy.derived / name)
    assert search(copy, "Sea Cluster")[0].key == "sea-cluster"
    assert (copy.kept(ROWS), copy.kept(INDEX)) == (copy.derived / ROWS, copy.derived / INDEX)
    assert verify(copy) == {}


def test_what_is_lost_is_told(copy: Release) -> None:
    (copy.folder / "report.ttl").unlink()
    assert verify(copy) == {"report.ttl": "missing"}
    shutil.rmtree(copy.folder / "store")
    assert {name.partition("/")[0] for name in verify(copy)} == {"report.ttl", "store"}
    with pytest.raises(DamagedRelease, match="store"):
        Release(copy.folder).query("ASK { ?s ?p ?o }")
    (copy.folder / "manifest.json").unlink()
    with pytest.raises(DamagedRelease, match=r"manifest\.json"):
        _ = copy.manifest


def test_a_damaged_manifest_is_refused_and_a_list_still_shows_the_others(
    copy: Release, release: Release, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(release.folder, copy.folder.parent / "2", ignore=shutil.ignore_patterns("derived"))
    flip(copy.folder / "manifest.json")
    with pytest.raises(DamagedRelease, match=r"manifest\.json"):
        _ = copy.manifest
    assert main(["releases", "list", "--format", "csv", "--data", str(copy.folder.parent.parent)]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [row["state"] for row in rows] == ["damaged-release", ""]
    assert main(["releases", "verify", "1", "--format", "csv", "--data", str(copy.folder.parent.parent)]) == 1
    assert "manifest.json" in capsys.readouterr().out


def test_statements_that_do_not_unpack_are_not_compared(copy: Release, release: Release) -> None:
    path = copy.folder / "data.nq.gz"
    whole = path.read_bytes()
    for place in range(20, len(whole), len(whole) // 12):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(DamagedRelease, match=r"data\.nq\.gz"):
            compare_releases(release, copy)
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DamagedRelease, match=r"data\.nq\.gz"):
        compare_releases(release, copy)


def test_a_release_of_an_earlier_layout_is_compared_but_not_served(copy: Release, release: Release) -> None:
    manifest = {k: v for k, v in release.manifest.items() if k not in ("format", "chosen", "spans", "changes")}
    (copy.folder / "manifest.json").write_text(json.dumps(manifest))
    write_sums(copy.folder)
    old = Release(copy.folder)
    difference = compare_releases(old, release)
    assert (difference.born, difference.changed, difference.added) == ((), (), ())
    with pytest.raises(OutdatedRelease) as caught:
        old.query("ASK { ?s ?p ?o }")
    assert "triskele build" in caught.value.hint


def test_what_follows_is_there_before_anybody_asks(release: Release, settings: Settings) -> None:
    said: list[str] = []
    shutil.rmtree(release.folder / "derived", ignore_errors=True)
    assert build_and_publish(settings, said.append).number == release.number
    derived = {path.name for path in (release.folder / "derived").iterdir()}
    assert {INDEX, MAP, COLUMNS, ROWS} < derived
    assert "Placing actors on the map" in said
    assert Library(settings.data).current_number() == release.number


@pytest.mark.parametrize("harm", [lambda path: path.write_bytes(b""), flip, lambda path: path.unlink()])
def test_what_follows_and_was_harmed_is_made_again(copy: Release, harm: Callable[[Path], None]) -> None:
    publish(copy)
    whole = {p: p.read_bytes() for p in (copy.folder / "derived").rglob("*") if p.is_file() and p.stat().st_size}
    for path in whole:
        if path.name != "SHA256SUMS":
            harm(path)
    said: list[str] = []
    publish(copy, said.append)
    assert verify(copy) == {}
    assert search(copy, "Sea Cluster")[0].key == "sea-cluster"
    assert any(INDEX in line for line in said)
    for path, content in whole.items():
        if MAP in path.parts:
            assert path.read_bytes() == content
