"""One metric of one projection of one release: what the command line and the service run.

Metrics know nothing of releases. This package makes the input a metric asks for out of a release, or hands it the table
the caller brought, and writes into the result which release, projection and year it speaks of. What only some inputs
need is imported for them alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from triskele.errors import ClusterError, ParameterError, TableError
from triskele.measure.address import result_address
from triskele.metrics import registry
from triskele.metrics.metric import Metric
from triskele.metrics.record import Result
from triskele.metrics.rules import SUBJECTS
from triskele.networks import Hypergraph, Projected, Selection, choose, open_arrays, project
from triskele.pieces import map_pieces
from triskele.progress import READING, YEARS, said
from triskele.release.library import Release

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["measure", "measure_years", "reads_release", "sphere_records"]

PROFILED = "cluster-typology"
"""The one metric that measures profiles of clusters, which a release holds in part."""
_READ = ("records", "incidence", "network", "layers", "tie-sets", "system")


def reads_release(metric: Metric) -> bool:
    """Whether a release holds what the metric measures; the others need a table brought to them."""
    return metric.input in _READ or metric.name in SUBJECTS or metric.name == PROFILED


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

    Metrics of records take the sphere sets of the hyperedges (clusters and consortia). Checklists are filled from the
    classifications and ties of the clusters that the selection names, of all clusters otherwise; what nobody states
    is unknown. Metrics of regions, firms and plants need a table (TableError says which). UnknownMetric and
    UnknownProjection offer near matches.
    """
    metric = registry.get(name)
    chosen = selection or Selection()
    if table is not None:
        return metric(table, **parameters)
    if metric.input == "tie-sets" and "directed" in parameters:  # the same as the selection's: one of them is enough
        chosen = replace(chosen, directed=metric.resolve(parameters)["directed"])
    said(READING)
    data, projected, given = _input(release, metric, projection, chosen, parameters)
    result = _place(metric(data, **given), release, projected, chosen)
    return result.with_context(address=result_address(metric, result, release, projection, chosen, parameters))


def measure_years(
    release: Release,
    name: str,
    years: Sequence[int],
    *,
    projection: str = "organisations",
    selection: Selection | None = None,
    **parameters: Any,
) -> list[Result]:
    """The metric as of each year. Years are measured independently, on a cluster (:func:`triskele.pieces.spread`) by
    workers that see the folder of the release."""
    registry.get(name).resolve(parameters)
    shared = (str(release.folder), name, projection, selection or Selection(), parameters)
    return list(map_pieces(_measure_year, years, shared=shared, what=YEARS, draws=True))


@lru_cache(maxsize=2)
def seen_release(folder: str) -> Release:
    """The release in a folder as a worker sees it, opened once in a process; ClusterError when it does not."""
    if not Path(folder).is_dir():
        raise ClusterError(f"This worker does not see {folder}.", hint="Put the data folder where all machines see it.")
    return Release(Path(folder))


def _measure_year(
    year: int, folder: str, name: str, projection: str, selection: Selection, parameters: Mapping[str, Any]
) -> Result:
    chosen = replace(selection, as_of=year)
    return measure(seen_release(folder), name, projection=projection, selection=chosen, **parameters)


def _input(
    release: Release, metric: Metric, projection: str, chosen: Selection, parameters: Mapping[str, Any]
) -> tuple[Any, Projected, dict[str, Any]]:
    """(what the metric measures, the projection it comes from, its parameters with what the release adds)."""
    given = dict(parameters)
    if metric.input in ("records", "incidence"):
        projected = project(release, "hyperedges", chosen)
        assert projected.hypergraph is not None
        whole = projected.hypergraph
        if metric.input == "incidence":
            return whole, projected, given
        if _takes(metric, "form"):
            given.setdefault("form", "graph")
        records = sphere_records(whole)
        lost = len(whole.edges) - len(records)
        counted = {**projected.dropped, **({"no_sphere": lost} if lost else {})}
        return records, replace(projected, dropped=counted), given
    if metric.input in ("network", "layers"):
        projected = project(release, "layers" if metric.input == "layers" else projection, chosen)
        _weigh(metric, chosen, given)
        _cluster(release, metric, chosen, given)
        return (projected.layers if metric.input == "layers" else projected.network), projected, given
    if metric.input == "tie-sets":
        projected = replace(
            project(release, projection, replace(chosen, as_of=None, when="possible")), selection=chosen
        )
        given["directed"] = chosen.directed
        from triskele.measure.systems import dated_ties

        return dated_ties(projected), projected, given
    if metric.input == "system":
        projected = project(release, projection, chosen)
        from triskele.measure.systems import helix_system

        return helix_system(open_arrays(release), projected), projected, given
    if metric.input == "checklist" and metric.name in SUBJECTS:
        from triskele.measure.checklists import checklist

        projected = project(release, "organisations", replace(chosen, clusters=(), types=()))
        data, pairs = checklist(open_arrays(release), metric.name, projected, chosen)
        if pairs is not None:
            given.setdefault("pairs", pairs)
        return data, projected, given
    if metric.name == PROFILED:
        from triskele.measure.profiles import cluster_profiles

        projected = project(release, "organisations", replace(chosen, clusters=(), types=()))
        return cluster_profiles(open_arrays(release), chosen), projected, given
    raise TableError(
        f"{metric.name} needs a table of kind {metric.input}, and none was given.",
        hint="Give it with --table FILE.csv; docs/how-to/regional-tables.md shows the columns.",
    )


def _takes(metric: Metric, name: str) -> bool:
    return any(parameter.name == name for parameter in metric.parameters)


def _weigh(metric: Metric, chosen: Selection, given: dict[str, Any]) -> None:
    """A selection that weighs its ties means them to be weighed."""
    if chosen.weight != "none" and _takes(metric, "weight"):
        given.setdefault("weight", "weight")
    elif chosen.weight == "none" and given.get("weight"):
        raise ParameterError(
            f"weight is {given['weight']!r}, but the projection does not weigh its ties",
            hint="Choose what ties weigh in the projection: weight=count, confidence or amount.",
        )


def _cluster(release: Release, metric: Metric, chosen: Selection, given: dict[str, Any]) -> None:
    """Clusters that the release declares, for metrics that compare with them."""
    if _takes(metric, "members") and not given.get("clusters") and given.get("members") is None:
        from triskele.measure.systems import declared_clusters

        members = declared_clusters(open_arrays(release), chosen)
        if len(members):
            given["members"] = members


def sphere_records(hypergraph: Hypergraph) -> pd.DataFrame:
    """One row a hyperedge: which of the spheres have a member in it, 0 or 1. Sets with none of the three are left out,
    as records with nobody in them do not exist."""
    import pandas as pd

    names = ("university", "industry", "government", "civil-society")
    rows = [
        {"record": edge, **{name: int(name in spheres) for name in names}}
        for edge, spheres in zip(hypergraph.edges, hypergraph.sphere_sets(), strict=True)
        if spheres
    ]
    return pd.DataFrame(rows, columns=["record", *names])


def _place(result: Result, release: Release, projected: Projected, selection: Selection) -> Result:
    dropped: Mapping[str, int] = {**projected.dropped, **result.dropped}
    counts = choose(open_arrays(release), selection).counts
    return result.with_context(
        release=str(release.number),
        projection=projected.name,
        as_of=None if selection.as_of is None else str(selection.as_of),
        selection=selection.changed(),
        hybrids=result.hybrids or selection.hybrids,
        direction=result.direction or ("directed" if selection.directed else "undirected"),
        weights=result.weights or selection.weight,
        chosen=counts,
        dropped=dropped,
    )
