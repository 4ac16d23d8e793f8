"""Questions in SPARQL, answered in bounded processes that hold a release open for reading and may open nothing else.

The engine takes no timeout and an aggregate cannot be interrupted, so a query from outside runs where it can be ended.
"""

from __future__ import annotations

import io
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qsl

from triskele.bounded.child import begun
from triskele.bounded.endpoint import Endpoint
from triskele.bounded.limits import MIB, Limits
from triskele.bounded.worker import run
from triskele.errors import InvalidInput, ResultTooLarge
from triskele.sparql import Facts, check_query
from triskele.store import Dataset, Store

_TELL_BYTES, _TELL_SECONDS = 1 << 16, 0.05
FASTER = "Start from a fixed thing, join fewer patterns, or add LIMIT."


@dataclass(frozen=True)
class Question:
    """One query with all that decides its answer. ``formats`` maps the kind of answer to a format name; ``as_of`` and
    ``when`` choose its graphs, or else the dataset that it was sent with."""

    query: str
    formats: dict[str, str]
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    bindings: dict[str, str] | None = None
    base: str | None = None
    as_of: int | None = None
    when: str = "possible"


class Scope(Protocol):
    """Which graphs a question sees, once its text was looked at; it goes to another process."""

    def __call__(self, question: Question, facts: Facts) -> Dataset: ...


@dataclass(frozen=True)
class Reply:
    """The bytes of an answer, the kind it had (rows, boolean, graph) and the format they are in; ``changing`` and
    ``as_of`` as in :class:`triskele.store.Answer`."""

    kind: str
    format: str
    body: bytes
    changing: bool = False
    as_of: int | None = None


class _Output(io.RawIOBase):
    """Collects what the engine writes, says when it begins, and stops the engine at the size bound.

    A beginning is only worth a message of its own when the rest does not follow at once.
    """

    def __init__(self, bound: int) -> None:
        self._bound, self._parts, self._size = bound, list[bytes](), 0
        self._told, self._start = False, time.monotonic()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._size += len(data)
        if not self._told and (self._size > _TELL_BYTES or time.monotonic() - self._start > _TELL_SECONDS):
            begun()
            self._told = True
        if self._size > self._bound:
            raise ResultTooLarge(
                f"The result is larger than {self._bound // MIB} MiB.",
                hint="Ask for less: LIMIT and OFFSET, fewer columns, or download the whole release.",
            )
        self._parts.append(bytes(data))
        return len(data)

    def value(self) -> bytes:
        return b"".join(self._parts)


def _open(folder: str, scope: Scope | None, limits: Limits) -> Ready:
    check_query("ASK {}")  # what that needs is imported while files may still be opened
    return Store.open(Path(folder)), scope, limits.result_mb * MIB


def _reach(address: str, digest: str, truth: tuple[str, ...], scope: Scope, limits: Limits) -> Ready:
    check_query("ASK {}")  # as above
    bound = limits.result_mb * MIB
    return Endpoint(address, truth, digest, limits.total_seconds, bound), scope, bound


Ready = tuple[Store | Endpoint, Scope | None, int]
Opened = partial[Ready]


def opening(store_folder: Path, scope: Scope | None = None) -> Opened:
    """What makes a process ready to answer questions about the release with this store."""
    return partial(_open, str(store_folder), scope)


def reaching(address: str, digest: str, truth: tuple[str, ...], scope: Scope) -> Opened:
    """What makes a process ready to ask the endpoint of this address, which must hold the release of this digest."""
    return partial(_reach, address, digest, truth, scope)


def answer(opened: Ready, question: Question) -> Reply:
    """The answer to one question; runs in a bounded process."""
    store, scope, bound = opened
    output = _Output(bound)
    found = store.query(
        question.query,
        default_graphs=question.default_graphs,
        named_graphs=question.named_graphs,
        choose=partial(scope, question) if scope else None,
        bindings=question.bindings,
        base=question.base,
    )
    name = question.formats["graph" if found.kind == "graph" else "rows"]
    found.write(name, output)  # type: ignore[arg-type]  # it only ever writes
    return Reply(found.kind, name, output.value(), found.changing, found.as_of)


def take_apart(_: Ready | None, form: str, errors: str) -> list[tuple[str, str]]:
    """The names and values of a url-encoded form whose length and fields were counted; runs in a bounded process:
    taking a long one apart is a tenth of a second of computing. InvalidInput for what is not UTF-8."""
    try:
        return parse_qsl(form, keep_blank_values=True, errors=errors)
    except UnicodeDecodeError as error:
        raise InvalidInput("The form is not UTF-8.", hint="Encode it as UTF-8.") from error


def ask_once(opened: Opened, question: Question, limits: Limits | None = None) -> Reply:
    """Ask one question in a process of its own: what the command line uses."""
    reply: Reply = run(answer, question, limits=limits or Limits(opens_files=False), prepare=opened, hint=FASTER)
    return reply
