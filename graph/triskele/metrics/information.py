"""Triple-helix information measures on records, firms or ties: entropy, transmissions, redundancy, O-information.

Every T stands beside what its null model gives; a T alone says nothing (records cannot fill 000, and that alone makes
T negative).
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np

from triskele.errors import TableError
from triskele.metrics import entropy, overlap
from triskele.metrics.cells import Cells
from triskele.metrics.forms import (
    COMMON,
    FORM,
    RECORD_NULLS,
    REDUNDANCY,
    SYNERGY,
    T_NAME,
    UNDEFINED_EMPTY,
    VARIABLES,
    compared,
    load,
    named,
    nothing,
    nulls_for,
    run_fields,
)
from triskele.metrics.reading import number
from triskele.metrics.record import Parameter, Result, Text, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.verdicts import judged
from triskele.words import languages, phrase, word


@metric(
    name="sphere-entropy",
    section="A1",
    range="[0, log₂ k]",
    undefined_when=UNDEFINED_EMPTY,
    reference="Shannon 1948",
    input="records",
    parameters=(FORM, VARIABLES),
    units=("bit",),
    example="test_entropy_of_the_toy_table",
)
def sphere_entropy(data: Any, *, form: str, variables: Any) -> Result:
    """Entropies of all combinations in bits, the joint one first."""
    cells = load(data, form, variables, 1)
    every = entropy.subsets(len(cells.variables))[::-1]
    keys = [{"variables": named(cells, axes)} for axes in every]
    if not cells.total:
        return nothing(form, cells, keys, "bit")
    profile = entropy.cell_profile(cells.codes, cells.counts)
    values = [
        Value(key, profile[axes], "bit", n=int(cells.total), coverage=cells.coverage)
        for key, axes in zip(keys, every, strict=True)
    ]
    fields = run_fields(form, cells, None, 0)
    return Result(values, **{**fields, "notes": fields["notes"][:1]})


@metric(
    name="bilateral-transmission",
    section="A2",
    reference="Shannon 1948; Leydesdorff 2003",
    input="records",
    parameters=COMMON,
    nulls=RECORD_NULLS,
    a_draw="rows",
    needs_null=True,
    units=("mbit", "ratio"),
    example="test_bilateral_transmissions_of_the_toy_table",
)
def bilateral_transmission(
    data: Any, *, form: str, variables: Any, permutations: int, seed: int, enumerate: bool
) -> Result:
    """T of every pair with its sign beside it: φ and observed/expected for records, Cramér's V for firms."""
    cells = load(data, form, variables, 2)
    pairs = list(combinations(range(len(cells.variables)), 2))
    signs = ("cramers-v",) if form == "firm" else ("phi", "observed-over-expected")
    if not cells.total:
        quantities = ("T", *signs)
        keys = [{"pair": named(cells, pair), "quantity": q} for pair in pairs for q in quantities]
        return nothing(form, cells, keys, "mbit")
    profile = entropy.cell_profile(cells.codes, cells.counts)
    drawn = nulls_for(cells, form, permutations, seed, enumerate)
    known: dict[str, Any] = {"n": int(cells.total), "coverage": cells.coverage}
    values = []
    for pair in pairs:
        fields = compared(
            entropy.coinformation(profile, pair), entropy.coinformation(drawn.profile, pair), drawn.weights
        )
        observed = max(float(entropy.coinformation(profile, pair)) * 1000, 0.0)
        values.append(Value({"pair": named(cells, pair), "quantity": "T"}, observed, "mbit", **fields, **known))
        values += _signs(cells, pair, signs, known)
    values = judged(values)
    fields = run_fields(form, cells, drawn, seed)
    return Result(values, **{**fields, "notes": [*fields["notes"], *_signs_in_words(values)]})


def _signs_in_words(values: list[Value]) -> list[Text]:
    """T has no sign, so which way each association goes is said beside it."""
    notes: list[Text] = []
    found = {(v.key["pair"], v.key["quantity"]): v.value for v in values}
    for pair in dict.fromkeys(v.key["pair"] for v in values):
        phi, ratio = found.get((pair, "phi")), found.get((pair, "observed-over-expected"))
        if phi is None or ratio is None:
            continue
        times = {tag: number(ratio, tag) for tag in languages()}
        if phi < 0:
            said = phrase(
                "information.together-less",
                pair={tag: word(pair, tag) for tag in languages()},
                phi={tag: number(phi, tag) for tag in languages()},
                times=times,
            )
        else:
            said = phrase(
                "information.together-more",
                pair={tag: word(pair, tag) for tag in languages()},
                phi={tag: number(phi, tag) for tag in languages()},
                times=times,
            )
        notes.append(said)
    return notes


