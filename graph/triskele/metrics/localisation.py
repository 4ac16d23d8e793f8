"""How near to each other are the plants of an industry: the K-density of Duranton and Overman."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import ParameterError, TableError
from triskele.metrics import significance, tables
from triskele.metrics.record import PERMUTATIONS, SEED, Parameter, Result, Text, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.verdicts import judged
from triskele.progress import COMPUTING, DRAWING, counted
from triskele.words import phrase

MOST_SITES = 5_000
"""Above it the distances of all pairs no longer fit in memory."""
FINE = 1024
"""Steps between 0 and the greatest distance on which pairs are counted before they are smoothed."""
EARTH_KM = 6371.0088
PLANAR, GLOBE = ("x", "y"), ("latitude", "longitude")


@dataclass(frozen=True)
class Plants:
    """Site of each plant and its distance class to every other; ``weight`` is 1, or the employment."""

    sector: NDArray[Any]
    weight: NDArray[np.float64]
    classes: NDArray[np.int32]
    step: float
    unit: str

    @property
    def middles(self) -> NDArray[np.float64]:
        return np.asarray((np.arange(FINE) + 0.5) * self.step, dtype=float)


@metric(
    name="duranton-overman",
    section="C6",
    reference="Duranton & Overman 2005; Silverman 1986",
    input="plants",
    parameters=(
        Parameter(
            "sector",
            "str",
            None,
            phrase("localisation.duranton-overman.parameters.sector"),
        ),
        Parameter(
            "weighted",
            "bool",
            False,
            phrase("localisation.duranton-overman.parameters.weighted"),
        ),
        Parameter(
            "points",
            "int",
            20,
            phrase("localisation.duranton-overman.parameters.points"),
            minimum=2,
        ),
        Parameter("level", "float", 0.95, phrase("localisation.duranton-overman.parameters.level"), minimum=0.0),
        PERMUTATIONS,
        SEED,
    ),
    nulls=("random-relocation",),
    a_draw="rows",
    needs_null=True,
    units=("ratio", "density"),
    example="test_k_density_of_three_plants_by_hand",
)
def duranton_overman(
    data: Any, *, sector: str | None, weighted: bool, points: int, level: float, permutations: int, seed: int
) -> Result:
    """For every sector whether it is localised or dispersed, Γ and Ψ, then K with its local band at some distances.

    A table of plants: plant, sector, and x, y (in any unit of length) or latitude, longitude (degrees; distances are
    then great circles in km); ``employment`` when weighted. Distances run up to the median of all pairs of plants.
    """
    if not 0 < level < 1:
        raise ParameterError(f"level is {level}; expected between 0 and 1", hint="0.95 is usual.")
    plants, left_out = _read(data, weighted)
    notes = _notes(plants, level)
    if plants is None:
        reason = phrase("localisation.empty-or-one-spot")
        return Result(
            [undefined({"quantity": "localisation"}, reason, unit="ratio", n=0)], dropped=left_out, notes=notes
        )
    sectors = sorted(set(plants.sector.tolist()))
    if sector is not None and sector not in sectors:
        raise ParameterError(f"the table has no sector {sector!r}", hint=f"It has: {', '.join(sectors[:10])}.")
    upto = _median_class(plants) + 1
    values: list[Value] = []
    curves: list[Value] = []
    wanted = [(position, name) for position, name in enumerate(sectors) if sector in (None, name)]
    for position, name in counted(wanted, COMPUTING, draws=True):
        rng = np.random.default_rng([seed, position])
        found, curve = _sector(plants, name, upto, points, level, permutations, rng)
        values += found
        curves += curve
    return Result(
        [*_adjusted(values), *curves],
        null="random-relocation",
        permutations=permutations,
        seed=seed,
        direction="none",
        weights="employment" if weighted else "none",
        dropped=left_out,
        notes=notes,
    )


def _adjusted(values: list[Value]) -> list[Value]:
    """Benjamini-Hochberg over the sectors whose localisation was tested."""
    tested = iter(judged([v for v in values if v.key["quantity"] == "localisation"], upper=True))
    return [next(tested) if v.key["quantity"] == "localisation" else judged([v], upper=True)[0] for v in values]


def _read(data: Any, weighted: bool) -> tuple[Plants | None, dict[str, int]]:
    """The plants whose place (and employment, when weighted) is known; how many are not."""
    name = "plants table"
    frame = tables.read(data, "plant", "sector", name=name)
    tables.labels(frame, "plant", "sector", name=name)
    tables.unique(frame, "plant", name=name)
    axes = GLOBE if GLOBE[0] in frame.columns else PLANAR
    tables.need(frame, *axes, *(("employment",) if weighted else ()), name=name)
    bounds = ((-90.0, 90.0), (-180.0, 180.0)) if axes == GLOBE else ((None, None), (None, None))
    place = np.column_stack(
        [
            tables.numbers(frame, axis, name=name, blank=True, minimum=low, maximum=high)
            for axis, (low, high) in zip(axes, bounds, strict=True)
        ]
    )
    weight = tables.numbers(frame, "employment", name=name, blank=True) if weighted else np.ones(len(frame))
    known = ~(np.isnan(place).any(axis=1) | np.isnan(weight))
    left_out = {"unknown-place-or-size": int((~known).sum())} if not known.all() else {}
    if known.sum() > MOST_SITES:
        raise TableError(
            f"{name}: {int(known.sum())} plants; expected at most {MOST_SITES}",
            hint="Take a sample of the plants of other sectors: the counterfactual needs their sites, not all of them.",
        )
    distance = _distances(place[known], globe=axes == GLOBE)
    longest = float(distance.max(initial=0.0))
    if not longest:
        return None, left_out
    step = longest / FINE
    classes = np.minimum((distance / step).astype(np.int32), FINE - 1)
    sectors = frame["sector"].to_numpy(dtype=str)[known]
    return Plants(sectors, weight[known], classes, step, "km" if axes == GLOBE else "x"), left_out


def _distances(place: NDArray[np.float64], *, globe: bool) -> NDArray[np.float64]:
    """All pairs: straight lines, or great circles in km (haversine)."""
    if not globe:
        return np.asarray(np.hypot(*(place[:, axis, None] - place[None, :, axis] for axis in (0, 1))))
    latitude, longitude = np.radians(place.T)
    half = np.sin((latitude[:, None] - latitude) / 2) ** 2
    half += np.cos(latitude[:, None]) * np.cos(latitude) * np.sin((longitude[:, None] - longitude) / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


def _pairs(plants: Plants, who: NDArray[Any], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weight of pairs by class of distance."""
    first, second = np.triu_indices(len(who), 1)
    return np.bincount(
        plants.classes[who[first], who[second]], weights=weight[first] * weight[second], minlength=FINE
    ).astype(float)


