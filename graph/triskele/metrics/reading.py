"""Results in words, Turkish and English: what was found, what chance gives, and whether the two can be told
apart.
"""

from __future__ import annotations

from triskele.metrics.record import Metric, Result, Text, Value, both
from triskele.metrics.words import NETWORK_UNITS, NETWORK_WORDS

ALPHA = 0.05
"""Above this two-sided P the headline is said not to be distinguishable from its null."""

SMALL = 30
"""Of fewer actors or records than this the percentile among the draws is told, not z: nothing there is normal."""

UNITS = {
    **NETWORK_UNITS,
    "mbit": both("mbit", "mbit"),
    "bit": both("bit", "bit"),
    "ratio": both("", ""),
    "": both("", ""),
    "z": both("", ""),
    "records": both("kayıt", "records"),
    "spheres": both("alan", "spheres"),
    "stars": both("yıldız", "stars"),
    "index": both("puan", "points"),
    "points": both("puan", "points"),
}

NULLS = {
    "both-margins": both("yalnızca ekip büyüklükleri ve alan payları", "team sizes and sphere totals alone"),
    "independent-permutation": both("yalnızca sınıf büyüklükleri", "class sizes alone"),
    "within-region-permutation": both("bölge içinde karıştırılmış yerler", "places shuffled inside their region"),
    "label-permutation": both("yalnızca alan büyüklükleri", "sphere sizes alone"),
    "both-margins/incidence": both("yalnızca grup ve üyelik sayıları", "sizes of groups and memberships alone"),
    "equal-degree-removal": both("aynı dereceli aktörlerin çıkarılması", "removing actors of equal degree"),
    "random-removal": both("rastgele çıkarma", "random removal"),
    "degree-preserving": both("yalnızca dereceler", "degrees alone"),
    "degree-mixing-preserving": both("dereceler ve alanlar arası bağ sayıları", "degrees and the ties between spheres"),
    "random-relocation": both("bütün tesis yerlerine rastgele yerleşme", "plants put on random sites of all"),
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


WORDS = {
    **NETWORK_WORDS,
    "university": both("üniversite", "university"),
    "industry": both("sanayi", "industry"),
    "government": both("kamu", "government"),
    "civil-society": both("sivil toplum", "civil society"),
    "hybrid": both("karma", "hybrid"),
    "unknown": both("bilinmiyor", "unknown"),
    "T_coinformation_mbit": both("T", "T"),
    "bias-estimate": both("yanlılık kestirimi", "bias estimate"),
    "bias-of-occupied-cells": both("dolu hücrelerden yanlılık", "bias of the occupied cells"),
    "attainable-lowest": both("ulaşılabilen en küçük T", "lowest attainable T"),
    "attainable-highest": both("ulaşılabilen en büyük T", "highest attainable T"),
    "attainable-position": both("ulaşılabilenler arasındaki yeri", "position among the attainable"),
    "phi": both("φ", "φ"),
    "omega": both("Ω", "Ω"),
    "lq": both("LQ", "LQ"),
    "tri-sphere-share": both("üç alanlı kayıt payı", "share of tri-sphere records"),
    "shapley": both("Shapley değeri", "Shapley value"),
    "stars": both("yıldız", "stars"),
    "mature": both("olgun", "mature"),
    "developing": both("gelişmekte olan", "developing"),
    "potential": both("potansiyel", "potential"),
    "mixed": both("karma", "mixed"),
    "marshallian": both("Marshall tipi", "Marshallian"),
    "hub-and-spoke": both("göbek ve ok", "hub-and-spoke"),
    "satellite-platform": both("uydu sanayi", "satellite platform"),
    "state-anchored": both("devlet merkezli", "state-anchored"),
    "working": both("işleyen", "working"),
    "latent": both("gizli", "latent"),
    "policy-driven": both("zorlama", "policy-driven"),
    "vertical": both("dikey", "vertical"),
    "horizontal": both("yatay", "horizontal"),
    "complex": both("kompleks", "complex"),
    "inclusive": both("kapsayıcı", "inclusive"),
    "not-assessed": both("değerlendirilmedi", "not assessed"),
    "0-star": both("yıldızsız", "no star"),
    "1-star": both("bir yıldızlı", "one star"),
    "2-star": both("iki yıldızlı", "two stars"),
    "3-star": both("üç yıldızlı", "three stars"),
    "strong": both("güçlü", "strong"),
    "weak": both("zayıf", "weak"),
    "dispersed": both("dağınık", "dispersed"),
    "localised": both("yerelleşmiş", "localised"),
    "not-localised": both("yerelleşmemiş", "not localised"),
    "localisation": both("yerelleşme Γ", "localisation Γ"),
    "dispersion": both("dağılma Ψ", "dispersion Ψ"),
    "k-density": both("K yoğunluğu", "K-density"),
    "structure": both("yapı", "structure"),
    "stage": both("aşama", "stage"),
    "direction": both("yön", "direction"),
    "undefined": both("tanımsız", "undefined"),
    "suppressed": both("verilmedi", "withheld"),
    "completeness": both("tamlık", "completeness"),
    "coverage": both("kapsam", "coverage"),
    "sum": both("toplam", "sum"),
}
"""Words for the parts of a key; whatever is not here is a name and stays as it is."""

SHARED_KEYS = frozenset({"quantity", "variables"})
"""Parts of a key that say which measure, not about whom."""


def word(name: str, tag: str) -> str:
    """A part of a key in words; names that join several are taken apart at their spheres."""
    if name in WORDS:
        return WORDS[name][tag]
    parts = name.replace("civil-society", "civil_society").split("-")
    known = [WORDS.get(part.replace("_", "-")) for part in parts]
    return "-".join(w[tag] for w in known if w) if all(known) else name


def about(value: Value, tag: str) -> str:
    """What a value is about, in words."""
    return ", ".join(word(part, tag) for part in value.key.values())


def describe(metric: Metric, result: Result) -> Text:
    """The headline of a result in one or two sentences a reader can quote, in both languages.

    When the first value is one of many (regions, pairs, actors), the highest, the lowest and the undefined ones.
    """
    if not result.values:
        return both(f"{metric.title['tr']}: hiçbir değer hesaplanamadı.", f"{metric.title['en']}: nothing to report.")
    headline = result.headline
    alike = [v for v in result.values if v.key.get("quantity") == headline.key.get("quantity")]
    if len(alike) > 1 and set(headline.key) - SHARED_KEYS:
        return {tag: _summary(metric, alike, tag) for tag in ("tr", "en")}
    return {tag: _sentence(metric, result, headline, tag) for tag in ("tr", "en")}


def _summary(metric: Metric, values: list[Value], tag: str) -> str:
    if any(v.category for v in values):
        return _classes(metric, values, tag)
    known = [v for v in values if v.value is not None]
    quantity = values[0].key.get("quantity")
    opening = f"{metric.title[tag]}{f' ({word(quantity, tag)})' if quantity else ''}"
    missing = len(values) - len(known)
    if not known:
        reason = values[0].reason
        return f"{opening}: {_NONE[tag].format(len(values))} {reason[tag] if reason else ''}".strip()
    highest, lowest = max(known, key=_size), min(known, key=_size)
    said = f"{opening}: {_RANGE[tag].format(len(known), _named(highest, tag), _named(lowest, tag))}"
    if missing:
        said += f" {_MISSING[tag].format(missing)}"
    tested = [v.p if v.p_adjusted is None else v.p_adjusted for v in known if v.p is not None]
    if tested:
        apart = sum(p <= ALPHA for p in tested)
        said += f" {_APART[tag].format(len(tested), apart)}" if apart else f" {_NONE_APART[tag]}"
    return said


def _classes(metric: Metric, values: list[Value], tag: str) -> str:
    """How many values fall into each class; those without one by their status."""
    found: dict[str, list[Value]] = {}
    for value in values:
        found.setdefault(value.category or value.status, []).append(value)
    parts = [f"{word(name, tag)} {len(group)}{_few(group, tag)}" for name, group in sorted(found.items())]
    return f"{metric.title[tag]}: {'; '.join(parts)}."


def _few(group: list[Value], tag: str) -> str:
    """Who they are, when they are few enough to name."""
    names = [", ".join(word(part, tag) for name, part in v.key.items() if name != "quantity") for v in group]
    return f" ({'; '.join(names)})" if len(group) <= 3 else ""


_RANGE = {"tr": "{} değer; en büyüğü {}, en küçüğü {}.", "en": "{} values; highest {}, lowest {}."}
_NONE = {"tr": "{} değerin hiçbiri tanımlı değil.", "en": "none of {} values is defined."}
_MISSING = {"tr": "Tanımsız ya da verilmeyen: {}.", "en": "Undefined or withheld: {}."}
_APART = {
    "tr": "{} değerin {} tanesi boş modelden ayırt edilebiliyor.",
    "en": "Of {} values, {} are distinguishable from the null model.",
}
_NONE_APART = {
    "tr": "Hiçbir değer boş modelden ayırt edilemiyor.",
    "en": "No value is distinguishable from its null model.",
}


def _size(value: Value) -> float:
    return value.value or 0.0


def _named(value: Value, tag: str) -> str:
    names = ", ".join(word(part, tag) for name, part in value.key.items() if name != "quantity")
    return f"{number(value.value, tag)}{_interval(value, tag)} ({names})"


def _interval(value: Value, tag: str) -> str:
    if value.low is None or value.high is None:
        return ""
    return f" [{number(value.low, tag)}; {number(value.high, tag)}]"


def _sentence(metric: Metric, result: Result, value: Value, tag: str) -> str:
    subject = about(value, tag)
    opening = f"{metric.title[tag]}{f' ({subject})' if subject else ''}"
    if value.value is None:
        assert value.reason is not None
        state = {"tr": "tanımsız", "en": "undefined"} if value.status == "undefined" else _WITHHELD
        return f"{opening}: {state[tag]}. {value.reason[tag]}"
    unit = UNITS.get(value.unit, both(value.unit, value.unit))[tag]
    said = f"{opening}: {number(value.value, tag)}{f' {unit}' if unit else ''}{_interval(value, tag)}"
    return f"{said}. {against_null(metric, result, value, tag)}".strip()


_WITHHELD = {"tr": "verilmedi", "en": "withheld"}


def against_null(metric: Metric, result: Result, value: Value, tag: str) -> str:
    """What the null model alone gives, and the verdict in words; "" when there is no null."""
    if value.expected is None or result.null is None:
        return ""
    same = NULLS.get(result.null, both(result.null, result.null))
    alone = NULLS.get(f"{result.null}/{metric.input}", same)[tag]
    spread = f"{number(value.expected, tag)} ± {number(value.sd, tag)}"
    odds = [] if value.z is None else [_place(value, tag)]
    odds += [f"P {number(value.p, tag, 4)}"] if value.p is not None else []
    exact = {"tr": ", kesin", "en": ", exact"}[tag] if result.exact else ""
    numbers = f" ({', '.join(odds)}{exact})" if odds else ""
    template = {"tr": "Beklenen ({}): {}{}. {}", "en": "Expected from {}: {}{}. {}"}[tag]
    return template.format(alone, spread, numbers, verdict(metric, value)[tag])


def _place(value: Value, tag: str) -> str:
    """Where the observed value lies among the draws: z, or for a small group the percentile."""
    if value.n is not None and value.n < SMALL and value.p_low is not None:
        return f"{_PERCENTILE[tag]} {number(100 * value.p_low, tag, 1)}"
    return f"z {number(value.z, tag, 2)}"


_PERCENTILE = {"tr": "yüzdelik", "en": "percentile"}


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
