"""python -m benchmarks.scale [--ties N ...] [--peers N]: the build from small to the size of a country.

Generated seed tables go through the production path, each size in a process of its own: processor seconds of each
stage, peak memory, bytes and statements a tie, and how the cost grows (exponent of the line through the logarithms).
Beside it what the engine's own bulk load takes for all that the store holds (each statement of the truth twice, and the
graphs of the years), in one call, and, for small sizes, rdflib with pyshacl.
"""

from __future__ import annotations

import argparse
import json
import math
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.scale.building import build_here
from benchmarks.scale.generate import generate
from triskele.settings import Settings

_TO_STORE = ("Freezing tables and arrays", "Writing statements", "Loading the store")


def run_one(work: Path, organisations: int, projects: int, participations: int) -> dict[str, Any]:
    """Build one size here."""
    seeds = generate(work / "seeds", organisations=organisations, projects=projects, participations=participations)
    release, found = build_here(Settings.read({}, data=work / "data", seeds=seeds))
    files = [path for path in release.folder.rglob("*") if path.is_file()]
    spans = sum(1 for graph in release.manifest["spans"] for _ in release.store.lines(graph))
    return found | {
        "ties": release.manifest["counts"]["Tie"],
        "statements": release.manifest["quads"] + spans,
        "spans": spans,
        "bytes": sum(path.stat().st_size for path in files),
        "folder": str(release.folder),
    }


def bulk_load(folder: Path, work: Path) -> float:
    """Processor seconds of the engine alone for all that the store holds: one call for one file, then compacting."""
    import pyoxigraph as ox

    written = work / "all.nq"
    ox.Store.read_only(str(folder / "store")).dump(str(written), ox.RdfFormat.N_QUADS)
    start = time.process_time()
    alone = ox.Store(str(work / "alone"))
    alone.bulk_load(path=str(written), format=ox.RdfFormat.N_QUADS)
    alone.optimize()
    return time.process_time() - start


def rdflib_and_pyshacl(folder: Path) -> float:
    """Processor seconds of the reference implementations for parsing and validating the same statements."""
    import gzip

    import pyshacl
    from rdflib import Dataset, Graph

    start = time.process_time()
    data = Dataset(default_union=True)
    with gzip.open(folder / "data.nq.gz", "rt", encoding="utf-8") as lines:
        data.parse(data=lines.read(), format="nquads")
    whole = Graph()
    for triple in data.triples((None, None, None)):
        whole.add(triple)
    pyshacl.validate(whole, shacl_graph=str(folder / "ontology" / "shapes.ttl"), inference="none")
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(prog="./run bench scale")
    parser.add_argument("--ties", type=int, nargs="+", default=[2_000, 20_000, 100_000, 180_000])
    parser.add_argument("--peers", type=int, default=2_000, help="up to so many ties rdflib and pyshacl run as well")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        folder, ties = chosen.one.split(":")
        sizes = {"organisations": int(ties) // 3, "projects": int(ties) // 5, "participations": int(ties)}
        print(json.dumps(run_one(Path(folder), **sizes)))
        return
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}", file=sys.stderr)
    print(
        "| ties | statements | a tie | of the years | CPU s | wall s | MB | on disk MB | bulk load s | tables to store "
        "| rdflib + pyshacl s | stages |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    points = []
    for ties in chosen.ties:
        work = Path(tempfile.mkdtemp(prefix="triskele-scale-"))
        try:
            command = [sys.executable, "-m", "benchmarks.scale", "--one", f"{work}:{ties}"]
            found = json.loads(
                subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
            )
            alone = bulk_load(Path(found["folder"]), work)
            peer = f"{rdflib_and_pyshacl(Path(found['folder'])):.1f}" if ties <= chosen.peers else ""
        finally:
            shutil.rmtree(work)
        points.append((math.log(found["ties"]), math.log(found["cpu"])))
        to_store = sum(found["stages"][name] for name in _TO_STORE) / alone
        stages = ", ".join(f"{name} {seconds:.1f}" for name, seconds in found["stages"].items())
        print(
            f"| {found['ties']:,} | {found['statements']:,} | {found['statements'] / found['ties']:.0f} "
            f"| {found['spans'] / found['ties']:.0f} "
            f"| {found['cpu']:.1f} | {found['wall']:.1f} | {found['peak_mb']:.0f} | {found['bytes'] / 1e6:.0f} "
            f"| {alone:.1f} | {to_store:.2f} | {peer} | {stages} |",
            flush=True,
        )
    if len(points) > 1:
        (x0, y0), (x1, y1) = points[-2:]
        print(f"\nBetween the two largest sizes the cost grows with the power {(y1 - y0) / (x1 - x0):.2f} of the ties.")


if __name__ == "__main__":
    main()
