"""What the classes of Wikidata come to: by the reviewed table, and by the classes above where the file holds them."""

from __future__ import annotations

from functools import lru_cache

from triskele.sources.dumps.writing import Kind, kinds, rows_of

PERSON = "Person"
TABLE = "wikidata-types.csv"
_HIGHEST = 12
"""Steps to a class above; a mapped one is rarely further, and chains of subclasses may run in circles."""


class Classes:
    """The classes that stand in the files, each with those right above it. Kept by number, since there are millions."""

    def __init__(self) -> None:
        self._above: dict[int, tuple[int, ...]] = {}
        self._yields = {row["type"] for row in rows_of(TABLE) if row["yields"]}
        self._known = lru_cache(maxsize=100_000)(self._find)

    def learn(self, one: str, above: list[str]) -> None:
        if above and one[:1] == "Q" and one[1:].isdecimal():
            self._above[int(one[1:])] = tuple(int(other[1:]) for other in above)

    def _find(self, one: str) -> tuple[str, ...]:
        """The nearest mapped classes at or above a class."""
        level, seen = {int(one[1:])}, set[int]()
        for _ in range(_HIGHEST):
            if found := tuple(sorted(f"Q{n}" for n in level if f"Q{n}" in kinds(TABLE))):
                return found
            seen |= level
            level = {above for n in level for above in self._above.get(n, ())} - seen
            if not level:
                break
        return ()

    def kind(self, types: list[str], *, asked: bool = False) -> Kind | None:
        """What the classes of an item come to; None when none is mapped, unless somebody ``asked`` for this item. Those
        that say no more than organisation give way; several spheres leave it unknown; a person stays a person."""
        found = list(dict.fromkeys(mapped for one in types for mapped in self._known(one)))
        each = [kinds(TABLE)[one] for one in found if one not in self._yields] or [kinds(TABLE)[one] for one in found]
        if person := next((kind for kind in each if kind.cls == PERSON), None):
            return person
        if not each:
            return Kind("OrganisationActor", "unknown", "Wikidata sınıfının karşılığı tanımlanmamış",
                        "Nobody has said what its class of Wikidata comes to") if asked else None  # fmt: skip
        if len({kind.sphere for kind in each}) == 1:
            return each[0]
        names = {row["type"]: row["name"] for row in rows_of(TABLE)}
        said = ", ".join(names[one] for one in found)
        return Kind("OrganisationActor", "unknown", f"Wikidata birden çok alandan sınıf veriyor: {said}",
                    f"Wikidata gives classes of several spheres: {said}")  # fmt: skip
