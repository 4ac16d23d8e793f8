"""Positions for drawing a network: forces, deterministic, and steady from one release to the next.

The forces are those of ForceAtlas2 (Jacomy et al. 2014, doi:10.1371/journal.pone.0098679): ties pull in proportion to
their length, nodes push each other by degree over distance, and a weak gravity keeps the parts together. Pushes are
exact within a cell of near nodes and go out from the centre of mass of every other cell; cells are cut so that each
holds about the square root of all nodes, which makes one round O(n^1.5) in plain numpy.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Points = NDArray[np.float64]
RADIUS = 1000.0
"""Nineteen of twenty connected nodes lie within this distance of the origin; nodes without a tie lie outside it."""

_GRAVITY = 0.05
_BLOCK = 1 << 15
"""Numbers of one array worked on at a time: a few such arrays stay near the processor, which halves the time."""


def lay_out(
    keys: Sequence[str],
    u: ArrayLike,
    v: ArrayLike,
    previous: Mapping[str, tuple[float, float]] | None = None,
    *,
    rounds: int | None = None,
) -> Points:
    """A position for each node; ``u`` and ``v`` are the ends of the ties as positions in ``keys``.

    The same input gives the same positions. With ``previous`` a node that stood there stays exactly where it was and
    only new ones find a place, unless the new ones outnumber the old: then all move, starting from where they were.
    Without it the network lies along the x axis, as screens do.
    """
    n = len(keys)
    if n == 0:
        return np.zeros((0, 2))
    ends = _distinct(np.asarray(u, dtype=np.int64), np.asarray(v, dtype=np.int64), n)
    degree = np.bincount(ends.ravel(), minlength=n).astype(float)
    tied = degree > 0
    known = np.array([previous is not None and key in previous for key in keys])
    old = np.array([(previous or {}).get(key, (0.0, 0.0)) for key in keys], dtype=float)
    keep = bool(known.any() and 2 * known.sum() >= n)
    spread = _scatter(keys)
    unit = np.sqrt(max(tied.sum(), 1)) * 10.0
    scale = RADIUS / unit
    points = np.where(known[:, None], old / scale, _start(spread * unit, ends, known, old / scale))
    free = tied & ~known if keep else tied
    if free.any():
        moved = _relax(
            points[tied], _renumber(ends, tied), degree[tied], free[tied], rounds or _rounds(int(tied.sum()))
        )
        points[tied] = moved
    points *= scale
    if not keep:
        points[tied] -= points[tied].mean(axis=0) if tied.any() else 0.0
        far = np.quantile(np.hypot(*points[tied].T), 0.95) if tied.any() else 0.0
        points[tied] *= RADIUS / far if far > 0 else 1.0
        if not known.any():
            points[tied] = _lie_down(points[tied])
    alone = ~tied & ~(known & keep)
    angle = np.arctan2(spread[alone, 1], spread[alone, 0])
    ring = RADIUS * (1.15 + 0.25 * np.hypot(*spread[alone].T))
    points[alone] = np.column_stack([ring * np.cos(angle), ring * np.sin(angle)])
    if keep:
        points[known] = old[known]
    return np.asarray(points)


def _lie_down(points: Points) -> Points:
    """The points turned about the origin so that they spread most along the x axis (first principal axis)."""
    if len(points) < 2:
        return points
    (xx, xy), (_, yy) = np.cov(points.T)
    angle = 0.5 * np.arctan2(2 * xy, xx - yy)
    cos, sin = np.cos(angle), np.sin(angle)
    return points @ np.array([[cos, -sin], [sin, cos]])


def _rounds(n: int) -> int:
    """Fewer rounds for more nodes: one costs O(n^1.5), and above 10,000 nodes all of them together stay about equal."""
    return 400 if n <= 2000 else 240 if n <= 10_000 else max(16, round(240 * (10_000 / n) ** 1.5))


def _scatter(keys: Sequence[str]) -> Points:
    """A place in the unit disc for each key, by its hash: the same wherever and whenever it is asked."""
    words = np.array([np.frombuffer(hashlib.sha256(key.encode()).digest()[:16], dtype="<u8") for key in keys])
    part = words.astype(float) / 2.0**64
    radius, angle = np.sqrt(part[:, 0]), 2 * np.pi * part[:, 1]
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def _distinct(u: NDArray[np.int64], v: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """The pairs that are tied, each once and without loops, as two rows."""
    low, high = np.minimum(u, v), np.maximum(u, v)
    codes = np.unique((low * n + high)[low != high])
    return np.vstack([codes // n, codes % n])


def _renumber(ends: NDArray[np.int64], mask: NDArray[np.bool_]) -> NDArray[np.int64]:
    place = np.cumsum(mask) - 1
    return np.asarray(place[ends])


def _start(scattered: Points, ends: NDArray[np.int64], known: NDArray[np.bool_], old: Points) -> Points:
    """Where new nodes begin: amid their known neighbours, a little aside, or scattered when they have none."""
    if not known.any():
        return scattered
    total = np.zeros_like(scattered)
    count = np.zeros(len(known))
    for here, there in (ends, ends[::-1]):
        near = known[there]
        for axis in (0, 1):
            total[:, axis] += np.bincount(here[near], old[there[near], axis], len(known))
        count += np.bincount(here[near], minlength=len(known))
    amid = count > 0
    scattered = scattered.copy()
    scattered[amid] = total[amid] / count[amid, None] + scattered[amid] * 0.05
    return scattered


def _relax(
    points: Points, ends: NDArray[np.int64], degree: NDArray[np.float64], free: NDArray[np.bool_], rounds: int
) -> Points:
    """Follow the forces for some rounds; the step adapts to how much nodes swing (section "adapting speed")."""
    points, mass = points.copy(), degree + 1.0
    n = len(points)
    before = np.zeros_like(points)
    speed = 1.0
    u, v = ends
    for _ in range(rounds):
        force = _pushes(points, mass) * 8.0
        for axis in (0, 1):
            pull = points[u, axis] - points[v, axis]
            force[:, axis] += np.bincount(v, pull, n) - np.bincount(u, pull, n)
        distance = np.maximum(np.hypot(*points.T), 1e-9)[:, None]
        force -= _GRAVITY * mass[:, None] * points / np.sqrt(distance)
        swing = np.hypot(*(force - before).T)
        traction = np.hypot(*(force + before).T) / 2
        total = float((mass[free] * swing[free]).sum())
        target = float((mass[free] * traction[free]).sum()) / total if total > 0 else speed
        speed = min(target, speed * 1.5)
        step = force * (0.2 * speed / (1.0 + speed * np.sqrt(swing)))[:, None]
        length = np.maximum(np.hypot(*step.T), 1e-12)[:, None]
        step *= np.minimum(1.0, 50.0 / length)
        points[free] += step[free]
        before = force
    return points


def _pushes(points: Points, mass: NDArray[np.float64]) -> Points:
    """The push on each node by all others, mass times mass over distance; memory: some blocks of ``_BLOCK`` numbers."""
    n = len(points)
    side = max(1, round(n**0.25))
    cell = _cells(points, side)
    cells = side * side
    weight = np.bincount(cell, mass, cells)
    sums = np.column_stack([np.bincount(cell, mass * points[:, axis], cells) for axis in (0, 1)])
    centre = sums / np.maximum(weight, 1e-12)[:, None]
    force = np.empty_like(points)
    step = max(1, _BLOCK // cells)
    for start in range(0, n, step):
        rows = slice(start, start + step)
        dx = points[rows, 0, None] - centre[None, :, 0]
        dy = points[rows, 1, None] - centre[None, :, 1]
        strength = weight / _squares(dx, dy)
        strength[np.arange(len(strength)), cell[rows]] = 0.0
        for axis, way in enumerate((dx, dy)):
            force[rows, axis] = np.einsum("ij,ij->i", strength, way) * mass[rows]
    order = np.argsort(cell, kind="stable")
    counts = np.bincount(cell, minlength=cells)
    slot = np.arange(n) - np.repeat(np.cumsum(counts) - counts, counts)
    most = int(counts.max())
    grid = np.full((cells, most), -1)
    grid[cell[order], slot] = order
    step = max(1, _BLOCK // max(most * most, 1))
    for start in range(0, cells, step):
        some = grid[start : start + step]
        there = some >= 0
        x, y = (np.where(there, points[some, axis], 0.0) for axis in (0, 1))
        m = np.where(there, mass[some], 0.0)
        dx, dy = x[:, :, None] - x[:, None, :], y[:, :, None] - y[:, None, :]
        strength = m[:, None, :] / _squares(dx, dy)
        near = np.stack([np.einsum("ijk,ijk->ij", strength, way) * m for way in (dx, dy)], axis=-1)
        force[some[there]] += near[there]
    return force


def _squares(dx: Points, dy: Points) -> Points:
    """Squared distances, and a little more, so that what lies at one place does not push without end."""
    found = dx * dx
    found += dy * dy
    found += 1e-2
    return found


def _cells(points: Points, side: int) -> NDArray[np.int64]:
    """The cell of each node: strips of equal numbers by x, each cut into equal numbers by y."""
    n = len(points)
    strip = np.empty(n, dtype=np.int64)
    strip[np.argsort(points[:, 0], kind="stable")] = np.arange(n) * side // n
    order = np.lexsort((points[:, 1], strip))
    counts = np.bincount(strip, minlength=side)
    starts = np.repeat(np.cumsum(counts) - counts, counts)
    sizes = np.repeat(counts, counts)
    cell = np.empty(n, dtype=np.int64)
    cell[order] = strip[order] * side + (np.arange(n) - starts) * side // sizes
    return cell
