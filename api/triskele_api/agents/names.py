"""From what an agent calls a thing or term to its key: an IRI, kind/key, key, or a name in either language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from triskele.folding import search_key
from triskele.text import fold
from triskele_api.agents import facts
from triskele_api.agents.service import Document, Refused, Service

LONGEST = 200
"""Characters of a name."""
_PATH = re.compile(r"(?:https?://\S*/id/)?([a-z]+)/([^/\s]+)")
_CANDIDATES = 10
_SHOWN = 5


@dataclass(frozen=True)
class Named:
    """What a name was read as; ``also`` lists what else carries the very name."""

    kind: str
    key: str
    iri: str
    label: str
    also: tuple[Document, ...] = ()

    @property
    def path(self) -> str:
        return f"{self.kind}/{self.key}"

    def read_as(self, given: str) -> Document:
        told = {"given": given, "read_as": {"iri": self.iri, "label": self.label}}
        return told | ({"also_called_so": list(self.also)} if self.also else {})


async def find_thing(service: Service, given: str, language: str, kind: str = "") -> Named:
    """The thing of this id or name. A name must be carried by it as it is (letters folded); Refused, with near ones,
    for one that nobody carries. Among several things of one name, the one with this very key comes first, then actors.
    """
    given = given.strip()
    if not given or len(given) > LONGEST:
        raise Refused("invalid-input", f"A name of {len(given)} characters.", hint=f"Give 1 to {LONGEST}.")
    if path := _PATH.fullmatch(given):
        return await _at(service, path[1], path[2], language)
    asked = {"q": given, "limit": _CANDIDATES, "lang": language, "kind": kind}
    hits = (await service.get("/search", **asked))["items"]
    same = [hit for hit in hits if search_key(hit["matched"]) == search_key(given)]
    same.sort(key=lambda hit: (hit["key"] != given, hit["kind"] != "actor"))
    if not same:
        near = [facts.kept({**(facts.thing(h, whole=True) or {}), "called": h["matched"]}) for h in hits[:_SHOWN]]
        what = kind or "thing"
        hint = "Take one of near by its IRI, or search with find." if near else "Search for other words with find."
        raise Refused("unknown-thing", f"No {what} of this release is called {given!r}.", hint=hint, near=near)
    first, *others = same
    also = tuple(facts.thing(other, whole=True) or {} for other in others)
    return Named(first["kind"], first["key"], first["iri"], first["label"], also)


async def _at(service: Service, kind: str, key: str, language: str) -> Named:
    """What has this address: a thing, or a record (tie, figure, ...), which has no name to be found by."""
    hits = (await service.get("/search", q=key, kind=kind, limit=_CANDIDATES, lang=language))["items"]
    told = next((hit for hit in hits if hit["key"] == key), None)
    if told is None:
        told = (await service.get(f"/data/{kind}/{quote(key, safe='')}.json", lang=language, limit=1))["thing"]
    return Named(kind, told["key"], told["iri"], told["label"])


async def list_with_names(service: Service, path: str, filters: dict[str, list[str]], **asked: Any) -> Document:
    """A list of the service, whose filters may hold names too: what is no key is looked for among the labels of the
    list's own facets. A key that is none keeps the service's error, which offers near ones."""
    try:
        return await service.get(path, **filters, **asked)
    except Refused as error:
        if error.own != "invalid-input" or not filters:
            raise
        read = await _keys(service, path, filters, asked["lang"])
        if read == filters:
            raise
        return await service.get(path, **read, **asked)


async def _keys(service: Service, path: str, filters: dict[str, list[str]], language: str) -> dict[str, list[str]]:
    facets = (await service.get(path, limit=1, lang=language))["facets"]
    found = {}
    for name, values in filters.items():
        called: dict[str, str] = {}
        for value in facets.get(name, ()):
            called |= {fold(label): value["key"] for label in (value["key"], *value["labels"].values()) if label}
        found[name] = [called.get(fold(value), value) for value in values]
    return found
