"""What a table may be compared with and extended by: one list for both, so that whatever is offered can be used."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from triskele.catalogue import Catalogue
from triskele.catalogue.records import Thing, year_of
from triskele.catalogue.sentences import name
from triskele.errors import InvalidInput
from triskele.terms import ID
from triskele.text import fold

UNKNOWN = 0.5
"""How far a thing agrees that the release says nothing about: missing knowledge is neither a yes nor a no."""
YEARS_APART = 5
_YEAR = re.compile(r"\s*(-?[0-9]{1,4})(?:-[0-9]{2}){0,2}(?:T.*)?\s*")
_DAY = re.compile(r"-?[0-9]{4}-[0-9]{2}-[0-9]{2}")

Reader = Callable[[Catalogue, Thing], Iterable[str]]


@dataclass(frozen=True)
class Property:
    """One property: its name in both languages, its values in a thing, and how a value is written.

    ``kind`` is text, number, date, year, or the kind of the things (place, sector, actor) whose keys the values are;
    ``around`` gives what a query is compared with where that is more: the places around a place, the classes above one.
    """

    names: dict[str, str]
    kind: str
    read: Reader
    around: Reader | None = None


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _spheres(_: Catalogue, thing: Thing) -> Iterable[str]:
    return _one(thing.sphere if thing.sphere != "unknown" else None)


def _classes(catalogue: Catalogue, thing: Thing) -> Iterable[str]:
    return (thing.cls, *(catalogue.classes[thing.cls].broader if thing.cls in catalogue.classes else ()))


PROPERTIES: dict[str, Property] = {
    "iri": Property({"tr": "IRI", "en": "IRI"}, "text", lambda _, thing: (thing.iri,)),
    "identifier": Property({"tr": "Kimlik", "en": "Identifier"}, "text", lambda _, t: t.identifiers),
    "label_tr": Property({"tr": "Türkçe ad", "en": "Turkish label"}, "text", lambda _, t: _one(t.labels.get("tr"))),
    "label_en": Property({"tr": "İngilizce ad", "en": "English label"}, "text", lambda _, t: _one(t.labels.get("en"))),
    "alt": Property({"tr": "Öteki adlar", "en": "Other names"}, "text", lambda _, t: (text for text, _ in t.alt)),
    "class": Property({"tr": "Sınıf", "en": "Class"}, "text", lambda _, t: (t.cls,), _classes),
    "sphere": Property({"tr": "Sarmal alanı", "en": "Helix sphere"}, "text", _spheres),
    "place": Property(
        {"tr": "Yer", "en": "Place"},
        "place",
        lambda _, t: _one(t.place),
        lambda catalogue, t: catalogue.places_of.get(t.iri, ()),
    ),
    "founded": Property({"tr": "Kuruluş", "en": "Founded"}, "date", lambda _, t: _one(t.founded)),
    "year": Property({"tr": "Kuruluş yılı", "en": "Year of founding"}, "year", lambda _, t: _one(t.founded)),
    "sectors": Property(
        {"tr": "Sektörler", "en": "Sectors"}, "sector", lambda catalogue, t: sorted(catalogue.sectors_of.get(t.iri, ()))
    ),
    "clusters": Property(
        {"tr": "Kümeler", "en": "Clusters"}, "actor", lambda catalogue, t: sorted(catalogue.clusters_of.get(t.iri, ()))
    ),
    "ties": Property(
        {"tr": "Bağ sayısı", "en": "Number of ties"},
        "number",
        lambda catalogue, t: (str(len(catalogue.ties_of.get(t.iri, ()))),),
    ),
}
"""By the identifier a tool sends."""
TYPES = {"place": "Place", "sector": "Sector", "actor": "Actor"}
"""The type of the things that are values of a property of that kind."""


def find_property(given: str) -> Property:
    """The property of this identifier, or InvalidInput."""
    if given not in PROPERTIES:
        raise InvalidInput(f"No property is called {given[:80]!r}.", hint=f"There are: {', '.join(PROPERTIES)}.")
    return PROPERTIES[given]


def agrees(catalogue: Catalogue, thing: Thing, given: str, values: Sequence[str]) -> float:
    """How far a thing has any of these values of a property: 1 when the release says so, 0 when it says otherwise,
    ``UNKNOWN`` when it does not say. Years lose a fifth for each year between them."""
    own = find_property(given)
    known = _forms(catalogue, given).get(thing.iri)
    if not known:
        return UNKNOWN
    if own.kind in ("date", "year"):
        asked = [int(found[1]) for value in values if (found := _YEAR.fullmatch(value))]
        born = year_of(thing.founded)
        if not asked or born is None:
            return UNKNOWN
        return max(max(0.0, 1.0 - abs(born - year) / YEARS_APART) for year in asked)
    return float(any(_form(own.kind, value) in known for value in values))


def having(catalogue: Catalogue, given: str, values: Sequence[str]) -> set[str]:
    """The IRIs of the things that have any of these values of a property, years as near as ``agrees`` counts them."""
    own, index = find_property(given), _index(catalogue, given)
    forms = {_form(own.kind, value) for value in values}
    if own.kind in ("date", "year"):
        years = {int(found[1]) for value in values if (found := _YEAR.fullmatch(value))}
        forms = {str(year + apart) for year in years for apart in range(1 - YEARS_APART, YEARS_APART)}
    return set().union(*(index.get(form, ()) for form in forms))


def _form(kind: str, value: str) -> str:
    """A value as it is compared: folded; a thing by its key, whatever its name is written like."""
    text = value.strip().removeprefix(ID)
    if kind in TYPES:
        text = text.removeprefix(f"{kind}/").replace("-", " ")
    if kind == "number":
        text = text.removesuffix(".0")
    return fold(text.replace("-", " ") if kind == "text" else text)


@lru_cache(maxsize=2 * len(PROPERTIES))
def _forms(catalogue: Catalogue, given: str) -> dict[str, frozenset[str]]:
    """For each thing that has the property, its values as they are compared, names of things included. O(things)."""
    own = PROPERTIES[given]
    found: dict[str, frozenset[str]] = {}
    for iri, thing in catalogue.things.items():
        values = set((own.around or own.read)(catalogue, thing)) | set(own.read(catalogue, thing))
        if own.kind in ("date", "year"):
            forms = {str(year_of(value)) for value in values}
        else:
            forms = {_form(own.kind, value) for value in values}
        if own.kind in TYPES:
            named = (catalogue.things.get(f"{ID}{own.kind}/{value}") for value in values)
            forms |= {fold(text) for one in named if one is not None for text in one.labels.values()}
        if forms:
            found[iri] = frozenset(forms)
    return found


@lru_cache(maxsize=2 * len(PROPERTIES))
def _index(catalogue: Catalogue, given: str) -> dict[str, set[str]]:
    """From a value as it is compared to the things that have it."""
    index: dict[str, set[str]] = defaultdict(set)
    for iri, forms in _forms(catalogue, given).items():
        for form in forms:
            index[form].add(iri)
    return index


def extend(catalogue: Catalogue, ids: Sequence[str], properties: Sequence[str], language: str) -> dict[str, Any]:
    """The values of some properties of reconciled things, as the ``rows`` of a data extension response.

    A thing nobody knows has no values. A date is a date only when the day is known, else text: the protocol has no
    dates of a month or year, and a day is not made up.
    """
    wanted = {given: find_property(given) for given in properties}
    rows: dict[str, Any] = {}
    for one in ids:
        thing = catalogue.things.get(one) or catalogue.things.get(catalogue.by_key.get(one, ""))
        rows[one] = {
            given: []
            if thing is None
            else [_cell(catalogue, own, value, language) for value in own.read(catalogue, thing)]
            for given, own in wanted.items()
        }
    return rows


def _cell(catalogue: Catalogue, own: Property, value: str, language: str) -> dict[str, Any]:
    if own.kind in TYPES:
        iri = f"{ID}{own.kind}/{value}"
        return {"id": iri, "name": name(catalogue, iri, language)}
    if own.kind == "number":
        return {"int": int(value)}
    if own.kind == "year":
        return {"int": year_of(value)}
    if own.kind == "date" and _DAY.fullmatch(value):
        return {"date": f"{value}T00:00:00"}
    return {"str": value}
