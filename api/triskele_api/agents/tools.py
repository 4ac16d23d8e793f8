"""The table of tools: name, what it is for in English, what it takes, and the function."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from triskele.text import did_you_mean
from triskele_api.agents import arguments as take
from triskele_api.agents.lists import listed
from triskele_api.agents.networks import measure, path
from triskele_api.agents.queries import query, questions
from triskele_api.agents.records import describe, figures, find, sources, ties
from triskele_api.agents.service import Document, Refused, Service


class Tool(NamedTuple):
    """One tool: ``function`` gets the service and the arguments read as ``takes``."""

    title: str
    description: str
    takes: type[take.Arguments]
    function: Callable[[Service, Any], Awaitable[Document]]


TOOLS: dict[str, Tool] = {
    "find": Tool(
        "Find things by name",
        "Find actors, places, sectors, persons, projects and documents by name, abbreviation or key. Typing errors and "
        "Turkish letters are forgiven. Begin here when you have a name; the other tools also take exact names.",
        take.Find, find,
    ),
    "describe": Tool(
        "Everything about one thing",
        "One thing (or one tie, figure, event, contradiction by its IRI): names, class, helix spheres with shares, "
        "place, dates, ties with their evidence (in pages), figures, events, classifications, contradictions.",
        take.Describe, describe,
    ),
    "ties": Tool(
        "Ties and their evidence",
        "Typed, dated relations, each with document, section and lines. Narrow by either end (thing), two ends (thing "
        "and other: why are they linked?), source, target, type, layer, modality, document, year. count_by says how "
        "many there are of each type.",
        take.Ties, ties,
    ),
    "path": Tool(
        "Path between two actors",
        "The shortest paths between two actors in a network, each step with its ties and their evidence.",
        take.Path, path,
    ),
    "list": Tool(
        "Lists and counts",
        "Lists with filters and counts: actors (by class, sphere, place, sector, cluster), clusters, events, "
        "contradictions with both claims; and the words: classes, vocabularies, concepts of a vocabulary, networks, "
        "releases. count_by says how many there are of each.",
        take.Listed, listed,
    ),
    "figures": Tool(
        "Figures with years and evidence",
        "Numbers that sources state: what is counted, value, unit, how exact, year, of which part or area. Several "
        "sources may disagree: then the contradictions stand beside.",
        take.Figures, figures,
    ),
    "measure": Tool(
        "Network and triple-helix metrics",
        "Compute a metric on a network of the release, with its null model where one exists and a verdict whether "
        "chance could have done it. Without metric: the list. explain=true: what it asks, formula, parameters. "
        "from_year and to_year: the headline year by year.",
        take.Measure, measure,
    ),
    "query": Tool(
        "SPARQL",
        "Any read-only SPARQL 1.1 query (SELECT, ASK, CONSTRUCT, DESCRIBE) over the release; the prefixes tsk:, id:, "
        "skos:, prov:, dct: and others are known. The things in the rows come with their evidence. Read the resource "
        "triskele://ontology first. Add LIMIT.",
        take.Query, query,
    ),
    "questions": Tool(
        "Ready questions",
        "Questions that are known to be answerable, each a tried query with parameters. Without name: the list "
        "(about narrows it). With name: the answer with evidence. show_query gives the SPARQL to start from.",
        take.Questions, questions,
    ),
    "sources": Tool(
        "What the release rests on",
        "The documents that were read, how much rests on each, which years are covered, the licence; with document: "
        "the copy that was read and how to cite it. What is not in these documents is not in the release.",
        take.Sources, sources,
    ),
}  # fmt: skip


async def call(service: Service, name: str, given: dict[str, Any]) -> Document:
    """The answer of a tool. Refused for a tool or argument that is not there, or a value it cannot take."""
    if name not in TOOLS:
        hint = did_you_mean(name, TOOLS, f"There are: {', '.join(TOOLS)}.")
        raise Refused("unknown-tool", f"No tool is called {name[:80]!r}.", hint=hint)
    tool = TOOLS[name]
    try:
        read = tool.takes.model_validate(given)
    except ValidationError as error:
        raise _explained(tool.takes, error) from None
    return await tool.function(service, read)


def schema_of(takes: type[BaseModel]) -> dict[str, Any]:
    """The schema of the arguments, without what only repeats names: agents read it with every conversation."""
    schema: dict[str, Any] = _plain(takes.model_json_schema(by_alias=True))
    return schema


def _plain(part: Any) -> Any:
    if isinstance(part, list):
        return [_plain(one) for one in part]
    if not isinstance(part, dict):
        return part
    kinds = [kind for kind in part.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) == 1:  # a member that may be left out
        part = {name: value for name, value in part.items() if name not in ("anyOf", "default")} | kinds[0]
    dropped = {"default"} if part.get("default", ...) in (None, [], {}) else set()
    dropped |= {"title"} if isinstance(part.get("title"), str) else set()
    return {name: _plain(value) for name, value in part.items() if name not in dropped}


def _explained(takes: type[BaseModel], error: ValidationError) -> Refused:
    """What is wrong with the arguments, without repeating what may be very long."""
    known = [field.alias or name for name, field in takes.model_fields.items()]
    problems, hints = [], []
    for found in error.errors(include_input=False, include_url=False, include_context=False)[:5]:
        place = ".".join(str(part)[:80] for part in found["loc"])
        if found["type"] == "extra_forbidden":
            problems.append(f"No argument is called {place!r}")
            hints.append(did_you_mean(place, known, f"Arguments: {', '.join(known)}."))
        else:
            problems.append(f"{place}: {found['msg']}")
    hint = " ".join(dict.fromkeys(hints)) or f"Arguments: {', '.join(known)}; see the schema of the tool."
    return Refused("invalid-input", "; ".join(problems) + ".", hint=hint)
