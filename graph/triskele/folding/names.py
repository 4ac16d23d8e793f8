"""What a name of a body says: the words that distinguish it, its kind, legal form and number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from triskele.folding.words import bare, data, replaced, towns, word_list

_NUMBER = re.compile(r"[0-9]+")
_ZONE = frozenset({"osb", "organize", "oiz"})
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")


@dataclass(frozen=True)
class Name:
    """A name, understood. ``words`` are what it is compared by, in order and in one language where that is known,
    ``spelt`` the same words as they stand; ``written`` all words but the little ones, the legal form too, for
    initials."""

    text: str
    words: tuple[str, ...]
    spelt: tuple[str, ...]
    written: tuple[str, ...]
    kinds: frozenset[str]
    form: str
    numbers: frozenset[str]
    digits: frozenset[str]
    """Those of the numbers that are not written as words."""
    towns: frozenset[str]
    also: tuple[str, ...] = ()
    """What stands in brackets: another name, or a town."""

    @property
    def key(self) -> str:
        """Equal for names that say the same in another order, spelling or language."""
        return " ".join(sorted({*self.words, *self.numbers}))


@lru_cache(maxsize=300_000)
def parse_name(text: str) -> Name:
    """A name by its words. What stands in brackets is kept apart."""
    also = tuple(part for found in _BRACKETS.findall(text) for part in found if part.strip())
    outside = _BRACKETS.sub(" ", text)
    raw = _parted((bare(outside) or bare(text)).split())
    whole = raw
    raw, form = _form(raw)
    little = word_list("silent")
    silent, kinds, places = little | word_list("silent", "titles"), word_list("kinds"), towns()
    words: list[str] = []
    spelt: list[str] = []
    raw_words: list[str] = []
    numbers: set[str] = set()
    found_towns: set[str] = set()
    zone = not _ZONE.isdisjoint(raw)
    for number, written in replaced(raw, "numbers"):
        if written == "i" and not zone:  # a numeral of zones; elsewhere a little word of the north
            continue
        if number.isdigit():
            numbers.add(number.lstrip("0") or "0")
            continue
        raw_words.extend(written.split())
    for word, written in replaced(raw_words, "same"):
        if word in silent:
            continue
        town = places.get(written) or places.get(written.removesuffix("s"))
        if town:
            found_towns.add(town)
        words.append(town or word)
        spelt.append(written)
    named = frozenset(word for word in words if word in kinds)
    ends = list("".join(whole[len(raw) :])) if form else []
    digits = frozenset(word.lstrip("0") or "0" for word in raw if word.isdigit())
    initials = (*(word for word in raw if word not in little), *ends)
    return Name(
        text,
        tuple(words),
        tuple(spelt),
        initials,
        named,
        form,
        frozenset(numbers),
        digits,
        frozenset(found_towns),
        also,
    )


def meaning(text: str) -> str:
    """A name in the words it is compared by, in order, its numbers behind them: what two spellings of it share.

    >>> meaning("Hacettepe Ü.") == meaning("Hacettepe University")
    True
    """
    name = parse_name(text)
    return " ".join((*name.words, *sorted(name.numbers)))


def _parted(words: list[str]) -> list[str]:
    """The words, with those parted that are two."""
    return [part for word, _ in replaced(words, "parted") for part in bare(word).split()]


def _form(words: list[str]) -> tuple[list[str], str]:
    """The words without the legal form at their end, and the form; nothing is taken when nothing else would be left."""
    form, rest = "", words
    while len(rest) > 1:
        parted = replaced(rest, "forms")
        last, written = parted[-1]
        if last not in data()["forms"] or len(parted) == 1:
            break
        form = form if form and form != "company" else last
        rest = rest[: len(rest) - len(written.split())]
    return rest, form


def forms_agree(a: str, b: str) -> bool:
    """Whether two legal forms may be one: one is not said, or both are of one family."""
    families = data()["form-families"]
    return not a or not b or a == b or a in families.get(b, ()) or b in families.get(a, ())
