"""The lists of a catalogue: actors, ties, figures, events, contradictions, each with its filters and facets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from triskele.catalogue.collection import Catalogue
from triskele.catalogue.documents import Document, Writer
from triskele.catalogue.facets import Wanted, check_keys, name_facets
from triskele.catalogue.paging import Keys, Page, sift, turn
from triskele.catalogue.records import Contradiction, Event, Figure, Thing, Tie, year_of
from triskele.catalogue.sentences import name
from triskele.terms import ID
from triskele.text import fold

CLUSTERS = ("ClusterInitiative", "InnovationDistrict")


def list_actors(
    catalogue: Catalogue,
    language: str,
    wanted: Wanted,
    *,
    q: str = "",
    as_of: int | None = None,
    sort: str = "label",
    limit: int = 50,
    cursor: str | None = None,
) -> Document:
    """Actors. ``wanted`` has the keys type (a class takes in those below it), sphere, place (takes in the places
    inside), sector (takes in narrower ones), cluster. With ``as_of`` the degree counts the ties of that year and
    actors founded later are left out. ``q`` keeps names that hold every word of it."""
    writer = Writer(catalogue, language)
    words = fold(q).split()

    def kept(actor: Thing) -> bool:
        born = year_of(actor.founded)
        return (as_of is None or born is None or born <= as_of) and (not words or _named(actor, words))

    def degree(actor: Thing) -> int:
        return sum(tie.active(as_of) for tie in catalogue.ties_of.get(actor.iri, ()))

    facets: dict[str, Keys[Thing]] = {
        "type": lambda a: (a.cls, *(c for c in _supers(catalogue, a.cls) if c not in ("Actor", "OrganisationActor"))),
        "sphere": lambda a: (a.sphere or "unknown",),
        "place": lambda a: catalogue.places_of.get(a.iri, ()),
        "sector": lambda a: catalogue.sectors_of.get(a.iri, ()),
        "cluster": lambda a: catalogue.clusters_of.get(a.iri, ()),
    }
    check_keys(catalogue, wanted)
    records, counts = sift((a for a in catalogue.actors.values() if kept(a)), facets, wanted)

    def place(actor: Thing) -> tuple[str | int, ...]:
        label = name(catalogue, actor.iri, language)
        return (-degree(actor), label, actor.key) if sort == "degree" else (label, actor.key)

    page = turn(records, counts, place, limit, cursor)

    def document(actor: Thing) -> Document:
        thing = writer.thing(actor.iri)
        assert thing is not None
        return {**thing, "degree": degree(actor), "founded": actor.founded, "alt": sorted({t for t, _ in actor.alt})}

    return _answer(writer, page, document)


def list_clusters(
    catalogue: Catalogue, language: str, *, as_of: int | None = None, limit: int = 50, cursor: str | None = None
) -> Document:
    """Cluster initiatives and innovation districts with members, places, sectors and founding."""
    writer = Writer(catalogue, language)

    def document(cluster: Thing) -> Document:
        ties = [t for t in catalogue.ties_of.get(cluster.iri, ()) if t.active(as_of)]
        members = {
            s: t.modality
            for t in ties
            if t.type.endswith(("#cluster-membership", "#membership")) and cluster.iri in t.targets
            for s in t.sources
        }
        thing = writer.thing(cluster.iri)
        assert thing is not None
        return {
            **thing,
            "degree": len(ties),
            "founded": cluster.founded,
            "members": len(members),
            "members_planned": sum(modality == "planned" for modality in members.values()),
            "places": [writer.thing(f"{ID}place/{k}") for k in sorted(catalogue.places_of.get(cluster.iri, ()))],
            "sectors": [writer.thing(f"{ID}sector/{k}") for k in sorted(catalogue.sectors_of.get(cluster.iri, ()))],
            "figures": len(catalogue.figures_about.get(cluster.iri, ())),
        }

    records = [
        actor
        for actor in catalogue.actors.values()
        if any(catalogue.is_a(actor.cls, cls) for cls in CLUSTERS)
        and (as_of is None or actor.founded is None or (year_of(actor.founded) or 0) <= as_of)
    ]
    page = turn(records, {}, lambda c: (name(catalogue, c.iri, language), c.key), limit, cursor)
    return _answer(writer, page, document)


def list_ties(
    catalogue: Catalogue,
    language: str,
    wanted: Wanted,
    *,
    ends: Mapping[str, str] | None = None,
    min_confidence: float = 0.0,
    as_of: int | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> Document:
    """Ties. ``wanted`` has the keys type, layer, modality, document; ``ends`` may name actor (either end), source
    and target by key. ``as_of`` keeps the ties of that year."""
    writer = Writer(catalogue, language)
    check_keys(catalogue, wanted)
    asked = {role: catalogue.find(*_kind(catalogue, key)).iri for role, key in (ends or {}).items()}

    def kept(tie: Tie) -> bool:
        return (
            tie.active(as_of)
            and (tie.confidence is None or tie.confidence >= min_confidence)
            and ("actor" not in asked or asked["actor"] in tie.ends)
            and ("source" not in asked or asked["source"] in tie.sources)
            and ("target" not in asked or asked["target"] in tie.targets)
        )

    facets: dict[str, Keys[Tie]] = {
        "type": lambda t: (t.type.rpartition("#")[2],),
        "layer": lambda t: (catalogue.tie_types.get(t.type, (None, False))[0] or "none",),
        "modality": lambda t: (t.modality,),
        "document": lambda t: _documents(catalogue, t.evidence),
    }
    pool = catalogue.ties_of.get(asked["actor"], []) if "actor" in asked else catalogue.ties.values()
    records, counts = sift((t for t in pool if kept(t)), facets, wanted)
    page = turn(records, counts, lambda tie: tie_place(catalogue, tie, language), limit, cursor)
    return _answer(writer, page, writer.tie)


def tie_place(catalogue: Catalogue, tie: Tie, language: str) -> tuple[str, ...]:
    """What ties are sorted by: their type, then the names of their ends."""
    ends = [name(catalogue, end, language) for end in (*tie.ends, "")][:2]
    return (name(catalogue, tie.type, language), *ends, tie.key)


def list_figures(
    catalogue: Catalogue,
    language: str,
    wanted: Wanted,
    *,
    about: str | None = None,
    as_of: int | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> Document:
    """Figures, newest first. ``wanted`` has measure, year, unit, modality, document; ``about`` is a key. ``as_of``
    leaves out later years; figures without a year stay."""
    writer = Writer(catalogue, language)
    check_keys(catalogue, wanted)
    pool: Iterable[Figure] = catalogue.figures.values()
    if about:
        iri = catalogue.find(*_kind(catalogue, about)).iri
        pool = [figure for figure in catalogue.figures_about.get(iri, ()) if figure.about == iri]
    facets: dict[str, Keys[Figure]] = {
        "measure": lambda f: (f.measure.rpartition("#")[2],),
        "year": lambda f: (str(f.year),) if f.year is not None else ("none",),
        "unit": lambda f: (f.unit,),
        "modality": lambda f: (f.modality,),
        "document": lambda f: _documents(catalogue, f.evidence),
    }
    records, counts = sift((f for f in pool if as_of is None or f.year is None or f.year <= as_of), facets, wanted)
    page = turn(
        records,
        counts,
        lambda f: (None if f.year is None else -f.year, name(catalogue, f.about, language), f.key),
        limit,
        cursor,
    )
    return _answer(writer, page, writer.figure)


def list_events(
    catalogue: Catalogue,
    language: str,
    wanted: Wanted,
    *,
    ends: Mapping[str, str] | None = None,
    as_of: int | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> Document:
    """Events in the order of time, undated ones last. ``wanted`` has type, year, modality, document; ``ends`` may name
    subject and participant by key (a participant may also be the subject). ``as_of`` leaves out later events."""
    writer = Writer(catalogue, language)
    check_keys(catalogue, wanted)
    asked = {role: catalogue.find(*_kind(catalogue, key)).iri for role, key in (ends or {}).items()}

    def kept(event: Event) -> bool:
        year = year_of(event.date)
        return (
            (as_of is None or year is None or year <= as_of)
            and ("subject" not in asked or event.subject == asked["subject"])
            and ("participant" not in asked or asked["participant"] in (event.subject, *event.participants))
        )

    facets: dict[str, Keys[Event]] = {
        "type": lambda e: (e.type.rpartition("#")[2],),
        "year": lambda e: (str(year_of(e.date)),) if e.date else ("none",),
        "modality": lambda e: (e.modality,),
        "document": lambda e: _documents(catalogue, e.evidence),
    }
    records, counts = sift((e for e in catalogue.events.values() if kept(e)), facets, wanted)
    page = turn(records, counts, lambda e: (_when(e.date), e.key), limit, cursor)
    return _answer(writer, page, writer.event)


def list_contradictions(
    catalogue: Catalogue,
    language: str,
    wanted: Wanted,
    *,
    as_of: int | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> Document:
    """Contradictions with all their claims. ``wanted`` has rule and document. ``as_of`` leaves out those of whose
    claims none was there in that year: ties not active, events and figures later, things not founded."""
    writer = Writer(catalogue, language)
    facets: dict[str, Keys[Contradiction]] = {
        "rule": lambda c: (c.rule,),
        "document": lambda c: _documents(catalogue, c.evidence),
    }
    there = (c for c in catalogue.contradictions.values() if any(_there(catalogue, iri, as_of) for iri in c.claims))
    records, counts = sift(there, facets, wanted)
    page = turn(records, counts, lambda c: (c.key,), limit, cursor)
    return _answer(writer, page, writer.contradiction)


def _there(catalogue: Catalogue, claim: str, as_of: int | None) -> bool:
    """Whether what is claimed was there in a year; a claim without a date always was."""
    if as_of is None:
        return True
    if (tie := catalogue.ties.get(claim)) is not None:
        return tie.active(as_of)
    if (thing := catalogue.things.get(claim)) is not None:
        return thing.there(as_of)
    if (figure := catalogue.figures.get(claim)) is not None:
        return figure.year is None or figure.year <= as_of
    event = catalogue.events.get(claim)
    return event is None or (year_of(event.date) or as_of) <= as_of


def _when(date: str | None) -> float | None:
    if date is None:
        return None
    year = year_of(date) or 0
    rest = [int(part) for part in date.removeprefix("-")[4:].split("-") if part]
    return year + sum(part / 100 ** (place + 1) for place, part in enumerate(rest))


def _named(actor: Thing, words: list[str]) -> bool:
    names = " ".join(fold(text) for text in (*actor.labels.values(), *(t for t, _ in actor.alt), actor.key))
    return all(word in names for word in words)


def _supers(catalogue: Catalogue, cls: str) -> tuple[str, ...]:
    return catalogue.classes[cls].broader if cls in catalogue.classes else ()


def _documents(catalogue: Catalogue, evidence: tuple[str, ...]) -> set[str]:
    return {catalogue.evidence[e].document.rpartition("/")[2] for e in evidence if e in catalogue.evidence}


def _kind(catalogue: Catalogue, key: str) -> tuple[str, str]:
    """Kind and key of a key, ``kind/key`` or IRI."""
    parts = catalogue.by_key.get(key, key).rsplit("/", 2)[-2:]
    return (parts[0], parts[1]) if len(parts) == 2 else ("actor", key)


def _answer(writer: Writer, page: Page[Any], document: Any) -> Document:
    """Items, meta and facets; ``meta.next`` holds the cursor, out of which the service makes an address."""
    return {
        "items": [document(item) for item in page.items],
        "meta": {"count": page.count, "truncated": page.cursor is not None, "next": page.cursor},
        "facets": name_facets(writer, page.facets),
    }
