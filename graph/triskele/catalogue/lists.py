"""The lists of a catalogue: actors, ties, figures, events, contradictions, each with its filters and facets.

Which ties count is one rule, that of :class:`triskele.ledger.selection.Selection`; each list says what it kept under
``chosen``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from triskele.catalogue.collection import Catalogue
from triskele.catalogue.documents import Document, Writer
from triskele.catalogue.facets import check_keys, name_facets
from triskele.catalogue.paging import Facet, Listing, Order, Page, Part, Wanted, quote, turn
from triskele.catalogue.reading import Records
from triskele.catalogue.records import Figure, Thing, Tie
from triskele.catalogue.sentences import name
from triskele.ledger.selection import DEFAULT, Selection, until, where
from triskele.text import fold

CLUSTERS = ("ClusterInitiative", "InnovationDistrict")
MEMBERSHIP = "cluster-membership"
_MEMBERSHIPS = f"('{MEMBERSHIP}', 'membership')"


def list_actors(
    catalogue: Catalogue,
    language: str,
    wanted: Wanted,
    *,
    selection: Selection = DEFAULT,
    q: str = "",
    sort: str = "label",
    limit: int = 50,
    cursor: str | None = None,
) -> Document:
    """Actors. ``wanted`` has the keys type (a class takes in those below it), sphere, place (takes in the places
    inside), sector (takes in narrower ones), cluster. In a year the actors that count in it are kept; the degree counts
    the ties of the selection. ``q`` keeps names that hold every word of it."""
    check_keys(catalogue, wanted)
    order = _by_name(language)
    if sort == "degree":
        counted = _degrees(catalogue, selection)
        table = (
            f"(SELECT t.*, coalesce(d.degree, 0) AS degree FROM thing t LEFT JOIN ({counted}) d USING (number)) AS t"
        )
        order = replace(order, first="degree", of=table)
    facets = {
        "type": Facet(table="of_class"),
        "sphere": Facet("coalesce(sphere, 'unknown')"),
        "place": Facet(table="in_place"),
        "sector": Facet(table="in_sector"),
        "cluster": Facet(table="in_cluster"),
    }
    words = [f"contains(searched, {quote(word)})" for word in fold(q).split()]
    listing = Listing(order, facets, ["actor", where(selection.year_conditions()), *words])
    page = turn(catalogue, listing, wanted, limit, cursor)
    writer = Writer(catalogue, language, selection.as_of)
    actors: list[Thing] = writer.records.take("thing", page.numbers)
    known = sort == "degree"
    degrees = (
        dict(zip(page.numbers, page.first, strict=True)) if known else degrees_of(catalogue, page.numbers, selection)
    )
    names = writer.records.names(page.numbers)

    def document(actor: Thing) -> Document:
        return {
            **(writer.thing(actor.iri) or {}),
            "degree": degrees.get(actor.number, 0),
            "founded": actor.founded,
            "founded_latest": actor.founded_latest,
            **writer.times(actor.bounds, (actor.span,)),
            "alt": sorted({text for text, _ in names.get(actor.number, ())}),
        }

    return _answer(writer, page, map(document, actors), selection)


def _by_name(language: str) -> Order:
    return Order("thing", f"rank_{language}", lambda records, thing: [name(records, thing.iri, language), thing.key])


def _degrees(catalogue: Catalogue, selection: Selection) -> str:
    return f"""SELECT thing AS number, count(DISTINCT tie) AS degree FROM end_of
      WHERE tie IN (SELECT number FROM tie WHERE {catalogue.tie_condition(selection)}) GROUP BY thing"""


def degrees_of(catalogue: Catalogue, numbers: Iterable[int], selection: Selection) -> dict[int, int]:
    """How many ties of the selection some things are ends of."""
    asked = ", ".join(map(str, numbers))
    condition = catalogue.tie_condition(selection, year=False)
    if selection.as_of is not None:
        condition += f" AND EXISTS (SELECT 1 FROM pair WHERE tie = e.tie AND {where(selection.year_conditions())})"
    # found by key the few that a page shows take less than the other engine plans; which documents only that one knows
    engine = catalogue.columns if selection.documents else catalogue.rows
    return dict(
        engine.tuples(
            f"""SELECT e.thing, count(DISTINCT e.tie) FROM end_of e JOIN tie ON tie.number = e.tie
            WHERE e.thing IN ({asked}) AND {condition} GROUP BY e.thing"""
        )
    )


def things_of_degree(catalogue: Catalogue, degrees: Sequence[int]) -> list[int]:
    """The things that have exactly so many ties of the usual selection."""
    counted = _degrees(catalogue, DEFAULT)
    return catalogue.columns.column(
        f"SELECT number FROM thing LEFT JOIN ({counted}) USING (number) "
        "WHERE coalesce(degree, 0) IN (SELECT unnest(?))",
        [list(degrees)],
    )


def list_clusters(
    catalogue: Catalogue,
    language: str,
    *,
    selection: Selection = DEFAULT,
    limit: int = 50,
    cursor: str | None = None,
) -> Document:
    """Cluster initiatives and innovation districts with members, places, sectors and founding. ``members`` are of every
    modality, the planned ones, which ``members_planned`` tells apart, and collective names among them; ``actors`` are
    those of the selection without collective names: whom a network and the profile of the cluster count."""
    order = _by_name(language)
    kinds = f"number IN (SELECT number FROM of_class WHERE key IN {CLUSTERS})"
    listing = Listing(order, {}, ["actor", kinds, where(selection.year_conditions())])
    page = turn(catalogue, listing, {}, limit, cursor)
    writer = Writer(catalogue, language, selection.as_of)
    clusters: list[Thing] = writer.records.take("thing", page.numbers)
    degrees = degrees_of(catalogue, page.numbers, selection)
    anyhow = catalogue.tie_condition(replace(selection, modalities=("all",)))
    usual = f"type_key = '{MEMBERSHIP}' AND {catalogue.tie_condition(selection)}"
    members = {
        number: (count, planned, actors)
        for number, count, planned, actors in catalogue.columns.tuples(
            f"""SELECT cluster, count(*), count(*) FILTER (planned), count(*) FILTER (counted) FROM (
              SELECT t.thing AS cluster, s.thing, bool_and(k.modality = 'planned') AS planned,
                bool_or(a.actor AND NOT a.collective AND k.number IN (SELECT number FROM tie WHERE {usual})) AS counted
              FROM end_of t JOIN ending s ON s.tie = t.tie AND t.role = 'target' AND s.role = 'source'
              JOIN thing a ON a.number = s.thing
              JOIN tie k ON k.number = t.tie WHERE t.thing IN (SELECT unnest(?))
              AND t.tie IN (SELECT number FROM tie WHERE type_key IN {_MEMBERSHIPS} AND {anyhow}) GROUP BY ALL
            ) GROUP BY cluster""",
            [page.numbers],
        )
    }
    around = {kind: _around(catalogue, f"in_{kind}", page.numbers) for kind in ("place", "sector")}
    figures = dict(
        catalogue.columns.tuples(
            "SELECT t.number, count(*) FROM thing t JOIN figure f ON f.about = t.iri OR f.part = t.iri "
            "WHERE t.number IN (SELECT unnest(?)) GROUP BY t.number",
            [page.numbers],
        )
    )
    named = {(kind, key) for kind, found in around.items() for keys in found.values() for key in keys}
    iris = {(kind, key): catalogue.iri_of(kind, key) for kind, key in named}
    writer.records.bring(iri for iri in iris.values() if iri is not None)

    def document(cluster: Thing) -> Document:
        count, planned, actors = members.get(cluster.number, (0, 0, 0))
        places, sectors = (
            [writer.thing(iris[kind, key]) for key in around[kind].get(cluster.number, ())]
            for kind in ("place", "sector")
        )
        return {
            **(writer.thing(cluster.iri) or {}),
            "degree": degrees.get(cluster.number, 0),
            "founded": cluster.founded,
            "founded_latest": cluster.founded_latest,
            **writer.times(cluster.bounds, (cluster.span,)),
            "members": count,
            "members_planned": planned,
            "actors": actors,
            "places": places,
            "sectors": sectors,
            "figures": figures.get(cluster.number, 0),
        }

    return _answer(writer, page, map(document, clusters), selection)


def _around(catalogue: Catalogue, table: str, numbers: list[int]) -> dict[int, list[str]]:
    return dict(
        catalogue.columns.tuples(
            f"SELECT number, list(key ORDER BY key) FROM {table} WHERE number IN (SELECT unnest(?)) GROUP BY number",
            [numbers],
        )
    )


def list_ties(
    catalogue: Catalogue,
    language: str,
    wanted: Wanted,
    *,
    selection: Selection = DEFAULT,
    ends: Mapping[str, str] | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> Document:
    """Ties. ``wanted`` has the keys type, layer, modality, document (``all`` as a modality takes every one); ``ends``
    may name actor (either end), other (one more of the ends), source and target by key. A tie is in a year when any
    pair of its ends counts."""
    check_keys(catalogue, wanted)
    asked = {role: _resolve(catalogue, key) for role, key in (ends or {}).items()}
    selection = replace(
        selection,
        tie_types=tuple(sorted(wanted.get("type", ()))),
        layers=tuple(sorted(wanted.get("layer", ()))),
        modalities=_modalities(wanted, selection),
        documents=tuple(sorted(wanted.get("document", ()))),
    )
    facets = {
        "type": Facet("type_key"),
        "layer": Facet("coalesce(layer, 'none')"),
        "modality": Facet("modality"),
        "document": Facet(table="(SELECT number, key FROM documented WHERE kind = 'tie')"),
    }
    conditions = [catalogue.tie_condition(selection, without=tuple(facets))]
    for role, number in asked.items():
        side = "" if role in ("actor", "other") else f" AND role = '{role}'"
        conditions.append(f"number IN (SELECT tie FROM end_of WHERE thing = {number}{side})")
    modality = facets["modality"].meets(set(selection.modalities))
    listing = Listing(tie_order(language), facets, conditions, {"modality": modality})
    page = turn(catalogue, listing, _without_all(wanted), limit, cursor)
    writer = Writer(catalogue, language, selection.as_of)
    return _answer(writer, page, map(writer.tie, writer.records.take("tie", page.numbers)), selection)


def tie_order(language: str) -> Order:
    """Ties by their type, then the names of their ends."""

    def place(records: Records, tie: Tie) -> list[Part]:
        ends = [name(records, end, language) for end in (*tie.ends, "", "")[:2]]
        return [name(records, tie.type, language), *ends, tie.key]

    return Order("tie", f"rank_{language}", place)


def list_figures(
    catalogue: Catalogue,
    language: str,
    wanted: Wanted,
    *,
    selection: Selection = DEFAULT,
    about: str | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> Document:
    """Figures, newest first. ``wanted`` has measure, year, unit, modality, document; ``about`` is a key. A year leaves
    out later ones and those on what began later; other figures without a year stay."""
    check_keys(catalogue, wanted)
    conditions = [until(selection, "about")]
    if about:
        conditions.append(f"about = (SELECT iri FROM thing WHERE number = {_resolve(catalogue, about)})")

    def place(records: Records, figure: Figure) -> list[Part]:
        return [None if figure.year is None else -figure.year, name(records, figure.about, language), figure.key]

    order = Order("figure", f"rank_{language}", place)
    facets = {
        "measure": Facet("measure_key"),
        "year": Facet("coalesce(CAST(year AS VARCHAR), 'none')"),
        "unit": Facet("coalesce(unit, '')"),
        "modality": Facet("coalesce(modality, 'stated')"),
        "document": Facet(table="(SELECT number, key FROM documented WHERE kind = 'figure')"),
    }
    page = turn(catalogue, Listing(order, facets, conditions), _without_all(wanted), limit, cursor)
    writer = Writer(catalogue, language, selection.as_of)
    return _answer(writer, page, map(writer.figure, writer.records.take("figure", page.numbers)), selection)


def list_events(
    catalogue: Catalogue,
    language: str,
    wanted: Wanted,
    *,
    selection: Selection = DEFAULT,
    ends: Mapping[str, str] | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> Document:
    """Events in the order of time, undated ones last. ``wanted`` has type, year, modality, document; ``ends`` may name
    subject and participant by key (a participant may also be the subject). A year leaves out later events."""
    check_keys(catalogue, wanted)
    conditions = [until(selection, "subject")]
    for role, key in (ends or {}).items():
        iri = f"(SELECT iri FROM thing WHERE number = {_resolve(catalogue, key)})"
        took_part = f" OR iri IN (SELECT iri FROM participant WHERE thing = {iri})" if role == "participant" else ""
        conditions.append(f"subject = {iri}{took_part}")
    facets = {
        "type": Facet("type_key"),
        "year": Facet("coalesce(CAST(year AS VARCHAR), 'none')"),
        "modality": Facet("coalesce(modality, 'stated')"),
        "document": Facet(table="(SELECT number, key FROM documented WHERE kind = 'event')"),
    }
    order = Order("event", "rank", lambda records, event: [event.moment, event.key])
    page = turn(catalogue, Listing(order, facets, conditions), _without_all(wanted), limit, cursor)
    writer = Writer(catalogue, language, selection.as_of)
    return _answer(writer, page, map(writer.event, writer.records.take("event", page.numbers)), selection)


def list_contradictions(
    catalogue: Catalogue,
    language: str,
    wanted: Wanted,
    *,
    concerning: Iterable[str] = (),
    selection: Selection = DEFAULT,
    limit: int = 50,
    cursor: str | None = None,
) -> Document:
    """Contradictions with all their claims. ``wanted`` has rule and document; ``concerning`` names claims, or things
    that claims are about, by key or IRI. A year leaves out those of whose claims none was there: ties and things that
    do not count in it, events and figures later."""
    check_keys(catalogue, wanted)
    facets = {
        "rule": Facet("coalesce(rule, '')"),
        "document": Facet(table="(SELECT number, key FROM documented WHERE kind = 'contradiction')"),
    }
    order = Order("contradiction", "rank", lambda records, contradiction: [contradiction.key])
    conditions = [*there(selection), *_concerning(catalogue, set(concerning))]
    page = turn(catalogue, Listing(order, facets, conditions), wanted, limit, cursor)
    writer = Writer(catalogue, language, selection.as_of)
    found = writer.records.take("contradiction", page.numbers)
    return _answer(writer, page, map(writer.contradiction, found), selection)


def there(selection: Selection) -> list[str]:
    """Conditions on contradictions: any claim was there in the year; a claim without a date always was."""
    if selection.as_of is None:
        return []
    counts = where(selection.year_conditions())
    return [
        f"""number IN (SELECT number FROM claim WHERE CASE kind
          WHEN 'tie' THEN record IN (SELECT tie FROM pair WHERE {counts})
          WHEN 'thing' THEN record IN (SELECT number FROM thing WHERE {counts})
          WHEN 'figure' THEN record IN (SELECT number FROM figure WHERE {until(selection, "about")})
          WHEN 'event' THEN record IN (SELECT number FROM event WHERE {until(selection, "subject")}) ELSE TRUE END)"""
    ]


def _concerning(catalogue: Catalogue, names: set[str]) -> list[str]:
    """A contradiction that one of some records and things is part of; a key nobody carries is UnknownThing."""
    if not names:
        return []
    iris = catalogue.by_key(names)
    for given in sorted(names - set(iris)):
        iris[given] = given if ":" in given else catalogue.find("actor", given).iri
    numbers = catalogue.rows.column(
        "SELECT DISTINCT number FROM disputed WHERE iri IN (SELECT value FROM json_each(?)) ORDER BY number",
        [json.dumps(sorted(iris.values()))],
    )
    return [f"number IN ({', '.join(map(str, numbers))})" if numbers else "FALSE"]


def _modalities(wanted: Wanted, selection: Selection) -> tuple[str, ...]:
    asked = wanted.get("modality") or ()
    return ("all",) if "all" in asked else tuple(sorted(asked)) or selection.modalities


def _without_all(wanted: Wanted) -> Wanted:
    """``all`` among the modalities is no filter on them but the word that lifts the usual one."""
    return {name: keys for name, keys in wanted.items() if name != "modality" or "all" not in keys}


def _resolve(catalogue: Catalogue, key: str) -> int:
    """The row number of a thing by its key, ``kind/key`` or IRI; UnknownThing with near keys."""
    iri = catalogue.by_key([key]).get(key, key)
    record = Records(catalogue).thing(iri)
    if record is None:
        parts = iri.rsplit("/", 2)[-2:]
        found = catalogue.find(*((parts[0], parts[1]) if len(parts) == 2 else ("actor", key)))
        record = found if isinstance(found, Thing) else None
    return -1 if record is None else record.number


def _answer(writer: Writer, page: Page, items: Iterable[Any], selection: Selection) -> Document:
    """Items, meta, facets and what was chosen; ``meta.next`` holds the cursor, out of which the service makes an
    address."""
    return {
        "items": list(items),
        "meta": {"count": page.count, "truncated": page.cursor is not None, "next": page.cursor},
        "chosen": writer.catalogue.count_chosen(selection),
        "facets": name_facets(writer, page.facets),
    }
