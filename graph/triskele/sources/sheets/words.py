"""What people call things, and what we call them: headings, types and other words compared folded, near names too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from triskele.folding import parse_name
from triskele.ledger.vocabulary import Words
from triskele.sources.sheets.lists import data, index, plain
from triskele.sources.sheets.sayings import sayings
from triskele.text import fold

_FIRMS = (
    *(
        "joint-stock",
        "limited",
        "gmbh",
        "ag",
        "kg",
        "plc",
        "sa",
        "sas",
        "sarl",
        "spa",
        "srl",
        "sl",
        "bv",
        "nv",
        "ab",
        "oy",
    ),
    *("as", "ug", "lda"),
)
"""Legal forms that only companies have."""
NEAR = 88
"""How alike (0 to 100) two words must be to be taken for one; every such guess is told."""
ORGANISATIONS, TIES, FIGURES, EVENTS = "organisations", "ties", "figures", "events"
HOLDS = (ORGANISATIONS, TIES, FIGURES, EVENTS)


def headings(text: str) -> list[str]:
    """A heading for comparing: whole, each side of a stroke between two languages, without whose it is, and with the
    one word for an organisation in place of others."""
    whole = [plain(text), *(plain(part) for part in text.split("/") if part.strip())]
    bare = [*whole, *(name for one in whole for name in _unowned(one))]
    return list(dict.fromkeys([*bare, *(_with_one_noun(name) for name in bare)]))


def _with_one_noun(heading: str) -> str:
    nouns = {plain(word): plain(noun) for noun, words in data()["nouns"].items() for word in words}
    return nouns.get(heading) or " ".join(nouns.get(word, word) for word in heading.split())


def _unowned(heading: str) -> list[str]:
    """A plain heading with the one it belongs to as a noun beside it, and alone."""
    owners = {plain(word): plain(noun) if noun else "" for word, noun in data()["owners"].items()}
    found = [(owner, heading.removeprefix(f"{owner} ")) for owner in owners if heading.startswith(f"{owner} ")]
    return [name for owner, rest in found for name in (f"{owners[owner]} {rest}".strip(), rest)]


def is_skipped(sheet: str) -> bool:
    """Whether a sheet explains or lists, by its name."""
    return plain(sheet) in {plain(name) for name in data()["sheets"]["skip"]}


class Vocabulary:
    """Our words by the names that people use for them: those of the ontology and of the reviewed lists."""

    def __init__(self, words: Words, own: Mapping[str, Mapping[str, list[str]]] | None = None) -> None:
        self._names: dict[str, dict[str, str]] = {}
        schemes = {"classes": words.classes, **words.concepts}
        for scheme in ("classes", "tie-types", "event-types", "measures", "spheres", "modalities", "qualifiers"):
            ours = schemes.get(scheme, {})
            lists = (own or {}).get(scheme, {})
            ontology = {key: [key, *labels, " / ".join(labels)] for key, labels in ours.items()}
            given = {k: v for k, v in data().get(scheme, {}).items() if k in ours or not ours}
            self._names[scheme] = {**index(given), **index(ontology), **index(lists)}
        for scheme in ("currencies", "unit-words"):
            self._names[scheme] = index(data()[scheme])

    def find(self, scheme: str, text: str) -> tuple[str, bool]:
        """Our word and whether it is only near; ("", False) when there is none."""
        names = self._names[scheme]
        word = plain(text)
        if word in names:
            return names[word], False
        if scheme == "tie-types" and (found := next(_understood(word, names), None)):
            return found[0], True
        turned = scheme == "tie-types" and any(said.receives for said in sayings(word))
        # of what somebody receives, nearest would be what gives, the other way round
        near = nearest(word, names) if len(word) > 5 and not turned else None
        if not near and scheme == "tie-types":
            found = next(_told_by_head(word, names), None)
            return (found[0], True) if found else ("", False)
        if not near and scheme == "classes":
            near = next(_class_by_end(word, names), None)
        return (names[near], True) if near else ("", False)

    def currency(self, text: str) -> str:
        """The currency that a text names by one of its words; empty when none, or several."""
        found = {self.find("currencies", word)[0] for word in (text, *text.split())} - {""}
        return found.pop() if len(found) == 1 else ""

    def suggest(self, scheme: str, text: str) -> list[str]:
        """What a word that nobody knows may have meant, best first."""
        from rapidfuzz import fuzz, process

        # a short name stands inside many a word: "aş" in "hastane"
        names = [name for name in self._names[scheme] if len(name) > 3]
        found = process.extract(plain(text), names, scorer=fuzz.WRatio, limit=6, score_cutoff=67)
        return list(dict.fromkeys(self._names[scheme][name] for name, _, _ in found))[:3]


def _class_by_end(word: str, names: Mapping[str, str]) -> Iterator[str]:
    """The name of a class that a phrase ends with: *Ar-Ge merkezi belgeli firma* is a firm, whatever it has."""
    if run := _run_by(word):
        yield plain(run)
    words = word.split()
    for at in range(1, len(words)):
        end = " ".join(words[at:])
        yield from (name for name in (end, *(end.removesuffix(case) for case in ("si", "i", "u"))) if name in names)
    ends = index(data()["class-ends"])
    yield from (plain(ends[end]) for end in ends if word.endswith(f" {end}"))


def nearest(word: str, names: Mapping[str, Any]) -> str | None:
    """The name most alike, when it is alike enough and no other is as alike."""
    from rapidfuzz import fuzz, process

    found = process.extract(word, list(names), scorer=fuzz.ratio, limit=2, score_cutoff=NEAR)
    if not found or (len(found) > 1 and found[0][1] == found[1][1] and names[found[0][0]] != names[found[1][0]]):
        return None
    return str(found[0][0])


@lru_cache(maxsize=4096)
def is_turned(kind: str, word: str) -> bool:
    """Whether a word means a type of tie from its other end: a tenant is named before its host."""
    names = tie_words()
    said = plain(word)
    found = [turned for known, turned in (*_understood(said, names), *_told_by_head(said, names)) if known == kind]
    return (
        found[0] if found else any(said.receives for said in sayings(plain(word)) if kind in data()["verbs"]["given"])
    )


@cache
def tie_words() -> dict[str, str]:
    """The reviewed words of ties, as they are compared, and the type that each names."""
    return index(data()["tie-types"])


@cache
def _turned_words(kind: str) -> frozenset[str]:
    return frozenset(plain(name) for name in data()["turned"].get(kind, ()))


@lru_cache(maxsize=4096)
def tie_of(phrase: str) -> str:
    """The type of tie that a phrase names by a word of the lists; empty when none, however near one is."""
    word, names = plain(phrase), tie_words()
    found = names.get(word) or next((kind for kind, _ in (*_understood(word, names), *_told_by_head(word, names))), "")
    return found


def _told_by_head(word: str, names: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    """As :func:`_understood`, of a phrase without its first words, as long as these only tell which: ``staj protokolü``
    is a protocol, ``eski üye`` no member and ``patent sahibi`` no owner of whoever is named beside."""
    words, verbs = word.split(), data()["verbs"]
    besides = {plain(said) for said in verbs["besides"]}
    for at in range(1, len(words)):
        if words[at - 1] in besides:
            return
        yield from (f for f in _understood(" ".join(words[at:]), names) if f[0] not in verbs["whole"])


def _understood(word: str, names: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    """The types of tie that a plain word may name, the surest first, and whether from their other end."""
    for said in sayings(word):
        kind = said.kind or names.get(said.phrase, "")
        if kind and (not said.given or kind in data()["verbs"]["given"]):
            turned = said.phrase in _turned_words(kind)
            yield kind, said.receives or turned if said.given else said.receives != turned


def class_of_name(name: str) -> str:
    """The class that the name of an organisation gives away by its first or last words; empty when none."""
    words = plain(name)
    if run := _run_by(words):
        return run
    for cls, ends in data()["names"].items():
        for end in ends:
            if words.endswith(f" {plain(end)}") or (cls != "Firm" and words.startswith(f"{plain(end)} ")):
                return str(cls)
    return "Firm" if parse_name(name).form in _FIRMS else ""


def _run_by(words: str) -> str:
    """The class of the body that a plain name says a company runs; empty when of none."""
    run, company = words, {plain(word) for word in data()["company"]["words"]}
    while " " in run and run.rpartition(" ")[2] in company:
        run = run.rpartition(" ")[0]
    for cls, ends in data()["run-by"].items():
        if run != words and any(run.endswith(f" {plain(end)}") for end in ends):
            return str(cls)
    return ""


def slug(text: str, bound: int = 60) -> str:
    """A key from a name: folded, other marks as hyphens, at most ``bound`` letters."""
    import hashlib

    bare = re.sub(r"[^a-z0-9]+", "-", re.sub(r"(?<=\w)\.(?=\w)|['’]", "", fold(text))).strip("-")
    if not bare:
        return f"x{hashlib.sha256(text.encode()).hexdigest()[:10]}"
    return bare if len(bare) <= bound else bare[:bound].rpartition("-")[0] or bare[:bound]
