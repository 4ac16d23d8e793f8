"""Whether two names, or two bodies, are of one body: a score between 0 and 1, with what speaks for it and against it.

Words decide, not letters: every distinguishing word of either name must have its like in the other. A word may be
missing only where it says nothing more: a trade of a firm, the town both stand in, the kind that the class gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from triskele.folding.initials import SHORTEST
from triskele.folding.names import Name, forms_agree, parse_name
from triskele.folding.words import bare, data, spoken_number, towns, word_list
from triskele.identity.abbreviating import abbreviates_loosely, is_short, kinds_of, spoken_initials, without_owner
from triskele.identity.aligning import Left, align
from triskele.identity.body import ONE_EACH, Body, elsewhere, in_one_town
from triskele.identity.forgiving import forgive
from triskele.text import fold

SAME = 0.8
"""At least so much is proposed as one body."""
APART = 0.5
"""What two records score at most to which a register gives two numbers, and no other one number."""
BEGINS = 0.7
"""Of a firm that is called by the first words of another's registered name, as mothers and their daughters are too; of
a body that has a word or two more in its name: proposed as one only where nobody else may be meant."""
_BESIDE = 0.75
"""Of two records that share a name neither goes by, and go by names that differ."""
_MOST_NAMES = 12
_GAPPED = 0.82
"""Of an abbreviation that leaves out words of the name, in one place and class."""


_PARTS = ("ResearchInstitute", "TechnologyTransferOffice", "RDCentre", "Incubator")
"""Units that names tell with the body they belong to, or without."""


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
    for scheme in ONE_EACH:
        mine = sorted(v for s, v in a.identifiers if s == scheme)
        other = sorted(v for s, v in b.identifiers if s == scheme)
        if mine and other and not set(mine) & set(other):
            found.append({"what": "other-identifier", "a": f"{scheme}:{mine[0]}", "b": f"{scheme}:{other[0]}"})
    return found


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
    if best.score < SAME and a.cls == b.cls in _PARTS and a.place and b.place and not elsewhere(a, b):
        best = max((best, *_without_owner(one, two, a, b)), key=lambda found: found.score)
    for x, y, where in ((one.also, (other,), (True, False)), ((mine,), two.also, (False, True))):
        for p in x:
            for q in y:
                if best.score < SAME and not _is_town(p) and not _is_town(q):
                    found = _compare_names(parse_name(p), parse_name(q), a, b)
                    if found.score > best.score:
                        best, aside = found, where
    return best, aside


def _without_owner(one: Name, two: Name, a: Body, b: Body) -> Iterator[Likeness]:
    """The likeness of two units of which one is named with the body that it belongs to."""
    mine, other = without_owner(one), without_owner(two)
    if bool(mine) != bool(other):
        found = _compare_names(parse_name(mine) if mine else one, parse_name(other) if other else two, a, b)
        yield Likeness(min(found.score, _GAPPED), found.grounds, found.differences)


def _loose_initials(mine: str, other: str, a: Body, b: Body) -> bool:
    """Whether one name is an abbreviation of the other in another language, or as it is written, that leaves words out
    or begins with the town (İAOSB): only within one place, the latter within one class, because many are alike."""
    if elsewhere(a, b) or not in_one_town(a, b):
        return False
    short, long = sorted((bare(mine), bare(other)), key=len)
    if not is_short(short):
        return False
    if a.cls == b.cls != "" and abbreviates_loosely(short, long, a.cls, a.around | b.around):
        return True
    kinds = kinds_of(a.cls), kinds_of(b.cls)
    may_be = not all(kinds) or not kinds[0].isdisjoint(kinds[1])
    return may_be and "".join(sorted(short)) in spoken_initials(parse_name(long))


def _is_town(text: str) -> bool:
    return fold(text) in towns()


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
    left = align(one, two)
    said = {word for _, run in left.initials for word in run.split()}
    numbers = {number for number in one.numbers ^ two.numbers if spoken_number(number) not in said}
    if numbers and (one.digits or two.digits or not left.initials):
        against.append({"what": "number", "a": " ".join(sorted(one.numbers)), "b": " ".join(sorted(two.numbers))})
        score = min(score, 0.4)
    forgive(left, one, two, a, b, kinds)
    guessed = _translated(left, a, b)
    if guessed:
        left.a, left.b = [], []
    grounds: list[dict[str, Any]] = []
    if left.a or left.b:
        against.append({"what": "words", "a": " ".join(left.a), "b": " ".join(left.b)})
        begins = "first-words" if score == 1 and _begins(left, one, two, a, b) else ""
        begins = begins or ("within" if score == 1 and _within(left, one, two, a, b) else "")
        score = min(score, 0.6 * len(left.common) / max(1, len(left.common) + len(left.a) + len(left.b)))
        if begins:
            score, grounds = BEGINS, [_said(begins, one, two)]
    elif left.initials:
        score = min(score, 0.9 if _initials_tell(left, a, b, kinds) else 0.7)
        grounds.append(_said("initials", one, two))
    elif guessed:
        score = min(score, _GAPPED)
        grounds.append(_said("translated", one, two))
    elif left.slips:
        score = min(score, max(0.82, 0.96 - 0.05 * len(left.slips)))
        grounds.append(_said("near-name", one, two))
    else:
        grounds.append(_said("same-name", one, two))
    if not (left.a or left.b or left.initials or _tells(left.common) or _written_alike(one, two, a, b)):
        against.append({"what": "common-words", "a": one.text, "b": two.text})
        score = min(score, 0.6)
    if elsewhere(a, b):
        against.append({"what": "place", "a": _where(a), "b": _where(b)})
        score -= 0.15 if one.form == two.form != "" and not left.slips else 0.25  # a register keeps names apart
    return Likeness(max(0.0, score), grounds, against)


def _translated(left: Left, a: Body, b: Body) -> bool:
    """Whether a word or two that no list knows, beside others in two languages and one place, translate each other."""
    if not left.foreign or not (left.a and left.b) or abs(len(left.a) - len(left.b)) > 1 or len(left.a + left.b) > 4:
        return False
    ideas, weak = data()["same"], word_list("kinds")
    if any(word in ideas or word in towns() or len(word) < SHORTEST for word in (*left.a, *left.b)):
        return False
    telling = sum(1 if word in ideas or word in towns() else 2 for word in left.common if word not in weak)
    return telling > len(left.a) and in_one_town(a, b)


def _begins(left: Left, one: Name, two: Name, a: Body, b: Body) -> bool:
    """Whether a firm in one place is called by the first words of the other's registered name, which are its own."""
    short, long = (one, two) if not left.a else (two, one)
    if (left.a and left.b) or short.form or not long.form or "firm" not in kinds_of(a.cls) & kinds_of(b.cls):
        return False
    own = any(len(word) > 4 and word not in data()["same"] and word not in towns() for word in short.words)
    first = long.words[: len(short.words)] == short.words and not (word_list("trade") & set(short.words))
    first = first and long.words[len(short.words)] not in word_list("trade", "daughters")
    return own and first and bool(a.place and b.place) and not elsewhere(a, b)


