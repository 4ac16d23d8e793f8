"""One dump to a release and its report, or its reader alone: seconds of computing and peak memory of all processes."""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.scale.building import build_here, spent
from triskele.settings import Settings


def main(reader: str, counted: str, usual: int, said: str | None, generate: Callable[[Path, int], Path]) -> None:
    """The command of one kind of dump: how many of what is counted, and whether a release is made of them."""
    parser = argparse.ArgumentParser(description=said, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(f"--{counted}", dest="count", type=int, default=usual)
    parser.add_argument("--build", action="store_true", help="make a release and its report")
    options = parser.parse_args()
    measure_dump(reader, lambda folder: generate(folder, options.count), options.count, options.build)


def measure_dump(reader: str, generate: Callable[[Path], Path], count: int, build: bool) -> None:
    """Print what it takes as one line of JSON. With ``build`` it does what ``triskele build --report``
    does, and tells of each stage."""
    with tempfile.TemporaryDirectory(prefix=f"triskele-{reader}-") as name:
        seeds, spool = Path(name) / "seeds", Path(name) / "spool"
        (seeds / "big").mkdir(parents=True)
        spool.mkdir()
        (seeds / "triskele.toml").write_text('[about]\nnamespace = "https://data.example.org/"\n')
        path = generate(seeds / "big")
        begun, before = time.perf_counter(), spent()
        if build:
            release, found = build_here(Settings.read({}, data=Path(name) / "data", seeds=seeds), Path(name) / "report")
            found |= {"quads": release.manifest["quads"], "countries": len(list((Path(name) / "report").glob("*.md")))}
        else:
            from triskele.sources.dumps.selection import Selection
            from triskele.sources.dumps.source import pour

            # in this process, so that what reading takes is measured
            pour(reader, [path], "big", "https://data.example.org/", {path.name: reader}, Selection(), spool)
            found = {
                "wall": round(time.perf_counter() - begun, 1), "cpu": round(spent() - before, 1),
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
            }  # fmt: skip
        print(json.dumps({"dump": reader, "count": count, "megabytes": path.stat().st_size >> 20} | found))
