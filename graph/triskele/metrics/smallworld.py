"""Clustered and short at once: clustering and distances against networks of the same degrees and a ring lattice."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.metrics import incidence, nulls, typed
from triskele.metrics.incidence import BOTH_MARGINS
from triskele.metrics.nulls import DEGREES, Drawn
from triskele.metrics.record import PERMUTATIONS, SEED, Result, Text, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.twomode import CAP, capped, overlap
from triskele.metrics.typed import COMMON, WITHOUT, TypedNetwork, largest_component, value_or
from triskele.networks.csr import Network
from triskele.words import phrase


def within(network: Network, keep: NDArray[np.bool_]) -> Network:
    """The network among some of its actors, numbered anew."""
    place = np.cumsum(keep) - 1
    u, v = network.edges_array
    both_in = keep[u] & keep[v]
    return Network.from_arrays(range(int(keep.sum())), place[u[both_in]], place[v[both_in]])


def clustering_and_distance(network: Network) -> tuple[float, float, float]:
    """(average clustering, transitivity, mean distance within the largest component) of an undirected network."""
    from triskele.engines.cohesion import average_clustering, transitivity
    from triskele.engines.distances import path_sums

    whole = within(network, largest_component(network))
    far, reached, _ = path_sums(whole, None)
    pairs = reached.sum()
    distance = float(far.sum() / pairs) if pairs else np.nan
    return float(average_clustering(network)), float(transitivity(network)), distance


def lattice_clustering(k: float) -> float:
    """Clustering of a ring lattice in which everyone has k neighbours: 3(k−2)/(4(k−1)); NaN for k ≤ 2."""
    return 3 * (k - 2) / (4 * (k - 1)) if k > 2 else np.nan


@metric(
    name="small-world",
    section="B17",
    cost="O(nm)·B",
    reference="Humphries & Gurney 2008; Telesford et al. 2011",
    input="network",
    parameters=(*(p for p in COMMON if p.name in ("without",)), PERMUTATIONS, SEED),
    nulls=(DEGREES,),
    a_draw="paths",
    units=("ratio", "hops"),
    direction=phrase("common.undirected"),
    weights=phrase("smallworld.off"),
    example="test_small_world_of_the_karate_club",
)
def small_world(data: Any, *, permutations: int, seed: int, without: Any) -> Result:
    """σ and ω, then clustering, transitivity and distance with their null, and the share of the largest component."""
    full = typed.read(data, without=without)
    plain = full.symmetric
    if not full.m:
        reason = typed.NO_TIE if full.n else typed.NO_ACTORS
        names = ("sigma", "omega")
        return Result([undefined({"quantity": q}, reason, unit="ratio", n=full.n) for q in names], **_run(full))
    keep = largest_component(plain)
    core = within(plain, keep)
    seen = clustering_and_distance(core)
    net = typed.read(core)
    drawn = nulls.degree_draws(net, clustering_and_distance, permutations, seed) if permutations else None
    run = nulls.run_of(drawn, seed)
    notes = [*run["notes"], *([_PART] if len(core) < full.n else []), _PROJECTED]
    return Result(_values(core, full.n, seen, drawn), **_run(full, **{**run, "notes": notes}))


@metric(
    name="projection-small-world",
    section="B17",
    cost="O(nm)·B",
    reference="Newman, Strogatz & Watts 2001; Strona et al. 2014",
    input="incidence",
    parameters=(CAP, WITHOUT, PERMUTATIONS, SEED),
    nulls=(BOTH_MARGINS,),
    a_draw="paths",
    units=("ratio", "hops"),
    direction=phrase("common.undirected"),
    weights=phrase("smallworld.off"),
    example="test_a_projection_is_compared_with_projections",
)
def projection_small_world(data: Any, *, largest: int | None, without: Any, permutations: int, seed: int) -> Result:
    """σ and ω of the projection on actors against projections of curveball draws, then what they are made of."""
    two, left = capped(incidence.read(data, without=without), largest)
    dropped = {**two.dropped, **({"large_groups": left} if left else {})}
    whole = projection_of(two.matrix)
    if not whole.number_of_edges():
        none = phrase("common.nothing-shared")
        names = ("sigma", "omega")
        values = [undefined({"quantity": q}, none, unit="ratio", n=len(two.actors)) for q in names]
        return Result(values, **{**two.run(), "dropped": dropped})

    def measured(network: Network) -> tuple[float, float, float]:
        return clustering_and_distance(within(network, largest_component(network)))

    drawn = incidence.margins_draws(two, lambda matrix: measured(projection_of(matrix)), permutations, seed)
    core = within(whole, largest_component(whole))
    run = nulls.run_of(drawn, seed)
    notes = [*run["notes"], *([_PART] if len(core) < len(whole) else [])]
    values = _values(core, len(whole), measured(whole), drawn)
    return Result(values, **{**two.run(), **run, "dropped": dropped, "notes": notes})


def projection_of(matrix: Any) -> Network:
    """Actors (columns) tied when they share a group."""
    pairs = overlap(matrix).tocoo()
    return Network.from_arrays(range(matrix.shape[1]), pairs.row, pairs.col)


def _values(core: Network, n: int, seen: tuple[float, float, float], drawn: Drawn | None) -> list[Value]:
    """σ and ω, then what they are made of, then the share of the largest component among all ``n`` actors."""
    fields: dict[str, Any] = {"n": len(core), "m": core.number_of_edges()}
    values = _ratios(seen, drawn, 2 * fields["m"] / fields["n"], **fields)
    for place, (name, unit) in enumerate((("clustering", "ratio"), ("transitivity", "ratio"), ("distance", "hops"))):
        values.append(
            Value({"quantity": name}, seen[place], unit, **nulls.compare(seen[place], drawn, (place,)), **fields)
        )
    values.append(Value({"quantity": "largest-component-share"}, fields["n"] / n, "ratio", n=n))
    return values


def _run(net: TypedNetwork, **more: Any) -> dict[str, Any]:
    plain = {k: v for k, v in net.dropped.items() if not k.startswith("unknown")}
    notes: list[Text] = more.pop("notes", [])
    return {"direction": "undirected", "weights": "none", "dropped": plain, **more, "notes": notes}


def _ratios(seen: tuple[float, float, float], drawn: Any, k: float, n: int, m: int) -> list[Value]:
    clustered, _, far = seen
    no_null = phrase("smallworld.no-null")
    no_triangle = phrase("smallworld.no-triangle")
    thin = phrase("smallworld.no-ring-lattice")
    if drawn is None:
        return [undefined({"quantity": q}, no_null, unit="ratio", n=n, m=m) for q in ("sigma", "omega")]
    chance_c, chance_l = float(drawn.values[:, 0].mean()), float(drawn.values[:, 2].mean())
    ratio_l = far / chance_l
    sigma = clustered / chance_c / ratio_l if clustered > 0 and chance_c > 0 else None
    omega = chance_l / far - clustered / lattice_clustering(k)
    each = drawn.values[:, 0] / drawn.values[:, 2]
    chance = Drawn(each * chance_l / chance_c, drawn.null) if chance_c > 0 else None
    fields = nulls.compare(sigma, chance)
    return [
        value_or({"quantity": "sigma"}, sigma, no_triangle, **fields, n=n, m=m),
        value_or({"quantity": "omega"}, omega, thin, n=n, m=m),
        value_or({"quantity": "C-ratio"}, clustered / chance_c if chance_c > 0 else None, no_triangle, n=n, m=m),
        Value({"quantity": "L-ratio"}, ratio_l, "ratio", n=n, m=m),
    ]


_PART = phrase("smallworld.part")
_PROJECTED = phrase("smallworld.projected")
