"""Typed links: what a program that only looks at headers needs to know of an address (Signposting; RFC 8288, 9264).

A page names its thing (cite-as), its data (describedby), its licence, its parts (item); a part or a description leads
back (collection, describes). All of it stands once more in one linkset.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin

from triskele.findable.facts import Facts, File

LINKSET = "application/linkset+json"
JSON_LD = "application/ld+json"
CRATE_PROFILE = "https://w3id.org/ro/crate"
CROISSANT_PROFILE = "http://mlcommons.org/croissant/1.0"
ABOUT_PAGE = "https://schema.org/AboutPage"
ITEMS = 20
"""Parts named in a header; the linkset names them all."""


@dataclass(frozen=True)
class Link:
    """Where something leads, what that is to it, and as which media type it answers."""

    rel: str
    href: str
    type: str = ""
    profile: str = ""
    title: str = ""

    def header(self) -> str:
        """As one value of a Link header; what is no ASCII is escaped as in an address."""
        told = {"type": self.type, "profile": self.profile}
        rest = "".join(f'; {name}="{value}"' for name, value in told.items() if value)
        return f'<{quote(self.href, safe=_SAFE)}>; rel="{self.rel}"{rest}'

    def element(self) -> str:
        """As an element of the head of a page."""
        told = {"rel": self.rel, "type": self.type, "title": self.title, "href": self.href}
        rest = "".join(f' {name}="{html.escape(value)}"' for name, value in told.items() if value)
        return f"<link{rest}>"


_SAFE = "/:?#[]@!$&'()*+,;=%~"


def write_header(links: Iterable[Link]) -> str:
    """The value of the Link header."""
    return ", ".join(link.header() for link in links)


def whose(facts: Facts) -> Iterator[Link]:
    """Licence and authors, as far as they are given by an address."""
    if facts.owner.licence:
        yield Link("license", facts.owner.licence)
    for _, address in facts.creators:
        if address:
            yield Link("author", address)


def of_thing(facts: Facts, iri: str, place: str, kind: str, formats: Iterable[tuple[str, str]]) -> Iterator[Link]:
    """Links of the page of a thing: ``place`` is its kind and key, ``kind`` its type in schema.org, ``formats`` media
    type and address of its data."""
    yield from _cited(facts, iri)
    yield Link("type", ABOUT_PAGE)
    yield Link("type", kind)
    yield from (Link("describedby", url, media) for media, url in formats)
    yield Link("collection", f"{facts.front}/dataset", "text/html")
    yield from whose(facts)
    yield Link("linkset", f"{facts.front}/linkset/{place}", LINKSET)


def of_dataset(facts: Facts, most: int | None = ITEMS) -> Iterator[Link]:
    """Links of the page of a dataset or of one release."""
    yield from _cited(facts, facts.iri)
    yield Link("type", ABOUT_PAGE)
    yield Link("type", "https://schema.org/Dataset")
    yield from (Link("describedby", url, media, profile) for url, media, profile in _descriptions(facts))
    yield from (Link("item", file.url, file.media_type) for file in facts.files[:most])
    if facts.pinned:
        yield Link("collection", f"{facts.base}/dataset", "text/html")
        yield Link("latest-version", f"{facts.base}/dataset", "text/html")
    yield from whose(facts)
    yield Link("linkset", f"{facts.front}/linkset", LINKSET)


def of_file(facts: Facts) -> Iterator[Link]:
    """Links of a file of a release: what it is part of."""
    yield Link("collection", f"{facts.base}/releases/{facts.release.number}", "text/html")
    yield from whose(facts)


def of_description(facts: Facts) -> Iterator[Link]:
    """Links of a description of a dataset or release: the page of what it describes."""
    yield Link("describes", facts.page, "text/html")
    yield Link("linkset", f"{facts.front}/linkset", LINKSET)


def linkset_of_thing(facts: Facts, page: str, links: Iterable[Link]) -> dict[str, Any]:
    """The linkset of a thing: its page, and its data back to it."""
    links = list(links)
    back = [Link("describes", page, "text/html")]
    data = {link.href: back for link in links if link.rel == "describedby"}
    return _linkset(facts.base, {page: [link for link in links if link.rel != "linkset"], **data})


def linkset_of_dataset(facts: Facts) -> dict[str, Any]:
    """The linkset of a dataset or release: its page, its descriptions, every file."""
    contexts = {facts.page: [link for link in of_dataset(facts, None) if link.rel != "linkset"]}
    contexts |= {url: [Link("describes", facts.page, "text/html")] for url, _, _ in _descriptions(facts)}
    contexts |= {file.url: [*of_file(facts), *_type(file)] for file in facts.files}
    return _linkset(facts.base, contexts)


def _type(file: File) -> Iterator[Link]:
    yield Link("type", "https://schema.org/DataDownload")


def _cited(facts: Facts, iri: str) -> Iterator[Link]:
    if facts.named:
        yield Link("cite-as", iri)


def _descriptions(facts: Facts) -> Iterator[tuple[str, str, str]]:
    front = facts.front
    yield f"{front}/dataset.jsonld", JSON_LD, ""
    yield f"{front}/dataset.ttl", "text/turtle", ""
    yield f"{front}/ro-crate-metadata.json", JSON_LD, CRATE_PROFILE
    yield f"{front}/croissant.json", JSON_LD, CROISSANT_PROFILE


def _linkset(base: str, contexts: dict[str, list[Link]]) -> dict[str, Any]:
    found = []
    for anchor, links in contexts.items():
        told: dict[str, Any] = {"anchor": urljoin(f"{base}/", anchor)}
        for link in links:
            target: dict[str, Any] = {"href": urljoin(f"{base}/", link.href)}
            target |= {"type": link.type} if link.type else {}
            target |= {"profile": [link.profile]} if link.profile else {}
            told.setdefault(link.rel, []).append(target)
        found.append(told)
    return {"linkset": found}
