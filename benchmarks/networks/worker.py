"""One library measured in a process of its own: some cannot share one, and memory is told apart only so.

python -m benchmarks.networks.worker LIBRARY NODES TIES SEED [TASK;TASK...] prints one JSON object.
"""

from __future__ import annotations

import gc
import json
import math
import resource
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

from benchmarks.networks.cases import CASES, Case, networkit_cases
from benchmarks.networks.ecosystem import grow
from benchmarks.networks.libraries import build
from triskele.engines.parallel import threads


def clock(work: Callable[[], Any], *, least: int) -> float:
    """Seconds of the fastest of at least ``least`` runs, more of them when they are short.

    On one thread the processor's time counts, not the clock's, so that a busy machine does not favour short tasks.
    """
    now = time.process_time if threads() == 1 else time.perf_counter
    best, spent, runs = math.inf, 0.0, 0
    while runs < least or (1 < least <= runs < 15 and spent < 1.0):
        gc.collect()
        begin = now()
        work()
        taken = now() - begin
        best, spent, runs = min(best, taken), spent + taken, runs + 1
    return best


def task(library: str, case: Case, nk: dict[str, Callable[[Any], Any]]) -> Callable[[Any], Any] | None:
    if library == "triskele":
        return case.on_triskele
    if library == "networkx":
        return case.plain or case.call
    return nk.get(case.name) if library == "networkit" else case.peers.get(library)


def peak() -> int:
    """Megabytes this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(library: str, nodes: int, ties: int, seed: int, names: set[str]) -> dict[str, Any]:
    """Seconds of each task (the first call, which compiles or loads, is not counted) and peak memory in MB."""
    eco = grow(nodes, ties, seed=seed)
    nk = networkit_cases() if library == "networkit" else {}
    least = 1 if library == "networkx" else 3
    before = peak()
    G = build(library, eco)
    built = peak()
    seconds = {"build": clock(lambda: build(library, eco), least=least)}
    for case in CASES:
        call = task(library, case, nk) if not names or case.name in names else None
        if call is not None:
            seconds[case.name] = clock(lambda call=call: call(G), least=least)
            seconds[case.name] *= case.times if library == "networkx" else 1
    return {"seconds": seconds, "memory": {"before": before, "with graph": built, "after tasks": peak()}}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    library, *numbers = sys.argv[1:5]
    wanted = {name for name in sys.argv[5].split(";") if name}
    print(json.dumps(measure(library, *map(int, numbers), wanted)))
