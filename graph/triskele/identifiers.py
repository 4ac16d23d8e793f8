"""How things are named: keys in tables, IRIs in RDF, and how to get from what a person types to either."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from triskele.errors import InvalidInput
from triskele.terms import GENID, PREFIXES, ROOT, VOCABULARY

KEY = re.compile(r"[a-z0-9][a-z0-9-]*")
_NAMED = re.compile(rf"https?://\S+/id/([a-z]+)/({KEY.pattern})")
KINDS = (
    "actor",
    "thing",
    "place",
    "sector",
    "person",
    "tie",
    "figure",
    "event",
    "evidence",
    "classification",
    "contradiction",
    "identifier",
    "search",
    "source",
    "assignment",
    "release",
)


def mint(kind: str, key: str, root: str = ROOT) -> str:
    """The IRI of the thing of this kind with this hand-chosen key, in a namespace.

    Keys are ASCII kebab-case and never derived from a label: labels change, İ and ı break lower-casing.
    Raises InvalidInput for another kind or a malformed key.
    """
    if kind not in KINDS or not KEY.fullmatch(key):
        raise InvalidInput(
            f"{kind}/{key} cannot name a thing.",
            hint=f"Kinds are {', '.join(KINDS)}; keys are lower-case ASCII letters, digits and hyphens.",
        )
    return f"{root}id/{kind}/{key}"


def split(iri: str) -> tuple[str, str] | None:
    """(kind, key) of a thing's IRI in any namespace that names things as we do, ``…/id/<kind>/<key>``; None for others.

    >>> split("https://data.example.org/id/actor/coast-university")
    ('actor', 'coast-university')
    """
    found = _NAMED.fullmatch(iri)
    return (found[1], found[2]) if found and found[1] in KINDS else None


def address_of(node: str) -> str:
    """The IRI by which the store and everybody outside knows a node: a blank one of a source has one of its own."""
    return GENID + node.removeprefix("_:") if node.startswith("_:") else node


def place_of(kind: str, key: str) -> str:
    """Where a thing stands below ``/page/`` and ``/data/``: the key of one at somebody else's address is that."""
    return f"{quote(kind)}/{quote(key, safe='')}"


_ELSEWHERE = {
    "ror": "https://ror.org/",
    "wikidata": "http://www.wikidata.org/entity/",
    "geonames": "https://sws.geonames.org/",
    "nuts": "http://data.europa.eu/nuts/code/",
    "isni": "https://isni.org/isni/",
    "crossref-funder": "https://doi.org/10.13039/",
}


def address_elsewhere(scheme: str, value: str) -> str:
    """The IRI under which others keep what has this identifier; empty for a scheme whose identifiers are no IRIs.

    >>> address_elsewhere("wikidata", "Q42")
    'http://www.wikidata.org/entity/Q42'
    """
    base = _ELSEWHERE.get(scheme)
    if base is None:
        return ""
    return base + value + ("/" if scheme == "geonames" else "")


_SPOKEN = (
    ("ror", re.compile(r"(?:https?://)?(?:www\.)?ror\.org/(0[a-z0-9]{8})/?", re.IGNORECASE)),
    ("wikidata", re.compile(r"(?:https?://)?(?:www\.|m\.)?wikidata\.org/(?:entity|wiki)/(Q[0-9]+)/?", re.IGNORECASE)),
    ("geonames", re.compile(r"(?:https?://)?(?:sws\.|www\.)?geonames\.org/([0-9]+)(?:/\S*)?", re.IGNORECASE)),
    ("isni", re.compile(r"(?:https?://)?(?:www\.)?isni\.org/(?:isni/)?([0-9X]{16})/?", re.IGNORECASE)),
    ("crossref-funder", re.compile(r"(?:https?://)?(?:dx\.)?doi\.org/10\.13039/([0-9]+)", re.IGNORECASE)),
    ("wikidata", re.compile(r"wd:(Q[0-9]+)", re.IGNORECASE)),
)


def registered(text: str) -> tuple[str, str] | None:
    """(scheme, identifier) that an address of a public register, as people copy it, speaks of; None for other texts.

    >>> registered("www.wikidata.org/wiki/Q42")
    ('wikidata', 'Q42')
    """
    for scheme, pattern in _SPOKEN:
        if found := pattern.fullmatch(text.strip()):
            return scheme, found[1]
    scheme, colon, value = text.strip().partition(":")
    return (scheme.lower(), value) if colon and scheme.lower() in _ELSEWHERE and value else None


def concept(name: str) -> str:
    """The IRI of ``scheme/concept``."""
    scheme, slash, key = name.partition("/")
    if not (slash and KEY.fullmatch(scheme) and KEY.fullmatch(key)):
        raise InvalidInput(
            f"{name!r} does not name a concept.", hint="Write scheme/concept, for instance maturity/mature."
        )
    return f"{VOCABULARY}{scheme}#{key}"


def address(root: str, release: int, path: str, asked: Mapping[str, Any]) -> str:
    """The IRI of what a release answers to a question: its path below ``/r/{n}/`` and its parameters, sorted. It begins
    with what the names of the release's own things begin with (``root``).

    A release never changes, so the question is the name of its answer, and whoever follows it gets the answer again.
    """
    query = urlencode(sorted((name, _text(value)) for name, value in asked.items()), quote_via=quote, safe=",=")
    return f"{root}r/{release}/{path}" + (f"?{query}" if query else "")


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return ",".join(f"{name}={_text(part)}" for name, part in value.items())
    return ",".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def shorten(iri: str) -> str:
    """The IRI as ``prefix:name`` where a prefix is known (the longest fit), else unchanged."""
    fits = [(p, ns) for p, ns in PREFIXES.items() if iri.startswith(ns)]
    if not fits:
        return iri
    prefix, namespace = max(fits, key=lambda fit: len(fit[1]))
    return f"{prefix}:{iri.removeprefix(namespace)}"


def expand(name: str) -> str:
    """The full IRI of ``prefix:name`` for a known prefix, else the text unchanged."""
    prefix, colon, rest = name.partition(":")
    return PREFIXES[prefix] + rest if colon and prefix in PREFIXES and not rest.startswith("//") else name