def _signs(cells: Cells, pair: entropy.Axes, quantities: tuple[str, ...], known: dict[str, Any]) -> list[Value]:
    table = np.zeros([cells.shape[axis] for axis in pair])
    np.add.at(table, tuple(cells.codes[:, pair].T), cells.counts)
    rows, columns, total = table.sum(axis=1), table.sum(axis=0), table.sum()
    values = []
    for quantity in quantities:
        key = {"pair": named(cells, pair), "quantity": quantity}
        number = _association(table, rows, columns, total, quantity)
        if number is None:
            reason = phrase("information.variable-is-constant")
            values.append(undefined(key, reason, unit="ratio", **known))
        else:
            values.append(Value(key, number, "ratio", **known))
    return values


def _association(table: Any, rows: Any, columns: Any, total: float, quantity: str) -> float | None:
    if quantity == "observed-over-expected":
        expected = rows[1] * columns[1]
        return float(table[1, 1] * total / expected) if expected else None
    if quantity == "phi":
        spread = float(rows[0] * rows[1] * columns[0] * columns[1]) ** 0.5
        return float((table[1, 1] * table[0, 0] - table[1, 0] * table[0, 1]) / spread) if spread else None
    smaller = min(np.count_nonzero(rows), np.count_nonzero(columns)) - 1
    if smaller < 1:
        return None
    share = table**2 / np.where(np.outer(rows, columns) > 0, np.outer(rows, columns), 1.0)
    return float(max(share.sum() - 1, 0.0) / smaller) ** 0.5


@metric(
    name="trilateral-transmission",
    section="A3",
    formula="T_xyz = H_x + H_y + H_z − H_xy − H_xz − H_yz + H_xyz = I(x;y) − I(x;y|z)",
    range="[−min H_x, +min H_x]",
    undefined_when=UNDEFINED_EMPTY,
    reference="McGill 1954; Leydesdorff 2003; Leydesdorff, Park & Lengyel 2014",
    input="records",
    parameters=COMMON,
    nulls=RECORD_NULLS,
    a_draw="rows",
    needs_null=True,
    units=("mbit", "ratio"),
    example="test_trilateral_transmission_worked_numbers",
    lower=SYNERGY,
    higher=REDUNDANCY,
)
def trilateral_transmission(
    data: Any, *, form: str, variables: Any, permutations: int, seed: int, enumerate: bool
) -> Result:
    """T in mbit (the sign of co-information, not of "interaction information"), beside the plain overlap."""
    cells = load(data, form, variables, 3, 3)
    headline = {"quantity": T_NAME}
    if not cells.total:
        return nothing(form, cells, [headline], "mbit")
    profile = entropy.cell_profile(cells.codes, cells.counts)
    drawn = nulls_for(cells, form, permutations, seed, enumerate)
    axes = (0, 1, 2)
    observed = entropy.coinformation(profile, axes)
    fields = compared(observed, entropy.coinformation(drawn.profile, axes), drawn.weights)
    value = Value(headline, observed * 1000, "mbit", n=int(cells.total), coverage=cells.coverage, **fields)
    beside = [] if form == "firm" else overlap.shares(cells)
    return Result([value, *beside], **run_fields(form, cells, drawn, seed))


@metric(
    name="redundancy",
    section="A4",
    undefined_when=UNDEFINED_EMPTY,
    reference="Leydesdorff & Ivanova 2014",
    input="records",
    parameters=COMMON,
    nulls=RECORD_NULLS,
    a_draw="rows",
    needs_null=True,
    units=("mbit",),
    example="test_redundancy_signs",
)
def redundancy(data: Any, *, form: str, variables: Any, permutations: int, seed: int, enumerate: bool) -> Result:
    """R of every combination of two or more spheres; ``synergy`` is −R of all of them, a display alias only."""
    cells = load(data, form, variables, 2)
    every = entropy.subsets(len(cells.variables), 2)[::-1]
    keys = [{"variables": named(cells, axes), "quantity": "R"} for axes in every]
    alias = {"variables": named(cells, every[0]), "quantity": "synergy"}
    if not cells.total:
        return nothing(form, cells, [*keys, alias], "mbit")
    profile = entropy.cell_profile(cells.codes, cells.counts)
    drawn = nulls_for(cells, form, permutations, seed, enumerate)
    known: dict[str, Any] = {"n": int(cells.total), "coverage": cells.coverage}
    values = []
    for key, axes in zip(keys, every, strict=True):
        observed = entropy.redundancy(profile, axes)
        fields = compared(observed, entropy.redundancy(drawn.profile, axes), drawn.weights)
        values.append(Value(key, observed * 1000, "mbit", **fields, **known))
    values = judged(values)
    fields = compared(
        -entropy.redundancy(profile, every[0]), -entropy.redundancy(drawn.profile, every[0]), drawn.weights
    )
    observed = -entropy.redundancy(profile, every[0])
    values.append(Value(alias, observed * 1000, "mbit", **fields, **known))
    return Result(values, **run_fields(form, cells, drawn, seed))


