"""python -m benchmarks.service [--seconds S] [--clients C] [--data FOLDER] [--only WHAT]: against others.

Requests a second on the same statements and queries; the latency of a point lookup against the engine's own time plus
the framework's. Every request is a query nobody asked before (a prefix of its own), so that no cache answers; one
line shows what the cache makes of it. The servers run on this machine one after the other under the same load. Ten
shapes of queries are timed beside Oxigraph's own server and Fuseki (``--only shapes``: nothing else is). ``--only
lists`` asks what readers ask, of any release. ``--only attacks`` asks cheaply alone and beside attackers of each kind.
"""

from __future__ import annotations

import argparse
import io
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.service import attacks, lists, peer, servers, shapes
from benchmarks.service.load import Connection, crowd, measure
from triskele.publish import build_and_publish
from triskele.release import Library, Release
from triskele.release.build import build_release
from triskele.settings import Settings

QUERIES = {
    "point lookup": "SELECT ?p ?o { <https://w3id.org/triskele/id/actor/ostim> ?p ?o }",
    "100 rows": "SELECT ?s ?l { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?l } LIMIT 100",
    "join": "SELECT ?a ?b { ?t <https://w3id.org/triskele/ontology#source> ?a ; "
    "<https://w3id.org/triskele/ontology#target> ?b ; <https://w3id.org/triskele/ontology#tieType> "
    "<https://w3id.org/triskele/vocabularies/tie-types#hosting> }",
}

GREEDY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f || ?a != ?i) }"
CROWD, ATTACKERS = 8, 4


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def running(process: subprocess.Popen[bytes], base: str, place: str = "/sparql") -> Iterator[float]:
    """Wait until the server answers, hand over how long that took, and end it at the end."""
    start = time.perf_counter()
    try:
        while True:
            try:
                Connection(base).get(f"{place}?query=ASK%7B%7D")
                break
            except (OSError, RuntimeError):
                if process.poll() is not None or time.perf_counter() - start > 300:
                    sys.exit(f"{process.args} did not start")
                time.sleep(0.02)
        yield time.perf_counter() - start
    finally:
        process.terminate()
        process.wait(timeout=30)


def write_statements(release: Release, path: Path) -> int:
    """The default graph as N-Triples: what both servers answer from."""
    output = io.BytesIO()
    release.store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }").write("nt", output)
    path.write_bytes(output.getvalue())
    return output.getvalue().count(b"\n")


def engine_ms(release: Release, query: str, rest: float) -> float:
    """The engine's own time: evaluate and serialise in this process, no server. With a rest between, as between the
    requests of one client, the processor's caches are no longer warm."""
    times = []
    for _ in range(1000):
        time.sleep(rest)
        start = time.perf_counter()
        release.store.query(query).write("json", io.BytesIO())
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def compare_shapes(folder: Path, data: Path, statements: Path) -> None:
    """The ten shapes, all servers side by side."""
    starts = {"oxigraph": servers.oxigraph(folder, statements), "fuseki": servers.fuseki(folder, statements)}
    found: dict[str, shapes.Server] = {}
    with ExitStack() as stack:
        port = free_port()
        process = start_ours(port, data, 2)
        found["triskele"] = shapes.Server(f"http://127.0.0.1:{port}", "/sparql", process.pid)
        stack.enter_context(running(process, found["triskele"].base))
        for name, start in starts.items():
            if start is None:
                print(f"{name} is left out: Maven and Java are not both there")
                continue
            port = free_port()
            process, place = start(port)
            found[name] = shapes.Server(f"http://127.0.0.1:{port}", place, process.pid)
            stack.enter_context(running(process, found[name].base, place))
        shapes.table(found)


def measure_lists(settings: Settings, build: bool, workers: int) -> None:
    """What readers ask, of the current release of a data folder, or of the seeds."""
    release = build_and_publish(settings) if build else Library(settings.data).current()
    process = start_ours(port := free_port(), settings.data, workers)
    base = f"http://127.0.0.1:{port}"
    with running(process, base, "/ready") as ready:
        used = shapes.computed(process.pid) / 1e3
        print(f"{release.manifest['counts']}\nready after {ready:.2f} s; computed {used:.2f} s till then")
        time.sleep(3)  # what is imported after the start is no part of a request
        lists.table(base, process.pid, release)


