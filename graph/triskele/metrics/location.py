"""Is a sector over-represented in a region: location quotients and standardised ones."""

from __future__ import annotations

from fractions import Fraction
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import ParameterError
from triskele.metrics.record import SEED, Parameter, Result, Text, Value, undefined
from triskele.metrics.regiontable import RegionTable, read_regions
from triskele.metrics.registry import metric
from triskele.metrics.tables import shown
from triskele.metrics.territory import (
    COMMON,
    dropped,
    empty,
    fraction,
    quotients,
    reaches,
    stated_notes,
    why_undefined,
)
from triskele.words import languages, phrase


@metric(
    name="location-quotient",
    section="C1",
    formula="LQ = (e_ij/e_i)/(E_j/E); se(ln LQ) ≈ √((1−p)/x), p = e_ij/e_i, x = e_ij",
    reference="Florence 1939; Balassa 1965",
    input="region-table",
    parameters=(
        *COMMON,
        Parameter("level", "float", 0.95, phrase("common.parameters.level"), minimum=0.0),
        Parameter(
            "cutoff",
            "str",
            None,
            phrase("location.location-quotient.parameters.cutoff"),
        ),
    ),
    units=("ratio",),
    example="test_location_quotients_of_the_worked_table",
)
def location_quotient(data: Any, *, level: float, cutoff: str | None, **given: Any) -> Result:
    """LQ with its interval, and LQ with the region left out of the reference, for every cell."""
    if not 0 < level < 1:
        raise ParameterError(f"level is {level}; expected between 0 and 1", hint="0.95 is usual.")
    table = read_regions(data, given["reference"], absent=given["absent"])
    if not table.counts.size:
        return empty("lq")
    limit = fraction("cutoff", cutoff) if cutoff else None
    z = NormalDist().inv_cdf((1 + level) / 2)
    found, outside = quotients(table), _outside(table)
    values = []
    for i, region in enumerate(table.regions):
        for j, sector in enumerate(table.sectors):
            key = {"region": region, "sector": sector}
            values.append(_quotient(table, found, i, j, z, {**key, "quantity": "lq"}))
            values.append(_left_out(table, outside, i, j, {**key, "quantity": "lq-left-out"}))
            if limit is not None:
                values.append(_meets(table, i, j, limit, {**key, "quantity": "meets-cutoff"}))
    notes = [
        *stated_notes(table, given["reference"], given),
        phrase("location.interval", z=z),
        *_one_sector(table),
    ]
    return Result(values, direction="none", weights="counts", notes=notes, dropped=dropped(table))


def _one_sector(table: RegionTable) -> list[Text]:
    """Whose only sector has no interval."""
    alone = [r for r, row in zip(table.regions, np.nan_to_num(table.counts), strict=True) if (row > 0).sum() == 1]
    if not alone:
        return []
    names = shown(alone)
    return [phrase("location.one-sector-only", names=names)]


def _quotient(table: RegionTable, found: NDArray[Any], i: int, j: int, z: float, key: dict[str, str]) -> Value:
    lq, x = found[i, j], table.counts[i, j]
    if np.isnan(lq):
        return undefined(key, why_undefined(table, i, j), unit="ratio", **table.known)
    if x == 0:
        return Value(key, 0.0, "ratio", m=0, **table.known)
    if x >= table.region_totals[i]:  # one sector is all there is: the share does not vary, so √((1−p)/x) says nothing
        return Value(key, lq, "ratio", m=x, **table.known)
    spread = z * float(np.sqrt(max(1 - x / table.region_totals[i], 0.0) / x))
    return Value(key, lq, "ratio", low=lq * np.exp(-spread), high=lq * np.exp(spread), m=x, **table.known)


def _outside(table: RegionTable) -> NDArray[Any]:
    """LQ with the region itself taken out of the reference; NaN where nothing is left."""
    cells = np.nan_to_num(table.counts)
    rest_sector = table.sector_totals[None, :] - cells
    rest = table.total - table.region_totals[:, None]
    rows = table.region_totals[:, None]
    possible = (rows > 0) & (rest_sector > 0) & (rest > 0)
    base = np.where(possible, rows * rest_sector, 1.0)
    result: NDArray[Any] = np.where(possible, table.counts * rest / base, np.nan)
    return result


def _left_out(table: RegionTable, outside: NDArray[Any], i: int, j: int, key: dict[str, str]) -> Value:
    if not np.isnan(outside[i, j]):
        return Value(key, outside[i, j], "ratio", **table.known)
    if np.isnan(table.counts[i, j]) or table.region_totals[i] == 0:
        return undefined(key, why_undefined(table, i, j), unit="ratio")
    reason = phrase("location.sector-nowhere-else")
    return undefined(key, reason, unit="ratio")


