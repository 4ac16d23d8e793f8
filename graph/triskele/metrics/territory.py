"""Regional tables and the territory they are compared with: location quotients, cut-offs, what must be stated."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import ParameterError
from triskele.metrics.record import Parameter, Result, Text, both, undefined
from triskele.metrics.regiontable import RegionTable
from triskele.metrics.tables import exact
from triskele.terms import LANGUAGES

REFERENCE = Parameter(
    "reference",
    "table",
    None,
    both(
        "Başvuru bölgesinin sector, value tablosu; verilmezse tablonun toplamı.",
        "Table sector, value of the reference territory; by default the sum of the table.",
    ),
)
ABSENT = Parameter(
    "absent",
    "str",
    "zero",
    both("Satırı olmayan çift: zero ya da unknown.", "A pair without a row: zero or unknown."),
    choices=("zero", "unknown"),
)


def _stated(name: str, tr: str, en: str) -> Parameter:
    return Parameter(name, "str", None, both(tr, en))


STATED = (
    _stated("territory", "Başvuru bölgesinin adı.", "Name of the reference territory."),
    _stated("revision", "Sektör sınıflamasının sürümü (NACE 1.1 gibi).", "Sector revision (such as NACE 1.1)."),
    _stated("year", "Verinin yılı.", "Year of the data."),
    Parameter(
        "base",
        "str",
        None,
        both("Sayılan şey: employment ya da firms.", "What is counted: employment or firms."),
        choices=("employment", "firms"),
    ),
)
"""What every regional result must name; what is not stated is said to be missing."""

COMMON = (REFERENCE, ABSENT, *STATED)

EMPTY = both("Tablo boş.", "The table is empty.")
NO_REGION = both("Bölgenin toplamı sıfır.", "The region's total is 0.")
NO_SECTOR = both("Sektörün toplamı sıfır.", "The sector's total is 0.")
UNKNOWN = both("Hücre bilinmiyor.", "The cell is unknown.")


WORDS = {
    "territory": both("başvuru bölgesi", "reference territory"),
    "revision": both("sektör sürümü", "sector revision"),
    "year": both("yıl", "year"),
    "base": both("sayılan şey", "base"),
}
BASES = {"employment": both("istihdam", "employment"), "firms": both("firma", "firms")}


def stated_notes(table: RegionTable, reference: Any, stated: dict[str, Any]) -> list[Text]:
    """Territory, revision, year and base as given, whether the region is in the reference, and how cells were read."""
    told = {name: BASES.get(text, both(text, text)) for name in WORDS if (text := str(stated.get(name) or ""))}
    missing = [WORDS[name] for name in WORDS if name not in told]
    inside = both("Bölge, başvuru bölgesinin parçasıdır.", "The region itself is part of the reference territory.")
    notes: list[Text] = [inside]
    if reference is None:
        notes.append(both("Başvuru: tablodaki bölgelerin toplamı.", "Reference: the sum of the regions in the table."))
    if told:
        pairs = {tag: "; ".join(f"{WORDS[name][tag]} {text[tag]}" for name, text in told.items()) for tag in LANGUAGES}
        notes.append(both(f"Belirtilen: {pairs['tr']}.", f"Stated: {pairs['en']}."))
    if missing:
        words = {tag: ", ".join(word[tag] for word in missing) for tag in LANGUAGES}
        notes.append(both(f"Belirtilmedi: {words['tr']}.", f"Not stated: {words['en']}."))
    if table.unknown:
        notes.append(
            both(
                f"{table.unknown} hücre bilinmiyor; toplamlar bilinen hücrelerden.",
                f"{table.unknown} cells are unknown; totals are those of the known cells.",
            )
        )
    if table.absent:
        notes.append(
            both(
                f"{table.absent} bölge-sektör çiftinin satırı yoktu.",
                f"{table.absent} region-sector pairs had no row.",
            )
        )
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
