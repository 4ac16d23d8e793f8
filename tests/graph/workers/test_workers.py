"""Workers: every bound stops the work, and nobody else notices."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from triskele.errors import MemoryExceeded, QuerySyntaxError, QueryTimeout, RefusedError, ResultTooLarge, UnknownFormat
from triskele.release import Release
from triskele.workers import Bounds, Pool, Question, Reply

FORMATS = {"rows": "json", "graph": "ttl"}
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SIMPLE = "ASK { ?a a tsk:Firm }"


@asynccontextmanager
async def pool(release: Release, size: int = 1, **bounds: float) -> AsyncIterator[Pool]:
    made = Pool(release.store_folder, size=size, bounds=Bounds(**bounds))  # type: ignore[arg-type]
    try:
        yield made
    finally:
        made.close()


def go(work: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(work())  # type: ignore[arg-type]


def ask(query: str, formats: dict[str, str] = FORMATS) -> Question:
    return Question(query, formats)


def test_a_question_is_answered(release: Release) -> None:
    async def work() -> None:
        async with pool(release) as p:
            assert await p.ask(ask(SIMPLE)) == Reply("boolean", "json", b'{"head":{},"boolean":true}')

    go(work)


def test_time_stops_an_aggregate_and_the_pool_goes_on(release: Release) -> None:
    async def work() -> None:
        async with pool(release, first_seconds=1, total_seconds=1) as p:
            start = time.monotonic()
            with pytest.raises(QueryTimeout):
                await p.ask(ask(SLOW))
            assert time.monotonic() - start < 3
            assert (await p.ask(ask(SIMPLE))).kind == "boolean"

    go(work)


def test_others_are_served_while_one_runs_away(release: Release) -> None:
    async def work() -> None:
        async with pool(release, size=2, first_seconds=2, total_seconds=2) as p:
            slow = asyncio.create_task(p.ask(ask(SLOW)))
            await asyncio.sleep(0.1)
            for _ in range(20):
                assert (await p.ask(ask(SIMPLE))).kind == "boolean"
            assert not slow.done()
            with pytest.raises(QueryTimeout):
                await slow

    go(work)


def test_memory_stops_a_sorted_cross_product(release: Release) -> None:
    async def work() -> None:
        async with pool(release, memory_mb=200, first_seconds=20, total_seconds=20) as p:
            with pytest.raises(MemoryExceeded):
                await p.ask(ask("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i"))
            assert (await p.ask(ask(SIMPLE))).kind == "boolean"

    go(work)


def test_size_stops_a_large_result(release: Release) -> None:
    async def work() -> None:
        async with pool(release, result_mb=1) as p:
            with pytest.raises(ResultTooLarge):
                await p.ask(ask("SELECT * { ?a ?b ?c . ?d ?e ?f }"))
            assert (await p.ask(ask(SIMPLE))).kind == "boolean"

    go(work)


def test_errors_come_back_as_they_were(release: Release) -> None:
    async def work() -> None:
        async with pool(release) as p:
            with pytest.raises(QuerySyntaxError) as caught:
                await p.ask(ask("SELECT * {\n ?s ?p }"))
            assert (caught.value.line, caught.value.column) == (2, 9)
            with pytest.raises(UnknownFormat):
                await p.ask(ask("SELECT * { ?s ?p ?o } LIMIT 1", {"rows": "none", "graph": "ttl"}))

    go(work)


def test_a_client_that_leaves_frees_its_worker(release: Release) -> None:
    async def work() -> None:
        async with pool(release, first_seconds=30, total_seconds=30) as p:
            gone = asyncio.create_task(p.ask(ask(SLOW)))
            await asyncio.sleep(0.2)
            gone.cancel()
            async with asyncio.timeout(3):
                assert (await p.ask(ask(SIMPLE))).kind == "boolean"

    go(work)


def test_service_reaches_nobody(release: Release) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(1)
        port = server.getsockname()[1]

        async def work() -> None:
            async with pool(release) as p:
                with pytest.raises(RefusedError):
                    await p.ask(ask(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"))

        go(work)
        with pytest.raises(TimeoutError):
            server.accept()
