"""A result as a notebook shows it: what it says in both languages, its values, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from triskele.markup import paragraph, table

if TYPE_CHECKING:
    from triskele.metrics.record import Result

_COLUMNS = {
    "value": "value · değer", "unit": "unit · birim", "expected": "by chance · şansla", "z": "z", "low": "low · alt",
    "high": "high · üst", "p_adjusted": "p (corrected) · p (düzeltilmiş)", "p": "p", "verdict": "verdict · yargı",
    "category": "class · sınıf", "status": "status · durum",
}  # fmt: skip


def show(result: Result) -> str:
    """The HTML of a result: its first values, without columns that hold nothing."""
    values = list(result.values)
    keys = list(dict.fromkeys(name for value in values for name in value.key))
    names = [n for n in _COLUMNS if n != "status" and any(getattr(v, n) not in (None, "") for v in values)]
    names += ["status"] if any(v.status != "ok" for v in values) else []
    rows = ([*(value.key.get(key) for key in keys), *(getattr(value, name) for name in names)] for value in values)
    said = (result.reading.get("en", ""), result.reading.get("tr", ""))
    why = [f"{v.reason['en']} / {v.reason['tr']}" for v in values[:1] if v.reason]
    rests = {
        "release · sürüm": result.release,
        "network · ağ": result.projection,
        "as of · itibarıyla": result.as_of,
        "null model · boş model": result.null,
        "draws · çekiliş": result.permutations,
        "seed · tohum": result.seed,
        "address · adres": result.address,
    }
    return (
        paragraph(result.metric, strong=True)
        + paragraph(*said, *why)
        + table([*keys, *(_COLUMNS[name] for name in names)], rows, len(values))
        + paragraph(*(f"{note['en']} / {note['tr']}" for note in result.notes))
        + table(list(rests), [list(rests.values())])
    )
