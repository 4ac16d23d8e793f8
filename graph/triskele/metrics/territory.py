"""Regional tables and the territory they are compared with: location quotients, cut-offs, what must be stated."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import ParameterError
from triskele.metrics.record import Parameter, Result, Text, undefined
from triskele.metrics.regiontable import RegionTable
from triskele.metrics.tables import exact
from triskele.words import languages, phrase

REFERENCE = Parameter(
    "reference",
    "table",
    None,
    phrase("territory.parameters.reference"),
)
ABSENT = Parameter(
    "absent",
    "str",
    "zero",
    phrase("territory.parameters.absent"),
    choices=("zero", "unknown"),
)


STATED = (
    Parameter("territory", "str", None, phrase("territory.parameters.territory")),
    Parameter("revision", "str", None, phrase("territory.parameters.revision")),
    Parameter("year", "str", None, phrase("territory.parameters.year")),
    Parameter(
        "base",
        "str",
        None,
        phrase("territory.parameters.base"),
        choices=("employment", "firms"),
    ),
)
"""What every regional result must name; what is not stated is said to be missing."""

COMMON = (REFERENCE, ABSENT, *STATED)

EMPTY = phrase("common.table-empty")
NO_REGION = phrase("territory.no-region")
NO_SECTOR = phrase("territory.no-sector")
UNKNOWN = phrase("territory.unknown")


WORDS = {
    "territory": phrase("territory.words.territory"),
    "revision": phrase("territory.words.revision"),
    "year": phrase("territory.words.year"),
    "base": phrase("territory.words.base"),
}
BASES = {"employment": phrase("territory.bases.employment"), "firms": phrase("territory.bases.firms")}


def stated_notes(table: RegionTable, reference: Any, stated: dict[str, Any]) -> list[Text]:
    """Territory, revision, year and base as given, whether the region is in the reference, and how cells were read."""
    told = {
        name: BASES.get(text, dict.fromkeys(languages(), text))
        for name in WORDS
        if (text := str(stated.get(name) or ""))
    }
    missing = [WORDS[name] for name in WORDS if name not in told]
    inside = phrase("territory.region-is-inside")
    notes: list[Text] = [inside]
    if reference is None:
        notes.append(phrase("territory.reference-is-sum"))
    if told:
        pairs = {
            tag: "; ".join(f"{WORDS[name][tag]} {text[tag]}" for name, text in told.items()) for tag in languages()
        }
        notes.append(phrase("territory.stated", pairs=pairs))
    if missing:
        words = {tag: ", ".join(word[tag] for word in missing) for tag in languages()}
        notes.append(phrase("territory.not-stated", words=words))
    if table.unknown:
        notes.append(phrase("territory.unknown-cells", unknown=table.unknown))
    if table.absent:
        notes.append(phrase("territory.absent-pairs", absent=table.absent))
    return notes


def dropped(table: RegionTable) -> dict[str, int]:
    """How many cells were unknown."""
    return {"unknown-cells": table.unknown} if table.unknown else {}


def empty(quantity: str) -> Result:
    """The result of a table without rows."""
    return Result([undefined({"quantity": quantity}, EMPTY, unit="ratio")], direction="none", weights="counts")


def quotients(table: RegionTable) -> NDArray[Any]:
    """LQ of every cell; NaN where undefined or unknown. O(cells)."""
    rows, columns = table.region_totals[:, None], table.sector_totals[None, :]
    possible = (rows > 0) & (columns > 0)
    base = np.where(possible, rows * columns, 1.0)
    result: NDArray[Any] = np.where(possible, table.counts * table.total / base, np.nan)
    return result


def reaches(table: RegionTable, i: int, j: int, cutoff: Fraction, *, strictly: bool = False) -> bool | None:
    """Whether LQ ≥ cutoff (or > when ``strictly``), compared in whole numbers: e_ij·E ≥ c·e_i·E_j; None undefined.

    Floating point would turn 3.5 into 3.4999999.
    """
    cell, row = table.counts[i, j], table.region_totals[i]
    column = table.sector_totals[j]
    if np.isnan(cell) or row == 0 or column == 0:
        return None
    left = exact(float(cell)) * exact(float(table.total))
    right = cutoff * exact(float(row)) * exact(float(column))
    return left > right if strictly else left >= right


def incidence(table: RegionTable, cutoff: Fraction) -> NDArray[Any]:
    """M_ij = 1 where LQ ≥ cutoff, compared in whole numbers; undefined and unknown cells are 0."""
    found = quotients(table)
    near = np.abs(found - float(cutoff)) <= 1e-6 * max(1.0, float(cutoff))
    matrix = np.nan_to_num(found, nan=-1.0) >= float(cutoff)
    for i, j in np.argwhere(near):
        matrix[i, j] = bool(reaches(table, int(i), int(j), cutoff))
    return matrix.astype(float)


def fraction(name: str, text: Any) -> Fraction:
    """A number of a parameter or rule without rounding; ParameterError when it is not one."""
    try:
        return Fraction(str(text))
    except (ValueError, ZeroDivisionError) as wrong:
        raise ParameterError(f"{name} is {text!r}; expected a plain number", hint="Write 1.25, with a dot.") from wrong


def why_undefined(table: RegionTable, i: int, j: int) -> Text:
    """Why the LQ of a cell does not exist."""
    if np.isnan(table.counts[i, j]):
        return UNKNOWN
    return NO_REGION if table.region_totals[i] == 0 else NO_SECTOR
