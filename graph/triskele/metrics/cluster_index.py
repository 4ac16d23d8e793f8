"""A neighbour of the Ellison-Glaeser index that also weighs land, people and the number of firms."""

from __future__ import annotations

from typing import Any

import numpy as np

from triskele.metrics import tables
from triskele.metrics.record import Parameter, Result, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.territory import EMPTY
from triskele.words import phrase


@metric(
    name="litzenberger-sternberg",
    section="C6",
    input="region-table",
    parameters=(
        Parameter(
            "regions",
            "table",
            None,
            phrase("cluster_index.litzenberger-sternberg.parameters.regions"),
        ),
    ),
    units=("ratio",),
    example="test_concentration.py::test_litzenberger_sternberg_by_hand",
)
def litzenberger_sternberg(data: Any, *, regions: Any) -> Result:
    """CI of every row of a table region, sector, value (employment), firms."""
    frame = tables.read(data, "region", "sector", "value", name="region table")
    if frame.empty:
        return Result([undefined({"quantity": "ci"}, EMPTY, unit="ratio")], direction="none", weights="counts")
    tables.need(frame, "firms", name="region table")
    tables.labels(frame, "region", "sector", name="region table")
    tables.unique(frame, "region", "sector", name="region table")
    jobs = tables.numbers(frame, "value", name="region table", blank=True)
    firms = tables.numbers(frame, "firms", name="region table", blank=True)
    wider = tables.read(regions if regions is not None else [], "region", "area", "population", name="table of regions")
    tables.unique(wider, "region", name="table of regions")
    shares = {}
    for name in ("area", "population"):
        amounts = tables.numbers(wider, name, name="table of regions", blank=True)
        total = np.nansum(amounts)
        shares[name] = dict(zip(wider["region"], amounts / total if total else amounts, strict=True))
    unknown = phrase("cluster_index.input-zero-or-unknown")
    values = []
    for sector in sorted(set(frame["sector"])):
        inside = (frame["sector"] == sector).to_numpy()
        all_jobs, all_firms = np.nansum(jobs[inside]), np.nansum(firms[inside])
        for i in sorted(np.flatnonzero(inside), key=lambda i: str(frame["region"].iloc[i])):
            region = str(frame["region"].iloc[i])
            key = {"region": region, "sector": sector, "quantity": "ci"}
            base = shares["area"].get(region, np.nan) * shares["population"].get(region, np.nan)
            if not all_jobs or not all_firms or np.isnan(base) or base == 0 or np.isnan(jobs[i] + firms[i]):
                values.append(undefined(key, unknown, unit="ratio"))
            else:
                index = jobs[i] / all_jobs * firms[i] / all_firms / base
                values.append(Value(key, index, "ratio", n=int(inside.sum()), m=jobs[i]))
    return Result(values, direction="none", weights="employment")
