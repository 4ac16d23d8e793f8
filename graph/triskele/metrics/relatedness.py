"""Which sectors go together, and how near a region is to a sector it lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import ParameterError
from triskele.metrics import tables
from triskele.metrics.record import Parameter, Result, Text, Value, undefined
from triskele.metrics.regiontable import read_regions
from triskele.metrics.registry import metric
from triskele.metrics.tables import exact
from triskele.metrics.territory import COMMON, empty, incidence, stated_notes
from triskele.words import phrase

CUTOFF = Parameter(
    "cutoff",
    "str",
    "1",
    phrase("relatedness.parameters.cutoff"),
)
PRESENCE = Parameter(
    "presence",
    "bool",
    False,
    phrase("relatedness.parameters.presence"),
)


@dataclass(frozen=True)
class Incidence:
    """M: which region has which sector (0/1), with the notes of how it was made."""

    regions: tuple[str, ...]
    sectors: tuple[str, ...]
    matrix: NDArray[Any]
    notes: list[Text]
    dropped: dict[str, int]


def read_incidence(data: Any, cutoff: str, presence: bool, given: dict[str, Any]) -> Incidence | None:
    """M from counts by LQ ≥ cutoff, or as given; None for an empty table."""
    table = read_regions(data, given["reference"], absent=given["absent"])
    if not table.counts.size:
        return None
    if presence:
        if np.any(~np.isin(np.nan_to_num(table.counts), (0, 1))):
            raise tables.TableError(
                "presence=true, but value holds numbers other than 0 and 1",
                hint="Leave presence out to make presence from location quotients.",
            )
        notes: list[Text] = [phrase("relatedness.presence-given")]
        matrix = np.nan_to_num(table.counts)
    else:
        try:
            limit = exact(cutoff)
        except ValueError as wrong:
            raise ParameterError(f"cutoff is {cutoff!r}; expected a number", hint="Write 1 or 1.25.") from wrong
        matrix = incidence(table, limit)
        notes = [
            phrase("relatedness.presence-by-lq", cutoff=cutoff),
            *stated_notes(table, given["reference"], given),
        ]
    unknown = {"unknown-cells": table.unknown} if table.unknown else {}
    return Incidence(table.regions, table.sectors, matrix, notes, unknown)


def proximity(matrix: NDArray[Any]) -> NDArray[Any]:
    """φ_pq = co-occurrence/max(ubiquity), NaN on the diagonal and for a sector nobody has."""
    ubiquity = matrix.sum(axis=0)
    larger = np.maximum(ubiquity[:, None], ubiquity[None, :])
    smaller = np.minimum(ubiquity[:, None], ubiquity[None, :])
    phi: NDArray[Any] = np.where(smaller > 0, matrix.T @ matrix / np.where(larger > 0, larger, 1), np.nan)
    np.fill_diagonal(phi, np.nan)
    return phi


def density(matrix: NDArray[Any], phi: NDArray[Any]) -> NDArray[Any]:
    """ω_ip = Σ_q M_iq φ_qp/Σ_q φ_qp without the diagonal; NaN where the denominator is 0 or the sector is nobody's."""
    near = np.nan_to_num(phi)
    base = near.sum(axis=0)
    omega: NDArray[Any] = np.where(base > 0, matrix @ near / np.where(base > 0, base, 1), np.nan)
    return omega


@metric(
    name="sector-relatedness",
    section="C7",
    range="[0, 1]",
    reference="Hidalgo et al. 2007",
    input="region-table",
    parameters=(CUTOFF, PRESENCE, *COMMON),
    units=("ratio",),
    example="test_proximity_and_density_by_hand",
)
def sector_relatedness(data: Any, *, cutoff: str, presence: bool, **given: Any) -> Result:
    """φ of every pair of sectors, then ω of every region and sector with whether the region has it."""
    made = read_incidence(data, cutoff, presence, given)
    if made is None:
        return empty("proximity")
    phi = proximity(made.matrix)
    omega = density(made.matrix, phi)
    nobody = phrase("relatedness.sector-in-no-region")
    alone = phrase("relatedness.sector-alone")
    values: list[Value] = []
    for p, first in enumerate(made.sectors):
        for q in range(p + 1, len(made.sectors)):
            key = {"sector": first, "other": made.sectors[q], "quantity": "proximity"}
            values.append(_ratio(key, phi[p, q], nobody, n=len(made.regions)))
    for i, region in enumerate(made.regions):
        for p, sector in enumerate(made.sectors):
            key = {"region": region, "sector": sector, "quantity": "density"}
            has = "has" if made.matrix[i, p] else "lacks"
            values.append(_ratio(key, omega[i, p], alone, category=has, n=len(made.regions)))
    return Result(values, direction="none", weights="presence", notes=made.notes, dropped=made.dropped)


def _ratio(key: dict[str, str], number: float, reason: Text, **known: Any) -> Value:
    if np.isnan(number):
        return undefined(key, reason, unit="ratio", **known)
    return Value(key, number, "ratio", **known)
