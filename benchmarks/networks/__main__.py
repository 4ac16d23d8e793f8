"""python -m benchmarks.networks [--nodes N] [--ties M]: ratios side by side in one run, and memory.

Triskele and networkx are called through the same networkx function, other libraries directly, each in a process of its
own. Set OMP_NUM_THREADS=1 to give every library one thread; processor time is then measured, else time on the clock.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.networks.cases import CASES
from benchmarks.networks.libraries import present
from triskele.engines.parallel import threads


def run(library: str, options: argparse.Namespace) -> dict[str, Any]:
    numbers = [str(number) for number in (options.nodes, options.ties, options.seed)]
    command = [sys.executable, "-m", "benchmarks.networks.worker", library, *numbers, ";".join(options.only or ())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{library} failed:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def table(found: dict[str, dict[str, Any]]) -> str:
    """Markdown: seconds of networkx, milliseconds of the rest, and the two ratios that matter."""
    peers = [name for name in found if name not in ("triskele", "networkx")]
    head = ["task", "networkx s", "triskele ms", "ratio", "target", *(f"{p} ms" for p in peers), "triskele / best"]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    targets = {case.name: case.target for case in CASES}
    for name, mine in found["triskele"]["seconds"].items():
        plain = found.get("networkx", {"seconds": {}})["seconds"].get(name)
        others = {p: found[p]["seconds"][name] for p in peers if name in found[p]["seconds"]}
        cells = [
            name,
            f"{plain:.2f}" if plain else "",
            f"{mine * 1e3:.2f}",
            f"{plain / mine:.0f}" if plain else "",
            f"{targets[name]:.0f}" if targets.get(name) else "",
            *(f"{others[p] * 1e3:.2f}" if p in others else "" for p in peers),
            f"{mine / min(others.values()):.2f}" if others else "",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    lines += ["", "| memory, MB | before | with graph | after the tasks |", "|---|---|---|---|"]
    for library, result in found.items():
        lines.append(f"| {library} | " + " | ".join(str(x) for x in result["memory"].values()) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.networks", description=__doc__)
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--ties", type=int, default=500_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", help="names of tasks")
    parser.add_argument("--libraries", nargs="*", help="default: all that are installed")
    parser.add_argument("--json", type=Path, help="also write the numbers to this file")
    options = parser.parse_args()
    print(
        f"{options.nodes} nodes, {options.ties} ties, seed {options.seed}, {threads()} thread(s), "
        f"Python {platform.python_version()}, {platform.machine()}\n",
        flush=True,
    )
    libraries = ["triskele", *(options.libraries or [*present(), "networkx"])]
    found = {library: run(library, options) for library in dict.fromkeys(libraries)}
    print(table(found))
    if options.json:
        options.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
