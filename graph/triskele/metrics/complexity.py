"""Economic complexity: which regions have what few others have."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.metrics.record import Parameter, Result, Text, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.relatedness import CUTOFF, PRESENCE, read_incidence
from triskele.metrics.territory import COMMON, empty
from triskele.words import phrase

SAME = 1e-9
"""Eigenvalues and correlations nearer than this are taken as equal."""


def reflections(matrix: NDArray[Any], rounds: int) -> tuple[list[NDArray[Any]], list[NDArray[Any]]]:
    """k_c,N and k_p,N for N = 0 ... rounds; M without empty rows or columns."""
    regions, sectors = [matrix.sum(axis=1)], [matrix.sum(axis=0)]
    for _ in range(rounds):
        ahead = matrix @ sectors[-1] / regions[0]
        sectors.append(matrix.T @ regions[-1] / sectors[0])
        regions.append(ahead)
    return regions, sectors


def second_vector(matrix: NDArray[Any]) -> tuple[NDArray[Any], float] | None:
    """The second eigenvector of the region-region matrix Σ_p M_cp M_c'p/(k_c k_p), and its eigenvalue.

    From the symmetric form, so it is real. None when the second eigenvalue is 0 or occurs twice: the vector is then
    not unique. O(regions³).
    """
    diversity, ubiquity = matrix.sum(axis=1), matrix.sum(axis=0)
    half = matrix / np.sqrt(diversity)[:, None]
    values, vectors = np.linalg.eigh((half / ubiquity) @ half.T)
    if len(values) < 2 or values[-2] < SAME or (len(values) > 2 and values[-2] - values[-3] < SAME):
        return None
    return vectors[:, -2] / np.sqrt(diversity), float(values[-2])


@metric(
    name="economic-complexity",
    section="C8",
    reference="Hidalgo & Hausmann 2009",
    input="region-table",
    parameters=(
        CUTOFF,
        PRESENCE,
        Parameter("rounds", "int", 2, phrase("complexity.economic-complexity.parameters.rounds"), minimum=0),
        *COMMON,
    ),
    units=("sd", "count"),
    example="test_reflections_and_eci_by_hand",
)
def economic_complexity(data: Any, *, cutoff: str, presence: bool, rounds: int, **given: Any) -> Result:
    """ECI of every region and PCI of every sector, then the reflections k_0 ... k_N of both."""
    made = read_incidence(data, cutoff, presence, given)
    if made is None:
        return empty("eci")
    has, had = made.matrix.sum(axis=1) > 0, made.matrix.sum(axis=0) > 0
    kept = made.matrix[np.ix_(has, had)]
    regions = [r for r, keep in zip(made.regions, has, strict=True) if keep]
    sectors = [s for s, keep in zip(made.sectors, had, strict=True) if keep]
    left_out = {"regions-without-sectors": int((~has).sum()), "sectors-without-regions": int((~had).sum())}
    eci, pci, reason, correlation = _indices(kept)
    values = _scores("region", regions, "eci", eci, reason) + _scores("sector", sectors, "pci", pci, reason)
    none = phrase("complexity.region-has-no-sector")
    nobody = phrase("complexity.no-region-has-sector")
    missing = [r for r, keep in zip(made.regions, has, strict=True) if not keep]
    values += [undefined({"region": r, "quantity": "eci"}, none, unit="sd") for r in missing]
    missing = [s for s, keep in zip(made.sectors, had, strict=True) if not keep]
    values += [undefined({"sector": s, "quantity": "pci"}, nobody, unit="sd") for s in missing]
    if kept.size:
        for n, (k_regions, k_sectors) in enumerate(zip(*reflections(kept, rounds), strict=True)):
            values += _scores("region", regions, f"k-{n}", k_regions, None, "count")
            values += _scores("sector", sectors, f"k-{n}", k_sectors, None, "count")
    notes = [*made.notes, *_notes(len(regions), correlation)]
    dropped = {**made.dropped, **{k: v for k, v in left_out.items() if v}}
    return Result(values, direction="none", weights="presence", notes=notes, dropped=dropped)


def _indices(
    matrix: NDArray[Any],
) -> tuple[NDArray[Any] | None, NDArray[Any] | None, Text | None, float | None]:
    """ECI, PCI, why not, and the correlation that fixed the sign."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    if not matrix.size:
        return None, None, phrase("complexity.presence-table-empty"), None
    n, m = matrix.shape
    rows, columns = np.nonzero(matrix)
    graph = csr_array((np.ones(len(rows)), (rows, n + columns)), shape=(n + m, n + m))
    parts = connected_components(graph, directed=False)[0]
    if parts > 1:
        reason = phrase("complexity.graph-in-parts", parts=parts)
        return None, None, reason, None
    found = second_vector(matrix)
    if found is None:
        reason = phrase("complexity.eigenvalue-not-single")
        return None, None, reason, None
    vector, _ = found
    eci = (vector - vector.mean()) / vector.std()
    diversity = matrix.sum(axis=1)
    correlation = float(np.mean(eci * (diversity - diversity.mean()))) / (float(diversity.std()) or 1.0)
    if abs(correlation) < SAME:
        reason = phrase("complexity.no-sign")
        return None, None, reason, correlation
    eci = eci * np.sign(correlation)
    means = matrix.T @ eci / matrix.sum(axis=0)
    return eci, (means - means.mean()) / means.std(), None, abs(correlation)


def _scores(
    kind: str,
    names: list[str],
    quantity: str,
    numbers: NDArray[Any] | None,
    reason: Text | None,
    unit: str = "sd",
) -> list[Value]:
    keys = [{kind: name, "quantity": quantity} for name in names]
    if numbers is None:
        assert reason is not None
        return [undefined(key, reason, unit=unit, n=len(names)) for key in keys]
    return [Value(key, float(number), unit, n=len(names)) for key, number in zip(keys, numbers, strict=True)]


def _notes(regions: int, correlation: float | None) -> list[Text]:
    notes: list[Text] = []
    if regions < 10:
        notes.append(phrase("complexity.few-regions", regions=regions))
    if correlation is not None and SAME <= correlation < 0.2:
        notes.append(phrase("complexity.weak-sign", correlation=correlation))
    return notes
