"""Results in words, Turkish and English: what was found, what chance gives, and whether the two can be told
apart.
"""

from __future__ import annotations

from triskele.metrics.record import Metric, Result, Text, Value, both

ALPHA = 0.05
"""Above this two-sided P the headline is said not to be distinguishable from its null."""

UNITS = {
    "mbit": both("mbit", "mbit"),
    "bit": both("bit", "bit"),
    "ratio": both("", ""),
    "": both("", ""),
}

NULLS = {
    "both-margins": both("yalnızca ekip büyüklükleri ve küre payları", "team sizes and sphere totals alone"),
    "independent-permutation": both("yalnızca sınıf büyüklükleri", "class sizes alone"),
    "within-region-permutation": both("bölge içinde karıştırılmış yerler", "places shuffled inside their region"),
    "label-permutation": both("yalnızca küre büyüklükleri", "sphere sizes alone"),
    "configuration": both("yalnızca dereceler", "degrees alone"),
    "degree-and-mixing": both("dereceler ve küreler arası bağ sayıları", "degrees and the ties between spheres"),
    "qap": both("aynı ağda karıştırılmış aktörler", "actors shuffled over the same network"),
}
"""What each null model keeps, in words."""


def number(value: float | None, tag: str, digits: int = 3) -> str:
    """A number as that language writes it: at most ``digits`` decimals, no trailing zeros, comma in
    Turkish.
    """
    if value is None:
        return "–"
    text = f"{value:.{digits}f}" if abs(value) >= 10**-digits else f"{value:.2g}"
    text = text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text
    text = "0" if text == "-0" else text.replace("-", "−")
    return text.replace(".", ",") if tag == "tr" else text


def describe(metric: Metric, result: Result) -> dict[str, str]:
    """The headline of a result in one or two sentences a reader can quote, in both languages."""
    if not result.values:
        return both(f"{metric.title['tr']}: hiçbir değer hesaplanamadı.", f"{metric.title['en']}: nothing to report.")
    headline = result.headline
    return {tag: _sentence(metric, result, headline, tag) for tag in ("tr", "en")}


def _sentence(metric: Metric, result: Result, value: Value, tag: str) -> str:
    about = ", ".join(value.key.values())
    opening = f"{metric.title[tag]}{f' ({about})' if about else ''}"
    if value.value is None:
        assert value.reason is not None
        word = {"tr": "tanımsız", "en": "undefined"} if value.status == "undefined" else _WITHHELD
        return f"{opening}: {word[tag]}. {value.reason[tag]}"
    unit = UNITS.get(value.unit, both(value.unit, value.unit))[tag]
    said = f"{opening}: {number(value.value, tag)}{f' {unit}' if unit else ''}."
    if value.low is not None and value.high is not None:
        said += f" [{number(value.low, tag)}; {number(value.high, tag)}]."
    return f"{said} {against_null(metric, result, value, tag)}".strip() if value.expected is not None else said


_WITHHELD = {"tr": "verilmedi", "en": "withheld"}


def against_null(metric: Metric, result: Result, value: Value, tag: str) -> str:
    """What the null model alone gives, and the verdict in words; "" when there is no null."""
    if value.expected is None or result.null is None:
        return ""
    alone = NULLS.get(result.null, both(result.null, result.null))[tag]
    spread = f"{number(value.expected, tag)} ± {number(value.sd, tag)}"
    odds = [f"z {number(value.z, tag, 2)}"] if value.z is not None else []
    odds += [f"P {number(value.p, tag, 4)}"] if value.p is not None else []
    exact = {"tr": ", kesin", "en": ", exact"}[tag] if result.exact else ""
    numbers = f" ({', '.join(odds)}{exact})" if odds else ""
    template = {"tr": "Beklenen ({}): {}{}. {}", "en": "Expected from {}: {}{}. {}"}[tag]
    return template.format(alone, spread, numbers, verdict(metric, value)[tag])


def verdict(metric: Metric, value: Value) -> Text:
    """Whether the observed value can be told from its null, in words."""
    p = value.p_adjusted if value.p_adjusted is not None else value.p
    if p is None or value.expected is None or value.value is None:
        return both("Boş modelle karşılaştırılamadı.", "It could not be compared with its null model.")
    if p > ALPHA:
        return both(
            "Bu değer boş modelden ayırt edilemiyor.",
            "This value is not distinguishable from its null model.",
        )
    if value.value < value.expected:
        return metric.lower or both(
            "Değer, rastlantının verdiğinden ayırt edilebilir biçimde küçük.",
            "The value is distinguishably lower than chance gives.",
        )
    return metric.higher or both(
        "Değer, rastlantının verdiğinden ayırt edilebilir biçimde büyük.",
        "The value is distinguishably higher than chance gives.",
    )
