"""Imports point one way: sources -> ledger -> release -> networks -> metrics -> exports and service."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import networkx as nx
import pytest

ROOT = Path(__file__).resolve().parents[2]
LAYERS: dict[str, int] = {
    "errors": 0, "settings": 0, "ownership": 0, "terms": 0, "identifiers": 0, "text": 0, "quads": 0, "findings": 0,
    "formats": 0, "sparql": 0, "tokens": 0, "questions": 0, "progress": 0, "words": 0, "files": 0, "sums": 0,
    "markup": 0, "syntaxes": 0,
    "folding": 1,
    "pieces": 1, "validate": 1, "store": 1, "bounded": 2, "ledger": 2,
    "sources": 3, "rdf": 3, "identity": 3,
    "release": 4,
    "networks": 5,
    "engines": 6, "metrics": 6, "search": 6, "catalogue": 6, "layout": 6,
    "exports": 7, "positions": 7, "findable": 7,
    "publish": 8, "measure": 8, "reconciliation": 8, "profiles": 8, "ecosystem": 8,
    "cli": 9, "triskele_api": 9,
}  # fmt: skip
FENCES = {
    "pyoxigraph": {"store", "syntaxes"},
    "shacl": {"validate"},
    "pyshacl": set(),
    "duckdb": {"ledger", "catalogue"},
    "pyarrow": {"ledger"},
    "fastapi": {"triskele_api"},
    "starlette": {"triskele_api"},
    "uvicorn": {"triskele_api"},
    "mcp": {"triskele_api"},
    "mcp_types": {"triskele_api"},
    "dask": {"pieces"},
    "distributed": {"pieces"},
    "networkx": {"sources", "ledger", "networks", "engines", "metrics", "exports", "layout"},
}
# the package itself is a façade over the whole library; it imports on first use only
FACADE = {"triskele"}


@cache
def modules() -> list[tuple[str, str, Path]]:
    """(place in the table, dotted name, file) of every module of the two packages."""
    found = []
    for package, folder in (("triskele", ROOT / "graph/triskele"), ("triskele_api", ROOT / "api/triskele_api")):
        for path in sorted(folder.rglob("*.py")):
            parts = [package, *path.relative_to(folder).with_suffix("").parts]
            parts = parts[:-1] if parts[-1] == "__init__" else parts
            place = parts[1] if package == "triskele" and len(parts) > 1 else package
            found.append((place, ".".join(parts), path))
    return found


@cache
def imports(path: Path) -> set[str]:
    """Every absolute import of a file, also those inside functions; type-checking imports do not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()

    def visit(node: ast.AST) -> None:
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(tree)
    return names


def place_of(name: str) -> str | None:
    parts = name.split(".")
    if parts[0] == "triskele_api":
        return "triskele_api"
    if parts[0] == "triskele":
        return parts[1] if len(parts) > 1 and parts[1] in LAYERS else "triskele"
    return None


def test_every_module_has_a_place() -> None:
    homeless = {name for place, name, _ in modules() if place not in LAYERS and place not in FACADE}
    assert not homeless, f"add these to LAYERS in this test, after reading docs/explanation/architecture.md: {homeless}"


@pytest.mark.parametrize(
    ("place", "name", "path"), modules(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_imports_point_down(place: str, name: str, path: Path) -> None:
    if place in FACADE:
        return
    for wanted in imports(path):
        target = place_of(wanted)
        if target is None or target == place or target in FACADE:
            continue
        below = LAYERS[target] < LAYERS[place] or (LAYERS[target] == LAYERS[place] != 1)
        assert below, f"{name} (layer {LAYERS[place]}) imports {wanted} (layer {LAYERS[target]})"


def test_no_cycles_inside_a_layer() -> None:
    edges: dict[str, set[str]] = {}
    for place, _, path in modules():
        targets = {place_of(wanted) for wanted in imports(path)}
        edges.setdefault(place, set()).update(t for t in targets if t and t != place and t not in FACADE)

    def reach(start: str, seen: frozenset[str]) -> None:
        for target in edges.get(start, ()):
            assert target not in seen, f"{' -> '.join([*seen, target])} is a circle"
            if LAYERS[target] == LAYERS[start]:
                reach(target, seen | {target})

    for place in LAYERS:
        reach(place, frozenset({place}))


@pytest.mark.parametrize("library", FENCES)
def test_foreign_libraries_stay_inside_their_fence(library: str) -> None:
    for place, name, path in modules():
        if any(wanted.split(".")[0] == library for wanted in imports(path)):
            assert place in FENCES[library], f"{name} imports {library}; only {sorted(FENCES[library])} may"


def test_agents_ask_the_service_as_any_client_does() -> None:
    """Tools read no catalogue, network or store: what they say is what the service answers everybody."""
    ways_in = {"own_request", "addresses", "clients", "app"}
    below = {"errors", "terms", "text", "folding", "sparql", "questions", "settings", "release"}
    for _, name, path in modules():
        if not name.startswith("triskele_api.agents."):
            continue
        for wanted in imports(path):
            parts = wanted.split(".")
            if parts[0] == "triskele_api":
                assert parts[1] in {"agents", *ways_in}, f"{name} imports {wanted}"
            elif parts[0] == "triskele" and len(parts) > 1:
                assert parts[1] in {"__version__", *below}, f"{name} imports {wanted}"


def test_no_circles_between_modules() -> None:
    """Also inside a package, and also where an import hides in a function: two modules that need each other are one,
    or lack a third."""
    names = {name for _, name, _ in modules()}
    graph: dict[str, set[str]] = {}
    for _, name, path in modules():
        found = set()
        for wanted in imports(path):
            parts = wanted.split(".")
            candidates = (".".join(parts[:n]) for n in range(len(parts), 0, -1))
            target = next((c for c in candidates if c in names), None)
            # importing a name through a package's __init__ reaches the package; the package's own imports are its list
            if target and target != name and not name.startswith(f"{target}."):
                found.add(target)
        graph[name] = found
    circles = [sorted(part) for part in nx.strongly_connected_components(nx.DiGraph(graph)) if len(part) > 1]
    assert not circles, circles