def _within(left: Left, one: Name, two: Name, a: Body, b: Body) -> bool:
    """Whether a name has, in one town, all words of the other and one or two of its own that no list knows, such as
    whom it honours; both name one kind."""
    more = left.a or left.b
    if (left.a and left.b) or len(more) > 2 or not one.kinds or one.kinds != two.kinds or left.slips:
        return False
    ideas = data()["same"]
    own = any(word not in ideas and word not in towns() for word in left.common)
    known = any(word in ideas or word in towns() or len(word) < SHORTEST for word in more)
    return not known and (own or len(left.common) > 2) and in_one_town(a, b)


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
    return alike and bool(a.place and b.place) and not elsewhere(a, b)


def _initials_tell(left: Left, a: Body, b: Body, kinds: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Whether an abbreviation says enough: of four letters, or beside another word, class or place alike."""
    long = all(len(word) > SHORTEST for word, _ in left.initials)
    alike = bool(kinds[0] & kinds[1]) and not (a.place and b.place)
    return long or len(left.common) > 1 or in_one_town(a, b) or alike


def _said(what: str, one: Name, two: Name) -> dict[str, Any]:
    return {"what": what, "a": one.text, "b": two.text}


def _where(body: Body) -> str:
    """A place as people call it, else its key."""
    return min((name for name in body.here if "/" not in name), default=body.place)