def _median_class(plants: Plants) -> int:
    """The class of the median distance of all pairs: beyond it, near and far are each other's mirror."""
    counts = _pairs(plants, np.arange(len(plants.sector)), np.ones(len(plants.sector)))
    return int(np.searchsorted(np.cumsum(counts), counts.sum() / 2))


def bandwidth(middles: NDArray[np.float64], counts: NDArray[np.float64], pairs: int) -> float:
    """Silverman's rule of thumb: 0.9·min(sd, IQR/1.34)·pairs^(−1/5), of distances counted by class."""
    total = counts.sum()
    mean = counts @ middles / total
    sd = float(np.sqrt(counts @ (middles - mean) ** 2 / total * pairs / max(pairs - 1, 1)))
    low, high = middles[np.searchsorted(np.cumsum(counts) / total, [0.25, 0.75])]
    width = min(sd, float(high - low) / 1.34) or sd or float(middles[0])
    return 0.9 * width * pairs**-0.2


def density(counts: NDArray[np.float64], step: float, h: float, upto: int) -> NDArray[np.float64]:
    """K at the middles of the first classes: a Gaussian kernel on distances and on their mirror images below 0."""
    from scipy.signal import fftconvolve

    mirrored = np.concatenate([counts[::-1], counts])
    kernel = np.exp(-((np.arange(-FINE, FINE + 1) * step / h) ** 2) / 2) / np.sqrt(2 * np.pi)
    smooth = fftconvolve(mirrored, kernel, mode="full")[2 * FINE : 2 * FINE + upto]
    return np.asarray(np.maximum(smooth, 0) / (h * counts.sum()))


