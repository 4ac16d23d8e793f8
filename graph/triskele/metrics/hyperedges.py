"""Consortia as they are: the spheres in each, the table of their sphere sets, and how they hang together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from triskele.metrics import incidence, nulls, typed
from triskele.metrics.incidence import BOTH_MARGINS, TwoMode
from triskele.metrics.record import PERMUTATIONS, SEED, Parameter, Result, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.spread import blau_of
from triskele.metrics.twomode import NO_DIRECTION, NO_WEIGHT
from triskele.metrics.typed import HYBRIDS, WITHOUT, value_or
from triskele.words import phrase

NO_EDGES = phrase("hyperedges.no-edges")
LETTERS = {"university": "U", "industry": "I", "government": "G", "civil-society": "C"}


def heterophily(matrix: Any, shares: NDArray[Any]) -> NDArray[np.float64]:
    """Blau index of the spheres of each hyperedge's members; NaN when the sphere of none is known."""
    return blau_of(np.asarray(matrix @ shares))


@metric(
    name="hyperedge-heterophily",
    section="B22",
    reference="Blau 1977; Strona et al. 2014",
    input="incidence",
    parameters=(HYBRIDS, WITHOUT, PERMUTATIONS, SEED),
    nulls=(BOTH_MARGINS,),
    a_draw="memberships",
    units=("ratio",),
    direction=NO_DIRECTION,
    weights=NO_WEIGHT,
    example="test_heterophily_by_hand",
)
def hyperedge_heterophily(data: Any, *, hybrids: str | None, without: Any, permutations: int, seed: int) -> Result:
    """The mean with its null, then each hyperedge with its size and null."""
    two = incidence.read(data, hybrids=hybrids, without=without)
    if not two.groups:
        return Result([undefined({"quantity": "mean-heterophily"}, NO_EDGES, unit="ratio", n=0)], **two.run())
    seen = heterophily(two.matrix, two.shares)
    drawn = incidence.margins_draws(two, partial(_heterophily_with_mean, two.shares), permutations, seed)
    blank = phrase("hyperedges.no-known-participant")
    mean = _with_mean(seen)[-1]
    coverage = float(np.isfinite(seen).mean())
    head = value_or(
        {"quantity": "mean-heterophily"},
        mean,
        blank,
        **nulls.compare(mean, drawn, (-1,)),
        **two.counts(),
        coverage=coverage,
    )
    sizes = two.sizes
    rows = [
        value_or(
            {"group": name, "quantity": "heterophily"},
            seen[i],
            blank,
            **nulls.compare(seen[i], drawn, (i,)),
            n=int(sizes[i]),
        )
        for i, name in enumerate(typed.named(two.groups))
    ]
    return Result([head, *nulls.adjusted(rows)], **two.run(**nulls.run_of(drawn, seed)))


def _heterophily_with_mean(shares: NDArray[Any], matrix: Any) -> NDArray[np.float64]:
    return _with_mean(heterophily(matrix, shares))


def _count_sets(two: TwoMode, names: Sequence[str], matrix: Any) -> list[int]:
    letters, codes = _codes(matrix, two)
    counts = np.bincount(codes, minlength=1 << len(letters)).tolist()
    found = {_letters(letters, code): count for code, count in enumerate(counts)}
    return [found.get(name, 0) for name in names]


def _with_mean(values: NDArray[Any]) -> NDArray[np.float64]:
    known = values[~np.isnan(values)]
    return np.append(values, known.mean() if len(known) else np.nan)


def sphere_sets(matrix: Any, two: TwoMode) -> list[str]:
    """The spheres present in each hyperedge as letters of U, I, G, C; none when there is no such sphere."""
    letters, codes = _codes(matrix, two)
    return [_letters(letters, code) for code in codes.tolist()]


