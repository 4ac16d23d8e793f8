"""Cheap requests beside those that take all they can get, kind by kind.

Eight clients ask cheaply, half of them queries nobody asked before and half short lists, alone and beside four
attackers, in turns of a few seconds: a machine that others use is never the same for long. The attackers are a process
of their own, ask again at once, and heed no ``Retry-After``.
"""

from __future__ import annotations

import contextlib
import http.client
import itertools
import json
import random
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from urllib.parse import quote, urlencode, urlsplit

from benchmarks.service.load import Connection, path_of

CHEAP, ATTACKERS = 8, 4
_LOOKUP = "SELECT ?p ?o { <https://w3id.org/triskele/id/actor/ostim> ?p ?o }"
_GREEDY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f || ?a != ?i) }"
_WORDS = [
    "sanayi",
    "teknoloji",
    "üniversite",
    "kümelenme",
    "savunma",
    "yenilik",
    "organize",
    "belediye",
    "bakanlık",
    "vakıf",
    "merkez",
    "park",
]
_JSON = {"Accept": "application/json", "Content-Type": "application/json"}
_FORM = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
_MCP = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
_LATER = {"Accept": "application/json", "Prefer": "respond-async"}
Request = tuple[str, str, str | None, dict[str, str]]


def _text(chance: random.Random, words: int = 4) -> str:
    return " ".join(chance.sample(_WORDS, words)) + chr(97 + chance.randrange(26)) * 2


def _confident(chance: random.Random) -> str:
    return f"min_confidence={chance.random() / 2:.6f}"


def _get(path: str, headers: dict[str, str] = _JSON) -> Request:
    return "GET", path, None, headers


def _batch(chance: random.Random) -> Request:
    queries = {f"q{n}": {"query": _text(chance), "limit": 50} for n in range(100)}
    return "POST", "/reconcile", urlencode({"queries": json.dumps(queries)}), _FORM


def _tool(chance: random.Random) -> Request:
    name, arguments = chance.choice(
        [
            ("find", {"text": _text(chance), "limit": 50}),
            ("ties", {"limit": 200, "min_confidence": chance.random() / 2}),
            ("path", {"source": "ostim", "target": "odtu", "paths": 10, "as_of": chance.randrange(1990, 2027)}),
            ("describe", {"thing": "actor/ostim", "limit": 200, "as_of": chance.randrange(1990, 2027)}),
            ("list", {"what": "contradictions", "limit": 200, "as_of": chance.randrange(1950, 2027)}),
        ]
    )
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": name, "arguments": arguments}}
    return "POST", "/mcp", json.dumps(call), _MCP


def _measured(chance: random.Random) -> str:
    draws, seed = chance.randrange(5000, 9999), chance.randrange(1 << 30)
    return f"/metrics/cross-sphere-betweenness?permutations={draws}&seed={seed}"


KINDS: dict[str, Callable[[random.Random], Request]] = {
    "sparql": lambda c: _get(path_of(_GREEDY, c.randrange(1 << 40))),
    "lists": lambda c: _get(f"/ties?limit=1000&{_confident(c)}"),
    "networks": lambda c: _get(f"/networks/organisations?as_of={c.randrange(1950, 2027)}&{_confident(c)}"),
    "search": lambda c: _get(f"/search?limit=200&q={quote(_text(c))}"),
    "suggest": lambda c: _get(f"/suggest?q={quote(_text(c))}"),
    "paths": lambda c: _get(
        f"/networks/organisations/paths?source=ostim&target={c.choice(('odtu', 'aselsan', 'tubitak', 'kosgeb'))}"
        f"&k=20&{_confident(c)}"
    ),
    "metrics": lambda c: _get(_measured(c)),
    "jobs": lambda c: _get(_measured(c), _LATER),
    "reconcile": _batch,
    "mcp": _tool,
    "profiles": lambda c: _get(f"/profiles/region/ankara?permutations={c.randrange(500, 999)}"),
    "quality": lambda c: _get(f"/quality/tie-undated?limit=1000&as_of={c.randrange(1950, 2027)}"),
    "downloads": lambda c: _get("/exports/trig", {"Accept": "*/*", "Accept-Encoding": "gzip"}),
}
"""What attackers ask, by kind; each request another one, so that no cache answers."""


