"""Null models of the information measures: what the entropies would be if only sizes were real.

``both-margins`` (records): every record keeps how many spheres it has, every sphere keeps how many records it has, so
an empty 000 stays empty. The count table is all that matters, so the curveball trades between two columns are drawn
from their hypergeometric law directly: one trade costs the same for a hundred records and for a million. With three
spheres and moderate N all tables are enumerated instead.
``independent-permutation`` (firms): technology and size shuffled independently. ``within-region-permutation``:
places shuffled inside their region. Sources: Strona et al. 2014 for the trades.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import TableError
from triskele.metrics.entropy import Axes, dense_profile, log_factorial, subsets, xlogx
from triskele.progress import DRAWING, counted

SWEEPS = 40
"""Rounds over all column pairs before a draw is taken: each trade already redraws its pair completely."""

CELL_COST = 20
"""How many shuffled firms cost as much as one drawn cell."""

LARGEST_CELLS = 1_000_000
LARGEST_SHUFFLE = 20_000_000
"""More firms than this are not laid out row by row."""

NUMPY_LIMIT = 10**9
"""From here on numpy draws no hypergeometric numbers."""

LARGEST_ENUMERATION = 500_000
"""Enumerate when there are at most so many tables with the same margins."""


@dataclass(frozen=True)
class Draws:
    """``profile`` of B null tables; ``weights`` when they are a complete enumeration; ``tables`` where dense."""

    profile: dict[Axes, NDArray[Any]]
    weights: NDArray[Any] | None
    tables: NDArray[Any] | None

    @property
    def size(self) -> int:
        """B, or how many tables were enumerated."""
        return len(next(iter(self.profile.values())))


def both_margins(
    table: NDArray[Any], permutations: int, rng: np.random.Generator, *, enumerate_if_small: bool = True
) -> Draws:
    """Null profiles of a binary count table (2, 2, ...) with record sizes and sphere totals kept."""
    k = table.ndim
    if enumerate_if_small and k == 3 and enumeration_size(table) <= LARGEST_ENUMERATION:
        tables, weights = enumerate_margins(table)
        return Draws(dense_profile(tables, k), weights, tables)
    tables = trade(table, permutations, rng)
    return Draws(dense_profile(tables, k), None, tables)


def _sizes(table: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Of a 2×2×2 table: the single-sphere cells and the two-sphere cells named by the sphere they lack."""
    single = np.array([table[1, 0, 0], table[0, 1, 0], table[0, 0, 1]])
    lacking = np.array([table[0, 1, 1], table[1, 0, 1], table[1, 1, 0]])
    return single, lacking


def enumeration_size(table: NDArray[Any]) -> float:
    """An upper bound on the number of 2×2×2 tables with the same record sizes and sphere totals."""
    single, lacking = _sizes(table)
    pairs = min(single.sum(), lacking.sum())
    return float((pairs + 1) * (pairs + 2) / 2)


