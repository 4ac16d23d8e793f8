"""What of a public source is wanted, said before anything is loaded: ``sources.toml`` in the folder of the set, or in
the folder around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from triskele.errors import SettingsError
from triskele.ownership import read_file
from triskele.text import fold

FILE = "sources.toml"
_LISTS = ("country", "ids", "place")
_YEARS = ("from_year", "to_year")
_FLAGS = ("partners", "expansion")
_NUTS = re.compile(r"(?=.*[0-9])[a-z]{2}[0-9a-z]{1,3}")
"""A code whose beginning is the region around it; Q40 is not around Q406, nor Bonn around Bonneuil."""


@dataclass(frozen=True)
class Selection:
    """Who is taken: everybody, unless something is said. Countries are ISO codes, ids identifiers as the source writes
    them, places begin a NUTS code or are names of towns. Years choose what lasted or was published in them."""

    country: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    place: frozenset[str] = frozenset()
    from_year: int | None = None
    to_year: int | None = None
    partners: bool = False
    """Also those who take part in the same projects as the chosen, or publish with them or fund them."""
    expansion: bool = False
    """OpenAlex: also data sets, and the works of its expansion corpus."""

    @property
    def by_body(self) -> bool:
        """Whether anything is asked of organisations."""
        return bool(self.country or self.ids or self.place)

    def takes_body(self, ids: frozenset[str], country: str, *places: str) -> bool:
        """Whether an organisation is chosen: by an id, or by its country and place where those are asked for."""
        if not self.by_body or self.ids & ids:
            return True
        if not (self.country or self.place) or (self.country and country not in self.country):
            return False
        folded = [fold(place) for place in places if place]
        return not self.place or any(
            place == wanted or (place.startswith(wanted) and _NUTS.fullmatch(place) is not None)
            for place in folded
            for wanted in self.place
        )

    def takes_years(self, start: str, end: str) -> bool:
        """Whether a span of dates touches the chosen years; nothing that is undated does, when years are asked for."""
        if self.from_year is None and self.to_year is None:
            return True
        if not start and not end:
            return False
        first, last = int((start or end)[:4]), int((end or start)[:4])
        return last >= (self.from_year or first) and first <= (self.to_year or last)


def read_selection(*folders: Path) -> tuple[Selection, Path | None]:
    """What the first of these folders says, and the file that says it."""
    for folder in folders:
        path = folder / FILE
        if path.is_file():
            return _selection(path), path
    return Selection(), None


def _selection(path: Path) -> Selection:
    said = read_file(path)
    known = (*_LISTS, *_YEARS, *_FLAGS)
    if unknown := set(said) - set(known):
        raise SettingsError(
            f"{path} says {', '.join(sorted(unknown))}, which nobody reads.", hint=f"It knows {', '.join(known)}."
        )
    for name in _LISTS:
        if not isinstance(said.get(name, []), list) or not all(isinstance(x, str) for x in said.get(name, [])):
            raise SettingsError(f"{path}: {name} is {said[name]!r}.", hint=f'A list of texts: {name} = ["TR"].')
    for name in _YEARS:
        if not isinstance(said.get(name, 0), int):
            raise SettingsError(f"{path}: {name} is {said[name]!r}.", hint=f"A year: {name} = 2021.")
    for name in _FLAGS:
        if not isinstance(said.get(name, False), bool):
            raise SettingsError(f"{path}: {name} is {said[name]!r}.", hint=f"true or false: {name} = true.")
    return Selection(
        country=frozenset(code.upper() for code in said.get("country", [])),
        ids=frozenset(said.get("ids", [])),
        place=frozenset(fold(place) for place in said.get("place", [])),
        from_year=said.get("from_year"),
        to_year=said.get("to_year"),
        partners=said.get("partners", False),
        expansion=said.get("expansion", False),
    )
