"""From an Accept header, or ``?format=``, to one of the formats on offer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.requests import Request

from triskele.errors import InvalidInput, TriskeleError
from triskele.formats import GRAPH_FORMATS, RESULT_FORMATS, Format

HTML = Format("html", "text/html", "html", "page")
JSON = Format("json", "application/json", "json", "page")


class NotAcceptable(TriskeleError):
    """No format on offer is one the client accepts."""

    code = "not-acceptable"


class UnsupportedMedia(TriskeleError):
    """A body of a kind the path does not take."""

    code = "unsupported-media-type"


@dataclass(frozen=True)
class Range:
    """One media range of an Accept header."""

    type: str
    subtype: str
    quality: float

    def fits(self, media_type: str) -> int:
        """How exactly this range names the type: 0 not at all, 1 ``*/*``, 2 ``type/*``, 3 the type itself."""
        kind, _, sub = media_type.partition("/")
        if self.type == "*":
            return 1
        if self.type != kind:
            return 0
        return 2 if self.subtype == "*" else 3 if self.subtype == sub else 0


def parse_accept(header: str) -> list[Range]:
    """The ranges of an Accept header; an empty header accepts everything. InvalidInput when malformed."""
    ranges = []
    for part in header.split(","):
        if not part.strip():
            continue
        media, *parameters = (piece.strip() for piece in part.split(";"))
        kind, slash, sub = media.lower().partition("/")
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "q":
                try:
                    quality = float(value)
                except ValueError:
                    quality = -1.0
        if not slash or not kind or not sub or not 0 <= quality <= 1:
            raise InvalidInput(f"The Accept header holds {part.strip()!r}.", hint="Write type/subtype;q=0.5.")
        ranges.append(Range(kind, sub, quality))
    return ranges or [Range("*", "*", 1.0)]


def choose(accept: str, offers: Iterable[Format], aliases: dict[str, str] | None = None) -> Format:
    """The offer with the highest quality; among equals the first offered. NotAcceptable when none fits.

    The most specific range decides the quality of an offer (RFC 9110, 12.5.1). ``aliases`` lets further media types
    stand for an offer when they are named outright, for instance application/json for SPARQL results in JSON.
    """
    ranges = parse_accept(accept)
    offers = list(offers)
    names = {offer.name: [offer.media_type] for offer in offers}
    for media_type, name in (aliases or {}).items():
        if name in names:
            names[name].append(media_type)
    best: tuple[float, int, Format] | None = None
    for position, offer in enumerate(offers):
        own, *others = names[offer.name]
        quality = max([_quality(ranges, own), *(_quality(ranges, other, exactly=True) for other in others)])
        if quality > 0 and (best is None or quality > best[0]):
            best = (quality, position, offer)
    if best is None:
        listed = ", ".join(offer.media_type for offer in offers)
        raise NotAcceptable(f"Nothing on offer fits {accept!r}.", hint=f"Accept one of: {listed}.")
    return best[2]


def _quality(ranges: list[Range], media_type: str, *, exactly: bool = False) -> float:
    exact, quality = max(((r.fits(media_type), r.quality) for r in ranges), key=lambda fit: fit[0])
    return quality if exact >= (3 if exactly else 1) else 0.0


RESULT_ALIASES = {"application/json": "json", "application/xml": "xml", "text/xml": "xml"}
GRAPH_ALIASES = {
    "application/json": "jsonld",
    "application/xml": "rdfxml",
    "text/plain": "nt",
    "application/x-turtle": "ttl",
    "text/x-nquads": "nq",
}


def by_name(name: str, offers: Iterable[Format]) -> Format:
    """The offer called ``name``, for ``?format=``; NotAcceptable otherwise."""
    found = {offer.name: offer for offer in offers}
    if name not in found:
        raise NotAcceptable(f"No format is called {name!r} here.", hint=f"Use one of {', '.join(found)}.")
    return found[name]


def negotiate(request: Request, offers: Iterable[Format], aliases: dict[str, str] | None = None) -> Format:
    """``?format=`` when given, else the Accept header."""
    offers = list(offers)
    name = request.query_params.get("format")
    return by_name(name, offers) if name else choose(request.headers.get("accept", "*/*"), offers, aliases)


def language(request: Request) -> str:
    """tr or en: ``?lang=`` when given, else the better of the two in Accept-Language, else en."""
    asked = request.query_params.get("lang")
    if asked:
        if asked not in ("tr", "en"):
            raise InvalidInput(f"lang is {asked!r}.", hint="Use lang=tr or lang=en.")
        return asked
    best, found = 0.0, "en"
    for part in request.headers.get("accept-language", "").split(","):
        tag, _, q = part.strip().partition(";q=")
        try:
            quality = float(q) if q else 1.0
        except ValueError:
            continue
        if tag.lower()[:2] in ("tr", "en") and quality > best:
            best, found = quality, tag.lower()[:2]
    return found


ROW_OFFERS = tuple(RESULT_FORMATS.values())
GRAPH_OFFERS = tuple(GRAPH_FORMATS.values())