@metric(
    name="o-information",
    section="A5",
    undefined_when=UNDEFINED_EMPTY,
    reference="Rosas et al. 2019; James & Crutchfield 2017",
    input="records",
    parameters=COMMON,
    nulls=RECORD_NULLS,
    a_draw="rows",
    needs_null=True,
    units=("mbit",),
    example="test_o_information_tells_parity_from_copies",
    lower=SYNERGY,
)
def o_information(data: Any, *, form: str, variables: Any, permutations: int, seed: int, enumerate: bool) -> Result:
    """Ω first, then TC, DTC and the T and R of all variables: for four, T cannot tell copying from parity, Ω can."""
    cells = load(data, form, variables, 3)
    k = len(cells.variables)
    statistics = {
        "omega": lambda p: entropy.o_information(p, k),
        "TC": lambda p: entropy.total_correlation(p, k),
        "DTC": lambda p: entropy.dual_total_correlation(p, k),
        f"T{k}": lambda p: entropy.coinformation(p, tuple(range(k))),
        f"R{k}": lambda p: entropy.redundancy(p, tuple(range(k))),
    }
    if not cells.total:
        return nothing(form, cells, [{"quantity": name} for name in statistics], "mbit")
    profile = entropy.cell_profile(cells.codes, cells.counts)
    drawn = nulls_for(cells, form, permutations, seed, enumerate)
    known: dict[str, Any] = {"n": int(cells.total), "coverage": cells.coverage}
    values = [
        Value(
            {"quantity": name},
            statistic(profile) * 1000,
            "mbit",
            **compared(statistic(profile), statistic(drawn.profile), drawn.weights),
            **known,
        )
        for name, statistic in statistics.items()
    ]
    return Result(values, **run_fields(form, cells, drawn, seed))


PROPER = "interaction"
"""I has a name of its own: the letter stands for industry elsewhere."""


@metric(
    name="interaction-information",
    section="A6",
    range="I ≥ 0",
    undefined_when=UNDEFINED_EMPTY,
    reference="Krippendorff 2009; Leydesdorff 2010",
    input="records",
    parameters=(
        *COMMON,
        Parameter(
            "support",
            "str",
            "eight",
            phrase("information.interaction-information.parameters.support"),
            choices=("eight", "seven"),
        ),
    ),
    nulls=RECORD_NULLS,
    a_draw="rows",
    needs_null=True,
    units=("mbit",),
    example="test_interaction_information",
)
def interaction_information(
    data: Any, *, form: str, variables: Any, permutations: int, seed: int, enumerate: bool, support: str
) -> Result:
    """I, Q and R = I − Q in mbit. For binary tables the maximum is found exactly; otherwise by fitting to 1e-9."""
    cells = load(data, form, variables, 3, 3)
    if not cells.total:
        return nothing(form, cells, [{"quantity": name} for name in (PROPER, "Q", "R")], "mbit")
    seven, axes = support == "seven", (0, 1, 2)
    table = cells.dense()
    if seven and table[0, 0, 0]:
        raise TableError(
            f"support=seven, but the cell 000 holds {table[0, 0, 0]:g} records; expected none",
            hint="Use support=eight, or leave out the records that carry none of the spheres.",
        )
    profile = entropy.cell_profile(cells.codes, cells.counts)
    drawn = nulls_for(cells, form, permutations, seed, enumerate)
    binary = table.shape == (2, 2, 2)
    notes: list[Text] = [_support_note(support)]
    if binary:
        left = float(entropy.binary_interaction(table[None], seven=seven)[0])
    else:
        left, rounds, error = entropy.fitted_interaction(table, seven=seven)
        notes.append(phrase("information.fitting", rounds=rounds, error=error))
    q, q_drawn = -entropy.coinformation(profile, axes), -entropy.coinformation(drawn.profile, axes)
    known: dict[str, Any] = {"n": int(cells.total), "coverage": cells.coverage}
    beside: dict[str, dict[str, Any]] = {PROPER: {}, "Q": compared(q, q_drawn, drawn.weights), "R": {}}
    if binary and drawn.tables is not None:
        i_drawn = entropy.binary_interaction(drawn.tables, seven=seven)
        beside[PROPER] = compared(left, i_drawn, drawn.weights)
        beside["R"] = compared(left - q, i_drawn - q_drawn, drawn.weights)
    numbers = {PROPER: left, "Q": q, "R": left - q}
    values = [
        Value({"quantity": name}, number * 1000, "mbit", **beside[name], **known) for name, number in numbers.items()
    ]
    fields = run_fields(form, cells, drawn, seed)
    return Result(values, **{**fields, "notes": [*fields["notes"], *notes]})


def _support_note(support: str) -> Text:
    if support == "seven":
        return phrase("information.support-seven")
    return phrase("information.support-eight")
