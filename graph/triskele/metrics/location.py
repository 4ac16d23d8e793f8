"""Is a sector over-represented in a region: location quotients, standardised ones, stars, and the İzmir index."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm, normaltest, shapiro

from triskele.errors import ParameterError
from triskele.metrics import rules, tables
from triskele.metrics.record import SEED, Parameter, Result, Text, Value, both, undefined
from triskele.metrics.registry import metric
from triskele.metrics.tables import RegionTable, exact, read_regions

TESTS = "tests/graph/metrics/test_location.py::"

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


def stated_notes(table: RegionTable, reference: Any, stated: dict[str, Any]) -> list[Text]:
    """Territory, revision, year and base as given, whether the region is in the reference, and how cells were read."""
    missing = [name for name in ("territory", "revision", "year", "base") if not stated.get(name)]
    inside = both("Bölge, başvuru bölgesinin parçasıdır.", "The region itself is part of the reference territory.")
    notes: list[Text] = [inside]
    if reference is None:
        notes.append(both("Başvuru: tablodaki bölgelerin toplamı.", "Reference: the sum of the regions in the table."))
    if missing:
        words = {"territory": "başvuru bölgesi", "revision": "sektör sürümü", "year": "yıl", "base": "sayılan şey"}
        notes.append(
            both(f"Belirtilmedi: {', '.join(words[name] for name in missing)}.", f"Not stated: {', '.join(missing)}.")
        )
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


def _why(table: RegionTable, i: int, j: int) -> Text:
    if np.isnan(table.counts[i, j]):
        return UNKNOWN
    return NO_REGION if table.region_totals[i] == 0 else NO_SECTOR


@metric(
    name="location-quotient",
    section="C1",
    title=both("Yer katsayısı LQ", "Location quotient LQ"),
    question=both("Sektör bölgede payından fazla mı temsil ediliyor?", "Is the sector over-represented in the region?"),
    formula="LQ = (e_ij/e_i)/(E_j/E); se(ln LQ) ≈ √((1−p)/x), p = e_ij/e_i, x = e_ij",
    range="[0, E/max(e_i, E_j)], 1 = share of the reference",
    undefined_when=both(
        "e_i ya da E_j sıfırsa ya da hücre bilinmiyorsa tanımsızdır; x = 0 ise aralık yoktur.",
        "e_i or E_j is 0, or the cell is unknown: null; no interval when x = 0.",
    ),
    cost="O(cells)",
    reference="Florence 1939; Balassa 1965",
    input="region-table",
    parameters=(
        *COMMON,
        Parameter("level", "float", 0.95, both("Aralığın düzeyi.", "Level of the interval."), minimum=0.0),
        Parameter(
            "cutoff",
            "str",
            None,
            both(
                "Eşik (1.25 gibi); verilirse hücre başına tam sayıyla karşılaştırılır.",
                "Cut-off (such as 1.25); if given, every cell is compared with it in whole numbers.",
            ),
        ),
    ),
    units=("ratio",),
    example=TESTS + "test_location_quotients_of_the_worked_table",
)
def location_quotient(data: Any, *, level: float, cutoff: str | None, **given: Any) -> Result:
    """LQ with its interval, and LQ with the region left out of the reference, for every cell."""
    if not 0 < level < 1:
        raise ParameterError(f"level is {level}; expected between 0 and 1", hint="0.95 is usual.")
    table = read_regions(data, given["reference"], absent=given["absent"])
    if not table.counts.size:
        return empty("lq")
    limit = _fraction("cutoff", cutoff) if cutoff else None
    z = float(norm.ppf((1 + level) / 2))
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
        both(
            f"Aralık: ln LQ ± {z:.2f}·√((1−p)/x), başvuru payı sabit sayılır.",
            f"Interval: ln LQ ± {z:.2f}·√((1−p)/x), the reference share taken as fixed.",
        ),
    ]
    return Result(values, direction="none", weights="counts", notes=notes, dropped=dropped(table))


def _fraction(name: str, text: Any) -> Fraction:
    try:
        return Fraction(str(text))
    except (ValueError, ZeroDivisionError) as wrong:
        raise ParameterError(f"{name} is {text!r}; expected a plain number", hint="Write 1.25, with a dot.") from wrong


def _quotient(table: RegionTable, found: NDArray[Any], i: int, j: int, z: float, key: dict[str, str]) -> Value:
    lq, x = found[i, j], table.counts[i, j]
    if np.isnan(lq):
        return undefined(key, _why(table, i, j), unit="ratio")
    if x == 0:
        return Value(key, 0.0, "ratio", m=0)
    spread = z * float(np.sqrt(max(1 - x / table.region_totals[i], 0.0) / x))
    return Value(key, lq, "ratio", low=lq * np.exp(-spread), high=lq * np.exp(spread), m=x)


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
        return Value(key, outside[i, j], "ratio")
    if np.isnan(table.counts[i, j]) or table.region_totals[i] == 0:
        return undefined(key, _why(table, i, j), unit="ratio")
    reason = both("Sektör başka bölgede yok.", "The sector does not occur in any other region.")
    return undefined(key, reason, unit="ratio")


def _meets(table: RegionTable, i: int, j: int, limit: Fraction, key: dict[str, str]) -> Value:
    met = reaches(table, i, j, limit)
    if met is None:
        return undefined(key, _why(table, i, j))
    return Value(key, float(met), "", category="met" if met else "unmet")


@metric(
    name="standardised-location-quotient",
    section="C2",
    title=both("Standartlaştırılmış LQ", "Standardised LQ"),
    question=both("Bölge, bölgeler arasında ayrıksı mı?", "Is the region exceptional among regions?"),
    formula="z = (LQ − mean)/sd over the regions of a sector; cluster if z ≥ 1.65 after a normality check (ln LQ if "
    "all LQ > 0), otherwise a bootstrap cut-off",
    range="unbounded",
    undefined_when=both(
        "Sektörde en az üç bölge yoksa ya da sd = 0 ise tanımsızdır.",
        "Fewer than three regions with an LQ, or sd = 0: null.",
    ),
    cost="O(cells · resamples)",
    reference="O'Donoghue & Gleave 2004; Tian 2013",
    input="region-table",
    parameters=(
        *COMMON,
        Parameter("ddof", "int", 1, both("Standart sapmada serbestlik (0, 1).", "ddof of the sd (0 or 1)."), minimum=0),
        Parameter("cutoff", "float", 1.65, both("z eşiği.", "Cut-off of z.")),
        Parameter("resamples", "int", 999, both("Özyükleme örneği sayısı.", "How many bootstrap samples."), minimum=99),
        SEED,
    ),
    units=("z", "ratio"),
    example=TESTS + "test_standardised_quotients_by_hand",
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
    few = both("Üçten az bölgede LQ var.", "Fewer than three regions have an LQ.")
    flat = both("Bölgeler arasında fark yok (sd = 0).", "The regions do not differ (sd = 0).")
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
            values += [undefined({**key, "quantity": q}, _why(table, i, j)) for q in ("z", "cluster")]
            continue
        values.append(Value({**key, "quantity": "z"}, z[i], "z", n=len(known)))
        member = column[i] >= limit if limit is not None else z[i] >= cutoff
        word = "cluster" if member else "no-cluster"
        values.append(Value({**key, "quantity": "cluster"}, float(member), "", category=word, high=limit))
    return scale, values


def _normal_scale(column: NDArray[Any], known: NDArray[Any]) -> tuple[str, NDArray[Any]]:
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
        "plain": both("LQ normal dağılıma uygun", "LQ passes the normality check"),
        "log": both("ln LQ kullanıldı", "ln LQ is used"),
        "bootstrap": both("eşik özyüklemeyle bulundu", "the cut-off comes from the bootstrap"),
        "none": both("hesaplanamadı", "not computed"),
    }
    notes: list[Text] = [
        both(f"{words[s]['tr']}: {', '.join(names)}.", f"{words[s]['en']}: {', '.join(names)}.")
        for s, names in sorted(scales.items())
    ]
    notes.append(both(f"Standart sapma ddof = {ddof}.", f"Standard deviation with ddof = {ddof}."))
    if regions < 30:
        notes.append(
            both(
                f"Yalnızca {regions} bölge var; yöntem çok bölge ister.",
                f"Only {regions} regions; the method needs many.",
            )
        )
    return notes


@metric(
    name="three-star",
    section="C3",
    title=both("Üç yıldız yöntemi", "Three-star method"),
    question=both(
        "Bölge × sektör hücresi üç ölçütün kaçını karşılıyor?",
        "How many of three criteria does a region × sector cell meet?",
    ),
    formula="stars = criteria met; the criteria and thresholds are those of the named rule set",
    range="0 to 3",
    undefined_when=both(
        "Bir ölçütün girdisi ya da eşiği yoksa değerlendirilmemiştir; 0 yıldız değildir.",
        "An input or threshold of a criterion is missing: not assessed, never 0 stars.",
    ),
    cost="O(cells log cells)",
    reference="Sölvell, Ketels & Lindqvist 2008; European Cluster Observatory 2007-2011; Özdemir & İneler 2010",
    input="region-table",
    parameters=(
        Parameter(
            "rule_set",
            "any",
            "eu-10-2008",
            both(
                "Kural takımı: " + ", ".join(rules.rule_sets("three-star")) + " ya da bir .toml yolu.",
                "Rule set: " + ", ".join(rules.rule_sets("three-star")) + ", or the path of a .toml file.",
            ),
        ),
        Parameter(
            "thresholds",
            "any",
            None,
            both(
                "Eşiği yayımlanmamış ölçütler için eşikler (ölçüt: sayı).",
                "Thresholds for criteria whose cut-off was not published (criterion: number).",
            ),
        ),
        *COMMON,
    ),
    units=("stars",),
    example=TESTS + "test_three_stars_compare_in_whole_numbers",
)
def three_star(data: Any, *, rule_set: Any, thresholds: Any, **given: Any) -> Result:
    """Stars of every cell, then each criterion: met, unmet or unknown."""
    chosen = _rule_set(rule_set, thresholds)
    table = read_regions(data, given["reference"], absent=given["absent"], extra=("productivity",))
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
            values += _stars(key, {name: grid[i][j] for name, grid in met.items()})
    notes = [
        both(
            f"Kural takımı: {chosen['title']['tr']} ({chosen['name']}, {chosen['date']}). {chosen['reference']}",
            f"Rule set: {chosen['title']['en']} ({chosen['name']}, {chosen['date']}). {chosen['reference']}",
        ),
        *stated_notes(table, given["reference"], given),
    ]
    if edges:
        listed = "; ".join(edges)
        notes.append(
            both(
                f"Yüzdelik sınırında eşit hücreler içeri alındı ({listed}).",
                f"Cells tied at the edge of a percentile are included ({listed}).",
            )
        )
    return Result(values, direction="none", weights="counts", notes=notes, dropped=dropped(table))


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
        criterion["at_least"] = str(_fraction(name, limit))
    return {**chosen, "criteria": criteria}


def _criterion(table: RegionTable, criterion: dict[str, Any], base: str | None) -> tuple[list[list[bool | None]], int]:
    """Met, unmet or None (not assessed) per cell, and how many cells tie with the last one inside a percentile."""
    ratios = _ratios(table, criterion["measure"])
    if criterion["measure"] == "employment" and base == "firms":
        return [[None for _ in row] for row in ratios], 0
    if "top_percent" in criterion:
        return _in_top(ratios, _fraction("top_percent", criterion["top_percent"]), criterion.get("among", "sector"))
    for bound, strictly in (("above", True), ("at_least", False)):
        if bound in criterion:
            limit = _fraction(bound, criterion[bound])
            return [[None if r is None else (r > limit if strictly else r >= limit) for r in row] for row in ratios], 0
    return [[None for _ in row] for row in ratios], 0


def _ratios(table: RegionTable, measure: str) -> list[list[Fraction | None]]:
    """One measure of every cell as an exact fraction; None where it is unknown or undefined."""
    rows = [exact(float(t)) for t in table.region_totals]
    columns = [exact(float(t)) for t in table.sector_totals]
    total = exact(table.total)

    def ratio(i: int, j: int) -> Fraction | None:
        cell = table.counts[i, j]
        if measure == "productivity":
            extra = table.extra["productivity"][i, j]
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
            hint="Measures: employment, sector-share, regional-share, lq, productivity.",
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


def _stars(key: dict[str, str], met: dict[str, bool | None]) -> list[Value]:
    unknown = [name for name, state in met.items() if state is None]
    count = sum(1 for state in met.values() if state)
    stars = {**key, "quantity": "stars"}
    if unknown:
        listed = ", ".join(unknown)
        reason = both(f"Değerlendirilmedi: {listed} bilinmiyor.", f"Not assessed: {listed} unknown.")
        made = [undefined(stars, reason, unit="stars", category="not-assessed", low=count, high=count + len(unknown))]
    else:
        made = [Value(stars, count, "stars", category=f"{count}-star")]
    for name, state in met.items():
        one = {**key, "quantity": name}
        if state is None:
            reason = both("Girdi ya da eşik yok.", "The input or the threshold is missing.")
            made.append(undefined(one, reason, category="unknown"))
        else:
            made.append(Value(one, float(state), "", category="met" if state else "unmet"))
    return made


@metric(
    name="izmir-cluster-index",
    section="C4",
    title=both("İzmir kümelenme endeksi", "İzmir cluster index"),
    question=both("Küme ne kadar olgun?", "How mature is the cluster?"),
    formula="0-100 from marketing, management, production and clustering-capacity (weights are input); classes mature "
    "[85, 100], developing [51, 85), potential (0, 51)",
    range="(0, 100]",
    undefined_when=both(
        "Değer aralığın dışındaysa sınıfı yoktur; başlık puanları ağırlık olmadan endekse çevrilemez.",
        "A value outside the range has no class; headings cannot be turned into an index without weights.",
    ),
    cost="O(clusters)",
    reference="Özdemir & İneler 2010; 000_a951264cb5006b77.txt, Table 4",
    input="checklist",
    parameters=(
        Parameter(
            "heading_weights",
            "any",
            None,
            both(
                "Başlıkların ağırlıkları (başlık: sayı); yayımlanmadıkları için girdidir.",
                "Weights of the headings (heading: number); they were never published, so they are input.",
            ),
        ),
    ),
    units=("index",),
    example=TESTS + "test_izmir_index_published_values",
)
def izmir_cluster_index(data: Any, *, heading_weights: Any) -> Result:
    """Index and class of every cluster, from a column ``value`` or from the four headings and their weights."""
    rule = rules.rule_file("izmir-index")
    frame = tables.read(data, "cluster", name="index table")
    tables.labels(frame, "cluster", name="index table")
    tables.unique(frame, "cluster", name="index table")
    if frame.empty:
        return Result([undefined({"quantity": "index"}, EMPTY, unit="index")])
    if "value" in frame.columns:
        scores = tables.numbers(frame, "value", name="index table", blank=True, minimum=None)
        reason = both("Değer bilinmiyor.", "The value is unknown.")
    else:
        scores, reason = _from_headings(frame, rule["headings"], heading_weights)
    values = [_maturity(name, score, rule, reason) for name, score in zip(frame["cluster"], scores, strict=True)]
    classes = ", ".join(f"{c['name']} ≥ {c['from']}" for c in rule["classes"])
    note = both(
        f"Kural takımı {rule['name']} ({rule['date']}): {classes}. {rule['reference']}",
        f"Rule set {rule['name']} ({rule['date']}): {classes}. {rule['reference']}",
    )
    return Result(sorted(values, key=lambda v: v.key["cluster"]), notes=[note])


def _from_headings(frame: Any, headings: list[str], weights: Any) -> tuple[NDArray[Any], Text]:
    tables.need(frame, *headings, name="index table")
    scores = [tables.numbers(frame, h, name="index table", blank=True, maximum=100.0) for h in headings]
    if weights is None:
        reason = both(
            "Başlık ağırlıkları yayımlanmadı; ağırlık verilmeden endeks hesaplanamaz.",
            "The weights of the headings were never published; without weights there is no index.",
        )
        return np.full(len(frame), np.nan), reason
    given = dict(weights)
    if set(given) != set(headings):
        raise ParameterError(
            f"heading_weights name {', '.join(map(str, given)) or 'nothing'}; expected {', '.join(headings)}",
            hint="Give one weight a heading.",
        )
    numbers = [float(_fraction(h, given[h])) for h in headings]
    if min(numbers) < 0 or not sum(numbers):
        raise ParameterError("heading_weights are negative or all 0", hint="Give positive weights.")
    reason = both("Bir başlığın puanı bilinmiyor.", "The score of a heading is unknown.")
    return np.average(np.column_stack(scores), axis=1, weights=numbers), reason


def _maturity(cluster: str, score: float, rule: dict[str, Any], unknown: Text) -> Value:
    key = {"cluster": cluster, "quantity": "index"}
    if np.isnan(score):
        return undefined(key, unknown, unit="index", category="unknown")
    if not 0 < score <= float(rule["maximum"]):
        reason = both(
            f"{score:g}, (0, 100] aralığının dışında; sınıfı yok.", f"{score:g} lies outside (0, 100]: no class."
        )
        return undefined(key, reason, unit="index")
    held = exact(float(score))
    name = next(c["name"] for c in rule["classes"] if held >= _fraction("from", c["from"]))
    return Value(key, score, "index", category=name)
