"""Do the best connected connect to each other, and from which spheres are they?"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.metrics import nulls, typed
from triskele.metrics.nulls import DEGREES, Drawn
from triskele.metrics.record import PERMUTATIONS, SEED, Parameter, Result, Text, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.typed import COMMON, TypedNetwork, value_or
from triskele.networks.csr import Network
from triskele.words import phrase


def rich_club_of(network: Network, top: int) -> NDArray[np.float64]:
    """φ(0..top): density among the actors of degree above k; NaN where fewer than two are."""
    degree = network.degrees
    u, v = network.edges_array
    steps = np.arange(top + 1)
    actors = len(degree) - np.searchsorted(np.sort(degree), steps, side="right").astype(float)
    ties = len(u) - np.searchsorted(np.sort(np.minimum(degree[u], degree[v])), steps, side="right")
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(actors >= 2, 2 * ties / (actors * (actors - 1)), np.nan)


@metric(
    name="rich-club",
    section="B18",
    range="φ [0, 1]; ρ ≥ 0",
    cost="O(m)·B",
    reference="Colizza et al. 2006",
    input="network",
    parameters=(
        *(p for p in COMMON if p.name not in ("weight", "parallel")),
        Parameter(
            "k",
            "int",
            None,
            phrase("richclub.rich-club.parameters.k"),
            minimum=0,
        ),
        PERMUTATIONS,
        SEED,
    ),
    nulls=(DEGREES,),
    units=("ratio",),
    direction=phrase("common.undirected"),
    weights=phrase("common.ignored"),
    example="test_rich_club_of_the_karate_club",
)
def rich_club(data: Any, *, k: int | None, permutations: int, seed: int, **common: Any) -> Result:
    """φ at the asked k with its null, φ and ρ at every k, then φ by sphere pair among the actors above k."""
    net = typed.read(data, **common)
    plain = net.symmetric
    if not net.m:
        reason = typed.NO_TIE if net.n else typed.NO_ACTORS
        return Result(
            [undefined({"quantity": "phi"}, reason, unit="ratio", n=net.n)], **net.run(direction="undirected")
        )
    degree = plain.degrees
    chosen = _bound(degree) if k is None else k
    top = max(int(degree.max()), chosen)
    seen = rich_club_of(plain, top)
    drawn = None
    if permutations:
        drawn = nulls.degree_draws(net, partial(rich_club_of, top=top), permutations, seed, symmetric=True)
    few = phrase("richclub.fewer-than-two-rich")
    fields: dict[str, Any] = {"n": int((degree > chosen).sum()), "m": net.m}
    head = {"quantity": "phi", "k": str(chosen)}
    values = [value_or(head, seen[chosen], few, **nulls.compare(seen[chosen], drawn, (chosen,)), **fields)]
    values += _every(seen, drawn, degree, few)
    values += _by_sphere(net, plain, degree > chosen, chosen)
    return Result(values, **net.run(**{**nulls.run_of(drawn, seed), "direction": "undirected"}))


def _bound(degree: NDArray[Any]) -> int:
    """The largest k that at least a tenth of the actors, three at least, exceed."""
    wanted = min(max(3, len(degree) // 10), len(degree))
    return max(int(np.sort(degree)[::-1][wanted - 1]) - 1, 0)


def _every(seen: NDArray[Any], drawn: Drawn | None, degree: NDArray[Any], few: Text) -> list[Value]:
    flat = phrase("richclub.no-ratio")
    chance = None if drawn is None else drawn.values.mean(axis=0)
    phis, rhos = [], []
    for k, number in enumerate(seen.tolist()):
        key = {"quantity": "phi-at", "k": str(k)}
        phis.append(value_or(key, number, few, **nulls.compare(number, drawn, (k,)), n=int((degree > k).sum())))
        if chance is not None:
            ratio = number / chance[k] if chance[k] > 0 else None
            rhos.append(value_or({**key, "quantity": "rho"}, ratio, few if np.isnan(number) else flat))
    return [*nulls.adjusted(phis), *rhos]


def _by_sphere(net: TypedNetwork, plain: Network, rich: NDArray[Any], k: int) -> list[Value]:
    shares = np.where(rich[:, None], net.shares, 0.0)
    u, v = plain.edges_array
    table = shares[u].T @ shares[v]
    table = table + table.T
    sizes = shares.sum(axis=0)
    pairs = np.outer(sizes, sizes) - shares.T @ shares
    few = phrase("richclub.no-pair")
    return [
        value_or(
            {"quantity": "phi-of-spheres", "k": str(k), "from": a, "to": b},
            table[i, j] / pairs[i, j] if pairs[i, j] > 1e-12 else None,
            few,
        )
        for i, a in enumerate(net.names)
        for j, b in enumerate(net.names)
        if i <= j
    ]
