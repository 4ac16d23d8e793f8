"""Communities of the network against the clusters somebody declared: three words for three things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import ParameterError
from triskele.metrics import agreement, nulls, tables, typed
from triskele.metrics.nulls import DEGREES, Drawn
from triskele.metrics.record import PERMUTATIONS, SEED, Parameter, Result, Text, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.simple import simple
from triskele.metrics.typed import PLAIN, value_or
from triskele.networks.columns import MISSING
from triskele.networks.csr import Network
from triskele.words import phrase

ROUNDS = 10
"""Consensus rounds before the best partition so far is taken."""


def partitions(network: Network, quality: str, resolution: float, seeds: int, seed: int) -> list[NDArray[np.int32]]:
    """Leiden run to convergence once a seed."""
    from triskele.engines.communities import leiden_labels

    starts = np.random.SeedSequence(seed).generate_state(seeds, np.uint32).tolist()
    weight = "weight" if network.weights is not None else None
    return [leiden_labels(network, weight=weight, quality=quality, resolution=resolution, seed=s) for s in starts]


def quality_of(network: Network, label: NDArray[Any], quality: str, resolution: float) -> float:
    """Modularity, or the constant Potts quality: Σ_c (internal weight − resolution · pairs)."""
    u, v = network.edges_array
    arcs = network.weights
    w = np.ones(len(u)) if arcs is None else np.asarray(arcs)[network.arc_sources <= network.indices]
    inside = float(w[label[u] == label[v]].sum())
    if quality == "cpm":
        sizes = np.bincount(label).astype(float)
        return inside - resolution * float((sizes * (sizes - 1) / 2).sum())
    total = float(w.sum())
    if total <= 0:
        return 0.0
    ends = np.bincount(np.concatenate([label[u], label[v]]), weights=np.concatenate([w, w]))
    return inside / total - resolution * float(((ends / (2 * total)) ** 2).sum())


def consensus(
    network: Network, quality: str, resolution: float, seeds: int, seed: int
) -> tuple[NDArray[np.int32], float, bool]:
    """(the partition all runs come to agree on, mean share of runs that agree on a tie, whether they all agreed).

    Each round weighs every tie by how many runs put its ends together and runs Leiden on those weights again
    (Lancichinetti and Fortunato 2012); the best of the first runs stands when they never agree. O(seeds · m).
    """
    found = partitions(network, quality, resolution, seeds, seed)
    u, v = network.edges_array
    share = np.mean([label[u] == label[v] for label in found], axis=0) if len(u) else np.ones(0)
    steady = float(np.mean(np.maximum(share, 1 - share))) if len(u) else 1.0
    best = max(found, key=lambda label: quality_of(network, label, quality, resolution))
    for _ in range(ROUNDS):
        if all(np.array_equal(found[0], other) for other in found[1:]):
            return found[0], steady, True
        share = np.mean([label[u] == label[v] for label in found], axis=0)
        kept = share >= 0.5
        agreed = Network.from_arrays(range(len(network)), u[kept], v[kept], weight=share[kept])
        found = partitions(agreed, "modularity", 1.0, seeds, seed)
    return best, steady, False


@metric(
    name="community-agreement",
    section="B19",
    reference="Traag et al. 2019; Vinh et al. 2010; Hubert & Arabie 1985",
    input="network",
    parameters=(
        *PLAIN,
        Parameter(
            "clusters",
            "str",
            None,
            phrase("communities.community-agreement.parameters.clusters"),
        ),
        Parameter(
            "members",
            "table",
            None,
            phrase("communities.community-agreement.parameters.members"),
        ),
        Parameter(
            "quality",
            "str",
            "modularity",
            phrase("communities.community-agreement.parameters.quality"),
            choices=("modularity", "cpm"),
        ),
        Parameter(
            "resolution", "float", 1.0, phrase("communities.community-agreement.parameters.resolution"), minimum=0.0
        ),
        Parameter("seeds", "int", 50, phrase("communities.community-agreement.parameters.seeds"), minimum=1),
        PERMUTATIONS,
        SEED,
    ),
    nulls=(DEGREES, nulls.LABELS),
    a_draw="communities",
    units=("ratio", "count"),
    direction=phrase("common.directions-dropped"),
    weights=phrase("common.native"),
    example="test_communities_of_the_karate_club",
)
def community_agreement(
    data: Any,
    *,
    clusters: str | None,
    members: Any,
    quality: str,
    resolution: float,
    seeds: int,
    permutations: int,
    seed: int,
    **common: Any,
) -> Result:
    """Quality of the consensus, of one run against one run on each rewired network, agreement, then communities.

    Only like is compared with like: the consensus of many runs is better than any one of them, in random networks too.
    """
    network, dropped = simple(data, **common)
    plain = nulls.symmetric_of(network)
    run: dict[str, Any] = {"direction": "undirected", "weights": common.get("weight") or "none", "dropped": dropped}
    if not plain.number_of_edges():
        reason = typed.NO_TIE if len(plain) else typed.NO_ACTORS
        return Result([undefined({"quantity": quality}, reason, n=len(plain))], **run)
    agreed_on, steady, agreed = consensus(plain, quality, resolution, seeds, seed)
    label = by_size(agreed_on)
    tied = plain.degrees > 0
    net = typed.read(plain)
    one = partial(_one, quality=quality, resolution=resolution, seed=seed)
    weighed = replace(net, network=plain)
    drawn = nulls.degree_draws(weighed, one, permutations, seed, weighted=True) if permutations else None
    seen = quality_of(plain, label, quality, resolution)
    sizes = np.bincount(label[tied])
    fields: dict[str, Any] = {"n": len(plain), "m": plain.number_of_edges()}
    run_once = one(plain)
    values = [
        Value({"quantity": quality}, seen, "ratio", **fields),
        Value({"quantity": f"{quality}-of-a-run"}, run_once, "ratio", **nulls.compare(run_once, drawn), **fields),
        Value({"quantity": "communities"}, int(np.count_nonzero(sizes)), "count", **fields),
        Value({"quantity": "agreement-of-seeds"}, steady, "ratio"),
    ]
    notes = [*nulls.run_of(drawn, seed)["notes"], *_notes(agreed, int((~tied).sum()), network.is_directed(), seeds)]
    ids = plain.ids
    if clusters is not None or members is not None:
        declared, absent = declared_clusters(plain, clusters) if clusters else declared_members(plain, members)
        found, said = _agreement(declared, label, tied, permutations, seed)
        values += found
        notes += [*said, *_absent(absent)]
    values += [
        Value({"community": str(c + 1), "quantity": "size"}, size, "count")
        for c, size in enumerate(sizes.tolist())
        if size
    ]
    values += [
        Value({"actor": a, "quantity": "community"}, label[i] + 1, "", category=str(label[i] + 1))
        for i, a in enumerate(typed.named(ids))
        if tied[i]
    ]
    null = nulls.run_of(drawn, seed)
    return Result(values, **{**run, **null, "seed": seed, "notes": notes})


def _one(network: Network, quality: str, resolution: float, seed: int) -> float:
    label = partitions(network, quality, resolution, 1, seed)[0]
    return quality_of(network, label, quality, resolution)


def by_size(label: NDArray[Any]) -> NDArray[np.int64]:
    """The same partition, the largest community 0; equal ones by their first actor."""
    _, first, inverse, sizes = np.unique(label, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return np.asarray(rank[inverse])


def declared_clusters(network: Network, attribute: str) -> tuple[dict[str, list[int]], int]:
    """(cluster -> positions of its actors, 0) of a node attribute."""
    if attribute not in network.node_data:
        raise ParameterError(
            f"no actor has an attribute {attribute!r}", hint=f"There are: {', '.join(network.node_data) or 'none'}."
        )
    codes, values = network.codes(attribute)
    return {str(v): np.flatnonzero(codes == c).tolist() for c, v in enumerate(values) if v is not MISSING}, 0


def declared_members(network: Network, members: Any) -> tuple[dict[str, list[int]], int]:
    """(cluster -> positions of its actors, how many rows name actors that are not in the network)."""
    if isinstance(members, Mapping):
        members = [{"cluster": c, "actor": a} for c, actors in members.items() for a in actors]
    frame = tables.read(members, "cluster", "actor", name="members").drop_duplicates(["cluster", "actor"])
    index = {str(node): i for i, node in enumerate(network.ids)}
    at = frame["actor"].map(index)
    found = frame[at.notna()].assign(at=at)
    return {str(c): sorted(int(i) for i in part["at"]) for c, part in found.groupby("cluster")}, int(at.isna().sum())


def _agreement(
    declared: Mapping[str, list[int]], label: NDArray[Any], tied: NDArray[np.bool_], permutations: int, seed: int
) -> tuple[list[Value], list[Text]]:
    """NMI, AMI, ARI when nobody is in two clusters; the best F1 of each cluster always. Isolates are left out.

    Their null deals the clusters out anew among the same actors, the sizes and the communities staying.
    """
    kept = {name: [i for i in members if tied[i]] for name, members in sorted(declared.items())}
    kept = {name: members for name, members in kept.items() if members}
    count = np.zeros(len(label), dtype=int)
    for members in kept.values():
        count[members] += 1
    out, several = int((tied & (count == 0)).sum()), int((count > 1).sum())
    n = int((count > 0).sum())
    notes = [phrase("communities.actors-in-no-cluster", out=out)] if out else []
    names = ("nmi", "ami", "ari")
    few = phrase("communities.fewer-than-two-clusters")
    overlap = phrase("communities.actors-in-several-clusters", several=several)
    if len(kept) < 2 or several:
        reason = few if len(kept) < 2 else overlap
        values = [undefined({"quantity": q}, reason, unit="ratio", n=n) for q in names]
    else:
        group = np.full(len(label), -1)
        for position, members in enumerate(kept.values()):
            group[members] = position
        own, other = group[group >= 0], label[group >= 0]
        numbers = agreement.measures(agreement.contingency(own, other))
        drawn = agreement.dealt_anew(own, other, permutations, seed)
        chance = Drawn(drawn, nulls.LABELS) if permutations else None
        values = [
            value_or({"quantity": q}, x, few, **nulls.compare(x, chance, (i,)), n=n)
            for i, (q, x) in enumerate(zip(names, numbers, strict=True))
        ]
        if permutations:
            notes.append(phrase("communities.how-tested"))
    if len(kept) >= 2:
        best = agreement.best_f1(kept, np.where(tied, label, label.max() + 1))
        mean = float(np.average([f for f, _ in best.values()], weights=[len(kept[c]) for c in best]))
        values.append(Value({"quantity": "mean-f1"}, mean, "ratio", n=n))
        values += [
            Value({"cluster": c, "quantity": "f1"}, f, "ratio", category=str(which + 1), n=len(kept[c]))
            for c, (f, which) in best.items()
        ]
    notes.append(phrase("communities.normaliser"))
    return values, notes


def _absent(absent: int) -> list[Text]:
    if not absent:
        return []
    return [phrase("communities.memberships-outside", absent=absent)]


def _notes(agreed: bool, singles: int, directed: bool, seeds: int) -> list[Text]:
    notes = [phrase("communities.community-is-no-cluster")]
    if not agreed:
        notes.append(phrase("communities.seeds-disagree", seeds=seeds))
    if singles:
        notes.append(phrase("communities.isolates-left-out", singles=singles))
    if directed:
        notes.append(phrase("communities.directions-were-dropped"))
    return notes
