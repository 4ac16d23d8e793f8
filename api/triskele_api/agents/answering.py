"""What every answer of a tool has: the release and year in front, contradictions behind, pages that fit; and how it is
told that the sources do not say something."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

from anyio import to_thread

from triskele_api.agents import facts
from triskele_api.agents.fitting import FOR_FRAME, FOR_ITEMS, MOST_BYTES, fit, how_many, size
from triskele_api.agents.names import Named
from triskele_api.agents.service import Document, Refused, Service

MOST_DISPUTED = 100
"""Records of one answer whose contradictions are looked for."""
MORE_CONTRADICTIONS = "list with what=contradictions, of=IRI"
ABSENT = {
    "en": "Not in the sources: nothing in this release says so. That is not evidence that it is not so.",
    "tr": "Kaynaklarda yok: bu sürümde bunu söyleyen bir şey bulunmuyor. Bu, öyle olmadığının kanıtı değildir.",
}

T = TypeVar("T")
Page = Callable[[int], Awaitable[Document]]


def frame(document: Document, language: str, given: dict[str, Named | None] | None = None, **more: Any) -> Document:
    """What an answer says first."""
    read = [named.read_as(text) for text, named in (given or {}).items() if named is not None and named.iri != text]
    said = {"release": document["release"], "as_of": document.get("as_of"), "language": language}
    return said | facts.kept({"names": read, **more})


def cursor_of(document: Document) -> str | None:
    """The cursor of the next page, out of its address."""
    following = (document.get("meta") or {}).get("next")
    found: list[str] = parse_qs(urlsplit(following or "").query).get("cursor", [])
    return found[0] if found else None


async def page(
    fetch: Page, write: Callable[[Document], Document], limit: int, room: int = FOR_ITEMS, *path: str
) -> tuple[Document, list[Document]]:
    """A page of a list and its items written short: as many as fit into the room, so that its cursor goes on after the
    last. ``path`` says where in the answer the list is."""
    found = await fetch(limit)

    def shorten() -> tuple[list[Document], int]:
        items = [write(item) for item in _items(found, path)]
        return items, how_many(items, room)

    items, most = await to_thread.run_sync(shorten)  # two hundred records take a while, and others are answered here
    if most < len(items):
        found = await fetch(most)
        items = items[:most]
    return found, items


def _items(found: Document, path: tuple[str, ...]) -> list[Document]:
    for name in path:
        found = found[name]
    items: list[Document] = found["items"]
    return items


def page_told(found: Document, items: list[Document]) -> Document:
    """How many there are, how many of them stand here, and how to go on."""
    count = (found.get("meta") or {}).get("count", len(items))
    following = cursor_of(found)
    told: Document = {"count": count, "shown": len(items)}
    return told | ({"next_cursor": following} if following else {})


async def page_with_claims(
    service: Service, fetch: Page, write: Callable[[Document], Document], limit: int, language: str
) -> tuple[Document, list[Document], list[Document]]:
    """A page, its items, and the contradictions that they are part of: fewer items, where both would not fit."""
    while True:
        found, items = await page(fetch, write, limit)
        disputed = await contradictions(service, (item["iri"] for item in items), language)
        if len(items) <= 1 or await to_thread.run_sync(size, [items, disputed]) <= MOST_BYTES - FOR_FRAME:
            return found, items, disputed
        limit = max(1, len(items) * 2 // 3)


def part(items: list[T], limit: int, cursor: str | None) -> tuple[list[T], Document]:
    """A part of a list that is all there, and how to go on: its cursor is the number of the next one."""
    if cursor is not None and not cursor.isdecimal():
        raise Refused(
            "invalid-input", "The cursor is none of this list.", hint="Take next_cursor of the answer before."
        )
    start = int(cursor or 0)
    shown = items[start : start + limit]
    shown = shown[: how_many(shown, FOR_ITEMS)]
    told: Document = {"count": len(items), "shown": len(shown)}
    after = start + len(shown)
    return shown, told | ({"next_cursor": str(after)} if after < len(items) else {})


async def contradictions(service: Service, iris: Iterable[str | None], language: str) -> list[Document]:
    """Every contradiction that some records, or things, are part of; all its claims."""
    asked = [iri for iri in dict.fromkeys(iris) if iri and "," not in iri][:MOST_DISPUTED]
    if not asked:
        return []
    found = await service.get("/contradictions", of=asked, lang=language, limit=50)
    return [facts.contradiction(item) for item in found["items"]]


async def absent(service: Service, language: str, **searched: Any) -> Document:
    """The answer when nothing was found: what was searched, and that absence proves nothing."""
    found = await service.get("/summary", lang=language)
    documents = [facts.kept({"key": d["key"], "title": d["label"]}) for d in found["documents"][:50]
                 if (d["type"] or {}).get("key") != "register"]  # fmt: skip
    return {
        "found": False,
        "not_in_the_sources": {
            "says": ABSENT[language],
            "searched": facts.kept({"documents": documents, "ties": found["counts"]["ties"],
                                    "actors": found["counts"]["actors"], **searched}),
        },
    }  # fmt: skip


def finish(answer: Document, cuttable: dict[str, str]) -> Document:
    """The answer without what is empty, cut to what an agent can hold: the lists named first give way before the
    others. The year always stands there: null is all years."""
    answer = {name: value for name, value in answer.items() if name == "as_of" or value not in (None, "", [], {})}
    return fit(answer, {**cuttable, "contradictions": MORE_CONTRADICTIONS})
