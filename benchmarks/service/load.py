"""A load generator small enough not to be what is measured: plain sockets, kept open, one request at a time each."""

from __future__ import annotations

import contextlib
import socket
import statistics
import threading
import time
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

_LAST_CHUNK = b"0\r\n\r\n"


@dataclass(frozen=True)
class Load:
    """What a load gave: requests a second, and the latency of one client alone in milliseconds."""

    rate: float
    median: float
    p95: float


@dataclass(frozen=True)
class Crowd:
    """What several clients at once had: requests a second in all, and milliseconds of one request."""

    rate: float
    median: float
    p99: float


class Connection:
    """One kept connection."""

    def __init__(self, base: str, accept: str = "application/sparql-results+json, application/n-triples") -> None:
        self.accept = accept
        parts = urlsplit(base)
        self.host = parts.netloc
        self.socket = socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 80), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, path: str) -> bytes:
        """The body of a 200; RuntimeError for anything else."""
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\nAccept: {self.accept}\r\n\r\n".encode())
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _, body = data.partition(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        length = next((int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length")), None)
        while len(body) < length if length is not None else not body.endswith(_LAST_CHUNK):
            body += self._more()
        if b" 200 " not in head.split(b"\r\n", 1)[0]:
            raise RuntimeError(head.decode() + body[:500].decode())
        return body

    def _more(self) -> bytes:
        part = self.socket.recv(1 << 16)
        if not part:
            raise RuntimeError("the server closed the connection")
        return part


def path_of(query: str, number: int | None, place: str = "/sparql") -> str:
    """The path of a query; a number makes it a query nobody has asked before, so that no cache can answer."""
    return f"{place}?query=" + quote(query if number is None else f"PREFIX n{number}: <urn:n> {query}")


def measure(base: str, query: str, *, seconds: float, clients: int, fresh: bool = True) -> Load:
    """Requests a second of several clients at once, and the latency of one alone."""
    counter = iter(range(10**9))
    lock = threading.Lock()
    done = [0] * clients
    stop = time.perf_counter() + seconds

    def path() -> str:
        if not fresh:
            return path_of(query, None)
        with lock:
            return path_of(query, next(counter))

    def client(number: int) -> None:
        connection = Connection(base)
        while time.perf_counter() < stop:
            connection.get(path())
            done[number] += 1

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = sum(done) / (time.perf_counter() - start)
    alone = Connection(base)
    times = []
    stop = time.perf_counter() + min(seconds, 3)
    while len(times) < 2000 and (time.perf_counter() < stop or len(times) < 5):
        begun = time.perf_counter()
        alone.get(path())
        times.append((time.perf_counter() - begun) * 1e3)
    times.sort()
    return Load(rate, statistics.median(times), times[int(len(times) * 0.95)])


def crowd(base: str, query: str, *, seconds: float, clients: int, attack: str = "", attackers: int = 0) -> Crowd:
    """Several clients that ask cheap queries without end, beside attackers whose queries never end by themselves."""
    counter = iter(range(10**9))
    lock = threading.Lock()
    over = threading.Event()
    times: list[float] = []

    def path(text: str) -> str:
        with lock:
            return path_of(text, next(counter))

    def greedy() -> None:
        while not over.is_set():
            with contextlib.suppress(RuntimeError):  # it is refused or stopped, as it should be
                Connection(base).get(path(attack))

    def cheap() -> None:
        connection = Connection(base)
        while not over.is_set():
            begun = time.perf_counter()
            connection.get(path(query))
            times.append((time.perf_counter() - begun) * 1e3)

    others = [threading.Thread(target=greedy, daemon=True) for _ in range(attackers)]
    for thread in others:
        thread.start()
    time.sleep(2 if attackers else 0)
    mine = [threading.Thread(target=cheap) for _ in range(clients)]
    for thread in mine:
        thread.start()
    time.sleep(seconds)
    over.set()
    for thread in mine:
        thread.join()
    times.sort()
    return Crowd(len(times) / seconds, statistics.median(times), times[int(len(times) * 0.99)])
