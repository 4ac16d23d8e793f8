"""The tools that read records: find, describe, ties, figures, sources."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from triskele_api.agents import arguments, facts
from triskele_api.agents.answering import absent, finish, frame, page, page_told, page_with_claims
from triskele_api.agents.fitting import MOST_BYTES, fit, size
from triskele_api.agents.names import Named, find_thing, list_with_names
from triskele_api.agents.service import Document, Service

THINGS = {"place": "place", "sector": "sector", "cluster": "actor", "document": "source"}
"""Filters whose values are things, and of which kind."""
_EVERYTHING = 50
"""Pieces of evidence that the description of one thing holds."""


def year(given: arguments.Dated) -> Document:
    """What every question to the service says of language and year."""
    return {"lang": given.language, "as_of": given.as_of, "when": given.when if given.as_of is not None else None}


@dataclass
class Asked:
    """The names in a question and what they were read as."""

    service: Service
    language: str
    names: dict[str, Named | None] = field(default_factory=dict)

    async def thing(self, given: str | None, kind: str = "") -> Named | None:
        if given is not None and given not in self.names:
            self.names[given] = await find_thing(self.service, given, self.language, kind)
        return None if given is None else self.names[given]

    async def path(self, given: str | None) -> str | None:
        named = await self.thing(given)
        return None if named is None else named.path

    async def keys(self, name: str, values: list[str]) -> list[str]:
        """The keys of a filter whose values are things."""
        found = [await self.thing(value, THINGS[name]) for value in values]
        return [named.key for named in found if named is not None]


async def find(service: Service, given: arguments.Find) -> Document:
    asked = {"q": given.text, "kind": given.kind, "class": given.class_}
    found = await service.get("/search", **asked, limit=given.limit, **year(given))
    items = [
        facts.kept({**(facts.thing(i, whole=True) or {}), "matched": i["matched"], "score": i["score"]})
        for i in found["items"]
    ]
    answer = frame(found, given.language)
    if not items:
        return answer | await absent(service, given.language, as_of=given.as_of, names=asked)
    more = "There are more: give more of the name, a kind or a class." if found["meta"]["truncated"] else None
    return finish({**answer, "items": items, **facts.kept({"more": more})}, {"items": "a lower limit"})


async def describe(service: Service, given: arguments.Describe) -> Document:
    named = await find_thing(service, given.thing, given.language)

    async def fetch(limit: int) -> Document:
        return await service.get(f"/data/{named.path}.json", limit=limit, cursor=given.cursor, **year(given))

    found = await fetch(given.limit)
    answer = frame(found, given.language, {given.thing: named})
    answer["thing"] = facts.thing(found["thing"], whole=True)
    if given.cursor is None:
        answer |= _about(found, named.kind)
        rest = {  # what another tool gives whole is cut before what the thing rests on
            "classifications": "query",
            "events": f"list with what=events, participant={named.path}",
            "figures": f"figures with about={named.path}",
            "contradictions": f"list with what=contradictions, of={named.path}",
            "evidence": "query",
        }
        fit(answer, rest, MOST_BYTES // 2)
    room = MOST_BYTES - size(answer) - 200
    found, ties = await page(fetch, facts.tie, given.limit, room, "ties")
    answer["ties"] = page_told(found, ties) | {"items": ties}
    return finish(answer, {})


def _about(found: Document, kind: str) -> Document:
    """What a thing is, besides its ties; what a record says."""
    said: Document = found["description"]
    full = found.get(kind)
    told: Document = {
        "names": [name["text"] for name in said.get("alt", [])],
        "spheres": [facts.kept(share) for share in said.get("spheres", [])],
        "place": facts.thing(said.get("place")),
        **{name: [facts.thing(t) for t in said.get(name, [])] for name in ("within", "sector")},
        **{name: said.get(name) for name in ("modality", "lat", "long", "identifiers", "note")},
        **facts.dates(said),
        "record": facts.record(kind, full, _EVERYTHING) if full else None,
        "stands_for": [facts.thing(t, whole=True) for t in found.get("stands_for", [])],
        **({} if full else facts.evidence(said.get("evidence", []), _EVERYTHING)),
        "classifications": [facts.classification(c) for c in said.get("classifications", [])],
        "figures": [facts.figure(f) for f in found["figures"]],
        "events": [facts.event(e) for e in found["events"]],
        "contradictions": [facts.contradiction(c) for c in found["contradictions"]],
        "lists": {r["list"]: r["count"] for r in found["related"]},
    }
    return facts.kept(told)


async def ties(service: Service, given: arguments.Ties) -> Document:
    asked = Asked(service, given.language)
    ends = {
        name: await asked.path(getattr(given, at))
        for name, at in (("actor", "thing"), ("other", "other"), ("source", "source"), ("target", "target"))
    }
    filters = {"type": given.type, "layer": given.layer, "modality": given.modality,
               "document": await asked.keys("document", given.document)}  # fmt: skip
    wanted = {name: values for name, values in filters.items() if values}

    async def fetch(limit: int) -> Document:
        return await list_with_names(
            service, "/ties", wanted, **ends, min_confidence=given.min_confidence, limit=limit, cursor=given.cursor,
            **year(given),
        )  # fmt: skip

    found, items, disputed = await page_with_claims(service, fetch, facts.tie, given.limit, given.language)
    answer = _listed(found, items, given, asked)
    if not items and given.cursor is None:
        ends = {name: value for name, value in ends.items() if value}
        wider = await service.get("/ties", **ends, modality="all", min_confidence=0, limit=1, lang=given.language)
        more: Document = {"ties_of_these_ends_whatever_type_year_modality_and_confidence": wider["meta"]["count"]}
        searched: Document = {"ends": ends, "filters": wanted, "as_of": given.as_of,
                              "when": given.when if given.as_of is not None else None}  # fmt: skip
        return answer | await absent(service, given.language, **searched, **(more if ends else {}))
    answer["contradictions"] = disputed
    return finish(answer, {"counts": "a narrower question", "items": "a lower limit"})


async def figures(service: Service, given: arguments.Figures) -> Document:
    asked = Asked(service, given.language)
    about = await asked.path(given.about)
    filters = {"measure": given.measure, "year": given.year, "unit": given.unit, "modality": given.modality,
               "document": await asked.keys("document", given.document)}  # fmt: skip
    wanted = {name: values for name, values in filters.items() if values}

    async def fetch(limit: int) -> Document:
        return await list_with_names(
            service, "/figures", wanted, about=about, limit=limit, cursor=given.cursor, **year(given)
        )

    found, items, disputed = await page_with_claims(service, fetch, facts.figure, given.limit, given.language)
    answer = _listed(found, items, given, asked)
    if not items and given.cursor is None:
        return answer | await absent(service, given.language, about=about, filters=wanted, as_of=given.as_of)
    answer["contradictions"] = disputed
    return finish(answer, {"counts": "a narrower question", "items": "a lower limit"})


def _listed(found: Document, items: list[Document], given: Any, asked: Asked) -> Document:
    """A page of a list as an answer: how many there are, what they are told apart by, the items."""
    answer = frame(found, given.language, asked.names)
    return answer | page_told(found, items) | {"counts": counts(found, given.count_by), "items": items}


def counts(found: Document, facet: str | None) -> list[Document]:
    """How many records there are of each value of a facet, the most first: all that fit the other filters."""
    return [{"key": v["key"], "label": v["label"], "count": v["count"]} for v in found["facets"].get(facet or "", [])]


async def sources(service: Service, given: arguments.Sources) -> Document:
    if given.document is None:
        found = await service.get("/summary", lang=given.language)
        answer = frame(found, given.language)
        told = {name: found[name] for name in ("publisher", "licence", "counts", "modalities", "years", "coverage")}
        told["title"] = found["title"][given.language]
        told["years"] = {name: found["years"][name] for name in ("first", "last")}
        documents = [
            facts.kept(
                {
                    "iri": d["iri"],
                    "key": d["key"],
                    "title": d["label"],
                    "type": facts.term(d["type"]),
                    "evidence": d["evidence"],
                }
            )
            for d in found["documents"]
        ]
        return finish({**answer, **facts.kept(told), "documents": documents}, {"documents": "find with kind=source"})
    named = await find_thing(service, given.document, given.language, "source")
    found = await service.get(f"/data/{named.path}.json", lang=given.language, limit=1)
    said = found["description"]
    document = {
        **(facts.thing(found["thing"]) or {}),
        "key": named.key,
        "copy_read": said["note"],
        "identifiers": said["identifiers"],
        "rests_on_it": {r["list"]: r["count"] for r in found["related"]},
        "cite": found["cite"]["text"],
    }
    return frame(found, given.language, {given.document: named}) | {"document": facts.kept(document)}
