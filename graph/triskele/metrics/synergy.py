"""T on firms, its bias and its significance. Classes must not be finer than N allows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import ParameterError
from triskele.metrics import bootstrap, entropy, forms, overlap, tables
from triskele.metrics.cells import Cells
from triskele.metrics.firms import (
    ALL,
    FIRM_NULL,
    GEOGRAPHY,
    REGION,
    SIZE,
    TECHNOLOGY,
    places_drawn,
    read_firm_rows,
)
from triskele.metrics.forms import T_NAME, compared, form_note, load, nothing
from triskele.metrics.record import PERMUTATIONS, SEED, Parameter, Result, Text, Value, undefined
from triskele.metrics.registry import metric
from triskele.words import phrase

INTERVAL = (
    Parameter(
        "interval",
        "str",
        "bca",
        phrase("synergy.parameters.interval"),
        choices=("bca", "basic", "none"),
    ),
    Parameter("level", "float", 0.95, phrase("common.parameters.level"), minimum=0.0),
    Parameter("resamples", "int", 999, phrase("common.parameters.resamples"), minimum=99),
)
BELOW_THRESHOLD = phrase("synergy.below-threshold")


def bias_bits(total: float, classes: tuple[int, ...]) -> float:
    """First-order bias of the plug-in T, in bits: −(r−1)(s−1)(t−1)/(2 N ln 2)."""
    return -float(np.prod([c - 1 for c in classes])) / (2 * total * np.log(2))


def occupied_bias_bits(codes: NDArray[Any], total: float) -> float:
    """The same from the occupied cells of every margin (Miller 1955), in bits.

    Where all cells are occupied it equals :func:`bias_bits`; one that must stay empty (000 of records) is not counted.
    """
    margins = entropy.subsets(codes.shape[1])
    free = sum((-1) ** len(axes) * (len(np.unique(codes[:, axes], axis=0)) - 1) for axes in margins)
    return free / (2 * total * float(np.log(2)))


def rank_threshold(classes: tuple[int, ...]) -> int:
    """The smallest N at which T may be ranked: 10(r−1)(s−1)(t−1)."""
    return 10 * int(np.prod([c - 1 for c in classes]))


def occupied(codes: NDArray[Any]) -> tuple[int, ...]:
    """How many classes of each variable occur."""
    return tuple(len(np.unique(codes[:, axis])) for axis in range(codes.shape[1]))


def observed_and_drawn(
    data: Any,
    form: str,
    variables: Any,
    null: str,
    *,
    region: str,
    permutations: int,
    seed: int,
    enumerate: bool = True,
) -> tuple[Cells, NDArray[Any], NDArray[Any] | None]:
    """The cells, T under the chosen null in bits, and the weights of the draws when all were enumerated.

    Shuffling places inside regions needs the region of every firm: firms without one are left out and counted.
    """
    if (null == "both-margins") == (form == "firm"):
        raise ParameterError(
            f"null {null!r} does not go with form {form!r}",
            hint="Records and ties: both-margins. Firms: independent-permutation or within-region-permutation.",
        )
    cells = load(data, form, variables, 3, 3)
    if null == "within-region-permutation":
        firms = read_firm_rows(data, region, (cells.variables[0], cells.variables[1], cells.variables[2]))
        if not firms.cells.total:
            return firms.without_region(), np.empty(0), None
        return firms.without_region(), places_drawn(firms, permutations, seed), None
    if not cells.total:
        return cells, np.empty(0), None
    drawn = forms.nulls_for(cells, form, permutations, seed, enumerate)
    return cells, entropy.coinformation(drawn.profile, ALL), drawn.weights


def run_of(form: str, cells: Cells, null: str, size: int, exact: bool, seed: int) -> dict[str, Any]:
    """What every result of these metrics says about its run."""
    return {
        "null": null,
        "permutations": size,
        "seed": None if exact else seed,
        "exact": exact,
        "direction": "none",
        "weights": "counts",
        "dropped": dict(cells.dropped),
        "notes": [form_note(form), *([forms.EMPTY_CELL] if form != "firm" else [])],
    }


@metric(
    name="firm-transmission",
    section="A7",
    formula="T_gto = H_g + H_t + H_o − H_gt − H_go − H_to + H_gto",
    range="[−min H_x, +min H_x]",
    undefined_when=forms.UNDEFINED_EMPTY,
    reference="Leydesdorff, Dolfsma & van der Panne 2006; Leydesdorff & Fritsch 2006",
    input="firms",
    parameters=(GEOGRAPHY, TECHNOLOGY, SIZE, REGION, FIRM_NULL, PERMUTATIONS, SEED),
    nulls=("independent-permutation", "within-region-permutation"),
    a_draw="rows",
    needs_null=True,
    units=("mbit",),
    example="test_firm_form_of_exclusive_or",
    lower=forms.SYNERGY,
    higher=forms.REDUNDANCY,
)
def firm_transmission(
    data: Any,
    *,
    geography: str,
    technology: str,
    size: str,
    region: str,
    null: str,
    permutations: int,
    seed: int,
) -> Result:
    """T over firms, the bias that fine classes alone cause, and T minus what the null gives."""
    cells, drawn, weights = observed_and_drawn(
        data,
        "firm",
        (geography, technology, size),
        null,
        region=region,
        permutations=permutations,
        seed=seed,
    )
    if not cells.total:
        return nothing("firm", cells, [{"quantity": T_NAME}], "mbit")
    values, notes = _with_bias(cells, drawn, weights)
    run = run_of("firm", cells, null, len(drawn), False, seed)
    return Result(values, **{**run, "notes": [*run["notes"], *notes]})


def _with_bias(cells: Cells, drawn: NDArray[Any], weights: NDArray[Any] | None) -> tuple[list[Value], list[Text]]:
    """T against its null, t*, the bias estimate, T − bias, T − E_null and the ranking threshold."""
    profile = entropy.cell_profile(cells.codes, cells.counts)
    observed = float(entropy.coinformation(profile, ALL)) * 1000
    classes = occupied(cells.codes)
    bias = bias_bits(cells.total, classes) * 1000
    threshold = rank_threshold(classes)
    smallest = min(profile[(axis,)] for axis in ALL) * 1000
    beside = compared(observed / 1000, drawn, weights)
    known: dict[str, Any] = {"n": int(cells.total), "coverage": cells.coverage}
    values = [Value({"quantity": T_NAME}, observed, "mbit", **beside, **known)]
    if smallest > 1e-9:
        values.append(Value({"quantity": "t-star"}, observed / smallest, "ratio", **known))
    else:
        values.append(undefined({"quantity": "t-star"}, _CONSTANT, unit="ratio", **known))
    values.append(Value({"quantity": "bias-estimate"}, bias, "mbit", **known))
    fewer = occupied_bias_bits(cells.codes, cells.total) * 1000
    values.append(Value({"quantity": "bias-of-occupied-cells"}, fewer, "mbit", **known))
    values.append(Value({"quantity": "T-minus-bias"}, observed - bias, "mbit", **known))
    expected = beside["expected"] or 0.0
    values.append(Value({"quantity": "T-minus-expected"}, observed - expected, "mbit", **known))
    values.append(Value({"quantity": "rank-threshold"}, threshold, "records", **known))
    if weights is not None:
        values += _attainable(observed, drawn * 1000, known)
    notes = [BELOW_THRESHOLD] if cells.total < threshold else []
    if abs(fewer - bias) > 1e-9:
        notes.append(_EMPTY_CELLS)
    if cells.total < np.prod(classes):
        notes.append(_FEW)
    return values, notes


def _attainable(observed: float, every: NDArray[Any], known: dict[str, Any]) -> list[Value]:
    """The smallest and largest T of all tables with these team sizes and sphere totals, and where T lies between them.

    0 is the most joint reduction of uncertainty that the sizes allow, 1 the least. This reading is the project's own.
    """
    low, high = float(every.min()), float(every.max())
    values = [
        Value({"quantity": "attainable-lowest"}, low, "mbit", **known),
        Value({"quantity": "attainable-highest"}, high, "mbit", **known),
    ]
    key = {"quantity": "attainable-position"}
    if high - low < 1e-9:
        return [*values, undefined(key, _ONE_TABLE, unit="ratio", **known)]
    place = min(max((observed - low) / (high - low), 0.0), 1.0)
    return [*values, Value(key, place, "ratio", **known)]


_EMPTY_CELLS = phrase("synergy.empty-cells")
_ONE_TABLE = phrase("synergy.one-table")
_CONSTANT = phrase("synergy.constant")
_FEW = phrase("synergy.few")


@metric(
    name="transmission-bias",
    section="A9",
    input="records",
    parameters=forms.COMMON,
    nulls=("both-margins", "independent-permutation"),
    a_draw="rows",
    needs_null=True,
    units=("mbit", "ratio", "records"),
    example="test_bias_of_the_toy_table",
    lower=forms.SYNERGY,
    higher=forms.REDUNDANCY,
)
def transmission_bias(data: Any, *, form: str, variables: Any, permutations: int, seed: int, enumerate: bool) -> Result:
    """T̂, t*, the bias estimate, T̂ − bias, T̂ − E_null and the N below which T is not ranked."""
    null = "independent-permutation" if form == "firm" else "both-margins"
    cells, drawn, weights = observed_and_drawn(
        data,
        form,
        variables,
        null,
        region="region",
        permutations=permutations,
        seed=seed,
        enumerate=enumerate,
    )
    if not cells.total:
        return nothing(form, cells, [{"quantity": T_NAME}, {"quantity": "t-star"}], "mbit")
    values, notes = _with_bias(cells, drawn, weights)
    run = run_of(form, cells, null, len(drawn), weights is not None, seed)
    return Result(values, **{**run, "notes": [*run["notes"], *notes]})


@metric(
    name="transmission-significance",
    section="A10",
    reference="Strona et al. 2014; Efron 1987 (BCa)",
    input="records",
    parameters=(
        *forms.COMMON,
        Parameter(
            "null",
            "str",
            None,
            phrase("synergy.transmission-significance.parameters.null"),
            choices=("both-margins", "independent-permutation", "within-region-permutation"),
        ),
        REGION,
        *INTERVAL,
    ),
    nulls=("both-margins", "independent-permutation", "within-region-permutation"),
    a_draw="rows",
    needs_null=True,
    units=("mbit", "ratio"),
    example="test_significance_of_the_toy_table",
    lower=forms.SYNERGY,
    higher=forms.REDUNDANCY,
)
def transmission_significance(
    data: Any,
    *,
    form: str,
    variables: Any,
    permutations: int,
    seed: int,
    enumerate: bool,
    null: str | None,
    region: str,
    interval: str,
    level: float,
    resamples: int,
) -> Result:
    """T with mean, sd, z and both tails of its null, and a bootstrap interval of T itself in low and high."""
    if not 0 < level < 1:
        raise ParameterError(f"level is {level}; expected between 0 and 1", hint="0.95 is usual.")
    frame = tables.read(data)
    chosen = null or ("independent-permutation" if form == "firm" else "both-margins")
    cells, drawn, weights = observed_and_drawn(
        frame,
        form,
        variables,
        chosen,
        region=region,
        permutations=permutations,
        seed=seed,
        enumerate=enumerate,
    )
    if not cells.total:
        return nothing(form, cells, [{"quantity": T_NAME}], "mbit")
    observed = float(entropy.coinformation(entropy.cell_profile(cells.codes, cells.counts), ALL))
    run = run_of(form, cells, chosen, len(drawn), weights is not None, seed)
    bounds, note = _bounds(cells, interval, level, resamples, seed)
    value = Value(
        {"quantity": T_NAME},
        observed * 1000,
        "mbit",
        **compared(observed, drawn, weights),
        n=int(cells.total),
        coverage=cells.coverage,
        low=bounds[0],
        high=bounds[1],
    )
    beside = [] if form == "firm" else overlap.shares(cells)
    return Result([value, *beside], **{**run, "notes": [*run["notes"], *note]})


def _bounds(
    cells: Cells, kind: str, level: float, resamples: int, seed: int
) -> tuple[tuple[float | None, float | None], list[Text]]:
    if kind == "none":
        return (None, None), []

    def bounds(kind: str) -> tuple[float, float] | None:
        rng = np.random.default_rng([seed, 1])
        return bootstrap.interval(cells.codes, cells.counts, kind=kind, level=level, resamples=resamples, rng=rng)

    found = bounds(kind)
    notes: list[Text] = []
    if found is None:
        notes.append(phrase("synergy.no-bca"))
        kind, found = "basic", bounds("basic")
    assert found is not None
    share = f"{100 * level:g}"
    notes.append(phrase("synergy.interval-note", kind=kind, share=share, resamples=resamples, seed=seed))
    return (found[0] * 1000, found[1] * 1000), notes
