"""Feeds of what each release changed: Atom and JSON Feed, the newest releases first, in the asked language."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Response

from triskele.findable.changes import Changes, Entry, kept_changes, write_atom, write_json_feed
from triskele.release.library import Release
from triskele_api.answers import Answer
from triskele_api.archive import write_changes
from triskele_api.asking import Ask, Asked, answer, dump, only_known_parameters
from triskele_api.describing import facts_of, published
from triskele_api.negotiate import JSON

router = APIRouter(tags=["releases"], dependencies=[Depends(only_known_parameters)])
ENTRIES = 20
"""Releases a feed tells of."""


@router.get("/changes.atom", summary="What each release changed, as Atom / Her sürümün değiştirdikleri, Atom")
async def atom(it: Ask) -> Response:
    async def make() -> Answer:
        body = write_atom(await _entries(it), facts_of(it).base, it.language)
        return Answer(body, {"Content-Type": "application/atom+xml; charset=utf-8"})

    return await answer(it, make, chosen=JSON, variant=_shelf(it), pure=False)


@router.get("/changes.json", summary="What each release changed, as JSON Feed / Her sürümün değiştirdikleri, JSON Feed")
async def json_feed(it: Ask) -> Response:
    async def make() -> Answer:
        body = dump(write_json_feed(await _entries(it), facts_of(it).base, it.language))
        return Answer(body, {"Content-Type": "application/feed+json"})

    return await answer(it, make, chosen=JSON, variant=_shelf(it), pure=False)


def _shelf(it: Asked) -> str:
    return f"{facts_of(it).base} {published(it)}"


async def _entries(it: Asked) -> list[Entry]:
    library, numbers = it.state.library, published(it)
    releases = [library.release(number) for number in numbers[: ENTRIES + 1]]
    older: list[Release | None] = [*releases[1:], None]
    pairs = list(zip(releases, older, strict=True))[:ENTRIES]
    return [Entry(facts_of(it, newer), await _changes(it, before, newer)) for newer, before in pairs]


async def _changes(it: Asked, older: Release | None, newer: Release) -> Changes | None:
    """What is kept; what publishing has not compared is compared now, where it is bounded, and kept."""
    if older is None:
        return None
    found = kept_changes(older, newer)
    if found is None:
        await it.state.metrics.run(write_changes, str(older.folder), str(newer.folder), client=it.client)
        found = kept_changes(older, newer)
    return found
