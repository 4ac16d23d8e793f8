"""Whether two names, or two bodies, are of one body: a score between 0 and 1, with what speaks for it and against it.

Words decide, not letters: every distinguishing word of either name must have its like in the other. A word may be
missing only where it says nothing more: a trade of a firm, the town both stand in, the kind that the class gives.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Any

from triskele.errors import MissingPackage
from triskele.folding.initials import LONGEST, SHORTEST, run_of, spoken_now, with_gaps
from triskele.folding.names import Name, forms_agree, parse_name
from triskele.folding.words import alike_words, bare, data, spoken_number, town_of, towns, word_list
from triskele.text import fold

SAME = 0.8
"""At least so much is proposed as one body."""
APART = 0.5
"""What two records score at most to which a register gives two numbers, and no other one number."""
_LETTERS = 80.0
"""How alike (0 to 100) two words of five letters and more must be to be one word misspelt."""
_SHORT = 85.0
_LONG = 7
_JOINED = 93.0
_BESIDE = 0.75
"""Of two records that share a name neither goes by, and go by names that differ."""
_MOST_NAMES = 12
_GAPPED = 0.82
"""Of an abbreviation that leaves out words of the name, in one place and class."""


@dataclass(frozen=True)
class Body:
    """What is known of one record of a body. ``place`` is the narrowest place, ``around`` it and all places about it,
    by their keys or folded names; ``cls`` a class of the ontology; ``identifiers`` are (scheme, value)."""

    iri: str
    names: tuple[str, ...]
    cls: str = ""
    place: str = ""
    around: frozenset[str] = frozenset()
    identifiers: frozenset[tuple[str, str]] = frozenset()
    set: str = ""
    here: frozenset[str] = frozenset()
    """The narrowest place by all that sources call it, folded, and its key: two sources name one town by two keys."""
    main: int = 1
    """So many of the names, the first ones, are those it goes by."""

    @cached_property
    def registers(self) -> frozenset[str]:
        """Registers that give one number to one body, and gave one to this."""
        return frozenset(scheme for scheme, _ in self.identifiers if scheme in _ONE_EACH)


@dataclass(frozen=True)
class Likeness:
    """How likely two records are of one body: the score, what speaks for it, what against; each a dictionary with
    ``what`` (a sentence ``twins.…`` of :mod:`triskele.words`) and the texts ``a`` and ``b`` it is about."""

    score: float
    grounds: list[dict[str, Any]] = field(default_factory=list)
    differences: list[dict[str, Any]] = field(default_factory=list)


def compare(a: Body, b: Body) -> Likeness:
    """How likely two records are of one body; the same whichever comes first.

    Identifiers of one scheme that differ say that a registry knows two bodies; a shared one outweighs every name.
    """
    shared = sorted(a.identifiers & b.identifiers)
    grounds = [{"what": "shared-identifier", "a": f"{s}:{v}", "b": f"{s}:{v}"} for s, v in shared]
    apart = _apart(a, b)
    best = _best_names(a, b)
    differences = [*apart, *best.differences]
    score = best.score
    if shared:
        score = 0.99 if not apart else 0.85
    elif apart:
        score = min(score, APART)
    return Likeness(round(score, 3), [*grounds, *best.grounds], differences)


def kept_apart(a: Body, b: Body) -> bool:
    """Whether a register gives the two different numbers and none gives them the same: at most ``APART`` then."""
    return not a.registers.isdisjoint(b.registers) and a.identifiers.isdisjoint(b.identifiers)


def _apart(a: Body, b: Body) -> list[dict[str, Any]]:
    """Identifiers of schemes that give a body one, where both have one and none is shared."""
    if not (a.identifiers and b.identifiers):
        return []
    found = []
    for scheme in _ONE_EACH:
        mine = sorted(v for s, v in a.identifiers if s == scheme)
        other = sorted(v for s, v in b.identifiers if s == scheme)
        if mine and other and not set(mine) & set(other):
            found.append({"what": "other-identifier", "a": f"{scheme}:{mine[0]}", "b": f"{scheme}:{other[0]}"})
    return found


_ONE_EACH = ("ror", "wikidata", "lei", "isni", "vat", "tax", "mersis")
"""Registers that give one number to one body; participant codes of funders are given more than once."""


def _best_names(a: Body, b: Body) -> Likeness:
    """The likeness of the two names most alike. Where neither is its usual name, the usual ones speak too; what stands
    in brackets behind a name is no usual one: a part or a guest of a body carries the body's name there."""
    best = first = _compare_named(a.names[0], b.names[0], a, b)[0]
    for i, mine in enumerate(a.names[:_MOST_NAMES]):
        for j, other in enumerate(b.names[:_MOST_NAMES]):
            if (i, j) == (0, 0):
                continue
            found, (aside_a, aside_b) = _compare_named(mine, other, a, b)
            beside = (i >= a.main or aside_a) and (j >= b.main or aside_b)
            if beside and found.score >= SAME > first.score:
                found = Likeness(_BESIDE, found.grounds, [*found.differences, *first.differences])
            if found.score > best.score or not (best.grounds or best.differences):
                best = found
            if best.score >= 1:
                return best
    return best


