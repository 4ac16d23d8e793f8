"""One request of the SPARQL 1.1 protocol, read out of parameters as clients really send them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, quote

from triskele.errors import InvalidInput, RefusedError
from triskele.ledger.time import parse_year
from triskele.text import near
from triskele_api.negotiate import (
    GRAPH_ALIASES,
    GRAPH_OFFERS,
    HTML,
    RESULT_ALIASES,
    ROW_OFFERS,
    NotAcceptable,
    choose,
)
from triskele_api.uploads import TooLarge

MAX_BYTES, MAX_PARAMETERS = 1 << 20, 1000
"""What one question may send: its query, percent-encoded, and the names of graphs."""
OURS = ("query", "default-graph-uri", "named-graph-uri", "as_of", "when", "timeout", "lang", "format")
"""The parameters that mean something here."""
_FORMAT = ("format", "output", "results")
"""Three names for one thing: no standard names it, so clients send each name that some endpoint reads."""
_NEAR = 0.75
_MOST_TOLD = 20

_NAMES: dict[str, dict[str, str]] = {
    **{f.name: {"rows": f.name, "graph": f.name} for f in (*ROW_OFFERS, *GRAPH_OFFERS)},
    **{f.media_type: {"rows": f.name, "graph": f.name} for f in (*ROW_OFFERS, *GRAPH_OFFERS)},
    **{name: {"rows": "none", "graph": form} for name, form in GRAPH_ALIASES.items()},
    **{name: {"rows": form, "graph": GRAPH_ALIASES.get(name, form)} for name, form in RESULT_ALIASES.items()},
    **{name: {"rows": "ttl", "graph": "ttl"} for name in ("turtle", "n3")},
    **{name: {"rows": "rdfxml", "graph": "rdfxml"} for name in ("rdf", "rdf+xml")},
    "json-ld": {"rows": "jsonld", "graph": "jsonld"},
    "json": {"rows": "json", "graph": "jsonld"},
    "xml": {"rows": "xml", "graph": "rdfxml"},
}
"""What ``format=`` may say: our names, media types, and the names SPARQLWrapper uses. ``json`` and ``xml`` fit both
kinds of answer, in the syntax of each."""


@dataclass(frozen=True)
class Call:
    """One protocol request, whichever way it came. ``ignored`` are the names of parameters nobody here reads."""

    query: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    as_of: int | None
    when: str
    format: str | None
    seconds: float | None
    ignored: tuple[str, ...]

    @property
    def headers(self) -> dict[str, str]:
        """``Triskele-Ignored`` names what was not read, percent-encoded; at most 20 names."""
        names = [quote(name[:80], safe="") for name in self.ignored[:_MOST_TOLD]]
        return {"Triskele-Ignored": ", ".join(names)} if names else {}


def check_pairs(text: str) -> str:
    """The parameters of an address or a form, as they came; TooLarge or InvalidInput for too many of them."""
    if len(text) > MAX_BYTES:
        raise TooLarge(f"The parameters have {len(text)} characters.", hint=f"At most {MAX_BYTES} are read.")
    if text.count("&") >= MAX_PARAMETERS:
        raise InvalidInput(f"The request has more than {MAX_PARAMETERS} parameters.", hint="Name fewer graphs.")
    return text


def read_pairs(text: str) -> list[tuple[str, str]]:
    """The parameters of an address; their number and length are looked at before they are read."""
    return parse_qsl(check_pairs(text), keep_blank_values=True)


def read_call(parameters: list[tuple[str, str]]) -> Call:
    """The request that these parameters make. An empty value is as good as none, a repeated equal one as good as one;
    a year is one year, as everywhere.

    RefusedError for an update. InvalidInput for a parameter that contradicts itself, a value that cannot be read, and
    a name so near to one of ours that it must be a slip: a misspelt ``as_of`` must not pass for no ``as_of``.
    """
    values: dict[str, list[str]] = {}
    for name, value in parameters:
        values.setdefault(name, []).append(value)
    if "update" in values:
        raise RefusedError("Updates change data, and a release never changes.", hint="Build a new release instead.")
    if len(values.get("query", ())) > 1:
        raise InvalidInput(f"query was given {len(values['query'])} times.", hint="Give it once.")
    unknown = [name for name in values if name not in OURS and name not in _FORMAT]
    for name in unknown:
        alike = near(name[:80].lower(), OURS, 1, _NEAR)
        if alike and not name.startswith(alike[0]):  # queryLn and queryId are words of other endpoints
            raise InvalidInput(f"No parameter is called {name[:80]!r}.", hint=f"Did you mean {alike[0]}?")
    return Call(
        values["query"][0] if "query" in values else None,
        tuple(filter(None, values.get("default-graph-uri", ()))),
        tuple(filter(None, values.get("named-graph-uri", ()))),
        parse_year(",".join(values["as_of"])) if "as_of" in values else None,
        _one(values, "when") or "possible",
        _format(values),
        _seconds(_one(values, "timeout")),
        tuple(unknown),
    )


def _format(values: dict[str, list[str]]) -> str | None:
    """The name of a format. Clients say it several times and in several ways, of which one is enough to be known."""
    for parameter in _FORMAT:
        names = [part.strip().lower() for value in values.get(parameter, ()) for part in value.split(",")]
        known = [name for name in names if name in _NAMES]
        if any(names) and not known:
            raise NotAcceptable(
                f"No format is called {max(names)[:80]!r} here.",
                hint=f"Use one of {', '.join(f.name for f in (*ROW_OFFERS, *GRAPH_OFFERS))}.",
            )
        if any(_NAMES[name] != _NAMES[known[0]] for name in known):
            raise InvalidInput(f"{parameter} was given as {' and as '.join(known)[:200]}.", hint="Give it once.")
        if known:
            return known[0]
    return None


def _one(values: dict[str, list[str]], name: str) -> str:
    given = sorted(set(filter(None, values.get(name, ()))))
    if len(given) > 1:
        raise InvalidInput(f"{name} was given as {' and as '.join(given)[:200]}.", hint="Give it once.")
    return given[0] if given else ""


def _seconds(written: str) -> float | None:
    if not written:
        return None
    try:
        seconds = float(written)
    except ValueError:
        seconds = 0
    if not 0 < seconds < float("inf"):
        raise InvalidInput(f"timeout is {written[:80]!r}.", hint="Give seconds, for instance timeout=2.5.")
    return seconds


@lru_cache(maxsize=512)
def formats_for(accept: str, name: str | None) -> dict[str, str]:
    """The format for rows and the one for graphs, by name or else by header; one of them may be impossible, which only
    matters if it is needed.

    Clients send the same few headers over and over; weighing one takes longer than many queries.
    """
    if name:
        return _NAMES[name]
    chosen: dict[str, str] = {}
    refusal: NotAcceptable | None = None
    for kind, offers, aliases in (("rows", ROW_OFFERS, RESULT_ALIASES), ("graph", GRAPH_OFFERS, GRAPH_ALIASES)):
        try:
            chosen[kind] = choose(accept, offers, aliases).name
        except NotAcceptable as error:
            refusal = error
            chosen[kind] = "none"
    if refusal and set(chosen.values()) == {"none"}:
        raise refusal
    return chosen


def reads_the_query_page(accept: str) -> bool:
    """Whether whoever sends this header sits before a browser, so that the editor is a better answer than the data."""
    return "text/html" in accept and choose(accept, [HTML, *ROW_OFFERS, *GRAPH_OFFERS], _ALIASES) is HTML


_ALIASES = GRAPH_ALIASES | RESULT_ALIASES
