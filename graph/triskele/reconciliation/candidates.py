"""The things a query may mean, each with the features its score is made of.

The score is a weighted mean of features between 0 and 1, times 100: how near the name is, and, for every constraint the
query gives, how far the candidate meets it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from triskele.catalogue import Catalogue
from triskele.catalogue.reading import Records
from triskele.catalogue.records import Thing
from triskele.errors import InvalidInput
from triskele.identifiers import registered
from triskele.ledger.selection import DEFAULT, Selection
from triskele.reconciliation.properties import agrees, find_property, having
from triskele.release.library import Release
from triskele.search import search

MATCH = 90.0
"""A single candidate at least this good, and ahead of the next by ``LEAD``, is a match."""
LEAD = 5.0
MAX_TEXT = 300
MAX_POOL = 2000
"""So many things at most are compared when a query names nothing but properties."""
WEIGHTS = {"name": 6.0, "type": 2.0, "place": 2.0}
_WEIGHT = 1.0
"""Of every other property."""


@dataclass(frozen=True)
class Wish:
    """One query: a name or an identifier, and what else is known of the thing; one of both is enough.

    ``match_types`` says what several types mean: any (one is enough), all, or should (a preference that leaves nothing
    out). ``properties`` maps an identifier to values, of which one is enough.
    """

    text: str = ""
    types: tuple[str, ...] = ()
    match_types: str = "any"
    limit: int = 10
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Candidate:
    """One thing that may be meant, with the features its score is made of."""

    thing: Thing
    score: float
    match: bool
    features: dict[str, float]


def reconcile(release: Release, catalogue: Catalogue, wish: Wish, selection: Selection = DEFAULT) -> list[Candidate]:
    """The candidates for one query, best first; in a year only what counts in it.

    InvalidInput for a type or property the service does not know, and for a query that says nothing.
    """
    if len(wish.text) > MAX_TEXT:
        raise InvalidInput(f"The query has {len(wish.text)} characters.", hint=f"A name has at most {MAX_TEXT}.")
    if not wish.text.strip() and not wish.properties:
        raise InvalidInput("The query says neither a name nor a property.", hint='{"query": "ostim"}')
    for kind in wish.types:
        if kind not in catalogue.classes:
            raise InvalidInput(f"No type is called {kind[:80]!r}.", hint="GET /ontology lists the classes.")
    for given in wish.properties:
        find_property(given)
    found = []
    records = Records(catalogue)
    pool = _pool(release, records, wish)
    things: list[Thing] = records.take("thing", list(pool))
    for thing in things:
        if not thing.there(selection.as_of, selection.when):
            continue
        nearness = pool[thing.number]
        features = {} if nearness is None else {"name": nearness}
        if wish.types:
            fits = [catalogue.is_a(thing.cls, kind) for kind in wish.types]
            features["type"] = sum(fits) / len(fits) if wish.match_types == "all" else float(any(fits))
            if wish.match_types != "should" and features["type"] < 1:
                continue
        features.update({p: agrees(records, thing, p, values) for p, values in wish.properties.items()})
        found.append((round(_score(features), 2), thing.iri, thing, features))
    found.sort(key=lambda one: (-one[0], one[1]))
    second = found[1][0] if len(found) > 1 else 0.0
    return [
        Candidate(thing, score, position == 0 and score >= MATCH and score - second >= LEAD, features)
        for position, (score, _, thing, features) in enumerate(found[: wish.limit])
    ]


def _pool(release: Release, records: Records, wish: Wish) -> dict[int, float | None]:
    """What is looked at, by row number, with the nearness of its name: the thing whose IRI it is, else what the name is
    near to or identifies; without a name whatever has one of the properties."""
    text, catalogue = wish.text.strip(), records.catalogue
    if not text:
        found = set().union(*(having(catalogue, p, values) for p, values in wish.properties.items()))
        return dict.fromkeys(sorted(found)[:MAX_POOL])
    for iri in (text, f"{release.root}id/{text}"):
        if (thing := records.thing(iri)) is not None:
            return {thing.number: 1.0}
    hits: dict[int, float | None] = {
        hit.number: hit.score for hit in search(release, text, limit=max(50, 4 * wish.limit))
    }
    given = registered(text)
    known = having(catalogue, "identifier", [text, given[1]] if given else [text])
    return hits | dict.fromkeys(sorted(known), 1.0)


def _score(features: Mapping[str, float]) -> float:
    weights = {name: WEIGHTS.get(name, _WEIGHT) for name in features}
    return 100 * sum(weights[name] * value for name, value in features.items()) / sum(weights.values())
