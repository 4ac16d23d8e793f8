"""Names in somebody's table to things in the release: candidates that explain their score.

The score is a weighted mean of features between 0 and 1, times 100: how near the name is, and, for every constraint the
query gives, whether the candidate meets it. A constraint about which the release knows nothing counts half: missing
knowledge is neither a yes nor a no.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from triskele.catalogue import Catalogue
from triskele.catalogue.records import Thing, year_of
from triskele.catalogue.sentences import name
from triskele.errors import InvalidInput
from triskele.release.library import Release
from triskele.search import search
from triskele.terms import ID
from triskele.text import fold

WEIGHTS = {"name": 6.0, "type": 2.0, "place": 2.0, "year": 1.0, "sphere": 1.0}
MATCH = 90.0
"""A single candidate at least this good, and ahead of the next by ``LEAD``, is a match."""
LEAD = 5.0
UNKNOWN = 0.5

PROPERTIES: dict[str, dict[str, str]] = {
    "place": {"tr": "Yer", "en": "Place"},
    "year": {"tr": "Kuruluş yılı", "en": "Year of founding"},
    "sphere": {"tr": "Sarmal alanı", "en": "Helix sphere"},
}
"""What a query may constrain besides the type."""

EXTENSIONS: dict[str, dict[str, str]] = {
    "iri": {"tr": "IRI", "en": "IRI"},
    "label_tr": {"tr": "Türkçe ad", "en": "Turkish label"},
    "label_en": {"tr": "İngilizce ad", "en": "English label"},
    "alt": {"tr": "Öteki adlar", "en": "Other names"},
    "class": {"tr": "Sınıf", "en": "Class"},
    "sphere": {"tr": "Sarmal alanı", "en": "Helix sphere"},
    "place": {"tr": "Yer", "en": "Place"},
    "founded": {"tr": "Kuruluş", "en": "Founded"},
    "sectors": {"tr": "Sektörler", "en": "Sectors"},
    "clusters": {"tr": "Kümeler", "en": "Clusters"},
    "ties": {"tr": "Bağ sayısı", "en": "Number of ties"},
}
"""What a reconciled table may be extended by."""


@dataclass(frozen=True)
class Wish:
    """One query: a name, and what else is known of the thing."""

    text: str
    type: str | None = None
    strict: bool = True
    limit: int = 10
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Candidate:
    """One thing that may be meant, with the features its score is made of."""

    thing: Thing
    score: float
    match: bool
    features: dict[str, float]


def reconcile(release: Release, catalogue: Catalogue, wish: Wish, as_of: int | None = None) -> list[Candidate]:
    """The candidates for one query, best first; with ``as_of`` only what was there in that year.

    InvalidInput for a type or property the service does not know. With ``strict`` things of another type are left out.
    """
    if wish.type is not None and wish.type not in catalogue.classes:
        raise InvalidInput(f"No type is called {wish.type!r}.", hint="GET /ontology lists the classes.")
    for given in wish.properties:
        if given not in PROPERTIES:
            raise InvalidInput(f"No property is called {given!r}.", hint=f"There are: {', '.join(PROPERTIES)}.")
    hits = search(release, wish.text, limit=max(50, 4 * wish.limit))
    found = []
    for hit in hits:
        thing = catalogue.things.get(hit.iri)
        if thing is None or not thing.there(as_of):
            continue
        features = {"name": hit.score}
        if wish.type is not None:
            features["type"] = float(catalogue.is_a(thing.cls, wish.type))
            if wish.strict and not features["type"]:
                continue
        features.update({p: _agrees(catalogue, thing, p, value) for p, value in wish.properties.items()})
        weight = sum(WEIGHTS[f] for f in features)
        score = 100 * sum(WEIGHTS[f] * value for f, value in features.items()) / weight
        found.append((round(score, 2), hit.iri, thing, features))
    found.sort(key=lambda one: (-one[0], one[1]))
    second = found[1][0] if len(found) > 1 else 0.0
    return [
        Candidate(thing, score, position == 0 and score >= MATCH and score - second >= LEAD, features)
        for position, (score, _, thing, features) in enumerate(found[: wish.limit])
    ]


def _agrees(catalogue: Catalogue, thing: Thing, given: str, value: str) -> float:
    """1 when the release says so, 0 when it says otherwise, UNKNOWN when it does not say."""
    if given == "place":
        inside = catalogue.places_of.get(thing.iri, frozenset())
        if not inside:
            return UNKNOWN
        wanted = fold(value.removeprefix("place/"))
        names = {fold(key.replace("-", " ")) for key in inside}
        for key in inside:
            place = catalogue.things.get(f"{ID}place/{key}")
            names |= {fold(text) for text in (place.labels.values() if place else ())}
        return float(wanted in names or fold(wanted.replace("-", " ")) in names)
    if given == "year":
        founded = year_of(thing.founded)
        if founded is None or not value.strip().lstrip("-")[:4].isdigit():
            return UNKNOWN
        return max(0.0, 1.0 - abs(founded - int(value.strip()[:4])) / 5)
    known = thing.sphere if thing.sphere != "unknown" else None
    return UNKNOWN if known is None else float(fold(value) in (known, fold(known.replace("-", " "))))


def extend(catalogue: Catalogue, iris: Sequence[str], properties: Sequence[str], language: str) -> dict[str, Any]:
    """The values of some properties of reconciled things, as the ``rows`` of a data extension response."""
    for given in properties:
        if given not in EXTENSIONS:
            raise InvalidInput(f"No property is called {given!r}.", hint=f"There are: {', '.join(EXTENSIONS)}.")
    rows: dict[str, Any] = {}
    for iri in iris:
        thing = catalogue.things.get(iri) or catalogue.things.get(catalogue.by_key.get(iri, ""))
        rows[iri] = {p: [] if thing is None else _values(catalogue, thing, p, language) for p in properties}
    return rows


def _values(catalogue: Catalogue, thing: Thing, given: str, language: str) -> list[dict[str, Any]]:
    def entities(kind: str, keys: Sequence[str]) -> list[dict[str, Any]]:
        iris = [f"{ID}{kind}/{key}" for key in sorted(keys)]
        return [{"id": iri, "name": name(catalogue, iri, language)} for iri in iris]

    match given:
        case "iri":
            return [{"str": thing.iri}]
        case "label_tr" | "label_en":
            text = thing.labels.get(given[-2:])
            return [{"str": text}] if text else []
        case "alt":
            return [{"str": text} for text, _ in thing.alt]
        case "class":
            return [{"str": thing.cls}]
        case "sphere":
            return [{"str": thing.sphere}] if thing.sphere else []
        case "place":
            return entities("place", [thing.place] if thing.place else [])
        case "founded":
            return [{"date": thing.founded}] if thing.founded else []
        case "sectors":
            return entities("sector", sorted(catalogue.sectors_of.get(thing.iri, ())))
        case "clusters":
            return entities("actor", sorted(catalogue.clusters_of.get(thing.iri, ())))
        case _:
            return [{"float": len(catalogue.ties_of.get(thing.iri, ()))}]
