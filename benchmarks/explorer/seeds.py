"""Seed tables of a synthetic ecosystem: the same network as a release of its own, through the production path."""

from __future__ import annotations

import csv
import json
import random
import shutil
from collections.abc import Iterable
from pathlib import Path

from benchmarks.explorer.ecosystem import synthetic_network

ROOT = Path(__file__).resolve().parents[2]
CLASSES = {
    "university": "University",
    "industry": "Firm",
    "government": "PublicBody",
    "civil-society": "CivilSocietyOrganisation",
    "hybrid": "Technopark",
    "unknown": "OrganisationActor",
}
EVIDENCE = ("novel", "1", "1", "2", "Told in the novel.", "Romanda anlatılıyor.")


def write_seeds(folder: Path, actors: int, links: int) -> Path:
    """A seeds folder beside the tiny one's schemas; the same arguments give the same tables."""
    shutil.copytree(ROOT / "tests" / "tiny" / "seeds", folder, dirs_exist_ok=True)
    network = json.loads(synthetic_network(actors, links))
    chance = random.Random(2)
    sets = next(path for path in folder.iterdir() if path.is_dir() and path.name != "schemas")
    keep = {"documents.csv"}
    for table in sets.glob("*.csv"):
        if table.name in keep:
            continue
        header = table.read_text(encoding="utf-8").split("\n", 1)[0]
        table.write_text(header + "\n", encoding="utf-8")
    _append(
        sets / "actors.csv",
        (
            (n["key"], CLASSES[n["sphere"]], n["labels"]["tr"], n["label"], "", "", "", "", "", *EVIDENCE)
            for n in sorted(network["nodes"], key=lambda n: n["key"])
        ),
    )
    rows = []
    for number, link in enumerate(network["links"]):
        start = str(chance.randint(1990, 2020)) if chance.random() < 0.3 else ""
        ends = (link["types"][0], link["source"], link["target"])
        rows.append((f"t{number:06}", *ends, start, "", link["modality"], "1", "", "", "", "", *EVIDENCE))
    _append(sets / "ties.csv", rows)
    return folder


def _append(path: Path, rows: Iterable[Iterable[object]]) -> None:
    with path.open("a", encoding="utf-8", newline="") as output:
        csv.writer(output, lineterminator="\n").writerows(rows)
