"""Ten shapes of queries nobody asked before, beside other servers over the same statements.

All servers run at once and are asked in turns, a few requests each, so that a busy machine is busy for all of them.
Beside the time on the clock stands what the server's processes computed for a request: on a busy machine a server of
several processes waits for its turn more often, and only that figure still tells what the work costs.
"""

from __future__ import annotations

import itertools
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.service.load import Connection, path_of

_PREFIXES = (
    "PREFIX tsk: <https://w3id.org/triskele/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX dct: <http://purl.org/dc/terms/> "
)
_ACTOR = "<https://w3id.org/triskele/id/actor/ostim>"
_TYPES = "<https://w3id.org/triskele/vocabularies/tie-types#"
SHAPES = {
    "lookup": f"SELECT ?p ?o {{ {_ACTOR} ?p ?o }}",
    "label": f"SELECT ?l {{ {_ACTOR} skos:prefLabel ?l }}",
    "100 rows": "SELECT ?s ?l { ?s skos:prefLabel ?l } LIMIT 100",
    "join": f"SELECT ?a ?b {{ ?t tsk:source ?a ; tsk:target ?b ; tsk:tieType {_TYPES}hosting> }}",
    "optional": "SELECT ?t ?f { ?t a tsk:Tie OPTIONAL { ?t tsk:validFrom ?f } } LIMIT 200",
    "path": "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a/rdfs:subClassOf* tsk:Actor }",
    "count": "SELECT (COUNT(*) AS ?n) { ?t a tsk:Tie }",
    "group": "SELECT ?k (COUNT(?t) AS ?n) { ?t tsk:tieType ?k } GROUP BY ?k ORDER BY DESC(?n)",
    "filter": 'SELECT ?s ?l { ?s skos:prefLabel ?l FILTER(LANG(?l) = "tr" && CONTAINS(LCASE(?l), "sanayi")) }',
    "order": "SELECT ?s ?l { ?s skos:prefLabel ?l } ORDER BY ?l LIMIT 20",
}
_ROUNDS, _SECONDS = 7, 0.25
_seen: dict[int, dict[str, int]] = {}
_numbers = itertools.count(1_000_000_000)


@dataclass(frozen=True)
class Server:
    """One server: its address, the path of its endpoint, and its process."""

    base: str
    place: str
    process: int


@dataclass(frozen=True)
class Cost:
    """Milliseconds of one request: on the clock, the median of the rounds' medians; of computing, the mean of all."""

    clock: float
    computing: float


def family(process: int) -> set[int]:
    """A process and those below it."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found, before = {process}, 0
    while len(found) > before:
        before = len(found)
        found |= {child for child, parent in parents.items() if parent in found}
    return found


def computed(process: int) -> float:
    """Milliseconds that a process and those below it have computed so far."""
    known = _seen.setdefault(process, {})  # those that have ended since count too
    for member in family(process):
        for path in Path(f"/proc/{member}/task").glob("*/schedstat"):
            try:
                known[str(path)] = int(path.read_text().split()[0])
            except OSError:
                continue
    return sum(known.values()) / 1e6


def costs(servers: dict[str, Server], query: str) -> dict[str, Cost]:
    """What one request costs, by server."""
    connections = {name: Connection(server.base) for name, server in servers.items()}
    medians: dict[str, list[float]] = {name: [] for name in servers}
    used, asked = dict.fromkeys(servers, 0.0), dict.fromkeys(servers, 0)
    for turn in range(_ROUNDS + 1):
        for name, server in servers.items():
            taken: list[float] = []
            before = computed(server.process)
            until = time.perf_counter() + _SECONDS
            while not taken or time.perf_counter() < until:
                path = path_of(_PREFIXES + query, next(_numbers), server.place)
                begun = time.perf_counter()
                connections[name].get(path)
                taken.append((time.perf_counter() - begun) * 1e3)
            if turn:  # the first one is for what is compiled and read on the way
                medians[name].append(statistics.median(taken))
                used[name] += computed(server.process) - before
                asked[name] += len(taken)
    return {name: Cost(statistics.median(found), used[name] / asked[name]) for name, found in medians.items()}


def table(servers: dict[str, Server]) -> None:
    """Print the ten shapes, milliseconds on the clock and of computing; the first server against the faster of the
    others."""
    first, *others = servers
    print("| new query | " + " | ".join(f"{name}: clock, computing" for name in servers) + " | against the faster |")
    print("|---" * (len(servers) + 2) + "|")
    for shape, query in SHAPES.items():
        found = costs(servers, query)
        cells = [f"{cost.clock:.2f}, {cost.computing:.2f}" for cost in found.values()]
        clock = found[first].clock / min(found[name].clock for name in others)
        computing = found[first].computing / min(found[name].computing for name in others)
        print("| " + " | ".join([shape, *cells, f"{clock:.2f}, {computing:.2f}"]) + " |", flush=True)
