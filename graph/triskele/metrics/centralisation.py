"""How much one actor dominates: Freeman centralisation of degree, closeness and betweenness."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.metrics.centrality import betweenness_of
from triskele.metrics.record import Result, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.simple import simple
from triskele.metrics.typed import WITHOUT, value_or
from triskele.networks.csr import Network
from triskele.words import phrase


def gap(values: NDArray[Any]) -> float:
    """Σ (largest − value)."""
    return float((values.max() - values).sum())


def star_shares(network: Network) -> dict[str, float | None]:
    """Each measure's gap over that of the star of as many actors; closeness None when disconnected."""
    from triskele.engines.centrality import closeness_centrality
    from triskele.engines.structure import component_labels

    n = len(network)
    found: dict[str, float | None] = {}
    if network.is_directed():
        found["in-degree"] = gap(network.in_degrees) / (n - 1) ** 2
        found["out-degree"] = gap(network.out_degrees) / (n - 1) ** 2
    else:
        found["degree"] = gap(network.degrees) / ((n - 1) * (n - 2))
    room = (n - 1) * (n - 2) * (1.0 if network.is_directed() else 0.5)
    found["betweenness"] = gap(betweenness_of(network) / room) / (n - 1)
    whole = not network.is_directed() and component_labels(network).max() == 0
    near = np.array(list(closeness_centrality(network).values())) if whole else np.zeros(1)
    found["closeness"] = gap(near) * (2 * n - 3) / ((n - 1) * (n - 2)) if whole else None
    return found


@metric(
    name="freeman-centralisation",
    section="B25",
    range="[0, 1]",
    cost="O(nm)",
    reference="Freeman 1978",
    input="network",
    parameters=(WITHOUT,),
    units=("ratio",),
    weights=phrase("common.ignored"),
    example="test_centrality.py::test_centralisation_of_the_florentine_families",
)
def freeman_centralisation(data: Any, *, without: Any) -> Result:
    """Centralisation of degree first. Isolates count among the n actors, and change the value."""
    network, dropped = simple(data, without=without)
    n = len(network)
    run: dict[str, Any] = {
        "direction": "directed" if network.is_directed() else "undirected",
        "weights": "none",
        "dropped": {**dropped, **({"isolates": int((network.degrees == 0).sum())} if n else {})},
    }
    if n < 3:
        few = phrase("common.fewer-than-three-actors")
        names = ("degree", "betweenness", "closeness")
        return Result([undefined({"quantity": "centralisation", "measure": q}, few, n=n) for q in names], **run)
    apart = phrase("centralisation.directed-or-not-connected")
    values: list[Value] = [
        value_or({"quantity": "centralisation", "measure": name}, number, apart, n=n, m=network.number_of_edges())
        for name, number in star_shares(network).items()
    ]
    return Result(values, **run)
