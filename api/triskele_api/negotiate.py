"""From an Accept header, or ``?format=``, to one of the formats on offer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.requests import Request

from triskele.errors import InvalidInput, TriskeleError
from triskele.formats import GRAPH_FORMATS, RESULT_FORMATS, Format

HTML = Format("html", "text/html", "html", "page")
JSON = Format("json", "application/json", "json", "page")
MAX_RANGES = 100
"""Parts of a header that are weighed: each is compared with every offer."""


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
    if header.count(",") >= MAX_RANGES:
        raise InvalidInput(
            f"The Accept header has more than {MAX_RANGES} parts.", hint="Name the media types you can read."
        )
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
        if kind == "*" and not slash:  # Java's own client writes */* so
            slash, sub = "/", "*"
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


def prefers_html(request: Request, others: tuple[Format, ...] = (JSON,)) -> bool:
    """Whether the client would rather read a page than any of the other formats."""
    if request.query_params.get("format"):
        return request.query_params["format"] == "html"
    accept = request.headers.get("accept", "")
    return "text/html" in accept and choose(accept, [*others, HTML]) is HTML


def media_of(chosen: Format) -> str:
    """The Content-Type of a format."""
    return chosen.media_type + ("; charset=utf-8" if chosen.media_type.startswith("text/") else "")


def language(request: Request) -> str:
    """tr or en: ``?lang=`` when given, else the better of the two in Accept-Language (:func:`spoken`)."""
    asked = request.query_params.get("lang")
    if asked:
        if asked not in ("tr", "en"):
            raise InvalidInput(f"lang is {asked!r}.", hint="Use lang=tr or lang=en.")
        return asked
    return spoken(request.headers.get("accept-language", ""))


def spoken(header: str) -> str:
    """The better of tr and en by an Accept-Language header, the first named among equals; en when it names neither.

    Ranges are looked up as RFC 4647 (3.4) does: tr-TR stands for tr, trv for nothing here. The most exact range
    decides, so that ``en;q=0, *`` is tr; a part that cannot be read is passed over.
    """
    found: dict[str, tuple[int, float, int]] = {}  # exactness, quality, minus place
    for place, part in enumerate(header.lower().split(",", MAX_RANGES)[:MAX_RANGES]):
        tag, *parameters = (piece.strip() for piece in part.split(";"))
        quality = 1.0
        for name, _, value in (parameter.partition("=") for parameter in parameters):
            if name.strip() == "q":
                try:
                    quality = float(value)
                except ValueError:
                    quality = -1.0
        if not 0 <= quality <= 1:
            continue
        for spoken in ("en", "tr"):
            exact = 2 if tag == spoken else 1 if tag.startswith(f"{spoken}-") and quality else 0 if tag == "*" else -1
            if exact >= 0:
                found[spoken] = max(found.get(spoken, (-1, 0.0, 0)), (exact, quality, -place))
    known = {spoken: rest for spoken, (_, *rest) in found.items()}
    best = max(known, key=lambda spoken: known[spoken], default="en")
    if known.get(best, [1.0])[0] > 0:
        return best
    return "tr" if "en" in known and "tr" not in known else "en"


ROW_OFFERS = tuple(RESULT_FORMATS.values())
GRAPH_OFFERS = tuple(GRAPH_FORMATS.values())
