"""A release that is no longer what was written is told apart from one that is; what follows from it can be lost."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from triskele.errors import DamagedRelease
from triskele.positions import MAP
from triskele.publish import build_and_publish, publish
from triskele.release import Library, Release, compare_releases, verify
from triskele.search import INDEX, search
from triskele.settings import Settings


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
    assert names >= {"manifest.json", "data.nq.gz", "report.json", "ontology/shapes.ttl", "ontology/context.jsonld"}
    done = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=release.folder, capture_output=True)
    assert (done.returncode, done.stdout) == (0, b"")


@pytest.mark.parametrize("name", ["manifest.json", "data.nq.gz", "report.json", "ontology/shapes.ttl"])
def test_a_flipped_bit_is_found(copy: Release, name: str) -> None:
    flip(copy.folder / name)
    assert "checksum" in verify(copy)[name]
    if name == "manifest.json":
        with pytest.raises(DamagedRelease, match=r"manifest\.json") as caught:
            _ = copy.manifest
        assert "triskele build" in caught.value.hint
    if name == "data.nq.gz":
        with pytest.raises(DamagedRelease, match="unpack"):
            compare_releases(copy, copy)


def test_a_lost_file_and_an_empty_store_are_found(copy: Release, release: Release) -> None:
    (copy.folder / "report.ttl").unlink()
    shutil.rmtree(copy.folder / "store")
    assert set(verify(copy)) == {"report.ttl", "store"}
    (copy.folder / "manifest.json").unlink()
    with pytest.raises(DamagedRelease):
        _ = copy.manifest


def test_what_follows_is_there_before_anybody_asks(release: Release, settings: Settings) -> None:
    said: list[str] = []
    shutil.rmtree(release.folder / "derived", ignore_errors=True)
    assert build_and_publish(settings, said.append).number == release.number
    derived = {path.name for path in (release.folder / "derived").iterdir()}
    assert {INDEX, MAP} < derived
    assert any(name.startswith("catalogue") for name in derived)
    assert "Placing actors on the map" in said
    assert Library(settings.data).current_number() == release.number


def test_what_a_crash_cut_off_is_made_again(copy: Release) -> None:
    publish(copy)
    whole = {p: p.read_bytes() for p in (copy.folder / "derived").rglob("*") if p.is_file()}
    for path in whole:
        path.write_bytes(b"")
    publish(copy)
    assert search(copy, "Sea Cluster")[0].key == "sea-cluster"
    for path, content in whole.items():
        if path.name.startswith("positions"):
            assert path.read_bytes() == content
        assert path.read_bytes() or path.name == "done.json", path
