"""The three-star method: how many criteria a region × sector cell meets. Thresholds are data, not code."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from triskele.errors import ParameterError
from triskele.metrics import rules
from triskele.metrics.record import Parameter, Result, Text, Value, undefined
from triskele.metrics.regiontable import RegionTable, read_regions
from triskele.metrics.registry import metric
from triskele.metrics.tables import exact
from triskele.metrics.territory import COMMON, dropped, empty, fraction, stated_notes
from triskele.words import languages, phrase

GIVEN = ("productivity", "density")
"""Measures that no count gives: columns of the table, unknown where there is none."""


@metric(
    name="three-star",
    section="C3",
    reference="Sölvell, Ketels & Lindqvist 2008; European Cluster Observatory 2007-2011; Özdemir & İneler 2010",
    input="region-table",
    parameters=(
        Parameter(
            "rule_set",
            "rules",
            "eu-10-2008",
            phrase("common.parameters.rule-set", names=", ".join(rules.rule_sets("three-star"))),
        ),
        Parameter(
            "thresholds",
            "numbers",
            None,
            phrase("stars.three-star.parameters.thresholds"),
        ),
        *COMMON,
    ),
    units=("stars",),
    example="test_three_stars_compare_in_whole_numbers",
)
def three_star(data: Any, *, rule_set: Any, thresholds: Any, **given: Any) -> Result:
    """Stars of every cell, then each criterion: met, unmet or unknown."""
    chosen = _rule_set(rule_set, thresholds)
    table = read_regions(data, given["reference"], absent=given["absent"], extra=GIVEN)
    if not table.counts.size:
        return empty("stars")
    met, edges = {}, []
    for criterion in chosen["criteria"]:
        met[criterion["name"]], tied = _criterion(table, criterion, given["base"])
        edges += [f"{criterion['name']}: {tied}"] if tied else []
    values = []
    for i, region in enumerate(table.regions):
        for j, sector in enumerate(table.sectors):
            key = {"region": region, "sector": sector}
            values += _stars(key, {name: grid[i][j] for name, grid in met.items()}, table.known)
    notes = [
        phrase(
            "stars.rule-set",
            title=chosen["title"],
            name=chosen["name"],
            date=chosen["date"],
            reference=chosen["reference"],
        ),
        *_doubts(chosen),
        *stated_notes(table, given["reference"], given),
    ]
    if edges:
        listed = "; ".join(edges)
        notes.append(phrase("stars.cells-tied", listed=listed))
    return Result(values, direction="none", weights="counts", notes=notes, dropped=dropped(table))


def _doubts(chosen: dict[str, Any]) -> list[Text]:
    """What of the rule set was not confirmed against its publication."""
    doubt = chosen.get("verify")
    if not doubt:
        return []
    said = doubt if isinstance(doubt, dict) else dict.fromkeys(languages(), doubt)
    return [phrase("stars.not-confirmed", said=said)]


def _rule_set(given: Any, thresholds: Any) -> dict[str, Any]:
    chosen = rules.rule_set("three-star", given)
    criteria = [dict(criterion) for criterion in chosen["criteria"]]
    names = [criterion["name"] for criterion in criteria]
    for name, limit in dict(thresholds or {}).items():
        if name not in names:
            raise ParameterError(
                f"thresholds name the criterion {name!r}", hint=f"The rule set has: {', '.join(names)}."
            )
        criterion = criteria[names.index(name)]
        for bound in ("above", "at_least", "top_percent"):
            criterion.pop(bound, None)
        criterion["at_least"] = str(fraction(name, limit))
    return {**chosen, "criteria": criteria}


def _criterion(table: RegionTable, criterion: dict[str, Any], base: str | None) -> tuple[list[list[bool | None]], int]:
    """Met, unmet or None (not assessed) per cell, and how many cells tie with the last one inside a percentile."""
    ratios = _ratios(table, criterion["measure"])
    if criterion["measure"] == "employment" and base == "firms":
        return [[None for _ in row] for row in ratios], 0
    if "top_percent" in criterion:
        return _in_top(ratios, fraction("top_percent", criterion["top_percent"]), criterion.get("among", "sector"))
    for bound, strictly in (("above", True), ("at_least", False)):
        if bound in criterion:
            limit = fraction(bound, criterion[bound])
            return [[None if r is None else (r > limit if strictly else r >= limit) for r in row] for row in ratios], 0
    return [[None for _ in row] for row in ratios], 0


def _ratios(table: RegionTable, measure: str) -> list[list[Fraction | None]]:
    """One measure of every cell as an exact fraction; None where it is unknown or undefined."""
    rows = [exact(float(t)) for t in table.region_totals]
    columns = [exact(float(t)) for t in table.sector_totals]
    total = exact(table.total)

    def ratio(i: int, j: int) -> Fraction | None:
        cell = table.counts[i, j]
        if measure in GIVEN:
            extra = table.extra[measure][i, j]
            return None if np.isnan(extra) else exact(float(extra))
        if np.isnan(cell):
            return None
        if measure == "employment":
            return exact(float(cell))
        if measure == "sector-share":
            return exact(float(cell)) / columns[j] if columns[j] else None
        if measure == "regional-share":
            return exact(float(cell)) / rows[i] if rows[i] else None
        if measure == "lq":
            base = rows[i] * columns[j]
            return exact(float(cell)) * total / base if base else None
        raise ParameterError(
            f"a rule set asks for the measure {measure!r}",
            hint=f"Measures: employment, sector-share, regional-share, lq, {', '.join(GIVEN)}.",
        )

    return [[ratio(i, j) for j in range(len(columns))] for i in range(len(rows))]


def _in_top(ratios: list[list[Fraction | None]], percent: Fraction, among: str) -> tuple[list[list[bool | None]], int]:
    """Whether a cell is among the top percent of its sector or of all cells; ties included, at least one cell is.

    An empty cell is counted in the set but never among its top.
    """
    columns = range(len(ratios[0]))
    groups = [[(i, j) for i in range(len(ratios))] for j in columns]
    if among == "all":
        groups = [[cell for group in groups for cell in group]]
    met: list[list[bool | None]] = [[None for _ in columns] for _ in ratios]
    ties = 0
    for group in groups:
        known = sorted((r for i, j in group if (r := ratios[i][j]) is not None), reverse=True)
        if not known:
            continue
        room = max(1, int(percent * len(known) / 100))
        edge = known[room - 1]
        ties += max(sum(1 for r in known if r >= edge > 0) - room, 0)
        for i, j in group:
            here = ratios[i][j]
            met[i][j] = None if here is None else here >= edge and here > 0
    return met, ties


def _stars(key: dict[str, str], met: dict[str, bool | None], known: dict[str, Any]) -> list[Value]:
    unknown = [name for name, state in met.items() if state is None]
    count = sum(1 for state in met.values() if state)
    stars = {**key, "quantity": "stars"}
    if unknown:
        listed = ", ".join(unknown)
        reason = phrase("stars.not-assessed-unknown", listed=listed)
        bounds = {"low": count, "high": count + len(unknown)}
        made = [undefined(stars, reason, unit="stars", category="not-assessed", **bounds, **known)]
    else:
        made = [Value(stars, count, "stars", category=f"{count}-star", **known)]
    for name, state in met.items():
        one = {**key, "quantity": name}
        if state is None:
            reason = phrase("stars.input-threshold-missing")
            made.append(undefined(one, reason, category="unknown"))
        else:
            made.append(Value(one, float(state), "", category="met" if state else "unmet"))
    return made
