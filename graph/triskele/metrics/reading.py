"""Results in words, Turkish and English: what was found, what chance gives, and whether the two can be told
apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from triskele.metrics.record import Result, Text, Value, both
from triskele.metrics.verdicts import DISTINGUISHABLE, NO_NULL, NOT, UNDECIDED, VERDICTS
from triskele.metrics.words import NETWORK_UNITS, NETWORK_WORDS

if TYPE_CHECKING:
    from triskele.metrics.metric import Metric

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
    "both-margins": both(
        "yalnızca ekip büyüklükleri ve alan payları (toplamlar aynı, hangi kaydın hangi alanı taşıdığı karışık)",
        "team sizes and sphere totals alone (totals kept, who is in which record shuffled)",
    ),
    "independent-permutation": both(
        "yalnızca sınıf büyüklükleri (değişkenler birbirinden bağımsız karışık)",
        "class sizes alone (sizes kept, the variables shuffled apart from each other)",
    ),
    "within-region-permutation": both(
        "bölge içinde karıştırılmış yerler (her bölgenin bileşimi aynı)",
        "places shuffled inside their region (each region's composition kept)",
    ),
    "label-permutation": both(
        "yalnızca alan büyüklükleri (ağ aynı, alanlar aktörler arasında karışık)",
        "sphere sizes alone (network kept, spheres shuffled among the actors)",
    ),
    "both-margins/incidence": both(
        "yalnızca grup ve üyelik sayıları (sayılar aynı, kimin nerede olduğu karışık)",
        "sizes of groups and memberships alone (counts kept, who belongs where shuffled)",
    ),
    "equal-degree-removal": both(
        "aynı dereceli aktörlerin çıkarılması (ağ aynı)", "removing actors of equal degree (network kept)"
    ),
    "random-removal": both("rastgele çıkarma (ağ aynı)", "random removal (network kept)"),
    "degree-preserving": both(
        "yalnızca dereceler (dereceler ve alanlar aynı, bağlar rastgele)",
        "degrees alone (degrees and spheres kept, ties rewired)",
    ),
    "degree-mixing-preserving": both(
        "dereceler ve alanlar arası bağ sayıları (bunlar aynı, bağlar rastgele)",
        "degrees and the ties between spheres (both kept, ties rewired)",
    ),
    "random-relocation": both(
        "bütün tesis yerlerine rastgele yerleşme (tesisler aynı)", "plants put on random sites of all (plants kept)"
    ),
    "qap": both(
        "aynı ağda karıştırılmış aktörler (ağ ve öznitelikler aynı)",
        "actors shuffled over the same network (network and attributes kept)",
    ),
}
"""What each null model keeps, in words."""


def number(value: float | None, tag: str, digits: int = 3) -> str:
    """A number as that language writes it: at most ``digits`` decimals, no trailing zeros, comma in
    Turkish.
    """
    if value is None:
        return "–"
    value = 0.0 if abs(value) < 1e-12 else value
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

NAMES = frozenset({"about", "actor", "cluster", "community", "group", "other", "record", "region", "removed", "sector"})
"""Parts of a key that are names: never translated, whatever they happen to spell."""


def part_word(part: str, name: str, tag: str) -> str:
    """A part of a key in words, a name as it is."""
    return name if part in NAMES else word(name, tag)


def word(name: str, tag: str) -> str:
    """A part of a key in words; names that join several are taken apart at their spheres."""
    if name in WORDS:
        return WORDS[name][tag]
    parts = name.replace("civil-society", "civil_society").split("-")
    known = [WORDS.get(part.replace("_", "-")) for part in parts]
    return "-".join(w[tag] for w in known if w) if all(known) else name


def about(value: Value, tag: str) -> str:
    """What a value is about, in words."""
    return ", ".join(part_word(part, name, tag) for part, name in value.key.items())


def describe(metric: Metric, result: Result) -> Text:
    """The headline of a result in one or two sentences a reader can quote, in both languages.

    When the first value is one of many (regions, pairs, actors), the highest, the lowest and the undefined ones.
    """
    if not result.values:
        return both(f"{metric.title['tr']}: hiçbir değer hesaplanamadı.", f"{metric.title['en']}: nothing to report.")
    headline = result.headline
    alike = [v for v in result.values if v.key.get("quantity") == headline.key.get("quantity")]
    if len(alike) > 1 and set(headline.key) - SHARED_KEYS:
        parts = [v for v in alike if TOTAL not in v.key.values()] or alike
        return {tag: _summary(metric, result, parts, tag) for tag in ("tr", "en")}
    beside = _compared_beside(result)
    said = [headline] if beside is None else [headline, beside]
    return {tag: " ".join(_sentence(metric, result, value, tag) for value in said) for tag in ("tr", "en")}


TOTAL = "total"
"""What is a sum of the others does not stand among them."""


def _compared_beside(result: Result) -> Value | None:
    """Where the headline itself has no null, the number beside it that was compared with one."""
    if result.null is None or result.headline.p is not None or result.headline.value is None:
        return None
    beside = (v for v in result.values[1:2] if v.p is not None and not set(v.key) - SHARED_KEYS)
    return next(beside, None)


def _summary(metric: Metric, result: Result, values: list[Value], tag: str) -> str:
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
    tested = [v for v in known if v.verdict and v.verdict != NO_NULL]
    return f"{said} {_verdicts(metric, result, tested, tag)}" if tested else said


def _verdicts(metric: Metric, result: Result, tested: list[Value], tag: str) -> str:
    """How many values can be told from the null model, by which P, and what would decide the rest."""
    count = {name: sum(v.verdict == name for v in tested) for name in VERDICTS}
    tests = max((v.tests or 1 for v in tested), default=1)
    said = _COMPARED[tag].format(_kept(metric, result, tested[0], tag))
    said += f" {_JUDGED[tag].format(len(tested), count[DISTINGUISHABLE], count[NOT], _corrected(tests, tag))}"
    waiting = [v for v in tested if v.verdict == UNDECIDED]
    if waiting:
        said += f" {_UNDECIDED[tag].format(len(waiting), _enough(waiting, tag))}"
    return said


_COMPARED = {"tr": "Karşılaştırma: {}.", "en": "Compared with {}."}
_JUDGED = {
    "tr": "Sınanan {} değerden {} tanesi boş modelden ayırt edilebiliyor, {} tanesi edilemiyor ({}).",
    "en": "Of {} values tested, {} are distinguishable from the null model and {} are not ({}).",
}
_UNDECIDED = {"tr": "{} değer için karar verilemiyor: {}.", "en": "{} cannot be decided: {}."}


def _corrected(tests: int, tag: str) -> str:
    if tests < 2:
        return {"tr": "tek sınama", "en": "one test"}[tag]
    return {"tr": "P {} sınama için düzeltildi", "en": "P corrected for {} tests"}[tag].format(tests)


def _enough(waiting: list[Value], tag: str) -> str:
    """What would decide these: so many draws, or nothing, as there are too few possibilities."""
    counts = sorted(v.needed for v in waiting if v.needed is not None)
    if not counts:
        few, most = (end(v.draws or 0 for v in waiting) for end in (min, max))
        span = count_word(few, tag) if few == most else f"{count_word(few, tag)}–{count_word(most, tag)}"
        said = {
            "tr": "karşılaştırılacak yalnızca {} olanak var",
            "en": "there are only {} possibilities to compare with",
        }
        return said[tag].format(span)
    made = max(v.draws or 0 for v in waiting)
    first, last = count_word(counts[0], tag), count_word(counts[-1], tag)
    span = first if first == last else f"{first}–{last}"
    return {"tr": "{} çekiliş yetmiyor, yaklaşık {} gerekir", "en": "{} draws do not do, about {} would"}[tag].format(
        count_word(made, tag), span
    )


def count_word(count: int, tag: str) -> str:
    """A count as that language groups it; beyond a million only that."""
    if count > 1_000_000:
        return {"tr": "bir milyondan çok", "en": "more than a million"}[tag]
    return f"{count:,}".replace(",", "." if tag == "tr" else ",")


def _classes(metric: Metric, values: list[Value], tag: str) -> str:
    """How many values fall into each class; those without one by their status."""
    found: dict[str, list[Value]] = {}
    for value in values:
        found.setdefault(value.category or value.status, []).append(value)
    parts = [f"{word(name, tag)} {len(group)}{_few(group, tag)}" for name, group in sorted(found.items())]
    return f"{metric.title[tag]}: {'; '.join(parts)}."


def _few(group: list[Value], tag: str) -> str:
    """Who they are, when they are few enough to name."""
    names = [", ".join(part_word(part, name, tag) for part, name in v.key.items() if part != "quantity") for v in group]
    return f" ({'; '.join(names)})" if len(group) <= 3 else ""


_RANGE = {"tr": "{} değer; en büyüğü {}, en küçüğü {}.", "en": "{} values; highest {}, lowest {}."}
_NONE = {"tr": "{} değerin hiçbiri tanımlı değil.", "en": "none of {} values is defined."}
_MISSING = {"tr": "Tanımsız ya da verilmeyen: {}.", "en": "Undefined or withheld: {}."}


def _size(value: Value) -> float:
    return value.value or 0.0


def _named(value: Value, tag: str) -> str:
    names = ", ".join(part_word(part, name, tag) for part, name in value.key.items() if part != "quantity")
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
    return f"{said}. {_rests(metric, value, tag)}{against_null(metric, result, value, tag)}".strip()


FEW = 10
"""Of fewer cases than this the sentence says of how many."""


def _rests(metric: Metric, value: Value, tag: str) -> str:
    """Of how few cases a number speaks; "" when they are many."""
    if metric.input not in ("network", "layers", "records", "incidence"):
        return ""
    names = (("n", _CASES.get(metric.input, _CASES["network"])), ("m", _TIES if metric.input == "network" else None))
    few = [
        f"{number(count, tag)} {noun[tag]}"
        for name, noun in names
        if noun and (count := getattr(value, name)) is not None and count < FEW
    ]
    return f"{_ONLY[tag].format(_AND[tag].join(few))} " if few else ""


_CASES = {"network": both("aktöre", "actors"), "records": both("kayda", "records")}
_TIES = both("bağa", "ties")
_AND = {"tr": " ve ", "en": " and "}
_ONLY = {"tr": "Yalnızca {} dayanıyor.", "en": "It rests on {} only."}
_WITHHELD = {"tr": "verilmedi", "en": "withheld"}


def _kept(metric: Metric, result: Result, value: Value, tag: str) -> str:
    """What the null model of a value keeps, in words."""
    name = value.null or result.null or ""
    return NULLS.get(f"{name}/{metric.input}", NULLS.get(name, both(name, name)))[tag]


def against_null(metric: Metric, result: Result, value: Value, tag: str) -> str:
    """What the null model alone gives, and the verdict in words; "" when there is no null."""
    if value.p is None or (value.null or result.null) is None:
        return ""
    odds = [] if value.z is None or value.expected is None else [_place(value, tag)]
    odds.append(f"P {number(value.p, tag, 4)}")
    if (value.tests or 1) > 1 and value.p_adjusted is not None:
        adjusted = number(value.p_adjusted, tag, 4)
        odds.append(
            {"tr": "{} sınama için düzeltilmiş P {}", "en": "corrected for {} tests P {}"}[tag].format(
                value.tests, adjusted
            )
        )
    odds.append(_of_how_many(result, value, tag))
    if value.expected is None:
        template = {"tr": "Karşılaştırma: {} ({}). {}", "en": "Compared with {} ({}). {}"}[tag]
        return template.format(_kept(metric, result, value, tag), ", ".join(odds), verdict(metric, value)[tag])
    spread = f"{number(value.expected, tag)} ± {number(value.sd, tag)}"
    template = {"tr": "Beklenen ({}): {} ({}). {}", "en": "Expected from {}: {} ({}). {}"}[tag]
    return template.format(_kept(metric, result, value, tag), spread, ", ".join(odds), verdict(metric, value)[tag])


def _of_how_many(result: Result, value: Value, tag: str) -> str:
    count = value.draws if value.draws is not None else result.permutations
    if value.exact or result.exact:
        if count is None:
            return {"tr": "kesin", "en": "exact"}[tag]
        return {"tr": "kesin, {} olanağın hepsi", "en": "exact, all {} possibilities"}[tag].format(
            count_word(count, tag)
        )
    return {"tr": "{} çekiliş", "en": "{} draws"}[tag].format(count_word(count or 0, tag))


def _place(value: Value, tag: str) -> str:
    """Where the observed value lies among the draws: z, or for a small group the percentile."""
    if value.n is not None and value.n < SMALL and value.p_low is not None:
        return f"{_PERCENTILE[tag]} {number(100 * value.p_low, tag, 1)}"
    return f"z {number(value.z, tag, 2)}"


_PERCENTILE = {"tr": "yüzdelik", "en": "percentile"}


def verdict(metric: Metric, value: Value) -> Text:
    """Whether the observed value can be told from its null, in words."""
    if value.p is None or value.value is None:
        return both("Boş modelle karşılaştırılamadı.", "It could not be compared with its null model.")
    if value.verdict == UNDECIDED:
        return both(f"Karar verilemiyor: {_enough([value], 'tr')}.", f"It cannot be decided: {_enough([value], 'en')}.")
    if value.verdict != DISTINGUISHABLE:
        return both(
            "Bu değer boş modelden ayırt edilemiyor.",
            "This value is not distinguishable from its null model.",
        )
    if value.value < (value.expected or 0.0):
        return metric.lower or both(
            "Değer, rastlantının verdiğinden ayırt edilebilir biçimde küçük.",
            "The value is distinguishably lower than chance gives.",
        )
    return metric.higher or both(
        "Değer, rastlantının verdiğinden ayırt edilebilir biçimde büyük.",
        "The value is distinguishably higher than chance gives.",
    )
