"""How concentrated is a region's economy, and how concentrated an industry beyond the size of its plants."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.metrics import tables
from triskele.metrics.entropy import xlogx
from triskele.metrics.record import Parameter, Result, Text, Value, undefined
from triskele.metrics.regiontable import RegionTable, read_regions
from triskele.metrics.registry import metric
from triskele.metrics.territory import COMMON, NO_REGION, dropped, empty, quotients, stated_notes
from triskele.words import phrase

QUANTITIES = ("hhi", "krugman", "hoover", "hachman", "entropy")


def herfindahl(amounts: NDArray[Any]) -> float | None:
    """Σs² of non-negative amounts; None when they sum to 0."""
    total = float(np.sum(amounts))
    return float(np.sum((np.asarray(amounts) / total) ** 2)) if total else None


def concentration_ratio(amounts: NDArray[Any], largest: int = 3) -> float | None:
    """Share of the ``largest`` biggest amounts (CR3); None when they sum to 0."""
    total = float(np.sum(amounts))
    return float(np.sort(np.asarray(amounts, dtype=float))[::-1][:largest].sum() / total) if total else None


def _indices(table: RegionTable, i: int, lq: NDArray[Any]) -> dict[str, tuple[float, str]]:
    """The five indices of a region with e_i > 0, over the sectors that exist in the reference and are known here."""
    used = (table.sector_totals > 0) & ~np.isnan(table.counts[i])
    share = table.counts[i, used] / table.region_totals[i]
    reference = table.sector_totals[used] / table.total
    krugman = float(np.abs(share - reference).sum())
    return {
        "hhi": (float((share**2).sum()), "ratio"),
        "krugman": (krugman, "ratio"),
        "hoover": (krugman / 2, "ratio"),
        "hachman": (1 / float((lq[i, used] * share).sum()), "ratio"),
        "entropy": (-float(xlogx(share).sum()) + 0.0, "bit"),
    }


@metric(
    name="regional-specialisation",
    section="C5",
    reference="Krugman 1991",
    input="region-table",
    parameters=COMMON,
    units=("ratio", "bit"),
    example="test_herfindahl_of_the_worked_table",
)
def regional_specialisation(data: Any, **given: Any) -> Result:
    """Five indices of every region. Krugman carries no ½ (some tools put one in)."""
    table = read_regions(data, given["reference"], absent=given["absent"])
    if not table.counts.size:
        return empty("hhi")
    lq = quotients(table)
    values: list[Value] = []
    for i, region in enumerate(table.regions):
        keys = [{"region": region, "quantity": name} for name in QUANTITIES]
        if table.region_totals[i] == 0:
            values += [undefined(key, NO_REGION, unit="ratio", **table.known) for key in keys]
            continue
        found = _indices(table, i, lq)
        m = float(table.region_totals[i])
        values += [Value(key, *found[key["quantity"]], m=m, **table.known) for key in keys]
    notes = [*stated_notes(table, given["reference"], given), *_left_out(table)]
    return Result(values, direction="none", weights="counts", notes=notes, dropped=dropped(table))


def _left_out(table: RegionTable) -> list[Text]:
    absent = [s for s, total in zip(table.sectors, table.sector_totals, strict=True) if total == 0]
    if not absent:
        return []
    listed = ", ".join(absent)
    return [phrase("concentration.empty-sectors", listed=listed)]


@metric(
    name="ellison-glaeser",
    section="C6",
    reference="Ellison & Glaeser 1997",
    input="plants",
    parameters=(
        Parameter(
            "reference",
            "table",
            None,
            phrase("concentration.ellison-glaeser.parameters.reference"),
        ),
        Parameter(
            "coagglomeration",
            "list",
            None,
            phrase("concentration.ellison-glaeser.parameters.coagglomeration"),
        ),
    ),
    units=("ratio",),
    example="test_ellison_glaeser_by_hand",
)
def ellison_glaeser(data: Any, *, reference: Any, coagglomeration: Any) -> Result:
    """γ, G and the plant Herfindahl H of every sector; γc of a group of sectors when asked for."""
    frame = tables.read(data, "plant", "region", "sector", "employment", name="plants table")
    tables.labels(frame, "plant", "region", "sector", name="plants table")
    tables.unique(frame, "plant", name="plants table")
    sizes = tables.numbers(frame, "employment", name="plants table", blank=True)
    known = ~np.isnan(sizes)
    left_out = {"unknown-size": int((~known).sum())} if not known.all() else {}
    frame, sizes = frame[known], sizes[known]
    if not len(frame):
        return Result([undefined({"quantity": "gamma"}, phrase("common.table-empty"))], dropped=left_out)
    regions, x = _all_shares(frame, sizes, reference)
    where = {region: i for i, region in enumerate(regions)}
    row = np.array([where[region] for region in frame["region"]])
    sectors = sorted(set(frame["sector"]))
    values: list[Value] = []
    found: dict[str, float | None] = {}
    for sector in sectors:
        chosen = (frame["sector"] == sector).to_numpy()
        found[sector], made = _gamma(sector, sizes[chosen], row[chosen], x)
        values += made
    if coagglomeration:
        values.append(_together([str(s) for s in coagglomeration], frame, sizes, row, x, found))
    given = reference is not None
    note = phrase("concentration.x-reference") if given else phrase("concentration.x-all-plants")
    return Result(values, direction="none", weights="employment", notes=[note], dropped=left_out)


def _all_shares(frame: Any, sizes: NDArray[Any], reference: Any) -> tuple[list[str], NDArray[Any]]:
    if reference is None:
        regions = sorted(set(frame["region"]))
        totals = np.array([sizes[(frame["region"] == region).to_numpy()].sum() for region in regions])
    else:
        wider = tables.read(reference, "region", "value", name="reference table")
        tables.labels(wider, "region", name="reference table")
        tables.unique(wider, "region", name="reference table")
        given = dict(zip(wider["region"], tables.numbers(wider, "value", name="reference table"), strict=True))
        missing = sorted(set(frame["region"]) - set(given))
        if missing:
            raise tables.TableError(
                f"reference table: no row for region {', '.join(missing[:5])}",
                hint="Give the total of every region in which a plant lies.",
            )
        regions = sorted(given)
        totals = np.array([given[region] for region in regions])
    return regions, totals / totals.sum() if totals.sum() else totals


def _gamma(sector: str, sizes: NDArray[Any], row: NDArray[Any], x: NDArray[Any]) -> tuple[float | None, list[Value]]:
    names = {"gamma": "gamma", "G": "geographic-concentration", "H": "plant-herfindahl"}
    keys = {name: {"sector": sector, "quantity": quantity} for name, quantity in names.items()}
    plants = herfindahl(sizes)
    if plants is None or not x.sum():
        reason = phrase("concentration.no-employment")
        return None, [undefined(key, reason, unit="ratio") for key in keys.values()]
    spread = _spread(sizes, row, x)
    beside = [
        Value(keys["G"], spread, "ratio", n=len(sizes)),
        Value(keys["H"], plants, "ratio", n=len(sizes)),
    ]
    room = 1 - float((x**2).sum())
    if plants > 1 - 1e-12 or room < 1e-12:
        reason = phrase("concentration.one-plant-or-region")
        return None, [undefined(keys["gamma"], reason, unit="ratio", n=len(sizes)), *beside]
    gamma = (spread / room - plants) / (1 - plants)
    category = "dispersed" if gamma < 0 else "strong" if gamma > 0.05 else "weak"
    return gamma, [Value(keys["gamma"], gamma, "ratio", n=len(sizes), category=category), *beside]


def _spread(sizes: NDArray[Any], row: NDArray[Any], x: NDArray[Any]) -> float:
    share = np.bincount(row, weights=sizes, minlength=len(x)) / sizes.sum()
    return float(((share - x) ** 2).sum())


def _together(
    chosen: list[str],
    frame: Any,
    sizes: NDArray[Any],
    row: NDArray[Any],
    x: NDArray[Any],
    found: dict[str, float | None],
) -> Value:
    """Co-agglomeration of a group of sectors."""
    key = {"sector": "+".join(chosen), "quantity": "coagglomeration"}
    absent = [sector for sector in chosen if sector not in found]
    if absent or len(set(chosen)) < 2:
        raise tables.TableError(
            f"co-agglomeration of {', '.join(chosen)}; not in the table: {', '.join(absent) or 'none'}",
            hint="Name two or more sectors of the table.",
        )
    masks = [(frame["sector"] == sector).to_numpy() for sector in chosen]
    inside = np.logical_or.reduce(masks)
    total = sizes[inside].sum()
    room = 1 - float((x**2).sum())
    gammas = [found[sector] for sector in chosen]
    if total == 0 or room < 1e-12 or any(gamma is None for gamma in gammas):
        return undefined(key, phrase("concentration.sector-of-group-undefined"), unit="ratio")
    weights = np.array([sizes[mask].sum() / total for mask in masks])
    plants = np.array([herfindahl(sizes[mask]) for mask in masks], dtype=float)
    own = float((np.array(gammas, dtype=float) * weights**2 * (1 - plants)).sum())
    joint_plants = float((weights**2 * plants).sum())
    joint = _spread(sizes[inside], row[inside], x) / room - joint_plants - own
    return Value(key, joint / (1 - float((weights**2).sum())), "ratio", n=int(inside.sum()))
