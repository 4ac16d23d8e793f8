"""What a heading says that the organisations named below it are to the one of the row: of which type the tie is, and
who is its source. ``Yatırımcı``, ``Mentor firma``, ``Hosted at``, ``Üye olduğu küme``, ``Destek veren``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from triskele.sources.sheets.lists import data, index, plain, written_out
from triskele.sources.sheets.words import is_turned, tie_of, tie_words

_CLAUSE = re.compile(r"\b(\w*[dt][iu])g[iu]\b")
"""A Turkish clause about the one named: ``üye olduğu`` is what the one of the row did, ``üye oldu``."""
_AT_END = re.compile(r"\b(?:of|at|in|by|with|to|from)$")
_PASSIVE = re.compile(r"\w+ed (?:at|in|by)$")
_PLURAL = re.compile(r"(?<=\w{3})(?:l[ae]r(?:i(?:miz)?)?|s)$")
LEADING = ("coordination", "implementation")


@dataclass(frozen=True)
class Role:
    """A type of tie, and whether the one named in the cells is its source."""

    kind: str
    named: bool


@cache
def role(heading: str) -> Role | None:
    """What the ones named below a heading are to the one of the row; None when the heading says nothing of it, as one
    that only says that organisations stand there."""
    return next((found for said in _said(heading) if (found := _role(said, "." in heading))), None)


def receives(heading: str) -> bool:
    """Whether who is named below is the one that gets: a beneficiary, a licensee."""
    return bool(set(plain(heading).split()) & _words("receives"))


def says_bodies(heading: str) -> bool:
    """Whether a heading says, beside a role, that those below it are organisations: *Funding body*."""
    words = plain(heading).split()
    return len(words) > 1 and role(heading) is not None and words[-1] in _words("bodies")


def is_noun(heading: str) -> bool:
    """Whether a heading only says that organisations stand below it."""
    return any(said in _words("nouns") | _words("bodies") for said in _said(heading))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(plain(word) for word in data()["roles"][name])


@cache
def _nouns() -> frozenset[str]:
    """What a heading adds to a role to say that organisations stand there: ``Mentor firma``."""
    return (
        _words("nouns")
        | _words("bodies")
        | {noun for noun in index(data()["classes"]) if " " not in noun and not tie_of(noun)}
    )


def _said(heading: str) -> list[str]:
    """Each part of a heading, then all of it; without the nouns that only say that organisations stand there."""
    parts = [*re.split(r"[/,;&()]|\bve\b|\band\b|\bor\b", heading), re.sub(r"[()]", "", heading)]
    return list(dict.fromkeys(said for part in parts if (said := _bare(plain(part)))))


def _bare(said: str) -> str:
    words = [word for word in said.split() if not word.isdigit()]
    while len(words) > 1 and words[-1] in _nouns():
        words.pop()
    return " ".join(words)


def _role(said: str, short: bool) -> Role | None:
    if said in _words("nouns") | _words("bodies") | _words("receives"):
        return None
    for kind, names in data()["tie-columns"].items():
        if any(said == plain(name) for name in names):
            return Role(kind, kind == "hosting")
    clause = _CLAUSE.search(said)
    phrase = f"{said[: clause.start()]}{clause[1]}".removesuffix(" oldu") if clause else said
    phrase = f"is {phrase}" if _PASSIVE.match(phrase) else phrase
    if not tie_of(phrase):
        phrase = _PLURAL.sub("", phrase)
    kind = tie_of(phrase) or written_out(f"{phrase}." * short, tie_words())
    # "named <phrase> the row"; of a clause and with a preposition "the row <phrase> named"
    by_row = clause is not None or _AT_END.search(said) is not None
    return Role(kind, is_turned(kind, phrase) == by_row) if kind else None
