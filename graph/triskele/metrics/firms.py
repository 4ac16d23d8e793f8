"""Firms by place, technology and size, sorted by region, and their shuffles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.metrics import draws, entropy
from triskele.metrics.cells import Cells, read_firms
from triskele.metrics.record import Parameter
from triskele.words import phrase

ALL = (0, 1, 2)


GEOGRAPHY = Parameter("geography", "str", "geography", phrase("firms.parameters.geography"))
TECHNOLOGY = Parameter("technology", "str", "technology", phrase("firms.parameters.technology"))
SIZE = Parameter("size", "str", "size", phrase("firms.parameters.size"))
REGION = Parameter("region", "str", "region", phrase("firms.parameters.region"))
FIRM_NULL = Parameter(
    "null",
    "str",
    "independent-permutation",
    phrase("firms.parameters.null"),
    choices=("independent-permutation", "within-region-permutation"),
)


@dataclass(frozen=True)
class Firms:
    """Firms by region, geography, technology and size; laid out row by row, sorted by region, when asked for."""

    cells: Cells

    @property
    def names(self) -> tuple[str, ...]:
        """The regions."""
        return self.cells.labels[0]

    @cached_property
    def _laid(self) -> NDArray[Any]:
        return draws.firm_rows(self.cells.codes, self.cells.counts)

    @property
    def region(self) -> NDArray[Any]:
        """The region of each firm."""
        return self._laid[:, 0]

    @property
    def rows(self) -> NDArray[Any]:
        """(geography, technology, size) of each firm."""
        return self._laid[:, 1:]

    @property
    def local(self) -> NDArray[Any]:
        """The rows with geography numbered afresh inside each region."""
        pairs = np.column_stack([self.region, self.rows[:, 0]])
        distinct, where = np.unique(pairs, axis=0, return_inverse=True)
        first = np.searchsorted(distinct[:, 0], np.arange(len(self.names)))
        return np.column_stack([where.ravel() - first[self.region], self.rows[:, 1:]])

    def without_region(self) -> Cells:
        """The same firms by geography, technology and size only."""
        return self.cells.keep((1, 2, 3))

    def coarsens(self) -> bool:
        """Whether every place lies in one region only."""
        pairs = np.unique(np.column_stack([self.rows[:, 0], self.region]), axis=0)
        return len(pairs) == len(np.unique(pairs[:, 0]))


def read_firm_rows(data: Any, region: str, variables: tuple[str, str, str]) -> Firms:
    """Firms of a table with a region; those with an unknown class are left out and counted in the cells."""
    cells = read_firms(data, (region, *variables))
    cells.require_whole()
    return Firms(cells)


def fixed_entropies(
    profile: dict[entropy.Axes, NDArray[Any]], null: str, regional: bool
) -> dict[entropy.Axes, NDArray[Any]]:
    """The entropies that no shuffle of this null can change."""
    if null == "within-region-permutation":
        same = [(0,), (1,), (2,), (1, 2)]
    else:
        same = [(0,)] if regional else [(0,), (1,), (2,)]
    return {axes: profile[axes] for axes in same}


def places_drawn(firms: Firms, permutations: int, seed: int) -> NDArray[Any]:
    """T of all firms with places shuffled inside their region, B times, in bits."""
    rng = np.random.default_rng(seed)
    if draws.fewer_cells(firms.cells.total, int(np.prod(firms.cells.shape))):
        return np.asarray(entropy.coinformation(draws.within_tables(firms.cells.dense(), permutations, rng), ALL))
    whole = draws.FirmEntropies(np.zeros(len(firms.rows), dtype=np.int64), firms.cells.shape[1:])
    fixed = fixed_entropies(whole.profile(firms.rows), "within-region-permutation", regional=False)
    orders = draws.within(firms.region, permutations, rng)
    shuffled = (np.column_stack([firms.rows[order, 0], firms.rows[:, 1:]]) for order in orders)
    return np.concatenate([entropy.coinformation(whole.profile(rows, fixed), ALL) for rows in shuffled])
