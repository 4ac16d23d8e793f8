"""The three forms of data (records, firms, ties) read into cells, with the null model and the words of each."""

from __future__ import annotations

from typing import Any

import numpy as np

from triskele.errors import ParameterError
from triskele.metrics import draws, entropy, significance, tables
from triskele.metrics.cells import Cells, read_firms, read_records
from triskele.metrics.record import PERMUTATIONS, SEED, Parameter, Result, Text, undefined
from triskele.words import phrase

SPHERES = ("university", "industry", "government")
FIRM = ("geography", "technology", "size")
T_NAME = "T_coinformation_mbit"
"""The name says the sign: co-information, not "interaction information"."""

FORM = Parameter(
    "form",
    "str",
    "record",
    phrase("forms.parameters.form"),
    choices=("record", "firm", "graph"),
)
VARIABLES = Parameter(
    "variables",
    "list",
    None,
    phrase("forms.parameters.variables"),
)
ENUMERATE = Parameter(
    "enumerate",
    "bool",
    True,
    phrase("forms.parameters.enumerate"),
)
COMMON = (FORM, VARIABLES, PERMUTATIONS, SEED, ENUMERATE)
RECORD_NULLS = ("both-margins", "independent-permutation")

NO_RECORDS = phrase("forms.no-records")
EMPTY_CELL = phrase("forms.empty-cell")
SYNERGY = phrase("forms.synergy")
REDUNDANCY = phrase("forms.redundancy")
UNDEFINED_EMPTY = phrase("common.nothing-counted")


def form_note(form: str) -> Text:
    """The form of the data, in words: it goes with every number."""
    names = {
        "record": phrase("forms.record-form"),
        "firm": phrase("forms.firm-form"),
        "graph": phrase("forms.graph-form"),
    }[form]
    return phrase("forms.form-note", names=names)


def load(data: Any, form: str, variables: Any, smallest: int, largest: int | None = None) -> Cells:
    """The cells of a table in this form; the default variables of the form, with civil society if room and there."""
    chosen = tuple(variables) if variables else FIRM if form == "firm" else SPHERES
    frame = tables.read(data, *(chosen if variables else ()))
    if not variables and form != "firm" and (largest is None or largest > 3) and "civil-society" in frame.columns:
        chosen = (*SPHERES, "civil-society")
    if len(set(chosen)) != len(chosen) or len(chosen) < smallest or (largest and len(chosen) > largest):
        amount = f"{smallest}" if smallest == largest else f"at least {smallest}"
        raise ParameterError(
            f"variables are {', '.join(chosen)}; expected {amount} different columns",
            hint="Name them separated by commas.",
        )
    return (read_firms if form == "firm" else read_records)(frame, chosen)


def nulls_for(cells: Cells, form: str, permutations: int, seed: int, enumerate: bool) -> draws.Draws:
    """The primary null of the form: both margins for records and ties, independent shuffles for firms."""
    cells.require_whole()
    rng = np.random.default_rng(seed)
    if form == "firm":
        return draws.independent_profile(cells.codes, cells.counts, cells.shape, permutations, rng)
    return draws.both_margins(cells.dense(), permutations, rng, enumerate_if_small=enumerate)


def compared(observed: Any, drawn: Any, weights: Any, scale: float = 1000.0) -> dict[str, Any]:
    """The fields of a Value for one statistic against its draws, scaled to mbit."""
    seen = float(observed) * scale
    if weights is None:
        return significance.against(seen, np.asarray(drawn) * scale)
    return significance.exactly(seen, np.asarray(drawn) * scale, weights)


def run_fields(form: str, cells: Cells, drawn: draws.Draws | None, seed: int) -> dict[str, Any]:
    """What every result of this section says about its run."""
    exact = drawn is not None and drawn.weights is not None
    return {
        "null": None if drawn is None else "independent-permutation" if form == "firm" else "both-margins",
        "permutations": None if drawn is None else drawn.size,
        "seed": None if drawn is None or exact else seed,
        "exact": exact,
        "direction": "none",
        "weights": "counts",
        "dropped": dict(cells.dropped),
        "notes": [form_note(form), *([EMPTY_CELL] if form != "firm" else []), *_empty_records(cells, form)],
    }


def _empty_records(cells: Cells, form: str) -> list[Text]:
    if form == "firm":
        return []
    none = cells.counts[~cells.codes.any(axis=1)].sum()
    if not none:
        return []
    return [phrase("forms.records-without-spheres", none=none)]


def nothing(form: str, cells: Cells, keys: list[dict[str, str]], unit: str) -> Result:
    """The result of an empty table: every value undefined, with the reason."""
    reason = NO_RECORDS
    return Result(
        [undefined(key, reason, unit=unit, n=0, coverage=cells.coverage) for key in keys],
        dropped=dict(cells.dropped),
        direction="none",
        weights="counts",
        notes=[form_note(form)],
    )


def named(cells: Cells, axes: entropy.Axes) -> str:
    """The variables of some axes, joined."""
    return "-".join(cells.variables[axis] for axis in axes)
