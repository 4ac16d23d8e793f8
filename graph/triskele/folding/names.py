"""What a name of a body says: the words that distinguish it, its kind, legal form and number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from triskele.folding.initials import LONGEST, SHORTEST, closes
from triskele.folding.words import (
    bare,
    data,
    disjoined,
    known,
    may_end,
    plain_letters,
    replaced,
    spoken_number,
    town_of,
    word_list,
)
from triskele.text import fold

_NUMBER = re.compile(r"[0-9]+")
_ZONE = frozenset({"osb", "organize", "oiz"})
_DOTTED = re.compile(r"(\w{3,})\.(?!\w)")
_BESIDE = re.compile(r"\s+[-–]\s+|\s*/\s+|\s+/\s*")
_LABELLED = re.compile(r"\s*(\w[\w-]{2,11})\s*[:|]\s*(.*\w.*)")
"""A label before a name: *SCOOL: what the team does*."""
_MARKS_BETWEEN = frozenset("-–/")
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
    """What stands in brackets: another name, or a town; its abbreviation; its name in two languages, each."""
    dotted: frozenset[str] = frozenset()
    """Its words that end with a dot: written short."""

    @property
    def key(self) -> str:
        """Equal for names that say the same in another order, spelling or language."""
        return " ".join(sorted({*self.words, *self.numbers}))


@lru_cache(maxsize=300_000)
def parse_name(text: str, *, expand: bool = True) -> Name:
    """A name by its words. What stands in brackets is kept apart. Without ``expand`` it stands as it is written, though
    it may be what a body is known by: SDÜ is one in Odense and one in Isparta."""
    also = [part for found in _BRACKETS.findall(text) for part in found if part.strip()]
    outside = _BRACKETS.sub(" ", text)
    also += [*_two_languages(outside), *_two_short(outside)]
    if labelled := _LABELLED.match(outside) if ":" in outside or "|" in outside else None:
        also += labelled.groups()
    plain = (bare(outside) or bare(text)).split()
    whole = _parted((expand and (known(plain) or known(_form(plain)[0]))) or plain)
    raw, form = _form(_spelt_out(whole))
    raw, short = _without_own_initials(raw)
    also += [short] * bool(short)
    little = word_list("silent")
    silent, kinds = _silent(), word_list("kinds")
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
    meat = "et" in raw_words and _is_meat(raw_words)
    for word, written in replaced(_without_honours(raw_words, silent | kinds), "same"):
        if (word in silent or plain_letters(word) in silent) and not (meat and word == "et"):
            continue
        town = town_of(written) or (town_of(written[:-1]) if written[-1] == "s" else None)
        if town:
            found_towns.add(town)
        words.append(town or word)
        spelt.append(written)
    named = frozenset(word for word in words if word in kinds)
    ends = list("".join(whole[len(raw) :])) if form else []
    digits = frozenset(word.lstrip("0") or "0" for word in raw if word.isdigit())
    initials = (*(spoken_number(word) for word in raw if word not in little), *ends)
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
        tuple(also),
        frozenset(map(fold, _DOTTED.findall(text) if "." in text else ())),
    )


def meaning(text: str) -> str:
    """A name in the words it is compared by, in order, its numbers behind them: what two spellings of it share.

    >>> meaning("Hacettepe Ü.") == meaning("Hacettepe University")
    True
    """
    name = parse_name(text)
    return " ".join((*name.words, *sorted(name.numbers)))


def _spelt_out(words: list[str]) -> list[str]:
    """The words with what Turkish writes short, and other languages mean otherwise, in full: Der. at the end of a
    name (and no German article), San. beside another word of trade (and no saint)."""
    if len(words) > 1 and words[-1] == "der":
        words = [*words[:-1], "dernegi"]
    if "san" in words:
        beside = word_list("silent", "beside-san")
        words = [
            "sanayi" if word == "san" and (at + 1 == len(words) or words[at + 1] in beside) else word
            for at, word in enumerate(words)
        ]
    return words


def _is_meat(words: list[str]) -> bool:
    """Whether *et* is a trade (Turkish: meat) and joins no two words (French: and): Pınar Et, Et ve Süt Kurumu."""
    at = words.index("et")
    return at in (0, len(words) - 1) or not word_list("silent", "meat").isdisjoint(words[max(0, at - 1) : at + 2])


@cache
def _silent() -> frozenset[str]:
    """Words that tell no name from another."""
    return word_list("silent") | word_list("silent", "titles")


def _parted(words: list[str]) -> list[str]:
    """The words, with those parted that are two."""
    parted = replaced(words, "parted")
    plain = [
        part for key, written in parted for part in ((key,) if key == written and " " not in key else bare(key).split())
    ]
    return [part for word in plain for part in disjoined(word)]


def _two_languages(text: str) -> list[str]:
    """The parts of a name that says the same twice, in two languages: each names a body of the one kind."""
    if not _MARKS_BETWEEN.intersection(text):
        return []
    parts = [part for part in _BESIDE.split(text) if part.strip()]
    if len(parts) != 2:
        return []
    one, two = (parse_name(part).kinds for part in parts)
    return parts if one and one == two else []


def _two_short(text: str) -> list[str]:
    """The two abbreviations of a body that has one in either language: UPV/EHU."""
    parts = text.strip().split("/")
    return parts if len(parts) == 2 and all(SHORTEST <= len(p) <= LONGEST and p.isupper() for p in parts) else []


def _without_own_initials(words: list[str]) -> tuple[list[str], str]:
    """The words of a name without the initials of its own that stand before or behind them, and these."""
    little = word_list("silent")
    for short, rest in ((words[-1], words[:-1]), (words[0], words[1:])) if len(words) > 3 else ():
        written = tuple(word for word in rest if word not in little)
        end = closes(short, written)
        if end is not None and (end == len(written) or all(word in word_list("trade") for word in written[end:])):
            return rest, short
    return words, ""


def _without_honours(words: list[str], nobody: frozenset[str]) -> list[str]:
    """The words without those that honour somebody in full names of universities, unless no other tells which it is."""
    found = replaced(words, "honours")
    left = [written for key, written in found if key != "honours"]
    if len(left) == len(found):
        return words
    return left if any(word not in nobody for word, _ in replaced(left, "same")) else words


def _form(words: list[str]) -> tuple[list[str], str]:
    """The words without the legal form at their end, and the form; nothing is taken when nothing else would be left."""
    form, rest = "", words
    while len(rest) > 1 and may_end(rest[-1], "forms"):  # nearly never: three quarters of the time saved
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
