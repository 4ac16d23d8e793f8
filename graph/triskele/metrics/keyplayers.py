"""Which few actors hold the network together, or reach the rest: key players."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import ParameterError
from triskele.metrics import nulls, typed
from triskele.metrics.cutpoints import connected_left
from triskele.metrics.nulls import DEGREES, symmetric_of
from triskele.metrics.record import PERMUTATIONS, SEED, Parameter, Result, Text, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.simple import simple
from triskele.metrics.typed import WITHOUT
from triskele.networks.csr import Network
from triskele.words import phrase

FRAGMENT, FAR, REACH, NEAR = "fragmentation", "distance-fragmentation", "reach", "distance-reach"
STARTS = 4
"""Searches that begin with members at random, besides the one that takes the best one by one."""
EXHAUSTIVE = 20_000
"""Sets up to which all are looked at."""
PASSES = 50
"""Rounds of exchanging members before a set is taken as it stands."""

Scores = Callable[[list[int], NDArray[np.int64]], NDArray[np.float64]]
"""(members so far, candidates) -> the aim with each candidate added."""


def fragmentation_scores(network: Network) -> Scores:
    """F: the share of pairs of the actors that stay which no path joins, after members and one candidate are gone."""
    from triskele.engines.kernels.removal import connected_without

    nobody = np.zeros((len(network), 1))

    def score(members: list[int], candidates: NDArray[np.int64]) -> NDArray[np.float64]:
        left = _without(network, members)  # not in threads: draws are, and each call is short
        joined = connected_without(left.indptr, left.indices, nobody, candidates)[:, 1]
        return 1 - joined / _pairs(len(network) - len(members) - 1)

    return score


def distance_scores(network: Network) -> Scores:
    """ᴰF: 1 − mean of 1/distance among the actors that stay, pairs that no path joins counting as 0."""
    from triskele.engines.distances import path_sums

    def score(members: list[int], candidates: NDArray[np.int64]) -> NDArray[np.float64]:
        pairs = _pairs(len(network) - len(members) - 1)
        near = [float(path_sums(_without(network, [*members, c]), None)[2].sum()) / 2 for c in candidates.tolist()]
        return 1 - np.array(near) / pairs

    return score


def reach_scores(network: Network, steps: int | None) -> Scores:
    """The share of actors within so many steps of a member (members too); without steps ᴰR, the mean of 1/distance."""
    table = nearness(network) if steps is None else nearness(network) >= 1 / (steps + 0.5)

    def score(members: list[int], candidates: NDArray[np.int64]) -> NDArray[np.float64]:
        held = table[members].max(axis=0) if members else np.zeros(len(network))
        return np.maximum(table[candidates], held).mean(axis=1)

    return score


def nearness(network: Network) -> NDArray[np.float64]:
    """1/distance of every two actors, 1 to oneself, 0 where no path leads: (n, n)."""
    from triskele.engines.kernels.paths import bfs

    n = len(network)
    table = np.zeros((n, n))
    for i in range(n):
        hops = bfs(network.indptr, network.indices, np.array([i]), n)[1]
        table[i, hops > 0] = 1 / hops[hops > 0]
        table[i, i] = 1.0
    return table


def _without(network: Network, gone: list[int]) -> Network:
    """The same actors without the ties of some: those are alone then and join no pair."""
    if not gone:
        return network
    u, v = network.edges_array
    kept = ~(np.isin(u, gone) | np.isin(v, gone))
    return Network.from_arrays(range(len(network)), u[kept], v[kept])


def _pairs(n: int) -> float:
    return max(n * (n - 1) / 2, 1.0)


def best_set(scores: Scores, n: int, size: int, seed: int) -> tuple[list[int], float]:
    """The best of all sets where they are few (:func:`is_exhaustive`), else of several searches (Borgatti 2006).

    The first search takes members one by one, always the best; :data:`STARTS` more begin with members at random. Then
    members are exchanged for others as long as that helps: a local optimum. Ties go to the first in the order of ids.
    """
    if is_exhaustive(n, size):
        return _best_of_all(scores, n, size)
    rng = np.random.default_rng(seed)
    starts: list[list[int]] = [[], *(sorted(rng.choice(n, size, replace=False).tolist()) for _ in range(STARTS))]
    found = [_exchanged(scores, n, size, start) for start in starts]
    best = max(value for _, value in found)
    return next(offer for offer in found if offer[1] >= best - 1e-12)


def is_exhaustive(n: int, size: int) -> bool:
    """Whether all sets of this size are looked at."""
    return math.comb(n, size) <= EXHAUSTIVE


def _best_of_all(scores: Scores, n: int, size: int) -> tuple[list[int], float]:
    best: tuple[list[int], float] = ([], -1.0)
    for rest in combinations(range(n - 1), size - 1):
        left = np.arange(rest[-1] + 1 if rest else 0, n)
        found = scores(list(rest), left)
        if found.max() > best[1] + 1e-12:
            best = [*rest, int(left[_first(found)])], float(found.max())
    return best


def _exchanged(scores: Scores, n: int, size: int, start: list[int]) -> tuple[list[int], float]:
    members = list(start)
    best = float(scores(members[:-1], np.array(members[-1:]))[0]) if members else 0.0
    while len(members) < size:
        left = np.setdiff1d(np.arange(n), members)
        found = scores(members, left)
        members.append(int(left[_first(found)]))
        best = float(found.max())
    for _ in range(PASSES):
        offers = []
        for place in range(size if size > 1 else 0):
            rest = [m for i, m in enumerate(members) if i != place]
            left = np.setdiff1d(np.arange(n), members)
            found = scores(rest, left)
            offers.append((float(found.max()), place, int(left[_first(found)])))
        value, place, other = max(offers, key=lambda offer: (offer[0], -offer[1]), default=(best, 0, 0))
        if value <= best + 1e-12:
            break
        members[place], best = other, value
    return sorted(members), best


def _first(found: NDArray[np.float64]) -> int:
    return int(np.argmax(found >= found.max() - 1e-12))


def _scores(network: Network, aim: str, steps: int) -> Scores:
    if aim == FRAGMENT:
        return fragmentation_scores(network)
    return distance_scores(network) if aim == FAR else reach_scores(network, steps if aim == REACH else None)


def _best(network: Network, aim: str, steps: int, size: int, seed: int) -> float:
    return best_set(_scores(network, aim, steps), len(network), size, seed)[1]


@metric(
    name="key-players",
    section="B29",
    range="[0, 1]",
    reference="Borgatti 2006",
    input="network",
    parameters=(
        WITHOUT,
        Parameter("size", "int", 3, phrase("keyplayers.key-players.parameters.size"), minimum=1),
        Parameter(
            "aim",
            "str",
            FRAGMENT,
            phrase("keyplayers.key-players.parameters.aim"),
            choices=(FRAGMENT, FAR, REACH, NEAR),
        ),
        Parameter("steps", "int", 2, phrase("keyplayers.key-players.parameters.steps"), minimum=1),
        PERMUTATIONS,
        SEED,
    ),
    nulls=(DEGREES,),
    a_draw="searches",
    units=("ratio",),
    direction=phrase("common.directions-dropped"),
    weights=phrase("common.ignored"),
    example="test_key_players_of_the_kite",
)
def key_players(data: Any, *, size: int, aim: str, steps: int, without: Any, permutations: int, seed: int) -> Result:
    """The best set found with its value against the null, the value without a set, then every actor alone.

    The null looks for the best set of every rewired network in the same way; distance-fragmentation has none, as one
    search there takes as long as all others together.
    """
    network, dropped = simple(data, without=without)
    plain = symmetric_of(network)
    n = len(plain)
    run: dict[str, Any] = {"direction": "undirected", "weights": "none", "dropped": dropped}
    if n < size + 2:
        return Result([undefined({"quantity": aim}, _FEW, unit="ratio", n=n)], **run)
    if aim in (REACH, NEAR) and n > LARGEST:
        raise ParameterError(f"{aim} of {n} actors; expected at most {LARGEST}", hint="aim=fragmentation takes more.")
    scores = _scores(plain, aim, steps)
    members, best = best_set(scores, n, size, seed)
    drawn = None
    if permutations and aim != FAR and plain.number_of_edges():
        statistic = partial(_best, aim=aim, steps=steps, size=size, seed=seed)
        drawn = nulls.degree_draws(typed.read(plain), statistic, permutations, seed)
    names = typed.named(plain.ids)
    chosen = tuple(names[i] for i in members)
    alone = scores([], np.arange(n))
    fields: dict[str, Any] = {"n": n, "m": plain.number_of_edges(), "evidence": chosen}
    key = {"quantity": aim, "group": ", ".join(chosen)}
    values = [Value(key, best, "ratio", **nulls.compare(best, drawn), **fields)]
    if aim in (FRAGMENT, FAR):
        values.append(Value({"quantity": f"{aim}-before"}, _before(plain, aim), "ratio"))
    values += [
        Value({"actor": a, "quantity": "key-player"}, int(a in chosen), "", category="key" if a in chosen else "other")
        for a in names
    ]
    values += [Value({"actor": a, "quantity": f"{aim}-alone"}, alone[i], "ratio") for i, a in enumerate(names)]
    null = nulls.run_of(drawn, seed)
    return Result(values, **{**run, **null, "notes": [*null["notes"], *_notes(aim, n, size)]})


LARGEST = 5000
"""Actors whose distances still fit a dense matrix."""
_FEW = phrase("keyplayers.few")


def _before(plain: Network, aim: str) -> float:
    """The same with nobody gone."""
    if aim == FRAGMENT:
        joined = connected_left(plain, np.zeros((len(plain), 1)), np.array([-1]))[0, 1]
        return 1 - float(joined) / _pairs(len(plain))
    return 1 - float(np.triu(nearness(plain), 1).sum()) / _pairs(len(plain))


def _notes(aim: str, n: int, size: int) -> list[Text]:
    notes = []
    if not is_exhaustive(n, size):
        notes.append(phrase("keyplayers.best-of-searches", searches=STARTS + 1))
    if aim == FAR:
        notes.append(phrase("keyplayers.no-null"))
    return notes
