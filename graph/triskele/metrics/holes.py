"""How much an actor's contacts repeat each other: Burt's constraint and effective size."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.metrics import typed
from triskele.metrics.record import Result, undefined
from triskele.metrics.registry import metric
from triskele.metrics.simple import simple, undirected
from triskele.metrics.typed import PLAIN, value_or
from triskele.networks.columns import frozen
from triskele.networks.csr import Network
from triskele.words import phrase


def mutual(network: Network) -> tuple[NDArray[Any], NDArray[Any], NDArray[np.float64]]:
    """Symmetric rows with a_ij + a_ji on every arc."""
    plain = undirected(network) if network.is_directed() and network.weights is not None else network
    if network.is_directed() and network.weights is None:
        u, v = network.edges_array
        ones = Network.from_arrays(network.ids, u, v, weight=np.ones(len(u)), directed=True)
        plain = undirected(ones)
    weights = np.ones(len(plain.indices)) if plain.weights is None else np.asarray(plain.weights)
    return plain.indptr, plain.indices, frozen(weights)


@metric(
    name="constraint",
    section="B11",
    cost="O(m·d)",
    reference="Burt 1992",
    input="network",
    parameters=PLAIN,
    units=("ratio", "contacts"),
    weights=phrase("common.native"),
    example="test_constraint_of_the_karate_club",
)
def constraint(data: Any, **common: Any) -> Result:
    """Constraint of every actor, then effective sizes, then efficiencies (size over the number of contacts)."""
    from triskele.engines.kernels.triangles import holes

    network, dropped = simple(data, **common)
    run: dict[str, Any] = {
        "direction": "directed" if network.is_directed() else "undirected",
        "weights": common.get("weight") or "none",
        "dropped": dropped,
    }
    if not len(network):
        return Result([undefined({"quantity": "constraint"}, typed.NO_ACTORS, unit="ratio", n=0)], **run)
    indptr, indices, weights = mutual(network)
    found, size = holes(indptr, indices, weights)
    owner = np.repeat(np.arange(len(network)), np.diff(indptr))
    degree = np.bincount(owner, weights=weights > 0, minlength=len(network))
    with np.errstate(divide="ignore", invalid="ignore"):
        columns = {"constraint": found, "effective-size": size, "efficiency": size / degree}
    values = [
        value_or({"actor": name, "quantity": quantity}, numbers[i], typed.ISOLATE, unit, n=int(degree[i]))
        for quantity, numbers in columns.items()
        for unit in ["contacts" if quantity == "effective-size" else "ratio"]
        for i, name in enumerate(typed.named(network.ids))
    ]
    nulls = int(np.isnan(found).sum())
    notes = [phrase("holes.isolates-have-no-value", nulls=nulls)] if nulls else []
    return Result(values, **run, notes=notes)
