"""Who is in which project, cluster or board: two-mode data read from any of the forms they come in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from triskele.errors import NetworkError
from triskele.metrics import tables, typed
from triskele.metrics.kept import prolonged
from triskele.metrics.nulls import DRAWS_A_PIECE, Drawn
from triskele.metrics.record import PERMUTATIONS, SEED
from triskele.metrics.simple import in_order, left_out
from triskele.metrics.spheres import PURE, SPHERES
from triskele.metrics.typed import TypedNetwork
from triskele.networks.csr import Network
from triskele.networks.hypergraph import Hypergraph
from triskele.pieces import map_pieces
from triskele.progress import DRAWING
from triskele.words import phrase

BOTH_MARGINS = "both-margins"
TRADES_A_ROW = 5
DRAWS = (PERMUTATIONS, SEED)


@dataclass(frozen=True)
class TwoMode:
    """``matrix`` is groups × actors, 0 or 1, both in the order of their ids.

    ``spheres`` names the columns of ``shares`` (actors × spheres; rows sum to 1, or to 0 when unknown).
    """

    actors: list[Any]
    groups: list[Any]
    matrix: csr_array
    spheres: tuple[str, ...]
    shares: NDArray[np.float64]
    hybrids: str
    dropped: Mapping[str, int] = field(default_factory=dict)

    @property
    def sizes(self) -> NDArray[np.int64]:
        """Participants of each group."""
        return np.diff(self.matrix.indptr).astype(np.int64)

    @property
    def degrees(self) -> NDArray[np.int64]:
        """Groups of each actor."""
        return np.bincount(self.matrix.indices, minlength=len(self.actors)).astype(np.int64)

    def run(self, **more: Any) -> dict[str, Any]:
        return {
            "direction": "undirected",
            "weights": "none",
            "hybrids": self.hybrids,
            "dropped": dict(self.dropped),
            **more,
        }

    def counts(self) -> dict[str, Any]:
        return {"n": len(self.actors), "m": int(self.matrix.nnz)}


def read(data: Any, *, hybrids: str | None = None, without: Sequence[Any] = ()) -> TwoMode:
    """Two-mode data from a Hypergraph, a bipartite networkx graph, a mapping group -> actors, or a table.

    A bipartite graph marks its groups by 1 in the node attribute ``bipartite`` or ``mode``. A table has the columns
    ``actor`` and ``group`` and, optionally, ``sphere``. NetworkError for anything else. ``without`` names actors to
    leave out; a group they leave empty stays as an empty one.
    """
    two = _read(data, hybrids)
    if not without:
        return two
    keep, gone = left_out(two.actors, without)
    stays = np.flatnonzero(keep)
    return replace(
        two,
        actors=[two.actors[i] for i in stays],
        matrix=csr_array(two.matrix[:, stays]),
        shares=two.shares[stays],
        dropped={**two.dropped, "left_out_actors": gone},
    )


def _read(data: Any, hybrids: str | None) -> TwoMode:
    if isinstance(data, Hypergraph):
        return _of_hypergraph(data, hybrids)
    if isinstance(data, nx.Graph):
        return _of_graph(data, hybrids)
    if isinstance(data, Mapping):
        data = [{"group": g, "actor": a} for g, actors in data.items() for a in actors]
    frame = tables.read(data, "actor", "group", name="membership table")
    tables.labels(frame, "actor", "group", name="membership table")
    nodes = nx.Graph()
    if "sphere" in frame.columns:
        nodes.add_nodes_from((a, {"sphere": s}) for a, s in zip(frame["actor"], frame["sphere"], strict=True))
    pairs = list(zip(frame["actor"], frame["group"], strict=True))
    nodes.add_nodes_from(a for a, _ in pairs)
    return _build(pairs, nodes, hybrids)


def _of_hypergraph(data: Hypergraph, hybrids: str | None) -> TwoMode:
    mode = hybrids or str(data.graph.get("hybrids") or "exclusive")
    if mode == "fractional":
        there = np.flatnonzero(data.shares.any(axis=0))
        names, shares = tuple(PURE[i] for i in there), np.asarray(data.shares[:, there], dtype=float)
    else:
        there = np.array([c for c in range(len(SPHERES)) if (data.sphere == c).any()], dtype=int)
        names = tuple(SPHERES[i] for i in there)
        shares = (data.sphere[:, None] == there[None, :]).astype(float)
    matrix = csr_array(data.incidence, dtype=np.int64, copy=True)
    return TwoMode(list(data.actors), list(data.edges), matrix, names, shares, mode)


def _of_graph(data: nx.Graph, hybrids: str | None) -> TwoMode:
    marks = {node: row.get("bipartite", row.get("mode")) for node, row in data.nodes(data=True)}
    if any(mark not in (0, 1) for mark in marks.values()):
        raise NetworkError(
            "the graph does not say which nodes are groups",
            hint="Give every node the attribute `bipartite`: 0 for actors, 1 for groups.",
        )
    pairs = []
    for a, b in data.edges():
        if marks[a] == marks[b]:
            raise NetworkError(
                f"{a} and {b} are of the same mode", hint="In two-mode data ties join an actor and a group."
            )
        pairs.append((a, b) if marks[a] == 0 else (b, a))
    nodes = nx.Graph()
    nodes.add_nodes_from((node, dict(data.nodes[node])) for node, mark in marks.items() if mark == 0)
    nodes.graph.update(data.graph)
    return _build(pairs, nodes, hybrids, [node for node, mark in marks.items() if mark == 1])


def _build(
    pairs: list[tuple[Any, Any]], nodes: nx.Graph, hybrids: str | None, groups: list[Any] | None = None
) -> TwoMode:
    """``nodes`` holds the actors with their attributes and no tie."""
    people: TypedNetwork = typed.read(nodes, hybrids=hybrids)
    names = list(dict.fromkeys([*(groups or []), *(g for _, g in pairs)]))
    ordered = [names[i] for i in in_order(names)]
    row = {g: i for i, g in enumerate(ordered)}
    unique = set(pairs)
    r = np.array([row[g] for _, g in unique], dtype=np.int64)
    c = np.array([people.network.index[a] for a, _ in unique], dtype=np.int64)
    matrix = csr_array((np.ones(len(unique), dtype=np.int64), (r, c)), shape=(len(ordered), people.n))
    matrix.sort_indices()
    unknown = int((~people.known).sum()) if people.known.any() else 0
    dropped = {"repeated_memberships": len(pairs) - len(unique), "unknown_sphere": unknown}
    kept = {name: count for name, count in dropped.items() if count}
    return TwoMode(list(people.network.ids), ordered, matrix, people.names, people.shares, people.hybrids, kept)


# -------------------------------------------------------------------- the null of both margins


def margins_draws(two: TwoMode, statistic: Any, permutations: int, seed: int) -> Drawn | None:
    """A statistic of the matrix under curveball trades (row and column sums kept); None without draws."""
    if not permutations or not two.matrix.nnz:
        return None
    seeds = np.random.SeedSequence(seed).generate_state(permutations, np.uint64).tolist()

    def draw(start: int, stop: int) -> tuple[NDArray[np.float64], int]:
        pieces = [seeds[at : min(at + DRAWS_A_PIECE, stop)] for at in range(start, stop, DRAWS_A_PIECE)]
        found = map_pieces(_of_trade_seeds, pieces, shared=(two.matrix, statistic), what=DRAWING, draws=True)
        return np.concatenate(list(found)), 0

    return Drawn(prolonged(permutations, draw)[0], BOTH_MARGINS)


def _of_trade_seeds(seeds: Sequence[int], matrix: Any, statistic: Any) -> NDArray[np.float64]:
    from triskele.engines.rewiring import curveball

    rows, columns = matrix.shape
    values = []
    for start in seeds:
        indices = curveball(matrix.indptr, matrix.indices, columns, TRADES_A_ROW * rows, start)
        drawn = csr_array((matrix.data, indices, matrix.indptr), shape=matrix.shape)
        values.append(np.asarray(statistic(drawn), dtype=float))
    return np.stack(values)


def bipartite(two: TwoMode) -> Network:
    """Actors first, then groups, as one network of memberships."""
    n = len(two.actors)
    group = np.repeat(np.arange(len(two.groups)), two.sizes) + n
    return Network.from_arrays(range(n + len(two.groups)), two.matrix.indices.astype(np.int64), group)


NO_GROUPS = phrase("incidence.no-groups")
