"""One record of a body, as it is compared with others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from triskele.folding.words import towns

ONE_EACH = ("ror", "wikidata", "lei", "isni", "vat", "tax", "mersis")
"""Registers that give one number to one body; participant codes of funders are given more than once."""


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
        return frozenset(scheme for scheme, _ in self.identifiers if scheme in ONE_EACH)


def elsewhere(a: Body, b: Body) -> bool:
    """Whether both have a place and neither lies in the other."""
    mine, other = a.here or {a.place}, b.here or {b.place}
    return bool(a.place and b.place) and b.around.isdisjoint(mine) and a.around.isdisjoint(other)


def in_one_town(a: Body, b: Body) -> bool:
    """Whether both are in one place that is no country: a known town lies around both, or places lie around theirs."""
    if any(name in towns() for name in a.around & b.around):
        return True
    shared = ({a.place} | a.here) & ({b.place} | b.here) - {""}
    return bool(shared) and (a.here < a.around or not any("/" in name for name in shared))
