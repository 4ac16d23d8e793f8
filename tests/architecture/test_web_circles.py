"""The modules of the explorer need each other in one direction too."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

import networkx as nx

SOURCES = Path(__file__).resolve().parents[2] / "web" / "src"
STATIC = re.compile(r"^\s*(?:import|export)\s+(?P<what>[^;\"']*?\bfrom\s+)?[\"'](?P<path>\.[^\"']*)[\"']", re.MULTILINE)
LATER = re.compile(r"\bimport\(\s*[\"'](\.[^\"']*)[\"']\s*\)")


def reads(text: str) -> set[str]:
    """The paths a module imports, also those it loads later; imports of nothing but types are gone when it runs."""
    found = set(LATER.findall(text))
    for match in STATIC.finditer(text):
        what = (match["what"] or "").removesuffix("from ").strip()
        names = [name.strip() for name in what.strip("{} \n").split(",") if name.strip()]
        only_types = what.startswith("type ") or (
            what.startswith("{") and bool(names) and all(name.startswith("type ") for name in names)
        )
        if not only_types:
            found.add(match["path"])
    return found


def circles(modules: dict[str, str]) -> list[list[str]]:
    """The modules that need each other; ``modules`` holds the text of each by its path without suffix."""
    graph = nx.DiGraph()
    for name, text in modules.items():
        for path in reads(text):
            wanted = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            target = next((t for t in (wanted, f"{wanted}/index", wanted.rpartition(".")[0]) if t in modules), None)
            if target is not None:
                graph.add_edge(name, target)
    return [sorted(part) for part in nx.strongly_connected_components(graph) if len(part) > 1]


def test_a_circle_is_seen() -> None:
    modules = {
        "a/one": 'import { two } from "../b/two";',
        "b/two": 'import {\n  type T,\n  three,\n} from "./three";',
        "b/three": 'export const later = () => import("../a/one");',
        "a/typed": 'import type { One } from "./one";\nimport { type T } from "../b/two";',
        "b/four": 'import { typed } from "../a/typed";',
    }
    assert circles(modules) == [["a/one", "b/three", "b/two"]]
    modules["b/three"] = 'import type { One } from "../a/one";'
    assert circles(modules) == []


def test_no_circles_between_modules_of_the_explorer() -> None:
    paths = [path for path in SOURCES.rglob("*.ts*") if ".test." not in path.name and not path.name.endswith(".d.ts")]
    modules = {path.relative_to(SOURCES).with_suffix("").as_posix(): path.read_text(encoding="utf-8") for path in paths}
    assert len(modules) > 100
    assert sum(len(reads(text)) for text in modules.values()) > 300, "imports are not read any more"
    assert circles(modules) == []
