"""python -m benchmarks.partners FOLDER [--participations N]: hits among the first ten, beside Adamic-Adar and degree.

FOLDER holds dated networks that nobody here made, each a text file with two ends and a time a line (`CollegeMsg.txt`,
`email-Eu-core-temporal.txt` of SNAP, `dnc-temporalGraph.txt` of KONECT are what the documentation tells); none is part
of this repository. Then a dump as CORDIS writes it of N participations (180,000), its projects as ties of all their
participants from their start year on. The orders and the trial are those that `triskele partners` uses.
"""

from __future__ import annotations

import argparse
import csv
import io
import tempfile
import time
import zipfile
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.scale.cordis import generate
from triskele.engines.neighbours import METHODS, Trial, tried

LARGEST = 30
"""Of larger consortia not every pair is a tie, as in a release."""


def read_file(path: Path) -> tuple[int, NDArray[np.int64], NDArray[np.float64]]:
    """How many actors, pairs of their numbers, times; lines that begin with % or # are passed over."""
    lines = (line for line in path.read_text().splitlines() if line[:1] not in "%#")
    table = np.array([line.split() for line in lines], dtype=float)
    names, ends = np.unique(table[:, :2].astype(np.int64), return_inverse=True)
    return len(names), ends.reshape(-1, 2), table[:, -1]


def read_dump(path: Path) -> tuple[int, NDArray[np.int64], NDArray[np.float64]]:
    """The same of a dump: who took part in a project together, from its start year on."""

    def rows(name: str) -> list[dict[str, str]]:
        with zipfile.ZipFile(path) as archive, archive.open(name) as file:
            text = io.TextIOWrapper(file, "utf-8", newline="")
            return list(csv.DictReader(text, delimiter=";"))

    start = {row["id"]: float(row["startDate"][:4]) for row in rows("project.csv") if row["startDate"][:4].isdigit()}
    bodies: dict[str, set[str]] = defaultdict(set)
    for row in rows("organization.csv"):
        if row["projectID"] in start:
            bodies[row["projectID"]].add(row["organisationID"])
    number = {body: i for i, body in enumerate(sorted({b for some in bodies.values() for b in some}))}
    pairs, when = [], []
    for project, some in bodies.items():
        if len(some) <= LARGEST:
            for pair in combinations(sorted(number[b] for b in some), 2):
                pairs.append(pair)
                when.append(start[project])
    return len(number), np.array(pairs, dtype=np.int64), np.array(when)


def show(name: str, n: int, pairs: NDArray[np.int64], when: NDArray[np.float64]) -> None:
    begun = time.process_time()
    trial: Trial | None = tried(n, pairs[:, 0], pairs[:, 1], when)
    if trial is None:
        print(f"{name} | {n} | too few new ties to try")
        return
    hits = " | ".join(f"{trial.hits[method]:.3f}" for method in METHODS)
    print(f"{name} | {n} | {trial.egos} | {trial.new} | {hits} | {trial.chance:.3f} | {trial.winner} | "
          f"{time.process_time() - begun:.1f}", flush=True)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--participations", type=int, default=180_000)
    options = parser.parse_args()
    print(f"network | actors | asked for | new partners | {' | '.join(METHODS)} | at random | best | CPU s")
    for path in sorted(options.folder.glob("*.txt")):
        show(path.stem, *read_file(path))
    if options.participations:
        with tempfile.TemporaryDirectory(prefix="triskele-partners-") as name:
            dump = generate(Path(name), options.participations)
            show(f"as CORDIS, {options.participations}", *read_dump(dump))


if __name__ == "__main__":
    main()
