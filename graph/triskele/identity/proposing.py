"""Twins: pairs of records that may be of one body, proposed with a score and its reasons; a person decides.

Not every pair is looked at: only those that share an identifier, whose names say the same in another order or
language, that have two rare words alike, or of which one may abbreviate the other. The cost grows with the records,
not with their square.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from triskele.folding.initials import abbreviates
from triskele.folding.names import Name, parse_name
from triskele.folding.words import bare, root, word_list
from triskele.identity.abbreviating import abbreviates_loosely, is_short, spoken_initials, without_owner
from triskele.identity.bodies import decided_pairs, read_bodies
from triskele.identity.body import Body
from triskele.identity.comparing import APART, BEGINS, SAME, Likeness, compare, kept_apart
from triskele.words import say

_MOST = 60
"""Records that may share a key for all of their pairs to be looked at; a key of more says little."""
_RARE = 3
"""Words of a name that it is looked up by: the rarest."""
_VOWELS = re.compile(r"[aeiou]")
_TWICE = re.compile(r"(.)\1+")
_LITTLE = ("initials", "translated")
"""Grounds that several bodies of a town may share."""
LANGUAGES = ("tr", "en")


@dataclass(frozen=True)
class Proposal:
    """Two records that may be of one body, ``a`` and ``b`` by their IRIs in order."""

    a: Body
    b: Body
    likeness: Likeness

    def row(self) -> dict[str, Any]:
        """The proposal as JSON and tables have it; ``why`` says it in words of both languages."""
        said = [*self.likeness.grounds, *self.likeness.differences]
        return {
            "a": self.a.iri,
            "b": self.b.iri,
            "name_a": self.a.names[0],
            "name_b": self.b.names[0],
            "set_a": self.a.set,
            "set_b": self.b.set,
            "score": self.likeness.score,
            "grounds": self.likeness.grounds,
            "differences": self.likeness.differences,
            **{f"why_{tag}": " ".join(say(f"twins.{s['what']}", tag, a=s["a"], b=s["b"]) for s in said)
               for tag in LANGUAGES},
        }  # fmt: skip


def proposals(tables: Path, *, least: float = SAME) -> list[dict[str, Any]]:
    """The twins proposed in the tables of a release (its folder ``tables``), best first, as rows; not those of which
    somebody has decided that they are different, or merged at some time. MissingPackage without rapidfuzz."""
    settled = decided_pairs(tables)
    found = propose(read_bodies(tables), least=least)
    return [proposal.row() for proposal in found if (proposal.a.iri, proposal.b.iri) not in settled]


def propose(bodies: Sequence[Body], *, least: float = SAME) -> list[Proposal]:
    """Every pair of bodies that is at least so likely one, best first."""
    found: list[Proposal] = []
    rivals: list[Proposal] = []
    for i, j in sorted(candidates(bodies)):
        a, b = sorted((bodies[i], bodies[j]), key=lambda body: body.iri)
        if least > APART and kept_apart(a, b):  # most pairs of one register: not worth looking at their names
            continue
        likeness = compare(a, b)
        if likeness.score == BEGINS and likeness.grounds[0]["what"] in ("first-words", "within"):
            rivals.append(Proposal(a, b, likeness))
        elif likeness.score >= least:
            found.append(Proposal(a, b, likeness))
    found = list(_only_ones(found))
    known = {body.iri for one in found if one.likeness.score >= SAME for body in (one.a, one.b)}
    often = Counter(iri for one in rivals for iri in _told_by(one))
    for one in rivals:
        if all(often[iri] == 1 and iri not in known for iri in _told_by(one)):  # else nobody can tell which it is
            one = replace(one, likeness=replace(one.likeness, score=SAME))
        if one.likeness.score >= least:
            found.append(one)
    return sorted(found, key=lambda one: (-one.likeness.score, one.a.iri, one.b.iri))


def _told_by(one: Proposal) -> Sequence[str]:
    """The bodies that only one may be: of a firm called by the first words of others, that firm."""
    by_length = sorted((one.a, one.b), key=lambda body: len(body.names[0]))
    return [body.iri for body in by_length[: 1 if one.likeness.grounds[0]["what"] == "first-words" else 2]]


def _only_ones(found: list[Proposal]) -> Iterator[Proposal]:
    """The proposals without those on little ground (initials, words guessed to translate each other) of a body of
    which there is another as good, or of which its source has told a better one: nobody can tell which it is."""
    firm = [one for one in found if one.likeness.score >= SAME and one.likeness.grounds[0]["what"] not in _LITTLE]
    bodies = {body.iri: body for one in found for body in (one.a, one.b)}
    together = {iri: [iri] for iri in bodies}
    for one in firm:
        if (mine := together[one.a.iri]) is not (other := together[one.b.iri]):
            mine += other
            together.update(dict.fromkeys(other, mine))
    links: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for one in found:
        first, second = together[one.a.iri][0], together[one.b.iri][0]
        if first != second:
            links[first][second] = links[second][first] = max(links[first][second], one.likeness.score)
    for one in found:
        a, b = (together[body.iri] for body in (one.a, one.b))
        if one.likeness.score < SAME or one.likeness.grounds[0]["what"] not in _LITTLE or a is b:
            yield one
            continue
        score = links[a[0]][b[0]]
        sets = [{bodies[iri].set for iri in each} for each in (a, b)]
        told = max(map(len, sets)) > 1 and not sets[0].isdisjoint(sets[1])
        if not told and not any(
            other >= score for mine, its in ((a, b), (b, a)) for to, other in links[mine[0]].items() if to != its[0]
        ):
            yield one


def candidates(bodies: Sequence[Body]) -> set[tuple[int, int]]:
    """The pairs worth comparing, by their places in the sequence, the lower first."""
    named = [[parse_name(name) for name in _names(body)] for body in bodies]
    pairs: set[tuple[int, int]] = set()
    for together in (
        _by_identifier(bodies),
        _by(named, _exact),
        _by_rare_words(named),
        _by(named, _abbreviations),
    ):
        for members in together.values():
            if 1 < len(members) <= _MOST:
                pairs.update(pair for pair in combinations(sorted(members), 2) if _may_meet(bodies, *pair))
    pairs.update(_abbreviated(bodies, named))
    return pairs


def _abbreviated(bodies: Sequence[Body], named: Sequence[Sequence[Name]]) -> Iterator[tuple[int, int]]:
    """Short names and the longer ones of the same place that they may abbreviate with several letters of a word:
    tuik for turkiye istatistik kurumu."""
    short: dict[tuple[str, str, str], set[tuple[int, str]]] = defaultdict(set)
    long: dict[tuple[str, str, str], set[tuple[int, Name]]] = defaultdict(set)
    for number, names in enumerate(named):
        body = bodies[number]
        for name in names if body.place else ():
            places = [place for place in body.here if "/" not in place] or [body.place]
            if is_short(word := bare(name.text)):
                for place in places:
                    short[place, "", word[:2]].add((number, word))
                    short[place, body.cls, word[0]].add((number, word))
                    short[place, "=", "".join(sorted(word))].add((number, word))
            elif len(name.written) > 1:
                first, second = name.written[:2]
                for place in places:
                    for letters in spoken_initials(name):
                        long[place, "=", letters].add((number, name))
                    for begins in {first[:2], first[0] + second[0]}:
                        long[place, "", begins].add((number, name))
                    for begins in {first[0], second[0], *(town[0] for town in body.here)} if body.cls else ():
                        long[place, body.cls, begins].add((number, name))
    for place, cls, begins in short.keys() & long.keys():
        words, names_of = short[place, cls, begins], long[place, cls, begins]
        if len(words) * len(names_of) > _MOST * _MOST:
            continue
        for i, word in words:
            around = bodies[i].around
            for j, name in names_of:
                if i != j and (
                    cls == "="
                    or (
                        abbreviates_loosely(word, bare(name.text), cls, around)
                        if cls
                        else abbreviates(word, name.written)
                    )
                ):
                    yield min(i, j), max(i, j)


def _names(body: Body) -> Iterator[str]:
    for name in body.names:
        yield name
        yield from parse_name(name).also


def _may_meet(bodies: Sequence[Body], i: int, j: int) -> bool:
    """Whether two may be one for their places: one is nowhere, or something lies around both; or a register says so."""
    a, b = bodies[i], bodies[j]
    return not (a.around and b.around) or not a.around.isdisjoint(b.around) or bool(a.identifiers & b.identifiers)


def _by_identifier(bodies: Sequence[Body]) -> Mapping[Any, set[int]]:
    found: dict[Any, set[int]] = defaultdict(set)
    for number, body in enumerate(bodies):
        for identifier in body.identifiers:
            found[identifier].add(number)
    return found


def _by(named: Sequence[Sequence[Name]], keys: Any) -> Mapping[Any, set[int]]:
    found: dict[Any, set[int]] = defaultdict(set)
    for number, names in enumerate(named):
        for name in names:
            for key in keys(name):
                found[key].add(number)
    return found


def _exact(name: Name) -> Iterator[str]:
    if name.words:
        yield name.key
        yield "".join(sorted("".join(name.words)))  # also where words are joined or parted otherwise


def _skeleton(word: str) -> str:
    """What slips and other languages leave alone: consonants of the root; a short word as it is."""
    word = root(word)
    bare = _TWICE.sub(r"\1", word[0] + _VOWELS.sub("", word[1:])).removesuffix("s")
    return bare if len(bare) > 2 else word[:4]


def _by_rare_words(named: Sequence[Sequence[Name]]) -> Mapping[Any, set[int]]:
    """Records under each rare word, and under each two of their rarest words, as slips leave them."""
    weak = word_list("trade")
    words = [{_skeleton(w) for name in names for w in name.words if w not in weak} for names in named]
    often: dict[str, int] = defaultdict(int)
    for of_one in words:
        for word in of_one:
            often[word] += 1
    found: dict[Any, set[int]] = defaultdict(set)
    for number, names in enumerate(named):
        for name in names:
            rarest = sorted({_skeleton(w) for w in name.words if w not in weak}, key=lambda w: (often[w], w))[:_RARE]
            for word in rarest:
                if 1 < often[word] <= _MOST:
                    found[word].add(number)
            for two in combinations(sorted(rarest), 2):
                if all(often[word] > 1 for word in two):
                    found[two].add(number)
    return found


def _abbreviations(name: Name) -> Iterator[str]:
    """What a short name is called, and the initials that the first words of a long one give."""
    for word in name.words:
        if 3 <= len(word) <= 8 and word.isalpha():
            yield f"~{word}"
    if unit := without_owner(name):
        yield from _abbreviations(parse_name(unit))
    written = name.written
    for length in range(3, min(8, len(written)) + 1):
        yield "~" + "".join(word[0] for word in written[:length])
