"""Triple Helix systems: which components, relations and spaces are present. The measures are this project's reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from triskele.errors import TableError
from triskele.metrics import tables, typed
from triskele.metrics.bridging import gefura
from triskele.metrics.closure import closure_of, helix_shares, triples_of
from triskele.metrics.mixing import mixing_matrix_of
from triskele.metrics.outward import ei_of, expected_ei
from triskele.metrics.record import Result, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.simple import left_out
from triskele.metrics.spheres import PURE, UNKNOWN
from triskele.metrics.typed import WITHOUT, value_or
from triskele.words import phrase

if TYPE_CHECKING:
    import pandas as pd

RELATIONS = (
    "technology-transfer",
    "collaboration-and-conflict-moderation",
    "collaborative-leadership",
    "substitution",
    "networking",
)
SPACES = ("knowledge", "innovation", "consensus")
CELLS = tuple(product(("rd", "non-rd"), ("single-sphere", "multi-sphere"), ("individual", "institution")))
NOTHING = phrase("helixsystem.nothing")
LEVELS = {"individual": "individual", "person": "individual", "institution": "institution", "": "institution"}


def read_system(data: Any) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(actors: actor, spheres, rd, level; ties: source, target, relation, space, function), all text.

    ``spheres`` are separated by ``;``; more than one, or hybrid, is multi-sphere. ``rd`` is yes, no or empty. Several
    spaces of one tie are separated by ``;`` too. TableError when a word is not on its list.
    """
    import pandas as pd  # slow to import

    if not isinstance(data, Mapping) or not {"actors", "ties"} <= set(data):
        raise TableError(
            f"found {type(data).__name__}; expected a mapping with the tables `actors` and `ties`",
            hint="actors: actor, spheres, rd, level; ties: source, target, relation, space, function.",
        )
    actors = tables.read(data["actors"], "actor", "spheres", name="actors").copy()
    ties = tables.read(data["ties"], "source", "target", name="ties").copy()
    tables.unique(actors, "actor", name="actors")
    for column in ("rd", "level"):
        actors[column] = actors[column] if column in actors.columns else ""
    for column in ("relation", "space", "function"):
        ties[column] = ties[column] if column in ties.columns else ""
    _check(actors["level"], LEVELS, "level")
    _check(ties["relation"], {"", *RELATIONS}, "relation")
    _check(pd.Series([s for cell in ties["space"] for s in _parts(cell)], dtype=object), SPACES, "space")
    _check(ties["function"], {"", *PURE}, "function")
    return actors, ties


def _check(column: Any, allowed: Any, name: str) -> None:
    strange = sorted(set(column) - set(allowed))
    if strange:
        listed = ", ".join(word for word in allowed if word)
        raise TableError(
            f"{name}: found {', '.join(strange[:5])}; expected {listed}", hint="Leave unknown cells empty."
        )


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.replace(",", ";").split(";") if part.strip()]


def _spheres(cell: str) -> set[str]:
    return {part for part in _parts(cell) if part.lower() not in UNKNOWN}


@metric(
    name="triple-helix-systems",
    section="B24",
    range="[0, 1]",
    input="system",
    parameters=(WITHOUT,),
    units=("ratio", "actors", "ties"),
    weights=phrase("common.no-weight"),
    example="test_coverage_by_hand",
)
def triple_helix_systems(data: Any, *, without: Sequence[Any]) -> Result:
    """Shares of components and relations, the substitution index, each cell and relation, then the spaces."""
    actors, ties = read_system(data)
    keep, gone = left_out(actors["actor"].tolist(), without)
    absent = set(actors["actor"][~keep])
    actors, ties = actors[keep], ties[~(ties["source"].isin(absent) | ties["target"].isin(absent))]
    cells, left = _cells(actors)
    filled = dict.fromkeys(CELLS, 0) | cells
    relations = {name: int((ties["relation"] == name).sum()) for name in RELATIONS}
    coded = sum(relations.values())
    n, m = len(actors), len(ties)
    values = [
        value_or(
            {"quantity": "component-coverage"},
            sum(count > 0 for count in filled.values()) / len(CELLS) if sum(filled.values()) else None,
            NOTHING,
            n=n - left,
            coverage=(n - left) / n if n else None,
        ),
        value_or(
            {"quantity": "relation-coverage"},
            sum(count > 0 for count in relations.values()) / len(RELATIONS) if coded else None,
            NOTHING,
            m=coded,
            coverage=coded / m if m else None,
        ),
        _substitution(actors, ties),
    ]
    values += [
        Value({"rd": a, "sphere-count": b, "level": c, "quantity": "component"}, count, "actors")
        for (a, b, c), count in filled.items()
    ]
    values += [Value({"relation": r, "quantity": "relation"}, count, "ties") for r, count in relations.items()]
    values += _spaces(actors, ties)
    dropped = {name: count for name, count in (("uncoded_actors", left), ("left_out_actors", gone)) if count}
    note = phrase("helixsystem.own-reading")
    return Result(values, direction="undirected", weights="none", dropped=dropped, notes=[note])


