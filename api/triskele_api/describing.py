"""The facts of a release at the address a request came to, and the typed links of its answers."""

from __future__ import annotations

from triskele.findable import Facts, Link
from triskele.findable.links import of_description, write_header
from triskele.release.library import Release
from triskele_api.addresses import public_address
from triskele_api.asking import Asked


def facts_of(it: Asked, release: Release | None = None) -> Facts:
    """Those of one release; without one, of what the request speaks of: a pinned release or the dataset."""
    pinned = release is not None or bool(it.prefix)
    return Facts(release or it.served.release, public_address(it.request), pinned)


def published(it: Asked) -> list[int]:
    """The numbers of the releases up to the current one, the newest first: what was built and waits, or was taken back,
    is not announced."""
    newest = it.state.library.current_number() or 0
    return [number for number in reversed(it.state.library.numbers()) if number <= newest]


def described(it: Asked) -> dict[str, str]:
    """The headers of a description of the dataset: a link to the page of what it describes."""
    return {"Link": write_header(of_description(facts_of(it)))}


def feeds(base: str, language: str) -> tuple[Link, ...]:
    """The feeds of what each release changed."""
    title = {"en": "What each release changed", "tr": "Her sürümün değiştirdikleri"}[language]
    return (
        Link("alternate", f"{base}/changes.atom?lang={language}", "application/atom+xml", title=title),
        Link("alternate", f"{base}/changes.json?lang={language}", "application/feed+json", title=title),
    )
