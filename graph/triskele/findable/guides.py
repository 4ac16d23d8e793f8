"""What a site tells crawlers and agents first: robots.txt, sitemap.xml, llms.txt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from triskele.catalogue import Catalogue
from triskele.findable.facts import Facts
from triskele.identifiers import place_of

PART = 20_000
"""Addresses in one part of the sitemap; the standard allows 50,000 and 50 MB, each stands here in three languages."""
_COSTLY = (
    "/sparql", "/networks/", "/metrics/", "/jobs/", "/permalinks", "/reconcile", "/search", "/suggest", "/completion",
    "/mcp", "/what-if",
)  # fmt: skip
_KINDS = ("actor", "thing", "place", "sector", "source")
"""Kinds of things whose pages crawlers are led to; persons are found from these pages, not listed."""
_DESCRIBED = ("/dataset", "/releases", "/ontology", "/vocabularies", "/shapes", "/examples")
_URLSET = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{}'
    "</urlset>\n"
)
_INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{}</sitemapindex>\n'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write_robots(base: str) -> str:
    """Pages may be read by everybody; what computes, and older releases page by page, is not for crawlers."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _COSTLY), "Disallow: /r/", "Allow: /", ""]
    return "\n".join([*lines, f"Sitemap: {base}/sitemap.xml", ""])


@dataclass(frozen=True)
class Sitemap:
    """Every page worth finding: an index and parts when there are many, else one list. ``pages`` are the addresses of
    the explorer's own.

    A large release has hundreds of thousands of things: a part asks for its own only.
    """

    facts: Facts
    catalogue: Catalogue
    releases: Sequence[int]
    pages: Sequence[str]

    @property
    def parts(self) -> int:
        """How many parts there are; one of them holds at most ``PART`` addresses."""
        return -(-(len(self._fixed) + self._count()) // PART)

    @property
    def _fixed(self) -> list[str]:
        return [*self.pages, *_DESCRIBED, *(f"/releases/{number}" for number in self.releases)]

    def _count(self) -> int:
        return int(self.catalogue.rows.one(f"SELECT count(*) FROM thing WHERE kind IN ({_marks()})", _KINDS))

    def write(self) -> bytes:
        """``/sitemap.xml``: the whole when it is small, else the index of its parts."""
        parts = self.parts
        if parts == 1:
            return self.write_part(1)
        places = (f"{self.facts.base}/sitemap-{number}.xml" for number in range(1, parts + 1))
        rows = (f"<sitemap><loc>{escape(place)}</loc></sitemap>\n" for place in places)
        return (_HEAD + _INDEX.format("".join(rows))).encode()

    def write_part(self, number: int) -> bytes:
        """One part, from 1 on."""
        return (_HEAD + _URLSET.format("".join(map(self._row, self._paths(number))))).encode()

    def _paths(self, number: int) -> Iterator[str]:
        fixed, start = self._fixed, (number - 1) * PART
        yield from fixed[start : start + PART]
        rest = PART - len(fixed[start : start + PART])
        rows = self.catalogue.rows.tuples(
            f"SELECT kind, key FROM thing WHERE kind IN ({_marks()}) ORDER BY number LIMIT ? OFFSET ?",
            (*_KINDS, rest, max(0, start - len(fixed))),
        )
        yield from (f"/page/{place_of(kind, key)}" for kind, key in rows)

    def _row(self, path: str) -> str:
        place = escape(self.facts.base + path)
        tongues = "".join(
            f'<xhtml:link rel="alternate" hreflang="{tag}" href="{place}?lang={tag}"/>' for tag in ("tr", "en")
        )
        return f"<url><loc>{place}</loc><lastmod>{self.facts.issued}</lastmod>{tongues}</url>\n"


def _marks() -> str:
    return ", ".join("?" * len(_KINDS))


def write_llms(facts: Facts, *, protocol: bool = False) -> str:
    """``/llms.txt``: what an agent needs to know of the data, and where it asks for what; ``protocol`` says that the
    service also speaks the Model Context Protocol."""
    counts = facts.release.manifest["counts"]
    held = ", ".join(f"{counts.get(name, 0)} {what}" for name, what in _HELD.items())
    licence = facts.owner.licence_name or "none given: ask the owner before reuse"
    whose = f"Published by {facts.owner.publisher}. " if facts.owner.publisher else ""
    tongues = {"tr": "Turkish", "en": "English"}
    names = f"Names stand in {' and '.join(tongues[language] for language in facts.owner.languages)};"
    parts = [
        f"# {facts.title('en')}",
        f"> {facts.description('en')}",
        f"{whose}Licence: {licence}. Release {facts.release.number} of {facts.issued}: {held}.",
        "Every fact has evidence (document, section, lines), a modality (stated, implied, planned, ...), dates and, "
        f"where sources disagree, both claims. {names} `lang=tr` or `lang=en` chooses. "
        "`as_of=2015` asks for one year, `/r/{n}/` before a path for one release. Absence means: not in the sources. "
        "Cite the IRI of a thing and the number of the release.",
    ]
    if protocol:
        parts.append(f"Tools for agents (Model Context Protocol, streamable HTTP): `POST {facts.base}/mcp`.")
    for heading, rows in (("Ask", _ASK), ("Read", _READ), ("Whole", _WHOLE)):
        listed = "\n".join(f"- [{name}]({facts.front}{path}): {what}" for path, name, what in rows)
        parts.append(f"## {heading}\n\n{listed}")
    turkish = f"## Türkçe\n\n{facts.title('tr')}. {facts.description('tr')} Yanıtlar `lang=tr` ile Türkçedir."
    return "\n\n".join([*parts, turkish]) + "\n"


_HELD = {"Tie": "ties", "Figure": "figures", "Event": "events", "Contradiction": "contradictions",
         "Evidence": "pieces of evidence"}  # fmt: skip
_ASK = (
    ("/search?q=", "Search", "things by name in both languages; slips are forgiven"),
    ("/openapi.json", "HTTP interface", "every path, parameter and answer (OpenAPI 3.1)"),
    ("/sparql", "SPARQL 1.1", "the whole graph; without a query it describes itself"),
    ("/examples", "Example questions", "queries with the question they answer"),
    ("/actors", "Actors", "filters and facets"),
    ("/ties", "Ties", "with evidence, dates and modality"),
    ("/contradictions", "Contradictions", "claims that disagree, side by side"),
    ("/networks", "Networks", "projections, in many formats"),
    ("/metrics", "Measures", "definitions; /metrics/{name} computes"),
)
_READ = (
    ("/ontology", "Ontology", "classes and properties with definitions"),
    ("/vocabularies", "Vocabularies", "tie types, spheres, measures and other concepts"),
    ("/dataset", "Dataset", "licence, files, checksums, how to cite"),
    ("/changes.json", "Changes", "what each release brought (JSON Feed)"),
    ("/sitemap.xml", "Sitemap", "every page"),
)
_WHOLE = (
    ("/exports/ttl", "Turtle", "the release as one file"),
    ("/exports/jsonld", "JSON-LD", "the release as one file"),
    ("/ro-crate-metadata.json", "RO-Crate", "files, sizes, sums, provenance"),
    ("/croissant.json", "Croissant", "tables as record sets"),
)