def measure_attacks(settings: Settings, build: bool, options: argparse.Namespace) -> None:
    """Cheap requests beside attackers, of the current release of a data folder, or of the seeds."""
    if build:
        build_and_publish(settings)
    process = start_ours(port := free_port(), settings.data, options.workers)
    base = f"http://127.0.0.1:{port}"
    with running(process, base, "/ready"):
        time.sleep(3)
        attacks.table(base, options.kinds, options.turns, options.seconds / 2)


def start_ours(port: int, data: Path, workers: int) -> subprocess.Popen[bytes]:
    """The service over a data folder."""
    command = [sys.executable, "-m", "triskele.cli", "serve", "--port", str(port), "--workers", str(workers)]
    environment = {**os.environ, "TRISKELE_DATA": str(data)}
    return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)


def framework_ms(base: str) -> float:
    """What HTTP and the framework cost without any work behind them: GET /health."""
    connection = Connection(base)
    times = []
    for _ in range(2000):
        start = time.perf_counter()
        connection.get("/health")
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.service", description=__doc__)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", choices=["shapes", "lists", "attacks"])
    parser.add_argument("--data", type=Path, help="a data folder with a release; else the seeds are built")
    parser.add_argument("--kinds", nargs="*", choices=attacks.KINDS, default=(), help="of attacks; else all")
    parser.add_argument("--turns", type=int, default=6, help="of attacks, each alone and beside")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings.read(data=options.data or folder / "data")
        (options.data or folder / "data").mkdir(exist_ok=True)
        if options.only == "lists":
            measure_lists(settings, options.data is None, options.workers)
            return
        if options.only == "attacks":
            measure_attacks(settings, options.data is None, options)
            return
        release = build_release(settings)
        statements = folder / "statements.nt"
        count = write_statements(release, statements)
        if options.only:
            compare_shapes(folder, settings.data, statements)
            return
        python = peer.install(folder)
        print(f"{os.cpu_count()} cores, Python {platform.python_version()}, {peer.versions(python)}")
        print(f"{count} statements, {options.clients} clients, {options.workers} workers\n")

        ours = f"http://127.0.0.1:{(port := free_port())}"
        load = {"seconds": options.seconds, "clients": options.clients}
        with running(start_ours(port, settings.data, options.workers), ours) as ready:
            time.sleep(3)  # what is imported after the start is no part of a request
            mine = {name: measure(ours, query, **load) for name, query in QUERIES.items()}
            cached = measure(ours, QUERIES["point lookup"], fresh=False, **load)
            framework = framework_ms(ours)
            point = QUERIES["point lookup"]
            alone = crowd(ours, point, seconds=options.seconds, clients=CROWD)
            beside = crowd(ours, point, seconds=options.seconds, clients=CROWD, attack=GREEDY, attackers=ATTACKERS)
        theirs_base = f"http://127.0.0.1:{(port := free_port())}"
        with running(peer.start(python, statements, port), theirs_base):
            theirs = {name: measure(theirs_base, query, **load) for name, query in QUERIES.items()}

        print("| query | triskele req/s | peer req/s | ratio | triskele median ms | p95 | peer median ms |")
        print("|---|---|---|---|---|---|---|")
        for name, found in mine.items():
            other = theirs[name]
            cells = [f"{found.rate:.0f}", f"{other.rate:.0f}", f"{found.rate / other.rate:.1f}", f"{found.median:.2f}"]
            print("| " + " | ".join([name, *cells, f"{found.p95:.2f}", f"{other.median:.2f}"]) + " |")
        print(f"| point lookup, cached | {cached.rate:.0f} | | | {cached.median:.2f} | {cached.p95:.2f} | |\n")
        print(f"{CROWD} clients with point lookups, alone and beside {ATTACKERS} whose queries never end:")
        for name, found in (("alone", alone), ("beside", beside)):
            print(f"  {name} {found.rate:.0f} req/s, median {found.median:.1f} ms, p99 {found.p99:.1f} ms")
        print(f"  p99 beside is {beside.p99 / alone.p99:.1f} x that alone\n")
        engine, paced = (
            engine_ms(release, QUERIES["point lookup"], 0),
            engine_ms(release, QUERIES["point lookup"], 5e-4),
        )
        print(f"ready after {ready:.2f} s; engine {engine:.3f} ms in a row, {paced:.3f} ms when it rests between")
        print(f"framework {framework:.3f} ms; against engine (rested) and framework together:")
        for name, latency in (("point lookup", mine["point lookup"].median), ("cached", cached.median)):
            print(f"  {name} {latency:.3f} ms = {latency / (paced + framework):.2f} x")
        print()
        compare_shapes(folder, settings.data, statements)


if __name__ == "__main__":
    main()