def _meets(table: RegionTable, i: int, j: int, limit: Fraction, key: dict[str, str]) -> Value:
    met = reaches(table, i, j, limit)
    if met is None:
        return undefined(key, why_undefined(table, i, j))
    return Value(key, float(met), "", category="met" if met else "unmet")


@metric(
    name="standardised-location-quotient",
    section="C2",
    reference="O'Donoghue & Gleave 2004; Tian 2013",
    input="region-table",
    parameters=(
        *COMMON,
        Parameter("ddof", "int", 1, phrase("location.standardised-location-quotient.parameters.ddof"), minimum=0),
        Parameter("cutoff", "float", 1.65, phrase("location.standardised-location-quotient.parameters.cutoff")),
        Parameter("resamples", "int", 999, phrase("common.parameters.resamples"), minimum=99),
        SEED,
    ),
    units=("z", "ratio"),
    example="test_standardised_quotients_by_hand",
)
def standardised_location_quotient(
    data: Any, *, ddof: int, cutoff: float, resamples: int, seed: int, **given: Any
) -> Result:
    """z per cell and whether it is a cluster; the scale used (plain, log, bootstrap) stands in the notes."""
    if ddof not in (0, 1):
        raise ParameterError(f"ddof is {ddof}; expected 0 or 1", hint="1 is the sample standard deviation.")
    table = read_regions(data, given["reference"], absent=given["absent"])
    if not table.counts.size:
        return empty("z")
    found = quotients(table)
    values: list[Value] = []
    scales: dict[str, list[str]] = {}
    for j, sector in enumerate(table.sectors):
        scale, made = _standardise(table, found[:, j], j, ddof, cutoff, resamples, seed)
        scales.setdefault(scale, []).append(sector)
        values += made
    notes = [*stated_notes(table, given["reference"], given), *_scale_notes(scales, len(table.regions), ddof)]
    return Result(values, direction="none", weights="counts", notes=notes, dropped=dropped(table), seed=seed)


def _standardise(
    table: RegionTable, column: NDArray[Any], j: int, ddof: int, cutoff: float, resamples: int, seed: int
) -> tuple[str, list[Value]]:
    """The scale of one sector and its values: z, and membership by z or by the bootstrap cut-off of the LQ."""
    known = column[~np.isnan(column)]
    keys = [{"region": r, "sector": table.sectors[j]} for r in table.regions]
    few = phrase("location.fewer-than-three-regions")
    flat = phrase("location.regions-do-not-differ")
    if len(known) < 3 or np.ptp(known) <= 1e-12 * max(1.0, float(known.max())):
        reason = few if len(known) < 3 else flat
        return "none", [undefined({**k, "quantity": q}, reason) for k in keys for q in ("z", "cluster")]
    scale, column_used = _normal_scale(column, known)
    used = column_used[~np.isnan(column_used)]
    z = (column_used - used.mean()) / used.std(ddof=ddof)
    limit = _bootstrap_cutoff(known, resamples, seed) if scale == "bootstrap" else None
    values = []
    for i, key in enumerate(keys):
        if np.isnan(column[i]):
            values += [undefined({**key, "quantity": q}, why_undefined(table, i, j)) for q in ("z", "cluster")]
            continue
        values.append(Value({**key, "quantity": "z"}, z[i], "z", n=len(known)))
        member = column[i] >= limit if limit is not None else z[i] >= cutoff
        word = "cluster" if member else "no-cluster"
        values.append(Value({**key, "quantity": "cluster"}, float(member), "", category=word, high=limit))
    return scale, values


def _normal_scale(column: NDArray[Any], known: NDArray[Any]) -> tuple[str, NDArray[Any]]:
    from scipy.stats import normaltest, shapiro

    check = shapiro if len(known) <= 5000 else normaltest
    if check(known).pvalue >= 0.05:
        return "plain", column
    if known.min() > 0 and check(np.log(known)).pvalue >= 0.05:
        return "log", np.log(column)
    return "bootstrap", column


def _bootstrap_cutoff(known: NDArray[Any], resamples: int, seed: int) -> float:
    """The mean over resamples of the 95th percentile of the LQ."""
    rng = np.random.default_rng(seed)
    drawn = rng.choice(np.sort(known), size=(resamples, len(known)))
    return float(np.quantile(drawn, 0.95, axis=1).mean())


def _scale_notes(scales: dict[str, list[str]], regions: int, ddof: int) -> list[Text]:
    words = {
        "plain": phrase("location.scales.plain"),
        "log": phrase("location.scales.log"),
        "bootstrap": phrase("location.scales.bootstrap"),
        "none": phrase("location.scales.none"),
    }
    notes: list[Text] = [
        {tag: f"{words[scale][tag]}: {', '.join(names)}." for tag in languages()}
        for scale, names in sorted(scales.items())
    ]
    notes.append(phrase("location.degrees-of-freedom", ddof=ddof))
    if regions < 30:
        notes.append(phrase("location.few-regions", regions=regions))
    return notes
