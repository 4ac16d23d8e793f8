"""One metric of one projection of one release: what the command line and the service run.

Metrics know nothing of releases. This module makes the input a metric asks for out of a release, or hands it the table
the caller brought, and writes into the result which release, projection and year it speaks of.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from triskele.errors import TableError
from triskele.metrics import registry
from triskele.metrics.record import Result
from triskele.networks import Hypergraph, Projected, Selection, project
from triskele.release.library import Release


def measure(
    release: Release,
    name: str,
    *,
    projection: str = "organisations",
    selection: Selection | None = None,
    table: Any = None,
    **parameters: Any,
) -> Result:
    """Run the metric on a release, or on ``table`` (a DataFrame, rows, or the path of a CSV file) when given.

    Metrics of records take the sphere sets of the hyperedges (clusters and consortia); metrics of regions, firms,
    plants and checklists need a table (TableError says which columns). UnknownMetric and UnknownProjection offer near
    matches.
    """
    metric = registry.get(name)
    chosen = selection or Selection()
    if table is not None:
        return metric(table, **parameters)
    if metric.input in ("records", "incidence"):
        projected = project(release, "hyperedges", chosen)
        assert projected.hypergraph is not None
        data: Any = projected.hypergraph if metric.input == "incidence" else sphere_records(projected.hypergraph)
    elif metric.input == "network":
        projected = project(release, projection, chosen)
        data = projected.network
    elif metric.input == "layers":
        projected = project(release, "layers", chosen)
        data = projected.layers
    else:
        raise TableError(
            f"{metric.name} needs a table of kind {metric.input}, and none was given.",
            hint="Give it with --table FILE.csv; docs/how-to/regional-tables.md shows the columns.",
        )
    result = metric(data, **parameters)
    return _place(result, release, projected, chosen)


def sphere_records(hypergraph: Hypergraph) -> pd.DataFrame:
    """One row a hyperedge: which of the spheres have a member in it, 0 or 1. Sets with none of the three are left out,
    as records with nobody in them do not exist."""
    names = ("university", "industry", "government", "civil-society")
    rows = [
        {"record": edge, **{name: int(name in spheres) for name in names}}
        for edge, spheres in zip(hypergraph.edges, hypergraph.sphere_sets(), strict=True)
        if spheres
    ]
    return pd.DataFrame(rows, columns=["record", *names])


def _place(result: Result, release: Release, projected: Projected, selection: Selection) -> Result:
    dropped: Mapping[str, int] = {**projected.dropped, **result.dropped}
    return result.with_context(
        release=str(release.number),
        projection=projected.name,
        as_of=None if selection.as_of is None else str(selection.as_of),
        hybrids=result.hybrids or selection.hybrids,
        direction=result.direction or ("directed" if selection.directed else "undirected"),
        weights=result.weights or selection.weight,
        dropped=dropped,
    )