def _compare_named(mine: str, other: str, a: Body, b: Body) -> tuple[Likeness, tuple[bool, bool]]:
    """The likeness of two names, and of which of them only what stands in brackets gave it."""
    one, two = parse_name(mine), parse_name(other)
    best, aside = _compare_names(one, two, a, b), (False, False)
    if best.score < SAME and _loose_initials(mine, other, a, b):
        return Likeness(_GAPPED, [_said("initials", one, two)]), aside
    for x, y, where in ((one.also, (other,), (True, False)), ((mine,), two.also, (False, True))):
        for p in x:
            for q in y:
                if best.score < SAME and not _is_town(p) and not _is_town(q):
                    found = _compare_names(parse_name(p), parse_name(q), a, b)
                    if found.score > best.score:
                        best, aside = found, where
    return best, aside


def _loose_initials(mine: str, other: str, a: Body, b: Body) -> bool:
    """Whether one name is an abbreviation of the other as it is written, that leaves words out or begins with the town
    (İAOSB): only within one class and place, because many are alike."""
    if not a.cls or a.cls != b.cls or not (a.place and b.place):
        return False
    short, long = sorted((bare(mine), bare(other)), key=len)
    return is_short(short) and not _elsewhere(a, b) and abbreviates_loosely(short, long, a.cls, a.around | b.around)


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
    ends = _last_words(cls)
    return any(with_gaps(short, form, here, ends) for form in (written, *((town, *written) for town in towns_before)))


@cache
def _last_words(cls: str) -> frozenset[str]:
    """The words that names of a class may end with and their abbreviations leave out."""
    return frozenset(fold(word) for kind in (*kinds_of(cls), "centre") for word in data()["same"].get(kind, ()))


def _is_town(text: str) -> bool:
    return fold(text) in towns()


def kinds_of(cls: str) -> frozenset[str]:
    """The kinds that bodies of a class may be; empty for a class of which bodies may be anything."""
    return frozenset(data()["classes"].get(cls, ()))


@dataclass
class _Left:
    """The words of both names that have no like in the other, and the words that have."""

    a: list[str]
    b: list[str]
    common: list[str]
    slips: list[tuple[str, str]] = field(default_factory=list)
    initials: list[tuple[str, str]] = field(default_factory=list)


def _compare_names(one: Name, two: Name, a: Body, b: Body) -> Likeness:
    if not one.words or not two.words:
        same = one.words == two.words and one.numbers == two.numbers and one.numbers
        return Likeness(1.0, [_said("same-name", one, two)]) if same else Likeness(0.0)
    against: list[dict[str, Any]] = []
    score = 1.0
    if not forms_agree(one.form, two.form):
        against.append({"what": "legal-form", "a": one.form, "b": two.form})
        score = min(score, 0.5)
    kinds = kinds_of(a.cls), kinds_of(b.cls)
    if all(kinds) and not kinds[0] & kinds[1]:
        against.append({"what": "class", "a": a.cls, "b": b.cls})
        score = min(score, 0.5)
    left = _align(one, two)
    said = {word for _, run in left.initials for word in run.split()}
    numbers = {number for number in one.numbers ^ two.numbers if spoken_number(number) not in said}
    if numbers and (one.digits or two.digits or not left.initials):
        against.append({"what": "number", "a": " ".join(sorted(one.numbers)), "b": " ".join(sorted(two.numbers))})
        score = min(score, 0.4)
    _forgive(left, one, two, a, b, kinds)
    grounds: list[dict[str, Any]] = []
    if left.a or left.b:
        against.append({"what": "words", "a": " ".join(left.a), "b": " ".join(left.b)})
        score = min(score, 0.6 * len(left.common) / max(1, len(left.common) + len(left.a) + len(left.b)))
    elif left.initials:
        score = min(score, 0.9 if _initials_tell(left, a, b, kinds) else 0.7)
        grounds.append(_said("initials", one, two))
    elif left.slips:
        score = min(score, max(0.82, 0.96 - 0.05 * len(left.slips)))
        grounds.append(_said("near-name", one, two))
    else:
        grounds.append(_said("same-name", one, two))
    if not (left.a or left.b or left.initials or _tells(left.common) or _written_alike(one, two, a, b)):
        against.append({"what": "common-words", "a": one.text, "b": two.text})
        score = min(score, 0.6)
    if _elsewhere(a, b):
        against.append({"what": "place", "a": _where(a), "b": _where(b)})
        score -= 0.15 if one.form == two.form != "" and not left.slips else 0.25  # a register keeps names apart
    return Likeness(max(0.0, score), grounds, against)


