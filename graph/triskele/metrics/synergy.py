"""T on firms, by region, with its bias and its significance.

Geography must be finer than the region, classes must not be finer than N allows, and shares of a decomposition may
exceed one or change sign.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import ParameterError
from triskele.metrics import bootstrap, draws, entropy, information, overlap, significance, tables
from triskele.metrics.information import compared, form_note, load, nothing
from triskele.metrics.record import PERMUTATIONS, SEED, Parameter, Result, Text, Value, both, suppressed, undefined
from triskele.metrics.registry import metric
from triskele.metrics.tables import Cells

TESTS = "tests/graph/metrics/test_synergy.py::"
ALL = (0, 1, 2)
T_NAME = "T_coinformation_mbit"


def _column(name: str, tr: str, en: str) -> Parameter:
    return Parameter(name, "str", name, both(tr, en))


GEOGRAPHY = _column("geography", "İnce coğrafya sütunu (ilçe).", "Column of the fine geography (municipality).")
TECHNOLOGY = _column("technology", "Teknoloji ya da sektör sütunu.", "Column of the technology or sector.")
SIZE = _column("size", "Büyüklük sınıfı sütunu.", "Column of the size class.")
REGION = _column("region", "Bölge sütunu.", "Column of the region.")
FIRM_NULL = Parameter(
    "null",
    "str",
    "independent-permutation",
    both(
        "independent-permutation: teknoloji ve büyüklük bağımsız karıştırılır (yanlılık tabanı); "
        "within-region-permutation: yerler bölge içinde karıştırılır (bölge sütunu gerekir).",
        "independent-permutation: technology and size shuffled independently (bias baseline); "
        "within-region-permutation: places shuffled inside their region (needs the region column).",
    ),
    choices=("independent-permutation", "within-region-permutation"),
)
INTERVAL = (
    Parameter(
        "interval",
        "str",
        "bca",
        both("Özyükleme aralığı; yanlılığı gidermez.", "Bootstrap interval; it does not remove the bias."),
        choices=("bca", "basic", "none"),
    ),
    Parameter("level", "float", 0.95, both("Aralığın düzeyi.", "Level of the interval."), minimum=0.0),
    Parameter("resamples", "int", 999, both("Özyükleme örneği sayısı.", "How many bootstrap samples."), minimum=99),
)
BELOW_THRESHOLD = both(
    "N, 10(r−1)(s−1)(t−1) eşiğinin altında: küçük bölgeler küçük oldukları için sinerjik görünür, sıralanmazlar.",
    "N is below 10(r−1)(s−1)(t−1): small regions look synergetic because they are small, so they are not ranked.",
)


def bias_bits(total: float, classes: tuple[int, ...]) -> float:
    """First-order bias of the plug-in T, in bits: −(r−1)(s−1)(t−1)/(2 N ln 2)."""
    return -float(np.prod([c - 1 for c in classes])) / (2 * total * np.log(2))


def rank_threshold(classes: tuple[int, ...]) -> int:
    """The smallest N at which T may be ranked: 10(r−1)(s−1)(t−1)."""
    return 10 * int(np.prod([c - 1 for c in classes]))


def occupied(codes: NDArray[Any]) -> tuple[int, ...]:
    """How many classes of each variable occur."""
    return tuple(len(np.unique(codes[:, axis])) for axis in range(codes.shape[1]))


@dataclass(frozen=True)
class _Firms:
    """Firm rows sorted by region: region codes, and (geography, technology, size) codes."""

    cells: Cells
    region: NDArray[Any]
    rows: NDArray[Any]
    names: tuple[str, ...]

    @property
    def local(self) -> NDArray[Any]:
        """The rows with geography numbered afresh inside each region."""
        pairs = np.column_stack([self.region, self.rows[:, 0]])
        distinct, where = np.unique(pairs, axis=0, return_inverse=True)
        first = np.searchsorted(distinct[:, 0], np.arange(len(self.names)))
        return np.column_stack([where.ravel() - first[self.region], self.rows[:, 1:]])

    def without_region(self) -> Cells:
        """The same firms by geography, technology and size only."""
        return self.cells.keep((1, 2, 3))

    def coarsens(self) -> bool:
        """Whether every place lies in one region only."""
        pairs = np.unique(np.column_stack([self.rows[:, 0], self.region]), axis=0)
        return len(pairs) == len(np.unique(pairs[:, 0]))


def _read_firms(data: Any, region: str, variables: tuple[str, str, str]) -> _Firms:
    cells = tables.read_firms(data, (region, *variables))
    cells.require_whole()
    rows = draws.firm_rows(cells.codes, cells.counts)
    return _Firms(cells, rows[:, 0], rows[:, 1:], cells.labels[0])


def _fixed(profile: dict[entropy.Axes, NDArray[Any]], null: str, regional: bool) -> dict[entropy.Axes, NDArray[Any]]:
    """The entropies that no shuffle of this null can change."""
    if null == "within-region-permutation":
        same = [(0,), (1,), (2,), (1, 2)]
    else:
        same = [(0,)] if regional else [(0,), (1,), (2,)]
    return {axes: profile[axes] for axes in same}


def _places_drawn(firms: _Firms, permutations: int, seed: int) -> NDArray[Any]:
    """T of all firms with places shuffled inside their region, B times, in bits."""
    whole = draws.FirmEntropies(np.zeros(len(firms.rows), dtype=np.int64), firms.cells.shape[1:])
    fixed = _fixed(whole.profile(firms.rows), "within-region-permutation", regional=False)
    orders = draws.within(firms.region, permutations, np.random.default_rng(seed))
    shuffled = (np.column_stack([firms.rows[order, 0], firms.rows[:, 1:]]) for order in orders)
    return np.concatenate([entropy.coinformation(whole.profile(rows, fixed), ALL) for rows in shuffled])


def _observed_and_drawn(
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
        firms = _read_firms(data, region, (cells.variables[0], cells.variables[1], cells.variables[2]))
        if not firms.cells.total:
            return firms.without_region(), np.empty(0), None
        return firms.without_region(), _places_drawn(firms, permutations, seed), None
    if not cells.total:
        return cells, np.empty(0), None
    drawn = information.nulls_for(cells, form, permutations, seed, enumerate)
    return cells, entropy.coinformation(drawn.profile, ALL), drawn.weights


def _run(form: str, cells: Cells, null: str, size: int, exact: bool, seed: int) -> dict[str, Any]:
    return {
        "null": null,
        "permutations": size,
        "seed": None if exact else seed,
        "exact": exact,
        "direction": "none",
        "weights": "counts",
        "dropped": dict(cells.dropped),
        "notes": [form_note(form), *([information.EMPTY_CELL] if form != "firm" else [])],
    }


@metric(
    name="firm-transmission",
    section="A7",
    title=both("Firma biçiminde T", "T of the firm form"),
    question=both(
        "Bilgi; yer, teknoloji ve büyüklük üzerinden birlikte mi örgütlenmiş?",
        "Is knowledge organised across place, technology and size together?",
    ),
    formula="T_gto = H_g + H_t + H_o − H_gt − H_go − H_to + H_gto",
    range="[−min H_x, +min H_x]",
    undefined_when=information.UNDEFINED_EMPTY,
    cost="O(N), null O(B·N)",
    reference="Leydesdorff, Dolfsma & van der Panne 2006; Leydesdorff & Fritsch 2006",
    input="firms",
    parameters=(GEOGRAPHY, TECHNOLOGY, SIZE, REGION, FIRM_NULL, PERMUTATIONS, SEED),
    nulls=("independent-permutation", "within-region-permutation"),
    needs_null=True,
    units=("mbit",),
    example=TESTS + "test_firm_form_of_exclusive_or",
    lower=information.SYNERGY,
    higher=information.REDUNDANCY,
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
    cells, drawn, weights = _observed_and_drawn(
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
    run = _run("firm", cells, null, len(drawn), False, seed)
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
    values.append(Value({"quantity": "T-minus-bias"}, observed - bias, "mbit", **known))
    expected = beside["expected"] or 0.0
    values.append(Value({"quantity": "T-minus-expected"}, observed - expected, "mbit", **known))
    values.append(Value({"quantity": "rank-threshold"}, threshold, "records", **known))
    notes = [BELOW_THRESHOLD] if cells.total < threshold else []
    if cells.total < np.prod(classes):
        notes.append(_FEW)
    return values, notes


_CONSTANT = both(
    "Değişkenlerden biri hiç değişmiyor (en küçük H sıfır).", "One of the variables never varies (smallest H is 0)."
)
_FEW = both(
    "N hücre sayısından küçük: birinci derece yanlılık kestirimi burada geçerli değil.",
    "N is below the number of cells: the first-order bias estimate itself fails here.",
)


@metric(
    name="transmission-bias",
    section="A9",
    title=both("T'nin yanlılığı ve ölçeği", "Bias and scale of T"),
    question=both("İki T değeri karşılaştırılabilir mi?", "Can two values of T be compared?"),
    formula="t* = T / min H_x; bias ≈ −(r−1)(s−1)(t−1)/(2 N ln 2) bits; no ranking when N < 10(r−1)(s−1)(t−1)",
    range="t* in [−1, 1]",
    undefined_when=both("N = 0; en küçük H sıfırsa t*.", "N = 0: null; t* when the smallest H is 0."),
    cost="O(cells), null O(B)",
    reference="Mêgnigbêto 2014 (normalisation); Miller 1955 (bias)",
    input="records",
    parameters=information.COMMON,
    nulls=("both-margins", "independent-permutation"),
    needs_null=True,
    units=("mbit", "ratio", "records"),
    example=TESTS + "test_bias_of_the_toy_table",
    lower=information.SYNERGY,
    higher=information.REDUNDANCY,
)
def transmission_bias(data: Any, *, form: str, variables: Any, permutations: int, seed: int, enumerate: bool) -> Result:
    """T̂, t*, the bias estimate, T̂ − bias, T̂ − E_null and the N below which T is not ranked."""
    null = "independent-permutation" if form == "firm" else "both-margins"
    cells, drawn, weights = _observed_and_drawn(
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
    run = _run(form, cells, null, len(drawn), weights is not None, seed)
    return Result(values, **{**run, "notes": [*run["notes"], *notes]})


@metric(
    name="transmission-significance",
    section="A10",
    title=both("T'nin anlamlılığı", "Significance of T"),
    question=both("T, yalnızca büyüklüklerin ürettiğinden farklı mı?", "Is T different from what sizes alone produce?"),
    formula="p = (1 + #{T* as extreme})/(1 + B); two-sided twice the smaller; exact when all tables are enumerated",
    range="p in (0, 1]",
    undefined_when=both(
        "N = 0 ise tanımsız; boş modelin standart sapması 0 ise z tanımsızdır.",
        "N = 0: null; z is null when the null's sd is 0.",
    ),
    cost="O(B · rows)",
    reference="Strona et al. 2014; Efron 1987 (BCa)",
    input="records",
    parameters=(
        *information.COMMON,
        Parameter(
            "null",
            "str",
            None,
            both(
                "Boş model; verilmezse biçimin birincil modeli.",
                "The null model; by default the primary one of the form.",
            ),
            choices=("both-margins", "independent-permutation", "within-region-permutation"),
        ),
        REGION,
        *INTERVAL,
    ),
    nulls=("both-margins", "independent-permutation", "within-region-permutation"),
    needs_null=True,
    units=("mbit", "ratio"),
    example=TESTS + "test_significance_of_the_toy_table",
    lower=information.SYNERGY,
    higher=information.REDUNDANCY,
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
    cells, drawn, weights = _observed_and_drawn(
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
    run = _run(form, cells, chosen, len(drawn), weights is not None, seed)
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
        notes.append(
            both(
                "BCa aralığı bu tabloda yok; yerine temel (basic) aralık verildi.",
                "The BCa interval does not exist for this table; the basic one is given instead.",
            )
        )
        kind, found = "basic", bounds("basic")
    assert found is not None
    share = f"{100 * level:g}"
    notes.append(
        both(
            f"Aralık: kayıt özyüklemesi ({kind}, %{share}, {resamples} örnek, tohum {seed}); yanlılığı gidermez.",
            f"Interval: record bootstrap ({kind}, {share}%, {resamples} samples, seed {seed}); not free of bias.",
        )
    )
    return (found[0] * 1000, found[1] * 1000), notes


@metric(
    name="regional-decomposition",
    section="A8",
    title=both("T'nin bölgelere ayrışması", "Regional decomposition of T"),
    question=both(
        "Sinerjiyi hangi bölgeler taşıyor, ne kadarı bölgeler arasında?",
        "Which regions carry the synergy, and how much lies between them?",
    ),
    formula="T = T0 + Σ_G (n_G/N)·T_G; ΔT_G = (n_G/N)·T_G; share_G = ΔT_G/T",
    range="shares may exceed 1 or change sign",
    undefined_when=both(
        "N = 0; T = 0 ise paylar; bölgenin N'i eşiğin altındaysa sırası verilmez.",
        "N = 0: null; shares when T = 0; no rank when the region's N is below the threshold.",
    ),
    cost="O(regions · A3), null O(B·N)",
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
    needs_null=True,
    units=("mbit", "ratio", "rank"),
    example=TESTS + "test_regional_identity",
    lower=information.SYNERGY,
    higher=information.REDUNDANCY,
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
    firms = _read_firms(data, region, (geography, technology, size))
    if not firms.cells.total:
        return nothing("firm", firms.cells, [{"quantity": T_NAME}, {"quantity": "T0"}], "mbit")
    observed, drawn = _decomposed(firms, null, permutations, seed)
    values = _whole_values(firms, observed, drawn) + _region_values(firms, observed, drawn)
    run = _run("firm", firms.cells, null, permutations, False, seed)
    return Result(values, **{**run, "notes": [*run["notes"], *_decomposition_notes(firms)]})


def _decomposed(
    firms: _Firms, null: str, permutations: int, seed: int
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

    fixed = _fixed(whole.profile(firms.rows), null, regional=False)
    fixed_near = _fixed(parts.profile(local), null, regional=True)
    both_rows = np.column_stack([firms.rows, local[:, 0]])
    rng = np.random.default_rng(seed)
    pairs = []
    for _ in range(permutations):
        shuffled = _shuffle_once(firms, null, both_rows, rng)
        near = shuffled[:, [3, 1, 2]]
        pairs.append(split(shuffled[:, :3], near, fixed, fixed_near))
    return gathered([split(firms.rows, local, None, None)]), gathered(pairs)


def _shuffle_once(firms: _Firms, null: str, rows: NDArray[Any], rng: np.random.Generator) -> NDArray[Any]:
    """Columns geography, technology, size, local geography after one shuffle; both geographies move together."""
    moved = rows.copy()
    if null == "independent-permutation":
        rng.shuffle(moved[:, 1])
        rng.shuffle(moved[:, 2])
        return moved
    order = next(draws.within(firms.region, 1, rng))
    moved[:, 0], moved[:, 3] = rows[order, 0], rows[order, 3]
    return moved


def _whole_values(firms: _Firms, observed: dict[str, NDArray[Any]], drawn: dict[str, NDArray[Any]]) -> list[Value]:
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
    return undefined(key, both("T sıfır: paylar tanımsız.", "T is 0: shares are undefined."), unit="ratio", **known)


def _region_values(firms: _Firms, observed: dict[str, NDArray[Any]], drawn: dict[str, NDArray[Any]]) -> list[Value]:
    total = float(observed["T"][0])
    sizes = np.bincount(firms.region)
    each = observed["each"][0]
    deltas = each * sizes / len(firms.rows)
    beside = [compared(each[g], drawn["each"][:, g], None) for g in range(len(sizes))]
    adjusted = significance.adjust([fields["p"] for fields in beside])
    classes = [occupied(firms.rows[firms.region == g]) for g in range(len(sizes))]
    ranked = [g for g in np.argsort(deltas, kind="stable") if sizes[g] >= rank_threshold(classes[g])]
    values = []
    for g, name in enumerate(firms.names):
        known: dict[str, Any] = {"n": int(sizes[g])}

        def key(quantity: str, name: str = name) -> dict[str, str]:
            return {"region": name, "quantity": quantity}

        values.append(Value(key("T"), each[g] * 1000, "mbit", **beside[g], p_adjusted=adjusted[g], **known))
        values.append(Value(key("delta"), deltas[g] * 1000, "mbit", **known))
        share = deltas[g] / total if abs(total) > 1e-12 else None
        values.append(_no_share(key("share"), known) if share is None else Value(key("share"), share, "ratio", **known))
        values.append(Value(key("bias-estimate"), bias_bits(sizes[g], classes[g]) * 1000, "mbit", **known))
        if g in ranked:
            values.append(Value(key("rank"), ranked.index(g) + 1, "rank", **known))
        else:
            values.append(suppressed(key("rank"), BELOW_THRESHOLD, unit="rank", **known))
    return values


def _decomposition_notes(firms: _Firms) -> list[Text]:
    notes: list[Text] = [
        both(
            "Paylar 1'i aşabilir ya da işaret değiştirebilir; pasta grafiğine dökülmez.",
            "Shares may exceed 1 or change sign; never draw them as a pie.",
        )
    ]
    if not firms.coarsens():
        notes.append(
            both(
                "Bazı yerler birden çok bölgede: T0, bölge etiketiyle hesaplanan T'ye eşit olmaz.",
                "Some places lie in more than one region: T0 does not equal T computed with the region's label.",
            )
        )
    local = firms.local[:, 0]
    single = [name for g, name in enumerate(firms.names) if not local[firms.region == g].any()]
    if single:
        listed = ", ".join(single)
        notes.append(
            both(
                f"Tek yerli bölgelerde T_G tanım gereği 0: {listed}.",
                f"T_G is 0 by construction in regions with a single place: {listed}.",
            )
        )
    return notes
