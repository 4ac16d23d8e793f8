"""Run every metric of the current release at its defaults and again with ten times the draws, seed by seed.

``python -m benchmarks.draws [--seeds 20] [--data FOLDER] [METRIC ...]``: one line a metric, the values judged, and how
many verdicts went from distinguishable to not, and back. The stated chance that a family has any such change is
:data:`triskele.metrics.verdicts.ERROR` each way. Without names the metrics go in order of what they cost.
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


def verdicts(result: Result) -> dict[tuple[tuple[str, str], ...], str | None]:
    return {tuple(value.key.items()): value.verdict for value in result.values}


def compare(release: Release, name: str, seed: int) -> tuple[int, int, int, int]:
    """(values with a verdict, undecided, distinguishable that became not, not that became distinguishable)."""
    usual = measure(release, name, seed=seed)
    before = verdicts(usual)
    judged = {key: verdict for key, verdict in before.items() if verdict in (DISTINGUISHABLE, NOT, UNDECIDED)}
    if not judged or usual.permutations is None or usual.exact:
        return len(judged), sum(v == UNDECIDED for v in judged.values()), 0, 0
    after = verdicts(measure(release, name, seed=seed, permutations=10 * usual.permutations))
    lost = sum(v == DISTINGUISHABLE and after[key] == NOT for key, v in judged.items())
    won = sum(v == NOT and after[key] == DISTINGUISHABLE for key, v in judged.items())
    return len(judged), sum(v == UNDECIDED for v in judged.values()), lost, won


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
        started, found = time.process_time(), []
        for seed in range(1, options.seeds + 1):
            found.append(compare(release, metric.name, seed))
        sums = [sum(column) for column in zip(*found, strict=True)]
        runs, lost, won = runs + len(found), lost + sums[2], won + sums[3]
        print(metric.name, len(found), *sums, f"{time.process_time() - started:.0f}", sep=" | ", flush=True)
    print(f"{runs} runs: {lost} distinguishable → not, {won} back; stated: at most {ERROR:.0%} of the runs each way")
    sys.exit(int(lost > ERROR * runs or won > ERROR * runs))


if __name__ == "__main__":
    main()
