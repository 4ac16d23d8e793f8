"""python -m tests.graph.mutants IMPORTER [--count 20000] [--seed 1]: the long form of test_mutants.py.

Says how the mutants ended and keeps the first of each that fell in the folder ``--keep``. Ends with 1 when one fell.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

from tests.graph.mutants.importers import IMPORTERS, TINY
from tests.graph.mutants.running import DEEPER, DEEPEST, Mutants, Tally, upload_mutants
from triskele.release.build import build_release
from triskele.settings import Settings


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.graph.mutants", description=__doc__)
    parser.add_argument("importer", choices=[*IMPORTERS, "uploads"])
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--deeper", type=int, default=DEEPER)
    parser.add_argument("--deepest", type=int, default=DEEPEST)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))  # what takes all memory must not take the machine
    start = time.monotonic()
    tally = _run(options)
    print(f"{options.importer}: {tally.count} mutants in {time.monotonic() - start:.0f} s: {dict(tally.ends)}")
    for what, (number, content) in tally.falls.items():
        print(f"  fell, number {number}: {what}")
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"{options.importer}-{options.seed}-{number}").write_bytes(content)
    print(f"  {len(tally.falls)} ways to fall")
    sys.exit(1 if tally.falls else 0)


def _run(options: argparse.Namespace) -> Tally:
    if options.importer == "uploads":
        return upload_mutants(options.count, options.seed)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        release = build_release(Settings.read({}, data=place / "release", seeds=TINY))
        (place / "mutants").mkdir()
        mutants = Mutants(options.importer, release, place / "mutants")
        return mutants.run(options.count, options.seed, deeper=options.deeper, deepest=options.deepest)


if __name__ == "__main__":
    main()
