"""Run every metric of the current release at its defaults over many seeds, and once with ten times the draws.

``python -m benchmarks.draws [--seeds 20] [--data FOLDER] [METRIC ...]``: one line a metric, the values judged, and how
many verdicts are distinguishable at the defaults and not with ten times the draws, and the reverse. The stated chance
that a family has any such change is :data:`triskele.metrics.verdicts.ERROR` each way. Without names the metrics go in
order of what they cost.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from triskele.ecosystem import open_ecosystem
from triskele.measure import measure, reads_release
from triskele.metrics import registry
from triskele.metrics.metric import COSTS
from triskele.metrics.record import Result
from triskele.metrics.verdicts import DISTINGUISHABLE, ERROR, NOT, UNDECIDED
from triskele.release.library import Release

JUDGED = (DISTINGUISHABLE, NOT, UNDECIDED)


def verdicts(result: Result) -> dict[tuple[tuple[str, str], ...], str | None]:
    return {tuple(value.key.items()): value.verdict for value in result.values}


def compare(release: Release, name: str, seeds: range) -> tuple[int, int, int, int]:
    """Over the seeds: (values with a verdict, undecided, distinguishable that became not, not that became so).

    One run with ten times the draws, of a seed of its own, stands for all: it shares no draw with any of them.
    """
    usual = [measure(release, name, seed=seed) for seed in seeds]
    drawn = [run for run in usual if run.permutations is not None and not run.exact]
    most = max((run.permutations or 0 for run in drawn), default=0)
    after = verdicts(measure(release, name, seed=10_000, permutations=10 * most)) if most else {}
    found = [(v, after.get(key)) for run in usual for key, v in verdicts(run).items() if v in JUDGED]
    return (
        len(found),
        sum(before == UNDECIDED for before, _ in found),
        sum(pair == (DISTINGUISHABLE, NOT) for pair in found),
        sum(pair == (NOT, DISTINGUISHABLE) for pair in found),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    release = open_ecosystem(options.data).release
    chosen = [m for m in registry.all() if m.nulls and reads_release(m) and any(p.name == "seed" for p in m.parameters)]
    chosen.sort(key=lambda m: (COSTS[m.a_draw](300, 300), m.name))
    if options.names:
        chosen = [registry.get(name) for name in options.names]
    print("metric | runs | values with a verdict | undecided | distinguishable → not | not → distinguishable | CPU s")
    runs = lost = won = 0
    for metric in chosen:
        started = time.process_time()
        sums = compare(release, metric.name, range(1, options.seeds + 1))
        runs, lost, won = runs + options.seeds, lost + sums[2], won + sums[3]
        print(metric.name, options.seeds, *sums, f"{time.process_time() - started:.0f}", sep=" | ", flush=True)
    print(f"{runs} runs: {lost} distinguishable → not, {won} back; stated: at most {ERROR:.0%} of the runs each way")
    sys.exit(int(lost > ERROR * runs or won > ERROR * runs))


if __name__ == "__main__":
    main()