def _cells(actors: pd.DataFrame) -> tuple[dict[tuple[str, ...], int], int]:
    """Actors by cell, and how many lack a sphere or the word on R&D."""
    states = tables.states(actors, "rd", {"yes": "rd", "no": "non-rd", "1": "rd", "0": "non-rd"}, name="actors")
    counts: dict[tuple[str, ...], int] = {}
    left = 0
    for state, cell, level in zip(states, actors["spheres"], actors["level"], strict=True):
        spheres = _spheres(cell)
        if state is None or not spheres:
            left += 1
            continue
        many = len(spheres) > 1 or "hybrid" in spheres
        key = (state, "multi-sphere" if many else "single-sphere", LEVELS[level])
        counts[key] = counts.get(key, 0) + 1
    return counts, left


def _substitution(actors: pd.DataFrame, ties: pd.DataFrame) -> Value:
    """A function counts as substituted when its sphere is none of the acting actor's."""
    spheres = {actor: _spheres(cell) for actor, cell in zip(actors["actor"], actors["spheres"], strict=True)}
    coded = substituted = 0
    for source, function in zip(ties["source"], ties["function"], strict=True):
        own = spheres.get(source, set())
        if not function or not own or "hybrid" in own:
            continue
        coded += 1
        substituted += function not in own
    share = substituted / coded if coded else None
    return value_or(
        {"quantity": "substitution-index"}, share, NOTHING, m=coded, coverage=coded / len(ties) if len(ties) else None
    )


def _spaces(actors: pd.DataFrame, ties: pd.DataFrame) -> list[Value]:
    kind = {
        actor: next(iter(found)) if len(found := _spheres(cell)) == 1 else "hybrid" if found else "unknown"
        for actor, cell in zip(actors["actor"], actors["spheres"], strict=True)
    }
    graphs, sets = {}, {}
    for space in SPACES:
        graph = nx.Graph()
        inside = [space in _parts(cell) for cell in ties["space"]]
        pairs = [p for p, here in zip(zip(ties["source"], ties["target"], strict=True), inside, strict=True) if here]
        graph.add_edges_from(pair for pair in pairs if pair[0] != pair[1])
        nx.set_node_attributes(graph, {node: kind.get(node, "unknown") for node in graph}, "sphere")
        graphs[space], sets[space] = graph, {frozenset(edge) for edge in graph.edges()}
    values = [value for space, graph in graphs.items() for value in _space(space, graph)]
    for a, b in combinations(SPACES, 2):
        union = sets[a] | sets[b]
        share = len(sets[a] & sets[b]) / len(union) if union else None
        values.append(value_or({"space": a, "other": b, "quantity": "space-overlap"}, share, NOTHING))
    return values


def _space(space: str, graph: nx.Graph) -> list[Value]:
    """E-I with its chance level, closure and mean gefura of one space; isolates are not part of a space."""
    net = typed.read(graph, hybrids="exclusive")
    fields: dict[str, Any] = {"n": net.n, "m": net.m, "coverage": net.coverage}
    names = ("ei-of-space", "closure-of-space", "mean-gefura")
    reason = typed.lacking(net, ties=True)
    if reason:
        return [undefined({"space": space, "quantity": q}, reason, unit="ratio", **fields) for q in names]
    seen = float(ei_of(mixing_matrix_of(net)))
    closure = closure_of(net.network, helix_shares(net)[net.types], triples_of(net.network))[1]
    between = gefura(net.network, net.codes)
    known = between[~np.isnan(between)]
    path = phrase("common.no-two-path-of-three-spheres")
    pair = phrase("helixsystem.no-pair-different-spheres")
    return [
        Value({"space": space, "quantity": names[0]}, seen, "ratio", expected=expected_ei(net), **fields),
        value_or({"space": space, "quantity": names[1]}, closure, path, **fields),
        value_or({"space": space, "quantity": names[2]}, known.mean() if len(known) else None, pair, **fields),
    ]
