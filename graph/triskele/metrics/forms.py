"""The three forms of data (records, firms, ties) read into cells, with the null model and the words of each."""

from __future__ import annotations

from typing import Any

import numpy as np

from triskele.errors import ParameterError
from triskele.metrics import draws, entropy, significance, tables
from triskele.metrics.cells import Cells, read_firms, read_records
from triskele.metrics.record import PERMUTATIONS, SEED, Parameter, Result, Text, both, undefined

SPHERES = ("university", "industry", "government")
FIRM = ("geography", "technology", "size")
T_NAME = "T_coinformation_mbit"
"""The name says the sign: co-information, not "interaction information"."""

FORM = Parameter(
    "form",
    "str",
    "record",
    both(
        "Veri biçimi: kayıt (proje, yayın, patent), firma, ya da ağ (bağ, üçgen, hiperbağ). Biçimler arasında "
        "karşılaştırma yapılmaz.",
        "Form of the data: record (project, paper, patent), firm, or graph (tie, triad, hyperedge). Never compare "
        "across forms.",
    ),
    choices=("record", "firm", "graph"),
)
VARIABLES = Parameter(
    "variables",
    "list",
    None,
    both(
        "Sütun adları; verilmezse kayıtta university, industry, government, firmada geography, technology, size.",
        "Names of the columns; by default university, industry, government for records and geography, technology, "
        "size for firms.",
    ),
)
ENUMERATE = Parameter(
    "enumerate",
    "bool",
    True,
    both("Üç alanda olanaklıysa bütün tabloları say.", "With three spheres, enumerate all tables when possible."),
)
COMMON = (FORM, VARIABLES, PERMUTATIONS, SEED, ENUMERATE)
RECORD_NULLS = ("both-margins", "independent-permutation")

NO_RECORDS = both("Tabloda bilinen kayıt yok (N = 0).", "The table holds no known record (N = 0).")
EMPTY_CELL = both(
    "Kayıt tablosunda 000 hücresi yapısal olarak boştur; bu tek başına T'yi eksiye çeker. İşaret sinerjinin kanıtı "
    "değildir, yalnızca boş modelle karşılaştırma öyledir.",
    "In a record table the cell 000 is structurally empty, and that alone makes T negative. The sign is no evidence "
    "of synergy; only the comparison with the null model is.",
)
SYNERGY = both(
    "Birlikteki belirsizlik azalması (sinerji) rastlantının verdiğinden ayırt edilebilir biçimde fazla.",
    "Distinguishably lower than chance: more joint reduction of uncertainty (synergy) than sizes alone produce.",
)
REDUNDANCY = both(
    "Rastlantının verdiğinden ayırt edilebilir biçimde büyük: büyüklüklerin ürettiğinden az sinerji.",
    "Distinguishably higher than chance: less synergy than sizes alone produce.",
)
UNDEFINED_EMPTY = both("N = 0 ise tanımsızdır.", "N = 0: null.")


def form_note(form: str) -> Text:
    """The form of the data, in words: it goes with every number."""
    names = {
        "record": both("kayıt biçimi", "record form"),
        "firm": both("firma biçimi", "firm form"),
        "graph": both("ağ biçimi", "graph form"),
    }[form]
    return both(
        f"Veri biçimi: {names['tr']}. Öteki biçimlerin değerleriyle karşılaştırılmaz.",
        f"Form of the data: {names['en']}. Never compare with values of the other forms.",
    )


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
    return [
        both(
            f"{none:g} kayıt sayılan alanların hiçbirini taşımıyor; hesaba katıldılar ve T'yi büyütürler.",
            f"{none:g} records carry none of the spheres counted; they are in the computation and raise T.",
        )
    ]


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
