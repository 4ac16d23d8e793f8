"""T by region: what each region carries and what lies between them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.metrics import draws, entropy, forms
from triskele.metrics.firms import (
    ALL,
    FIRM_NULL,
    GEOGRAPHY,
    REGION,
    SIZE,
    TECHNOLOGY,
    Firms,
    fixed_entropies,
    read_firm_rows,
)
from triskele.metrics.forms import T_NAME, compared, nothing
from triskele.metrics.record import PERMUTATIONS, SEED, Parameter, Result, Text, Value, suppressed, undefined
from triskele.metrics.registry import metric
from triskele.metrics.synergy import BELOW_THRESHOLD, bias_bits, occupied, rank_threshold, run_of
from triskele.metrics.verdicts import judged
from triskele.progress import DRAWING, counted
from triskele.words import phrase


@metric(
    name="regional-decomposition",
    section="A8",
    reference="Leydesdorff & Fritsch 2006; Strand & Leydesdorff 2013",
    input="firms",
    parameters=(
        REGION,
        GEOGRAPHY,
        TECHNOLOGY,
        SIZE,
        Parameter("null", "str", "within-region-permutation", FIRM_NULL.help, choices=FIRM_NULL.choices),
        PERMUTATIONS,
        SEED,
    ),
    nulls=("within-region-permutation", "independent-permutation"),
    a_draw="rows",
    needs_null=True,
    units=("mbit", "ratio", "rank"),
    example="test_regional_identity",
    lower=forms.SYNERGY,
    higher=forms.REDUNDANCY,
)
def regional_decomposition(
    data: Any,
    *,
    region: str,
    geography: str,
    technology: str,
    size: str,
    null: str,
    permutations: int,
    seed: int,
) -> Result:
    """T, T0 (between regions) and, for every region, T_G, ΔT_G, its share, its bias estimate and its rank."""
    firms = read_firm_rows(data, region, (geography, technology, size))
    if not firms.cells.total:
        return nothing("firm", firms.cells, [{"quantity": T_NAME}, {"quantity": "T0"}], "mbit")
    observed, drawn = _decomposed(firms, null, permutations, seed)
    values = _whole_values(firms, observed, drawn) + _region_values(firms, observed, drawn)
    run = run_of("firm", firms.cells, null, permutations, False, seed)
    return Result(values, **{**run, "notes": [*run["notes"], *_decomposition_notes(firms)]})


def _decomposed(
    firms: Firms, null: str, permutations: int, seed: int
) -> tuple[dict[str, NDArray[Any]], dict[str, NDArray[Any]]]:
    """T, T0, and T_G of every region: observed (1 row) and drawn (B rows), in bits."""
    n = len(firms.rows)
    local = firms.local
    shape = tuple(int(c) + 1 for c in local.max(axis=0))
    whole = draws.FirmEntropies(np.zeros(n, dtype=np.int64), firms.cells.shape[1:])
    parts = draws.FirmEntropies(firms.region, shape)
    weight = parts.size / n

    def split(rows: NDArray[Any], near: NDArray[Any], known: Any, known_near: Any) -> tuple[float, NDArray[Any]]:
        total = float(entropy.coinformation(whole.profile(rows, known), ALL)[0])
        each: NDArray[Any] = entropy.coinformation(parts.profile(near, known_near), ALL)
        return total, each

    def gathered(pairs: list[tuple[float, NDArray[Any]]]) -> dict[str, NDArray[Any]]:
        totals = np.array([total for total, _ in pairs])
        each = np.array([part for _, part in pairs])
        return {"T": totals, "T0": totals - each @ weight, "each": each}

    fixed = fixed_entropies(whole.profile(firms.rows), null, regional=False)
    fixed_near = fixed_entropies(parts.profile(local), null, regional=True)
    both_rows = np.column_stack([firms.rows, local[:, 0]])
    rng = np.random.default_rng(seed)
    pairs = []
    for _ in counted(range(permutations), DRAWING, draws=True):
        shuffled = _shuffle_once(firms, null, both_rows, rng)
        near = shuffled[:, [3, 1, 2]]
        pairs.append(split(shuffled[:, :3], near, fixed, fixed_near))
    return gathered([split(firms.rows, local, None, None)]), gathered(pairs)


def _shuffle_once(firms: Firms, null: str, rows: NDArray[Any], rng: np.random.Generator) -> NDArray[Any]:
    """Columns geography, technology, size, local geography after one shuffle; both geographies move together."""
    moved = rows.copy()
    if null == "independent-permutation":
        rng.shuffle(moved[:, 1])
        rng.shuffle(moved[:, 2])
        return moved
    order = next(draws.within(firms.region, 1, rng))
    moved[:, 0], moved[:, 3] = rows[order, 0], rows[order, 3]
    return moved


def _whole_values(firms: Firms, observed: dict[str, NDArray[Any]], drawn: dict[str, NDArray[Any]]) -> list[Value]:
    known: dict[str, Any] = {"n": len(firms.rows), "coverage": firms.cells.coverage}
    values = []
    for quantity, name in (("T", T_NAME), ("T0", "T0")):
        seen = float(observed[quantity][0])
        beside = compared(seen, drawn[quantity], None)
        values.append(Value({"quantity": name}, seen * 1000, "mbit", **beside, **known))
    total, between = float(observed["T"][0]), float(observed["T0"][0])
    key = {"quantity": "T0-share"}
    values.append(Value(key, between / total, "ratio", **known) if abs(total) > 1e-12 else _no_share(key, known))
    return values


def _no_share(key: dict[str, str], known: dict[str, Any]) -> Value:
    return undefined(key, phrase("regions.no-t"), unit="ratio", **known)


def _region_values(firms: Firms, observed: dict[str, NDArray[Any]], drawn: dict[str, NDArray[Any]]) -> list[Value]:
    total = float(observed["T"][0])
    sizes = np.bincount(firms.region)
    each = observed["each"][0]
    deltas = each * sizes / len(firms.rows)
    beside = [compared(each[g], drawn["each"][:, g], None) for g in range(len(sizes))]
    classes = [occupied(firms.rows[firms.region == g]) for g in range(len(sizes))]
    ranked = [g for g in np.argsort(deltas, kind="stable") if sizes[g] >= rank_threshold(classes[g])]
    tested = judged(
        [
            Value({"region": name, "quantity": "T"}, each[g] * 1000, "mbit", **beside[g], n=int(sizes[g]))
            for g, name in enumerate(firms.names)
        ]
    )
    values = []
    for g, name in enumerate(firms.names):
        known: dict[str, Any] = {"n": int(sizes[g])}

        def key(quantity: str, name: str = name) -> dict[str, str]:
            return {"region": name, "quantity": quantity}

        values.append(tested[g])
        values.append(Value(key("delta"), deltas[g] * 1000, "mbit", **known))
        share = deltas[g] / total if abs(total) > 1e-12 else None
        values.append(_no_share(key("share"), known) if share is None else Value(key("share"), share, "ratio", **known))
        values.append(Value(key("bias-estimate"), bias_bits(sizes[g], classes[g]) * 1000, "mbit", **known))
        if g in ranked:
            values.append(Value(key("rank"), ranked.index(g) + 1, "rank", **known))
        else:
            values.append(suppressed(key("rank"), BELOW_THRESHOLD, unit="rank", **known))
    return values


def _decomposition_notes(firms: Firms) -> list[Text]:
    notes: list[Text] = [phrase("regions.never-a-pie")]
    if not firms.coarsens():
        notes.append(phrase("regions.overlapping-regions"))
    local = firms.local[:, 0]
    single = [name for g, name in enumerate(firms.names) if not local[firms.region == g].any()]
    if single:
        listed = ", ".join(single)
        notes.append(phrase("regions.one-place-regions", listed=listed))
    return notes