def enumerate_margins(table: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Every 2×2×2 table with the same record sizes and sphere totals, and its probability.

    With s the single-sphere cells and l the two-sphere cells named by the sphere they lack, a sphere's total fixes
    s − l, so two numbers are free. A table stands for n1!/Πs! · n2!/Πl! record matrices, all equally likely.
    """
    single, lacking = _sizes(table)
    gap = single - lacking
    floor = np.maximum(0, -gap)
    free = int(lacking.sum() - floor.sum())
    steps = np.arange(free + 1)
    first, second = (grid.ravel() for grid in np.meshgrid(steps, steps, indexing="ij"))
    kept = first + second <= free
    first, second = first[kept], second[kept]
    lack = floor + np.column_stack([first, second, free - first - second])
    alone = lack + gap
    tables = np.zeros((len(lack), 2, 2, 2))
    tables[:, 0, 0, 0], tables[:, 1, 1, 1] = table[0, 0, 0], table[1, 1, 1]
    tables[:, 1, 0, 0], tables[:, 0, 1, 0], tables[:, 0, 0, 1] = alone.T
    tables[:, 0, 1, 1], tables[:, 1, 0, 1], tables[:, 1, 1, 0] = lack.T
    logs = -log_factorial(alone).sum(axis=1) - log_factorial(lack).sum(axis=1)
    weights = np.exp(logs - logs.max())
    return tables, weights / weights.sum()


def trade(table: NDArray[Any], permutations: int, rng: np.random.Generator) -> NDArray[Any]:
    """B independent chains of column trades, each started from the observed table: (B, 2, ..., 2)."""
    k = table.ndim
    tables = np.repeat(table[None].astype(np.int64), permutations, axis=0)
    pairs = list(combinations(range(k), 2))
    for _ in counted(range(SWEEPS), DRAWING, draws=True):
        for first, second in pairs:
            _trade_pair(tables, first, second, rng)
    return tables.astype(float)


def _trade_pair(tables: NDArray[Any], first: int, second: int, rng: np.random.Generator) -> None:
    """Hand the records that have exactly one of two spheres out again, each sphere keeping its number."""
    k = tables.ndim - 1
    strata: list[tuple[Any, Any]] = []
    for rest in product((0, 1), repeat=k - 2):
        where = list(rest)
        where.insert(first, 1)
        where.insert(second, 0)
        only_first = (slice(None), *where)
        where[first], where[second] = 0, 1
        strata.append((only_first, (slice(None), *where)))
    size = [tables[a] + tables[b] for a, b in strata]
    left = np.sum([tables[a] for a, _ in strata], axis=0)
    rest_size = np.sum(size, axis=0)
    for (a, b), here in zip(strata, size, strict=True):
        rest_size = rest_size - here
        drawn = np.minimum(left, here) if not np.any(rest_size) else hypergeometric(here, rest_size, left, rng)
        tables[a], tables[b] = drawn, here - drawn
        left = left - drawn


def hypergeometric(good: NDArray[Any], bad: NDArray[Any], sample: NDArray[Any], rng: np.random.Generator) -> Any:
    """Hypergeometric draws of any size, element by element.

    Below a thousand million they are numpy's, exact. Above, where numpy has none, they come from the binomial law when
    one of the four groups is less than a thousandth of all, and otherwise from the rounded normal law, whose sd is then
    at least in the hundreds: a thousand draws cannot tell either from the exact law.
    """
    plain = (good < NUMPY_LIMIT) & (bad < NUMPY_LIMIT)
    if plain.all():
        return rng.hypergeometric(good, bad, sample)
    total = (good + bad).astype(float)
    share = sample / np.maximum(total, 1.0)
    spread = share * (1 - share) * good * bad / np.maximum(total - 1, 1.0)
    drawn = np.rint(rng.normal(share * good, np.sqrt(spread))).astype(np.int64)
    rest = good + bad - sample
    for few, against, whole in ((good, sample, None), (sample, good, None), (bad, sample, sample), (rest, good, good)):
        rare = few * 1000.0 < total
        counted = rng.binomial(np.where(rare, few, 0), against / np.maximum(total, 1.0))
        drawn = np.where(rare, counted if whole is None else whole - counted, drawn)
    drawn = np.clip(drawn, np.maximum(sample - bad, 0), np.minimum(good, sample))
    drawn[plain] = rng.hypergeometric(good[plain], bad[plain], sample[plain])
    return drawn


def firm_rows(codes: NDArray[Any], counts: NDArray[Any]) -> NDArray[Any]:
    """One row a firm from the occupied cells, in the order of the cells: the same whatever the order of the input."""
    if counts.sum() > LARGEST_SHUFFLE:
        raise TableError(
            f"{counts.sum():g} firms; expected at most {LARGEST_SHUFFLE} to shuffle one by one",
            hint="Coarsen the classes until their cells are far fewer than the firms, or take a sample of the firms.",
        )
    rows: NDArray[Any] = np.repeat(codes, counts.astype(np.int64), axis=0)
    return rows


def contingency(rows: NDArray[np.int64], columns: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
    """Random tables with these margins, (B, rows, columns): as if every record were shuffled, at the cost of the cells.

    Margins are (B, rows) and (B, columns), with the same total in each draw.
    """
    left = columns.copy()
    tables = np.zeros((*rows.shape, columns.shape[1]), dtype=np.int64)
    for row in range(rows.shape[1]):
        need, rest = rows[:, row].copy(), left.sum(axis=1)
        for column in range(left.shape[1] - 1):
            rest = rest - left[:, column]
            drawn = hypergeometric(left[:, column], rest, need, rng)
            tables[:, row, column] = drawn
            need -= drawn
        tables[:, row, -1] = need
        left -= tables[:, row]
    return tables


def fewer_cells(total: float, cells: int) -> bool:
    """Whether drawing all cells costs less than shuffling the firms."""
    return cells * CELL_COST < total and cells <= LARGEST_CELLS


def _batches(permutations: int, cells: int) -> list[int]:
    size = max(1, LARGEST_CELLS * 20 // max(cells, 1))
    return [min(size, permutations - start) for start in range(0, permutations, size)]


def _repeated(counts: NDArray[Any], size: int) -> NDArray[np.int64]:
    return np.repeat(np.asarray(counts, dtype=np.int64)[None], size, axis=0)


def independent_tables(table: NDArray[Any], permutations: int, rng: np.random.Generator) -> dict[Axes, NDArray[Any]]:
    """The profiles of B tables of firms by place, technology and size when only class sizes are real."""
    sizes = [table.sum(axis=tuple(a for a in range(3) if a != axis)) for axis in range(3)]
    parts = []
    for size in _batches(permutations, table.size):
        first = contingency(_repeated(sizes[0], size), _repeated(sizes[1], size), rng)
        whole = contingency(first.reshape(size, -1), _repeated(sizes[2], size), rng)
        parts.append(dense_profile(whole.reshape(size, *table.shape).astype(float), 3))
    return {axes: np.concatenate([part[axes] for part in parts]) for axes in parts[0]}


def within_tables(tables: NDArray[Any], permutations: int, rng: np.random.Generator) -> dict[Axes, NDArray[Any]]:
    """The same when places are shuffled inside their region: ``tables`` are region × place × technology × size."""
    regions, places, *classes = tables.shape
    parts = []
    for size in _batches(permutations, tables.size):
        whole = np.zeros((size, places, int(np.prod(classes))), dtype=np.int64)
        for region in range(regions):
            flat = tables[region].reshape(places, -1)
            here, there = np.flatnonzero(flat.sum(axis=1)), np.flatnonzero(flat.sum(axis=0))
            rows, columns = _repeated(flat.sum(axis=1)[here], size), _repeated(flat.sum(axis=0)[there], size)
            whole[:, here[:, None], there[None, :]] += contingency(rows, columns, rng)
        parts.append(dense_profile(whole.reshape(size, places, *classes).astype(float), 3))
    return {axes: np.concatenate([part[axes] for part in parts]) for axes in parts[0]}


def independent(codes: NDArray[Any], permutations: int, rng: np.random.Generator) -> Iterator[NDArray[Any]]:
    """Firms (rows × variables) with every variable but the first shuffled on its own, B times."""
    for _ in counted(range(permutations), DRAWING, draws=True):
        shuffled = codes.copy()
        for axis in range(1, codes.shape[1]):
            rng.shuffle(shuffled[:, axis])
        yield shuffled


def within(region: NDArray[Any], permutations: int, rng: np.random.Generator) -> Iterator[NDArray[Any]]:
    """Orders of the rows that stay inside their region (rows sorted by region), B times."""
    for _ in counted(range(permutations), DRAWING, draws=True):
        yield np.argsort(region + rng.random(len(region)), kind="stable")


class FirmEntropies:
    """Entropies of firm rows by group of rows, fast enough for a thousand shuffles.

    ``groups`` numbers the region of each row (all 0 for one table). Logarithms are looked up by count.
    """

    def __init__(self, groups: NDArray[Any], shape: tuple[int, ...]) -> None:
        self.groups, self.shape = groups, shape
        self.size = np.bincount(groups).astype(float)
        self.table = xlogx(np.arange(len(groups) + 1, dtype=float))

    def of(self, rows: NDArray[Any], axes: Axes) -> NDArray[Any]:
        """H of these variables in each group, in bits."""
        code = self.groups.astype(np.int64)
        for axis in axes:
            code = code * self.shape[axis] + rows[:, axis]
        width = int(np.prod([self.shape[axis] for axis in axes]))
        cells = len(self.size) * width
        if cells <= max(200_000, 4 * len(rows)):
            logs = self.table[np.bincount(code, minlength=cells)].reshape(len(self.size), width).sum(axis=1)
        else:
            found, counts = np.unique(code, return_counts=True)
            logs = np.bincount(found // width, weights=self.table[counts], minlength=len(self.size))
        entropy: NDArray[Any] = np.maximum(np.log2(self.size) - logs / self.size, 0.0)
        return entropy

    def profile(self, rows: NDArray[Any], fixed: dict[Axes, NDArray[Any]] | None = None) -> dict[Axes, NDArray[Any]]:
        """The profile of every group; entries of ``fixed`` are taken over (what the shuffle cannot change)."""
        known = fixed or {}
        return {a: known[a] if a in known else self.of(rows, a) for a in subsets(rows.shape[1])}


def independent_profile(
    codes: NDArray[Any], counts: NDArray[Any], shape: tuple[int, ...], permutations: int, rng: np.random.Generator
) -> Draws:
    """Null profiles of firms when only the class sizes of each variable are real."""
    if len(shape) == 3 and fewer_cells(counts.sum(), int(np.prod(shape))):
        table = np.zeros(shape)
        table[tuple(codes.T)] = counts
        return Draws(independent_tables(table, permutations, rng), None, None)
    rows = firm_rows(codes, counts)
    entropies = FirmEntropies(np.zeros(len(rows), dtype=np.int64), shape)
    fixed: dict[Axes, NDArray[Any]] = {axes: value for axes, value in entropies.profile(rows).items() if len(axes) == 1}
    drawn = [entropies.profile(shuffled, fixed) for shuffled in independent(rows, permutations, rng)]
    return Draws({axes: np.concatenate([one[axes] for one in drawn]) for axes in subsets(codes.shape[1])}, None, None)
