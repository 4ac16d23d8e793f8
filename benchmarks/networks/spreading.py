"""python -m benchmarks.networks.spreading [--nodes N] [--ties M]: one process against two of a local dask cluster.

Every task runs on one thread of this process and on two worker processes, in turns, and must give the same bytes. Shown
are the fastest times on the clock, and processor time, which other work on the machine does not touch: of one process,
of everybody together, and of the busier side, from which follows what two idle cores would gain.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from distributed import Client, LocalCluster

from benchmarks.networks.ecosystem import grow
from triskele.engines.centrality import cross_sphere_betweenness
from triskele.engines.permutation import label_permutations
from triskele.metrics import nulls, typed
from triskele.metrics.closure import _by_ties, helix_shares
from triskele.networks.csr import Network
from triskele.pieces import spread

ROUNDS = 1


def tasks(G: Network) -> dict[str, Callable[[], Any]]:
    """Work of a few seconds whose pieces are of every kind: compiled, and half Python."""
    codes = G.codes("sphere")[0]
    net = typed.read(G)
    closure = partial(_by_ties, helix_shares(net)[net.types])
    return {
        "cross-sphere betweenness, 512 sources": lambda: cross_sphere_betweenness(G, codes, sources=np.arange(512)),
        "1,024 label permutations": lambda: label_permutations(*G.edges_array, codes, 5, 1024, 1),
        "closure under 8 rewirings": lambda: nulls.degree_draws(net, closure, 8, 1).values,
    }


def processor(client: Client) -> np.ndarray:
    """Seconds of processor time so far: this process, then each worker."""
    return np.array([time.process_time(), *client.run(time.process_time).values()])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.networks.spreading", description=__doc__)
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--ties", type=int, default=500_000)
    options = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    G = grow(options.nodes, options.ties).network()
    start = time.perf_counter()
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster,
        Client(cluster) as client,
    ):
        print(f"{options.nodes} nodes, {options.ties} ties; two workers after {time.perf_counter() - start:.1f} s\n")
        print(
            "| task | one, s | two, s | clock ratio | one, cpu s | two, cpu s | extra work | gain of two idle cores |"
        )
        print("|" + "---|" * 8)
        for name, task in tasks(G).items():
            with spread(client):
                task()  # kernels are loaded, arrays are near
            alone, shared = [], []
            for _ in range(ROUNDS):
                begin, used = time.perf_counter(), time.process_time()
                here = task()
                alone.append((time.perf_counter() - begin, time.process_time() - used))
                before, begin = processor(client), time.perf_counter()
                with spread(client):
                    there = task()
                clock = time.perf_counter() - begin
                used_there = processor(client) - before
                shared.append((clock, used_there.sum(), used_there[0] + used_there[1:].max()))
                assert here.tobytes() == there.tobytes(), name
            one, two = np.min(alone, axis=0), np.min(shared, axis=0)
            print(
                f"| {name} | {one[0]:.2f} | {two[0]:.2f} | {one[0] / two[0]:.2f} | {one[1]:.2f} | {two[1]:.2f} "
                f"| {two[1] / one[1] - 1:+.0%} | {one[1] / two[2]:.2f} times |",
                flush=True,
            )


if __name__ == "__main__":
    main()
