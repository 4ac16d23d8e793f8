"""What a table may be compared with and extended by: one list for both, so that whatever is offered can be used."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from triskele.catalogue import Catalogue
from triskele.catalogue.lists import degrees_of, things_of_degree
from triskele.catalogue.reading import Records
from triskele.catalogue.records import Thing
from triskele.catalogue.sentences import name
from triskele.errors import InvalidInput
from triskele.identifiers import split
from triskele.ledger.selection import DEFAULT
from triskele.ledger.time import year_of
from triskele.text import fold

UNKNOWN = 0.5
"""How far a thing agrees that the release says nothing about: missing knowledge is neither a yes nor a no."""
YEARS_APART = 5
_DIGITS = 10
_YEAR = re.compile(r"\s*(-?[0-9]{1,4})(?:-[0-9]{2}){0,2}(?:T.*)?\s*")
_DAY = re.compile(r"-?[0-9]{4}-[0-9]{2}-[0-9]{2}")

Reader = Callable[[Records, Thing], Iterable[str]]
Finder = Callable[[Catalogue, list[str]], Iterable[int]]


@dataclass(frozen=True)
class Property:
    """One property: its name in both languages, its values in a thing, how a value is written, and who has one.

    ``kind`` is text, number, date, year, or the kind of the things (place, sector, actor) whose keys the values are;
    ``around`` gives what a query is compared with where that is more: the places around a place, the classes above one.
    ``find`` gives the row numbers of the things that have any of some values, as they are compared.
    """

    names: dict[str, str]
    kind: str
    read: Reader
    find: Finder
    around: Reader | None = None


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _where(sql: str) -> Finder:
    """Who is found by a condition on a folded value (``?`` is their list as JSON)."""
    return lambda catalogue, forms: catalogue.rows.column(sql, [json.dumps(forms)])


def _linked(table: str) -> Reader:
    sql = f"SELECT key FROM {table} WHERE number = ? ORDER BY key"
    return lambda records, thing: records.catalogue.rows.column(sql, [thing.number])


def _located(table: str, kind: str) -> Finder:
    """Who is linked to the things of a kind that have any of these names or keys."""

    def find(catalogue: Catalogue, forms: list[str]) -> Iterable[int]:
        keys = [form.replace(" ", "-") for form in forms]
        return catalogue.rows.column(
            f"""SELECT number FROM {table} WHERE key IN (
              SELECT key FROM thing WHERE kind = ? AND key IN (SELECT value FROM json_each(?)) UNION
              SELECT t.key FROM naming n JOIN thing t USING (number)
              WHERE t.kind = ? AND n.preferred AND n.folded IN (SELECT value FROM json_each(?)))""",
            [kind, json.dumps(keys), kind, json.dumps(forms)],
        )

    return find


def _classes(records: Records, thing: Thing) -> Iterable[str]:
    classes = records.catalogue.classes
    return (thing.cls, *(classes[thing.cls].broader if thing.cls in classes else ()))


def _of_class(catalogue: Catalogue, forms: list[str]) -> Iterable[int]:
    meant = [key for key, cls in catalogue.classes.items() if {fold(key), *map(fold, cls.broader)} & set(forms)]
    return _where("SELECT number FROM thing WHERE cls IN (SELECT value FROM json_each(?))")(catalogue, meant)


def _founded(catalogue: Catalogue, forms: list[str]) -> Iterable[int]:
    rows = catalogue.rows.tuples("SELECT number, founded FROM thing WHERE founded IS NOT NULL")
    return (number for number, founded in rows if str(year_of(founded)) in forms)


def _tied(catalogue: Catalogue, forms: list[str]) -> Iterable[int]:
    asked = [int(form) for form in forms if form.isdecimal() and len(form) < _DIGITS]
    return things_of_degree(catalogue, asked)


def _named(condition: str) -> Finder:
    return _where(f"SELECT number FROM naming WHERE {condition} AND folded IN (SELECT value FROM json_each(?))")


_IN_FORMS = "IN (SELECT value FROM json_each(?))"
PROPERTIES: dict[str, Property] = {
    "iri": Property(
        {"tr": "IRI", "en": "IRI"},
        "text",
        lambda _, thing: (thing.iri,),
        _where(
            "SELECT number FROM thing WHERE replace(kind || '/' || key, '-', ' ') IN (SELECT value FROM json_each(?1)) "
            "OR replace(lower(iri), '-', ' ') IN (SELECT value FROM json_each(?1))"
        ),
    ),
    "identifier": Property(
        {"tr": "Kimlik", "en": "Identifier"},
        "text",
        lambda records, thing: records.identifiers(thing),
        _where(f"SELECT number FROM identity WHERE folded {_IN_FORMS}"),
    ),
    "label_tr": Property(
        {"tr": "Türkçe ad", "en": "Turkish label"},
        "text",
        lambda _, t: _one(t.labels.get("tr")),
        _named("preferred AND language = 'tr'"),
    ),
    "label_en": Property(
        {"tr": "İngilizce ad", "en": "English label"},
        "text",
        lambda _, t: _one(t.labels.get("en")),
        _named("preferred AND language = 'en'"),
    ),
    "alt": Property(
        {"tr": "Öteki adlar", "en": "Other names"},
        "text",
        lambda records, t: (text for text, _ in records.names([t.number]).get(t.number, ())),
        _named("NOT preferred"),
    ),
    "class": Property({"tr": "Sınıf", "en": "Class"}, "text", lambda _, t: (t.cls,), _of_class, _classes),
    "sphere": Property(
        {"tr": "Sarmal alanı", "en": "Helix sphere"},
        "text",
        lambda _, t: _one(t.sphere if t.sphere != "unknown" else None),
        _where(f"SELECT number FROM thing WHERE sphere <> 'unknown' AND replace(sphere, '-', ' ') {_IN_FORMS}"),
    ),
    "place": Property(
        {"tr": "Yer", "en": "Place"},
        "place",
        lambda _, t: _one(t.place_key),
        _located("in_place", "place"),
        _linked("in_place"),
    ),
    "founded": Property({"tr": "Kuruluş", "en": "Founded"}, "date", lambda _, t: _one(t.founded), _founded),
    "year": Property({"tr": "Kuruluş yılı", "en": "Year of founding"}, "year", lambda _, t: _one(t.founded), _founded),
    "sectors": Property(
        {"tr": "Sektörler", "en": "Sectors"}, "sector", _linked("in_sector"), _located("in_sector", "sector")
    ),
    "clusters": Property(
        {"tr": "Kümeler", "en": "Clusters"}, "actor", _linked("in_cluster"), _located("in_cluster", "actor")
    ),
    "ties": Property(
        {"tr": "Bağ sayısı", "en": "Number of ties"},
        "number",
        lambda records, t: (str(degrees_of(records.catalogue, [t.number], DEFAULT).get(t.number, 0)),),
        _tied,
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


def agrees(records: Records, thing: Thing, given: str, values: Sequence[str]) -> float:
    """How far a thing has any of these values of a property: 1 when the release says so, 0 when it says otherwise,
    ``UNKNOWN`` when it does not say. Years lose a fifth for each year between them."""
    own = find_property(given)
    known = _forms(records, own, thing)
    if not known:
        return UNKNOWN
    if own.kind in ("date", "year"):
        asked = [int(found[1]) for value in values if (found := _YEAR.fullmatch(value))]
        born = year_of(thing.founded)
        if not asked or born is None:
            return UNKNOWN
        return max(max(0.0, 1.0 - abs(born - year) / YEARS_APART) for year in asked)
    return float(any(_form(own.kind, value) in known for value in values))


def having(catalogue: Catalogue, given: str, values: Sequence[str]) -> set[int]:
    """The row numbers of the things that have any of these values of a property, years as near as ``agrees`` counts
    them."""
    own = find_property(given)
    forms = {_form(own.kind, value) for value in values}
    if own.kind in ("date", "year"):
        years = {int(found[1]) for value in values if (found := _YEAR.fullmatch(value))}
        forms = {str(year + apart) for year in years for apart in range(1 - YEARS_APART, YEARS_APART)}
    return set(own.find(catalogue, sorted(forms)))


def _form(kind: str, value: str) -> str:
    """A value as it is compared: folded; a thing by its key, whatever its name is written like."""
    text = value.strip()
    if kind in TYPES:
        text = (split(text) or (kind, text.removeprefix(f"{kind}/")))[1].replace("-", " ")
    if kind == "number":
        text = text.removesuffix(".0")
    return fold(text.replace("-", " ") if kind == "text" else text)


def _forms(records: Records, own: Property, thing: Thing) -> set[str]:
    """The values of a property in a thing as they are compared, names of things included."""
    values = {*(own.around or own.read)(records, thing), *own.read(records, thing)}
    if own.kind in ("date", "year"):
        return {str(year_of(value)) for value in values}
    forms = {_form(own.kind, value) for value in values}
    if own.kind in TYPES:
        found = (records.catalogue.iri_of(own.kind, value) for value in sorted(values))
        iris = [iri for iri in found if iri is not None]
        records.bring(iris)
        named = (records.thing(iri) for iri in iris)
        forms |= {fold(text) for one in named if one is not None for text in one.labels.values()}
    return forms


def extend(catalogue: Catalogue, ids: Sequence[str], properties: Sequence[str], language: str) -> dict[str, Any]:
    """The values of some properties of reconciled things, as the ``rows`` of a data extension response.

    A thing nobody knows has no values. A date is a date only when the day is known, else text: the protocol has no
    dates of a month or year, and a day is not made up.
    """
    wanted = {given: find_property(given) for given in properties}
    rows: dict[str, Any] = {}
    records, keys = Records(catalogue), catalogue.by_key(ids)
    records.bring([*ids, *keys.values()])
    for one in ids:
        thing = records.thing(one) or records.thing(keys.get(one))
        rows[one] = {
            given: [] if thing is None else [_cell(records, own, value, language) for value in own.read(records, thing)]
            for given, own in wanted.items()
        }
    return rows


def _cell(records: Records, own: Property, value: str, language: str) -> dict[str, Any]:
    if own.kind in TYPES:
        iri = records.catalogue.iri_of(own.kind, value) or value
        return {"id": iri, "name": name(records, iri, language)}
    if own.kind == "number":
        return {"int": int(value)}
    if own.kind == "year":
        return {"int": year_of(value)}
    if own.kind == "date" and _DAY.fullmatch(value):
        return {"date": f"{value}T00:00:00"}
    return {"str": value}