def _codes(matrix: Any, two: TwoMode) -> tuple[list[str], NDArray[np.int64]]:
    """The letters of the spheres there are, and for each hyperedge those present as the bits of a number."""
    names = [name for name in LETTERS if name in two.spheres]
    columns = two.shares[:, [two.spheres.index(name) for name in names]]
    present = np.asarray(matrix @ (columns > 0).astype(float)) > 0
    return [LETTERS[name] for name in names], present.astype(np.int64) @ (1 << np.arange(len(names)))


def _letters(letters: Sequence[str], code: int) -> str:
    return "".join(letter for bit, letter in enumerate(letters) if code >> bit & 1) or "none"


@metric(
    name="sphere-sets",
    section="B22",
    reference="Leydesdorff 2003; Strona et al. 2014",
    input="incidence",
    parameters=(HYBRIDS, WITHOUT, PERMUTATIONS, SEED),
    nulls=(BOTH_MARGINS,),
    a_draw="memberships",
    units=("hyperedges",),
    direction=NO_DIRECTION,
    weights=NO_WEIGHT,
    example="test_the_table_of_sphere_sets",
)
def sphere_sets_table(data: Any, *, hybrids: str | None, without: Any, permutations: int, seed: int) -> Result:
    """UIG first, then every other set of the helix and whatever else occurs, each with the null of both margins.

    A hybrid spread over spheres brings each it has a share in; an exclusive hybrid brings none.
    """
    two = incidence.read(data, hybrids=hybrids, without=without)
    if not two.groups:
        return Result([undefined({"spheres": "UIG", "quantity": "sphere-set"}, NO_EDGES, n=0)], **two.run())
    seen = Counter(sphere_sets(two.matrix, two))
    helix = ("UIG", "UI", "UG", "IG", "U", "I", "G")
    names = [*helix, *sorted(set(seen) - set(helix))]

    drawn = incidence.margins_draws(two, partial(_count_sets, two, names), permutations, seed)
    values = [
        Value(
            {"spheres": name, "quantity": "sphere-set"},
            seen[name],
            "hyperedges",
            **nulls.compare(float(seen[name]), drawn, (i,)),
            n=len(two.groups),
        )
        for i, name in enumerate(names)
    ]
    return Result(nulls.adjusted(values), **two.run(**nulls.run_of(drawn, seed)))


@metric(
    name="s-connectivity",
    section="B22",
    cost="O(Σk²)",
    reference="Aksoy et al. 2020",
    input="incidence",
    parameters=(Parameter("most", "int", 3, phrase("hyperedges.s-connectivity.parameters.most"), minimum=1), WITHOUT),
    units=("components", "hyperedges"),
    direction=NO_DIRECTION,
    weights=NO_WEIGHT,
    example="test_connectivity_by_hand",
)
def s_connectivity(data: Any, *, most: int, without: Any) -> Result:
    """For each s the components, the hyperedges of the largest one, and how many hyperedges are large enough."""
    from scipy.sparse.csgraph import connected_components  # slow to import

    two = incidence.read(data, without=without)
    if not two.groups:
        return Result([undefined({"s": "1", "quantity": "components"}, NO_EDGES, n=0)], **two.run())
    shared = csr_array(two.matrix @ two.matrix.T)
    small = phrase("hyperedges.no-hyperedge-of-this-size")
    values = []
    for s in range(1, most + 1):
        large = np.flatnonzero(two.sizes >= s)
        near = csr_array(shared[large][:, large] >= s) if len(large) else None
        label = connected_components(near, directed=False)[1] if near is not None else np.zeros(0, dtype=int)
        sizes = np.bincount(label)
        numbers = {
            "components": len(sizes) if len(large) else None,
            "largest": sizes.max() if len(large) else None,
            "hyperedges": len(large),
        }
        values += [
            value_or({"s": str(s), "quantity": q}, x, small, "components" if q == "components" else "hyperedges")
            for q, x in numbers.items()
        ]
    return Result(values, **two.run())
