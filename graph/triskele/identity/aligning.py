"""The words of two names beside one another: which have their like in the other, and how."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from triskele.errors import MissingPackage
from triskele.folding.initials import LONGEST, SHORTEST, run_of, spoken_now
from triskele.folding.names import Name
from triskele.folding.words import alike_words, data, root, towns, word_list

_LETTERS = 80.0
"""How alike (0 to 100) two words of five letters and more must be to be one word misspelt."""
_SHORT = 85.0
_LABEL = 6
"""Letters of a name that may be an abbreviation."""
_COGNATE = 88.0
_ROOT = 4
_FIRST = {"pf", "fp", "ck", "kc", "qc", "cq", "qk", "kq", "zs", "sz", "ij", "ji", "yi", "iy", "yj", "jy", "eo", "oe"}
"""First letters of one word in two languages."""
_LONG = 7
_JOINED = 93.0


@dataclass
class Left:
    """The words of both names that have no like in the other, and the words that have."""

    a: list[str]
    b: list[str]
    common: list[str]
    slips: list[tuple[str, str]] = field(default_factory=list)
    initials: list[tuple[str, str]] = field(default_factory=list)
    foreign: bool = False
    """Whether the names say something alike in words of two languages."""


def align(one: Name, two: Name) -> Left:
    """Match the words of two names: equal ones, then other endings, then initials, then slips, then joined words."""
    mine, other = list(dict.fromkeys(one.words)), list(dict.fromkeys(two.words))
    common = [w for w in mine if w in set(other)]
    left_a = [w for w in mine if w not in set(other)]
    left_b = [w for w in other if w not in set(mine)]
    left = Left(left_a, left_b, common)
    for a in list(left.a):
        if (b := next((b for b in left.b if _alike(a, one, b, two)), None)) is not None:
            _match(left, a, b)
    _match_initials(left, one, two)
    names = towns()
    kinds = word_list("kinds")
    labels = max(len(one.words), len(two.words)) == 1 and max(map(len, (*one.spelt, *two.spelt))) <= _LABEL
    for a in list(left.a) if not labels else ():  # UNISA and UNISI: each letter of an abbreviation counts
        for b in left.b:
            if a not in names and b not in names and _slip_of(a, b, one, two, kinds):
                _match(left, a, b)
                left.slips.append((a, b))
                break
    for mine, other in ((left.a, left.b), (left.b, left.a)):
        _match_joined(left, mine, other, one, two)
    left.foreign = _foreign(left.common, one, two)
    if left.foreign:
        for a in list(left.a):
            if (b := next((b for b in left.b if _translates(a, b, "translated")), None)) is not None:
                _match(left, a, b)
    if left.a and left.b and not labels and not any(w in names or w in kinds for w in (*left.a, *left.b)):
        a, b = ("".join(_spelt(name, words)) for name, words in ((one, left.a), (two, left.b)))
        if a == b or (min(len(a), len(b)) >= 6 and _ratio(a, b) >= _JOINED):
            if a != b:
                left.slips.append((" ".join(left.a), " ".join(left.b)))
            left.common += left.a
            left.a, left.b = [], []
    return left


def _match_joined(left: Left, mine: list[str], other: list[str], one: Name, two: Name) -> None:
    """A word on one side that is two or three neighbours of the other: TürkTraktör."""
    name = two if mine is left.a else one
    for word in [word for word in mine if len(word) > _LONG]:
        for at in range(len(name.spelt) - 1):
            for end in (at + 2, at + 3):
                if "".join(name.spelt[at:end]) == word and set(name.words[at:end]) <= set(other):
                    mine.remove(word)
                    other[:] = [one for one in other if one not in name.words[at:end]]
                    left.common.append(word)
                    return


def _slip_of(a: str, b: str, one: Name, two: Name, kinds: frozenset[str]) -> bool:
    """Whether one of two words is the other misspelt; a word for a kind only as its own language spells it."""
    if a in kinds and b in kinds:
        return False
    mine, other = _spelt(one, [a])[0], _spelt(two, [b])[0]
    if a not in kinds and b not in kinds:
        return slip(a, b) or _cognate(mine, other)
    return min(len(mine), len(other)) >= _LONG and _ratio(mine, other) >= _SHORT and mine[0] == other[0]


def _spelt(name: Name, words: list[str]) -> list[str]:
    return [spelt for word, spelt in zip(name.words, name.spelt, strict=True) if word in words]


def _alike(a: str, one: Name, b: str, two: Name) -> bool:
    return alike_words(a, b) or _translates(a, b) or _shortened(a, one, b, two) or _shortened(b, two, a, one)


def _shortened(a: str, one: Name, b: str, two: Name) -> bool:
    """Whether a word is written short, with a dot, for another: Dan. for Danışmanlık."""
    short, long = _spelt(one, [a])[0], _spelt(two, [b])[0]
    return short in one.dotted and len(short) < len(long) and long.startswith(short)


def _foreign(common: list[str], one: Name, two: Name) -> bool:
    """Whether an idea that both names hold is spelt in two languages: hastanesi and hospital."""
    for word in common:
        mine, other = _spelt(one, [word]), _spelt(two, [word])
        if not (mine and other and word in data()["same"]) or min(len(mine[0]), len(other[0])) <= SHORTEST:
            continue
        if mine[0][:3] != other[0][:3] and not _cognate(mine[0], other[0]):
            return True
    return False


def _translates(a: str, b: str, table: str = "alike") -> bool:
    """Whether other languages use one word for the other."""
    alike = data()[table]
    return a in alike.get(b, ()) or b in alike.get(a, ())


def _match(left: Left, a: str, b: str) -> None:
    left.a.remove(a)
    left.b.remove(b)
    left.common.append(a)


def slip(a: str, b: str) -> bool:
    """Whether two words are one misspelt: a letter or two of a long word, of a short one only a missing one; the first
    letter is seldom wrong, and makes another word."""
    return (a[0] == b[0] or a[:2] == b[1::-1]) and _likeness(a, b) >= (_LETTERS if min(len(a), len(b)) >= 5 else _SHORT)


def _cognate(a: str, b: str) -> bool:
    """Whether two languages share a learned word: geodezji and geodesy."""
    if min(len(a), len(b)) < _LONG or (a[0] != b[0] and a[0] + b[0] not in _FIRST):
        return False
    mine, other = root(a), root(b)
    short = min(len(mine), len(other))
    return short >= _ROOT and (mine == other or (short > _ROOT and _likeness(mine, other) >= _COGNATE))


@lru_cache(maxsize=200_000)
def _likeness(a: str, b: str) -> float:
    if min(len(a), len(b)) < 3 or a.isdigit() or b.isdigit():
        return 0.0
    return _ratio(a, b)


def _ratio(a: str, b: str) -> float:
    try:
        from rapidfuzz import fuzz
    except ImportError as error:
        raise MissingPackage("rapidfuzz is not installed.", hint='Install it: pip install "triskele[own]".') from error
    return float(fuzz.ratio(a, b))


def _match_initials(left: Left, one: Name, two: Name) -> None:
    """An abbreviation on one side for a run of words on the other: odtu for orta dogu teknik universitesi."""
    for mine, other, long in ((left.a, left.b, two), (left.b, left.a, one)):
        for word in list(mine):
            least = SHORTEST - bool(left.common)  # İ.Ü. Tıp Fakültesi: beside other words two letters do
            if not least <= len(word) <= LONGEST or not word.isalpha():
                continue
            run = run_of(word, long.written)
            if run is None or len(run) < 2:
                continue
            spelt = {w for w, how in zip(long.words, long.spelt, strict=True) if _within(how, spoken_now(run))}
            if len(spelt & set(other)) < min(2, len(other)):
                continue
            mine.remove(word)
            other[:] = [w for w in other if w not in spelt]
            left.initials.append((word, " ".join(run)))
            left.common.append(word)
            return


def _within(spelt: str, run: tuple[str, ...]) -> bool:
    """Whether a word or phrase lies in a run of words; little words do not count."""
    return all(part in run or part in word_list("silent") for part in spelt.split())
