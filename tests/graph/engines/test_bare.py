"""Without numba and networkit every metric gives what it gives with them, by a slower path, and says so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from tests.graph.metrics.test_helixsystem import SYSTEM
from triskele.measure import measure, reads_release
from triskele.metrics import registry
from triskele.release.library import Release

ROOT = Path(__file__).resolve().parents[3]
KINDS = {"network", "layers", "incidence", "tie-sets", "system"}
BLOCKED = """
import json, sys, warnings
sys.modules["numba"] = sys.modules["networkit"] = None
warnings.simplefilter("error")
from pathlib import Path
from tests.graph.engines.test_bare import everything, of_release
json.dump([everything(), of_release(Path(sys.argv[1]))], sys.stdout)
"""
TIES = [
    {"source": a, "target": b, "from": first, "to": last}
    for a, b, first, last in (("a", "b", "2001", ""), ("b", "c", "2002", "2003"), ("c", "d", "", ""))
]


def small() -> nx.Graph:
    graph = nx.Graph([("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("d", "e"), ("e", "f"), ("d", "f")])
    graph.add_node("g")
    nx.set_node_attributes(graph, dict(zip("abcdefg", "UIGUUUU", strict=True)), "sphere")
    nx.set_edge_attributes(graph, {edge: 1.0 + i % 3 for i, edge in enumerate(graph.edges)}, "weight")
    return graph


def everything() -> dict[str, Any]:
    """The values of every metric of networks and memberships, with every null model, weighted and directed."""
    graph = small()
    members = {"p1": "abc", "p2": "abd", "p3": "ef", "p4": "cdg"}
    inputs: dict[str, Any] = {"network": graph, "layers": {"x": graph, "y": nx.Graph([("a", "d", {"weight": 2.0})])}}
    inputs["incidence"] = {group: list(names) for group, names in members.items()}
    inputs |= {"tie-sets": TIES, "system": SYSTEM}
    assert inputs.keys() == KINDS
    found = {}
    for metric in registry.all():
        if metric.input not in inputs:
            continue
        names = {p.name: p for p in metric.parameters}
        base = {"permutations": 2} if "permutations" in names else {}
        base |= {"seeds": 2} if "seeds" in names else {}
        runs = [{"null": null} for null in names["null"].choices] if "null" in names else [{}]
        runs += [{"weight": "weight"}] if "weight" in names else []
        for more in runs:
            result = metric(inputs[metric.input], **base, **more)
            rows = [[dict(v.key), v.value, v.p_low, v.verdict] for v in result.values]
            found[f"{metric.name} {json.dumps(more)}"] = [rows, [n["en"] for n in result.notes]]
        if metric.input == "network" and names.get("null") is not None:
            plain = nx.DiGraph(list(graph.edges))
            nx.set_node_attributes(plain, dict(graph.nodes(data="sphere")), "sphere")
            result = metric(plain, **base, null=names["null"].choices[1])
            found[f"{metric.name} directed"] = [[[dict(v.key), v.value, v.p_low, v.verdict] for v in result.values], []]
    return found


def of_release(folder: Path) -> dict[str, Any]:
    """The values of every metric that a release feeds, by the way the command line and the service take."""
    found, release = {}, Release(folder)
    for metric in registry.all():
        if reads_release(metric):
            names = {p.name for p in metric.parameters}
            few = {name: 2 for name in ("permutations", "seeds") if name in names}
            result = measure(release, metric.name, **few)
            found[metric.name] = [[dict(v.key), v.value, v.p_low, v.verdict] for v in result.values]
    return found


def test_every_metric_answers_alike_without_numba(release: Release) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED, str(release.folder)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    (bare, bare_release), fast = json.loads(done.stdout), json.loads(json.dumps(everything()))
    assert bare.keys() == fast.keys()
    for name, (rows, notes) in fast.items():
        slow, said = bare[name]
        alike(name, rows, slow)
        assert not any("numba" in note for note in notes)
        if not name.endswith("directed"):
            assert any("numba is not installed" in note for note in said), name
    whole = json.loads(json.dumps(of_release(release.folder)))
    assert bare_release.keys() == whole.keys()
    assert len(whole) > 60
    for name, rows in whole.items():
        alike(name, rows, bare_release[name])


def alike(name: str, fast: list[Any], bare: list[Any]) -> None:
    assert len(bare) == len(fast), name
    for one, other in zip(fast, bare, strict=True):
        assert other[0] == one[0], name
        assert other[1:3] == [None if x is None else pytest.approx(x, rel=1e-9, abs=1e-9) for x in one[1:3]], name
        assert other[3] == one[3], name
