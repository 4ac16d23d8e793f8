"""Things, datasets and releases as search engines read them: JSON-LD in the words of schema.org."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from triskele import terms
from triskele.catalogue.shapes import open_rules
from triskele.findable.facts import Facts, File
from triskele.release.library import Release

Node = dict[str, Any]
CONTEXT = terms.SCHEMA
_RECORDS = {"figure": "Observation", "event": "Event"}
"""What records without a class of their own are; the others are statements."""
_SHORT = {terms.SKOS + "closeMatch", terms.SKOS + "exactMatch", terms.OWL + "equivalentClass"}


def type_of(release: Release, cls: str, kind: str) -> str:
    """The type of schema.org for a class of the ontology: that of the nearest class above that has one."""
    if kind in _RECORDS:
        return _RECORDS[kind]
    if kind in ("tie", "classification", "contradiction", "evidence"):
        return "Statement"
    return _types(release.folder).get(cls, "Thing")


def describe_thing(facts: Facts, found: dict[str, Any], kind: str, page: str, language: str) -> Node:
    """The page of a thing and the thing itself; ``found`` is what :func:`triskele.catalogue.description.describe` says,
    ``kind`` its type."""
    thing, said = found["thing"], found["description"]
    other = "tr" if language == "en" else "en"
    names = dict.fromkeys([thing["labels"].get(other), *(n["text"] for n in said.get("alt", ()))])
    node: Node = {"@type": kind, "@id": thing["iri"], "name": thing["label"], "url": page, "identifier": thing["iri"]}
    node |= _given("alternateName", [name for name in names if name and name != thing["label"]])
    node |= _given("description", _told(found, language))
    place = said.get("place")
    if kind in _ORGANISATIONS:
        node |= _given("foundingDate", None if said.get("founded_latest") else said.get("founded"))
        node |= _given("location", _named(place, "Place"))
    elif kind == "Event":
        node |= _event(found.get("event"))
    elif kind == "Observation":
        node |= _observation(found["figure"]) if "figure" in found else {}
    elif kind == "Statement":
        node |= _given("about", _ends(found))
    elif kind in _PLACES:
        node |= _given("containedInPlace", [_named(p, "Place") for p in said.get("within", ())])
        if said.get("lat") is not None and said.get("long") is not None:
            node["geo"] = {"@type": "GeoCoordinates", "latitude": said["lat"], "longitude": said["long"]}
    about: Node = {
        "@type": "AboutPage",
        "@id": page,
        "url": page,
        "name": thing["label"],
        "inLanguage": language,
        "isPartOf": {"@type": "Dataset", "@id": facts.iri, "name": facts.title(language), "url": facts.page},
        "dateModified": facts.issued,
        "mainEntity": {"@id": thing["iri"]},
    }
    about |= _whose(facts)
    return {"@context": CONTEXT, "@graph": [about, node]}


def describe_dataset(facts: Facts, language: str, others: tuple[Facts, ...] = ()) -> Node:
    """The dataset or one release of it; ``others`` are the releases of a dataset."""
    owner = facts.owner
    node: Node = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": facts.iri,
        "identifier": [facts.iri, f"sha256:{facts.release.digest}"],
        "name": facts.title(language),
        "description": facts.description(language),
        "url": facts.page,
        "inLanguage": list(owner.languages),
        "version": facts.version,
        "datePublished": facts.issued,
        "dateModified": facts.issued,
        "distribution": [_download(file) for file in facts.files],
        "variableMeasured": [
            {"@type": "PropertyValue", "name": name, "value": count}
            for name, count in facts.release.manifest["counts"].items()
        ],
        "includedInDataCatalog": {"@type": "DataCatalog", "name": owner.title(language) or facts.base,
                                  "url": f"{facts.base}/"},
    }  # fmt: skip
    node |= _given("isAccessibleForFree", owner.public or None)
    first, last = facts.release.manifest["first_year"], facts.release.manifest["last_year"]
    node |= _given("temporalCoverage", f"{first:04d}/{last:04d}" if first and last else None)
    node |= _given("keywords", list(owner.keywords(language)))
    node |= _given("alternateName", owner.title("tr" if language == "en" else "en"))
    node |= _given("isBasedOn", [
        {"@type": "CreativeWork", "@id": iri, "name": titles.get(language) or next(iter(titles.values()), iri)}
        for iri, titles in facts.sources
    ])  # fmt: skip
    node |= _given("citation", owner.cite(language, facts.release.number, facts.release.digest, facts.iri))
    if facts.pinned:
        node["exampleOfWork"] = {"@id": facts.dataset}
    node |= _given("workExample", [{"@type": "Dataset", "@id": o.iri, "url": o.page, "version": o.version,
                                    "name": o.title(language), "description": o.description(language),
                                    **_whose(o)} for o in others])  # fmt: skip
    return node | _whose(facts)


def embed(node: Node) -> str:
    """As an element of the head of a page: data that no browser runs and that cannot end the element."""
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def agent(name: str, address: str) -> Node:
    """Whoever made something: a person when an ORCID names them, else a body."""
    kind = "Person" if "orcid.org/" in address else "Organization"
    return {"@type": kind, "name": name, **({"@id": address, "url": address} if address else {})}


def _whose(facts: Facts) -> Node:
    owner = facts.owner
    found = _given("license", owner.licence) | _given("creator", [agent(*who) for who in facts.creators])
    if owner.publisher:
        found["publisher"] = agent(owner.publisher, "")
    return found


def _download(file: File) -> Node:
    node = {"@type": "DataDownload", "name": file.name, "contentUrl": file.url, "encodingFormat": file.media_type}
    return node | _given("contentSize", f"{file.bytes} B" if file.bytes is not None else None) | _given(
        "sha256", file.sha256
    )  # fmt: skip


def _given(name: str, value: Any) -> Node:
    return {} if value in (None, "", [], ()) else {name: value}


def _named(thing: Node | None, kind: str) -> Node | None:
    return {"@type": kind, "@id": thing["iri"], "name": thing["label"]} if thing else None


def _told(found: dict[str, Any], language: str) -> str | None:
    """The note of a thing, else what its first evidence says."""
    said = found["description"]
    evidence = said.get("evidence") or ()
    note: str | None = said.get("notes", {}).get(language)
    return note or next((e["statements"][language] for e in evidence if e["statements"].get(language)), None)


def _ends(found: dict[str, Any]) -> list[Node]:
    tie, held = found.get("tie") or {}, found.get("classification") or {}
    ends = [tie.get("source"), tie.get("target"), *tie.get("participants", ()), held.get("about")]
    return [{"@id": end["iri"], "name": end["label"]} for end in ends if end]


def _event(event: Node | None) -> Node:
    if not event:
        return {}
    return (
        _given("startDate", event.get("date"))
        | _given("endDate", event.get("date_to"))
        | _given("location", _named(event.get("place"), "Place"))
        | _given("about", [{"@id": e["iri"], "name": e["label"]} for e in (event.get("subject"),) if e])
    )


def _observation(figure: Node) -> Node:
    about, measure = figure.get("about"), figure.get("measure")
    return (
        _given("observationAbout", {"@id": about["iri"], "name": about["label"]} if about else None)
        | _given("measuredProperty", {"@id": measure["iri"], "name": measure["label"]} if measure else None)
        | _given("value", figure.get("value"))
        | _given("observationDate", str(figure["year"]) if figure.get("year") is not None else None)
    )


_PLACES = {"Place", "City", "Country", "State", "Continent", "AdministrativeArea"}
_ORGANISATIONS = {
    *("Organization", "CollegeOrUniversity", "ResearchOrganization", "EducationalOrganization", "Corporation"),
    *("GovernmentOrganization", "FundingAgency", "NGO", "NewsMediaOrganization"),
}


@cache
def _types(folder: Path) -> dict[str, str]:
    """The type of schema.org by the key of a class; of a class without one, that of the nearest class above."""
    release = Release(folder)
    store = open_rules(release.ontology / "alignments" / "schema.ttl", f"{terms.ROOT}alignments/schema")
    matched: dict[str, str] = {}
    for row in store.query("SELECT ?c ?p ?s { GRAPH ?g { ?c ?p ?s } }"):
        if str(row["s"]).startswith(terms.SCHEMA) and row["p"] in _SHORT:
            matched[str(row["c"])] = str(row["s"]).removeprefix(terms.SCHEMA)
    above: dict[str, list[str]] = {}
    for row in release.store.query("SELECT ?c ?d { ?c rdfs:subClassOf ?d FILTER(ISIRI(?d)) } ORDER BY ?c ?d"):
        above.setdefault(str(row["c"]), []).append(str(row["d"]))
    found = {}
    for cls in {*above, *matched}:
        seen, level = {cls}, [cls]
        while level:
            best = next((matched[c] for c in level if c in matched), None)
            if best:
                found[cls.rpartition("#")[2].rpartition("/")[2]] = best
                break
            level = [d for c in level for d in above.get(c, ()) if d not in seen]
            seen.update(level)
    return found
