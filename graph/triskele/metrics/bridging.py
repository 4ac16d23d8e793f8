"""Who lies between different spheres: cross-sphere betweenness (gefura)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import ParameterError
from triskele.metrics import nulls, typed
from triskele.metrics.nulls import DEGREES, LABELS, MIXED, Drawn
from triskele.metrics.reach import weighing
from triskele.metrics.record import PERMUTATIONS, SEED, Parameter, Result, Text, undefined
from triskele.metrics.registry import metric
from triskele.metrics.spheres import SPHERES
from triskele.metrics.typed import COMMON, TypedNetwork, value_or
from triskele.networks.csr import Network
from triskele.text import did_you_mean
from triskele.words import phrase

EXCLUSIVE = tuple(p for p in COMMON if p.name != "hybrids")
"""Common parameters of metrics in which an actor has one sphere, hybrids being a class of their own."""

VARIANT = Parameter(
    "variant",
    "str",
    "global",
    phrase("bridging.parameters.variant"),
    choices=("global", "local"),
)
BETWEEN = Parameter(
    "between",
    "list",
    (),
    phrase("bridging.parameters.between"),
)


def gefura(
    network: Network, codes: NDArray[Any], *, local: bool = False, normalised: bool = True
) -> NDArray[np.float64]:
    """Γ of every actor; NaN where no cross pair is without it. A tie is 1/weight long when the network has weights."""
    from triskele.engines.centrality import cross_sphere_betweenness

    strength = "weight" if network.weights is not None else None
    return np.asarray(cross_sphere_betweenness(network, codes, local=local, normalized=normalised, strength=strength))


@metric(
    name="cross-sphere-betweenness",
    section="B9",
    cost="O(nm)",
    reference="Flom et al. 2004; Guns & Rousseau 2009",
    input="network",
    parameters=(*EXCLUSIVE, BETWEEN, VARIANT, nulls.null_parameter(DEGREES, MIXED, LABELS), PERMUTATIONS, SEED),
    nulls=(DEGREES, MIXED, LABELS),
    a_draw="paths",
    units=("ratio", "pairs"),
    direction=phrase("common.ordered-pairs-when-directed"),
    example="test_the_middle_of_a_path_has_one",
)
def cross_sphere_betweenness(
    data: Any, *, between: Sequence[Any], variant: str, null: str, permutations: int, seed: int, **common: Any
) -> Result:
    """Normalised Γ of every actor with its null, then the raw sums. Spheres of fewer than 30: percentile, no z."""
    net = typed.read(data, hybrids="exclusive", **common)
    reason = typed.lacking(net)
    if reason:
        return Result([undefined({"quantity": "gefura"}, reason, unit="ratio", n=0)], **net.run())
    network = weighing(net.network) if net.weight else net.network
    local = variant == "local"
    ends = ends_between(net, between)
    codes = net.codes if ends is None else np.where(ends[net.codes], net.codes, -1)
    shares = gefura(network, codes, local=local)
    raw = gefura(network, codes, local=local, normalised=False)
    drawn = _drawn(net, network, codes, ends, local, null, permutations, seed)
    outside = phrase("common.sphere-of-actor-unknown" if ends is None else "bridging.sphere-not-chosen")
    none = phrase("bridging.no-pair-without-the-actor")
    pool = nulls.alike(net) if drawn and drawn.null != LABELS else None
    values, sums = [], []
    for i, name in enumerate(typed.named(net.network.ids)):
        sphere = net.names[net.codes[i]] if net.codes[i] >= 0 else "?"
        key = {"actor": name, "sphere": sphere, "quantity": "gefura"}
        why: Text = outside if local and codes[i] < 0 else none
        fields = small_groups(net, i, nulls.compare(float(shares[i]), drawn, (i if pool is None else pool[i],)))
        values.append(value_or(key, shares[i], why, **fields, coverage=net.coverage))
        number = None if local and codes[i] < 0 else raw[i]
        sums.append(value_or({**key, "quantity": "gefura-raw"}, number, why, "pairs"))
    run = nulls.run_of(drawn, seed)
    notes = [*run["notes"], *([nulls.BENJAMINI, PERCENTILE] if drawn else [])]
    return Result([*nulls.adjusted(values), *sums], **net.run(**{**run, "notes": notes}))


def ends_between(net: TypedNetwork, between: Sequence[Any]) -> NDArray[np.bool_] | None:
    """Whether pairs may end in each category of ``net.names``, and last False for the unknown; None when in all.

    A sphere that nobody here is of is allowed; ParameterError for fewer than two, or for what is no category here.
    """
    chosen = {_plain(str(name)) for name in between}
    if not chosen:
        return None
    known = {_plain(name): place for place, name in enumerate(net.names)}
    for name in sorted(chosen - {*known, *SPHERES}):
        there = [*net.names, *(s for s in SPHERES if s not in net.names)]
        raise ParameterError(
            f"parameter 'between' names {name!r}, a sphere nobody here is of",
            hint=did_you_mean(name, there, f"There are: {', '.join(there)}.", cutoff=0.5),
        )
    if len(chosen) < 2:
        raise ParameterError(
            f"parameter 'between' names one sphere, {next(iter(chosen))!r}; expected two or more",
            hint="Who bridges stands between at least two: between=university,industry.",
        )
    ends = np.zeros(len(net.names) + 1, dtype=bool)
    ends[[known[name] for name in chosen & set(known)]] = True
    return ends


def _plain(name: str) -> str:
    return name.strip().lower().replace("_", "-").replace(" ", "-")


SMALL = 30
PERCENTILE = phrase("bridging.percentile", small=SMALL)


def small_groups(net: TypedNetwork, actor: int, fields: dict[str, Any]) -> dict[str, Any]:
    """The same fields, without z when the actor's sphere is small."""
    group = int((net.codes == net.codes[actor]).sum())
    return {**fields, "z": None} if fields and group < SMALL else fields


def _drawn(
    net: TypedNetwork,
    network: Network,
    codes: NDArray[Any],
    ends: NDArray[np.bool_] | None,
    local: bool,
    null: str,
    permutations: int,
    seed: int,
) -> Drawn | None:
    if not nulls.wanted(null, permutations):
        return None
    if null == LABELS:
        return nulls.label_draws(net, partial(_of_labels, network, ends, local=local), permutations, seed)
    statistic = partial(_of_rewired, codes=codes, local=local)
    return nulls.degree_draws(net, statistic, permutations, seed, mixing=null == MIXED, weighted=True)


def _of_labels(
    network: Network, ends: NDArray[np.bool_] | None, codes: NDArray[Any], *, local: bool
) -> NDArray[np.float64]:
    return gefura(network, codes if ends is None else np.where(ends[codes], codes, -1), local=local)


def _of_rewired(network: Network, codes: NDArray[Any], local: bool) -> NDArray[np.float64]:
    return gefura(network if network.weights is None else weighing(network), codes, local=local)