def _curve(plants: Plants, who: NDArray[Any], weight: NDArray[np.float64], upto: int) -> NDArray[np.float64]:
    counts = _pairs(plants, who, weight)
    h = bandwidth(plants.middles, counts, len(who) * (len(who) - 1) // 2)
    return density(counts, plants.step, h, upto)


def global_band(drawn: NDArray[np.float64], level: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(lower, upper): order statistics of the draws; at most a share ``1 − level`` of them crosses each somewhere."""
    size, wide = drawn.shape
    ordered = np.sort(drawn, axis=0)
    below = np.column_stack([np.searchsorted(ordered[:, j], drawn[:, j], "left") for j in range(wide)])
    above = size - np.column_stack([np.searchsorted(ordered[:, j], drawn[:, j], "right") for j in range(wide)])
    allowed = min(int((1 - level) * size), size - 1)
    lowest, highest = np.sort(below.min(axis=1))[allowed], np.sort(above.min(axis=1))[allowed]
    return ordered[lowest], ordered[size - 1 - highest]


def _sector(
    plants: Plants, name: str, upto: int, points: int, level: float, permutations: int, rng: np.random.Generator
) -> tuple[list[Value], list[Value]]:
    own = np.flatnonzero(plants.sector == name)
    weight = plants.weight[own]
    key = {"sector": name, "quantity": "localisation"}
    if np.count_nonzero(weight) < 3:
        few = phrase("localisation.fewer-than-three-plants")
        return [undefined(key, few, unit="ratio", n=len(own))], []
    seen = _curve(plants, own, weight, upto)
    if not seen.any() or not np.isfinite(seen).all():
        spot = phrase("localisation.sector-on-one-spot")
        return [undefined(key, spot, unit="ratio", n=len(own))], []
    sites = len(plants.sector)
    orders = (rng.permutation(sites)[: len(own)] for _ in range(permutations))
    drawn = np.array([_curve(plants, who, weight, upto) for who in counted(orders, DRAWING, sizes=[1] * permutations)])
    low, high = global_band(drawn, level)
    over = np.maximum(np.vstack([seen, drawn]) - high, 0).sum(axis=1) * plants.step
    under = np.maximum(low - np.vstack([seen, drawn]), 0).sum(axis=1) * plants.step
    under[over > 0] = 0.0
    category = "localised" if over[0] else "dispersed" if under[0] else "not-localised"
    known: dict[str, Any] = {"n": len(own), "m": len(own) * (len(own) - 1) // 2}
    values = [
        Value(key, over[0], "ratio", category=category, **_tail(over), **known),
        Value({**key, "quantity": "dispersion"}, under[0], "ratio", **_tail(under), **known),
    ]
    bands = np.quantile(drawn, [1 - level, level], axis=0)
    curve = []
    for j in np.unique(np.linspace(0, upto - 1, points).round().astype(int)).tolist():
        place = {"sector": name, "quantity": "k-density", "distance": f"{plants.middles[j]:.4g}"}
        beside = significance.against(float(seen[j]), drawn[:, j])
        curve.append(Value(place, seen[j], "density", low=bands[0, j], high=bands[1, j], **beside, n=len(own)))
    return values, curve


def _tail(found: NDArray[np.float64]) -> dict[str, Any]:
    """The first against the others; only large values speak, so p is the upper tail."""
    beside = significance.against(float(found[0]), found[1:])
    return {**beside, "z": None, "p": beside["p_high"]}


def _notes(plants: Plants | None, level: float) -> list[Text]:
    unit = phrase("localisation.unit-of-columns")
    if plants is not None and plants.unit == "km":
        unit = phrase("localisation.kilometres")
    share = f"{100 * level:g}"
    return [
        phrase("localisation.bands", unit=unit, share=share),
        phrase("localisation.counterfactual"),
    ]
