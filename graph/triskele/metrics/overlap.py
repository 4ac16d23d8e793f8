"""What is simply there: shares of records by spheres present, and how much of the output each sphere accounts for."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np

from triskele.metrics import tables
from triskele.metrics.cells import Cells, read_records
from triskele.metrics.record import Parameter, Result, Text, Value, undefined
from triskele.metrics.registry import metric
from triskele.words import phrase

SPHERES = ("university", "industry", "government")

VARIABLES = Parameter(
    "variables",
    "list",
    None,
    phrase("overlap.parameters.variables"),
)
NO_RECORDS = phrase("overlap.no-records")


def load(data: Any, variables: Any) -> Cells:
    """Records by sphere; civil society is counted when the table has the column and nothing else is asked for."""
    frame = tables.read(data)
    fourth = ("civil-society",) if "civil-society" in frame.columns else ()
    return read_records(frame, tuple(variables) if variables else (*SPHERES, *fourth))


def _with_sphere(cells: Cells) -> tuple[Any, Any, dict[str, int]]:
    """Codes and counts of the records that carry a sphere, and what was left out."""
    some = cells.codes.any(axis=1)
    none = int(cells.counts[~some].sum())
    return cells.codes[some], cells.counts[some], {**cells.dropped, **({"no-sphere": none} if none else {})}


def shares(cells: Cells) -> list[Value]:
    """Share of records with three or more and with two or more spheres, and mean spheres a record."""
    codes, counts, _ = _with_sphere(cells)
    keys = [{"quantity": name} for name in ("tri-sphere-share", "multi-sphere-share", "mean-spheres")]
    total = counts.sum()
    if not total:
        return [undefined(key, NO_RECORDS, unit="ratio", n=0, coverage=cells.coverage) for key in keys]
    size = codes.sum(axis=1)
    numbers = (counts[size >= 3].sum() / total, counts[size >= 2].sum() / total, (counts @ size) / total)
    units = ("ratio", "ratio", "spheres")
    return [
        Value(key, float(number), unit, n=int(total), coverage=cells.coverage)
        for key, number, unit in zip(keys, numbers, units, strict=True)
    ]


@metric(
    name="sphere-overlap",
    section="A12",
    range="[0, 1], [0, 1], [1, k], [0, 1], [0, 1]",
    reference="Jaccard 1901; Salton & McGill 1983",
    input="records",
    parameters=(VARIABLES,),
    units=("ratio", "spheres"),
    example="test_overlap_of_the_toy_table",
)
def sphere_overlap(data: Any, *, variables: Any) -> Result:
    """Shares first, then Jaccard and Salton of every pair; records without any sphere are left out and counted."""
    cells = load(data, variables)
    codes, counts, dropped = _with_sphere(cells)
    values = shares(cells)
    for a, b in combinations(range(len(cells.variables)), 2):
        pair = f"{cells.variables[a]}-{cells.variables[b]}"
        n_a, n_b = counts @ codes[:, a], counts @ codes[:, b]
        joint = counts @ (codes[:, a] & codes[:, b])
        for quantity, base in (("jaccard", n_a + n_b - joint), ("salton", np.sqrt(n_a * n_b))):
            key = {"pair": pair, "quantity": quantity}
            if not n_a + n_b or not base:
                values.append(undefined(key, _empty_pair(quantity), unit="ratio", n=int(counts.sum())))
            else:
                values.append(Value(key, float(joint / base), "ratio", n=int(counts.sum())))
    return Result(values, direction="none", weights="counts", dropped=dropped)


def _empty_pair(quantity: str) -> Text:
    if quantity == "jaccard":
        return phrase("overlap.neither-sphere")
    return phrase("overlap.sphere-in-no-record")


@metric(
    name="sphere-shapley",
    section="A11",
    range="[0, N]",
    undefined_when=phrase("common.nothing-counted"),
    reference="Mêgnigbêto 2018a, 2018b",
    input="records",
    parameters=(VARIABLES,),
    units=("records", "ratio"),
    example="test_shapley_of_the_toy_table",
)
def sphere_shapley(data: Any, *, variables: Any) -> Result:
    """φ and φ/N of every sphere. A record is shared equally among its spheres; one without a sphere is left out."""
    cells = load(data, variables)
    codes, counts, dropped = _with_sphere(cells)
    total = counts.sum()
    keys = [{"sphere": name, "quantity": q} for q in ("shapley", "share") for name in cells.variables]
    if not total:
        values = [undefined(key, NO_RECORDS, n=0) for key in keys]
        return Result(values, direction="none", weights="counts", dropped=dropped)
    phi = (codes / codes.sum(axis=1, keepdims=True)).T @ counts
    numbers = [*phi, *(phi / total)]
    units = ["records"] * len(phi) + ["ratio"] * len(phi)
    values = [
        Value(key, float(number), unit, n=int(total), coverage=cells.coverage)
        for key, number, unit in zip(keys, numbers, units, strict=True)
    ]
    return Result(values, direction="none", weights="counts", dropped=dropped, notes=[_convexity(codes)])


def _convexity(codes: Any) -> Text:
    """The game is convex; strictly when every combination of two or more spheres occurs."""
    k = codes.shape[1]
    joint = {tuple(row) for row in codes if row.sum() >= 2}
    if len(joint) == 2**k - k - 1:
        return phrase("overlap.strictly-convex")
    return phrase("overlap.convex")
