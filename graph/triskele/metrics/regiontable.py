"""Sectors by regions with the totals of the territory they are compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import TableError
from triskele.metrics.tables import labels, numbers, read, shown, unique


@dataclass(frozen=True)
class RegionTable:
    """Employment or firms e_ij of sector j in region i (NaN unknown), with the totals of the reference territory.

    ``sector_totals`` (E_j) and ``total`` (E) are those of the reference: the table itself unless one was given.
    """

    regions: tuple[str, ...]
    sectors: tuple[str, ...]
    counts: NDArray[Any]
    sector_totals: NDArray[Any]
    total: float
    absent: int
    extra: Mapping[str, NDArray[Any]] = field(default_factory=dict)

    @property
    def region_totals(self) -> NDArray[Any]:
        """e_i over the known cells."""
        sums: NDArray[Any] = np.nansum(self.counts, axis=1)
        return sums

    @property
    def unknown(self) -> int:
        """How many cells are unknown."""
        return int(np.isnan(self.counts).sum())

    @property
    def known(self) -> dict[str, Any]:
        """n, the regions compared, and coverage, the known share of the cells: fields of a Value."""
        return {"n": len(self.regions), "coverage": 1 - self.unknown / self.counts.size}


def read_regions(source: Any, reference: Any = None, *, absent: str = "zero", extra: Sequence[str] = ()) -> RegionTable:
    """A long table region, sector, value; ``reference`` is a table sector, value of a wider territory.

    An empty value is unknown. A pair without a row is read as 0 and counted, or as unknown with ``absent="unknown"``.
    ``extra`` columns (say productivity) are read where they exist; NaN where they do not.
    """
    frame = read(source, "region", "sector", "value", name="region table")
    labels(frame, "region", "sector", name="region table")
    unique(frame, "region", "sector", name="region table")
    values = numbers(frame, "value", name="region table", blank=True)
    regions, row = np.unique(frame["region"].to_numpy(dtype=str), return_inverse=True)
    sectors, column = np.unique(frame["sector"].to_numpy(dtype=str), return_inverse=True)
    counts = np.full((len(regions), len(sectors)), 0.0 if absent == "zero" else np.nan)
    counts[row, column] = values
    more = {}
    for name in extra:
        grid = np.full(counts.shape, np.nan)
        if name in frame.columns:
            grid[row, column] = numbers(frame, name, name="region table", blank=True, minimum=None)
        more[name] = grid
    totals: NDArray[Any] = np.nansum(counts, axis=0)
    territory = float(totals.sum())
    if reference is not None:
        totals, territory = _reference_totals(reference, [str(s) for s in sectors], totals)
    return RegionTable(
        tuple(str(r) for r in regions),
        tuple(str(s) for s in sectors),
        counts,
        totals,
        territory,
        counts.size - len(frame),
        more,
    )


def _reference_totals(reference: Any, sectors: list[str], inside: NDArray[Any]) -> tuple[NDArray[Any], float]:
    frame = read(reference, "sector", "value", name="reference table")
    labels(frame, "sector", name="reference table")
    unique(frame, "sector", name="reference table")
    values = numbers(frame, "value", name="reference table")
    known = dict(zip(frame["sector"], values, strict=True))
    missing = [sector for sector in sectors if sector not in known]
    if missing:
        raise TableError(
            f"reference table: no row for sector {shown(missing)}; expected every sector of the region table",
            hint="Add the sector's total in the reference territory.",
        )
    totals = np.array([known[sector] for sector in sectors], dtype=float)
    if np.any(totals < inside):
        j = int(np.argmax(totals < inside))
        raise TableError(
            f"reference table: {sectors[j]} has {totals[j]:g}; its regions have {inside[j]:g}, expected no more",
            hint="The reference territory contains the regions; use the same base, year and sector revision.",
        )
    return totals, float(values.sum())
