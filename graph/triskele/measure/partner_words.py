"""Why somebody should be approached, in sentences of each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from triskele.metrics.parameter import Text
from triskele.metrics.reading import number, word
from triskele.metrics.verdicts import DISTINGUISHABLE
from triskele.terms import LANGUAGES

if TYPE_CHECKING:
    from triskele.measure.partners import Candidate, Partners

METHODS: dict[str, Text] = {
    "recent": {"tr": "yakın tarihli ortak ortaklar", "en": "shared partners, recent ties more"},
    "adamic-adar": {"tr": "Adamic-Adar", "en": "Adamic-Adar"},
    "degree": {"tr": "derece", "en": "degree"},
}
_WORDS: dict[str, Text] = {
    "two-steps": {"tr": "{} ile {} ortağı aynı: {} (rastlantı {} verir; {})",
                  "en": "shares {1} partners with {0}: {2} (chance gives {3}; {4})"},
    "more": {"tr": "ayırt edilebilir biçimde çok", "en": "distinguishably more"},
    "not-more": {"tr": "ayırt edilemez", "en": "not distinguishable"},
    "fills": {"tr": "eksik alanda: {}", "en": "in a missing sphere: {}"},
    "alike": {"tr": "benzer kuruluşların ortağı: {}", "en": "partner of actors like it: {}"},
    "likeness": {"tr": "{} (benzerlik {})", "en": "{} (likeness {})"},
    "found": {"tr": "{} için {} aday iki adım ötede, {} aday benzerleri üzerinden.",
              "en": "For {}: {} candidates two steps away, {} through its likes."},
    "missing": {"tr": "Hiçbir ortağının bulunmadığı alan: {}.", "en": "No partner is in: {}."},
    "complete": {"tr": "Dört alanın hepsinde ortağı var.", "en": "It has partners in all four spheres."},
    "alone": {"tr": "Hiç ortağı yok; iki adım ötesi de yok.", "en": "It has no partner, so nobody is two steps away."},
    "by": {"tr": "Sıra: {}.", "en": "Order: {}."},
    "tried": {"tr": "Son yıllar gizlenince ilk on adayda ortalama isabet: {}; rastgele {}.",
              "en": "With the last years hidden, hits among the first ten on average: {}; at random {}."},
    "best": {"tr": "Burada {} daha iyi.", "en": "Here {} does better."},
    "untried": {"tr": "Sıraları denemeye yetecek kadar tarihli bağ yok.",
                "en": "There are too few dated ties to try the orders."},
}  # fmt: skip


def say_candidate(candidate: Candidate, labels: Mapping[str, Text]) -> Text:
    """The reasons for a candidate."""
    return {tag: "; ".join(_reasons(candidate, labels, tag)) + "." for tag in LANGUAGES}


def _reasons(candidate: Candidate, labels: Mapping[str, Text], tag: str) -> list[str]:
    def name(key: str) -> str:
        return labels.get(key, {tag: key})[tag]

    if candidate.kind == "alike":
        likes = [_WORDS["likeness"][tag].format(name(s.actor), number(s.likeness, tag, 2)) for s in candidate.through]
        reasons = [_WORDS["alike"][tag].format(", ".join(likes))]
    else:
        verdict = _WORDS["more" if candidate.verdict == DISTINGUISHABLE else "not-more"][tag]
        names = ", ".join(name(step.actor) for step in candidate.through)
        names += " …" if (candidate.shared or 0) > len(candidate.through) else ""
        expected = number(candidate.expected, tag, 2)
        text = _WORDS["two-steps"][tag]
        reasons = [text.format(name(candidate.actor), candidate.shared, names, expected, verdict)]
    if candidate.fills:
        reasons.append(_WORDS["fills"][tag].format(word(candidate.sphere, tag)))
    return reasons


def say_partners(made: Partners, *, chosen: bool) -> Text:
    """What there is to approach, by which order, and how the orders did; ``chosen`` when the reader named the order."""
    said = {}
    for tag in LANGUAGES:
        name = made.labels.get(made.actor, {tag: made.actor})[tag]
        counts = [sum(c.kind == kind for c in made.candidates) for kind in ("two-steps", "alike")]
        parts = [_WORDS["found"][tag].format(name, *counts)]
        if not made.partners:
            parts.append(_WORDS["alone"][tag])
        elif made.missing:
            parts.append(_WORDS["missing"][tag].format(", ".join(word(sphere, tag) for sphere in made.missing)))
        else:
            parts.append(_WORDS["complete"][tag])
        parts.append(_WORDS["by"][tag].format(METHODS[made.by][tag]))
        trial = made.trial
        if trial is None:
            parts.append(_WORDS["untried"][tag])
        else:
            hits = ", ".join(f"{METHODS[m][tag]} {number(h, tag, 2)}" for m, h in trial.hits.items())
            parts.append(_WORDS["tried"][tag].format(hits, number(trial.chance, tag, 2)))
            if chosen and trial.winner != made.by:
                parts.append(_WORDS["best"][tag].format(METHODS[trial.winner][tag]))
        said[tag] = " ".join(parts)
    return said
