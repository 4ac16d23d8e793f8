"""Where everything is drawn, and which community everybody is in: made from the arrays of a release, kept as arrays.

They lie in the release's folder ``derived/`` and can be made again at any time.
"""

from __future__ import annotations

import errno
from bisect import bisect_left
from collections.abc import Callable, ItemsView, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import InvalidInput
from triskele.files import beside
from triskele.ledger.arrays import FOLDER as ARRAYS
from triskele.ledger.selection import MODALITIES, Selection
from triskele.networks import Projected, open_arrays, project
from triskele.networks.levels import LEVELS, MANY, by_community, members_of, name_community
from triskele.release.library import Library, Release

MAP = "map-3"
"""The folder of the positions; the number goes up when they are made in another way."""

_DRAWN = ("actor", "thing", "person")


class _Found(Mapping[str, Any]):
    """What arrays say of keys, which are in their order: a dictionary of 100,000 would take 20 MB."""

    def __init__(self, keys: NDArray[np.object_], there: NDArray[np.bool_], value: Callable[[int], Any]) -> None:
        self._keys, self._there, self._value, self._size = keys, there, value, int(there.sum())

    def __getitem__(self, key: str) -> Any:
        row = bisect_left(self._keys, key)
        while row < len(self._keys) and self._keys[row] == key:  # sets of RDF give a place and a thing one key
            if self._there[row]:
                return self._value(row)
            row += 1
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys[self._there].tolist())

    def items(self) -> ItemsView[str, Any]:
        """All of them at once: to look for many, one after the other, took a third of drawing 50,000 actors."""
        rows = np.flatnonzero(self._there)
        return dict(zip(self._keys[rows].tolist(), map(self._value, rows.tolist()), strict=True)).items()

    def __len__(self) -> int:
        return self._size


@dataclass(frozen=True)
class Positions:
    """Where each actor and thing is drawn, and the community of each actor (Leiden, modularity, seed 1; -1 none).

    Rows are those of the nodes of the release's arrays: ``points`` n x 2, NaN for what is not drawn; ``labels`` n.
    """

    keys: NDArray[np.object_]
    points: NDArray[np.float64]
    labels: NDArray[np.int32]

    @cached_property
    def places(self) -> Mapping[str, tuple[float, float]]:
        """The position of each key that is drawn."""
        return _Found(self.keys, ~np.isnan(self.points[:, 0]), lambda row: tuple(self.points[row].tolist()))

    @cached_property
    def centres(self) -> dict[str, tuple[float, float]]:
        """The mean position of the members of each community, by its id as a node."""
        there = (self.labels >= 0) & ~np.isnan(self.points[:, 0])
        numbers, place = np.unique(self.labels[there], return_inverse=True)
        size = np.bincount(place, minlength=len(numbers))
        x, y = (np.bincount(place, self.points[there, axis], len(numbers)) / size for axis in (0, 1))
        rows = zip(numbers.tolist(), x.tolist(), y.tolist(), strict=True)
        return {name_community(number): (round(a, 3), round(b, 3)) for number, a, b in rows}

    @cached_property
    def communities(self) -> Mapping[str, int]:
        """The community of each key that has one."""
        return _Found(self.keys, self.labels >= 0, lambda row: int(self.labels[row]))


_FILES = ("points", "communities")


def are_kept(release: Release) -> bool:
    """Whether the positions of a release have been made."""
    return all(release.kept(f"{MAP}/{name}.npy") for name in _FILES)


def open_positions(release: Release) -> Positions:
    """The positions of a release: kept ones, or made now from those of the release before it.

    A release whose predecessors were never drawn draws them first, so that the same shelf gives the same positions
    whoever asks first.
    """
    library = Library(release.folder.parent.parent)
    waiting = [release]
    for number in reversed([n for n in library.numbers() if n < release.number]):
        if are_kept(waiting[-1]):
            break
        one = library.release(number)
        if not (one.folder / ARRAYS).is_dir():  # an earlier version made it
            break
        waiting.append(one)
    previous: Positions | None = None
    for one in reversed(waiting):
        previous = _read(one) or _make(one, previous)
    assert previous is not None
    return previous


