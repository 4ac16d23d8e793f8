"""Null models of networks, and an observed number set against its draws.

``label-permutation``: the graph and the sphere sizes stay, labels are shuffled among the actors of known sphere;
every labelling is counted when there are at most 1e5. ``degree-preserving``: trades of neighbours, with directions 10 m
double-edge swaps, each draw a chain of its own. ``degree-mixing-preserving``: swaps that leave the mixing as it is.
``dyad-preserving``: as many mutual, one-way and untied pairs, put anywhere (U|MAN). ``tie-preserving``: as many ties.

Every draw has a seed of its own and draws are made a few at a time (:mod:`triskele.pieces`), so where they are made
does not matter. A statistic is a function at the top of a module, with ``functools.partial`` for what it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.metrics import significance
from triskele.metrics.kept import prolonged
from triskele.metrics.record import Parameter, Text, Value
from triskele.metrics.simple import undirected
from triskele.metrics.typed import TypedNetwork
from triskele.metrics.verdicts import judged
from triskele.networks.csr import Network
from triskele.pieces import map_pieces
from triskele.progress import DRAWING
from triskele.words import phrase

LABELS, DEGREES, MIXED, NONE = "label-permutation", "degree-preserving", "degree-mixing-preserving", "none"
DYADS, TIES = "dyad-preserving", "tie-preserving"
SWAPS_A_TIE = 10
DRAWS_A_PIECE = 4
LABELLINGS_A_PIECE = 32
NOUGHT = 1e-12
"""A mean nearer to 0 is 0: what is left of it is rounding."""
LARGEST = 50_000_000
"""Labels held at once when all labellings are listed; above it they are drawn, and the result says so."""


def null_parameter(*choices: str) -> Parameter:
    """Which null model; the first is the default."""
    return Parameter(
        "null",
        "str",
        choices[0],
        phrase("nulls.parameters.null"),
        choices=(*choices, NONE),
    )


@dataclass(frozen=True)
class Drawn:
    """``values``: statistics of the draws, first axis the draws; ``exact`` when they are all the labellings."""

    values: NDArray[np.float64]
    null: str
    exact: bool = False
    stuck: int = 0

    @property
    def size(self) -> int:
        return len(self.values)

    def run(self, seed: int) -> dict[str, Any]:
        """The fields of a Result about the null model."""
        notes = []
        if self.stuck:
            notes.append(phrase("nulls.stuck", stuck=self.stuck))
        return {
            "null": self.null,
            "permutations": self.size,
            "seed": None if self.exact else seed,
            "exact": self.exact,
            "notes": notes,
        }


def run_of(drawn: Drawn | None, seed: int) -> dict[str, Any]:
    """What a result says of its null model; None where none was asked for."""
    if drawn is None:
        return {"null": None, "permutations": None, "seed": None, "exact": False, "notes": []}
    return drawn.run(seed)


def wanted(null: str, permutations: int) -> bool:
    """Whether a null model was asked for at all."""
    return null != NONE and permutations > 0


def alike(typed: TypedNetwork) -> list[NDArray[np.int64]]:
    """For each actor, those whom rewiring cannot tell from it: of its sphere and its degrees, itself among them.

    Such actors may change places in every draw, so what is drawn for one of them is drawn for all.
    """
    network = typed.network
    kinds = np.column_stack([typed.codes, network.out_degrees, network.in_degrees])
    _, group = np.unique(kinds, axis=0, return_inverse=True)
    group = group.ravel()
    members = {int(g): np.flatnonzero(group == g) for g in np.unique(group)}
    return [members[int(g)] for g in group]


def compare(observed: float | None, drawn: Drawn | None, at: Any = ()) -> dict[str, Any]:
    """expected, sd, z and probabilities of one statistic (``at`` picks it, or several of one law, from each draw)."""
    if drawn is None or observed is None or np.isnan(observed):
        return {}
    values = drawn.values[(slice(None), *at)] if at != () else drawn.values
    if drawn.exact:
        kept = values[~np.isnan(values)]
        found = significance.exactly(float(observed), kept, np.ones(len(kept)))
    else:
        found = significance.against(float(observed), values)
    mean = found["expected"]
    return {**found, "expected": 0.0} if mean is not None and abs(mean) < NOUGHT else found


def adjusted(values: Sequence[Value]) -> list[Value]:
    """The same values judged as one family of tests: see :func:`triskele.metrics.verdicts.judged`."""
    return judged(values)


BENJAMINI: Text = phrase("nulls.benjamini")

# -------------------------------------------------------------------- labels


def is_exact(typed: TypedNetwork) -> bool:
    """Whether all labellings are few enough to be listed."""
    from triskele.engines.permutation import EXACT, count_labellings

    ways = count_labellings(typed.types)
    return ways <= EXACT and ways * max(typed.n, 1) <= LARGEST


def mixing_draws(typed: TypedNetwork, permutations: int, seed: int, *, weighted: bool = False) -> Drawn:
    """The mixing matrix under shuffled labels, (B, k, k) in the order of ``typed.names``."""
    from triskele.engines import permutation

    u, v = typed.ends
    kinds = len(typed.profiles)
    exact = is_exact(typed)
    counts: NDArray[Any]
    if weighted:
        statistic = partial(_weighted_mixing, u, v, typed.tie_weights, kinds, typed.directed)
        counts = label_draws(typed, statistic, permutations, seed).values
    elif exact:
        counts = permutation.exact_mixing(u, v, typed.types, kinds, directed=typed.directed)
    else:
        counts = permutation.label_permutations(u, v, typed.types, kinds, permutations, seed, directed=typed.directed)
    spread = np.einsum("sa,bst,tc->bac", typed.profiles, counts.astype(float), typed.profiles, optimize=True)
    return Drawn(spread, LABELS, exact)


def _weighted_mixing(
    u: NDArray[Any], v: NDArray[Any], weights: NDArray[Any] | None, kinds: int, directed: bool, labels: NDArray[Any]
) -> NDArray[Any]:
    both_known = (labels[u] >= 0) & (labels[v] >= 0)
    cells = labels[u][both_known].astype(np.int64) * kinds + labels[v][both_known]
    counts = np.bincount(cells, weights=None if weights is None else weights[both_known], minlength=kinds * kinds)
    table = counts.reshape(kinds, kinds).astype(float)
    return table if directed else table + table.T


def label_draws(typed: TypedNetwork, statistic: Callable[[NDArray[Any]], Any], permutations: int, seed: int) -> Drawn:
    """A statistic of the types of the actors (any shape, NaN where undefined) under shuffled labels."""
    from triskele.engines import permutation

    if is_exact(typed):
        rows = permutation.exact_labellings(typed.types)
        pieces = _cut(rows, LABELLINGS_A_PIECE)
        found = map_pieces(_of_labellings, pieces, shared=(statistic,), threaded=True, what=DRAWING, draws=True)
        return Drawn(np.concatenate(list(found)), LABELS, exact=True)
    seeds = np.random.SeedSequence(seed).generate_state(permutations, np.uint64)
    shared = (statistic, typed.types)

    def draw(start: int, stop: int) -> tuple[NDArray[np.float64], int]:
        pieces = _cut(seeds[start:stop], DRAWS_A_PIECE)
        found = map_pieces(_of_label_seeds, pieces, shared=shared, threaded=True, what=DRAWING, draws=True)
        return np.concatenate(list(found)), 0

    return Drawn(prolonged(permutations, draw)[0], LABELS)


def _cut(rows: Any, size: int) -> list[Any]:
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def _of_labellings(rows: NDArray[Any], statistic: Callable[[NDArray[Any]], Any]) -> NDArray[np.float64]:
    return np.stack([np.asarray(statistic(types), dtype=float) for types in rows])


def _of_label_seeds(
    seeds: NDArray[Any], statistic: Callable[[NDArray[Any]], Any], types: NDArray[Any]
) -> NDArray[np.float64]:
    from triskele.engines.permutation import permuted_by

    return _of_labellings(permuted_by(seeds, types), statistic)


# -------------------------------------------------------------------- degrees


def degree_draws(
    typed: TypedNetwork,
    statistic: Callable[[Network], Any],
    permutations: int,
    seed: int,
    *,
    mixing: bool = False,
    symmetric: bool = False,
    weighted: bool = False,
) -> Drawn:
    """A statistic of the network (any shape, NaN where undefined) when only degrees, or degrees and mixing, stay.

    With ``mixing`` swaps stay inside block pairs. ``symmetric`` rewires the network without directions. ``weighted``
    deals the weights, where there are any, out anew over the rewired ties; otherwise draws weigh nothing.
    """
    network = typed.symmetric if symmetric else typed.network
    shared = (
        *network.edges_array,
        len(network),
        bool(network.is_directed()),
        typed.codes if mixing else None,
        tie_weights(network) if weighted else None,
        statistic,
    )
    seeds = np.random.SeedSequence(seed).generate_state(permutations, np.uint64).tolist()

    def draw(start: int, stop: int) -> tuple[NDArray[np.float64], int]:
        pieces = _cut(seeds[start:stop], DRAWS_A_PIECE)
        found = list(map_pieces(_of_swap_seeds, pieces, shared=shared, threaded=True, what=DRAWING, draws=True))
        return np.concatenate([part for part, _ in found]), sum(stuck for _, stuck in found)

    values, stuck = prolonged(permutations, draw)
    return Drawn(values, MIXED if mixing else DEGREES, stuck=stuck)


def _of_swap_seeds(
    seeds: Sequence[int],
    u: NDArray[Any],
    v: NDArray[Any],
    n: int,
    directed: bool,
    blocks: NDArray[Any] | None,
    weights: NDArray[Any] | None,
    statistic: Callable[[Network], Any],
) -> tuple[NDArray[np.float64], int]:
    """(the statistic of each draw, a chain of its own from the observed network; draws that swaps did not finish)."""
    from triskele.engines.rewiring import double_edge_swaps, traded_neighbours

    swaps = SWAPS_A_TIE * len(u)
    values, stuck = [], 0
    for start in seeds:
        if directed or blocks is not None:
            a, b, made, _ = double_edge_swaps(u, v, n, swaps, start, blocks, directed=directed)
            stuck += made < swaps
        else:
            a, b = traded_neighbours(u, v, n, start)
        dealt = None if weights is None else np.random.default_rng(start).permutation(weights)
        network = Network.from_arrays(range(n), a, b, weight=dealt, directed=directed)
        values.append(np.asarray(statistic(network), dtype=float))
    return np.stack(values), stuck


# -------------------------------------------------------------------- ties anywhere


def uniform_draws(
    network: Network, statistic: Callable[[Network], Any], permutations: int, seed: int, *, dyads: bool
) -> Drawn:
    """A statistic of networks with as many ties anywhere; with ``dyads`` as many mutual and one-way pairs.

    Without directions both are the same: as many ties. Sources: Holland & Leinhardt 1976; Wasserman & Faust 1994.
    """
    mutual, single = pairs_of(network)
    directed = bool(network.is_directed())
    ties = int(network.number_of_edges())
    shared = (len(network), directed, (mutual, single) if dyads or not directed else None, ties, statistic)
    seeds = np.random.SeedSequence(seed).generate_state(permutations, np.uint64).tolist()

    def draw(start: int, stop: int) -> tuple[NDArray[np.float64], int]:
        pieces = _cut(seeds[start:stop], DRAWS_A_PIECE)
        found = map_pieces(_of_uniform_seeds, pieces, shared=shared, threaded=True, what=DRAWING, draws=True)
        return np.concatenate(list(found)), 0

    return Drawn(prolonged(permutations, draw)[0], DYADS if dyads else TIES)


def _of_uniform_seeds(
    seeds: Sequence[int],
    n: int,
    directed: bool,
    pairs: tuple[int, int] | None,
    ties: int,
    statistic: Callable[[Network], Any],
) -> NDArray[np.float64]:
    values = []
    for start in seeds:
        rng = np.random.default_rng(start)
        if pairs is None:
            cell = rng.choice(n * (n - 1), ties, replace=False)
            u, rest = cell // (n - 1), cell % (n - 1)
            v = rest + (rest >= u)  # the diagonal is passed over
        else:
            u, v = _pairs_at(rng.choice(n * (n - 1) // 2, sum(pairs), replace=False))
            if directed:
                turned = rng.random(len(u)) < 0.5
                u, v = np.where(turned, v, u), np.where(turned, u, v)
                u, v = np.concatenate([u, v[: pairs[0]]]), np.concatenate([v, u[: pairs[0]]])
        values.append(np.asarray(statistic(Network.from_arrays(range(n), u, v, directed=directed)), dtype=float))
    return np.stack(values)


def _pairs_at(place: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The pairs u < v at these places in the order (0,1), (0,2), (1,2), (0,3), ..."""
    v = ((1 + np.sqrt(1 + 8 * place.astype(float))) / 2).astype(np.int64)
    v -= v * (v - 1) // 2 > place  # what the root rounds up
    v += (v + 1) * v // 2 <= place
    return place - v * (v - 1) // 2, v


def pairs_of(network: Network) -> tuple[int, int]:
    """(pairs tied both ways, pairs tied one way); ties without a direction count as the second."""
    if not network.is_directed():
        return 0, int(network.number_of_edges())
    u, v = network.edges_array
    back = np.isin(np.asarray(u, np.int64) * len(network) + v, np.asarray(v, np.int64) * len(network) + u)
    mutual = int(back.sum()) // 2
    return mutual, len(u) - 2 * mutual


def tie_weights(network: Network) -> NDArray[Any] | None:
    """The weight of every tie, once."""
    if network.weights is None or network.is_directed():
        return None if network.weights is None else np.asarray(network.weights)
    return np.asarray(network.weights[network.arc_sources <= network.indices])


def symmetric_of(network: Network) -> Network:
    """The network without directions."""
    return undirected(network) if network.is_directed() else network