def attack(base: str, kind: str, seed: int) -> None:
    """Ask until the process is ended; at its end a line of JSON says what came: statuses, and the longest wait."""
    statuses: dict[str, int] = {}
    longest = 0.0
    lock = threading.Lock()
    address = urlsplit(base).netloc
    over = threading.Event()

    def ask(number: int) -> None:
        nonlocal longest
        chance = random.Random(f"{seed} {number}")
        connection = http.client.HTTPConnection(address, timeout=120)
        while not over.is_set():
            method, path, body, headers = KINDS[kind](chance)
            begun = time.perf_counter()
            try:
                connection.request(method, path, body, headers)
                answer = connection.getresponse()
                answer.read()
                status = str(answer.status)
            except (OSError, http.client.HTTPException) as error:
                status = type(error).__name__
                connection.close()
            with lock:
                statuses[status] = statuses.get(status, 0) + 1
                longest = max(longest, time.perf_counter() - begun)

    threads = [threading.Thread(target=ask, args=(number,), daemon=True) for number in range(ATTACKERS)]
    for thread in threads:
        thread.start()
    sys.stdin.read()
    print(json.dumps({"statuses": statuses, "longest": longest}), flush=True)


def cheap(base: str, seconds: float) -> dict[str, list[float]]:
    """Milliseconds of each cheap request of several clients at once, by what was asked."""
    numbers = itertools.count(time.time_ns())
    until = time.perf_counter() + seconds
    taken: dict[str, list[float]] = {"query": [], "list": []}

    def ask(what: str) -> None:
        connection = Connection(base, "application/json")
        while time.perf_counter() < until:
            number = next(numbers)
            letters = f"os{number % 1000}{chr(97 + number % 26)}"
            path = path_of(_LOOKUP, number) if what == "query" else f"/suggest?q={letters}"
            begun = time.perf_counter()
            with contextlib.suppress(RuntimeError):
                connection.get(path)
            taken[what].append((time.perf_counter() - begun) * 1e3)

    threads = [threading.Thread(target=ask, args=(("query", "list")[n % 2],)) for n in range(CHEAP)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def p99(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[98]


def compare(base: str, kind: str, turns: int, seconds: float) -> str:
    """A row of the table: for queries and for short lists the median and 99th percentile alone and beside, and how many
    times the second is the first, as the median of all turns and in each; what the attackers were told, and how long
    they waited at most."""
    alone: dict[str, list[float]] = {"query": [], "list": []}
    beside: dict[str, list[float]] = {"query": [], "list": []}
    ratios: dict[str, list[float]] = {"query": [], "list": []}
    statuses: Counter[str] = Counter()
    longest = 0.0
    for turn in range(turns):
        mine = cheap(base, seconds)
        command = [sys.executable, "-m", "benchmarks.service.attacks", base, kind, str(time.time_ns() + turn)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as attackers:
            time.sleep(2)
            theirs = cheap(base, seconds)
            said = json.loads(attackers.communicate()[0])
        for what in alone:
            alone[what] += mine[what]
            beside[what] += theirs[what]
            ratios[what].append(p99(theirs[what]) / p99(mine[what]))
        statuses.update(said["statuses"])
        longest = max(longest, said["longest"])
        time.sleep(1)  # what was asked last comes to its end
    cells = [kind]
    for what, each in ratios.items():
        cells += [f"{statistics.median(times):.0f}, {p99(times):.0f}" for times in (alone[what], beside[what])]
        cells.append(f"{statistics.median(each):.1f} ({', '.join(f'{ratio:.1f}' for ratio in sorted(each))})")
    told = ", ".join(f"{count} x {status}" for status, count in sorted(statuses.items()))
    return "| " + " | ".join([*cells, told, f"{longest:.1f}"]) + " |"


def table(base: str, kinds: Sequence[str], turns: int, seconds: float) -> None:
    """Print a row a kind."""
    columns = [f"{what} {when}" for what in ("queries", "lists") for when in ("alone", "beside", "p99 times")]
    print("| " + " | ".join(["attack", *columns, "attackers were told", "waited at most, s"]) + " |")
    print("|---" * 9 + "|")
    for kind in kinds or KINDS:
        print(compare(base, kind, turns, seconds), flush=True)


if __name__ == "__main__":
    attack(sys.argv[1], sys.argv[2], int(sys.argv[3]))