def project_at(
    release: Release,
    projection: str = "organisations",
    selection: Selection | None = None,
    *,
    level: str = "actors",
    community: int | None = None,
) -> Projected:
    """A projection at a level: actors, those of one community, or the communities themselves with the ties between
    them; ``auto`` takes communities when there are many actors. The communities are those of the release, whatever the
    selection, so that they keep their numbers."""
    projected = project(release, projection, selection)
    return at_level(projected, level, community, lambda: open_positions(release).communities)


def at_level(
    projected: Projected, level: str, community: int | None, communities: Callable[[], Mapping[str, int]]
) -> Projected:
    """A projection at a level, for whoever has it already; see :func:`project_at`."""
    if level not in LEVELS:
        raise InvalidInput(f"level is {level!r}.", hint=f"Use one of {', '.join(LEVELS)}.")
    if community is not None:
        projected = members_of(projected, communities(), community)
    gather = level == "communities"
    if level == "auto":
        gather = community is None and len(projected.network) > MANY and bool(communities())
    return by_community(projected, communities()) if gather else projected


def _read(release: Release) -> Positions | None:
    if not are_kept(release):
        return None
    points, labels = (np.load(release.derived / MAP / f"{name}.npy", allow_pickle=False) for name in _FILES)
    keys = open_arrays(release).keys
    whole = points.shape == (len(keys), 2) and labels.shape == (len(keys),)
    return Positions(keys, points, labels) if whole else None


def _make(release: Release, previous: Positions | None) -> Positions:
    from triskele.layout import lay_out

    arrays = open_arrays(release)
    nodes, pairs = arrays.nodes, arrays.pairs
    drawn = nodes.carries("kind", _DRAWN) | nodes["actor"]
    place = np.cumsum(drawn) - 1
    tied = drawn[pairs["u"]] & drawn[pairs["v"]]
    found = lay_out(
        arrays.keys[drawn].tolist(),
        place[pairs["u"][tied]],
        place[pairs["v"][tied]],
        None if previous is None else previous.places,
    )
    points = np.full((len(nodes), 2), np.nan)
    # three decimals of a thousandth of the picture: what is kept is also what the next release starts from
    points[drawn] = np.round(found, 3)
    positions = Positions(arrays.keys, points, _communities(release))
    _keep(positions, release.derived / MAP)
    return positions


def _keep(positions: Positions, folder: Path) -> None:
    try:
        with beside(folder) as making:
            making.mkdir(parents=True)
            np.save(making / "points.npy", positions.points, allow_pickle=False)
            np.save(making / "communities.npy", positions.labels, allow_pickle=False)
    except OSError as error:
        if error.errno != errno.ENOTEMPTY:  # then somebody else was first
            raise


def _communities(release: Release) -> NDArray[np.int32]:
    """The community of each node with a tie, the largest 0; -1 everywhere when the compiled engine is not installed."""
    arrays = open_arrays(release)
    found = np.full(len(arrays.nodes), -1, dtype=np.int32)
    if find_spec("numba") is None:
        return found
    from triskele.engines.communities import leiden_labels  # compiling is slow to import

    wide = Selection(modalities=MODALITIES, min_confidence=0.0, persons=True, collectives=True, isolates=False)
    network = project(release, "organisations", wide).network
    labels = np.asarray(leiden_labels(network, seed=1), dtype=np.int64)
    sizes = np.bincount(labels) if len(labels) else np.zeros(0, dtype=int)
    rank = np.empty(len(sizes), dtype=np.int32)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
    texts = arrays.texts("node-key")
    rows = np.array([texts.find(key) for key in network.ids], dtype=np.int64)
    found[rows] = rank[labels]
    return found
