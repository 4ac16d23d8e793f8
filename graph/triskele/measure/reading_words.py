"""What the readings of a metric come to, in one sentence of each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from triskele.measure.claims import CATEGORY, FIRST, NEAR, UNDEFINED, VERDICT, Claim
from triskele.metrics.parameter import Text
from triskele.metrics.reading import number, part_word
from triskele.metrics.verdicts import DISTINGUISHABLE, UNDECIDED
from triskele.terms import LANGUAGES
from triskele.words import word

if TYPE_CHECKING:
    from triskele.measure.readings import Readings

_WORDS: dict[str, Text] = {
    "first": {"tr": "{} birinci", "en": "{} is first"},
    "first-lowest": {"tr": "{} en küçük", "en": "{} is lowest"},
    "among": {"tr": "{} ilk {} içinde", "en": "{} is among the first {}"},
    "among-lowest": {"tr": "{} en küçük {} içinde", "en": "{} is among the lowest {}"},
    "above": {"tr": "değer rastlantının verdiğinden ayırt edilebilir biçimde büyük",
              "en": "the value is distinguishably higher than chance gives"},
    "below": {"tr": "değer rastlantının verdiğinden ayırt edilebilir biçimde küçük",
              "en": "the value is distinguishably lower than chance gives"},
    "not": {"tr": "değer boş modelden ayırt edilemiyor", "en": "the value is not distinguishable from its null model"},
    "undecided": {"tr": "değerin boş modelden ayırt edilip edilmediğine karar verilemiyor",
                  "en": "whether the value can be told from its null model cannot be decided"},
    "category": {"tr": "sınıf “{}”", "en": "the class is “{}”"},
    "value": {"tr": "değer, {} sayısının en çok onda bir uzağında", "en": "the value is within a tenth of {}"},
    "undefined": {"tr": "değer tanımsız", "en": "the value is undefined"},
    "all": {"tr": "{}: {}; {} okumanın hepsinde.", "en": "{}: {} in all {} readings."},
    "some": {"tr": "{}: {}; {} okumadan {} tanesinde{}.", "en": "{}: {} in {} of {} readings{}."},
    "unless": {"tr": "; şu durumlarda değil: {}", "en": "; not when {}"},
    "or": {"tr": "; ya da ", "en": "; nor when "},
    "and": {"tr": " ve ", "en": " and "},
    "others": {"tr": "; bunların dışında {} okumada daha değil", "en": "; nor in {} others"},
    "state-undefined": {"tr": "{} okumada tanımsız.", "en": "It is undefined in {} readings."},
    "state-undecided": {"tr": "{} okumada bu kadar çekilişle karar verilemiyor.",
                        "en": "In {} readings it cannot be decided with so many draws."},
    "different": {"tr": "Okumalar {} farklı sonuç veriyor.", "en": "The readings give {} different results."},
    "undrawn": {"tr": "Boş modelden çekiliş yapılmadı; permutations ile istenir.",
                "en": "Nothing was drawn from the null model; ask for it with permutations."},
}  # fmt: skip
assert NEAR == 0.1, "the words say a tenth"


def say(readings: Readings) -> Text:
    """In how many readings the claim holds, when it does not, and what could not be told."""
    return {tag: " ".join(_sentences(readings, tag)) for tag in LANGUAGES}


def _sentences(readings: Readings, tag: str) -> list[str]:
    claim, of, held = readings.claim, len(readings.readings), readings.held
    title, words = readings.title[tag], claim_words(claim, readings.labels, tag)
    if held == of:
        said = [_WORDS["all"][tag].format(title, words, of)]
    else:
        parts = [_WORDS["and"][tag].join(_option(readings, *pair, tag) for pair in condition.items())
                 for condition in readings.turned_by]  # fmt: skip
        unless = _WORDS["unless"][tag].format(_WORDS["or"][tag].join(parts)) if parts else ""
        if parts and readings.unexplained:
            unless += _WORDS["others"][tag].format(readings.unexplained)
        counts = (of, held) if tag == "tr" else (held, of)
        said = [_WORDS["some"][tag].format(title, words, *counts, unless)]
    for state in (UNDEFINED, UNDECIDED):
        if claim.kind != state and (count := readings.count(state)):
            said.append(_WORDS[f"state-{state}"][tag].format(count))
    if 1 < readings.different < of:
        said.append(_WORDS["different"][tag].format(readings.different))
    if readings.permutations == 0 and claim.kind not in (FIRST, UNDEFINED):
        said.append(_WORDS["undrawn"][tag])
    return said


def claim_words(claim: Claim, labels: Mapping[str, Text], tag: str) -> str:
    """What is claimed, in words."""
    end = "-lowest" if claim.lowest else ""
    if claim.kind == FIRST:
        name = subject_words(claim.subject, labels, tag)
        if claim.top == 1:
            return _WORDS[f"first{end}"][tag].format(name)
        return _WORDS[f"among{end}"][tag].format(name, claim.top)
    if claim.kind == VERDICT:
        if claim.verdict == DISTINGUISHABLE:
            return _WORDS["above" if claim.above else "below"][tag]
        return _WORDS["undecided" if claim.verdict == UNDECIDED else "not"][tag]
    if claim.kind == CATEGORY:
        return _WORDS["category"][tag].format(word(claim.category or "", tag))
    return _WORDS["value" if claim.kind != UNDEFINED else "undefined"][tag].format(number(claim.value, tag))


def subject_words(subject: Mapping[str, str], labels: Mapping[str, Text], tag: str) -> str:
    """Whom it is about: names of actors, other parts in words."""
    return ", ".join(
        labels[name][tag] if name in labels else part_word(part, name, tag) for part, name in subject.items()
    )


def _option(readings: Readings, choice: str, option: str, tag: str) -> str:
    found = next(c for c in readings.choices if c.name == choice)
    return next(o.words[tag] for o in found.options if o.name == option)
