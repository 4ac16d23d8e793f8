"""The tool that lists: actors, clusters, events, contradictions, and what the words mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from triskele.text import did_you_mean
from triskele_api.agents import arguments, facts
from triskele_api.agents.answering import absent, finish, frame, page, page_told, page_with_claims, part
from triskele_api.agents.names import list_with_names
from triskele_api.agents.records import Asked, counts, year
from triskele_api.agents.service import Document, Refused, Service

_FILTERS: dict[str, tuple[str, ...]] = {
    "actors": ("type", "sphere", "place", "sector", "cluster", "q", "sort"),
    "clusters": (),
    "events": ("type", "year", "modality", "document", "subject", "participant"),
    "contradictions": ("document", "of"),
    "concepts": ("scheme",),
}
"""What each list may be narrowed by."""
_WRITE: dict[str, Callable[[Document], Document]] = {
    "actors": facts.actor, "clusters": facts.actor, "events": facts.event, "contradictions": facts.contradiction
}  # fmt: skip
_ALL = {name for names in _FILTERS.values() for name in names}


async def listed(service: Service, given: arguments.Listed) -> Document:
    _check(given)
    if given.what not in _WRITE:
        return await _words(service, given)
    asked = Asked(service, given.language)
    filters = {}
    for name in ("type", "sphere", "place", "sector", "cluster", "year", "modality", "document"):
        if values := getattr(given, name):
            filters[name] = (
                await asked.keys(name, values) if name in ("place", "sector", "cluster", "document") else values
            )
    single: dict[str, Any] = {"q": given.q, "sort": given.sort}
    single |= {name: await asked.path(getattr(given, name)) for name in ("subject", "participant")}
    single["of"] = named.iri if (named := await asked.thing(given.of)) else None

    async def fetch(limit: int) -> Document:
        return await list_with_names(
            service, f"/{given.what}", filters, **single, limit=limit, cursor=given.cursor, **year(given)
        )

    write = _WRITE[given.what]
    disputed: list[Document] = []
    if given.what == "contradictions":
        found, items = await page(fetch, write, given.limit)
    else:
        found, items, disputed = await page_with_claims(service, fetch, write, given.limit, given.language)
    if given.count_by is not None and given.count_by not in found["facets"]:
        hint = did_you_mean(given.count_by, found["facets"], f"One of: {', '.join(found['facets']) or 'none'}.")
        raise Refused("invalid-input", f"{given.what} cannot be counted by {given.count_by!r}.", hint=hint)
    answer = frame(found, given.language, asked.names) | page_told(found, items)
    answer |= {"counts": counts(found, given.count_by), "items": items}
    if not items and given.cursor is None:
        searched = {"list": given.what, "filters": filters, **facts.kept(single), "as_of": given.as_of}
        return answer | await absent(service, given.language, **searched)
    answer["contradictions"] = disputed
    return finish(answer, {"counts": "a narrower question", "items": "a lower limit"})


def _check(given: arguments.Listed) -> None:
    """Refused for a filter that the list does not have: passed over, it would pass for one that holds."""
    allowed = _FILTERS.get(given.what, ())
    for name in sorted(_ALL):
        if getattr(given, name) and name not in allowed:
            hint = f"{given.what} may be narrowed by {', '.join(allowed) or 'nothing'}."
            raise Refused("invalid-input", f"{given.what} cannot be narrowed by {name}.", hint=hint)
    if given.what == "concepts" and not given.scheme:
        raise Refused(
            "invalid-input", "Concepts of which vocabulary?", hint="Give scheme; what=vocabularies lists them."
        )


async def _words(service: Service, given: arguments.Listed) -> Document:
    """Lists that are the same whatever the year: of the ontology, of networks, of releases."""
    at, name, write = {
        "classes": ("/ontology", "classes", _term),
        "vocabularies": ("/vocabularies", "schemes", _scheme),
        "concepts": (f"/vocabularies/{given.scheme}", "concepts", _concept),
        "networks": ("/networks", "items", _network),
        "releases": ("/releases", "items", _release),
    }[given.what]
    found = await service.get(at, lang=given.language)
    items, told = part([write(item, given.language) for item in found[name]], given.limit, given.cursor)
    answer = frame(found, given.language) | told
    if given.what == "networks":
        answer["selection"] = [
            facts.kept(
                {"name": p["name"], "type": p["type"], "choices": p["choices"], "help": p["help"][given.language]}
            )
            for p in found["items"][0]["parameters"]
        ]
    return finish({**answer, "items": items}, {"items": "a lower limit"})


def _said(texts: dict[str, str], language: str) -> str | None:
    return texts.get(language) or next(iter(texts.values()), None)


def _term(item: Document, language: str) -> Document:
    above = item.get("sub_class_of")
    return facts.kept({"iri": item["iri"], "key": item["key"], "label": item["label"], "below": above,
                       "definition": _said(item["definitions"], language)})  # fmt: skip


def _scheme(item: Document, language: str) -> Document:
    return facts.kept({"iri": item["iri"], "key": item["key"], "label": item["label"], "concepts": item["concepts"],
                       "definition": _said(item["definitions"], language), "source": item["source"]})  # fmt: skip


def _concept(item: Document, language: str) -> Document:
    names = ("broader", "notation", "source", "more")
    return facts.kept({"iri": item["iri"], "key": item["key"], "label": item["label"],
                       "definition": _said(item["definitions"], language),
                       "note": _said(item.get("notes", {}), language), **{n: item.get(n) for n in names},
                       **facts.evidence(item["evidence"])})  # fmt: skip


def _network(item: Document, language: str) -> Document:
    said = {name: item[name][language] for name in ("title", "description")}
    return {"name": item["name"], **said}


def _release(item: Document, language: str) -> Document:
    return facts.kept({name: item.get(name) for name in ("number", "current", "digest", "statements", "counts")})