def _tells(common: list[str]) -> bool:
    """Whether the words that two names share say which body it is: a word of its own, or enough of everybody's."""
    ideas, names, kinds = data()["same"].keys() - word_list("proper"), towns(), word_list("kinds")
    if any(word not in ideas and word not in names and word not in word_list("trade") for word in common):
        return True
    town, kind = any(w in names.values() or w in word_list("regions") for w in common), any(w in kinds for w in common)
    return (town and kind) or len(common) >= 3 or ("ministry" in common and len(common) == 2)


def _written_alike(one: Name, two: Name, a: Body, b: Body) -> bool:
    """Whether two names are the same words in one place, though the words be anybody's: Türk Telekomünikasyon."""
    alike = len(one.spelt) > 1 and (set(one.spelt) == set(two.spelt) or (a.cls == b.cls and one.key == two.key))
    return alike and bool(a.place and b.place) and not _elsewhere(a, b)


def _initials_tell(left: _Left, a: Body, b: Body, kinds: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Whether an abbreviation says enough: of four letters, or beside another word, class or place alike."""
    long = all(len(word) > SHORTEST for word, _ in left.initials)
    return long or len(left.common) > 1 or bool(kinds[0] & kinds[1]) or bool(a.place and not _elsewhere(a, b))


def _said(what: str, one: Name, two: Name) -> dict[str, Any]:
    return {"what": what, "a": one.text, "b": two.text}


def _where(body: Body) -> str:
    """A place as people call it, else its key."""
    return min((name for name in body.here if "/" not in name), default=body.place)


def _elsewhere(a: Body, b: Body) -> bool:
    """Whether both have a place and neither lies in the other."""
    mine, other = a.here or {a.place}, b.here or {b.place}
    return bool(a.place and b.place) and b.around.isdisjoint(mine) and a.around.isdisjoint(other)


def _align(one: Name, two: Name) -> _Left:
    """Match the words of two names: equal ones, then other endings, then initials, then slips, then joined words."""
    mine, other = list(dict.fromkeys(one.words)), list(dict.fromkeys(two.words))
    common = [w for w in mine if w in set(other)]
    left_a = [w for w in mine if w not in set(other)]
    left_b = [w for w in other if w not in set(mine)]
    left = _Left(left_a, left_b, common)
    for a in list(left.a):
        if (b := next((b for b in left.b if _alike(a, one, b, two)), None)) is not None:
            _match(left, a, b)
    _match_initials(left, one, two)
    names = towns()
    kinds = word_list("kinds")
    for a in list(left.a):
        for b in left.b:
            if a not in names and b not in names and _slip_of(a, b, one, two, kinds):
                _match(left, a, b)
                left.slips.append((a, b))
                break
    for mine, other in ((left.a, left.b), (left.b, left.a)):
        _match_joined(left, mine, other, one, two)
    if left.a and left.b and not any(w in names or w in kinds for w in (*left.a, *left.b)):
        a, b = ("".join(_spelt(name, words)) for name, words in ((one, left.a), (two, left.b)))
        if a == b or (min(len(a), len(b)) >= 6 and _ratio(a, b) >= _JOINED):
            if a != b:
                left.slips.append((" ".join(left.a), " ".join(left.b)))
            left.common += left.a
            left.a, left.b = [], []
    return left


def _match_joined(left: _Left, mine: list[str], other: list[str], one: Name, two: Name) -> None:
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
    if a not in kinds and b not in kinds:
        return _slip(a, b)
    mine, other = _spelt(one, [a])[0], _spelt(two, [b])[0]
    return min(len(mine), len(other)) >= _LONG and _ratio(mine, other) >= _SHORT and mine[0] == other[0]


def _spelt(name: Name, words: list[str]) -> list[str]:
    return [spelt for word, spelt in zip(name.words, name.spelt, strict=True) if word in words]


def _alike(a: str, one: Name, b: str, two: Name) -> bool:
    return alike_words(a, b) or _translates(a, b) or _shortened(a, one, b, two) or _shortened(b, two, a, one)


def _shortened(a: str, one: Name, b: str, two: Name) -> bool:
    """Whether a word is written short, with a dot, for another: Dan. for Danışmanlık."""
    short, long = _spelt(one, [a])[0], _spelt(two, [b])[0]
    return short in one.dotted and len(short) < len(long) and long.startswith(short)


def _translates(a: str, b: str) -> bool:
    """Whether other languages use one word for the other."""
    alike = data()["alike"]
    return a in alike.get(b, ()) or b in alike.get(a, ())


def _match(left: _Left, a: str, b: str) -> None:
    left.a.remove(a)
    left.b.remove(b)
    left.common.append(a)


def _slip(a: str, b: str) -> bool:
    """Whether two words are one misspelt: a letter or two of a long word, of a short one only a missing one; the first
    letter is seldom wrong, and makes another word."""
    return (a[0] == b[0] or a[:2] == b[1::-1]) and _likeness(a, b) >= (_LETTERS if min(len(a), len(b)) >= 5 else _SHORT)


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


def _match_initials(left: _Left, one: Name, two: Name) -> None:
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


_TRADING = ("industry", "commerce")
"""What firms leave out alone; any other trade only together with more, because firms name their daughters by it."""


_DOING = ("research", "innovation", "technology", "science")
"""What institutes do, all of them: Tecnalia is Fundación Tecnalia Research & Innovation."""


_OWNED = ("University", "ResearchInstitute")
"""What registers name by the foundation that it is in law: Stichting Deltares, Bilkent Üniversitesi Vakıf."""


def _forgive(left: _Left, one: Name, two: Name, a: Body, b: Body, kinds: tuple[frozenset[str], frozenset[str]]) -> None:
    """Leave out what says nothing more than the other side has: its town, its kind, the trade of a firm."""
    if not left.common:
        return
    places = {fold(p) for p in (*a.around, *b.around, a.place, b.place) if p} if not _elsewhere(a, b) else set()
    places = {towns().get(p, p) for p in places}
    places |= {word for p in places for word in p.split() if p.split()[0] in left.common}  # upon Tyne, am Main
    trades, parts = word_list("trade"), word_list("kinds", "parts")
    part = one.kinds & two.kinds & parts
    regions = word_list("regions")
    own = any(w not in towns() and (w in regions or w not in data()["same"]) for w in left.common)
    firm = not one.kinds and not two.kinds and all(not k or "firm" in k for k in kinds)
    lead = one.words[0] == two.words[0] or _slip(one.words[0], two.words[0])
    lead = lead or "".join(one.spelt[:2]) == two.spelt[0] or one.spelt[0] == "".join(two.spelt[:2])
    firm = firm and {one.form, two.form} <= {"", "joint-stock", "limited", "company"}
    bodies = a.cls == b.cls == "ResearchInstitute" and own and not _elsewhere(a, b)
    for mine, of_other in ((left.a, kinds[1]), (left.b, kinds[0])):
        trading = [word for word in mine if word in trades]
        for word in list(mine):
            in_place = word in places and (not part or (own and word in towns().values()))
            told = word in of_other
            whole = part and own and word in ("university", "technical")
            whole = whole or (part and own and word in regions and "university" in mine)
            trade = firm and lead and word in trades and (len(trading) > 1 or word in _TRADING)
            # KalDer is Türkiye Kalite Derneği, and a ministry or the firm of a group is not another in its own country
            national = word == "turkey" and (bool(left.initials) or "ministry" in left.common or (firm and lead))
            owner = word == "foundation" and a.cls == b.cls and a.cls in _OWNED and not (one.form or two.form)
            doing = bodies and word in _DOING
            if in_place or told or whole or trade or national or owner or doing:
                mine.remove(word)
