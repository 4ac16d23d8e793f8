"""Releases: same inputs, same bytes; a killed build harms nothing; findings say where."""

from __future__ import annotations

import csv
import gzip
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from triskele.errors import InvalidRelease, ReleaseBusy, StorageError, UnknownRelease
from triskele.identifiers import shorten
from triskele.publish import build_and_publish
from triskele.release import Library, Release, compare_releases, stages
from triskele.release.build import _lock, build_release
from triskele.release.judging import validate_sources
from triskele.release.library import MADE
from triskele.settings import Settings
from triskele.sums import read_sums


def copy_of(tiny: Path, folder: Path) -> Path:
    return Path(shutil.copytree(tiny, folder / "seeds"))


def edit(file: Path, row: str, **cells: str) -> None:
    """Change cells of the row with this id; a new id adds nothing and fails."""
    with open(file, encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    next(r for r in rows if r["id"] == row).update(cells)
    with open(file, "w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_a_release_is_whole(release: Release) -> None:
    assert {p.name for p in release.folder.iterdir()} >= {
        "manifest.json", "data.nq.gz", "report.json", "report.ttl", "store",
    }  # fmt: skip
    manifest = release.manifest
    assert manifest["counts"]["Tie"] == 12
    assert manifest["counts"]["University"] == 3
    assert manifest["findings"]["error"] == 0
    assert all(len(digest) == 64 for digest in manifest["inputs"].values())
    # dated changes of tiny: 2005 … 2013, one end in 2013 (so 2014 differs), one in 2016 (so 2017 differs)
    assert manifest["views"][0] == 2004
    assert manifest["views"][-1] == 2017


def test_a_build_stopped_in_every_stage_goes_on_and_gives_the_same_bytes(
    release: Release, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = Settings.read({}, data=tmp_path, seeds=settings.seeds)
    settle, told = stages.settle, list[str]()
    calls = count(1)

    def stop_first(folder: Path) -> None:
        if next(calls) % 2:
            raise KeyboardInterrupt  # everything of the stage is made, and stages.json does not say so
        settle(folder)

    monkeypatch.setattr(stages, "settle", stop_first)
    for _ in range(5):
        with pytest.raises(KeyboardInterrupt):
            build_release(again, told.append)
        assert Library(tmp_path).numbers() == [], "nothing half made has a number"
    made = build_release(again, told.append)
    begun = [text for text in told if ":" not in text]
    assert begun == sorted(begun, key=list(stages.SHARES).index), "no stage that was done is done again"
    assert Counter(begun) == dict.fromkeys(list(stages.SHARES)[:5], 2)
    assert made.manifest == release.manifest
    names = [n for n in read_sums(release.folder) if n != MADE and not n.startswith("store/")]
    assert {name: read_sums(made.folder)[name] for name in names} == {
        name: read_sums(release.folder)[name] for name in names
    }
    assert not list(Library(tmp_path).shelf.glob(".building-*"))


def test_building_again_finds_the_release_it_has(release: Release, settings: Settings) -> None:
    assert build_release(settings).number == release.number
    assert Library(settings.data).numbers() == [release.number]


def test_a_changed_row_is_a_new_release_and_a_difference(tiny: Path, tmp_path: Path) -> None:
    seeds = copy_of(tiny, tmp_path)
    options = Settings.read({}, data=tmp_path / "data", seeds=seeds)
    first = build_release(options)
    edit(seeds / "tiny" / "actors.csv", "rope-firm", label_en="Rope and Chain Inc.")
    second = build_release(options, promote=False)
    library = Library(options.data)
    assert (first.number, second.number, library.current_number()) == (1, 2, 1)
    difference = compare_releases(first, second)
    assert difference.changed == ("https://w3id.org/triskele/id/actor/rope-firm",)
    assert (difference.born, difference.died) == ((), ())
    library.promote(2)
    assert library.current().number == 2
    with pytest.raises(UnknownRelease):
        library.promote(9)


def test_findings_say_file_row_field_and_what_to_do(tiny: Path, tmp_path: Path) -> None:
    seeds = copy_of(tiny, tmp_path)
    ties = seeds / "tiny" / "ties.csv"
    edit(ties, "tiny-t01", target="south-univercity")
    edit(ties, "tiny-t02", valid_from="20I8")
    edit(ties, "tiny-t03", confidence="1.5")
    edit(ties, "tiny-t04", modality="rumoured")
    edit(ties, "tiny-t05", statement_tr="")
    edit(ties, "tiny-t06", valid_from="2011", valid_to="2001")
    report = validate_sources(Settings.read({}, data=tmp_path / "d", seeds=seeds)).report
    found = {(f.file, f.row, f.field): f for f in report.findings}
    expected = {2: "target", 3: "valid_from", 4: "confidence", 5: "modality", 6: "statement_tr"}
    for row, field in expected.items():
        finding = found["tiny/ties.csv", row, field]
        assert finding.severity == "error"
        assert finding.message_en
        assert finding.message_tr
    backwards = [f for f in report.findings if f.row == 7]
    assert backwards, "a tie that ends before it begins is found by its shape"
    with pytest.raises(InvalidRelease):
        build_release(Settings.read({}, data=tmp_path / "d", seeds=seeds))
    assert Library(tmp_path / "d").numbers() == []


def test_two_builds_at_once_are_told(settings: Settings, release: Release) -> None:
    with _lock(settings.data), pytest.raises(ReleaseBusy):
        build_release(settings)


def test_too_little_room_is_told_before_anything_begins(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 10**6))
    told = list[str]()
    with pytest.raises(StorageError, match=r"has 1 MB free; the sources as tables need about \d+ MB"):
        build_release(Settings.read({}, data=tmp_path, seeds=tiny), told.append)
    assert told == []


def test_a_disk_that_is_full_while_building_is_named_and_leaves_nothing(tiny: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "triskele.cli", "build", "--data", str(tmp_path), "--seeds", str(tiny)]
    limit = ["prlimit", "--fsize=1048576"]  # a file that cannot grow, whichever engine writes it
    done = subprocess.run([*limit, *command], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-2].startswith("error[storage]: ")
    assert "Traceback" not in done.stderr
    assert list((tmp_path / "releases").iterdir()) == []
    assert not (tmp_path / "current").is_symlink()


@contextmanager
def full_from(stage: str) -> Iterator[Callable[[str], None]]:
    """Hears of the stages; from this one on no file grows over 4 kB."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def tell(what: str) -> None:
        if what.startswith(stage):
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))

    try:
        yield tell
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("stage", list(stages.SHARES)[:5])
def test_a_disk_that_is_full_in_a_stage_of_the_build_leaves_nothing(tiny: Path, tmp_path: Path, stage: str) -> None:
    with full_from(stage) as tell, pytest.raises(StorageError) as caught:
        build_release(Settings.read({}, data=tmp_path, seeds=tiny), tell)
    assert "cannot be read or written" in caught.value.message
    assert "Free some room" in caught.value.hint
    assert list((tmp_path / "releases").iterdir()) == []
    assert not (tmp_path / "current").is_symlink()


@pytest.mark.parametrize("stage", list(stages.SHARES)[5:])
def test_a_disk_that_is_full_while_publishing_promotes_nothing_and_the_next_build_goes_on(
    tiny: Path, release: Release, tmp_path: Path, stage: str
) -> None:
    kept = tmp_path / "releases" / "1"
    shutil.copytree(release.folder, kept, ignore=shutil.ignore_patterns("derived"))
    settings = Settings.read({}, data=tmp_path, seeds=tiny)
    with full_from(stage) as tell, pytest.raises(StorageError, match="cannot be read or written"):
        build_and_publish(settings, tell)
    assert not (tmp_path / "current").is_symlink()
    assert not list(kept.rglob(".*")), "what is half made is gone"
    if stage == "Writing exports":
        assert build_and_publish(settings).number == 1
        assert (tmp_path / "current").resolve() == kept


@pytest.mark.parametrize("delay", [0.9, 1.6])
def test_a_killed_build_leaves_the_served_release_and_the_next_build_is_clean(
    tiny: Path, tmp_path: Path, delay: float, release: Release
) -> None:
    data = tmp_path / "data"
    (data / "releases").mkdir(parents=True)
    shutil.copytree(release.folder, data / "releases" / "1", ignore=shutil.ignore_patterns("derived"))
    Library(data).promote(1)
    seeds = copy_of(tiny, tmp_path)
    edit(seeds / "tiny" / "actors.csv", "rope-firm", label_en="Rope and Chain Inc.")
    command = [sys.executable, "-m", "triskele.cli", "build", "--data", str(data), "--seeds", str(seeds)]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    time.sleep(delay)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    library = Library(data)
    current = library.current()
    assert current.number in (1, 2)
    assert current.store.query("ASK { <https://w3id.org/triskele/id/actor/rope-firm> a tsk:Firm }")
    second = build_release(Settings.read({}, data=data, seeds=seeds))
    assert second.number == 2
    assert not list(library.shelf.glob(".building-*"))
    assert library.current_number() == 2


def test_the_statements_are_those_of_the_manifest(release: Release) -> None:
    with gzip.open(release.folder / "data.nq.gz", "rt", encoding="utf-8") as lines:
        content = list(lines)
    assert len(content) == release.manifest["quads"]
    assert len(content) == len(set(content))
    assert json.loads((release.folder / "report.json").read_text()) == release.report()


def test_a_release_holds_every_fixed_term(release: Release) -> None:
    """What everything else relies on, and what others may rely on: none of it may go missing unnoticed."""
    rows = release.store.query("SELECT DISTINCT ?p { { ?s ?p ?o } UNION { ?s a ?p } UNION { GRAPH ?g { ?s ?p ?o } } }")
    used = {shorten(row["p"]) for row in rows}
    fixed = """skos:prefLabel skos:altLabel skos:closeMatch org:identifier tsk:hasSphereAssignment tsk:assignedSphere
        tsk:sphereShare tsk:sphere tsk:Tie tsk:tieType tsk:shortcutProperty tsk:isSymmetric tsk:layer tsk:source
        tsk:target tsk:participant tsk:validFrom tsk:validTo tsk:modality tsk:confidence tsk:evidence tsk:Figure
        tsk:about tsk:measure tsk:value tsk:qualifier tsk:unit tsk:year tsk:Event tsk:eventType tsk:date tsk:Evidence
        prov:hadPrimarySource tsk:section tsk:lineFrom tsk:lineTo tsk:statement tsk:Contradiction tsk:claim
        tsk:resolution tsk:rule tsk:Classification tsk:partnersWith"""
    assert set(fixed.split()) - used == set()
    scheme = "https://w3id.org/triskele/vocabularies/modalities"
    modalities = release.store.query(f"SELECT ?c {{ ?c skos:inScheme <{scheme}> }}")
    assert {row["c"].rpartition("#")[2] for row in modalities} >= {"stated", "planned", "implied", "recommended"}
