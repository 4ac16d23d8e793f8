"""Turns at writing answers: what takes long keeps nobody waiting, and nobody waits without an end."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable

import httpx
import pytest

from triskele.errors import QueueFull
from triskele_api.asking import dump
from triskele_api.turns import LONG, QUICK, SHORT, WAITING, Turns, kind_of


def go(work: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(work())


def compute(seconds: float = 2 * QUICK) -> str:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass
    return "done"


def test_what_takes_long_is_known_again_and_leaves_places_for_the_rest() -> None:
    async def work() -> None:
        turns = Turns(10)
        assert await turns.run(compute, client="a", kind="long") == "done"
        ended: list[str] = []

        async def one(name: str, make: Callable[[], str], kind: str) -> None:
            await turns.run(make, client=name, kind=kind)
            ended.append(name)

        tasks = [asyncio.create_task(one(f"greedy {n}", compute, "long")) for n in range(4)]
        await asyncio.sleep(0)
        tasks.append(asyncio.create_task(one("short", str, "short")))
        await asyncio.gather(*tasks)
        assert ended.index("short") <= LONG, ended
        # what was long under another load is short again once it was quick for a while
        for _ in range(12):
            await turns.run(str, client="a", kind="long")
        first, second = (asyncio.create_task(turns.run(compute, client="a", kind="long")) for _ in range(2))
        await asyncio.sleep(QUICK / 2)
        assert turns._running == {False: SHORT, True: 0}
        await asyncio.gather(first, second)

    go(work)


def test_a_kind_is_long_when_most_of_it_is() -> None:
    """A busy machine makes one quick answer of many long; a text of many words takes longer than a few letters."""

    async def work() -> None:
        turns = Turns(10)
        for times, long in ((0.2, False), (1.2, False), (4, True), (0, True), (4, True)):
            turns.learn("kind", times * QUICK)
            assert (turns.takes("kind") > QUICK) is long, times
        for _ in range(8):
            turns.learn("kind", QUICK / 5)
        assert turns.takes("kind") < QUICK

    go(work)
    short, other, many = ({"path": "/suggest", "query_string": b"q=" + text} for text in (b"os", b"an", b"a+b+c+d" * 9))
    assert kind_of(short) == kind_of(other) != kind_of(many)


def test_whoever_had_least_goes_first() -> None:
    async def work() -> None:
        turns, ended = Turns(10), list[str]()

        async def one(client: str, number: int) -> None:
            await turns.run(lambda: time.sleep(0.02), client=client, kind=f"{client} {number}")
            ended.append(client)

        tasks = [asyncio.create_task(one("greedy", n)) for n in range(8)]
        await asyncio.sleep(0)
        await asyncio.gather(*tasks, asyncio.create_task(one("modest", 0)))
        assert ended.index("modest") < 2 * SHORT, ended

    go(work)


def test_waiting_ends_and_one_client_has_not_every_place() -> None:
    async def work() -> None:
        turns = Turns(0.1)
        busy = [asyncio.create_task(turns.run(lambda: time.sleep(1.5), client="a", kind=str(n))) for n in range(SHORT)]
        await asyncio.sleep(0)
        waiting = [asyncio.create_task(turns.run(str, client="a", kind="")) for _ in range(WAITING // 4)]
        await asyncio.sleep(0)
        with pytest.raises(QueueFull, match="as many as may"):
            await turns.run(str, client="a", kind="")
        left = asyncio.create_task(turns.run(str, client="b", kind=""))
        await asyncio.sleep(0.02)
        left.cancel()
        start = time.monotonic()
        with pytest.raises(QueueFull, match="before yours") as caught:
            await turns.run(str, client="c", kind="")
        assert caught.value.retry_after == 1
        assert time.monotonic() - start < 1.2
        assert all(isinstance(error, QueueFull) for error in await asyncio.gather(*waiting, return_exceptions=True))
        await asyncio.gather(*busy)
        with pytest.raises(ZeroDivisionError):  # its place is free again
            await turns.run(lambda: 1 / 0, client="a", kind="")
        assert turns._running == {False: 0, True: 0}

    go(work)


def test_who_leaves_does_not_free_the_place_of_a_thread_that_goes_on() -> None:
    async def work() -> None:
        turns, at_work, most = Turns(10), 0, 0

        def make() -> None:
            nonlocal at_work, most
            at_work += 1
            most = max(most, at_work)
            compute()
            at_work -= 1

        for number in range(3 * SHORT):
            leaving = asyncio.create_task(turns.run(make, client=str(number), kind=str(number)))
            await asyncio.sleep(QUICK / 10)
            leaving.cancel()
            with pytest.raises(asyncio.CancelledError):
                await leaving
        async with asyncio.timeout(30):
            while turns._running[False]:
                await asyncio.sleep(QUICK / 10)
        assert most <= SHORT
        assert turns.takes("0") > QUICK  # that it takes long is learnt all the same

    go(work)


def test_items_written_one_by_one_are_the_same_json() -> None:
    document = {"a": [1, "ü", {"b": [None, 1.5]}], "c": {"d": []}, "e": [], 'f"': "x"}
    assert dump(document) == json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def test_a_batch_has_a_bound_of_its_own(client: httpx.Client) -> None:
    """Sixteen million letters of a form kept everybody waiting for seconds while they were read."""
    answer = client.post("/reconcile", data={"queries": "[" * (1 << 20)})
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
    queries = {f"q{n}": {"query": f"deniz {n}"} for n in range(50)}
    assert len(client.post("/reconcile", data={"queries": json.dumps(queries)}).json()) == 50
