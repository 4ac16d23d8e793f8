"""Public files pass the shapes: what they come to is a valid release."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.graph.sources.reading import SAMPLES
from triskele.release.judging import validate_sources
from triskele.settings import Settings


def test_the_samples_are_valid(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    for name, pattern in (("", "cordis-*.zip"), ("ror", "v*.zip")):  # one of them beside the folders
        (seeds / name).mkdir(parents=True)
        for path in SAMPLES.glob(pattern):
            shutil.copy(path, seeds / name)
    for name in ("openalex", "wikidata"):
        shutil.copytree(SAMPLES / name, seeds / name)
    (seeds / "triskele.toml").write_text('[about]\nnamespace = "https://data.example.org/"\n')
    report = validate_sources(Settings.read({}, data=tmp_path / "data", seeds=seeds)).report
    assert report.conforms
    assert {f.file.partition(" ")[0] for f in report.findings if f.shape == "dump/counts"} >= {
        "cordis-HORIZONprojects-csv.zip", "v2.8-2026-10-27-ror-data.zip", "wikidata-20261020-all.json.gz",
    }  # fmt: skip
    assert {f.shape for f in report.findings if not f.shape.startswith("dump/")} == set()
