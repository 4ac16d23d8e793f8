"""Who goes first, who waits and for how long, when more is asked than there are processes."""

from __future__ import annotations

import asyncio
import time

import pytest

from tests.graph.workers.asking import SIMPLE, SLOW, ask, go, pids, pool
from triskele.errors import QueryTimeout, QueueFull
from triskele.release import Release


def test_long_questions_leave_a_seat_for_short_ones_and_waiting_ends(release: Release) -> None:
    async def work() -> None:
        async with pool(release, size=2, first_seconds=4, total_seconds=4, wait_seconds=2) as p:
            await p.ask(ask(SIMPLE))
            slow = [asyncio.create_task(p.ask(ask(f"{SLOW} # {n}"), key=str(n))) for n in range(4)]
            await asyncio.sleep(1.5)  # by now they are known to be long
            start = time.monotonic()
            for _ in range(20):
                assert (await p.ask(ask(SIMPLE), arrived=asyncio.get_running_loop().time())).kind == "boolean"
            assert time.monotonic() - start < 1.5, "short ones wait for nobody"
            found = await asyncio.gather(*slow, return_exceptions=True)
            assert sorted(type(error).__name__ for error in found) == ["QueryTimeout", *["QueueFull"] * 3]
            assert next(error for error in found if isinstance(error, QueueFull)).retry_after >= 1

    go(work)


def test_the_clock_starts_when_the_request_arrives(release: Release) -> None:
    async def work() -> None:
        async with pool(release, first_seconds=5, total_seconds=5) as p:
            await p.ask(ask(SIMPLE))
            start = time.monotonic()
            with pytest.raises(QueryTimeout):
                await p.ask(ask(SLOW), arrived=asyncio.get_running_loop().time() - 4.5)
            assert time.monotonic() - start < 3

    go(work)


def test_whoever_had_least_goes_first_and_nobody_takes_every_place(release: Release) -> None:
    async def work() -> None:
        async with pool(release, first_seconds=60, total_seconds=60, wait_seconds=60) as p:
            await p.ask(ask(SIMPLE), client="many")
            order: list[str] = []

            async def one(client: str) -> None:
                await p.ask(ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?o ?q ?r }"), client=client)
                order.append(client)

            crowd = [asyncio.create_task(one("many")) for _ in range(12)]
            await asyncio.sleep(0)
            await one("few")
            assert len(order) < 8, "the one question of a client waits for few of the crowd's"
            await asyncio.gather(*crowd)
            flood = [asyncio.create_task(p.ask(ask(SIMPLE), client="many")) for _ in range(100)]
            await asyncio.sleep(0)
            assert (await p.ask(ask(SIMPLE), client="few")).kind == "boolean"
            found = await asyncio.gather(*flood, return_exceptions=True)
            assert sum(isinstance(error, QueueFull) for error in found) > 50

    go(work)


def test_what_is_let_go_answers_those_who_asked(release: Release) -> None:
    async def work() -> None:
        async with pool(release, first_seconds=20, total_seconds=20) as p:
            asked = [asyncio.create_task(p.ask(ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))) for _ in range(4)]
            await asyncio.sleep(0)
            p.workers.retire()
            assert [(await task).kind for task in asked] == ["rows"] * 4
            assert pids(p.workers) == []

    go(work)
