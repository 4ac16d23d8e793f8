"""python -m benchmarks.networks.suite [--write]: networkx's own tests of the covered modules, run in the backend.

Every graph of those tests becomes a Network and every call goes to the backend first. ``--write`` puts the counts into
docs/reference/engine.md.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import networkx as nx

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "engine.md"
START, END = "<!-- counts: written by python -m benchmarks.networks.suite --write -->", "<!-- end of counts -->"

CORE = (
    "networkx.algorithms.centrality.tests.test_betweenness_centrality",
    "networkx.algorithms.centrality.tests.test_betweenness_centrality_subset",
    "networkx.algorithms.centrality.tests.test_closeness_centrality",
    "networkx.algorithms.centrality.tests.test_degree_centrality",
    "networkx.algorithms.centrality.tests.test_eigenvector_centrality",
    "networkx.algorithms.centrality.tests.test_harmonic_centrality",
    "networkx.algorithms.centrality.tests.test_katz_centrality",
    "networkx.algorithms.assortativity",
    "networkx.algorithms.community.tests.test_leiden",
    "networkx.algorithms.components",
    "networkx.algorithms.link_analysis",
    "networkx.algorithms.shortest_paths.tests.test_generic",
    "networkx.algorithms.shortest_paths.tests.test_unweighted",
    "networkx.algorithms.tests.test_bridges",
    "networkx.algorithms.tests.test_cluster",
    "networkx.algorithms.tests.test_core",
    "networkx.algorithms.tests.test_efficiency",
    "networkx.algorithms.tests.test_structuralholes",
    "networkx.tests.test_convert_scipy",
)
"""The modules of the kernels themselves: seconds."""

ALL = (
    "networkx.algorithms.centrality",
    "networkx.algorithms.assortativity",
    "networkx.algorithms.community",
    "networkx.algorithms.components",
    "networkx.algorithms.link_analysis",
    "networkx.algorithms.shortest_paths",
    "networkx.algorithms.tests",
    "networkx.linalg",
    "networkx.tests",
)
"""Everything that may call a kernel on its way: some minutes."""


@dataclass(frozen=True)
class Outcome:
    """What pytest counted (passed, failed, ...) and (function, "kernel" or the reason why not, calls)."""

    tests: dict[str, int]
    calls: list[tuple[str, str, int]]
    log: str


def run(modules: Sequence[str]) -> Outcome:
    """The tests of some networkx modules in a process of their own, with this project's pytest settings left out."""
    with tempfile.TemporaryDirectory() as folder:
        counts = Path(folder) / "calls.json"
        environment = {
            **os.environ,
            "NETWORKX_TEST_BACKEND": "triskele",
            "NETWORKX_FALLBACK_TO_NX": "1",
            "TRISKELE_CALLS": str(counts),
            "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))),
        }
        plugins = ("-p", "benchmarks.networks.counting", "-p", "no:cacheprovider")
        command = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, *plugins, "--pyargs", *modules]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        last = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""
        tests = {word: int(number) for number, word in re.findall(r"(\d+) ([a-z]+)", last.split(" in ")[0])}
        calls = json.loads(counts.read_text(encoding="utf-8")) if counts.exists() else []
    return Outcome(tests, [tuple(row) for row in calls], done.stdout + done.stderr)


def report(outcome: Outcome) -> str:
    """The counts as Markdown."""
    tests = ", ".join(f"{number} {word}" for word, number in outcome.tests.items())
    ran: dict[str, int] = defaultdict(int)
    left: dict[str, list[str]] = defaultdict(list)
    for function, result, count in outcome.calls:
        if result == "kernel":
            ran[function] += count
        else:
            left[function].append(f"{result} ({count})")
    lines = [
        f"networkx {nx.__version__}: {tests}. {sum(ran.values())} calls ran in {len(ran)} functions of the backend.",
        "",
        "| function | ran in the backend | left to networkx because |",
        "|---|---|---|",
    ]
    lines += [f"| `{name}` | {ran.get(name, 0)} | {'; '.join(left.get(name, []))} |" for name in sorted(ran | left)]
    return "\n".join(lines)


def write(text: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(START)
    PAGE.write_text(f"{before}{START}\n{text}\n{END}{rest.split(END)[1]}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.networks.suite", description=__doc__)
    parser.add_argument("--write", action="store_true", help="update the reference page")
    parser.add_argument("--core", action="store_true", help="only the modules of the kernels themselves")
    options = parser.parse_args()
    outcome = run(CORE if options.core else ALL)
    print(report(outcome))
    if outcome.tests.get("failed") or outcome.tests.get("errors") or not outcome.tests.get("passed"):
        sys.exit(outcome.log)
    if options.write:
        write(report(outcome))


if __name__ == "__main__":
    main()
