"""Names that stand for longer ones: initials with gaps, or of what a name says elsewhere; units without owner."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from triskele.folding.initials import LONGEST, SHORTEST, with_gaps
from triskele.folding.names import Name
from triskele.folding.words import bare, data, town_of, towns, word_list
from triskele.text import fold

_OWNER = re.compile(r"(?:\w+ ){1,4}(?:universitesi|university|uni\.?) (?=\w)|tubitak (?=\w)")


def is_short(word: str) -> bool:
    """Whether a bare name may be an abbreviation: one word of few letters, and no town."""
    return SHORTEST <= len(word) <= LONGEST and word.isalpha() and not town_of(word)


def abbreviates_loosely(short: str, long: str, cls: str, around: frozenset[str]) -> bool:
    """Whether a short name may stand for a longer one (both bare) of a class in places of these names."""
    written = tuple(word for word in long.split() if word not in word_list("silent"))
    if len(written) < 2:
        return False
    here = frozenset(word for word in written if town_of(word) or word in around)
    towns_before = [place for place in around if place[0] == short[0] and place in towns() and place not in written]
    if cls == "DevelopmentAgency" and short.endswith("ka") and written[0].startswith(short.removesuffix("ka")):
        return True  # İSTKA, TRAKYAKA: the region and Kalkınma Ajansı, whatever the language of the other name
    ends = _last_words(cls)
    return any(with_gaps(short, form, here, ends) for form in (written, *((town, *written) for town in towns_before)))


@lru_cache(maxsize=65536)
def spoken_initials(name: Name) -> frozenset[str]:
    """The initials of what a name says in each language in which it is known, sorted, because languages put words in
    other orders; and of all its words with the little ones (CDV: Comune di Venezia)."""
    found = set()
    for known in data()["said"].values():
        if not known.keys().isdisjoint(name.words):
            found.add("".join(sorted(part[0] for word in name.words for part in fold(known.get(word, word)).split())))
    words = bare(name.text).split()
    if len(words) > len(name.written):
        found.add("".join(sorted(word[0] for word in words)))
    return frozenset(letters for letters in found if SHORTEST <= len(letters) <= LONGEST)


def without_owner(name: Name) -> str:
    """A unit's name without the body that it belongs to, which stands before it; empty when none does."""
    folded = fold(name.text)
    rest = _OWNER.sub("", folded, count=1)
    return rest if rest != folded else ""


def kinds_of(cls: str) -> frozenset[str]:
    """The kinds that bodies of a class may be; empty for a class of which bodies may be anything."""
    return frozenset(data()["classes"].get(cls, ()))


@cache
def _last_words(cls: str) -> frozenset[str]:
    """The words that names of a class may end with and their abbreviations leave out."""
    return frozenset(fold(word) for kind in (*kinds_of(cls), "centre") for word in data()["same"].get(kind, ()))
